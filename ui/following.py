"""A conversation to what can be asked next, as buttons, and to what it has covered so far."""

from collections.abc import Sequence

from index import Index
from qa import Answer
from qa.facets import FACETS, Facet, covered
from qa.suggesting import WATCHED, nearest, plainly, suggested
from ui.escaping import escaped

_NEXT = 4  # questions offered after an answer


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
    offered_for = {suggestion.facet for suggestion in offered}
    seen = covered(answers)
    told = ""
    if seen or last.status != "not_found":
        here = covered(answers[-1:])
        for facet in sorted(WATCHED, key=FACETS.index):
            if facet in seen:
                told += _covered(facet, "covered" if facet in here else "covered earlier")
            else:
                offered_above = facet in offered_for
                told += _open(facet, None if offered_above else plainly(index, answers, facet))
    line = f'<div class="cv-small cv-covered">This chat so far: {told}</div>' if told else ""
    return f'<div class="cv-following">{asked}{line}</div>' if asked or line else ""


def chip(question: str) -> str:
    """A button that asks a question."""
    words = escaped(question)
    return f'<button type="button" class="cv-chip" value="{words}" dir="auto">{words}</button>'


def _covered(facet: Facet, how: str) -> str:
    return f'<span class="cv-facet cv-done">✓ {facet} {how}</span>'


def _open(facet: Facet, question: str | None) -> str:
    """A facet not covered yet: where no question is offered for it, a button that asks one."""
    words = f"○ {facet} not yet"
    if question is None:
        return f'<span class="cv-facet">{words}</span>'
    value = escaped(question)
    return (
        f'<button type="button" class="cv-chip cv-facet" value="{value}" title="{value}">'
        f"{words}: ask</button>"
    )
