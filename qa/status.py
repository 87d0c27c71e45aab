"""How far the chosen quotes answer the question: a probability, a status, and a note.

A logistic regression over a few signs; its coefficients are data, in status.json, and
eval/status_fit.py fits them.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from index import Candidate, Query
from index.encoder import Vectors
from qa.types import Status

MODEL_FILE = Path(__file__).parent / "status.json"
# Picked one by one from some thirty signs, on four libraries, each left out once. The number of all
# tokens would have added 0.02 to the AUC, but in those sets unanswerable questions are the shorter.
SIGNS = ("best_cosine", "best_least", "rare_mean", "words")
_SPOKEN_OF = 0.5  # a word met less than this, by cosine, is met by no word of the passages
_NAMED = 3  # words that a note names, at most
_LONGEST_COUNT = 8  # content words of a question beyond which more of them tell nothing


def signs(query: Query, candidates: Sequence[Candidate], covered: Vectors) -> dict[str, float]:
    """What tells a question with an answer from one without, by name.

    `covered` is (candidates, words): how well each passage meets each word of the question.

    `best_cosine` is that of the question and the likest sentence. The next two are late
    interactions of the question's content words with the words of a passage: how well the passage
    that meets them all best meets the one that it meets worst, and how well the first passage
    meets them on average, rare words weighing more. More `words` are harder to meet.
    """
    return {
        "best_cosine": max(float(s.vector @ query.vector) for c in candidates for s in c.sentences),
        "best_least": float(covered.min(axis=1).max()),
        "rare_mean": float(np.average(covered[0], weights=query.rarity)),
        "words": float(min(len(query.words), _LONGEST_COUNT)),
    }


def probability(found: dict[str, float]) -> float:
    """The share of questions with such signs that have an answer in their library."""
    model = _model()
    score: float = model["intercept"] + sum(model["weights"][name] * found[name] for name in SIGNS)
    return 1 / (1 + math.exp(-score))


def status_of(likelihood: float) -> Status:
    """The status at the shipped thresholds."""
    model = _model()
    if likelihood >= model["answered"]:
        return "answered"
    return "weak" if likelihood >= model["weak"] else "not_found"


def unspoken(query: Query, covered: Vectors) -> tuple[str, ...]:
    """The question's words that no passage speaks of, the least spoken of first."""
    best: Vectors = covered.max(axis=0)
    order = np.argsort(best, kind="stable")
    words = [query.words[n] for n in order if best[n] < _SPOKEN_OF]
    return tuple(dict.fromkeys(words))[:_NAMED]


@cache
def _model() -> dict[str, Any]:
    model: dict[str, Any] = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    return model
