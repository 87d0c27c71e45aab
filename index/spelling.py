"""Words that a library doesn't hold to those that it does, where one letter is amiss."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus import Article
from index.tokens import words_of

_SHORTEST = 5  # letters: a shorter word is a letter away from too many
_HELD = 2  # times that a word must stand in the articles, which may hold slips of their own


class Spelling:
    """The words of a library, and of those the one that was meant."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Count the words, and pairs of neighbours as they are written in one: "stemcells"."""
        words: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for article in articles:
            found = [word.text for word in words_of(article.text)]
            words.update(found)
            pairs.update(pairwise(found))
        held = [word for word, count in words.most_common() if count >= _HELD]
        self._words = [word for word in held if len(word) >= _SHORTEST - 1 and word.isalpha()]
        self._counts = words
        self._pairs = {
            first + second: f"{first} {second}"
            for (first, second), count in reversed(pairs.most_common())
            if count >= _HELD
        }

    def meant(self, word: str) -> str | None:
        """The word that stands in the articles, if this one is two of them or one with a slip.

        A slip is a letter too many, too few, another one, or two that changed places, but for the
        first letter: nobody slips there. The word itself, in small letters, is taken not to stand
        there.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return None
        if word in self._pairs:
            return self._pairs[word]
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=1, limit=None)
        alike = [found for found, _, _ in near if _first(found) == _first(word)]
        return max(alike, key=lambda found: (self._counts[found], found), default=None)


def _first(word: str) -> str:
    """The first letter; "oestrogen" is "estrogen" to others."""
    return word.removeprefix("o")[0] if word.startswith("oe") else word[0]
