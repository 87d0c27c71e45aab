"""An Answer to HTML that stands inside Markdown: what an article says is shown, never obeyed."""

from datetime import date

from qa import Answer, Fact
from ui.escaping import escaped
from ui.quote_card import card
from ui.wording import NEAREST, STATUS_WORDS


def answer_html(answer: Answer, *, today: date | None = None) -> str:
    """One answer, without a line break, so that Markdown takes it as one block.

    `today` is the day on which facts may be stale.
    """
    on = today or date.today()
    told: set[Fact] = set()
    marks = [quote.passage for quote in answer.quotes]
    parts = [
        f'<div class="cv-answer cv-{answer.status}"><p class="cv-note" tabindex="-1"><strong '
        f'class="cv-status">{STATUS_WORDS[answer.status]}</strong> {escaped(answer.note)}</p>',
        *(card(quote, marks, told, on) for quote in answer.quotes),
    ]
    if answer.related:
        nearest = "".join(card(quote, (), told, on) for quote in answer.related)
        parts.append(f'<details class="cv-related"><summary>{NEAREST}</summary>{nearest}</details>')
    return "".join([*parts, "</div>"])
