"""A saved conversation is held against the library, and what was changed in it is noticed."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import Article, Passage
from index import Index
from index.encoder import MINILM_NAME, Encoder
from qa import Answer, Caveat, Fact, Quote
from qa.certificate import digest
from ui.beside import plain
from ui.export import as_json, as_markdown, as_page
from ui.export_check import verdicts
from ui.export_reading import NotAnExport, read_export

CAVEAT = Path(sys.executable).with_name("caveat")
FORMATS = {".md": as_markdown, ".json": as_json, ".html": as_page}
each_format = pytest.mark.parametrize("suffix", FORMATS)
HOSTILE = [
    "</blockquote><h3>x</h3>",
    "# heading\n> quoted\n\n    indented\n- one\n1. first\n\n",
    "**bold** _x_ `code` ```\njson\n``` <!-- a -->",
    "&lt; &amp;amp; &#60; <pre>{}</pre> <em>Certificate 1:</em>",
    "*Certificate 1: x*",
    "\x00\x07\x1b[31m\x85\x9b\u202e\u2028\xa0\u3000",
    '"}], "holds": 1, \\u0041 \\',
]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(), min_size=1).map(" ".join)


@dataclass
class Shelf:
    """A library of which only the articles are asked."""

    articles: tuple[Article, ...]

    @property
    def digest(self) -> str:
        return digest(str(self.articles))


def shelf(*articles: Article) -> Index:
    return cast(Index, Shelf(articles))


def one_answer(article: Article, start: int, end: int, other: Article) -> Answer:
    """A quote with a caveat and a counter-quote, and one that comes near."""
    said = article.title
    counter = (Quote(other, 0, len(other.text), 0.5),)
    fact = Fact(said, said, "2021", said, "2026-01-01", "2027-01-01")
    caveat = Caveat("efficacy", "claimed", (Passage(article, start, end),), said, (fact,), counter)
    quote = Quote(article, start, end, 0.9, (caveat,))
    return Answer(said, "weak", (quote,), said, related=(quote, counter[0]))


def faults(path: Path, index: Index) -> list[tuple[str, ...]]:
    """The first words of each quote's faults."""
    return [
        tuple(fault.split(":")[0] for fault in verdict.faults)
        for verdict in verdicts(read_export(path), index)
    ]


@st.composite
def saved(draw: st.DrawFn, suffix: str | None = None) -> tuple[Index, Answer, str]:
    text = f"a{draw(texts)}z"
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    slug = draw(st.just("knees") | texts.filter(bool))
    article = Article(slug, draw(texts), text, "clinic", "x", "y", "https://example.org")
    other = Article(f"{slug}2", "Other", "It did not heal.")
    return shelf(article, other), one_answer(article, start, end, other), slug


@each_format
@given(case=saved())
def test_any_place_of_any_article_stands_after_a_round_trip(
    case: tuple[Index, Answer, str], suffix: str, tmp_path: Path
) -> None:
    index, answer, _ = case
    path = tmp_path / f"saved{suffix}"
    path.write_bytes(FORMATS[suffix]([answer, answer], index).encode())
    assert faults(path, index) == [()] * 10


class Words(HTMLParser):
    """The words of the first quote that a browser would show."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.quotes = 0
        self.depth = 0  # a quote within a quote is still read as one
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self.quotes += not self.depth
            self.depth += 1
        if self.depth:
            self.words += " "

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(self.depth - (tag == "blockquote"), 0)

    def handle_data(self, data: str) -> None:
        if self.depth and self.quotes == 1:
            self.words += data


def first_words(text: str, suffix: str) -> str:
    if suffix == ".json":
        return str(json.loads(text)["answers"][0]["quotes"][0]["text"])
    return plain(Words(text if suffix == ".html" else MarkdownIt("commonmark").render(text)).words)


def region(text: str, suffix: str) -> tuple[int, int]:
    """Where the first quote's words stand in a file."""
    pattern = {
        ".md": r"^### Quote 1\n\n(> (?:.*\n)+?)\n— ",
        ".html": r"<blockquote[^>]*>(.*?)</blockquote>",
        ".json": r'"text": "(.*)",\n',
    }[suffix]
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL * (suffix == ".html"))
    assert found
    return found.span(1)


