"""What search takes and gives: a question as the index sees it, and the passages that may answer."""

from dataclasses import dataclass

import numpy as np

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
    words: tuple[str, ...]  # its content words that have a vector, in small letters
    word_vectors: Vectors  # (words, dimensions), each of length 1
    rarity: Vectors  # (words,), the logarithm of how rare each is among the passages


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A passage that may answer, with its sentences."""

    passage: Passage
    heading: str
    score: float  # the fused one, as in Hit
    sentences: tuple[Sentence, ...]
    context: Vectors  # (words, dimensions), of heading and title, shorter than 1 by their weight

    def covered(self, query: Query, *sentences: Sentence) -> Vectors:
        """How well each word of the question is met by these sentences: a cosine, at least 0.

        Late interaction: a word is met by the likest word of the sentences, or of their heading
        and title.
        """
        words = np.concatenate([self.context, *(sentence.words for sentence in sentences)])
        if not len(words):
            return np.zeros(len(query.words), np.float32)
        best: Vectors = np.maximum((query.word_vectors @ words.T).max(axis=1), 0)
        return best
