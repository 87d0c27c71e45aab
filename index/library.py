"""A library: articles made searchable, on disk or in memory."""

import hashlib
import itertools
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus import Article
from index.building import encoded
from index.encoder import MINILM_NAME, Encoder, Encoding, Vectors, default_encoder
from index.head import head_for
from index.joint import joint_for
from index.query import Candidate, Hit, Query
from index.ranking import ranked
from index.shadows import Shadows
from index.spelling import Spelling
from index.split import PASSAGE_CHARACTERS, split
from index.store import Row, Store
from index.tokens import content_words, directions, of_content, word_vectors, words_of

_FORMAT = 2  # of the file; raise it when what is stored, or how, changes
_FILE = "library.sqlite"
_CANDIDATES = 100  # passages that each way of searching may put forward
_RERANKED = 48  # of them, how many have their words compared with the question's one by one
# What the tokens and the vector of an earlier question weigh beside those of its follow-up. Of 0.25
# to 0.5 this brought follow-ups the highest quote hit@3 on two libraries together, .94 and .93,
# without a loss on questions that only look like follow-ups (eval/conversations.jsonl).
_EARLIER = 0.4
# what each way of searching weighs where the ones to compare are picked, as levelled scores
WEIGHTS = {"passage": 1.0, "sentence": 1.0, "words": 0.5}


