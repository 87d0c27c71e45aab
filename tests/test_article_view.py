"""The reader shows all of an article's words, and marks exactly the places it was given."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import Article, Passage, starter_articles
from ui.article_view import article_html
from ui.places import around, asked_for, opener

TEXT = """# Knees

Walking eases sore knees. Swimming is kind to the joint. Rest helps.

- ice
- rest

---

## Injections

A steroid works for weeks. The pain often returns. Nobody knows why. More is not better.
"""
KNEES = Article("knees", "Knees", TEXT, "explainer")
HOSTILE = [
    "<script>alert(1)</script>",
    "</mark></p></div><img src=x onerror=alert(1)>",
    "# heading\n\n- one\n- **two**\n\n---\n\n1. three\n",
    "&#10; &lt;b&gt; $x$ `code`",
    "\u202ereversed\u202c \x00\x1b[31m\x85",
]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(), min_size=1).map("\n\n".join)


class Reader(HTMLParser):
    """The words of the article's text, and those within its marks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.marked: dict[str, str] = {"cv-here": "", "cv-mark": ""}
        self.tags: set[str] = set()
        self._open: list[str] = []
        self._mark = ""
        self.feed(html.split('<div class="cv-text">')[1].removesuffix("</div></div>"))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._open.append(tag)
        if tag == "mark":
            self._mark = dict(attrs)["class"] or ""

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "mark":
            self._mark = ""
        else:
            self.words += "\n"
            self.marked = {name: f"{words}\n" for name, words in self.marked.items()}

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._mark:
            self.marked[self._mark] += data


def words(text: str) -> list[str]:
    """Its words, without the marks of headings and the lines drawn across."""
    text = re.sub(r"^\s*(?:#{1,6}|(?:[-*_=]\s*){3,})\s*$", "", text, flags=re.M)
    plain = "".join(" " if re.match(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", c) else c for c in text)
    return [word for word in plain.split() if not re.fullmatch(r"#{1,6}", word)]


def place(text: str, article: Article = KNEES) -> Passage:
    start = article.text.index(text)
    return Passage(article, start, start + len(text))


@pytest.mark.parametrize("article", starter_articles(), ids=lambda article: article.slug)
def test_every_word_of_an_article_is_in_the_reader(article: Article) -> None:
    assert words(Reader(article_html(article)).words) == words(article.text)


def test_the_marks_are_exactly_the_places() -> None:
    here, mark = place("Swimming is kind to the joint."), place("The pain often returns.")
    read = Reader(article_html(KNEES, [mark, here], here))
    assert read.marked["cv-here"].strip() == here.text
    assert read.marked["cv-mark"].strip() == mark.text


def test_of_two_places_with_the_same_words_only_the_one_asked_for_is_marked() -> None:
    article = Article("twice", "Twice", "It helps. It may not.\n\nIt helps. Nobody knows.")
    second = Passage(article, article.text.rindex("It helps."), article.text.rindex(" Nobody"))
    html = unescape(article_html(article, [], second))
    assert html.index("It may not.") < html.index('<mark class="cv-here">It helps.</mark>')
    assert html.count("<mark") == 1


def test_a_place_over_paragraphs_is_marked_in_each() -> None:
    over = Passage(KNEES, TEXT.index("Rest helps."), TEXT.index("A steroid works") + 7)
    read = Reader(article_html(KNEES, [over], over))
    assert words(read.marked["cv-here"]) == words(over.text)


@given(texts, st.data())
def test_a_hostile_article_shows_its_words_and_only_our_elements(
    text: str, data: st.DataObject
) -> None:
    article = Article("slug", text, f"Words {text}", "clinic", based_on=text)
    size = len(article.text)
    ends = st.tuples(st.integers(0, size), st.integers(0, size)).filter(lambda e: e[0] < e[1])
    marks = [Passage(article, *found) for found in data.draw(st.lists(ends, max_size=3))]
    html = article_html(article, marks[1:], marks[0] if marks else None)
    assert not re.search(r"[\n\r]", html)
    read = Reader(html)
    assert read.tags <= {"h3", "p", "mark"}
    assert "".join(words(read.words)) == "".join(words(article.text))
    assert MarkdownIt("commonmark").render(html).strip() == html.strip()


def test_context_is_up_to_two_sentences_of_the_same_section() -> None:
    before, after = around(place("The pain often returns."))
    assert before
    assert before.text == "A steroid works for weeks."
    assert after
    assert after.text == "Nobody knows why. More is not better."
    before, after = around(place("More is not better."))
    assert before
    assert before.text == "The pain often returns. Nobody knows why."
    assert after is None


def test_a_button_opens_what_it_says() -> None:
    here, mark = place("Rest helps."), place("Nobody knows why.")
    other = Article("other", "Other", TEXT)
    html = opener("Open", KNEES, here, [here, mark, Passage(other, 0, 3)])
    value = json.loads(unescape(html.split('value="')[1].split('"')[0]))
    assert asked_for([other, KNEES], value) == (KNEES, here, [here, mark])


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"slug": ["knees"]},
        {"slug": "../knees"},
        {"slug": "knees", "at": None},
        {"slug": "knees", "at": [0]},
        {"slug": "knees", "at": [5, 5]},
        {"slug": "knees", "at": [0, 10_000]},
        {"slug": "knees", "at": [-1, 4]},
        {"slug": "knees", "at": [0.5, 4]},
        {"slug": "knees", "at": [0, 4], "marks": "all"},
        {"slug": "knees", "at": [0, 4], "marks": [[0, 4]] * 21},
        {"slug": "knees", "at": [0, 4], "marks": [{"start": 0}]},
    ],
    ids=repr,
)
def test_what_no_button_says_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        asked_for([KNEES], value)
