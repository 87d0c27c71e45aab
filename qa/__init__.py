"""A question to quotes, each with its caveats: an Answer."""

from qa.answering import answer, starter_index
from qa.cautioning import caveats_in
from qa.types import Answer, Caveat, Evidence, Fact, Quote, Status, Strength

__all__ = [
    "Answer",
    "Caveat",
    "Evidence",
    "Fact",
    "Quote",
    "Status",
    "Strength",
    "answer",
    "caveats_in",
    "starter_index",
]
