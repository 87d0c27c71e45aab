"""A library to what a reader sees first: what this is, from what it speaks, what can be asked."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from corpus import Article, starter_articles
from index import Index
from qa.suggesting import opening
from ui.escaping import escaped
from ui.quote_card import badge

EXAMPLES = 6
_STARTER = (
    "Does stem cell therapy help joint pain?",
    "Is stem cell therapy approved by the FDA?",
    "Do stem cells help knee osteoarthritis?",
    "What side effects have been reported?",
    "What should I ask a clinic before paying?",
    "Can I stop my pain medicine?",
)


def head_html(articles: Sequence[Article]) -> str:
    """The head of the page, about one library."""
    kinds = Counter(article.kind for article in articles).most_common()
    listed = " ".join(
        f'<span class="cv-count">{count} {badge(kind)}</span>' for kind, count in kinds
    )
    dates = sorted(filter(_is_date, (article.published or "" for article in articles)))
    newest = f", the newest of {escaped(dates[-1])}" if dates else ""
    number = f"{len(articles):,} article{'' if len(articles) == 1 else 's'}"
    return (
        '<div class="cv-top"><h1>Caveat</h1><button type="button" class="cv-pill cv-show-chats">'
        "Earlier chats</button></div><p>Health questions, answered in the articles’ own words, "
        "with a caveat beside every claim that a treatment works.</p>"
        f'<div class="cv-small">{number}{newest}: {listed}</div>'
    )


def examples(index: Index) -> list[str]:
    """Questions to begin with; where the library offers too few, titles of its articles."""
    if index.articles == starter_articles():
        return list(_STARTER)
    offered = [suggestion.question for suggestion in opening(index, EXAMPLES)]
    titles = (article.title for article in index.articles)
    return list(dict.fromkeys([*offered, *titles]))[:EXAMPLES]


def _is_date(words: str) -> bool:
    """Whether a date can be compared: an article gives it as it likes."""
    if re.fullmatch(r"\d{4}(-(0\d|1[0-2]))?", words):
        return True
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
