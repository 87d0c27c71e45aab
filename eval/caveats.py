"""Judged quotes and claims, with the caveats that they get, to measures and what went wrong.

Pure functions: nothing here searches, reads or prints.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from corpus import Passage
from eval.counters import Claim
from eval.measures import Measure, estimate
from eval.questions import Judged
from eval.report import figures, located
from qa import Caveat

Fault = Literal["missed", "false_alarm", "wrong", "withheld"]
FAULTS: dict[Fault, str] = {
    "missed": "Touches on efficacy, and got no caveat",
    "false_alarm": "Does not touch on efficacy, and got a caveat",
    "wrong": "Was shown what does not oppose it",
    "withheld": "Is opposed, and was shown nothing",
}


class Told(Protocol):
    """Something that was judged by a person and by the program."""

    @property
    def fault(self) -> Fault | None:
        """What went wrong, if anything did."""

    @property
    def said(self) -> tuple[str, ...]:
        """What it is and what it got, in lines of which the first names it."""

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON can hold it."""


@dataclass(frozen=True, slots=True)
class Cautioned:
    """A judged quote, and the caveats that it gets."""

    judged: Judged
    caveats: tuple[Caveat, ...]

    @property
    def fault(self) -> Fault | None:
        if bool(self.caveats) == self.judged.efficacy:
            return None
        return "missed" if self.judged.efficacy else "false_alarm"

    @property
    def said(self) -> tuple[str, ...]:
        given = [f"given {one.kind}, {one.strength}" for one in self.caveats]
        return _named(self.judged.place), *given

    def to_dict(self) -> dict[str, Any]:
        given = [{"kind": one.kind, "strength": one.strength} for one in self.caveats]
        return {**located(self.judged.place), "given": given}


@dataclass(frozen=True, slots=True)
class Countered:
    """A claim, and what is shown against it, the surest first."""

    claim: Claim
    shown: tuple[Passage, ...]

    @property
    def right(self) -> bool:
        """Whether the first that is shown opposes the claim."""
        return bool(self.shown) and self.claim.opposed_by(self.shown[0])

    @property
    def fault(self) -> Fault | None:
        if not all(map(self.claim.opposed_by, self.shown)):
            return "wrong"
        return "withheld" if self.claim.against and not self.shown else None

    @property
    def said(self) -> tuple[str, ...]:
        if not self.shown:
            such = [f"such as {_named(place)}" for place in self.claim.against[:1]]
            rest = len(self.claim.against) - 1
            return _named(self.claim.place), *such, *([f"and {rest} more"] if rest > 0 else [])
        verdicts = [
            f"{'right' if self.claim.opposed_by(place) else 'wrong'} {_named(place)}"
            for place in self.shown
        ]
        return _named(self.claim.place), *verdicts

    def to_dict(self) -> dict[str, Any]:
        shown = [located(p) | {"right": self.claim.opposed_by(p)} for p in self.shown]
        against = [located(place) for place in self.claim.against]
        return {"claim": located(self.claim.place), "shown": shown, "against": against}


def finding(rows: Iterable[Cautioned]) -> dict[str, Measure | None]:
    """How well quotes that touch on efficacy are told from the others: caveats of any kind."""
    pairs = [(row.judged.efficacy, bool(row.caveats)) for row in rows]
    return {
        "recall": estimate(np.mean, [given for efficacy, given in pairs if efficacy]),
        "false alarms": estimate(np.mean, [given for efficacy, given in pairs if not efficacy]),
        "precision": estimate(np.mean, [efficacy for efficacy, given in pairs if given]),
    }


def countering(rows: Iterable[Countered]) -> dict[str, Measure | None]:
    """How often what stands beside a claim opposes it."""
    every = list(rows)
    return {
        "claims shown an opponent": estimate(np.mean, [bool(row.shown) for row in every]),
        "precision@1 of those shown one": estimate(
            np.mean, [row.right for row in every if row.shown]
        ),
        "precision@1 of those that have one": estimate(
            np.mean, [row.right for row in every if row.claim.against]
        ),
        "shown none, of those that have none": estimate(
            np.mean, [not row.shown for row in every if not row.claim.against]
        ),
    }


def faults(rows: Sequence[Told], kinds: Iterable[Fault]) -> dict[Fault, list[Told]]:
    """All that went wrong, by what is wrong with it."""
    return {kind: [row for row in rows if row.fault == kind] for kind in kinds}


def section(
    measures: Mapping[str, Mapping[str, Measure | None]], wrong: Mapping[Fault, Sequence[Told]]
) -> dict[str, Any]:
    """The measures of each library, and all that went wrong, as JSON can hold them."""
    return {
        "measures": {library: figures(ones) for library, ones in measures.items()},
        "wrong": {kind: [row.to_dict() for row in rows] for kind, rows in wrong.items()},
    }


def _named(place: Passage) -> str:
    return f"{place.article.slug}: “{place.text}”"
