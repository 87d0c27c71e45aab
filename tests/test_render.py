"""Whatever an article says, the page shows those words and no others."""

import json
import re
import unicodedata
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import Article, Passage
from qa import Answer, Caveat, Evidence, Fact, Quote
from shown import Shown
from ui.escaping import escaped, marked
from ui.quote_card import citation
from ui.render import answer_html

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
    # an article that holds what has no UTF-8 cannot be read, nor indexed
    readable = f"Words {text}".encode("utf-8", "ignore").decode()
    return Article("slug", said, readable, "clinic", said, said, url, based_on=said)


def hostile_answer(text: str, said: str, url: str | None) -> Answer:
    source = article(text, said=said, url=url)
    place = Passage(source, 0, len(source.text))
    fact = Fact(said, said, said, url, said, "2027-11-20")
    end = Passage(source, len(source.text) - 1, len(source.text))
    other = Quote(source, 0, 3, 1.0)
    caveat = Caveat(
        "efficacy",
        "claimed",
        (place, end),
        said,
        (fact,),
        (other,),
        Evidence("animal", end, 3, end),
    )
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
    quote = words(answer.quotes[0].text)
    assert [words(text) for text in shown.quotes] == [quote, "Wor", "Wor"] * 2
    assert words(said) in words(shown.text)
    tags = {tag for tag, _ in shown.elements}
    assert tags <= set("a blockquote button details div li mark p span strong summary ul".split())
    names = {name for _, attributes in shown.elements for name in attributes}
    assert names <= set("class dir href rel role tabindex target title type value".split())
    for _, attributes in shown.elements:
        if "cv-copy" in (attributes.get("class") or ""):
            assert words(attributes["value"] or "") == words(citation(answer.quotes[0]))
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
    card = html.split('<div class="cv-card"')[1]
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


TOLD = Article(
    "told",
    "What was told",
    "It was tried. The shot eased pain in 12 people. It may not last. Nobody knows why. Wait.",
    "clinic",
    "A clinic",
    "2026",
    "https://example.org/told",
)


def place(text: str, article: Article = TOLD) -> Passage:
    start = article.text.index(text)
    return Passage(article, start, start + len(text))


def quoted(*caveats: Caveat) -> Answer:
    found = place("The shot eased pain in 12 people. It may not last.")
    return Answer("?", "answered", (Quote(TOLD, found.start, found.end, 1.0, caveats),), "Here.")


def marks(html: str) -> list[str]:
    return re.findall(r'<mark class="cv-trigger">(.*?)</mark>', html)


def test_the_words_that_set_a_caveat_off_are_marked_and_a_sentence_that_names_none() -> None:
    sentence, eased = place("The shot eased pain in 12 people."), place("eased")
    last = place("It may not last.")
    caveat = Caveat("efficacy", "claimed", (sentence, eased, last), "Beware.")
    assert marks(answer_html(quoted(caveat))) == ["eased", "It may not last&#46;"]
    both = (caveat, Caveat("safety", "claimed", (sentence,), "Beware."))
    assert marks(answer_html(quoted(*both))) == ["eased", "It may not last&#46;"]


def test_a_trigger_outside_the_quote_marks_nothing_and_one_across_its_end_is_cut() -> None:
    outside, across = place("tried"), place("last. Nobody")
    caveat = Caveat("efficacy", "claimed", (outside, across), "Beware.")
    assert marks(answer_html(quoted(caveat))) == ["last&#46;"]


@given(texts, st.data())
def test_marks_change_no_word(text: str, data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [(start, end, "m") for start, end in data.draw(st.lists(ends, max_size=4))]
    html = marked(text, spans)
    assert re.sub(r'</?mark(?: class="m")?>', "", html) == escaped(text)
    shown = "".join(Shown(f"<p>{part}</p>").text for part in re.findall(r">(.*?)</mark>", html))
    inside = [c for at, c in enumerate(text) if any(s <= at < e for s, e, _ in spans)]
    assert words(shown).replace(" ", "") == words("".join(inside)).replace(" ", "")


def test_what_a_passage_says_of_its_evidence_is_one_line() -> None:
    caveat = Caveat("efficacy", "reported", (place("eased"),), "Beware.")
    assert "cv-evidence" not in answer_html(quoted(caveat))
    evidence = Evidence("case series", place("tried"), 12, place("may not last"))
    told = Caveat("efficacy", "reported", (place("eased"),), "Beware.", evidence=evidence)
    shown = words(Shown(answer_html(quoted(told))).text)
    said = "What it says of its evidence: a series of cases, 12 people, followed “may not last”."
    assert said in shown


def test_a_fact_past_its_day_says_so() -> None:
    fact = Fact("Nothing is approved.", "An agency", "2021", None, "2026-11-20", "2027-11-20")
    answer = quoted(Caveat("efficacy", "claimed", (), "Beware.", (fact,)))
    assert "more than a year ago" not in answer_html(answer, today=date(2027, 11, 19))
    assert "checked 2026-11-20, more than a year ago" in words(
        Shown(answer_html(answer, today=date(2027, 11, 20))).text
    )


def test_how_many_say_otherwise_and_who_is_told_before_it_is_opened() -> None:
    counter = tuple(
        Quote(source, 0, len(source.text), 1.0)
        for source in (
            Article("a", "A", "It failed.", "review", "Reviewers"),
            Article("b", "A title", "It did nothing."),
        )
    )
    html = answer_html(quoted(Caveat("efficacy", "claimed", (), "Beware.", (), counter)))
    summary = re.findall(r'<details class="cv-counter"><summary>(.*?)</summary>', html)
    assert [words(Shown(one).text) for one in summary] == [
        "2 passages may say otherwise: Reviewers, A title"
    ]
    inside = html.split('<details class="cv-counter">')[1]
    assert "It failed" in inside
    assert '"slug": "a", "at": [0, 10]' in words(Shown(f"<p>{inside_values(inside)[0]}</p>").text)


def inside_values(html: str) -> list[str]:
    return re.findall(r'value="([^"]*)"', html)


def test_an_article_opens_with_every_quote_of_it_in_the_answer() -> None:
    first, second = place("It was tried."), place("Nobody knows why.")
    elsewhere = Quote(article("text", said="said", url=None), 0, 5, 1.0)
    quotes = (*(Quote(TOLD, p.start, p.end, 1.0) for p in (first, second)), elsewhere)
    elements = Shown(answer_html(Answer("?", "answered", quotes, "Here."))).elements
    values = [
        json.loads(attributes["value"] or "")
        for _, attributes in elements
        if "cv-open" in (attributes.get("class") or "")
    ]
    both = [[p.start, p.end] for p in (first, second)]
    assert values == [
        {"slug": "told", "at": both[0], "marks": both},
        {"slug": "told", "at": both[1], "marks": both},
        {"slug": "slug", "at": [0, 5], "marks": [[0, 5]]},
    ]


def test_a_copied_quote_brings_its_source_place_and_caveat() -> None:
    (quote,) = quoted(Caveat("efficacy", "claimed", (), "Beware.")).quotes
    assert citation(quote).splitlines() == [
        "“The shot eased pain in 12 people. It may not last.”",
        f"— What was told, Clinic, A clinic, 2026 (told, characters {quote.start} to {quote.end})",
        "https://example.org/told",
        "Caveat: Beware.",
    ]
