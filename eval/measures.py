"""Outcomes to measures: hits, abstention, caveats, exactness and time, each with its interval.

Pure functions: nothing here searches, reads or prints.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, SupportsFloat, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus import Article, Passage
from eval.calibration import risk_area
from eval.questions import Judged, Question
from qa import Answer, Quote, Status

QUOTES = 3  # asked of each answer
PASSAGES = 10  # asked of each search
_RESAMPLES = 2_000
_SEED = 20  # of the resampling, so that the same outcomes give the same intervals
_LEVEL = 0.95

Fault = Literal["missed", "withheld", "answered"]
Sample = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for one question."""

    question: Question
    passages: tuple[Passage, ...]  # of the search, best first
    answer: Answer
    milliseconds: float  # that the answer took
    signs: Mapping[str, float] = field(default_factory=dict)  # by which it was told answerable

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes in their order, whether or not they were held to answer the question."""
        return self.answer.quotes or self.answer.related

    @property
    def passage_rank(self) -> int | None:
        return rank(self.passages, self.question.gold)

    @property
    def quote_rank(self) -> int | None:
        return rank([quote.passage for quote in self.quotes], self.question.gold)

    @property
    def right(self) -> bool:
        """Whether it is answerable, and one of the quotes hits the gold."""
        return self.question.answerable and self.quote_rank is not None

    @property
    def fault(self) -> Fault | None:
        """No gold in the quotes, gold called not found, or the unanswerable called answered."""
        if not self.question.answerable:
            return "answered" if self.answer.status == "answered" else None
        if self.quote_rank is None:
            return "missed"
        return "withheld" if self.answer.status == "not_found" else None


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, and the interval in which 95 % of the bootstrap's figures lie."""

    value: float
    low: float
    high: float
    n: int  # questions, or quotes where the measure is of quotes


def hit(place: Passage, gold: Passage) -> bool:
    """Whether one of the two places holds the other."""
    return place.article.slug == gold.article.slug and (
        (place.start <= gold.start and gold.end <= place.end)
        or (gold.start <= place.start and place.end <= gold.end)
    )


def rank(places: Sequence[Passage], gold: Sequence[Passage]) -> int | None:
    """The place in the order, from 1, of the first that hits any of the gold."""
    return next(
        (n for n, place in enumerate(places, 1) if any(hit(place, one) for one in gold)), None
    )


def auc(positive: Sample, negative: Sample) -> float:
    """The area under the ROC curve: how often a positive scores above a negative; ties half.

    >>> auc(np.array([0.9, 0.5]), np.array([0.5, 0.1]))
    0.875
    """
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, "left") + np.searchsorted(ordered, positive, "right")
    return float(below.mean() / 2 / len(negative))


def estimate(
    statistic: Callable[..., SupportsFloat], *samples: ArrayLike, n: int | None = None
) -> Measure | None:
    """A statistic of samples, with its percentile bootstrap interval; None for an empty sample.

    Each sample's rows are resampled on their own, so that no kind of question is ever without
    one. `n` is the count to report, if it is not that of the rows.
    """
    arrays = [np.asarray(sample, np.float64) for sample in samples]
    if not all(len(array) for array in arrays):
        return None
    draw = np.random.default_rng(_SEED)
    figures = [
        float(statistic(*(array[draw.integers(len(array), size=len(array))] for array in arrays)))
        for _ in range(_RESAMPLES)
    ]
    low, high = np.quantile(figures, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    count = sum(len(array) for array in arrays) if n is None else n
    return Measure(float(statistic(*arrays)), float(low), float(high), count)


def measured(
    outcomes: Sequence[Outcome], articles: Iterable[Article], judged: Sequence[Judged] = ()
) -> dict[str, Measure | None]:
    """Every measure by its name, in the order of the report; None where nothing tells it.

    `articles` are loaded apart from the index: what is quoted is held against their text.
    """
    found = [o for o in outcomes if o.question.answerable]
    measures: dict[str, Measure | None] = {}
    for name, ranks, last in (
        ("passage", [o.passage_rank for o in found], PASSAGES),
        ("quote", [o.quote_rank for o in found], QUOTES),
    ):
        for k in (1, 3):
            hits = [r is not None and r <= k for r in ranks]
            measures[f"{name} hit@{k}"] = estimate(np.mean, hits)
        reciprocal = [1 / r if r else 0.0 for r in ranks]
        measures[f"{name} MRR@{last}"] = estimate(np.mean, reciprocal)

    groups = grouped(outcomes)
    sure = {name: [o.answer.confidence for o in group] for name, group in groups.items()}
    for name in ("unanswerable", "near", "far"):
        measures[f"abstention AUC, {name}"] = estimate(auc, sure["answerable"], sure[name])
    risks = [(o.answer.confidence, not o.right) for o in outcomes]
    measures["risk-coverage area"] = estimate(lambda r: risk_area(r[:, 0], r[:, 1]), risks)
    for name, group in groups.items():
        for status in get_args(Status):
            same = [o.answer.status == status for o in group]
            measures[f"{name}, {status}"] = estimate(np.mean, same)

    for name, efficacy in (("efficacy quotes", True), ("other quotes", False)):
        chosen = partial(_cautioned, judged=judged, efficacy=efficacy)
        measures[f"{name} with a caveat"] = _share([chosen(o.quotes) for o in found])
    originals = {article.slug: article for article in articles}
    exact = [[_exact(quote, originals) for quote in _shown(o)] for o in outcomes]
    measures["exact slices"] = _share(exact)

    times = [o.milliseconds for o in outcomes]
    for percent in (50, 95):
        measures[f"milliseconds, p{percent}"] = estimate(partial(np.percentile, q=percent), times)
    return measures


def grouped(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes by what their questions are; near and far are kinds of unanswerable ones."""
    return {
        "answerable": [o for o in outcomes if o.question.answerable],
        "unanswerable": [o for o in outcomes if not o.question.answerable],
        "near": [o for o in outcomes if o.question.near is True],
        "far": [o for o in outcomes if o.question.near is False],
    }


def _share(rows: Sequence[Sequence[bool]]) -> Measure | None:
    """The share of quotes, from a row a question; it is questions that are resampled."""
    pairs = [(sum(row), len(row)) for row in rows if row]
    return estimate(lambda p: p[:, 0].sum() / p[:, 1].sum(), pairs, n=sum(n for _, n in pairs))


def _cautioned(quotes: Iterable[Quote], judged: Sequence[Judged], *, efficacy: bool) -> list[bool]:
    """Of the quotes judged so, whether each has a caveat; one mark of efficacy is enough."""
    marked = [
        (quote, [one.efficacy for one in judged if one.place.overlaps(quote.passage)])
        for quote in quotes
    ]
    return [bool(quote.caveats) for quote, marks in marked if marks and any(marks) == efficacy]


def _shown(outcome: Outcome) -> list[Quote]:
    """Every quote of an answer, with those that stand in caveats."""
    quotes = [*outcome.answer.quotes, *outcome.answer.related]
    return quotes + [other for q in quotes for caveat in q.caveats for other in caveat.counter]


def _exact(quote: Quote, originals: Mapping[str, Article]) -> bool:
    original = originals.get(quote.article.slug)
    return original is not None and quote.text == original.text[quote.start : quote.end]
