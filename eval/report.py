"""Measures and outcomes to a report: what it says, whoever shows it, and the JSON it is kept as."""

import hashlib
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

from corpus import Passage
from eval.baseline import LEVEL, Comparison, kept
from eval.calibration import Bin, Point, calibration_error, reliability, risk_coverage
from eval.measures import QUOTES, Fault, Measure, Outcome
from qa import Status

FAULTS: dict[Fault, str] = {
    "missed": f"Answerable, and no gold in the first {QUOTES} quotes",
    "withheld": "Answerable, and the gold was quoted but called not found",
    "answered": "Unanswerable, and called answered",
}
_DIGITS = 4  # of a figure in JSON


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, of what, and every outcome."""

    commit: str | None  # of this code, with "-dirty" where files were changed since
    library: str  # the index's digest
    model: str
    questions: str  # the SHA-256 of the question file
    measures: Mapping[str, Measure | None]
    outcomes: Sequence[Outcome]
    comparison: Comparison | None = None  # with an earlier run

    @property
    def misses(self) -> list[Outcome]:
        """Every outcome that is not as it should be."""
        return [outcome for outcome in self.outcomes if outcome.fault]

    @property
    def bins(self) -> tuple[Bin, ...]:
        """The outcomes by their confidence."""
        return reliability(
            [o.answer.confidence for o in self.outcomes],
            [o.question.answerable for o in self.outcomes],
            [o.right for o in self.outcomes],
        )

    @property
    def risks(self) -> tuple[Point, ...]:
        """The risk-coverage curve."""
        return risk_coverage(
            [o.answer.confidence for o in self.outcomes], [not o.right for o in self.outcomes]
        )

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON can hold it."""
        bins = self.bins
        return {
            **self._made_with(),
            "measures": figures(self.measures),
            "reliability": [_rounded(asdict(one)) for one in bins],
            "calibration_error": _rounded(
                {truth: calibration_error(bins, truth) for truth in ("answerable", "right")}
                if bins
                else {}
            ),
            "outcomes": [_row(outcome) for outcome in self.outcomes],
            "misses": [_miss(outcome) for outcome in self.misses],
        }

    def baseline(self) -> str:
        """What a later run is compared with, as JSON, a line for each question."""
        rows = ",\n".join(f"  {json.dumps(_row(outcome))}" for outcome in self.outcomes)
        head = json.dumps(self._made_with(), indent=1).removesuffix("\n}")
        return f'{head},\n "outcomes": [\n{rows}\n ]\n}}\n'

    def _made_with(self) -> dict[str, Any]:
        return {
            "commit": self.commit,
            "library": self.library,
            "model": self.model,
            "questions": self.questions,
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


def shown(name: str, measure: Measure | None) -> str:
    """A figure with its interval.

    >>> shown("quote hit@1", Measure(0.857, 0.8, 1.0, 119))
    '.86 [.80, 1.00]'
    """
    if measure is None:
        return "–"
    if name.startswith("milliseconds"):
        value, low, high = (f"{f:.1f}" for f in (measure.value, measure.low, measure.high))
    else:
        value, low, high = (share(f) for f in (measure.value, measure.low, measure.high))
    return f"{value} [{low}, {high}]"


def share(figure: float) -> str:
    """A figure between -1 and 1, to two digits.

    >>> share(0.857), share(1.0), share(-0.031), share(-0.001)
    ('.86', '1.00', '-.03', '.00')
    """
    return f"{round(figure, 2) + 0.0:.2f}".replace("0.", ".", 1)  # + 0.0: there is no less than .00


def status_groups(measures: Mapping[str, Measure | None]) -> list[str]:
    """The kinds of questions that have a measure for each status."""
    last = f", {get_args(Status)[-1]}"
    return [name.removesuffix(last) for name in measures if name.endswith(last)]


def errors_said(bins: Sequence[Bin]) -> list[str]:
    """What the bins come to, in two sentences."""
    off, wrong = (share(calibration_error(bins, truth)) for truth in ("answerable", "right"))
    return [
        f"Expected calibration error: {off} as the likelihood that the library holds an answer,",
        f"and {wrong} as that of the answer being among the quotes.",
    ]


def compared_said(comparison: Comparison) -> list[str]:
    """What was compared with what."""
    then = comparison.then.commit or "an unknown commit"
    apart = f"; {comparison.apart} are in one of the runs only, or changed"
    return [
        f"Compared with {then}: {comparison.same} questions are the same"
        f"{apart if comparison.apart else ''}.",
        *(f"Mind that {note}." for note in comparison.notes),
    ]


def lost_said(comparison: Comparison) -> str:
    """What the comparison came to, in a sentence."""
    if not comparison.lost:
        return f"No loss is more than chance may bring (p > {share(LEVEL)})."
    names = ", ".join(change.name for change in comparison.lost)
    return f"Lost, by more than chance may bring (p ≤ {share(LEVEL)}): {names}."


def p_said(p: float) -> str:
    """A p value to three digits.

    >>> p_said(0.0312), p_said(0.00001), p_said(1.0)
    ('.031', '<.001', '1.000')
    """
    return f"{p:.3f}".removeprefix("0") if p >= 0.0005 else "<.001"


def figures(measures: Mapping[str, Measure | None]) -> dict[str, Any]:
    """Measures as JSON can hold them."""
    return {
        name: _rounded(asdict(measure)) if measure else None for name, measure in measures.items()
    }


def located(place: Passage) -> dict[str, Any]:
    """A place and its words as JSON can hold them."""
    slug = place.article.slug
    return {"article": slug, "start": place.start, "end": place.end, "text": place.text}


def _rounded(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: round(figure, _DIGITS) for name, figure in figures.items()}


def _row(outcome: Outcome) -> dict[str, Any]:
    confidence = round(outcome.answer.confidence, _DIGITS)
    return {"id": outcome.question.id, **asdict(kept(outcome)), "confidence": confidence}


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
        "signs": _rounded(outcome.signs),
        "passage_rank": outcome.passage_rank,
        "quote_rank": outcome.quote_rank,
        "gold": [located(place) for place in question.gold],
        "quotes": [located(quote.passage) for quote in outcome.quotes],
    }
