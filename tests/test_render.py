"""Whatever an article says, the page shows those words and no others."""

import re
import unicodedata
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import Article, Passage
from qa import Answer, Caveat, Fact, Quote
from ui.render import answer_html, escaped

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</blockquote></div><b>b</b>",
    "<!-- a -->",
    "**bold** _x_ *y* __z__ ~~s~~",
    "$x$ $$y$$ \\(x\\) \\[y\\]",
    "`code` ```\nblock\n```",
    "[a](javascript:alert(1)) ![i](x.png)",
    "&lt; &amp;amp; &#60; &nbsp;",
    "# heading\n## two\n\n- one\n1. first\n> quoted\n\n    indented\n| a | b |\n|---|---|",
    "\u202ereversed\u202c \u200fright \u200bzero\u200dwidth\ufeff",
    "::: note\n:::",
    "https://example.org www.example.org a@b.org",
    "😀 é ½ \u0301 \ufffe",
    "\x00\x07\x1b[31m\x85\x96\ud800",
    "${value} {{value}} {% if %}",
]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(), min_size=1).map(" ".join)


class Shown(HTMLParser):
    """What a browser would show: the words, and the elements around them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.quotes: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag == "blockquote":
            self.quotes.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "blockquote" in self._open:
            self.quotes[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def words(text: str) -> str:
    """The words of a text; a control character is white space."""
    return " ".join(
        "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text).split()
    )


@given(texts)
def test_escaped_words_come_back_from_html(text: str) -> None:
    shown = Shown(f"<p>{escaped(text)}</p>")
    assert words(shown.text) == words(text)
    assert [tag for tag, _ in shown.elements] == ["p"]


@given(texts)
@example("a\n\n    b")
def test_escaped_words_come_back_from_markdown(text: str) -> None:
    for markdown in (MarkdownIt("commonmark"), MarkdownIt("js-default", {"html": True})):
        for around in ("", "div"):
            source = f"<{around}>{escaped(text)}</{around}>" if around else escaped(text)
            shown = Shown(markdown.render(source))
            assert words(shown.text) == words(text)
            assert {tag for tag, _ in shown.elements} <= {"p", around}


@given(texts)
def test_escaped_words_stay_in_their_attribute(text: str) -> None:
    (element,) = Shown(f'<a title="{escaped(text)}">').elements
    assert element[0] == "a"
    assert element[1].keys() == {"title"}
    assert words(element[1]["title"] or "") == words(text)


def test_line_breaks_of_a_list_are_kept() -> None:
    assert escaped("these:\n\n- ice\n-  rest\n") == "these&#58;&#10;&#45; ice&#10;&#45; rest"


def article(text: str, *, said: str, url: str | None) -> Article:
    return Article("slug", said, f"Words {text}", "clinic", said, said, url, based_on=said)


def hostile_answer(text: str, said: str, url: str | None) -> Answer:
    source = article(text, said=said, url=url)
    place = Passage(source, 0, len(source.text))
    fact = Fact(said, said, said, url, said, "2027-11-20")
    caveat = Caveat("efficacy", "claimed", (place,), said, (fact,))
    quote = Quote(source, 0, len(source.text), 1.0, (caveat, caveat))
    return Answer(said, "weak", (quote,), said, related=(quote,))


@given(texts, texts, st.none() | texts | st.just("https://example.org/a?b=c&d=<e>"))
def test_a_hostile_answer_shows_its_words_and_only_our_elements(
    text: str, said: str, url: str | None
) -> None:
    answer = hostile_answer(text, said, url)
    html = answer_html(answer)
    assert not re.search(r"[\n\r]", html)
    shown = Shown(html)
    assert [words(quote) for quote in shown.quotes] == [words(answer.quotes[0].text)] * 2
    assert words(said) in words(shown.text)
    tags = {tag for tag, _ in shown.elements}
    assert tags <= {"a", "blockquote", "details", "div", "li", "p", "span", "strong"} | {
        "summary",
        "ul",
    }
    names = {name for _, attributes in shown.elements for name in attributes}
    assert names <= {"class", "dir", "href", "rel", "role", "target", "title"}
    assert MarkdownIt("commonmark").render(html).strip() == html.strip()


@given(st.none() | texts | st.from_regex(r"(?i)(https?|javascript|data|ftp):.*"))
@example("javascript:alert(1)")
@example("JaVaScRiPt:alert(1)//https://example.org")
@example("https://[")
@example("https://example.org/ onmouseover=alert(1)")
@example('https://example.org/"onmouseover="alert(1)')
def test_links_lead_to_the_web_or_nowhere(url: str | None) -> None:
    shown = Shown(answer_html(hostile_answer("text", "said", url)))
    links = [attributes for tag, attributes in shown.elements if tag == "a"]
    for link in links:
        assert (link["href"] or "").lower().startswith(("http://", "https://"))
        assert link["rel"] == "noopener noreferrer"
        assert link.keys() == {"href", "target", "rel"}


def test_a_web_address_is_linked_as_it_is() -> None:
    url = "https://example.org/a_b?c=d&e='f'"
    shown = Shown(answer_html(hostile_answer("text", "said", url)))
    assert {a["href"] for tag, a in shown.elements if tag == "a"} == {url}


def test_a_caveat_stands_in_the_card_of_its_quote_after_its_source() -> None:
    html = answer_html(hostile_answer("text", "said", None))
    card = html.split('<div class="cv-card">')[1]
    order = [card.index(name) for name in ("cv-words", "cv-source", "cv-caveat")]
    assert order == sorted(order)


def test_a_fact_told_before_in_the_answer_is_folded_not_dropped() -> None:
    html = answer_html(hostile_answer("text", "a fact", None))
    facts = html.split('<ul class="cv-facts">')[1:]
    assert [part.startswith("<li><details") for part in facts] == [False, True, True, True]
    assert all("a fact" in part for part in facts)


def test_passages_that_answer_nothing_are_folded_away() -> None:
    quote = hostile_answer("text", "said", None).quotes[0]
    html = answer_html(Answer("?", "not_found", (), "Nothing.", related=(quote,)))
    fold = html.index('<details class="cv-related"><summary>')
    assert fold < html.index("which do not answer this</summary>") < html.index("<blockquote")
