"""A notebook shows an Answer by itself: the same words and caveats, and nothing is obeyed."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import Article, Passage
from qa import Answer, Caveat, Fact, Quote
from shown import Shown
from ui.beside import plain

ROOT = Path(__file__).parents[1]
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></div></blockquote>",
    "$x$ $$\\href{javascript:alert(1)}{x}$$ \\(y\\)",
    "[a](javascript:alert(1)) ![i](x.png)",
    "# heading\n\n    indented\n- one\n1. first",
    "\x1b[31m\x00\x9b \u202e",
    "`code` **b** &lt; &#60;",
]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(), min_size=1).map(" ".join)


def hostile_answer(text: str, said: str) -> Answer:
    article = Article("slug", said, f"Words {text}", "clinic", said, said, said, based_on=said)
    fact = Fact(said, said, said, said, "2020-01-01", "2021-01-01")
    place = Passage(article, 0, len(article.text))
    counter = (Quote(article, 0, 5, 0.2),)
    caveat = Caveat("efficacy", "claimed", (place,), said, (fact,), counter)
    return Answer(said, "weak", (Quote(article, 0, len(article.text), 1.0, (caveat,)),), said)


@given(texts, texts)
def test_a_notebook_shows_the_words_and_only_our_elements(text: str, said: str) -> None:
    answer = hostile_answer(text, said)
    markdown = answer._repr_markdown_()
    assert "$" not in markdown  # mathematics is found before Markdown is read
    for html in (answer._repr_html_(), MarkdownIt("commonmark").render(markdown)):
        shown = Shown(html)
        assert [plain(words) for words in shown.quotes] == [plain(f"Words {text}"), "Words"]
        assert plain(shown.text).count(plain(said)) >= 9
        assert f"Caveat. {plain(said)}" in plain(shown.text)
        assert "more than a year ago" in shown.text
        tags = {tag for tag, _ in shown.elements}
        assert tags <= set("p blockquote h2 h3 strong br ul li section div style".split())
        names = {name for _, attributes in shown.elements for name in attributes}
        assert names <= {"class", "dir"}
        assert "Certificate" not in shown.text.replace(said, "").replace(text, "")


def test_a_source_on_the_web_is_a_link() -> None:
    article = Article("slug", "Title", "Words.", url="https://example.org/a?b=c&d='e'")
    answer = Answer("?", "answered", (Quote(article, 0, 6, 1.0),), "Note.")
    for html in (
        answer._repr_html_(),
        MarkdownIt("commonmark").render(answer._repr_markdown_()),
    ):
        links = [attributes for tag, attributes in Shown(html).elements if tag == "a"]
        assert [link["href"] for link in links] == [article.url]


def test_whoever_imports_only_qa_gets_both() -> None:
    program = (
        "import sys\nfrom qa import Answer\nfound = Answer('Why?', 'not_found', (), 'Nothing.')\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'ui']\n"
        "print(found._repr_markdown_())\nprint(found._repr_html_())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "## Why?\n\n**Not found.** Nothing.\n" in done.stdout
    assert "<strong>Not found.</strong> Nothing.</p>" in done.stdout
