"""Fit the model of what opposes a claim: claims and what opposes them in, coefficients out.

    python -m eval.opposing_fit

reads eval/counters.jsonl (claims of the libraries in eval/training, each with every sentence there
that says otherwise), writes qa/opposing.json, and prints how often the first opponent shown is
right in libraries that it was not fitted on.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from corpus import Article, load_articles, starter_articles
from eval.counters import MADE_UP, STARTER, TRAINING, Claim, load_claims
from eval.rows import rows
from index import Index
from qa.opposing import MODEL_FILE, SIGNS, Opponent, opponents

_HERE = Path(__file__).parent
_FOLDS = 5
# Of claims in libraries left out, the share that is shown an opponent. Fewer are righter.
_SHOWN = 0.2

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Searched:
    """A claim of a library, and the sentences that were found near it."""

    library: str
    claim: Claim
    found: tuple[Opponent, ...]

    def right(self, opponent: Opponent) -> bool:
        """Whether a found sentence opposes the claim."""
        return self.claim.opposed_by(opponent.place)


def main() -> None:
    """Fit, report and write."""
    claims = list(_searched())
    fitted_on = [claim for claim in claims if claim.library not in ("starter", "made_up")]
    groups = [claim.library for claim in fitted_on]
    tops: list[tuple[float, bool]] = []
    for others, left_out in GroupKFold(_FOLDS).split(groups, groups=groups):
        weights, intercept = _fit([fitted_on[n] for n in others])
        tops += [_top(fitted_on[n], weights, intercept) for n in left_out]
    threshold = float(np.quantile([score for score, _ in tops], 1 - _SHOWN))
    for share in (0.1, 0.15, 0.2, 0.3, 0.4):
        least = np.quantile([score for score, _ in tops], 1 - share)
        print(f"libraries left out: {_told(tops, float(least))}")
    weights, intercept = _fit(fitted_on)
    for library in ("starter", "made_up"):
        own = [_top(claim, weights, intercept) for claim in claims if claim.library == library]
        print(f"{library}: {_told(own, threshold)}")
    model = {
        "weights": dict(zip(SIGNS, weights.round(3).tolist(), strict=True)),
        "intercept": round(intercept, 3),
        "shown": round(threshold, 3),
    }
    MODEL_FILE.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


def _searched() -> Iterator[Searched]:
    """Every claim of the starter, the made-up and the training libraries, with what was found."""
    for library, path, articles in _libraries():
        claims = load_claims(path, articles, library=library if path == TRAINING else None)
        index = Index.build(articles)
        for claim in claims:
            yield Searched(library, claim, opponents(claim.place, index, -np.inf))


def _libraries() -> Iterator[tuple[str, Path, tuple[Article, ...]]]:
    """The name of each library, the file with its claims, and its articles."""
    yield "starter", STARTER, starter_articles()
    yield "made_up", MADE_UP, load_articles(_HERE / "made_up" / "articles")
    for library in sorted({row.value("library", str) for row in rows(TRAINING)}):
        yield library, TRAINING, load_articles(_HERE / "training" / library / "articles")


def _fit(claims: list[Searched]) -> tuple[Numbers, float]:
    """Weights of the signs as they are, and the intercept."""
    signs = np.array([one.signs for claim in claims for one in claim.found], float)
    right = np.array([claim.right(one) for claim in claims for one in claim.found])
    # a claim that much is said against counts no more than another by as much
    counts = np.array(
        [
            1 / np.sqrt(max(1, sum(map(claim.right, claim.found))))
            for claim in claims
            for _ in claim.found
        ]
    )
    scale = signs.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=1000).fit(signs / scale, right, sample_weight=counts)
    return model.coef_[0] / scale, float(model.intercept_[0])


def _top(claim: Searched, weights: Numbers, intercept: float) -> tuple[float, bool]:
    """The score of the surest opponent, and whether it is one."""
    scored = [(float(one.signs @ weights) + intercept, one) for one in claim.found if one.speaks]
    if not scored:
        return -np.inf, False
    score, best = max(scored, key=lambda pair: pair[0])
    return score, claim.right(best)


def _told(tops: list[tuple[float, bool]], least: float) -> str:
    shown = [right for score, right in tops if score >= least]
    return f"{len(shown)} of {len(tops)} claims shown one, right {np.mean(shown or [False]):.2f}"


if __name__ == "__main__":
    main()
