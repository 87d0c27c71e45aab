"""Feedback is counted for curators, kept on this machine, and says nothing of who gave it."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import ui.feedback
from ui.feedback import Feedback, Kind, Place, Told, sums

ROOT = Path(__file__).parents[1]
CAVEAT = Path(sys.executable).with_name("caveat")
DAY = date(2026, 11, 21)
PLACES: tuple[Place, ...] = (("knees", 0, 22),)


def add(
    path: Path,
    kind: Kind = "helpful",
    question: str = "Does it help?",
    places: tuple[Place, ...] = PLACES,
) -> None:
    Feedback(path).add(
        kind, question=question, status="answered", places=places, library="abc", today=DAY
    )


def run(*words: str | Path) -> tuple[int, str, str]:
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([CAVEAT, *words], capture_output=True, encoding="utf-8", env=environment)
    return done.returncode, done.stdout, done.stderr


def test_what_is_told_is_kept_to_the_day_and_says_nothing_of_who_told_it(tmp_path: Path) -> None:
    path = tmp_path / "feedback"
    add(path, "wrong source", "Does it\nhelp?")
    assert Feedback(path).told() == (
        Told("2026-11-21", "wrong source", "Does it help?", "answered", PLACES, "abc"),
    )
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(feedback)")]
        assert columns == ["id", "day", "kind", "question", "status", "places", "library"]
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    assert mode == "wal"


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise there")
def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    add(tmp_path / "feedback")
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize(
    ("kind", "question", "status", "places", "said"),
    [
        ("spam", "Why?", "weak", (), "'spam'"),
        ("helpful", "Why?", "sure", (), "'sure'"),
        ("helpful", " \n", "weak", (), "0 characters"),
        ("helpful", "x" * 2_001, "weak", (), "2,001 characters"),
        ("helpful", "Why?", "weak", [("a", 0, 1)] * 101, "101 places"),
    ],
)
def test_other_feedback_is_refused_before_a_file_is_made(
    kind: Kind, question: str, status: str, places: list[Place], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=said):
        Feedback(tmp_path / "feedback").add(
            kind,
            question=question,
            status=status,  # type: ignore[arg-type]
            places=places,
            library="",
        )
    assert not list(tmp_path.iterdir())


def test_questions_without_an_answer_come_first_grouped_and_counted() -> None:
    def told(kind: Kind, question: str, *places: Place) -> Told:
        return Told("2026-11-21", kind, question, "answered", places, "abc")

    first, second = ("knees", 0, 22), ("nerves", 3, 9)
    found = sums(
        [
            told("helpful", "Is it free?", first),
            told("missed caveat", "Is it safe?", second),
            told("wrong source", "Is it safe?", first),
            told("wrong source", "Does it help?", first, second),
            told("not answered", "Is it free?"),
            told("not answered", "What does it cost?", first),
            told("not answered", "what does it cost", second),
            told("not answered", "What does it cost?"),
        ]
    )
    assert [(one.kind, one.what, one.times) for one in found] == [
        ("not answered", "What does it cost?", 3),
        ("not answered", "Is it free?", 1),
        ("wrong source", "knees, 0 to 22", 2),
        ("wrong source", "nerves, 3 to 9", 1),
        ("missed caveat", "nerves, 3 to 9", 1),
        ("helpful", "knees, 0 to 22", 1),
    ]
    assert found[2].questions == ("Does it help?", "Is it safe?")


def test_threads_add_to_one_file_together(tmp_path: Path) -> None:
    path = tmp_path / "feedback"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: add(path, question=f"Question {number}?"), range(80)))
    assert {one.question for one in Feedback(path).told()} == {f"Question {n}?" for n in range(80)}


def test_processes_make_and_fill_one_file_together(tmp_path: Path) -> None:
    path = tmp_path / "feedback"
    program = (
        "import sys\nfrom pathlib import Path\nfrom ui.feedback import Feedback\n"
        "sys.stdin.read()\n"  # until all are there
        "for number in range(20):\n"
        "    Feedback(Path(sys.argv[1])).add('helpful', question=f'{sys.argv[2]} {number}', "
        "status='weak', places=(), library='abc')\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, path, str(number)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for process in running:
        assert process.stdin
        process.stdin.close()
    for process in running:
        assert process.stderr
        with process.stderr:
            assert (process.stderr.read(), process.wait()) == ("", 0)
    assert len({one.question for one in Feedback(path).told()}) == 80


def test_a_file_that_is_locked_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "feedback"
    add(path)
    monkeypatch.setattr(ui.feedback, "_PATIENCE", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OSError, match=r"feedback could not be written: .* locked"):
            add(path)
        assert len(Feedback(path).told()) == 1  # who reads waits for no writer
        other.execute("ROLLBACK")
    add(path)
    assert len(Feedback(path).told()) == 2


def test_a_full_disk_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "feedback"
    add(path)
    connect = sqlite3.connect

    def full(*words: object, **named: object) -> sqlite3.Connection:
        connection = connect(*words, **named)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 2")
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", full)
    said = r"could not be written: its disk is full; make room there"
    with pytest.raises(OSError, match=said):  # noqa: PT012, since some still find room
        for _ in range(9):
            add(path, question="long " * 390)
    monkeypatch.undo()
    assert Feedback(path).told()  # what was there is there


@pytest.mark.parametrize(
    "content", [b"# Notes, longer than a header" * 9, b"x", b"SQLite format 3"]
)
def test_another_file_is_named_and_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(content)
    for step in (lambda: add(path), Feedback(path).told):
        with pytest.raises(ValueError, match=r"notes is no feedback file"):
            step()
    assert path.read_bytes() == content


def test_another_programs_database_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE feedback (id)")
        connection.commit()
    before = path.read_bytes()
    for step in (lambda: add(path), Feedback(path).told):
        with pytest.raises(ValueError, match=r"is no feedback file"):
            step()
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none.*feedback cannot be made"):
        add(tmp_path / "none" / "feedback")


# the command itself


def test_the_command_prints_what_curators_need(tmp_path: Path) -> None:
    path = tmp_path / "feedback"
    add(path, "helpful", "Is it free?")
    add(path, "missed caveat", "Is it safe?")
    for number in range(5):
        add(path, "wrong source", f"Question {number}?")
    add(path, "not answered", "\x1b[31mWhat does it cost?\x9b2J \u202e")
    add(path, "not answered", "Who?", ())
    add(path, "not answered", "who", ())
    code, output, errors = run("feedback", path)
    assert (code, errors) == (0, "")
    assert output.splitlines() == [
        "10 told, 2026-11-21 to 2026-11-21: "
        "not answered 3, wrong source 5, missed caveat 1, helpful 1.",
        "",
        "Questions without an answer",
        "    2  Who?",
        "    1  [31mWhat does it cost? 2J",
        "",
        "Quotes from a wrong source",
        "    5  knees, 0 to 22",
        "       asked: Question 0?",
        "       asked: Question 1?",
        "       asked: Question 2?",
        "       and 2 more questions",
        "",
        "Quotes that lack a caveat",
        "    1  knees, 0 to 22",
        "       asked: Is it safe?",
        "",
        "Quotes that helped",
        "    1  knees, 0 to 22",
        "       asked: Is it free?",
    ]


def test_the_command_tells_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.write_text("# Notes")
    for path, said in (
        (tmp_path / "none", f"there is no file {tmp_path / 'none'}"),
        (notes, "notes is no feedback file"),
        (tmp_path, "there is no file"),
    ):
        code, output, errors = run("feedback", path)
        assert (code, output) == (2, "")
        assert errors.startswith("Error: ")
        assert said in errors
        assert errors.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_an_empty_file_holds_no_feedback_yet(tmp_path: Path) -> None:
    path = tmp_path / "feedback"
    path.touch()
    assert run("feedback", path) == (0, "Nobody has told anything yet.\n", "")
