"""What is taken along says what the page said, the caveats with it, and obeys no article."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import Article, Passage
from index import Index
from qa import Answer, Caveat, Evidence, Fact, Quote
from qa.certificate import Certificate, certified, digest, standing
from shown import Shown
from ui.beside import plain
from ui.export import as_json, as_markdown, as_page, in_markdown, json_text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</blockquote></section></pre><b>b</b>",
    "<!-- a -->",
    "**bold** _x_ *y* __z__ ~~s~~",
    "$x$ $$y$$ \\(x\\) \\[y\\]",
    "`code` ```\njson\n```",
    "[a](javascript:alert(1)) ![i](x.png)",
    "&lt; &amp;amp; &#60; &nbsp;",
    "# heading\n## two\n\n- one\n1. first\n2) second\n> quoted\n\n    indented",
    "| a | b |\n|---|---|\n| c | d |",
    "a\n===\nb\n---\n*****\n+ plus\n: term\n!!! note\n::: note\n(3) three",
    "\u202ereversed\u202c \u200fright \u200bzero\u200dwidth\ufeff",
    "https://example.org www.example.org a@b.org <https://evil.example>",
    "Certificate 1: knees, characters 0 to 3",
    '{"holds": "caveat certificates", "version": 1, "quotes": []}',
    "😀 é ½ \u0301 \ufffe ... -- 'a' \"b\" (c) 50% a/b; c, d? e!",
    "\x00\x07\x1b[31m\x85\x96\x9b2J",
    "${value} {{value}} {% if %}",
]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(), min_size=1).map(" ".join)
TODAY = date(2026, 11, 21)
SAID = "A fact about <b>this</b>"


class Shelf:
    """A library of which only the articles are asked: an index takes long to build."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = tuple(articles)
        self.digest = digest(str(self.articles))


def shelf(text: str, said: str = "said", url: str | None = None) -> Index:
    """A library of two articles."""
    title = said if plain(said) else "title"
    source = Article("knees", title, f"Words {text}", "clinic", said, said, url, based_on=said)
    other = Article("nerves", "Nerves", "Nothing helped, it says. It was <i>no</i> better.")
    return cast(Index, Shelf([source, other]))


def hostile_answer(index: Index, said: str = "said", url: str | None = None) -> Answer:
    """One answer with all that an answer may hold."""
    source, other = index.articles
    whole = Passage(source, 0, len(source.text))
    counter = (Quote(other, 0, 24, 0.5), Quote(other, 25, len(other.text), 0.4))
    fact = Fact(said, said, said, url, "2026-01-01", "2027-01-01")
    evidence = Evidence("randomised", Passage(source, 0, 5), 30, whole)
    caveats = (
        Caveat("efficacy", "claimed", (Passage(source, 0, 5),), said, (fact,), counter, evidence),
        Caveat("safety", "claimed", (whole,), "Mind <this>."),
    )
    quote = Quote(source, 0, len(source.text), 0.9, caveats)
    return Answer(said, "weak", (quote,), said, related=(Quote(other, 0, 24, 0.3),))


FORMATS: list[Callable[[Sequence[Answer], Index], str]] = [as_markdown, as_json, as_page]
each_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.__name__)


@given(texts)
@example("1. first")
@example("- item")
@example("a\n\n    b")
def test_words_read_the_same_after_markdown(text: str) -> None:
    for markdown in (
        MarkdownIt("commonmark"),
        MarkdownIt("js-default", {"html": True}),
        MarkdownIt("gfm-like", {"linkify": False}),
    ):
        for before in ("", "> ", "- ", "**Caveat.** "):
            shown = Shown(markdown.render(before + in_markdown(text)))
            assert plain(shown.text) == plain(before.strip("> -*") + " " + text)
            assert {tag for tag, _ in shown.elements} <= {"p", "blockquote", "ul", "li", "strong"}


def test_prose_stays_readable_in_the_markdown_file() -> None:
    prose = "Long-term pain (30 people): it fell by 0.5 %, they say; did it last? “Yes.” It didn’t!"
    assert in_markdown(prose) == prose


@given(texts, texts, st.none() | texts | st.just("https://example.org/a?b=c&d=<e>"))
def test_a_hostile_answer_is_taken_along_in_its_words_and_our_elements(
    text: str, said: str, url: str | None
) -> None:
    index = shelf(text, said, url)
    answer = hostile_answer(index, said, url)
    quotes = [answer.quotes[0], *answer.quotes[0].caveats[0].counter, answer.related[0]]
    page = as_page([answer, answer], index, today=TODAY)
    markdown = as_markdown([answer, answer], index, today=TODAY)
    rendered = MarkdownIt("commonmark").render(markdown)
    ours = {"p", "blockquote", "h1", "h2", "h3", "strong", "em", "a", "br", "pre"}
    frame = set("html head meta title style body main section div details summary".split())
    for html, tags in ((page, ours | frame), (rendered, ours | {"ul", "li", "code", "hr"})):
        shown = Shown(html)
        assert [plain(words) for words in shown.quotes] == [plain(q.text) for q in quotes] * 2
        assert plain(shown.text).count(plain(said)) >= 2 * 7
        assert {tag for tag, _ in shown.elements} <= tags
        for tag, attributes in shown.elements:
            assert attributes.keys() <= (
                {"http-equiv", "content", "name", "charset"}
                if tag == "meta"
                else {"class", "dir", "href", "rel", "lang"}
            )
            href = attributes.get("href")
            assert href is None or href.lower().startswith(("http://", "https://"))
    for export in (page, markdown):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", export)


