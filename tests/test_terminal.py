"""The command line: the same words as on the page, and nothing that steers a terminal."""

import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import ui.ask_command
from corpus import Article, Passage
from index import Index
from index.encoder import Encoder
from qa import Answer, Caveat, Evidence, Fact, Quote, Status, answer
from ui.beside import plain
from ui.command import caveat
from ui.library_option import ready
from ui.marks import marked_lines
from ui.terminal import print_answer, shown

HOSTILE = (
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07click\x1b]8;;\x07 \x9b2J bell\x07 back\x08 "
    "[bold]x[/bold] [/] [link=https://evil.example]y[/link] :smile: \r over \x00 \ud800 "
    "<b> **z** _w_ $v$ 😀 é \u202e rtl \u2067 \u2028 next"
)
CAVEAT = Path(sys.executable).with_name("caveat")


def hostile_answer(said: str = HOSTILE, status: str = "answered") -> Answer:
    other = Article("other", said, f"Words {said}", "news", said, said, said, based_on=said)
    article = Article("slug", said, f"Words {said}", "clinic", said, said, said, based_on=said)
    place = Passage(article, 0, len(article.text))
    caveats = (
        Caveat(
            "efficacy",
            "claimed",
            (place,),
            said,
            (Fact(said, said, said, said, said, "2027-11-20"),),
            (Quote(other, 0, len(other.text), 0.5),),
            Evidence("opinion", place, None, place),
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
    """What an output holds that moves a terminal or turns its letters around, but line ends."""
    turns = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    return {c for c in output if ord(c) < 32 or 127 <= ord(c) < 160 or ord(c) in turns} - {"\n"}


@given(st.text())
def test_no_text_steers_the_terminal(text: str) -> None:
    assert not steering(shown(text))
    assert len(shown(text).splitlines()) <= 1


@pytest.mark.parametrize("status", ["answered", "not_found"])
def test_hostile_words_are_printed_unchanged_and_obeyed_nowhere(status: str) -> None:
    output = printed(hostile_answer(status=status))
    assert not steering(output)
    # the note; the quote and five things of its article; the caveat's message, two things of its
    # evidence and five of its fact; the counter-quote and five things of its article
    assert joined(output).count(shown(HOSTILE)) == 1 + 6 + 8 + 6
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


KNEES = Article("knees", "Knees", "It heals knees.\x07\n\n- and  ends pain\n\nNobody was hurt.")


def quoted(*triggers: tuple[int, int], start: int = 0, end: int = 34) -> Quote:
    places = tuple(Passage(KNEES, *place) for place in triggers)
    return Quote(KNEES, start, end, 1.0, (Caveat("efficacy", "claimed", places, "Mind that."),))


@pytest.mark.parametrize(
    ("quote", "marked"),
    [
        (quoted((0, 15), (3, 8)), ["heals"]),  # the words, not their sentence
        (quoted((3, 8), (6, 14)), ["heals knees"]),
        (quoted((9, 23)), ["knees.", "- and"]),  # over lines
        (quoted((0, 34)), []),  # all of it tells nothing
        (quoted((0, 15)), ["It heals knees."]),
        (quoted((3, 8), start=5), ["als"]),
        (quoted((36, 42)), []),  # another place
    ],
)
def test_the_words_that_set_a_caveat_off_are_marked(quote: Quote, marked: list[str]) -> None:
    lines = marked_lines(quote)
    assert [words[start:end] for words, places in lines for start, end in places] == marked
    assert [words for words, _ in lines] == [
        plain(line) for line in quote.text.splitlines() if plain(line)
    ]


@given(st.text(min_size=1), st.data())
def test_a_mark_is_where_its_words_are(text: str, data: st.DataObject) -> None:
    article = Article("slug", "Title", f"a{text}z")
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    caveat = Caveat("efficacy", "claimed", (Passage(article, start, end),), "Mind that.")
    lines = marked_lines(Quote(article, 0, len(article.text), 1.0, (caveat,)))
    shown_words = "".join(words[a:b] for words, places in lines for a, b in places)
    whole = end - start == len(article.text)
    wanted = "" if whole else article.text[start:end]
    assert plain(shown_words).replace(" ", "") == plain(wanted).replace(" ", "")


def test_marks_are_underlined_on_a_terminal_and_nothing_in_a_pipe() -> None:
    found = Answer("?", "answered", (quoted((0, 15), (3, 8)),), "Note.")
    console = Console(file=io.StringIO(), force_terminal=True, width=12, color_system="standard")
    print_answer(found, console)
    output = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[1;4mheals\x1b[0m" in output
    assert output.count("\x1b[1;4m") == 1
    assert "“It heals knees.\n- and ends pain”\n" in printed(found)


def test_a_caveat_tells_its_evidence_how_old_its_facts_are_and_what_says_otherwise() -> None:
    other = Article("other", "Other", "Nothing helped.", "study")
    fact = Fact("Not approved.", "A regulator", "2021", None, "2026-01-01", "2027-01-01")
    evidence = Evidence("case series", Passage(KNEES, 0, 2), 1_200, Passage(KNEES, 9, 14))
    caveat = Caveat(
        "efficacy", "claimed", (), "Mind that.", (fact,), (Quote(other, 0, 15, 0.5),), evidence
    )
    found = Answer("?", "answered", (Quote(KNEES, 0, 15, 1.0, (caveat,)),), "Note.")
    console = Console(file=io.StringIO(), width=40)
    print_answer(found, console, today=date(2027, 1, 1))
    assert console.file.getvalue().splitlines()[-6:] == [  # type: ignore[attr-defined]
        "┃ Caveat. Mind that.",
        "┃ What it says of its evidence: a series of cases (“It”), 1,200 people, followed “knees”.",
        "┃ • Not approved. (A regulator, 2021; checked 2026-01-01, more than a year ago)",
        "┃ The same library may say otherwise:",
        "┃   “Nothing helped.”",
        "┃   — Study · Other",
    ]
    print_answer(found, console, today=date(2026, 12, 31))
    assert "checked 2026-01-01)" in console.file.getvalue()  # type: ignore[attr-defined]


def run(*words: str | Path, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    result = CliRunner(env=env or {}).invoke(caveat, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    "command", ["", "ask", "chat", "completion", "feedback", "index", "verify"]
)
def test_help_says_what_each_command_does(command: str) -> None:
    code, output, _ = run(*command.split(), "--help")
    assert code == 0
    named = {
        "": ("ask", "chat", "feedback", "index", "verify", "caveat beside every claim"),
        "ask": (
            *("QUESTION", "--follow", "--json", "--limit", "--save FILE", "--library"),
            "standard input, one a line",
            "The exit code is 0 where all were answered",
            "caveat ask --json - < questions.txt",
        ),
        "completion": ("bash|zsh|fish", 'eval "$(caveat completion bash)"', "~/.bashrc"),
        "feedback": ("FILE", "without an answer come first", "exit code is 2"),
        "verify": ("FILE", "--library", "exit code is 0 where all stand"),
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
    assert (code, output) == (2, "")
    assert errors.startswith("Error: ")
    assert said in errors
    assert errors.count("\n") == 1


def test_a_missing_library_is_told_in_one_line(tmp_path: Path) -> None:
    for command, wanted in ((("ask", "why"), 2), (("chat", "--no-open"), 1)):
        code, _, errors = run(*command, "--library", tmp_path / "none")
        assert code == wanted
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


# several questions, exit codes, files: with answers that are given, so that no model is needed


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, fake: Encoder) -> list[tuple[str, list[str]]]:
    """What was asked, and after what; "lost" has no answer, "near" perhaps, "bad" is refused."""
    index = Index.build([KNEES], encoder=fake)
    seen: list[tuple[str, list[str]]] = []

    def given(question: str, *, index: Index, history: list[str], limit: int) -> Answer:
        seen.append((question, history))
        if "bad" in question:
            raise ValueError(f"{question!r} is refused")
        status: Status = "answered"
        if "lost" in question:
            status = "not_found"
        elif "near" in question:
            status = "weak"
        quotes = () if status == "not_found" else (Quote(index.articles[0], 0, 15, 1.0),)
        return Answer(question, status, quotes, f"Note on {question}")

    monkeypatch.setattr(ui.ask_command, "answer", given)
    monkeypatch.setattr(ui.ask_command, "ready", lambda library: index)
    return seen


def test_several_questions_are_answered_each_under_its_heading_and_for_itself(
    asked: list[tuple[str, list[str]]],
) -> None:
    code, output, errors = run("ask", "first?", "second \x1b[31m?")
    assert (code, errors) == (0, "")
    assert asked == [("first?", []), ("second \x1b[31m?", [])]
    assert output.startswith("# first?\n\nFound. Note on first?\n\n“It heals knees.”\n")
    assert "\n\n# second [31m?\n\nFound. " in output
    assert not steering(output)
    assert "#" not in run("ask", "first?")[1]


def test_follow_ups_know_the_questions_before_them(asked: list[tuple[str, list[str]]]) -> None:
    run("ask", "--follow", "first?", "bad", "second?", "third?")
    assert asked == [
        ("first?", []),
        ("bad", ["first?"]),
        ("second?", ["first?"]),  # what was refused was never asked
        ("third?", ["first?", "second?"]),
    ]


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        (["first?"], 0),
        (["first?", "near?"], 0),
        (["lost?"], 1),
        (["lost?", "first?"], 1),
        (["bad"], 2),
        (["bad", "lost?", "first?"], 2),
        (["lost?", "bad"], 2),
        (["--follow"], 2),
        (["--unknown", "first?"], 2),
    ],
)
@pytest.mark.usefixtures("asked")
def test_the_exit_code_tells_how_it_went(questions: list[str], code: int) -> None:
    for form in ([], ["--json"]):
        assert run("ask", *questions, *form)[0] == code


@pytest.mark.usefixtures("asked")
def test_json_is_an_object_for_one_question_and_lines_for_several() -> None:
    _, output, _ = run("ask", "--json", "first?")
    assert json.loads(output)["question"] == "first?"
    assert output.startswith('{\n  "question"')
    code, output, errors = run("ask", "--json", "first?", "bad", "lost?\x9b\u202e")
    assert [json.loads(line)["question"] for line in output.splitlines()] == [
        "first?",
        "lost?\x9b\u202e",
    ]
    assert not steering(output)
    assert (code, errors) == (2, "Error: 'bad' is refused\n")


def from_stdin(*words: str, given: bytes) -> tuple[int, str, str]:
    result = CliRunner().invoke(caveat, ["ask", *words], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_questions_come_from_standard_input_one_a_line(
    asked: list[tuple[str, list[str]]],
) -> None:
    lines = "  first é?\r\n\n   \nsecond\udcff?\n".encode("utf-8", "surrogateescape")
    code, output, _ = from_stdin("--json", "zero?", "-", "last?", given=lines)
    assert code == 0
    assert [question for question, _ in asked] == ["zero?", "first é?", "second ?", "last?"]
    assert len(output.splitlines()) == 4


@pytest.mark.usefixtures("asked")
def test_one_question_on_standard_input_is_a_line_as_any_other() -> None:
    _, output, _ = from_stdin("--json", "-", given=b"first?\n")
    assert json.loads(output)["question"] == "first?"
    assert output.count("\n") == 1


@pytest.mark.usefixtures("asked")
def test_nothing_on_standard_input_is_an_error() -> None:
    code, output, errors = from_stdin("-", given=b" \n\n")
    assert (code, output) == (2, "")
    assert errors == "Error: there is no question on standard input; write one a line\n"


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("suffix", [".md", ".json", ".html", ".HTML"])
def test_answers_are_saved_in_the_format_of_the_name_and_replace_an_earlier_export(
    suffix: str, tmp_path: Path
) -> None:
    place = tmp_path / f"saved{suffix}"
    for _ in range(2):
        code, output, errors = run("ask", "first?", "--save", place)
        assert code == 0
        assert "“It heals knees.”" in output
        assert errors == f"Saved in {place}; check it with: caveat verify {place}\n"
    assert "It heals knees." in place.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_that_cannot_be_saved_to_is_refused_before_anything_is_asked(
    asked: list[tuple[str, list[str]]], tmp_path: Path
) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes")
    (tmp_path / "folder.md").mkdir()
    for place, said in (
        (notes, "is no export"),
        (tmp_path / "folder.md", "is no export"),
        (tmp_path / "saved.txt", ".md, .json, .html"),
        (tmp_path / "none" / "saved.md", "there is no folder"),
    ):
        code, output, errors = run("ask", "first?", "--save", place)
        assert (code, output) == (2, "")
        assert said in errors
    assert notes.read_text() == "# Notes"
    assert not asked


@pytest.mark.model
def test_what_the_installed_command_saves_the_installed_command_verifies(
    library: Path, tmp_path: Path
) -> None:
    def done(*words: str | Path, given: str = "") -> tuple[int, str, str]:
        environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
        ran = subprocess.run(
            [CAVEAT, *words, "--library", library],
            input=given,
            capture_output=True,
            encoding="utf-8",
            env=environment,
        )
        return ran.returncode, ran.stdout, ran.stderr

    saved = tmp_path / "saved.html"
    questions = "Do stem cells help sore knees?\nWhich court fined the Osaka tax office?\n"
    code, output, errors = done("ask", "-", "--save", saved, given=questions)
    assert (code, errors) == (1, f"Saved in {saved}; check it with: caveat verify {saved}\n")
    assert output.count("\n# ") + output.startswith("# ") == 2
    code, output, errors = done("verify", saved)
    assert (code, errors) == (0, "")
    assert output.endswith(("stand.\n", "stands.\n"))
    saved.write_text(saved.read_text().replace("heals sore", "eases sore", 1))
    assert done("verify", saved)[0] == 1


def test_a_terminal_is_told_what_is_loading_and_a_pipe_is_not(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(library: object, progress: Callable[[int, int], None]) -> Index:
        time.sleep(0.3)  # a bar is drawn ten times a second
        progress(3, 9)
        time.sleep(0.3)
        return index

    monkeypatch.setattr("ui.library_option.opened", opened)
    monkeypatch.setattr("ui.library_option.answer", lambda *words, **named: time.sleep(0.3))
    said = {}
    for terminal in (True, False):
        file = io.StringIO()
        console = Console(file=file, force_terminal=terminal, width=80)
        monkeypatch.setattr("rich.console.Console", lambda stderr, console=console: console)
        assert ready(None) is index
        said[terminal] = file.getvalue()
    for words in ("Loading the library", "Reading the starter library", "Loading the model"):
        assert words in said[True]
    assert said[False].strip() == ""


# shell completion


# Each prints what the shell would offer for $words, the last of them not yet whole.
OFFERS = {
    "bash": (
        "COMP_WORDS=({words}) COMP_CWORD={last}; _caveat_completion caveat\n"
        'printf "%s\\n" "${{COMPREPLY[@]}}"'
    ),
    # outside its line editor zsh offers nothing: these stand for what shows it
    "zsh": (
        "compadd() {{ print -l -- $completions }}\n"
        "_describe() {{ print -l -- ${{completions_with_descriptions%%:*}} }}\n"
        "words=({words}) CURRENT=$(({last} + 1)); $_comps[caveat]"
    ),
    "fish": "complete --do-complete (string join ' ' -- {words}) | cut -f 1",
}
SCRIPTS = {
    "bash": 'eval "$(caveat completion bash)"',
    "zsh": 'eval "$(caveat completion zsh)"',
    "fish": "caveat completion fish | source",
}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_options_and_choices(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell}")

    def completed(*words: str) -> list[str]:
        offers = OFFERS[shell].format(
            words=" ".join(word or "''" for word in words), last=len(words) - 1
        )
        done = subprocess.run(
            [shell, *BARE[shell], "-c", f"{SCRIPTS[shell]}\n{offers}"],
            env=os.environ
            | {
                "PATH": f"{CAVEAT.parent}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(tmp_path),
                "XDG_CONFIG_HOME": str(tmp_path),
            },
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return sorted(done.stdout.split())

    assert completed("caveat", "") == sorted(caveat.commands)
    assert completed("caveat", "ve") == ["verify"]
    assert completed("caveat", "ask", "--f") == ["--follow"]
    assert completed("caveat", "completion", "") == ["bash", "fish", "zsh"]


BARE = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("zsh", "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }"),
        ("fish", 'set -l metadata (string split --max 1 "," $completion);'),
    ],
)
def test_what_clicks_scripts_lack_is_put_in(shell: str, line: str) -> None:
    assert line in [words.strip() for words in run("completion", shell)[1].splitlines()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_caveat(shell: str) -> None:
    code, output, _ = run("completion", shell)
    assert code == 0
    assert f"_CAVEAT_COMPLETE={shell}_complete" in output


def test_an_unknown_shell_is_refused() -> None:
    assert run("completion", "cmd")[0] == 2
