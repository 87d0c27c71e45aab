"""Measures and outcomes to a report: tables and a list of misses for a reader, and JSON."""

import hashlib
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus import Passage
from eval.measures import QUOTES, Fault, Measure, Outcome
from qa import Status

_DIGITS = 4  # of a figure in JSON
_FAULTS: dict[Fault, str] = {
    "missed": f"Answerable, and no gold in the first {QUOTES} quotes",
    "withheld": "Answerable, and the gold was quoted but called not found",
    "answered": "Unanswerable, and called answered",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, of what, and every outcome that is not as it should be."""

    commit: str | None  # of this code, with "-dirty" where files were changed since
    library: str  # the index's digest
    model: str
    questions: str  # the SHA-256 of the question file
    measures: Mapping[str, Measure | None]
    misses: Sequence[Outcome]

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON can hold it."""
        return {
            "commit": self.commit,
            "library": self.library,
            "model": self.model,
            "questions": self.questions,
            "measures": {
                name: {key: round(figure, _DIGITS) for key, figure in asdict(measure).items()}
                if measure
                else None
                for name, measure in self.measures.items()
            },
            "misses": [_miss(outcome) for outcome in self.misses],
        }


def commit() -> str | None:
    """The commit that this code was checked out at; None where no git repository holds it."""
    folder = Path(__file__).parent
    describe = ["git", "describe", "--always", "--exclude=*", "--abbrev=40", "--dirty"]
    try:
        # an installed copy can lie in a repository that is not this one's and does not track it
        for command in (["git", "ls-files", "--error-unmatch", "__init__.py"], describe):
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def print_report(report: Report, console: Console) -> None:
    """Print the tables, then every miss, each quote on one line however long."""
    console.print(
        Text(
            f"commit {report.commit or '–'}\nlibrary {report.library}\nmodel {report.model}\n"
            f"questions {report.questions}"
        ),
        soft_wrap=True,
    )
    console.print(_measures(report.measures))
    console.print(_statuses(report.measures))
    for fault, meaning in _FAULTS.items():
        misses = [outcome for outcome in report.misses if outcome.fault == fault]
        console.print(Text(f"{meaning}: {len(misses)}", "bold"), soft_wrap=True)
        for outcome in misses:
            console.print(_lines(outcome), soft_wrap=True)
        console.print()


def _measures(measures: Mapping[str, Measure | None]) -> Table:
    table = _table("measure", "value [95 % interval]", "n")
    for name, measure in measures.items():
        if not name.endswith(get_args(Status)):
            table.add_row(name, shown(name, measure), str(measure.n) if measure else "")
    return table


def _statuses(measures: Mapping[str, Measure | None]) -> Table:
    """A row for each kind of question, a column for each status."""
    table = _table("questions", *(status.replace("_", " ") for status in get_args(Status)), "n")
    last = f", {get_args(Status)[-1]}"
    for group in (name.removesuffix(last) for name in measures if name.endswith(last)):
        names = [f"{group}, {status}" for status in get_args(Status)]
        measure = measures[names[0]]
        cells = [shown(name, measures[name]) for name in names]
        table.add_row(group, *cells, str(measure.n) if measure else "")
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(first, overflow="fold")
    for other in others:
        table.add_column(other, justify="right")
    return table


def shown(name: str, measure: Measure | None) -> str:
    """A figure with its interval.

    >>> shown("quote hit@1", Measure(0.857, 0.8, 1.0, 119))
    '.86 [.80, 1.00]'
    """
    if measure is None:
        return "–"
    digits = 1 if name.startswith("milliseconds") else 2
    value, low, high = (
        f"{figure:.{digits}f}".removeprefix("0" if digits == 2 else "")
        for figure in (measure.value, measure.low, measure.high)
    )
    return f"{value} [{low}, {high}]"


def _lines(outcome: Outcome) -> Text:
    question = outcome.question
    text = Text.assemble(
        "\n",
        (f"{_line(question.id)}  {_line(question.text)}", "bold"),
        f"  {outcome.answer.status}",
    )
    if question.after:
        text.append(f"\n  after   {_line(question.after)}")
    for place in question.gold:
        text.append(f"\n  gold    {_said(place)}")
    if question.answerable:
        text.append(f"\n  first passage with gold: {outcome.passage_rank or 'none'}")
    for number, quote in enumerate(outcome.quotes, 1):
        text.append(f"\n  quote {number} {_said(quote.passage)}")
    return text


def _said(place: Passage) -> str:
    return f"{place.article.slug}: “{_line(place.text)}”"


def _line(text: str) -> str:
    """Text on one line, without the characters that would steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _miss(outcome: Outcome) -> dict[str, Any]:
    question = outcome.question
    return {
        "id": question.id,
        "fault": outcome.fault,
        "question": question.text,
        "after": question.after,
        "near": question.near,
        "status": outcome.answer.status,
        "confidence": round(outcome.answer.confidence, _DIGITS),
        "passage_rank": outcome.passage_rank,
        "quote_rank": outcome.quote_rank,
        "gold": [_place(place) for place in question.gold],
        "quotes": [_place(quote.passage) for quote in outcome.quotes],
    }


def _place(place: Passage) -> dict[str, Any]:
    slug = place.article.slug
    return {"article": slug, "start": place.start, "end": place.end, "text": place.text}
