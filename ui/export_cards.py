"""Answers to numbered cards, each quote with its certificate: what a saved conversation shows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from index import Index
from qa import Answer, Quote
from qa.certificate import Certificate, certified, digest
from ui.beside import AGAINST, Line, plain, said_by, source_of
from ui.marks import marked_lines

BLOCK = "caveat certificates"  # by which a file is known to be an export
VERSION = 1


@dataclass(frozen=True, slots=True)
class Card:
    """One quote as it is shown."""

    number: int  # counted through the file
    words: tuple[str, ...]  # lines
    beside: tuple[Line, ...]  # its source and its caveats
    certificate: str  # in words; empty without an index
    against: tuple["Card", ...]  # quotes that say otherwise
    claim: "Claim | None"


@dataclass(frozen=True, slots=True)
class Claim:
    """A certificate, and digests of what the file shows of its quote."""

    certificate: Certificate
    shown: str  # of the words as they are read
    beside: str  # of the source and the caveats
    seal: str  # of all the above, against slips: it is no signature

    @classmethod
    def sealed(cls, certificate: Certificate, shown: str, beside: str) -> "Claim":
        fields = [*certificate.to_dict().values(), shown, beside]
        return cls(certificate, shown, beside, digest(json.dumps(fields)))

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.certificate.to_dict(),
            "shown": self.shown,
            "beside": self.beside,
            "seal": self.seal,
        }

    @classmethod
    def from_dict(cls, fields: Any) -> "Claim":
        """Read what `to_dict` gave. Raises ValueError where it isn't what was sealed."""
        if not isinstance(fields, dict):
            raise ValueError(f"a certificate is {fields!r}; save the answer again")
        claim = cls.sealed(
            Certificate.from_dict(fields), str(fields.get("shown")), str(fields.get("beside"))
        )
        if claim.to_dict() != fields:
            raise ValueError("a certificate isn't as it was sealed; save the answer again")
        return claim


@dataclass(frozen=True, slots=True)
class Section:
    """One answer as it is shown."""

    answer: Answer
    cards: tuple[Card, ...]
    nearest: tuple[Card, ...]


def sections(
    answers: Sequence[Answer], index: Index | None, today: date
) -> tuple[tuple[Section, ...], tuple[Claim, ...]]:
    """The answers as sections, and the claims of all their cards in order.

    Without an index there are no certificates. Raises ValueError where an answer isn't of this
    library.
    """
    numbers = count(1)
    made = tuple(
        Section(
            answer,
            tuple(_card(quote, index, today, numbers) for quote in answer.quotes),
            tuple(_card(quote, index, today, numbers) for quote in answer.related),
        )
        for answer in answers
    )
    cards = [card for section in made for card in (*section.cards, *section.nearest)]
    claims = [one.claim for card in cards for one in (card, *card.against) if one.claim]
    return made, tuple(claims)


def _card(
    quote: Quote, index: Index | None, today: date, numbers: Iterator[int], *, deep: bool = True
) -> Card:
    number = next(numbers)
    words = tuple(line for line, _ in marked_lines(quote))
    beside = tuple(source_of(quote.article))
    for caveat in quote.caveats:
        beside += tuple(said_by(caveat, today))
    # what is said against a quote against a quote would have no end
    counter = [other for caveat in quote.caveats for other in caveat.counter] if deep else []
    said, claim = "", None
    if index:
        certificate = certified(quote.passage, index)
        said = _in_words(number, certificate)
        follows = [AGAINST] if counter else []
        read = " ".join([*(line.text for line in beside), said, *follows])
        claim = Claim.sealed(certificate, digest(" ".join(words)), digest(plain(read)))
    against = tuple(_card(other, index, today, numbers, deep=False) for other in counter)
    return Card(number, words, beside, said, against, claim)


def _in_words(number: int, certificate: Certificate) -> str:
    return (
        f"Certificate {number}: {plain(certificate.slug)}, "
        f"characters {certificate.start} to {certificate.end}; "
        f"article {certificate.article[:12]}, words {certificate.words[:12]}, "
        f"library {certificate.library[:12]}"
    )


def block(claims: Sequence[Claim]) -> dict[str, Any]:
    """What `caveat verify` reads out of a page or a Markdown file."""
    return {
        "holds": BLOCK,
        "version": VERSION,
        "quotes": [claim.to_dict() for claim in claims],
    }