@each_format
@given(case=saved(), data=st.data())
def test_any_changed_character_of_the_words_is_noticed(
    case: tuple[Index, Answer, str], suffix: str, data: st.DataObject, tmp_path: Path
) -> None:
    index, answer, _ = case
    text = FORMATS[suffix]([answer], index)
    start, end = region(text, suffix)
    assume(start < end)
    at = data.draw(st.integers(start, end - 1))
    sign = data.draw(st.sampled_from("ax9 <>&;*`\n#\\\"'.\u202eé") | st.characters(codec="utf-8"))
    changed = f"{text[:at]}{sign}{text[at + 1 :]}"
    path = tmp_path / f"saved{suffix}"
    path.write_bytes(changed.encode())
    try:
        same = first_words(changed, suffix) == first_words(text, suffix)
    except ValueError:  # no JSON any more
        same = False
    try:
        found = faults(path, index)
    except NotAnExport:
        return
    assert same or any(found)


@each_format
@given(data=st.data())
def test_any_changed_number_of_a_certificate_is_noticed(
    suffix: str, data: st.DataObject, tmp_path: Path
) -> None:
    article = Article("knees", "What helps", "Walking eases sore knees. It is free.")
    other = Article("knees2", "Other", "It did not heal.")
    index = shelf(article, other)
    text = FORMATS[suffix]([one_answer(article, 8, 25, other)], index)
    quoted = "&#34;" if suffix == ".html" else '"'
    numbers = [
        (line.start() + found.start(), line.start() + found.end())
        for line in re.finditer(
            rf"Certificate \d+:.*|{quoted}(?:article|start|end|words|library|shown|beside|seal)"
            rf"{quoted}: .*",
            text,
        )
        for found in re.finditer(r"(?<=[ ;])[0-9a-f]+(?=[,&;:\"\n]|$)|(?<=\")[0-9a-f]{64}", line[0])
    ]
    assert len(numbers) > 4 * 6
    start, end = data.draw(st.sampled_from(numbers))
    at = data.draw(st.integers(start, end - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789abcdef" if d != text[at]]))
    path = tmp_path / f"saved{suffix}"
    path.write_text(f"{text[:at]}{digit}{text[at + 1 :]}")
    try:
        found = faults(path, index)
    except NotAnExport:  # a number may not begin with 0 there
        return
    assert any(found)


KNEES = Article(
    "knees", "Knees", "Stem cells heal knees. It is free. Nobody was hurt.", "clinic", "A clinic"
)
NERVES = Article("nerves", "Nerves", "Nothing helped.")


@each_format
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text, []),
        (lambda text: text.replace("heal knees", "help knees", 1), ["words differ"]),
        (lambda text: text.replace("A clinic", "A hospital", 1), ["source or caveat differs"]),
        (lambda text: text.replace("It is only said.", "", 1), ["source or caveat differs"]),
        (lambda text: text.replace("Note.", "Another note.", 1), []),
    ],
)
def test_an_edit_is_named(
    suffix: str, change: Callable[[str], str], said: list[str], tmp_path: Path
) -> None:
    index = shelf(KNEES, NERVES)
    caveat = Caveat("efficacy", "claimed", (Passage(KNEES, 0, 4),), "It is only said.")
    answer = Answer("Free?", "answered", (Quote(KNEES, 0, 22, 1.0, (caveat,)),), "Note.")
    path = tmp_path / f"saved{suffix}"
    path.write_text(change(FORMATS[suffix]([answer], index)))
    assert [list(one) for one in faults(path, index)] == [said]


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_quotes_put_in_taken_out_or_doubled_are_named(suffix: str, tmp_path: Path) -> None:
    index = shelf(KNEES, NERVES)
    quotes = (Quote(KNEES, 0, 22, 1.0), Quote(NERVES, 0, 15, 1.0))
    text = FORMATS[suffix]([Answer("Free?", "answered", quotes, "Note.")], index)
    path = tmp_path / f"saved{suffix}"
    head, first, second = re.split(r"(?=### Quote|<section class=\"card\">)", text)
    put_in = (
        "### Mine\n\n> It heals.\n\n" if suffix == ".md" else "<blockquote>It heals.</blockquote>"
    )
    for changed, said in (
        (head + put_in + first + second, [("no certificate",), (), ()]),
        (head + second, [(), ("quote gone",)]),
        (head + first + first + second, [("quote twice",), ("quote twice",), ()]),
    ):
        path.write_text(changed)
        assert faults(path, index) == said


@each_format
def test_what_became_of_the_library_is_named(suffix: str, tmp_path: Path) -> None:
    answer = Answer("Free?", "answered", (Quote(KNEES, 0, 22, 1.0),), "Note.")
    path = tmp_path / f"saved{suffix}"
    path.write_text(FORMATS[suffix]([answer], shelf(KNEES, NERVES)))
    rewritten = Article("knees", "Knees", KNEES.text + " More.")
    assert faults(path, shelf(KNEES)) == [()]  # another article does not matter
    assert faults(path, shelf(rewritten)) == [("article changed",)]
    assert faults(path, shelf(NERVES)) == [("article gone",)]
    path.write_text(path.read_text().replace("heal knees", "help knees"))
    assert faults(path, shelf(rewritten)) == [("article changed", "words differ")]


