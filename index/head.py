"""A small trained head over the model's own word vectors: does this sentence answer the question?

Each word of the question looks for what meets it among the words of the sentence and of the
heading and the title above it (attention), and says how well it was met and how much that matters.
The model itself is not trained further. `eval/head_fit.py` fits the head; without one, for another
model, plain cosines rank.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.query import Query
from index.store import Row

HEAD_FILE = Path(__file__).parent / "head.safetensors"
# kinds of words, by their row in the head's tables; 0 fills up
CONTENT, FUNCTION, HEADING, TITLE = 1, 2, 3, 4
CONTEXT_WORDS = 14  # of heading and title together that the head reads
HEADING_WORDS = 8
# How far what is followed up counts less here as well: with 0 or 0.25 questions that only look like
# follow-ups lost by it.
_LESS = 0.5
SCALE = 19.6  # the square root of the dimensions: brings the numbers of a direction to about 1

Kinds = NDArray[np.int64]


class Head:
    """The head's weights and what they compute."""

    def __init__(self, weights: dict[str, Vectors], encoder: str) -> None:
        self._w = weights
        self.encoder = encoder  # the name of the model whose vectors it reads

    def log_odds(self, query: Query, rows: Sequence[Row], features: Vectors) -> Vectors:
        """How sure the head is that each sentence of the rows answers: (sentences,), log-odds.

        `features` is (sentences, features), of the same sentences in the same order.
        """
        w = self._w
        plain = (features * w["features"]).sum(axis=1)
        if not len(query.tokens):  # a question of no signs that the model knows
            return np.asarray(plain + w["bias"], np.float32)
        words, kinds, places = gathered(rows)
        asked = np.concatenate([query.tokens, query.lower], axis=1)
        kind, role, kind_bias = w["kind.weight"], w["role.weight"], w["kind_bias"]
        roles = role[query.content.astype(int)]
        keys = _split(_linear(w, "key", words) + kind[kinds], len(kind_bias))
        values = _split(_linear(w, "value", words) + kind[kinds], len(kind_bias))
        wanted = _split(_linear(w, "query", asked) + roles, len(kind_bias))
        own = _linear(w, "token", asked) + roles  # (tokens, width)
        cosines = query.tokens @ words[:, : query.tokens.shape[1]].T  # (tokens, words)
        looks = wanted @ keys.transpose(0, 2, 1) / np.sqrt(np.float32(keys.shape[2]))
        looks += np.exp(w["sharpness"][0]) * cosines + kind_bias[:, None, kinds]

        filler = places < 0
        here = kinds[places]
        met = np.where(filler[:, None, None], -1e4, looks[..., places].transpose(2, 0, 1, 3))
        found = softmax(met) @ values[:, places].transpose(1, 0, 2, 3)
        found = found.transpose(0, 2, 1, 3).reshape(len(places), len(asked), -1)
        near = np.maximum(cosines[:, places].transpose(1, 0, 2), 0)  # (sentences, tokens, words)
        best = np.where(filler[:, None], 0, near).max(axis=2)
        best_own = np.where((filler | (here >= HEADING))[:, None], 0, near).max(axis=2)
        own = np.broadcast_to(own, found.shape)
        read = np.concatenate(
            [own, found, own * found, best_own[..., None], best[..., None]], axis=2
        )
        told = _linear(w, "judge.3", gelu(_linear(w, "judge.0", read)))  # (sentences, tokens, 2)
        matters = softmax(told[..., 1] + np.asarray(_LESS * np.log(query.weights), np.float32))
        score: Vectors = (matters * told[..., 0]).sum(axis=1) * w["gain"]
        return np.asarray(score + plain + w["bias"], np.float32)


@cache
def head_for(encoder: str) -> Head | None:
    """The head that was fitted to this model, if there is one."""
    from safetensors.numpy import load_file  # comes with the model's library, and is heavy

    weights = load_file(HEAD_FILE)
    fitted_to = bytes(weights.pop("encoder").tobytes()).decode()
    numbers = {name: np.asarray(array, np.float32) for name, array in weights.items()}
    return Head(numbers, fitted_to) if fitted_to == encoder else None


def gathered(rows: Sequence[Row]) -> tuple[Vectors, Kinds, Kinds]:
    """All words of the rows, and which of them each sentence reads.

    Returns (words, 2 * dimensions) of both layers, not yet times SCALE;
    (words,), their kinds; and (sentences, most words of one), their numbers, -1 to fill up: the
    last word, which is none.
    """
    words: list[Vectors] = []
    kinds: list[Kinds] = []
    places: list[Kinds] = []
    count = 0
    for row in rows:
        headed = row.heading_words[:HEADING_WORDS]
        titled = row.title_words[: CONTEXT_WORDS - len(headed)]
        context = np.arange(count, count + len(headed) + len(titled))
        words += [headed.both, titled.both]
        kinds += [np.full(len(headed), HEADING), np.full(len(titled), TITLE)]
        count += len(context)
        for sentence in row.sentences:
            own = sentence.words
            places.append(np.concatenate([context, np.arange(count, count + len(own))]))
            words.append(own.both)
            kinds.append(np.where(own.content, CONTENT, FUNCTION))
            count += len(own)
    filled = np.full((len(places), max(map(len, places), default=0) or 1), -1)
    for line, numbers in zip(filled, places, strict=True):
        line[: len(numbers)] = numbers
    words.append(np.zeros((1, 2 * len(rows[0].vector)), np.float32))  # what -1 stands for
    kinds.append(np.zeros(1, int))
    return np.concatenate(words), np.concatenate(kinds), filled


def _linear(weights: dict[str, Vectors], name: str, rows: Vectors) -> Vectors:
    scale = SCALE if name in ("query", "key", "value", "token") else 1.0
    result: Vectors = rows @ (scale * weights[f"{name}.weight"].T) + weights[f"{name}.bias"]
    return result


def _split(rows: Vectors, heads: int) -> Vectors:
    """(rows, width) to (heads, rows, width / heads)."""
    return rows.reshape(len(rows), heads, -1).transpose(1, 0, 2)


def softmax(rows: Vectors) -> Vectors:
    """Shares that add up to 1 along the last axis."""
    powers = np.exp(rows - rows.max(axis=-1, keepdims=True))
    result: Vectors = powers / powers.sum(axis=-1, keepdims=True)
    return result


def gelu(rows: Vectors) -> Vectors:
    """The Gaussian error linear unit by its tanh approximation, as the heads are fitted with."""
    result: Vectors = 0.5 * rows * (1 + np.tanh(0.7978846 * (rows + 0.044715 * rows**3)))
    return result
