"""Rankings of judged documents to nDCG, recall and time, each with its interval.

The metrics are those of ir-measures, which puts trec_eval, the reference, behind one face.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import ModuleType

import numpy as np

from eval.beir import Asked
from eval.measures import Measure, estimate
from eval.rankings import OURS, Ranking

_BEHIND = f"nDCG@10 behind {OURS}"  # paired by query: tells apart what single intervals cannot


def metrics() -> ModuleType:
    """The library of metrics. Raises ImportError, with the remedy, where it is not installed."""
    try:
        import ir_measures
        import pytrec_eval  # noqa: F401  # which does the work
    except ImportError as error:
        raise ImportError(
            f"--beir takes its metrics from ir-measures, which is not here ({error}); "
            "install it with: pip install ir-measures"
        ) from error
    return ir_measures


def retrieved(
    queries: Sequence[Asked],
    rankings: Mapping[str, Ranking],
    track: Callable[[Iterable[Asked]], Iterable[Asked]] = iter,
) -> dict[str, dict[str, Measure | None]]:
    """Measures by name, for each ranking. `track` may show how far the queries have come."""
    found, times = _asked(queries, rankings, track)
    scored = {name: _scores(queries, slugs) for name, slugs in found.items()}
    measured: dict[str, dict[str, Measure | None]] = {}
    for name, scores in scored.items():
        measures = {metric: estimate(np.mean, values) for metric, values in scores.items()}
        behind = np.subtract(scored[OURS]["nDCG@10"], scores["nDCG@10"])
        measures[_BEHIND] = None if name == OURS else estimate(np.mean, behind)
        for percent in (50, 95):
            spent = estimate(partial(np.percentile, q=percent), times[name])
            measures[f"milliseconds, p{percent}"] = spent
        measured[name] = measures
    return measured


_Found = list[list[str]]  # for each query the slugs of documents, best first


def _asked(
    queries: Sequence[Asked],
    rankings: Mapping[str, Ranking],
    track: Callable[[Iterable[Asked]], Iterable[Asked]],
) -> tuple[dict[str, _Found], dict[str, list[float]]]:
    """What each ranking finds, and the milliseconds that it takes, by its name."""
    found: dict[str, _Found] = {name: [] for name in rankings}
    times: dict[str, list[float]] = {name: [] for name in rankings}
    for ranking in rankings.values():
        ranking(queries[0].text)  # loads the model, which is not to be timed
    for query in track(queries):
        for name, ranking in rankings.items():
            started = time.perf_counter()
            slugs = ranking(query.text)
            times[name].append(1000 * (time.perf_counter() - started))
            found[name].append(list(slugs))
    return found, times


def _scores(queries: Sequence[Asked], found: _Found) -> dict[str, list[float]]:
    """Each metric's figures, one for each query."""
    ir = metrics()
    names = {ir.nDCG @ 10: "nDCG@10", ir.R @ 10: "recall@10", ir.R @ 100: "recall@100"}
    qrels = [
        ir.Qrel(str(number), slug, grade)
        for number, query in enumerate(queries)
        for slug, grade in query.grades.items()
    ]
    # its place is a document's score: trec_eval would order those that score the same by their ids
    places = [
        ir.ScoredDoc(str(number), slug, -float(place))
        for number, slugs in enumerate(found)
        for place, slug in enumerate(slugs)
    ]
    figures = {name: [0.0] * len(queries) for name in names.values()}
    for figure in ir.iter_calc(list(names), qrels, places):
        figures[names[figure.measure]][int(figure.query_id)] = figure.value
    return figures
