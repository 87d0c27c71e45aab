"""Text to its words, and their vectors out of the tokens' vectors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoding, Vectors

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")

# words that steer a question or a sentence and name nothing in it
FUNCTION_WORDS = frozenset(
    """
    a about above after again all also am an and any are aren't as at be because been before being
    below between both but by can can't cannot could couldn't did didn't do does doesn't doing
    don't down during each else ever every few for from further get gets getting give gives go
    goes going got had hadn't has hasn't have haven't having he he's her here hers herself him
    himself his how how's however i i'd i'll i'm i've if in into is isn't it it's its itself just
    know let let's like made make makes many may maybe me might mine more most much must my myself
    no nor not now of off on once one only onto or other others our ours ourselves out over own
    please quite rather really same say says shall she she's should shouldn't since so some
    someone something somewhat still such take taken takes tell than that that's the their theirs
    them themselves then there there's these they they're thing things this those though through
    thus till to too toward towards under until up upon us very was wasn't we we're were weren't
    what what's when when's where where's whether which while who who's whom whose why why's will
    with within without won't would wouldn't yet you you're your yours yourself yourselves
    im ive dont doesnt cant isnt wont didnt whats wheres hows anyone anything everyone everything
    able actually around back come comes even instead mean means per seem seems sort start thank
    thanks use used uses using want wants way well went work works working think
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, and its place there."""

    text: str  # in small letters
    start: int
    end: int

    @property
    def content(self) -> bool:
        """Whether it names something."""
        return self.text not in FUNCTION_WORDS


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """What the model made of words, a row each."""

    last: Vectors  # (words, dimensions), each of length 1, of the model's last layer
    lower: Vectors  # (words, dimensions), each of length 1, of its third layer
    content: NDArray[np.bool_]  # (words,), whether the word names something

    @property
    def named(self) -> Vectors:
        """(content words, dimensions), of the last layer."""
        return self.last[self.content]

    @property
    def both(self) -> Vectors:
        """(words, 2 * dimensions): both layers side by side."""
        return np.concatenate([self.last, self.lower], axis=1)

    def __len__(self) -> int:
        return len(self.last)

    def __getitem__(self, part: slice) -> "WordVectors":
        return WordVectors(self.last[part], self.lower[part], self.content[part])


def words_of(text: str) -> tuple[Word, ...]:
    """All words, in order; repeated words stay repeated."""
    return tuple(
        Word(match.group().lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text)
    )


def content_words(text: str) -> tuple[Word, ...]:
    """The words that name something, in order.

    >>> [word.text for word in content_words("Does stem cell therapy help my knee?")]
    ['stem', 'cell', 'therapy', 'help', 'knee']
    """
    return tuple(word for word in words_of(text) if word.content)


def word_vectors(encoding: Encoding, words: Sequence[Word]) -> tuple[list[Word], WordVectors]:
    """The words that the model has read, and their vectors.

    A word is the mean of its pieces. Words past the model's 256th token have none.
    """
    read: list[Word] = []
    last: list[Vectors] = []
    lower: list[Vectors] = []
    token = 0
    for word in words:
        while token < len(encoding.spans) and encoding.spans[token][1] <= word.start:
            token += 1
        after = token
        while after < len(encoding.spans) and encoding.spans[after][0] < word.end:
            after += 1
        if after > token:
            read.append(word)
            last.append(encoding.tokens[token:after].mean(axis=0))
            lower.append(encoding.lower[token:after].mean(axis=0))
    content = np.array([word.content for word in read], bool)
    size = len(encoding.vector)
    return read, WordVectors(directions(last, size), directions(lower, size), content)


def of_content(encoding: Encoding, words: Sequence[Word]) -> NDArray[np.bool_]:
    """Whether each token is of a content word: (tokens,)."""
    content = [word for word in words if word.content]
    return np.array(
        [any(a < word.end and word.start < b for word in content) for a, b in encoding.spans], bool
    )


def directions(rows: Sequence[Vectors] | NDArray[np.generic], dimensions: int) -> Vectors:
    """Rows brought to length 1: (rows, dimensions); a row of zeros stays one."""
    joined = np.asarray(rows, np.float32).reshape(len(rows), dimensions)
    lengths = np.linalg.norm(joined, axis=1, keepdims=True)
    return np.asarray(joined / np.maximum(lengths, 1e-9), np.float32)
