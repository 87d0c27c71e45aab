"""The same questions with one part of the program taken out at a time: what each is worth."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import index.library
import index.ranking
import qa.asking
import qa.quoting
from corpus import Article
from eval.measures import Measure, measured
from eval.questions import Question
from eval.running import outcomes
from index import Index

# The measures that a row shows. The likelihood of an answer is not fitted anew: its row tells what
# the part brings to the model as shipped.
SHOWN = (
    "passage hit@1",
    "passage hit@3",
    "quote hit@1",
    "quote hit@3",
    "abstention AUC, near",
)
_FEATURES = ("sentence's words", "passage's words", "sentence's vector", "passage's vector", "“?”")


@dataclass(frozen=True, slots=True)
class Ablation:
    """What was measured with one part taken out."""

    part: str
    measures: dict[str, Measure | None]


def ablated(
    built: Index, questions: Sequence[Question], articles: Sequence[Article]
) -> Iterator[Ablation]:
    """Ask all questions once with everything, and once without each part."""
    for part, changes in _parts():
        with ExitStack() as stack:
            for holder, name, value in changes:
                stack.enter_context(patch.object(holder, name, value))
            found = measured(list(outcomes(built, questions)), articles)
        yield Ablation(part, {name: found[name] for name in SHOWN})


def _parts() -> Iterator[tuple[str, list[tuple[Any, str, Any]]]]:
    yield "nothing taken out", []
    for way in ("passage", "sentence", "words"):
        weights = index.library.WEIGHTS | {way: 0.0}
        yield f"picking by {way}", [(index.library, "WEIGHTS", weights)]
    for column, name in enumerate(_FEATURES):
        yield f"feature: {name}", [(index.ranking, "features", _without(column))]
    yield "trained head", [(index.library, "head_for", lambda encoder: None)]
    yield "joint reader", [(index.library, "joint_for", lambda encoder: None)]
    yield "cosines beside the head", [(index.ranking, "TRUST", 1.0)]
    yield "heading and title", [(index.ranking, "HEADING", 0.0), (index.ranking, "TITLE", 0.0)]
    yield "neighbours quoted along", [(qa.quoting, "NEARLY", -100.0)]
    yield "breadth", [(qa.quoting, "BREADTH", 0.0)]
    yield "history", [(qa.asking, "REMEMBERED", 0)]


def _without(column: int) -> Callable[..., Any]:
    whole = index.ranking.features

    def features(*given: Any) -> Any:
        found = whole(*given)
        found[:, column] = 0
        return found

    return features
