"""A question to whether it may be offered: what the library answers it with.

What was tried is kept for every library, by its digest, so that a changed library is asked anew.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np

from corpus import Article, Passage
from index import Index
from index.encoder import Vectors
from qa.answering import answer
from qa.asking import followed
from qa.headings import headings
from qa.types import Quote

_KEPT = 4096  # questions, of all libraries together
_LISTS = 64  # of about a hundred questions, each list of vectors 150 kB
_LONGEST = 90  # characters of a heading that is offered as a question

Made = TypeVar("Made")


class _Memory(Generic[Made]):
    """What was made of the latest questions; one thread makes it, and the others find it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], Made] = OrderedDict()
        self._making = threading.Lock()
        self._keeping = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, key: tuple[str, str], make: Callable[[], Made]) -> Made:
        """What is kept under the key, made first where nothing is."""
        for found in self._found(key):
            return found
        with self._making:
            for found in self._found(key):
                return found
            made = make()
            with self._keeping:
                self._kept[key] = made
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            return made

    def _found(self, key: tuple[str, str]) -> list[Made]:
        with self._keeping:
            if key not in self._kept:
                return []
            self._kept.move_to_end(key)
            return [self._kept[key]]


_led: _Memory[Passage | None] = _Memory(_KEPT)
_tried: _Memory[tuple[Quote, ...]] = _Memory(_KEPT)
_read: _Memory[Vectors] = _Memory(_LISTS)


def leading(question: str, index: Index) -> Passage | None:
    """The sentence that fits the question best, which its first quote will hold.

    It costs a fraction of an answer and says nothing of whether there is one. None where the
    question has no word to search for.
    """

    def led() -> Passage | None:
        query = index.query(question)
        if not query.words:
            return None
        best = index.candidates(query, 1)[0]
        return best.sentences[int(best.scores.argmax())].place

    return _led.of((index.digest, question), led)


def quotes_to(question: str, index: Index) -> tuple[Quote, ...]:
    """The quotes where the library answers the question, none where it does not."""

    def tried() -> tuple[Quote, ...]:
        found = answer(question, index=index)
        return found.quotes if found.status == "answered" else ()

    return _tried.of((index.digest, question), tried)


def likenesses(question: str, others: Sequence[str], index: Index) -> Vectors:
    """The cosine of a question to each of the others: (others,)."""

    key = (index.encoder.name, "\n".join(others))
    read = _read.of(key, lambda: _vectors(others, index))
    likeness: Vectors = read @ _vectors([question], index)[0]  # not kept: it is somebody's
    return likeness


def _vectors(texts: Sequence[str], index: Index) -> Vectors:
    return np.array([encoding.vector for encoding in index.encoder.encode(texts)], np.float32)


def stands_alone(question: str) -> bool:
    """Whether a conversation does not change what the question asks.

    >>> stands_alone("Is it safe?"), stands_alone("What are the risks and harms of yoga?")
    (False, True)
    """
    return not followed(question, ("What came before?",))


@lru_cache(maxsize=8)
def headed_questions(articles: tuple[Article, ...]) -> tuple[tuple[str, str], ...]:
    """Headings that are questions which stand by themselves, each with its article's slug."""
    found: dict[str, str] = {}
    for article in articles:
        for _, heading in ((0, article.title), *headings(article)):
            question = re.sub(r"^\W*(?:\d+[.)]\s*)?|[*_\s]+$", "", heading)
            if question.endswith("?") and stands_alone(question) and len(question) <= _LONGEST:
                found.setdefault(question, article.slug)
    return tuple(found.items())
