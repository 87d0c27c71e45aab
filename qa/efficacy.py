"""Sentences to whether they touch on efficacy, and how strongly they put it.

A logistic regression over what three layers of the language model make of a sentence, and its
words and pairs of words. The coefficients are data, in efficacy.json; eval/efficacy_fit.py fits
them. It judges a sentence by itself and knows nothing of its neighbours.
"""

import itertools
import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from index import default_encoder
from index.encoder import Vectors
from qa.stopping import warns_against_stopping
from qa.types import Strength

MODEL_FILE = Path(__file__).parent / "efficacy.json"
PRESENCE = 0.3  # a phrase that stands in the sentence, beside depths of length 1
_WORD = re.compile(r"[^\W_]+")
# What a regulator has approved is said in dry words, which the model takes for office news.
_APPROVAL = re.compile(
    r"(?=.*\b(?:FDA|EMA|MHRA|regulators?|agency|authority|administration|treat(?:ment|s)?|therap\w+"
    r"|products?)\b).*?(\b(?:not |un)?(?:approved|approval|licensed)\b)",
    re.IGNORECASE | re.DOTALL,
)
_SURE = 4.0  # log-odds above the threshold from which a warning must claim something as well
_TRIGGERS = 3  # phrases marked in a sentence, at most
_TRIGGER_WEIGHT = 0.25  # … each adding at least so much to the log-odds
_DULL = frozenset("a an and as at by for from in is it of on or that the this to was with".split())


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of one sentence."""

    touches: bool
    margin: float  # log-odds above the threshold
    strength: Strength  # how it puts it, if it touches
    triggers: tuple[tuple[int, int], ...]  # phrases that spoke for it: places in the sentence


@lru_cache(maxsize=8192)
def judged(sentence: str) -> Judgement:
    """Judge one sentence by itself; what was judged before is remembered."""
    (encoding,) = default_encoder().encode([sentence])
    return judge(sentence, encoding.depths)


def judge(sentence: str, depths: Vectors) -> Judgement:
    """Judge one sentence by its words and its encoding's depths (3 * dimensions,)."""
    model = _model()
    found = phrases(sentence)
    margin = _score(model["touches"], found, depths) - model["threshold"]
    scores: dict[Strength, float] = {
        name: _score(part, found, depths) for name, part in model["strengths"].items()
    }
    strength: Strength = max(scores, key=lambda name: scores[name])
    weights: dict[str, float] = model["touches"]["phrases"]
    loudest = sorted(found, key=lambda phrase: (-weights.get(phrase, 0.0), phrase))
    triggers: list[tuple[int, int]] = []
    for phrase in loudest:
        if len(triggers) == _TRIGGERS or weights.get(phrase, 0.0) < _TRIGGER_WEIGHT:
            break
        start, end = found[phrase]
        if phrase in _DULL or any(start < b and a < end for a, b in triggers):
            continue
        triggers.append((start, end))
    if warns_against_stopping(sentence) and margin < _SURE:  # advice claims nothing
        return Judgement(False, margin, strength, ())
    approval = _APPROVAL.search(sentence)
    if approval and margin < 0:
        return Judgement(True, margin, "limited", (approval.span(1),))
    return Judgement(margin >= 0, margin, strength, tuple(sorted(triggers)))


def phrases(text: str) -> dict[str, tuple[int, int]]:
    """The words and pairs of neighbouring words of a text, in small letters, with their places.

    >>> phrases("It works.")
    {'it': (0, 2), 'works': (3, 8), 'it works': (0, 8)}
    """
    words = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
    found = {word: (start, end) for word, start, end in reversed(words)}
    found = dict(reversed(found.items()))
    for (first, start, _), (second, _, end) in itertools.pairwise(words):
        found.setdefault(f"{first} {second}", (start, end))
    return found


def _score(part: dict[str, Any], found: dict[str, tuple[int, int]], depths: Vectors) -> float:
    weights: dict[str, float] = part["phrases"]
    score = part["intercept"] + float(depths @ part["array"])
    return float(score + sum(weights.get(phrase, 0.0) for phrase in found))


@cache
def _model() -> dict[str, Any]:
    import numpy as np

    model: dict[str, Any] = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    for part in (model["touches"], *model["strengths"].values()):
        part["array"] = np.array(part["depths"], np.float32)
    return model
