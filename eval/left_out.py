"""What the efficacy model says of sentences that it was not fitted on, to measures.

It is fitted anew in parts, each time without some treatments, or some voices: the sentences that
the shipped model was fitted on tell nothing of unseen text. Whole treatments and voices are
resampled, since sentences of one are alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import Passage
from eval.measures import Measure, Sample, auc, estimate
from eval.report import figures
from qa.efficacy import STRENGTHS

_KINDS = (*STRENGTHS, "safety")
_FEWEST = 10  # sentences of a group, for it to be called one of the worst
_WORST = 10


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """Sentences, what people said of each, and what a model said that saw none of its group."""

    places: tuple[Passage, ...]
    groups: NDArray[np.str_]  # the treatment of each, or its voice
    efficacy: NDArray[np.bool_]
    strength: NDArray[np.int64]  # a number of the strengths and then safety; negative if unmarked
    margins: Sample  # log-odds above the threshold
    named: NDArray[np.int64]  # the strength that the model says

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """Whether each is told wrong."""
        wrong: NDArray[np.bool_] = (self.margins >= 0) != self.efficacy
        return wrong

    def to_dict(self) -> dict[str, Any]:
        return {
            "measures": figures(measured(self)),
            "worst": [
                {"group": one.name, "n": one.n, "missed": one.missed, "alarms": one.alarms}
                for one in worst(self)
            ],
            "wrong": [
                {
                    "text": self.places[n].text,
                    "group": str(self.groups[n]),
                    "efficacy": bool(self.efficacy[n]),
                    "margin": round(float(self.margins[n]), 2),
                }
                for n in np.flatnonzero(self.wrong)
            ],
        }


@dataclass(frozen=True, slots=True)
class Group:
    """A treatment or a voice, and how many of its sentences are told wrong."""

    name: str
    n: int
    missed: int
    alarms: int


def refitted() -> Iterator[tuple[str, LeftOut]]:
    """Read and fit, which takes long: with treatments left out, then with voices left out.

    Raises ImportError without scikit-learn, and ValueError without the training libraries.
    """
    try:
        from eval import efficacy_fit  # heavy, and not of what is installed to ask questions
    except ImportError as error:
        raise ImportError(
            f"--refit takes scikit-learn, which is not here ({error}); "
            "install it with: pip install scikit-learn"
        ) from error
    if not efficacy_fit.TRAINING.is_dir():
        raise ValueError(
            f"--refit reads {efficacy_fit.TRAINING}, which is not here, since an installed copy "
            "leaves it out; run it in a checkout"
        )
    rows = efficacy_fit.labelled()
    least = 0.0
    for name, groups in (("treatments", rows.treatment), ("voices", rows.voice)):
        told = efficacy_fit.told_left_out(rows, groups)
        if name == "treatments":
            least = efficacy_fit.shipped_threshold(told[:, 0], rows.efficacy)
        named = told[:, 1:].argmax(axis=1)
        yield (
            name,
            LeftOut(rows.places, groups, rows.efficacy, rows.strength, told[:, 0] - least, named),
        )


def measured(left: LeftOut) -> dict[str, Measure | None]:
    """Measures by name, their intervals over groups; `n` counts sentences."""
    members = [np.flatnonzero(left.groups == name) for name in np.unique(left.groups)]
    alarm = left.margins >= 0
    yes, no, marked = left.efficacy, ~left.efficacy, left.strength >= 0
    confused = np.zeros((len(members), len(_KINDS), len(_KINDS)))
    for table, group in zip(confused, members, strict=True):
        those = group[marked[group]]
        np.add.at(table, (left.strength[those], left.named[those]), 1)

    def area(drawn: Sample) -> float:
        numbers = np.concatenate([members[n] for n in drawn.astype(int)])
        scores, truth = left.margins[numbers], left.efficacy[numbers]
        return auc(scores[truth], scores[~truth])

    def share(among: NDArray[np.bool_]) -> Measure | None:
        pairs = [(alarm[g][among[g]].sum(), among[g].sum()) for g in members if among[g].any()]
        return estimate(lambda p: p[:, 0].sum() / p[:, 1].sum(), pairs, n=int(among.sum()))

    both = yes.any() and no.any()
    measures = {
        "AUC": estimate(area, np.arange(len(members)) if both else [], n=len(yes)),
        "recall": share(yes),
        "false alarms": share(no),
    }
    for number, name in enumerate(_KINDS):
        count = int((left.strength == number).sum())
        measures[f"F1, {name}"] = estimate(
            lambda t, number=number: _f1(t)[number], confused if count else [], n=count
        )
    total = int(marked.sum())
    measures["F1, macro"] = estimate(lambda t: _f1(t).mean(), confused if total else [], n=total)
    return measures


def worst(left: LeftOut) -> list[Group]:
    """The groups with the largest share of sentences told wrong, the worst first."""
    groups = [
        Group(str(name), len(own), int((wrong & yes).sum()), int((wrong & ~yes).sum()))
        for name in np.unique(left.groups)
        for own in [np.flatnonzero(left.groups == name)]
        for wrong, yes in [(left.wrong[own], left.efficacy[own])]
        if len(own) >= _FEWEST
    ]
    return sorted(groups, key=lambda one: -(one.missed + one.alarms) / one.n)[:_WORST]


def _f1(confused: Sample) -> Sample:
    """(strengths,) F1 of (groups, said by people, said by the model) counts."""
    counts = confused.sum(axis=0)
    both = counts.sum(axis=0) + counts.sum(axis=1)
    found: Sample = 2 * np.diagonal(counts) / np.maximum(both, 1)
    return found
