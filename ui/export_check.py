"""An export held against a library: which of its quotes still stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from index import Index
from qa.certificate import Certificate, digest, place_of, standing
from ui.beside import plain
from ui.export_reading import Export, Found

_SAID = {
    "article gone": "article gone: the library has no article of this name any more",
    "article changed": "article changed: it isn't the text that was quoted from",
    "certificate damaged": "certificate damaged: it isn't as it was saved",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one quote."""

    number: int | None
    faults: tuple[str, ...]  # none if it stands
    certificate: Certificate | None
    words: str | None  # as the file shows them


def verdicts(export: Export, index: Index) -> tuple[Verdict, ...]:
    """Hold each quote of a file against a library."""
    numbers = [found.number for found in export.quotes]
    return tuple(
        Verdict(
            found.number,
            ("quote twice: two of the file's quotes have this number",)
            if found.number and numbers.count(found.number) > 1
            else tuple(_faults(found, export, index)),
            found.claim.certificate if found.claim else None,
            found.words,
        )
        for found in export.quotes
    )


def _faults(found: Found, export: Export, index: Index) -> Iterator[str]:
    if found.number is None:
        yield "no certificate: nothing tells where these words come from"
        return
    if found.claim is None:
        yield _SAID["certificate damaged"]
        return
    if found.words is None or found.beside is None:
        yield "quote gone: the file has its certificate and not its words"
        return
    certificate = found.claim.certificate
    stands = standing(certificate, index)
    if stands != "stands":
        yield _SAID[stands]
    if digest(found.words) != found.claim.shown or (
        stands == "stands" and not _same(found.words, certificate, export, index)
    ):
        yield "words differ: the file shows others than the article’s"
    if digest(found.beside) != found.claim.beside:
        yield "source or caveat differs: the file shows another than was saved"


def _same(words: str, certificate: Certificate, export: Export, index: Index) -> bool:
    """Whether words are those of the certificate's place, which stands."""
    article = next(one for one in index.articles if one.slug == certificate.slug)
    place = place_of(certificate, article)
    return place is not None and words == (place.text if export.exact else plain(place.text))
