"""A question to quotes, each with its caveats: an Answer."""

from qa.answering import answer, starter_index
from qa.cautioning import caveats_in
from qa.facets import FACETS, Facet, covered
from qa.facts import known_facts
from qa.suggesting import Suggestion, nearest, opening, suggested
from qa.types import Answer, Caveat, Evidence, Fact, Quote, Status, Strength

__all__ = [
    "FACETS",
    "Answer",
    "Caveat",
    "Evidence",
    "Facet",
    "Fact",
    "Quote",
    "Status",
    "Strength",
    "Suggestion",
    "answer",
    "caveats_in",
    "covered",
    "known_facts",
    "nearest",
    "opening",
    "starter_index",
    "suggested",
]
