"""The durable truth: articles, passages, sentences and vectors in one SQLite file.

Everything is written aside, in one transaction, and put in place when it is done: a process that
dies leaves the library that was there, and whoever has that one open goes on reading it.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage
from index.encoder import Vectors
from index.tokens import WordVectors, directions

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE articles (
    slug TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
    publisher TEXT, published TEXT, url TEXT, based_on TEXT
) STRICT;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL REFERENCES articles, start INTEGER NOT NULL,
    end INTEGER NOT NULL, heading TEXT NOT NULL, vector BLOB NOT NULL,
    title_words BLOB NOT NULL, heading_words BLOB NOT NULL
) STRICT;
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY, passage INTEGER NOT NULL REFERENCES passages, start INTEGER NOT NULL,
    end INTEGER NOT NULL, block INTEGER NOT NULL, vector BLOB NOT NULL, words BLOB NOT NULL
) STRICT;
CREATE INDEX sentences_of_passage ON sentences (passage);
"""


_PATIENCE = 60.0  # seconds: two first questions at once build the same library, one waits


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of a passage, with what the model made of it."""

    place: Passage
    block: int  # its paragraph or list, counted through the article
    vector: Vectors  # (dimensions,), length 1
    words: WordVectors  # all of its words, as met in their passage


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A passage with its context and its sentences, as stored."""

    passage: Passage
    heading: str
    vector: Vectors  # (dimensions,), of the passage under its title and heading
    title_words: WordVectors  # the content words
    heading_words: WordVectors
    sentences: tuple[Sentence, ...]


class Store:
    """One library's file, or a library in memory."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection = _connected(path if path and path.exists() else None)
        self._lock = threading.Lock()
        self.articles: dict[str, Article] = {}

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection

    def write(self, meta: dict[str, str], articles: Iterable[Article], rows: Iterable[Row]) -> None:
        """Replace all that the file holds, or nothing."""
        with self._lock:
            if self._path is None:
                self._connection.execute("BEGIN")
                _fill(self._connection, meta, articles, rows)
            else:
                aside = self._path.with_suffix(".partial")
                with closing(_connected(aside)) as connection:
                    connection.execute("BEGIN IMMEDIATE")  # one process at a time
                    if not aside.exists():
                        raise sqlite3.OperationalError("another process has just written it")
                    _fill(connection, meta, articles, rows)
                self._connection.close()  # Windows replaces no file that is open
                try:
                    aside.replace(self._path)
                finally:
                    self._connection = _connected(self._path)
        self.load_articles()

    def meta(self) -> dict[str, str]:
        with self._reading() as connection:
            return dict(connection.execute("SELECT key, value FROM meta"))

    def load_articles(self) -> None:
        """Read the articles, each of them once: all passages share their article's object."""
        with self._reading() as connection:
            (page,) = connection.execute("PRAGMA page_size").fetchone()
            if self._path and self._path.stat().st_size % page:  # SQLite reads on, as if of zeros
                raise sqlite3.DatabaseError("the end of its file is missing")
            rows = connection.execute(
                "SELECT slug, title, text, kind, publisher, published, url, based_on "
                "FROM articles ORDER BY slug"
            )
            self.articles = {row[0]: Article(*row) for row in rows}

    def passages(self) -> list[tuple[int, Passage, str]]:
        """Every passage with its id and its heading, in the order of the ids."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT id, slug, start, end, heading FROM passages ORDER BY id"
            ).fetchall()
        return [
            (number, Passage(self.articles[slug], start, end), heading)
            for number, slug, start, end, heading in rows
        ]

    def counts(self) -> tuple[int, int]:
        """How many passages and sentences there are."""
        with self._reading() as connection:
            (passages,), (sentences,) = connection.execute(
                "SELECT count(*) FROM passages UNION ALL SELECT count(*) FROM sentences"
            ).fetchall()
        return passages, sentences

    def row(self, number: int) -> Row:
        """All that is stored of the passage of this id."""
        with self._reading() as connection:
            slug, start, end, heading, vector, title_words, heading_words = connection.execute(
                "SELECT slug, start, end, heading, vector, title_words, heading_words "
                "FROM passages WHERE id = ?",
                (number,),
            ).fetchone()
            sentences = connection.execute(
                "SELECT start, end, block, vector, words FROM sentences "
                "WHERE passage = ? ORDER BY id",
                (number,),
            ).fetchall()
        article = self.articles[slug]
        dimensions = len(vector) // 4
        return Row(
            Passage(article, start, end),
            heading,
            np.frombuffer(vector, np.float32),
            _unpacked(title_words, dimensions),
            _unpacked(heading_words, dimensions),
            tuple(
                Sentence(
                    Passage(article, first, last),
                    block,
                    np.frombuffer(of_sentence, np.float32),
                    _unpacked(words, dimensions),
                )
                for first, last, block, of_sentence, words in sentences
            ),
        )

    def vectors(self, table: str) -> tuple[NDArray[np.int64], Vectors]:
        """Ids and vectors of "passages" or "sentences"; a sentence goes by its passage's id."""
        owner = {"passages": "id", "sentences": "passage"}[table]
        with self._reading() as connection:
            rows = connection.execute(f"SELECT {owner}, vector FROM {table} ORDER BY id").fetchall()
        ids = np.array([number for number, _ in rows], np.int64)
        joined = np.frombuffer(b"".join(blob for _, blob in rows), np.float32)
        return ids, joined.reshape(len(rows), -1)

    def check(self) -> list[str]:
        """What SQLite itself finds wrong with the file; nothing, if all is well."""
        with self._reading() as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found


