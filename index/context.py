"""A place in an article to the vectors of its words, read in the context of their passage."""

from functools import lru_cache

from corpus import Article, Passage
from index.building import context_of, words_within
from index.encoder import Encoding, default_encoder
from index.split import Split, split
from index.tokens import Word, WordVectors, word_vectors, words_of


def words_in_context(place: Passage) -> tuple[list[Word], WordVectors]:
    """The words of a place, as places within it, and what the default model makes of them.

    The model reads the passage that holds the place, under its title and heading. What it doesn't
    reach there it reads alone.
    """
    for part in _parts(place.article):
        if part.passage.start <= place.start and place.end <= part.passage.end:
            offset = len(context_of(part)) - part.passage.start
            found = words_within(place, _read(part), offset)
            if found:
                return found
    (alone,) = default_encoder().encode([place.text])
    return word_vectors(alone, words_of(place.text))


@lru_cache(maxsize=64)
def _parts(article: Article) -> tuple[Split, ...]:
    return tuple(split(article))


@lru_cache(maxsize=64)
def _read(part: Split) -> Encoding:
    (encoding,) = default_encoder().encode([context_of(part) + part.passage.text])
    return encoding
