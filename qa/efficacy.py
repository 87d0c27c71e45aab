"""Sentences to whether they touch on efficacy, and how strongly they put it.

A small trained head over what two layers of the language model make of the sentence's words in
their passage: it attends to some of them, and judges. eval/efficacy_fit.py fits it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import get_args

import numpy as np

from corpus import Passage
from index import Word, WordVectors, words_in_context
from index.encoder import Vectors
from index.head import SCALE, gelu, softmax
from qa.stopping import warns_against_stopping
from qa.types import Strength

MODEL_FILE = Path(__file__).parent / "efficacy.safetensors"
# what the head tells after whether the sentence touches on efficacy; the last is a kind of caveat
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
# What a regulator has approved is said in dry words, which the model takes for office news.
_APPROVAL = re.compile(
    r"(?=.*\b(?:FDA|EMA|MHRA|regulators?|agency|authority|administration|treat(?:ment|s)?|therap\w+"
    r"|products?)\b).*?(\b(?:not |un)?(?:approved|approval|licensed)\b)",
    re.IGNORECASE | re.DOTALL,
)
_SURE = 4.0  # log-odds above the threshold from which a warning must claim something as well
_TRIGGERS = 3  # words marked in a sentence, at most
_TRIGGER_WEIGHT = 0.5  # … each of which adds at least so much to the log-odds


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of one sentence."""

    touches: bool
    margin: float  # log-odds above the threshold
    strength: Strength  # how it puts it, if it touches
    safety: bool  # whether it speaks of harm rather than of help
    triggers: tuple[tuple[int, int], ...]  # words that spoke for it: places in the sentence


@lru_cache(maxsize=8192)
def judged(sentence: Passage) -> Judgement:
    """Judge one sentence in its passage; what was judged before is remembered."""
    return judge(sentence.text, *words_in_context(sentence))


def judge(sentence: str, words: list[Word], vectors: WordVectors) -> Judgement:
    """Judge a sentence by its words and their vectors."""
    if not words:
        return Judgement(False, -np.inf, "claimed", False, ())
    seen = _seen(vectors.both)
    told = _told(seen, np.ones((1, len(words)), bool))[0]
    margin = float(told[0])
    strength = STRENGTHS[int(told[1 : 1 + len(STRENGTHS)].argmax())]
    safety = bool(told[1:].argmax() == len(STRENGTHS))
    if warns_against_stopping(sentence) and margin < _SURE:  # advice claims nothing
        return Judgement(False, margin, strength, safety, ())
    approval = _APPROVAL.search(sentence)
    if approval and margin < 0:
        return Judgement(True, margin, "limited", False, (approval.span(1),))
    if margin < 0:
        return Judgement(False, margin, strength, safety, ())
    return Judgement(True, margin, strength, safety, _triggers(words, seen, margin))


def against(each: Sequence[WordVectors]) -> Vectors:
    """(sentences,) log-odds that a sentence limits or denies an effect, by its words alone.

    For many sentences at once, without triggers or rules; each has words.
    """
    longest = max(len(words) for words in each)
    size = each[0].both.shape[1]
    joined = np.zeros((len(each), longest, size), np.float32)
    kept = np.zeros((len(each), longest), bool)
    for row, flags, words in zip(joined, kept, each, strict=True):
        row[: len(words)] = words.both
        flags[: len(words)] = True
    told = _told(_seen(joined), kept)
    limits = softmax(told[:, 1:])[:, [STRENGTHS.index("limited"), STRENGTHS.index("negative")]]
    share = limits.sum(axis=1) / (1 + np.exp(-told[:, 0]))
    odds: Vectors = np.log(share / (1 - share + 1e-6) + 1e-6)
    return odds


def _triggers(words: list[Word], seen: Vectors, margin: float) -> tuple[tuple[int, int], ...]:
    """The words without which the head would be less sure, in their order."""
    if len(words) == 1:
        return ((words[0].start, words[0].end),)
    without = _told(seen, ~np.eye(len(words), dtype=bool))[:, 0]
    adds = np.where([word.content for word in words], margin - without, 0)
    loudest = np.argsort(-adds, kind="stable")[:_TRIGGERS]
    # of a sentence that says it in many ways, no word adds much: then the one that adds most
    least = max(min(_TRIGGER_WEIGHT, adds[loudest[0]]), np.finfo(np.float32).tiny)
    return tuple((words[n].start, words[n].end) for n in sorted(loudest) if adds[n] >= least)


def _seen(vectors: Vectors) -> Vectors:
    """(words, width): what the head makes of each word by itself."""
    w = _weights()
    rows = vectors @ (SCALE * w["word.weight"].T) + w["word.bias"]
    return gelu(rows)


def _told(seen: Vectors, kept: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Vectors:
    """(variants, 2 + strengths) log-odds of sentences with some words left out.

    `seen` is (words, width), or that of each variant; `kept` is (variants, words), each variant
    keeping at least one.
    """
    w = _weights()
    looks = seen @ w["look.weight"].T + w["look.bias"]  # (words, looks)
    looks = np.where(kept[:, :, None], looks, -1e4)
    found = (softmax(looks.transpose(0, 2, 1)) @ seen).reshape(len(kept), -1)
    most = np.where(kept[:, :, None], seen, -1e4).max(axis=1)
    read = np.concatenate([found, most], axis=1)
    hidden = gelu(read @ w["judge.0.weight"].T + w["judge.0.bias"])
    told: Vectors = hidden @ w["judge.3.weight"].T + w["judge.3.bias"]
    told[:, 0] -= w["threshold"]
    return told


@cache
def _weights() -> dict[str, Vectors]:
    from safetensors.numpy import load_file  # heavy

    return {name: np.asarray(rows, np.float32) for name, rows in load_file(MODEL_FILE).items()}
