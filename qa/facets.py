"""Questions and quotes to the facets of a choice: benefits, risks, other choices and the like.

The facets are those that DISCERN wants told of a treatment, and two that patients ask for besides.
The words that tell them, and the questions that ask for them, are data, in facets.json.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from qa.types import Answer, Quote, Strength

_FILE = Path(__file__).parent / "facets.json"
Facet = Literal[
    "benefits", "risks", "other choices", "uncertainty", "approval", "no treatment", "cost"
]
FACETS: tuple[Facet, ...] = get_args(Facet)
_PROMISES: frozenset[Strength] = frozenset({"claimed", "hedged", "reported", "testimonial"})
_LIMITS: frozenset[Strength] = frozenset({"limited", "negative"})


@dataclass(frozen=True, slots=True)
class FacetWords:
    """The words of one facet."""

    questions: tuple[str, ...]  # with {treatment}, {condition} and verbs that agree with them
    asks: re.Pattern[str]  # found in a question that asks for it
    says: re.Pattern[str]  # found in a passage that tells of it


def facets_asked(question: str) -> frozenset[Facet]:
    """The facets that a question asks for, by its words.

    >>> sorted(facets_asked("Is it safe, and what does it cost?"))
    ['cost', 'risks']
    """
    return frozenset(facet for facet in FACETS if facet_words(facet).asks.search(question))


def covered(answers: Sequence[Answer]) -> frozenset[Facet]:
    """The facets that the answered questions of a conversation asked for, or their quotes touch on.

    A quote touches on what its caveats tell: benefits where it speaks for a treatment, uncertainty
    where it limits or denies an effect, risks where it speaks of safety. A clinic's word that its
    treatment is safe covers no risks.
    """
    found: set[Facet] = set()
    for answer in answers:
        if answer.status == "answered":
            found |= facets_asked(answer.question)
            for quote in answer.quotes:
                found |= _touched(quote)
    return frozenset(found)


def _touched(quote: Quote) -> frozenset[Facet]:
    found: set[Facet] = set()
    for caveat in quote.caveats:
        if caveat.kind == "safety" and quote.article.kind != "clinic":
            found.add("risks")
        if caveat.kind == "efficacy" and caveat.strength in _PROMISES:
            found.add("benefits")
        if caveat.strength in _LIMITS:
            found.add("uncertainty")
    return frozenset(found)


@cache
def facet_words(facet: Facet) -> FacetWords:
    """What facets.json holds of a facet."""
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))[facet]
    return FacetWords(
        tuple(data["questions"]),
        re.compile(data["asks"], re.IGNORECASE),
        re.compile(data["says"], re.IGNORECASE | re.DOTALL),
    )
