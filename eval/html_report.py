"""A report to one HTML page that needs nothing else: tables, two plots, and every miss.

Questions and articles may hold anything: the template escapes all that it is given, and forbids
the page to run or fetch whatever might slip through.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.calibration import Point
from eval.measures import PASSAGES, Measure, Outcome, grouped, rank
from eval.report import (
    FAULTS,
    Report,
    compared_said,
    errors_said,
    lost_said,
    p_said,
    share,
    shown,
    status_groups,
)
from qa import Quote, Status

_LEFT, _TOP, _SIDE = 44, 10, 260  # of a plot's square in its picture


def html_report(report: Report) -> str:
    """The page; the same for the same report."""
    comparison = report.comparison
    page: str = (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            figures=list(_figures(report)),
            statuses=list(_statuses(report)),
            x=_x,
            y=_y,
            side=_SIDE,
            ticks=[0, 0.25, 0.5, 0.75, 1],
            bins=report.bins,
            errors=" ".join(errors_said(report.bins)) if report.outcomes else "",
            risk_path=_steps(report.risks),
            marks=list(_marks(report.outcomes)),
            said=compared_said(comparison) if comparison else [],
            lost=lost_said(comparison) if comparison else "",
            signs=_medians(report.outcomes),
            faults=[
                (meaning, [_Miss.of(o) for o in report.misses if o.fault == fault])
                for fault, meaning in FAULTS.items()
            ],
        )
    )
    return page


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"share": share, "p": p_said}
    return environment


@dataclass(frozen=True, slots=True)
class _Miss:
    """A miss as the page shows it."""

    outcome: Outcome
    why: str
    signs: list[tuple[str, str]]
    quotes: list[tuple[Quote, bool]]  # and whether it hits the gold

    @classmethod
    def of(cls, outcome: Outcome) -> "_Miss":
        gold = outcome.question.gold
        return cls(
            outcome,
            _why(outcome),
            [(_plain(name), _short(value)) for name, value in outcome.signs.items()],
            [(quote, rank([quote.passage], gold) is not None) for quote in outcome.quotes],
        )


def _why(outcome: Outcome) -> str:
    """Which step went wrong: the search, the choice of sentences, or the status."""
    sure = f"confidence {share(outcome.answer.confidence)}"
    if outcome.fault == "missed":
        if outcome.passage_rank is None:
            return f"Search: none of the first {PASSAGES} passages has the gold."
        return f"Choice: passage {outcome.passage_rank} has the gold, and other words were quoted."
    if outcome.fault == "withheld":
        return f"Status: quote {outcome.quote_rank} has the gold, but {sure} is too low."
    return f"Status: {sure} is too high for a question that nothing answers."


def _figures(report: Report) -> Iterator[tuple[str, str, Measure | None, bool]]:
    """Each measure's name, words and figures, and whether it is a share, which has a bar."""
    for name, measure in report.measures.items():
        if not name.endswith(get_args(Status)):
            bar = measure is not None and not name.startswith("milliseconds")
            yield name, shown(name, measure), measure, bar


def _statuses(report: Report) -> Iterator[tuple[str, list[tuple[str, str, Measure]]]]:
    """For each kind of question that was asked, each status with its words and figures."""
    for group in status_groups(report.measures):
        cells = []
        for status in get_args(Status):
            name = f"{group}, {status}"
            measure = report.measures[name]
            if measure:
                cells.append((_plain(status), shown(name, measure), measure))
        if cells:
            yield group, cells


def _marks(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Point]]:
    """Where the shipped thresholds lie on the risk-coverage curve."""
    for meaning, statuses in (
        ("called answered", {"answered"}),
        ("called answered or weak", {"answered", "weak"}),
    ):
        called = [o for o in outcomes if o.answer.status in statuses]
        if called:
            risk = sum(not o.right for o in called) / len(called)
            least = min(o.answer.confidence for o in called)
            yield meaning, Point(least, len(called) / len(outcomes), risk)


def _medians(outcomes: Sequence[Outcome]) -> list[tuple[str, str, str]]:
    """Each sign's median where the gold was quoted, and where there is none."""
    groups = [[o for o in outcomes if o.right], grouped(outcomes)["unanswerable"]]
    names = dict.fromkeys(name for o in outcomes for name in o.signs)
    rows = []
    for name in names:
        known = [[o.signs[name] for o in group if name in o.signs] for group in groups]
        cells = [_short(float(np.median(values))) if values else "–" for values in known]
        rows.append((_plain(name), cells[0], cells[1]))
    return rows


def _steps(points: Sequence[Point]) -> str:
    """The curve as an SVG path: what lies under it is the area that is measured."""
    steps: list[Any] = [f"V{_y(point.risk)}H{_x(point.coverage)}" for point in points]
    return f"M{_x(0)},{_y(points[0].risk)}{''.join(steps)}" if points else ""


def _x(figure: float) -> float:
    return round(_LEFT + _SIDE * figure, 1)


def _y(figure: float) -> float:
    return round(_TOP + _SIDE * (1 - figure), 1)


def _short(sign: float) -> str:
    return f"{sign:.2f}".removesuffix(".00")


def _plain(name: str) -> str:
    return name.replace("_", " ")
