"""A conversation to what can be asked next, as buttons, and to what it has covered so far."""

from collections.abc import Sequence

from index import Index
from qa import Answer
from qa.facets import Facet, covered
from qa.suggesting import nearest, suggested
from ui.escaping import escaped

_NEXT = 4  # questions offered after an answer
_WATCHED: tuple[Facet, ...] = ("benefits", "risks", "other choices", "uncertainty")


def following_html(answers: Sequence[Answer], index: Index) -> str:
    """Questions that the library answers, to ask next; after none, the nearest to the last one."""
    if not answers:
        return ""
    last = answers[-1]
    if last.status == "not_found":
        lead, offered = "These articles do answer:", nearest(index, last, _NEXT)
    else:
        lead, offered = "Ask next:", suggested(index, answers, _NEXT)
    chips = "".join(chip(suggestion.question) for suggestion in offered)
    asked = f'<p class="cv-small">{lead}</p><div class="cv-chips">{chips}</div>' if chips else ""
    seen = covered(answers)
    told = "".join(_facet(facet, facet in seen) for facet in _WATCHED) if seen else ""
    line = f'<p class="cv-small cv-covered">This chat so far: {told}</p>' if told else ""
    return f'<div class="cv-following">{asked}{line}</div>' if asked or line else ""


def chip(question: str) -> str:
    """A button that asks a question."""
    words = escaped(question)
    return f'<button type="button" class="cv-chip" value="{words}" dir="auto">{words}</button>'


def _facet(facet: Facet, seen: bool) -> str:
    sign, told = ("✓", "covered") if seen else ("○", "not yet")
    return f'<span class="cv-facet cv-{told.replace(" ", "-")}">{sign} {facet} {told}</span>'
