"""Confidences, and what came of them, to calibration: how far a confidence can be believed.

Pure functions of arrays with one entry a question.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

BINS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence."""

    confidence: float  # their mean
    answerable: float  # the share of them, which is what a confidence is meant to be
    right: float  # the share of them that are answerable and whose quotes hold the gold
    n: int


@dataclass(frozen=True, slots=True)
class Point:
    """What is risked where the questions from a threshold on are called answerable."""

    threshold: float  # of the confidence, itself included
    coverage: float  # the share of all questions so called
    risk: float  # the share of these that are unanswerable, or whose quotes miss the gold


def reliability(
    confidences: ArrayLike, answerable: ArrayLike, right: ArrayLike, *, bins: int = BINS
) -> tuple[Bin, ...]:
    """Bins of as equal a count as can be, the least confident first.

    Questions of the same confidence are never parted, so that the order in which they were asked
    changes nothing; where that leaves a bin empty, there are fewer.
    """
    arrays = [np.asarray(one, np.float64) for one in (confidences, answerable, right)]
    order = np.argsort(arrays[0], kind="stable")
    table = np.stack(arrays, axis=1)[order]  # (questions, 3)
    sure = table[:, 0]
    cuts = [len(sure) * n // bins for n in range(1, bins + 1)]
    ends = sorted({int(np.searchsorted(sure, sure[cut - 1], "right")) for cut in cuts if cut})
    found = []
    for start, end in itertools.pairwise([0, *ends]):
        confidence, *shares = table[start:end].mean(axis=0).tolist()
        found.append(Bin(confidence, shares[0], shares[1], end - start))
    return tuple(found)


def calibration_error(bins: Sequence[Bin], truth: Literal["answerable", "right"]) -> float:
    """The expected calibration error: by how much a confidence is off the share, on average.

    >>> calibration_error([Bin(0.2, 0.3, 0.0, 10), Bin(0.9, 0.6, 0.5, 10)], "answerable")
    0.2
    """
    off = [abs(getattr(one, truth) - one.confidence) for one in bins]
    return float(np.average(off, weights=[one.n for one in bins]))


def risk_coverage(confidences: ArrayLike, wrong: ArrayLike) -> tuple[Point, ...]:
    """The curve, from the highest confidence down: a point for each that can be a threshold."""
    points = zip(*(column.tolist() for column in _curve(confidences, wrong)), strict=True)
    return tuple(Point(*point) for point in points)


def risk_area(confidences: ArrayLike, wrong: ArrayLike) -> float:
    """The area under the risk-coverage curve: the mean risk over all coverages, less is better.

    Coverages between two points take the risk of the point beyond them, the next that can be had.

    >>> risk_area([0.9, 0.5], [False, True]), risk_area([0.9, 0.5], [True, False])
    (0.25, 0.75)
    """
    _, coverage, risk = _curve(confidences, wrong)
    return float(np.diff(coverage, prepend=0.0) @ risk)


def _curve(confidences: ArrayLike, wrong: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Thresholds, coverages and risks, each (points,)."""
    sure, faults = (np.asarray(one, np.float64) for one in (confidences, wrong))
    order = np.argsort(-sure, kind="stable")
    sure, faults = sure[order], faults[order]
    counts = np.flatnonzero(np.diff(sure, append=-np.inf)) + 1  # where the confidence falls
    return sure[counts - 1], counts / max(len(sure), 1), np.cumsum(faults)[counts - 1] / counts
