"""An index and questions to outcomes: each question is searched for and answered, and timed."""

import time
from collections.abc import Iterator, Sequence

from eval.measures import PASSAGES, QUOTES, Outcome
from eval.questions import Question
from index import Index
from qa import answer
from qa.answering import searched


def outcomes(index: Index, questions: Sequence[Question]) -> Iterator[Outcome]:
    """Ask each question in turn. Raises ValueError for a question that cannot be asked."""
    for number, question in enumerate(questions):
        if number == 0:
            _ask(index, question)  # loads the models, which is not to be timed
        yield _ask(index, question)


def _ask(index: Index, question: Question) -> Outcome:
    try:
        started = time.perf_counter()
        found = answer(question.text, index=index, history=question.history, limit=QUOTES)
        taken = time.perf_counter() - started
    except ValueError as error:
        raise ValueError(f"question {question.id!r}: {error}") from error
    told = searched(found.question, index, question.history, QUOTES)  # not timed
    passages = tuple(one.passage for one in told.candidates[:PASSAGES]) if told else ()
    return Outcome(question, passages, found, 1000 * taken, told.signs if told else {})
