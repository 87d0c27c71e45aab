"""A library to the list of its sources, and a search in it to passages with their caveats."""

from collections.abc import Sequence
from datetime import date

from corpus import Article
from index import Index
from qa import Fact, Quote, caveats_in
from ui.escaping import escaped, linked
from ui.places import opener
from ui.quote_card import badge, based_on, card, fact_html

_LISTED = 500  # articles in the list; a longer one is searched rather than read
_FOUND = 6  # passages that a search shows
_LONGEST = 300  # characters of a search


def sources_html(articles: Sequence[Article]) -> str:
    """Every article with what the library knows of it, without a line break."""
    rows = "".join(_row(article) for article in articles[:_LISTED])
    more = len(articles) - _LISTED
    rest = f'<p class="cv-small">And {more:,} more: search for what they say.</p>'
    return f'<ul class="cv-sources">{rows}</ul>{rest if more > 0 else ""}'


def facts_html(facts: Sequence[Fact], today: date | None = None) -> str:
    """What caveats tell beside the library's own words, folded away, those past their day first."""
    today = today or date.today()
    facts = sorted(facts, key=lambda fact: (not fact.stale(today), fact.publisher, fact.text))
    old = sum(fact.stale(today) for fact in facts)
    past = f"{old} of them checked more than a year ago" if old else "each checked within a year"
    listed = "".join(f"<li>{fact_html(fact, today)}</li>" for fact in facts)
    return (
        f'<details class="cv-fold cv-known"><summary>{len(facts)} facts in caveats, {past}'
        f'</summary><ul class="cv-facts">{listed}</ul></details>'
    )


def passages_html(words: str, index: Index, today: date | None = None) -> str:
    """The passages that come nearest to some words. ValueError where there are none to look for."""
    words = " ".join(words.split())
    if not words:
        raise ValueError("the search is blank; type a word or a few")
    if len(words) > _LONGEST:
        raise ValueError(f"the search has {len(words):,} characters; use at most {_LONGEST}")
    if not index.query(words).words:
        return "<p>This names nothing to look for: type a treatment, a condition or a worry.</p>"
    told: set[Fact] = set()
    cards = "".join(
        card(
            Quote(
                hit.passage.article,
                hit.passage.start,
                hit.passage.end,
                0.0,
                caveats_in(hit.passage),
            ),
            (),
            told,
            today or date.today(),
        )
        for hit in index.search(words, _FOUND)
    )
    return (
        f'<div class="cv-answer cv-passages"><p class="cv-note" tabindex="-1">The passages nearest '
        f"to “{escaped(words)}”, best first.</p>{cards}</div>"
    )


def length(article: Article) -> str:
    """How long an article is.

    >>> length(Article("a", "A", "one two three"))
    '3 words'
    """
    words = len(article.text.split())
    return f"{words:,} word{'' if words == 1 else 's'}"


def _row(article: Article) -> str:
    spoken = [escaped(words) for words in (article.publisher, article.published) if words]
    facts = "".join(f' · <span dir="auto">{words}</span>' for words in [*spoken, length(article)])
    site = linked(article.url, "Its web page") if article.url else ""
    return (
        f'<li><h2 dir="auto">{escaped(article.title)}</h2><div class="cv-source">'
        f'{badge(article.kind)}{facts}</div><p class="cv-small">{based_on(article)}</p>'
        f'<div class="cv-tools">{opener("Read it", article, None)}{site}</div></li>'
    )