@each_format
def test_a_forged_certificate_makes_no_words_stand(suffix: str, tmp_path: Path) -> None:
    forged = Article("knees", "Knees", "Stem cells cure knees. It is free. Nobody was hurt.")
    answer = Answer("Free?", "answered", (Quote(forged, 0, 22, 1.0),), "Note.")
    path = tmp_path / f"saved{suffix}"
    path.write_text(FORMATS[suffix]([answer], shelf(forged)))
    assert faults(path, shelf(KNEES)) == [("article changed",)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# Notes\n\n> It heals.\n",
        b"<p>It heals.</p>",
        b"{}",
        b'{"holds": "caveat certificates", "version": 2, "answers": []}',
        b'{"holds": "caveat certificates", "version": 1, "answers": 3}',
        b'```json\n{"holds": "caveat certificates", "version": 1}\n```',
        b'{"a": ' + b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_another_file_is_no_export(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(content)
    with pytest.raises(NotAnExport, match="notes"):
        read_export(path)


@each_format
def test_a_file_that_an_editor_saved_again_still_stands(suffix: str, tmp_path: Path) -> None:
    text = FORMATS[suffix]([one_answer(KNEES, 0, 22, NERVES)], index := shelf(KNEES, NERVES))
    path = tmp_path / "saved.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert faults(path, index) == [()] * 5


# the command itself


@pytest.fixture
def folder(fake: Encoder, tmp_path: Path) -> Path:
    """A library on disk; nothing is encoded by whoever only reads its articles."""
    fake.name = MINILM_NAME
    Index.build([KNEES, NERVES], tmp_path / "library", encoder=fake)
    return tmp_path / "library"


def run(*words: str | Path) -> tuple[int, str, str]:
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [CAVEAT, *words], capture_output=True, text=True, env=environment, encoding="utf-8"
    )
    return done.returncode, done.stdout, done.stderr


@each_format
def test_verify_prints_a_line_for_each_quote_and_tells_by_its_exit_code(
    suffix: str, folder: Path, tmp_path: Path
) -> None:
    index = Index.open(folder)
    path = tmp_path / f"saved{suffix}"
    path.write_text(FORMATS[suffix]([one_answer(KNEES, 0, 22, NERVES)], index))
    code, output, errors = run("verify", path, "--library", folder)
    assert (code, errors) == (0, "")
    assert output.splitlines() == [
        "1. stands (knees, 0 to 22): “Stem cells heal knees.”",
        "2. stands (nerves, 0 to 15): “Nothing helped.”",
        "3. stands (knees, 0 to 22): “Stem cells heal knees.”",
        "4. stands (nerves, 0 to 15): “Nothing helped.”",
        "5. stands (nerves, 0 to 15): “Nothing helped.”",
        "5 of 5 quotes stand.",
    ]
    path.write_text(path.read_text().replace("heal knees", "\u202ehelp knees", 1))
    code, output, errors = run("verify", path, "--library", folder)
    assert (code, errors) == (1, "")
    assert output.startswith("1. words differ: ")
    assert "“Stem cells help knees.”" in output
    assert "4 of 5 quotes stand." in output


def test_verify_says_that_the_library_has_changed(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "saved.md"
    answer = Answer("Free?", "answered", (Quote(KNEES, 0, 22, 1.0),), "Note.")
    path.write_text(as_markdown([answer], shelf(KNEES)))
    code, output, _ = run("verify", path, "--library", folder)
    assert code == 0
    assert output.endswith("The library is not as it was when this was saved.\n")


def test_what_cannot_be_checked_ends_with_2_and_one_line(folder: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes")
    saved = tmp_path / "saved.md"
    saved.write_text(as_markdown([], shelf(KNEES)))
    for words, said in (
        ((notes, "--library", folder), "notes.md holds no certificates"),
        ((tmp_path / "none.md", "--library", folder), "none.md cannot be read"),
        ((tmp_path, "--library", folder), "cannot be read"),
        ((saved, "--library", tmp_path / "none"), "holds no index"),
    ):
        code, output, errors = run("verify", *words)
        assert (code, output) == (2, "")
        assert errors.startswith("Error: ")
        assert said in errors
        assert errors.count("\n") == 1
