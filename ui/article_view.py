"""An article, and places in it, to the HTML of the reader: all its words, the places marked."""

import re
from collections.abc import Iterator, Sequence

from corpus import Article, Passage, outline
from ui.escaping import Mark, escaped, marked
from ui.quote_card import based_on, source

# what stands between blocks and is no word: the marks of headings, lines drawn across
_UNSPOKEN = re.compile(r"^\s*(?:#{1,6}|(?:[-*_=]\s*){3,})\s*$", re.MULTILINE)


def article_html(article: Article, marks: Sequence[Passage] = (), at: Passage | None = None) -> str:
    """The whole article, without a line break; `at` is the place that was asked for."""
    named: list[Mark] = [(at.start, at.end, "cv-here")] if at else []
    named += [(mark.start, mark.end, "cv-mark") for mark in marks]
    blocks = "".join(f'<{tag} dir="auto">{words}</{tag}>' for tag, words in _blocks(article, named))
    return (
        '<div class="cv-article"><div class="cv-bar">'
        '<button type="button" class="cv-close cv-tool">Back</button></div>'
        f'<h2 tabindex="-1" dir="auto">{escaped(article.title)}</h2>{source(article)}'
        f'<p class="cv-small">{based_on(article)}</p>'
        f'<p class="cv-small cv-told">{_told(marks, at)}</p>'
        f'<div class="cv-text">{blocks}</div></div>'
    )


def _told(marks: Sequence[Passage], at: Passage | None) -> str:
    number = len({*marks, *([at] if at else [])})
    if not number:
        return "The article’s own words, with no caveats beside them."
    words = "One quote is" if number == 1 else f"{number} quotes are"
    return f"The article’s own words. {words} marked; the rest has no caveats beside it."


def _blocks(article: Article, marks: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    """Headings and paragraphs, in their order; every word of the text is in one of them."""
    text, at = article.text, 0
    for section in outline(text):
        spans = [("p", block.sentences[0][0], block.sentences[-1][1]) for block in section.blocks]
        if section.heading:
            spans.insert(0, ("h3", *section.heading))
        for tag, start, end in spans:
            if end > at:  # a list's first sentence can begin with the heading that is shown
                start = _from(text, at, max(start, at))
                yield tag, _shown(text, start, end, marks)
                at = end
    if _UNSPOKEN.sub("", text[at:]).strip():
        yield "p", _shown(text, at, len(text), marks)


def _from(text: str, at: int, start: int) -> int:
    """Where a block begins: at its first sentence, or at the mark of a list before it."""
    return at if _UNSPOKEN.sub("", text[at:start]).strip() else start


def _shown(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    cut = [(first - start, last - start, name) for first, last, name in marks]
    return marked(text[start:end], cut)
