"""A quote to a certificate of its words, and a certificate to whether they still stand."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any, Literal

from corpus import Article, Passage
from index import Index

Standing = Literal["stands", "article changed", "article gone", "certificate damaged"]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A place and what stood there: enough to tell, without the words, whether they still do.

    It is no signature: anyone can make one. What it proves, it proves against a library.
    """

    slug: str
    article: str  # of the article's whole text: SHA-256, in hexadecimal, as all digests here
    start: int  # characters
    end: int
    words: str  # of the quoted words
    library: str  # `Index.digest`

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "Certificate":
        """Read what `to_dict` gave. Raises ValueError where a field is missing or no such type."""
        values: dict[str, Any] = {}
        for name, kind in cls.__annotations__.items():
            value = fields.get(name)
            if type(value) is not kind:  # a bool is an int, and no place
                raise ValueError(f"the certificate's {name!r} is {value!r}; save the answer again")
            values[name] = value
        return cls(**values)


def certified(place: Passage, index: Index) -> Certificate:
    """The certificate of a place. Raises ValueError where its article is not the library's."""
    article = place.article
    if _article(article.slug, index) != article:
        raise ValueError(
            f"the article {article.slug!r} is not one of this library's; "
            "give the index that the answer came from"
        )
    return Certificate(
        article.slug,
        digest(article.text),
        place.start,
        place.end,
        digest(place.text),
        index.digest,
    )


def standing(certificate: Certificate, index: Index) -> Standing:
    """Whether what a certificate says holds in a library."""
    article = _article(certificate.slug, index)
    if article is None:
        return "article gone"
    if digest(article.text) != certificate.article:
        return "article changed"
    place = place_of(certificate, article)
    if place is None or digest(place.text) != certificate.words:
        return "certificate damaged"
    return "stands"


def place_of(certificate: Certificate, article: Article) -> Passage | None:
    """The certificate's place in an article, if it has so many characters."""
    try:
        return Passage(article, certificate.start, certificate.end)
    except ValueError:
        return None


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _article(slug: str, index: Index) -> Article | None:
    return next((article for article in index.articles if article.slug == slug), None)
