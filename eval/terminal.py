"""A report on the terminal: its tables, then every miss."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus import Passage
from eval.ablation import SHOWN, Ablation
from eval.baseline import Comparison
from eval.calibration import Bin
from eval.measures import Measure, Outcome
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
from qa import Status


def print_report(report: Report, console: Console) -> None:
    """Print the tables, then every miss, each quote on one line however long."""
    _print_lines(
        console,
        f"commit {report.commit or '–'}",
        f"library {report.library}",
        f"model {report.model}",
        f"questions {report.questions}",
    )
    console.print(_measures(report.measures))
    console.print(_statuses(report.measures))
    if report.outcomes:
        console.print(_reliability(report.bins))
        _print_lines(console, *errors_said(report.bins), "")
    for fault, meaning in FAULTS.items():
        misses = [outcome for outcome in report.misses if outcome.fault == fault]
        console.print(Text(f"{meaning}: {len(misses)}", "bold"), soft_wrap=True)
        for outcome in misses:
            console.print(_lines(outcome), soft_wrap=True)
        console.print()
    if report.comparison:
        _print_lines(console, *compared_said(report.comparison))
        console.print(_changes(report.comparison))
        _print_lines(console, lost_said(report.comparison))


def print_ablations(rows: Iterable[Ablation], console: Console) -> None:
    """Print what came of the questions without each part, a row a part."""
    parts = table("taken out", *SHOWN)
    for row in rows:
        cells = [shown(name, measure).split()[0] for name, measure in row.measures.items()]
        parts.add_row(row.part, *cells)
    console.print(parts)


def print_rankings(
    measured: Mapping[str, Mapping[str, Measure | None]], console: Console, *head: str
) -> None:
    """Print what each way of ranking documents found, under the lines of `head`."""
    _print_lines(console, *head)
    console.print(side_by_side("ranking", measured))


def side_by_side(
    of: str, sides: Mapping[str, Mapping[str, Measure | None]], *, counted: bool = False
) -> Table:
    """Make a table of each measure with a row for all that it is `of`; if `counted`, with its n."""
    rows = table("measure", of, "value [95 % interval]", *(["n"] if counted else []))
    for name in next(iter(sides.values())):
        for number, (label, measures) in enumerate(sides.items(), 1):
            measure, last = measures[name], number == len(sides) > 1
            cells = [name if number == 1 else "", label, shown(name, measure)]
            rows.add_row(*cells, *([_count(measure)] if counted else []), end_section=last)
    return rows


def table(first: str, *others: str) -> Table:
    """Make a table without rows, of a column of words and others of figures."""
    empty = Table(box=box.SIMPLE, pad_edge=False)
    empty.add_column(first, overflow="fold")
    for other in others:
        empty.add_column(other, justify="right")
    return empty


def line(text: str) -> str:
    """Put text on one line, without the characters that would steer a terminal.

    >>> line("sore\\n knees\\x1b[2J")
    'sore knees [2J'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _print_lines(console: Console, *lines: str) -> None:
    console.print(Text("\n".join(lines)), soft_wrap=True)


def _measures(measures: Mapping[str, Measure | None]) -> Table:
    rows = table("measure", "value [95 % interval]", "n")
    for name, measure in measures.items():
        if not name.endswith(get_args(Status)):
            rows.add_row(name, shown(name, measure), _count(measure))
    return rows


def _statuses(measures: Mapping[str, Measure | None]) -> Table:
    """A row for each kind of question, a column for each status."""
    rows = table("questions", *(status.replace("_", " ") for status in get_args(Status)), "n")
    for group in status_groups(measures):
        names = [f"{group}, {status}" for status in get_args(Status)]
        measure = measures[names[0]]
        cells = [shown(name, measures[name]) for name in names]
        rows.add_row(group, *cells, _count(measure))
    return rows


def _count(measure: Measure | None) -> str:
    return str(measure.n) if measure else ""


def _reliability(bins: Sequence[Bin]) -> Table:
    rows = table("confidence, mean of bin", "answerable", "gold quoted", "n")
    for one in bins:
        shares = (one.confidence, one.answerable, one.right)
        rows.add_row(*(share(figure) for figure in shares), str(one.n))
    return rows


def _changes(comparison: Comparison) -> Table:
    rows = table("measure", "n", "then", "now", "p")
    for name in ("lost", "gained"):
        rows.add_column(name, overflow="fold")
    for change in comparison.changes:
        counts = (str(change.n), share(change.then), share(change.now), p_said(change.p))
        rows.add_row(change.name, *counts, _ids(change.lost), _ids(change.gained))
    return rows


def _ids(names: Sequence[str]) -> str:
    return " ".join(line(name) for name in names) or "–"


def _lines(outcome: Outcome) -> Text:
    question = outcome.question
    text = Text.assemble(
        "\n",
        (f"{line(question.id)}  {line(question.text)}", "bold"),
        f"  {outcome.answer.status}",
    )
    if question.after:
        text.append(f"\n  after   {line(question.after)}")
    for place in question.gold:
        text.append(f"\n  gold    {_said(place)}")
    if question.answerable:
        text.append(f"\n  first passage with gold: {outcome.passage_rank or 'none'}")
    for number, quote in enumerate(outcome.quotes, 1):
        text.append(f"\n  quote {number} {_said(quote.passage)}")
    return text


def _said(place: Passage) -> str:
    return f"{place.article.slug}: “{line(place.text)}”"
