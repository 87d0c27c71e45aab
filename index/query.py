"""What search takes and gives: a question as the index sees it, passages that may answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus import Passage
from index.encoder import Vectors
from index.store import Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, and how well it fits the question beside the others of the same search."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as the index sees it."""

    text: str
    vector: Vectors  # (dimensions,)
    tokens: Vectors  # (tokens, dimensions), each of length 1: "how many" asks for something too
    lower: Vectors  # (tokens, dimensions), the same of the model's third layer
    content: NDArray[np.bool_]  # (tokens,), whether each is of a word that names something
    weights: Vectors  # (tokens,), what each counts: 1, or less for those of what it follows up
    words: tuple[str, ...]  # its content words that have a vector, in small letters
    word_vectors: Vectors  # (words, dimensions), each of length 1
    rarity: Vectors  # (words,), more than 0: the rarer among the passages, the higher
    respelled: tuple[tuple[str, str], ...] = ()  # words as typed, and as they were read


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A passage that may answer, with its sentences."""

    passage: Passage
    heading: str
    sentences: tuple[Sentence, ...]
    scores: Vectors  # (sentences,): how well each answers the question beside others, log-odds
    sure: float  # log-odds that the best of them answers it at all
    words: Vectors  # (words, dimensions), of the sentences and, shorter than 1, of their context

    @property
    def score(self) -> float:
        """As good as its best sentence."""
        return float(self.scores.max())

    def covered(self, query: Query) -> Vectors:
        """How well each content word of the question is met in the passage: (words,), 0 to 1."""
        return met(query.word_vectors, self.words)


def met(asked: Vectors, words: Vectors) -> Vectors:
    """Late interaction: for each row of `asked` its cosine to the likest of `words`, at least 0."""
    if not len(words) or not len(asked):
        return np.zeros(len(asked), np.float32)
    best: Vectors = np.maximum((asked @ words.T).max(axis=1), 0)
    return best
