"""Places in an article to what stands around them, and to the button that opens them."""

import json
from collections.abc import Iterable
from typing import Any

from corpus import Article, Passage, outline
from ui.escaping import escaped

_AROUND = 2  # sentences before a quote, and as many after it
_MARKS = 20  # places that an article is opened with, at most; an answer has ten quotes or fewer


def around(place: Passage) -> tuple[Passage | None, Passage | None]:
    """Up to two sentences before a place and two after it, of the section that it stands in."""
    article = place.article
    for section in outline(article.text):
        spans = [span for block in section.blocks for span in block.sentences]
        before = [span for span in spans if span[1] <= place.start]
        after = [span for span in spans if span[0] >= place.end]
        if len(before) + len(after) < len(spans):  # it holds or cuts one of them
            return _joined(article, before[-_AROUND:]), _joined(article, after[:_AROUND])
    return None, None


def _joined(article: Article, spans: list[tuple[int, int]]) -> Passage | None:
    return Passage(article, spans[0][0], spans[-1][1]) if spans else None


def opener(words: str, article: Article, at: Passage | None, marks: Iterable[Passage] = ()) -> str:
    """A button that opens an article, at a place and with those of the marks that lie in it."""
    value: dict[str, Any] = {"slug": article.slug}
    if at:
        value["at"] = [at.start, at.end]
        value["marks"] = sorted({(m.start, m.end) for m in marks if m.article == article})
    # the page's script sends this to the server
    return (
        f'<button type="button" class="cv-open cv-tool" value="{escaped(json.dumps(value))}">'
        f"{words}</button>"
    )


def asked_for(
    articles: Iterable[Article], value: Any
) -> tuple[Article, Passage | None, list[Passage]]:
    """What a button's value asks for: the article, the place in it, and the marks.

    Any browser can send anything. Raises ValueError for what is no such value, for an article that
    the library does not hold and for places that it does not have.
    """
    slug = value.get("slug") if isinstance(value, dict) else None
    article = next((article for article in articles if article.slug == slug), None)
    if article is None:
        raise ValueError("this article is not in the library; reload the page and ask again")
    marks = value.get("marks", [])
    if not isinstance(marks, list) or len(marks) > _MARKS:
        raise ValueError(f"an article is opened with a list of at most {_MARKS} marks; ask again")
    at = _place(article, value["at"]) if "at" in value else None
    return article, at, [_place(article, mark) for mark in marks]


def _place(article: Article, ends: Any) -> Passage:
    match ends:
        case [int(start), int(end)]:
            return Passage(article, start, end)
    raise ValueError("a place is two numbers; reload the page and ask again")
