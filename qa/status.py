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

from index import Candidate, Query, content_words
from index.encoder import Vectors
from qa.types import Status

MODEL_FILE = Path(__file__).parent / "status.json"
# Picked one by one from some thirty signs, on four libraries, each left out once. The number of all
# tokens would have added 0.02 to the AUC, but in those sets unanswerable questions are the shorter.
SIGNS = ("best_score", "best_cosine", "best_least", "rare_mean", "words")
_SPOKEN_OF = 0.5  # a word met less than this, by cosine, is met by no word of the passages
_NAMED = 3  # words that a note names, at most
_FILLERS = frozenset(
    """
    stuff bit lot lots kind sort place people folk folks guy guys person somebody nobody gran granny
    grandma grandad grandpa mum mom mother dad father parent parents husband wife partner sister
    brother son daughter child kid kids friend neighbour neighbor colleague boss day days today
    yesterday tomorrow week weeks month months year years time times ok okay hi hello hey wondering
    wonder honest honestly true false real really actually difference good bad better best worse
    worst big small long short new old first last next right wrong sure likely possible happen
    happens happened known unknown reason question answer idea fact word words called name point
    case chance
    """.split()
)  # that a question holds without asking after them
_LONGEST_COUNT = 8  # content words of a question beyond which more of them tell nothing


def signs(query: Query, candidates: Sequence[Candidate], covered: Vectors) -> dict[str, float]:
    """What tells a question with an answer from one without, by name.

    `covered` is (candidates, words): how well each passage meets each word of the question.

    `best_score` is the log-odds of the sentence that answers most surely; `best_cosine` is that of
    the question and the likest sentence. The next two are late interactions of the question's
    content words with the words of a passage: how well the passage that meets them all best meets
    the one that it meets worst, and how well the first passage meets them on average, rare words
    weighing more. More `words` are harder to meet.
    """
    return {
        "best_score": max(c.sure for c in candidates),
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
    """The question's words that no passage speaks of, as typed, the least spoken of first."""
    best: Vectors = covered.max(axis=0)
    order = np.argsort(best, kind="stable")
    own = {word.text: query.text[word.start : word.end] for word in content_words(query.text)}
    missing = [query.words[n] for n in order if best[n] < _SPOKEN_OF]
    words = [own[word] for word in missing if word in own and word not in _FILLERS]
    return tuple(dict.fromkeys(words))[:_NAMED]


@cache
def _model() -> dict[str, Any]:
    model: dict[str, Any] = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    return model
