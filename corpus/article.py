"""The articles, and places within them."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "clinic", "explainer", "news", "study", "review", "regulator", "patient-group", "unknown"
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Article:
    """One article; `text` is what quotes are cut from, and is never touched after loading."""

    slug: str  # the file's stem, unique in a library
    title: str
    text: str
    kind: Kind = "unknown"  # shown with every quote: who is speaking
    publisher: str | None = None
    published: str | None = None  # as the article gives it, mostly an ISO date
    url: str | None = None
    based_on: str | None = None  # what the article restates

    def __post_init__(self) -> None:
        if not self.slug or not self.text.strip():
            raise ValueError(
                f"article {self.slug!r} lacks a slug or a text; give it a name and some words"
            )
        if self.kind not in KINDS:
            raise ValueError(
                f"article {self.slug!r} has the kind {self.kind!r}; use one of {', '.join(KINDS)}"
            )


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article. It holds no words: `text` is the article's slice."""

    article: Article
    start: int  # characters
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(
                f"no place {self.start}:{self.end} in {self.article.slug!r}, which has "
                f"{len(self.article.text)} characters; a place is 0 <= start < end <= length"
            )

    @property
    def text(self) -> str:
        """The article's own words at this place."""
        return self.article.text[self.start : self.end]

    def overlaps(self, other: "Passage") -> bool:
        """Whether the two share a character of the same article."""
        return (
            self.article.slug == other.article.slug
            and self.start < other.end
            and other.start < self.end
        )