def _connected(path: Path | None) -> sqlite3.Connection:
    return sqlite3.connect(
        path or ":memory:", timeout=_PATIENCE, check_same_thread=False, isolation_level=None
    )


def _fill(
    connection: sqlite3.Connection,
    meta: dict[str, str],
    articles: Iterable[Article],
    rows: Iterable[Row],
) -> None:
    """Write a library and commit it, or roll all of it back."""
    try:
        for table in ("sentences", "passages", "articles", "meta"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _SCHEMA.split(";\n"):
            connection.execute(statement)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (a.slug, a.title, a.text, a.kind, a.publisher, a.published, a.url, a.based_on)
                for a in articles
            ),
        )
        for row in rows:
            _insert(connection, row)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _insert(connection: sqlite3.Connection, row: Row) -> None:
    place = row.passage
    passage = connection.execute(
        "INSERT INTO passages (slug, start, end, heading, vector, title_words, heading_words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(place.article.slug, place.start, place.end, row.heading, row.vector.tobytes()),
            *(_packed(row.title_words), _packed(row.heading_words)),
        ),
    ).lastrowid
    connection.executemany(
        "INSERT INTO sentences (passage, start, end, block, vector, words) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            (passage, s.place.start, s.place.end, s.block, s.vector.tobytes(), _packed(s.words))
            for s in row.sentences
        ),
    )


def _packed(words: WordVectors) -> bytes:
    """A byte a number: a direction needs no scale, and the cosine moves by less than 0.001."""
    parts = [words.content[:, None].astype(np.int8)]
    for rows in (words.last, words.lower):
        scale = 127 / np.maximum(np.abs(rows).max(axis=1, keepdims=True, initial=0), 1e-9)
        parts.append(np.rint(rows * scale).astype(np.int8))
    return bytes(np.concatenate(parts, axis=1).tobytes())


def _unpacked(blob: bytes, dimensions: int) -> WordVectors:
    rows = np.frombuffer(blob, np.int8).reshape(-1, 1 + 2 * dimensions)
    last, lower = rows[:, 1 : 1 + dimensions], rows[:, 1 + dimensions :]
    return WordVectors(
        directions(last, dimensions), directions(lower, dimensions), rows[:, 0].astype(bool)
    )
