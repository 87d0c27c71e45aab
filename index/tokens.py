"""Text to its content words, and their vectors out of the tokens' vectors."""

import re
from dataclasses import dataclass

import numpy as np

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
    """A content word of a text, and its place there."""

    text: str  # in small letters
    start: int
    end: int


def content_words(text: str) -> tuple[Word, ...]:
    """The words that name something, in order; repeated words stay repeated.

    >>> [word.text for word in content_words("Does stem cell therapy help my knee?")]
    ['stem', 'cell', 'therapy', 'help', 'knee']
    """
    words = (
        Word(match.group().lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text)
    )
    return tuple(word for word in words if word.text not in FUNCTION_WORDS)


def word_vectors(encoding: Encoding, words: tuple[Word, ...]) -> tuple[tuple[int, ...], Vectors]:
    """Vectors of length 1 for the words that the model has read, with the words' positions.

    A word is the mean of its pieces. Words past the model's 256th token have none.
    """
    dimensions = len(encoding.vector)
    positions: list[int] = []
    rows: list[Vectors] = []
    token = 0
    for position, word in enumerate(words):
        while token < len(encoding.spans) and encoding.spans[token][1] <= word.start:
            token += 1
        last = token
        while last < len(encoding.spans) and encoding.spans[last][0] < word.end:
            last += 1
        if last > token:
            row = encoding.tokens[token:last].mean(axis=0)
            length = float(np.linalg.norm(row))
            if length:
                positions.append(position)
                rows.append(row / length)
    if not rows:
        return (), np.zeros((0, dimensions), np.float32)
    return tuple(positions), np.stack(rows).astype(np.float32)
