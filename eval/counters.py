"""Files of claims to claims, each with what opposes it in its library: JSON lines, all checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import Article, Passage
from eval.rows import Row, rows, short

_HERE = Path(__file__).parent
STARTER = _HERE / "counters_starter.jsonl"
MADE_UP = _HERE / "counters_made_up.jsonl"
TRAINING = _HERE / "counters.jsonl"  # of many libraries, to which qa/opposing.json is fitted


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, and all sentences of its library that oppose it: none for many a claim."""

    place: Passage
    against: tuple[Passage, ...]

    def opposed_by(self, place: Passage) -> bool:
        """Whether a place holds any of what opposes it."""
        return any(place.overlaps(other) for other in self.against)


def load_claims(
    path: Path, articles: Iterable[Article], *, library: str | None = None
) -> tuple[Claim, ...]:
    """Read {"article", "claim", "against": [{"article", "quote"}]} a line, words as they stand.

    Of a file on many libraries, whose lines have the key "library", only the claims of the one
    named. Raises OSError where the file cannot be opened, and ValueError at its first fault, with
    file, line, fault and remedy, or where it holds no claim.
    """
    slugs = {article.slug: article for article in articles}
    claims: list[Claim] = []
    known: set[Passage] = set()
    for row in rows(path):
        if library is not None and row.value("library", str) != library:
            continue
        claim = Claim(_place(row, "claim", slugs), tuple(_against(row, slugs)))
        if claim.place in known:
            raise row.fault("this claim was given before", "join what opposes it on one line")
        known.add(claim.place)
        claims.append(claim)
    if not claims:
        of = f" of the library {library!r}" if library is not None else ""
        raise ValueError(f"{path} holds no claim{of}; write one JSON object a line")
    return tuple(claims)


def _against(row: Row, slugs: Mapping[str, Article]) -> Iterable[Passage]:
    for part in row.value("against", list):
        if not isinstance(part, dict):
            raise row.fault(f"{short(part)} is not a JSON object", 'write {"article", "quote"}')
        yield _place(Row(row.where, part), "quote", slugs)


def _place(row: Row, key: str, slugs: Mapping[str, Article]) -> Passage:
    """The first place of the words under this key."""
    slug, words = row.value("article", str), row.value(key, str).strip()
    if slug not in slugs:
        raise row.fault(
            f"the library has no article {slug!r}",
            "give a file's name without its ending, or name the library that this is about",
        )
    start = slugs[slug].text.find(words)
    if start < 0:
        raise row.fault(
            f"{short(words)} is not in the article {slug!r}",
            "copy the words from it, letter for letter",
        )
    return Passage(slugs[slug], start, start + len(words))
