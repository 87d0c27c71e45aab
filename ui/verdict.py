"""What a reader can say of the last answer: buttons, and a row in the file of feedback."""

from qa import Answer
from ui.escaping import escaped
from ui.feedback import KINDS, Feedback, Kind

_ASKS: dict[Kind, str] = {
    "helpful": "Helpful",
    "wrong source": "Wrong source",
    "missed caveat": "A caveat is missing",
    "not answered": "Did not answer",
}


def verdict_html() -> str:
    """The buttons, and what becomes of a click on one."""
    buttons = "".join(
        f'<button type="button" class="cv-verdict cv-tool" value="{escaped(kind)}">{words}</button>'
        for kind, words in _ASKS.items()
    )
    return (
        '<div class="cv-verdicts"><p class="cv-small">How was this answer? What you choose is kept '
        "with the question and the day, for those who keep this library; not who you are.</p>"
        f'<div class="cv-chips">{buttons}</div></div>'
    )


def note(feedback: Feedback, kind: str, found: Answer, library: str) -> None:
    """Write down what a reader said of an answer.

    Raises ValueError for what is no kind of feedback, OSError where it cannot be written.
    """
    known = {str(one): one for one in KINDS}
    if kind not in known:
        raise ValueError(f"{kind!r} is no kind of feedback; choose one of {', '.join(known)}")
    feedback.add(
        known[kind],
        question=found.question,
        status=found.status,
        places=[(quote.article.slug, quote.start, quote.end) for quote in found.quotes],
        library=library,
    )
