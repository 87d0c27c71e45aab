"""Fit the model of what opposes a claim: claims and what opposes them in, coefficients out.

    python -m eval.opposing_fit

reads eval/counters.jsonl (claims of the libraries in eval/training, each with every sentence there
that says otherwise), writes qa/opposing.json, and prints how often the first opponent shown is
right in libraries that it was not fitted on.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from corpus import Article, Passage, load_articles, starter_articles
from index import Index
from qa.opposing import MODEL_FILE, SIGNS, Opponent, opponents

_HERE = Path(__file__).parent
_FOLDS = 5
# Of claims in libraries left out, the share that is shown an opponent. Fewer are righter.
_SHOWN = 0.2

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the sentences of its library that oppose it, and those that were found."""

    library: str
    place: Passage
    against: tuple[Passage, ...]
    found: tuple[Opponent, ...]

    def right(self, opponent: Opponent) -> bool:
        """Whether a found sentence opposes the claim."""
        return any(opponent.place.overlaps(place) for place in self.against)


def main() -> None:
    """Fit, report and write."""
    claims = [*load_claims("starter"), *load_claims("made_up"), *load_claims("training")]
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


def load_claims(source: str) -> Iterator[Claim]:
    """The claims of "starter", "made_up" or the "training" libraries, with what was found."""
    name = "counters.jsonl" if source == "training" else f"counters_{source}.jsonl"
    index, opened = None, ""
    for line in (_HERE / name).open(encoding="utf-8"):
        row = json.loads(line)
        library = row.get("library", source)
        if index is None or library != opened:
            index, opened = Index.build(_articles(library, source)), library
        articles = {article.slug: article for article in index.articles}
        claim, *gold = (
            Passage(articles[slug], start := articles[slug].text.index(words), start + len(words))
            for slug, words in [
                (row["article"], row["claim"]),
                *((one["article"], one["quote"]) for one in row["against"]),
            ]
        )
        yield Claim(library, claim, tuple(gold), opponents(claim, index, -np.inf))


def _articles(library: str, source: str) -> Sequence[Article]:
    if source == "starter":
        return starter_articles()
    folder = _HERE / "made_up" if source == "made_up" else _HERE / "training" / library
    return load_articles(folder / "articles")


def _fit(claims: list[Claim]) -> tuple[Numbers, float]:
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


def _top(claim: Claim, weights: Numbers, intercept: float) -> tuple[float, bool]:
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