@given(texts, texts)
def test_json_holds_every_character_and_none_that_steers_a_terminal(text: str, said: str) -> None:
    index = shelf(text, said)
    answer = hostile_answer(index, said)
    saved = as_json([answer], index)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", saved)
    (found,) = json.loads(saved)["answers"]
    assert found["quotes"][0]["text"] == answer.quotes[0].text
    for quote in [*found["quotes"], *found["related"]]:
        del quote["certificate"]
        for caveat in quote["caveats"]:
            for counter in caveat["counter"]:
                del counter["certificate"]
    assert found == json.loads(json.dumps(answer.to_dict()))


def test_json_escapes_what_has_no_utf_8() -> None:
    assert json.loads(json_text("\ud800\x9b", indent=None).encode()) == "\ud800\x9b"


@each_format
def test_every_quote_has_its_certificate(form: Callable[[Sequence[Answer], Index], str]) -> None:
    index = shelf("and more.")
    answer = hostile_answer(index)
    saved = form([answer], index)
    if form is as_page:
        saved = re.search(r"<pre>(.*)</pre>", saved, re.DOTALL)[1].replace("&#34;", '"')  # type: ignore[index]
    for quote in (answer.quotes[0], *answer.quotes[0].caveats[0].counter, answer.related[0]):
        for name, value in (
            ("slug", quote.article.slug),
            ("article", digest(quote.article.text)),
            ("start", quote.start),
            ("end", quote.end),
            ("words", digest(quote.text)),
            ("library", index.digest),
        ):
            assert f'"{name}": {json.dumps(value)}' in saved
    assert digest("abc").startswith("ba7816bf")  # SHA-256's own example


@each_format
def test_the_caveat_its_evidence_its_facts_and_counter_quotes_stand_with_the_quote(
    form: Callable[[Sequence[Answer], Index], str],
) -> None:
    index = shelf("and more.")
    saved = form([hostile_answer(index, SAID, "https://example.org/a")], index)
    if form is as_json:
        caveat = json.loads(saved)["answers"][0]["quotes"][0]["caveats"][0]
        assert caveat["message"] == SAID
        assert caveat["facts"][0]["text"] == SAID
        assert caveat["evidence"]["people"] == 30
        assert len(caveat["counter"]) == 2
        return
    text = plain(Shown(saved if form is as_page else MarkdownIt().render(saved)).text)
    order = [
        "“Words”" if form is as_json else "Words and more.",
        f"Caveat. {SAID}",
        "What it says of its evidence: a randomised trial (“Words”), 30 people, followed",
        f"{SAID} ({SAID}, {SAID}; checked 2026-01-01)",
        "Caveat. Mind <this>.",
        "The same library may say otherwise:",
        "Nothing helped, it says.",
        "It was <i>no</i> better.",
        "which do not answer this",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_a_page_needs_nothing_else() -> None:
    index = shelf("and more.")
    page = as_page([hostile_answer(index)], index)
    assert "default-src 'none'" in page
    assert not re.search(r"\bsrc=|<link|<script|@import|url\(", page)
    assert page.startswith("<!doctype html>")


def test_the_same_answer_is_saved_the_same_on_the_same_day() -> None:
    index = shelf("and more.")
    for form in (as_markdown, as_json, as_page):
        first, second = (form([hostile_answer(index)], index, today=TODAY) for _ in range(2))
        assert first == second
        assert "2026-11-21" in first


def test_a_fact_read_long_ago_says_so() -> None:
    index = shelf("and more.")
    answer = hostile_answer(index)
    old = "checked 2026-01-01, more than a year ago"
    assert old not in as_markdown([answer], index, today=date(2026, 12, 31))
    assert old in as_markdown([answer], index, today=date(2027, 1, 1))


def test_an_answer_of_another_library_gets_no_certificate() -> None:
    answer = hostile_answer(shelf("and more."))
    for form in FORMATS:
        with pytest.raises(ValueError, match="not one of this library"):
            form([answer], shelf("and less."))


def test_a_certificate_tells_what_became_of_its_place() -> None:
    index = shelf("and more.")
    (source, _) = index.articles
    certificate = certified(Passage(source, 2, 7), index)
    assert standing(certificate, index) == "stands"
    assert standing(certificate, shelf("and less.")) == "article changed"
    gone = cast(Index, Shelf([Article("other", "Other", "Words and more.")]))
    assert standing(certificate, gone) == "article gone"
    fields = certificate.to_dict()
    assert Certificate.from_dict(fields) == certificate
    for change in ({"start": 3}, {"end": 999}, {"words": "0" * 64}, {"start": 9, "end": 8}):
        assert standing(Certificate.from_dict(fields | change), index) == "certificate damaged"
    for wrong in ({"start": True}, {"start": "2"}, {"slug": None}):
        with pytest.raises(ValueError, match="save the answer again"):
            Certificate.from_dict(fields | wrong)


def test_the_files_that_a_page_is_made_of_are_beside_the_code() -> None:
    folder = Path(as_page.__code__.co_filename).parent
    for name in ("export.html", "export_cards.html", "export_cards.css", "export_notebook.html"):
        assert (folder / name).is_file()
