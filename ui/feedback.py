"""What readers thought of answers: a local SQLite file, and the sums that curators need.

It holds the question, what was answered and the day: no address, no name, no time of day. Of all
this only the question is a reader's own words, so the file is readable by its owner alone.
"""

import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar, get_args

from qa import Status
from ui.beside import plain

Kind = Literal["helpful", "wrong source", "missed caveat", "not answered"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Place = tuple[str, int, int]  # an article's slug, and start and end in its text

LONGEST = 2_000  # characters of a question
_MOST_PLACES = 100  # quotes under one question
_PATIENCE = 10.0  # seconds to wait while another program writes
_APPLICATION = 0x43415646  # "CAVF", by which SQLite's own tools tell such a file from others
_VERSION = 1
_HEAD = b"SQLite format 3\0"
_SCHEMA = """
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, question TEXT NOT NULL,
    status TEXT NOT NULL, places TEXT NOT NULL, library TEXT NOT NULL
) STRICT
"""
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Told:
    """One reader's word on one answer."""

    day: str  # an ISO date
    kind: Kind
    question: str
    status: Status
    places: tuple[Place, ...]  # that were quoted
    library: str  # `Index.digest`


@dataclass(frozen=True, slots=True)
class Sum:
    """How often the same thing was told, and what about."""

    kind: Kind
    what: str  # a question, or the place of a quote
    times: int
    questions: tuple[str, ...]  # as asked, most often first


class Feedback:
    """A file of feedback. Threads and processes may add to one file together."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made when something is first added."""
        self._path = path

    def add(
        self,
        kind: Kind,
        *,
        question: str,
        status: Status,
        places: Iterable[Place],
        library: str,
        today: date | None = None,
    ) -> None:
        """Write down one reader's word.

        Raises ValueError for another kind or status, too long a question, too many places and a
        file that holds something else; OSError where the file cannot be written.
        """
        row = Told(
            (today or date.today()).isoformat(),
            kind,
            plain(question),
            status,
            tuple(places),
            library,
        )
        _check(row)
        with self._failing("written"):
            _make_private(self._path)
            with closing(self._connected()) as connection:
                _patiently(lambda: _prepare(connection, self._path))
                connection.execute(
                    "INSERT INTO feedback (day, kind, question, status, places, library) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (row.day, kind, row.question, status, json.dumps(row.places), library),
                )

    def told(self) -> tuple[Told, ...]:
        """All that the file holds, oldest first.

        Raises ValueError where it holds something else, OSError where it cannot be read.
        """
        if not self._path.is_file():
            raise FileNotFoundError(
                f"there is no file {self._path}; give the one named in: caveat chat --feedback FILE"
            )
        with self._failing("read"), closing(self._connected()) as connection:
            if not _is_ours(connection, self._path):
                return ()
            rows = connection.execute(
                "SELECT day, kind, question, status, places, library FROM feedback ORDER BY id"
            ).fetchall()
        return tuple(
            Told(day, kind, question, status, tuple(map(_place, json.loads(places))), library)
            for day, kind, question, status, places, library in rows
        )

    def _connected(self) -> sqlite3.Connection:
        with self._path.open("rb") as file:
            head = file.read(len(_HEAD))
        if head not in (b"", _HEAD):  # SQLite writes over a file of a few bytes
            raise ValueError(_another(self._path))
        address = f"{self._path.absolute().as_uri()}?mode=rw"
        return sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)

    @contextmanager
    def _failing(self, done: str) -> Iterator[None]:
        """Say what is wrong with the file in words, and what mends it."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise ValueError(_another(self._path)) from error
            why = {
                sqlite3.SQLITE_FULL: "its disk is full; make room there",
                # so says SQLite where not even its own small files find room
                sqlite3.SQLITE_IOERR: "its disk is full, or fails; make room there or name another",
                sqlite3.SQLITE_BUSY: "another program holds it locked; try again when that is done",
                sqlite3.SQLITE_READONLY: "it is read-only; make it writable or name another file",
                sqlite3.SQLITE_CANTOPEN: "it cannot be opened; name one in a folder of yours",
            }.get(code, f"{error}; name another file or another disk")
            raise OSError(f"the feedback in {self._path} could not be {done}: {why}") from error


def sums(told: Iterable[Told]) -> tuple[Sum, ...]:
    """What curators need: questions without answers first, then wrong sources, missed caveats.

    Questions that differ in capitals, spaces and the last sign are one; what is told of quotes is
    counted by place. Within a kind the most frequent come first.
    """
    groups: dict[tuple[Kind, str], Counter[str]] = {}
    for one in told:
        for what in _subjects(one):
            groups.setdefault((one.kind, what), Counter())[one.question] += 1
    order: tuple[Kind, ...] = ("not answered", "wrong source", "missed caveat", "helpful")
    found = [
        Sum(
            kind,
            # a question as it is mostly asked
            _by_frequency(asked)[0] if kind == "not answered" else what,
            asked.total(),
            _by_frequency(asked),
        )
        for (kind, what), asked in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), -one.times, one.what)))


def _subjects(one: Told) -> tuple[str, ...]:
    """What one word of feedback is about: its question, or each place that was quoted."""
    if one.kind == "not answered" or not one.places:
        return (one.question.casefold().rstrip("?!. "),)
    return tuple(dict.fromkeys(f"{slug}, {start} to {end}" for slug, start, end in one.places))


def _by_frequency(asked: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(asked, key=lambda question: (-asked[question], question)))


def _check(row: Told) -> None:
    if row.kind not in KINDS:
        raise ValueError(f"feedback is {row.kind!r}; give one of {', '.join(KINDS)}")
    if row.status not in get_args(Status):
        raise ValueError(f"the status is {row.status!r}; give one of {', '.join(get_args(Status))}")
    if not 0 < len(row.question) <= LONGEST:
        raise ValueError(
            f"the question has {len(row.question):,} characters; give 1 to {LONGEST:,}"
        )
    if len(row.places) > _MOST_PLACES:
        raise ValueError(f"there are {len(row.places)} places; give {_MOST_PLACES} at most")


def _place(fields: list[str | int]) -> Place:
    slug, start, end = fields
    return str(slug), int(start), int(end)


def _make_private(path: Path) -> None:
    """Make an empty file that only its owner reads; SQLite gives what it adds the same rights."""
    if path.exists():
        return
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return  # another process was quicker
    except OSError as error:
        raise OSError(f"{path} cannot be made ({error.strerror}); name another file") from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the table in an empty file; whoever comes second finds it there."""
    if _is_ours(connection, path):
        return
    connection.execute("PRAGMA journal_mode = WAL")  # readers wait for no writer
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _is_ours(connection, path):
            connection.execute(_SCHEMA)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _is_ours(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file holds feedback; no for an empty one. Raises ValueError for another's."""
    # one look at the file: another may set it up between two
    application, version, tables = _at_once(
        connection,
        "PRAGMA application_id",
        "PRAGMA user_version",
        "SELECT count(*) FROM sqlite_schema",
    )
    if (application, version) == (_APPLICATION, _VERSION):
        return True
    if application or version or tables:
        raise ValueError(_another(path))
    return False


def _at_once(connection: sqlite3.Connection, *questions: str) -> list[int]:
    """One number for each question, all of the same moment."""
    apart = not connection.in_transaction
    if apart:
        connection.execute("BEGIN")
    try:
        return [connection.execute(question).fetchone()[0] for question in questions]
    finally:
        if apart and connection.in_transaction:  # a full disk has ended it
            connection.execute("ROLLBACK")


def _another(path: Path) -> str:
    return f"{path} is no feedback file of this version; name another"


def _patiently(step: Callable[[], _Result]) -> _Result:
    """Do what SQLite refuses at once, without waiting, while another sets the file up."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return step()
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
        time.sleep(0.02)
