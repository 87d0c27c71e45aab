"""Fit the efficacy model: labelled sentences in, readable coefficients out.

    python -m eval.efficacy_fit

reads eval/efficacy.jsonl, writes qa/efficacy.json, and prints what the model does on treatments
and on voices that it was not fitted on.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score

from index import default_encoder
from qa.efficacy import MODEL_FILE, PRESENCE, phrases

LABELLED = Path(__file__).parent / "efficacy.jsonl"
_SENTENCES = 3  # a phrase must stand in so many sentences to be weighed
_C = 3.0  # inverse regularisation: 1 to 10 differ by less than 0.005 AUC
_RECALL = 0.97  # on treatments left out, where the threshold is set
_DIGITS = 4

Matrix = NDArray[np.float64]


def main() -> None:
    """Fit, report and write."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in LABELLED.open(encoding="utf-8")]
    found = [phrases(row["text"]) for row in rows]
    counts: dict[str, int] = {}
    for phrase in (phrase for row in found for phrase in row):
        counts[phrase] = counts.get(phrase, 0) + 1
    vocabulary = sorted(phrase for phrase, n in counts.items() if n >= _SENTENCES)
    column = {phrase: n for n, phrase in enumerate(vocabulary)}
    words = np.zeros((len(rows), len(vocabulary)))
    for n, row in enumerate(found):
        words[n, [column[phrase] for phrase in row if phrase in column]] = PRESENCE
    vectors = [encoding.vector for encoding in default_encoder().encode([r["text"] for r in rows])]
    features = np.hstack([np.array(vectors, np.float64), words])
    efficacy = np.array([row["efficacy"] for row in rows])
    strength = np.array([row.get("strength", "") for row in rows])

    left_out = _left_out(features, efficacy, [row["treatment"] for row in rows])
    threshold = float(np.quantile(left_out[efficacy], 1 - _RECALL))
    for name in ("treatment", "voice"):
        groups = [row[name] for row in rows]
        scores = _left_out(features, efficacy, groups)
        classes = _left_out_classes(features[efficacy], strength[efficacy], np.array(groups)[efficacy])
        print(
            f"{len(set(groups))} {name}s, each left out once: "
            f"AUC {roc_auc_score(efficacy, scores):.3f}, at the shipped threshold "
            f"recall {np.mean(scores[efficacy] >= threshold):.3f}, "
            f"false alarms {np.mean(scores[~efficacy] >= threshold):.3f}; "
            f"strength macro F1 {f1_score(strength[efficacy], classes, average='macro'):.3f}"
        )

    touches = _fitted(features, efficacy)
    strengths = _fitted(features[efficacy], strength[efficacy])
    model = {
        "threshold": round(threshold, _DIGITS),
        "touches": _readable(touches.coef_[0], touches.intercept_[0], vocabulary),
        "strengths": {
            str(name): _readable(coefficients, intercept, vocabulary)
            for name, coefficients, intercept in zip(
                strengths.classes_, strengths.coef_, strengths.intercept_, strict=True
            )
        },
    }
    MODEL_FILE.write_text(json.dumps(model, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _fitted(features: Matrix, target: NDArray[Any]) -> LogisticRegression:
    return LogisticRegression(C=_C, max_iter=5000).fit(features, target)


def _left_out(features: Matrix, target: NDArray[np.bool_], groups: list[str]) -> Matrix:
    """Each row's score by a model that saw no row of its group."""
    scores = np.zeros(len(target))
    for group in sorted(set(groups)):
        inside = np.array(groups) == group
        scores[inside] = _fitted(features[~inside], target[~inside]).decision_function(
            features[inside]
        )
    return scores


def _left_out_classes(
    features: Matrix, target: NDArray[np.str_], groups: NDArray[np.str_]
) -> NDArray[np.str_]:
    classes = target.copy()
    for group in sorted(set(groups)):
        inside = groups == group
        classes[inside] = _fitted(features[~inside], target[~inside]).predict(features[inside])
    return classes


def _readable(coefficients: Matrix, intercept: float, vocabulary: list[str]) -> dict[str, Any]:
    """Coefficients by name: the phrases', which a reader can check, and the vector's."""
    dimensions = len(coefficients) - len(vocabulary)
    weights = zip(vocabulary, (PRESENCE * coefficients[dimensions:]).tolist(), strict=True)
    return {
        "intercept": round(float(intercept), _DIGITS),
        "phrases": {p: round(w, _DIGITS) for p, w in weights if abs(w) >= 10**-_DIGITS},
        "vector": [round(w, _DIGITS) for w in coefficients[:dimensions].tolist()],
    }


if __name__ == "__main__":
    main()
