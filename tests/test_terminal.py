"""The command line: the same words as on the page, and nothing that steers a terminal."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from corpus import Article, Passage
from index import Index
from qa import Answer, Caveat, Fact, Quote, answer
from ui.command import caveat
from ui.terminal import print_answer, shown

HOSTILE = (
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07click\x1b]8;;\x07 \x9b2J bell\x07 back\x08 "
    "[bold]x[/bold] [/] [link=https://evil.example]y[/link] :smile: \r over \x00 \ud800 "
    "<b> **z** _w_ $v$ 😀 é \u202e rtl"
)


def hostile_answer(said: str = HOSTILE, status: str = "answered") -> Answer:
    article = Article("slug", said, f"Words {said}", "clinic", said, said, said, based_on=said)
    place = Passage(article, 0, len(article.text))
    caveats = (
        Caveat(
            "efficacy",
            "claimed",
            (place,),
            said,
            (Fact(said, said, said, said, said, "2027-11-20"),),
        ),
    )
    quote = Quote(article, 0, len(article.text), 1.0, caveats)
    if status == "not_found":
        return Answer(said, "not_found", (), said, related=(quote,))
    return Answer(said, "answered", (quote,), said)


def printed(answer: Answer, *, terminal: bool = False, width: int = 60) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width, color_system=None)
    print_answer(answer, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def joined(text: str) -> str:
    return " ".join(text.replace("┃", " ").split())


def steering(output: str) -> set[str]:
    """The control characters of an output, but for its line ends."""
    return {c for c in output if ord(c) < 32 or 127 <= ord(c) < 160} - {"\n"}


@given(st.text())
def test_no_text_steers_the_terminal(text: str) -> None:
    assert not steering(shown(text))
    assert len(shown(text).splitlines()) <= 1


@pytest.mark.parametrize("status", ["answered", "not_found"])
def test_hostile_words_are_printed_unchanged_and_obeyed_nowhere(status: str) -> None:
    output = printed(hostile_answer(status=status))
    assert not steering(output)
    # the note; the quote and five things of its article; the caveat's message and five of its fact
    assert joined(output).count(shown(HOSTILE)) == 1 + 6 + 6
    assert f"“Words {shown(HOSTILE)}”" in joined(output)


def test_a_terminal_gets_whole_words_and_a_bar_beside_the_caveat() -> None:
    address = "https://example.org/" + "a" * 100
    article = Article("slug", "Title", "One two three. " * 9, url=address)
    caveats = (Caveat("efficacy", "claimed", (Passage(article, 0, 3),), "Mind that. " * 9),)
    lines = printed(
        Answer("?", "answered", (Quote(article, 0, 134, 1.0, caveats),), "Note."),
        terminal=True,
        width=40,
    ).splitlines()
    assert address in lines
    assert max(len(line) for line in lines if line != address) <= 40
    marked = [line.startswith("┃ ") for line in lines]
    assert marked.index(True) == lines.index("┃ Caveat. Mind that. Mind that. Mind")
    assert all(marked[marked.index(True) :])


def test_a_quoted_list_keeps_its_lines() -> None:
    article = Article("slug", "Title", "Try these:\n\n- ice\n- rest")
    output = printed(Answer("?", "answered", (Quote(article, 0, len(article.text), 1.0),), "Note."))
    assert "\n“Try these:\n- ice\n- rest”\n" in output


def run(*words: str | Path, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    result = CliRunner(env=env or {}).invoke(caveat, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("command", ["", "ask", "chat", "index"])
def test_help_says_what_each_command_does(command: str) -> None:
    code, output, _ = run(*command.split(), "--help")
    assert code == 0
    named = {
        "": ("ask", "chat", "index", "caveat beside every claim"),
        "ask": ("QUESTION", "--json", "--limit", "--library"),
        "chat": ("--host", "--port", "--no-open", "--library", "127.0.0.1"),
        "index": ("FOLDER", "--to", ".md, .txt", "exit code is 2"),
    }
    for words in named[command]:
        assert words in " ".join(output.split())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index made by the command itself."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "knees.md").write_text(
        "---\ntitle: Knees\nkind: clinic\n---\nStem cell therapy heals sore knees — for ≥ 90 %.\n",
        encoding="utf-8",
    )
    code, output, errors = run("index", folder, "--to", folder / "made")
    assert (code, errors.strip()) == (0, "")
    assert f"Indexed 1 articles in {folder / 'made'}" in output
    return folder / "made"


@pytest.mark.model
def test_json_is_the_answer_that_python_gives(library: Path) -> None:
    question = "Do stem cells help sore knees?"
    code, output, errors = run("ask", question, "--json", "--library", library)
    assert (code, errors) == (0, "")
    found = answer(question, index=Index.open(library))
    assert json.loads(output) == json.loads(json.dumps(found.to_dict()))
    assert found.quotes[0].text in output


@pytest.mark.model
def test_a_pipe_gets_no_colour(library: Path) -> None:
    code, output, errors = run("ask", "Do stem cells help sore knees?", "--library", library)
    assert (code, errors) == (0, "")
    assert "“Stem cell therapy heals sore knees — for ≥ 90 %.”\n— Clinic · Knees\n" in output
    assert "Caveat." in output
    assert "\x1b" not in output


@pytest.mark.model
@pytest.mark.parametrize("option", ["--json", "--limit=3"])
def test_a_terminal_that_knows_few_letters_gets_an_answer(library: Path, option: str) -> None:
    command = [sys.executable, "-m", "ui", "ask", "Do stem cells help knees?", option]
    done = subprocess.run(
        [*command, "--library", library],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        cwd=Path(__file__).parents[1],
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    if option == "--json":  # JSON is UTF-8 everywhere
        assert "≥" in json.loads(done.stdout)["quotes"][0]["text"]
    else:
        assert b"Stem cell therapy heals sore knees ? for ? 90 %." in done.stdout


@pytest.mark.model
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ask", "   "), "blank"),
        (("ask", "x" * 3000), "3,000 characters"),
        (("ask", "why", "--limit", "99"), "limit is 99"),
    ],
)
def test_a_bad_question_is_told_in_one_line(
    library: Path, words: tuple[str, ...], said: str
) -> None:
    code, output, errors = run(*words, "--library", library)
    assert (code, output) == (1, "")
    assert errors.startswith("Error: ")
    assert said in errors
    assert errors.count("\n") == 1


def test_a_missing_library_is_told_in_one_line(tmp_path: Path) -> None:
    for command in (("ask", "why"), ("chat", "--no-open")):
        code, _, errors = run(*command, "--library", tmp_path / "none")
        assert code == 1
        assert f"Error: {tmp_path / 'none'} holds no index" in errors


@pytest.mark.model
def test_bad_files_are_named_and_the_others_indexed(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Walking eases sore knees in most people.")
    (tmp_path / "bytes.md").write_bytes(b"caf\xe9")
    (tmp_path / "empty.md").write_text("")
    code, output, errors = run("index", tmp_path, "--to", tmp_path / "made")
    assert code == 2
    assert f"Indexed 1 articles in {tmp_path / 'made'}" in output
    assert "2 of 3 files could not be read as articles" in errors
    assert "bytes.md, line 1" in errors
    assert "empty.md" in errors


@pytest.mark.parametrize("made", [False, True])
def test_a_missing_or_empty_folder_is_told_in_one_line(tmp_path: Path, *, made: bool) -> None:
    folder = tmp_path / "articles"
    if made:
        folder.mkdir()
    code, output, errors = run("index", folder)
    assert (code, output) == (1, "")
    assert errors.startswith(f"Error: {folder} ")
    assert errors.count("\n") == 1
