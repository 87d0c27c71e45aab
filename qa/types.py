"""What an answer is made of, in the order in which data meets it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from corpus import Article, Passage

Status = Literal["answered", "weak", "not_found"]
CaveatKind = Literal["efficacy", "safety", "stopping"]
Strength = Literal["claimed", "hedged", "reported", "testimonial", "limited", "negative"]
Design = Literal[
    "laboratory",
    "animal",
    "case series",
    "uncontrolled",
    "randomised",
    "review",
    "opinion",
    "testimonial",
    "not stated",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a publisher said on a day, in our words."""

    text: str
    publisher: str
    published: str | None  # an ISO date, or a year
    url: str | None
    checked: str  # the ISO date on which the publisher's page was read
    expires: str  # the ISO date from which it should be read again

    def stale(self, on: date) -> bool:
        """Whether it should have been read again by this day."""
        return on >= date.fromisoformat(self.expires)

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "publisher": self.publisher,
            "published": self.published,
            "url": self.url,
            "checked": self.checked,
            "expires": self.expires,
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a passage itself says of how its claim is known."""

    design: Design
    place: Passage | None = None  # the words that name the design
    people: int | None = None  # how many were studied
    followed: Passage | None = None  # the words for how long they were followed

    def to_dict(self) -> dict[str, Any]:
        return {
            "design": self.design,
            "place": _place(self.place),
            "people": self.people,
            "followed": _place(self.followed),
        }


def _place(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    return {"text": passage.text, "start": passage.start, "end": passage.end}


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of one article, as a place: `text` is the article's slice."""

    article: Article
    start: int  # characters
    end: int
    score: float  # how well it fits the question beside the other sentences, 0 to 1
    caveats: tuple["Caveat", ...] = ()

    @property
    def passage(self) -> Passage:
        return Passage(self.article, self.start, self.end)

    @property
    def text(self) -> str:
        """The article's own words at this place."""
        return self.passage.text

    def to_dict(self) -> dict[str, Any]:
        article = self.article
        return {
            "text": self.text,
            "article": {
                "slug": article.slug,
                "title": article.title,
                "kind": article.kind,
                "publisher": article.publisher,
                "published": article.published,
                "url": article.url,
                "based_on": article.based_on,
            },
            "start": self.start,
            "end": self.end,
            "score": round(self.score, 4),
            "caveats": [caveat.to_dict() for caveat in self.caveats],
        }


@dataclass(frozen=True, slots=True)
class Caveat:
    """What a reader should know before believing a passage."""

    kind: CaveatKind
    strength: Strength
    triggers: tuple[Passage, ...]  # the places that set it off, in the passage's article
    message: str
    facts: tuple[Fact, ...] = ()
    counter: tuple[Quote, ...] = ()  # of the same library, saying otherwise
    evidence: Evidence = Evidence("not stated")

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "strength": self.strength,
            "triggers": [_place(place) for place in self.triggers],
            "message": self.message,
            "facts": [fact.to_dict() for fact in self.facts],
            "counter": [quote.to_dict() for quote in self.counter],
            "evidence": self.evidence.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes that answer a question, or a plain word that there are none."""

    question: str
    status: Status
    quotes: tuple[Quote, ...]
    note: str  # one plain sentence
    related: tuple[Quote, ...] = ()  # what comes nearest, when weak or not found; not an answer
    confidence: float = 0.0  # the share of questions with such signs that have an answer

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON can hold it; the same for the same question and library."""
        return {
            "question": self.question,
            "status": self.status,
            "confidence": round(self.confidence, 4),
            "note": self.note,
            "quotes": [quote.to_dict() for quote in self.quotes],
            "related": [quote.to_dict() for quote in self.related],
        }

    # A notebook asks the object itself how to show it. The two imports lead from qa to ui, against
    # the direction of all others: nothing else can reach an answer whose maker imported only qa.

    def _repr_markdown_(self) -> str:
        from ui.export import notebook_markdown

        return notebook_markdown(self)

    def _repr_html_(self) -> str:
        from ui.export import notebook_html

        return notebook_html(self)
