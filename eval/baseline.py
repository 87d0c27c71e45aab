"""An earlier run and this one to a comparison: what was lost, what was gained, and is it chance?

Questions are paired: only those that stand the same in both runs are compared.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from eval.measures import Outcome
from eval.questions import Question
from eval.rows import Row, short
from qa import Status

LEVEL = 0.05  # of significance, for all measures of a comparison together
_FINGERPRINT = 12  # hexadecimal digits: as good as unique among thousands
_REMEDY = "write it with: caveat-eval --new-baseline FILE"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a comparison needs to know of one question's outcome."""

    question: str  # its fingerprint
    passage_rank: int | None
    quote_rank: int | None
    status: Status


@dataclass(frozen=True, slots=True)
class Run:
    """An earlier run, as it was written."""

    commit: str | None
    library: str
    model: str
    kept: Mapping[str, Kept]  # by the question's id


@dataclass(frozen=True, slots=True)
class Change:
    """One measure, then and now, over the same questions."""

    name: str
    then: float  # the share of questions that came out well
    now: float
    lost: tuple[str, ...]  # ids of the questions that came out well then and not now
    gained: tuple[str, ...]
    n: int
    p: float  # of a loss so great by chance, one-sided, corrected for the number of measures

    @property
    def significant(self) -> bool:
        return self.p <= LEVEL


@dataclass(frozen=True, slots=True)
class Comparison:
    """This run against an earlier one."""

    then: Run
    changes: tuple[Change, ...]
    same: int  # questions compared
    apart: int  # asked in one of the runs only, or changed in between
    notes: tuple[str, ...]  # what else differs, a sentence each

    @property
    def lost(self) -> tuple[Change, ...]:
        """The changes for the worse that are more than chance."""
        return tuple(change for change in self.changes if change.significant)


_Test = tuple[Callable[[Question], bool], Callable[[Kept], bool]]  # of which questions, well if


def _within(rank: int | None, k: int) -> bool:
    return rank is not None and rank <= k


_TESTS: dict[str, _Test] = {
    "passage hit@1": (lambda q: q.answerable, lambda kept: _within(kept.passage_rank, 1)),
    "passage hit@3": (lambda q: q.answerable, lambda kept: _within(kept.passage_rank, 3)),
    "quote hit@1": (lambda q: q.answerable, lambda kept: _within(kept.quote_rank, 1)),
    "quote hit@3": (lambda q: q.answerable, lambda kept: _within(kept.quote_rank, 3)),
    "answerable, not called not_found": (
        lambda q: q.answerable,
        lambda kept: kept.status != "not_found",
    ),
    # of those that say nothing of it, too: a question file need not
    "unanswerable near, not called answered": (
        lambda q: not q.answerable and q.near is not False,
        lambda kept: kept.status != "answered",
    ),
}


def kept(outcome: Outcome) -> Kept:
    """What to keep of an outcome."""
    return Kept(
        _fingerprint(outcome.question),
        outcome.passage_rank,
        outcome.quote_rank,
        outcome.answer.status,
    )


def load_run(path: Path) -> Run:
    """Read what `--new-baseline` or `--json` wrote.

    Raises OSError where the file cannot be opened, and ValueError where it is nothing of the kind.
    """
    try:
        fields = json.loads(path.read_bytes())
    except OSError as error:
        raise OSError(f"{path} cannot be read ({error.strerror}); {_REMEDY}") from error
    except ValueError as error:
        raise ValueError(f"{path} is not JSON ({error}); {_REMEDY}") from error
    if not isinstance(fields, dict) or not isinstance(fields.get("outcomes"), list):
        raise ValueError(f"{path} holds no list of outcomes; {_REMEDY}")
    top = Row(str(path), fields)
    found: dict[str, Kept] = {}
    for number, outcome in enumerate(fields["outcomes"], 1):
        where = f"{path}, outcome {number}"
        if not isinstance(outcome, dict):
            raise ValueError(f"{where}: {short(outcome)} is not a JSON object; {_REMEDY}")
        row = Row(where, outcome)
        status = next((s for s in get_args(Status) if s == row.value("status", str)), None)
        if status is None:
            raise row.fault(f"no status is called {short(outcome['status'])}", _REMEDY)
        found[row.value("id", str)] = Kept(
            row.value("question", str),
            row.optional("passage_rank", int),
            row.optional("quote_rank", int),
            status,
        )
    return Run(
        top.optional("commit", str), top.value("library", str), top.value("model", str), found
    )


def compared(then: Run, outcomes: Sequence[Outcome], *, library: str, model: str) -> Comparison:
    """Compare the questions that both runs asked in the same words, for the same gold.

    `library` and `model` are this run's; another one is what may well be on trial, so it is noted
    and no error. Raises ValueError where no question is the same.
    """
    now = {o.question.id: kept(o) for o in outcomes}
    pairs = [
        (o.question, then.kept[o.question.id], now[o.question.id])
        for o in outcomes
        if o.question.id in then.kept
        and then.kept[o.question.id].question == now[o.question.id].question
    ]
    if not pairs:
        raise ValueError(
            "the baseline has none of these questions in these words with this gold; name the "
            "--articles and --questions that it was made with, or make a new one with: "
            "caveat-eval --new-baseline FILE"
        )
    tests = {
        name: [(q.id, well(a), well(b)) for q, a, b in pairs if chosen(q)]
        for name, (chosen, well) in _TESTS.items()
    }
    changes = [_change(name, rows) for name, rows in tests.items() if rows]
    corrected = holm([change.p for change in changes])
    notes = tuple(
        f"the {what} is another than then, {name}"
        for what, name, other in (("library", then.library, library), ("model", then.model, model))
        if name != other
    )
    return Comparison(
        then,
        tuple(replace(change, p=p) for change, p in zip(changes, corrected, strict=True)),
        len(pairs),
        len(then.kept.keys() | now.keys()) - len(pairs),
        notes,
    )


def p_of_loss(lost: int, gained: int) -> float:
    """McNemar's exact test, one-sided: how often as many of the changed are lost by a coin's fall.

    >>> p_of_loss(7, 0), p_of_loss(3, 3) > 0.5, p_of_loss(0, 0)
    (0.0078125, True, 1.0)
    """
    from scipy.stats import binomtest

    if not lost:
        return 1.0
    return float(binomtest(lost, lost + gained, alternative="greater").pvalue)


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """P values corrected for their number by Holm's method, in the order given.

    >>> holm([0.02, 0.01, 0.9])
    (0.04, 0.03, 0.9)
    """
    corrected = [0.0] * len(values)
    least = 0.0
    for done, n in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        least = max(least, min(1.0, values[n] * (len(values) - done)))
        corrected[n] = least
    return tuple(corrected)


def _change(name: str, rows: Sequence[tuple[str, bool, bool]]) -> Change:
    lost = tuple(id_ for id_, then, now in rows if then and not now)
    gained = tuple(id_ for id_, then, now in rows if now and not then)
    well_then = sum(then for _, then, _ in rows) / len(rows)
    well_now = sum(now for _, _, now in rows) / len(rows)
    p = p_of_loss(len(lost), len(gained))
    return Change(name, well_then, well_now, lost, gained, len(rows), p)


def _fingerprint(question: Question) -> str:
    """A name for what is asked and what would answer it: another one where either changes."""
    gold = sorted({(place.article.slug, place.text) for place in question.gold})
    asked = [question.text, question.after, question.answerable, question.near, gold]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:_FINGERPRINT]