class Index:
    """Articles, found by meaning and by words. Threads may search one index together."""

    def __init__(self, store: Store, folder: Path | None, encoder: Encoder | None) -> None:
        """Not called directly: use `Index.build` or `Index.open`."""
        self._store = store
        self._given_encoder = encoder
        self._shadows = Shadows(store, folder, self.digest)

    @classmethod
    def build(
        cls,
        articles: Iterable[Article],
        path: Path | str | None = None,
        progress: Callable[[int, int], None] | None = None,
        *,
        encoder: Encoder | None = None,
    ) -> "Index":
        """Split, encode and store articles, in the folder `path` or, without one, in memory.

        `progress` is called with the passages done and all of them. What the folder held is
        replaced when all is done, and kept if anything fails. Raises ValueError for no article
        or for two of the same slug, OSError where the folder cannot be written.
        """
        articles = sorted(articles, key=lambda article: article.slug)
        slugs = [article.slug for article in articles]
        twice = [a for a, b in itertools.pairwise(slugs) if a == b]
        if twice:
            raise ValueError(f"two articles are called {twice[0]!r}; rename one")
        splits = [part for article in articles for part in split(article)]
        if not splits:
            raise ValueError("there is nothing to index; give at least one article with a sentence")
        encoder = encoder or default_encoder()
        folder = Path(path) if path is not None else None
        meta = {
            "recipe": json.dumps(_recipe(encoder.name)),
            "digest": _digest(articles, encoder.name),
        }
        try:
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
            store = Store(folder / _FILE if folder else None)
            store.write(meta, articles, encoded(splits, encoder, progress))
            return cls(store, folder, encoder)
        except sqlite3.Error as error:
            raise OSError(
                f"the index in {folder or 'memory'} could not be written ({error}); make room "
                "there or name another folder; what it held before is unchanged"
            ) from error

    @classmethod
    def open(cls, path: Path | str, *, encoder: Encoder | None = None) -> "Index":
        """Open what `build` left in the folder `path`.

        Raises FileNotFoundError where there is none, and ValueError where it is unfinished,
        damaged, or made by another model or another version.
        """
        folder = Path(path)
        remedy = f"build it again with: caveat index ARTICLES --to {folder}"
        if not (folder / _FILE).is_file():
            raise FileNotFoundError(f"{folder} holds no index; {remedy}")
        try:
            store = Store(folder / _FILE)
            recipe = json.loads(store.meta()["recipe"])
            wanted = _recipe(encoder.name if encoder else MINILM_NAME)
            for name, value in wanted.items():
                if recipe.get(name) != value:
                    raise ValueError(
                        f"it was made with {name} {recipe.get(name)!r}, "
                        f"and this version needs {value!r}"
                    )
            store.load_articles()
            return cls(store, folder, encoder)
        except (sqlite3.Error, KeyError, ValueError) as error:
            raise ValueError(
                f"the index in {folder} cannot be used ({_said(error)}); {remedy}"
            ) from error

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, in the order of their slugs."""
        return tuple(self._store.articles.values())

    @cached_property
    def digest(self) -> str:
        """A name for exactly these articles under exactly this recipe: SHA-256, in hexadecimal."""
        return self._store.meta()["digest"]

    @cached_property
    def encoder(self) -> Encoder:
        """The model; the default one is loaded when it is first needed."""
        return self._given_encoder or default_encoder()

    def query(self, question: str, after: str = "") -> Query:
        """Encode a question, and the earlier one that it follows up.

        A word of the question that no article holds, and the model only in pieces, is read as the
        one that was meant, where one is near enough.
        """
        texts = [question, after] if after else [question]
        encodings = self.encoder.encode(texts)
        respelled = self._respelled(question, encodings[0])
        if respelled:
            for slip, meant in respelled:
                question = re.sub(rf"\b{re.escape(slip)}\b", meant, question, flags=re.IGNORECASE)
            return replace(self.query(question, after), respelled=respelled)
        weights = (1.0, _EARLIER)[: len(texts)]
        size = len(encodings[0].vector)
        mixed = np.average([e.vector for e in encodings], axis=0, weights=weights)
        spoken = [words_of(text) for text in texts]
        read = [
            word_vectors(e, [word for word in words if word.content])
            for e, words in zip(encodings, spoken, strict=True)
        ]
        words = tuple(word.text for found, _ in read for word in found)
        return Query(
            question,
            directions(mixed[None], size)[0],
            directions(np.concatenate([e.tokens for e in encodings]), size),
            directions(np.concatenate([e.lower for e in encodings]), size),
            np.concatenate(
                [of_content(e, words) for e, words in zip(encodings, spoken, strict=True)]
            ),
            np.repeat(np.array(weights, np.float32), [len(e.tokens) for e in encodings]),
            words,
            np.concatenate([vectors.last for _, vectors in read]),
            self._rarity(words),
        )

    def _respelled(self, question: str, encoding: Encoding) -> tuple[tuple[str, str], ...]:
        """Words of the question and what they are read as."""
        strange = [
            word.text
            for word in content_words(question)
            if sum(a < word.end and word.start < b for a, b in encoding.spans) > 1
            and not self._shadows.words.frequency(word.text)
        ]
        meant = {word: self._spelling.meant(word) for word in strange}
        return tuple((word, found) for word, found in meant.items() if found)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self.articles)

    def _rarity(self, words: Sequence[str]) -> Vectors:
        passages = len(self._shadows.words)
        found = np.array([self._shadows.words.frequency(word) for word in words], np.float32)
        rarity: Vectors = np.log1p((passages - found + 0.5) / (found + 0.5))  # as in BM25
        return rarity

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The k passages that fit the question best, best first; fewer in a small library."""
        return tuple(
            Hit(found.passage, found.score) for found in self.candidates(self.query(question), k)
        )

    def candidates(self, query: Query, k: int) -> tuple[Candidate, ...]:
        """The k passages that fit best, best first."""
        rows = self.near(query, max(k, _RERANKED))
        found = ranked(query, rows, head_for(self.encoder.name), joint_for(self.encoder.name))
        return tuple(sorted(found, key=lambda candidate: -candidate.score)[:k])

    def near(self, query: Query, k: int) -> list[Row]:
        """The k passages nearest by vectors and by words, as they are stored, nearest first."""
        parts = {
            "passage": self._shadows.passages.nearest(query.vector, _CANDIDATES),
            "sentence": self._shadows.sentences.nearest(query.vector, 5 * _CANDIDATES),
            "words": self._shadows.words.nearest(query.words, _CANDIDATES),
        }
        numbers = sorted({number for part in parts.values() for number in part})
        fused = sum(
            (
                WEIGHTS[name] * levelled([part.get(n) for n in numbers])
                for name, part in parts.items()
            ),
            np.zeros(len(numbers), np.float32),
        )
        best = np.argsort(-fused, kind="stable")[:k]
        return [self._store.row(numbers[n]) for n in best]

    def rows(self) -> Iterator[Row]:
        """All that is stored, passage by passage."""
        for number, _, _ in self._store.passages():
            yield self._store.row(number)

    def verify(self) -> tuple[str, ...]:
        """Everything that is wrong with the index, in words; nothing if it is sound."""
        faults = [f"SQLite: {fault}" for fault in self._store.check()]
        encoder = json.loads(self._store.meta()["recipe"])["encoder"]
        if _digest(self.articles, encoder) != self.digest:
            faults.append("the articles are not those that the index was made from")
        wanted = [part.passage for article in self.articles for part in split(article)]
        if wanted != [passage for _, passage, _ in self._store.passages()]:
            faults.append("the passages are not those that the articles split into")
        return (*faults, *self._shadows.faults())


def levelled(scores: Sequence[float | None]) -> Vectors:
    """Scores from 0 to 1, the least for those that have none.

    >>> levelled([3.0, None, 5.0, 4.0]).tolist()
    [0.0, 0.0, 1.0, 0.5]
    """
    known = [score for score in scores if score is not None]
    if not known:
        return np.zeros(len(scores), np.float32)
    low, width = min(known), (max(known) - min(known)) or 1.0
    return np.array([(low if s is None else s) - low for s in scores], np.float32) / width


def _recipe(encoder: str) -> dict[str, str | int]:
    return {"format": _FORMAT, "encoder": encoder, "passage_characters": PASSAGE_CHARACTERS}


def _digest(articles: Iterable[Article], encoder: str) -> str:
    content = [_recipe(encoder), [astuple(article) for article in articles]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _said(error: Exception) -> str:
    return f"it lacks its {error}" if isinstance(error, KeyError) else str(error)
