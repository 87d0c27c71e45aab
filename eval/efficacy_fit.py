"""Fit the efficacy model: labelled sentences in, readable coefficients out.

    python -m eval.efficacy_fit

reads eval/efficacy.jsonl, writes qa/efficacy.json, and prints what the model does on treatments
and on voices that it was not fitted on.
"""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier

from index import default_encoder
from qa.efficacy import MODEL_FILE, PRESENCE, phrases

LABELLED = Path(__file__).parent / "efficacy.jsonl"
_SENTENCES = 3  # a phrase must stand in so many sentences to be weighed
_C = 3.0  # inverse regularisation: from 1 to 10 the AUC moved by 0.006
_RECALL = 0.97  # on treatments left out, where the threshold is set
_FOLDS = 10
_DIGITS = 4
_SILENT = 0.02  # log-odds: phrases that weigh less are left out of the file

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
    words = sparse.lil_matrix((len(rows), len(vocabulary)))
    for n, row in enumerate(found):
        words[n, [column[phrase] for phrase in row if phrase in column]] = PRESENCE
    encodings = default_encoder().encode([row["text"] for row in rows])
    depths = np.array([encoding.depths for encoding in encodings], np.float64)
    # every row's depths as long as a vector of length 1, about as long as a few phrases are
    mean, spread = depths.mean(axis=0), depths.std(axis=0) * np.sqrt(depths.shape[1])
    features = sparse.hstack([(depths - mean) / spread, words]).tocsr()
    efficacy = np.array([row["efficacy"] for row in rows])
    strength = np.array([row.get("strength", "") for row in rows])

    threshold = 0.0
    for name in ("treatment", "voice"):
        groups = np.array([row[name] for row in rows])
        scores = _left_out(features, efficacy, groups, "decision_function")
        if name == "treatment":
            threshold = float(np.quantile(scores[efficacy], 1 - _RECALL))
        positive = features[efficacy]
        classes = _left_out(positive, strength[efficacy], groups[efficacy], "predict")
        print(
            f"{len(set(groups))} {name}s, left out in {_FOLDS} parts: "
            f"AUC {roc_auc_score(efficacy, scores):.3f}, at the shipped threshold "
            f"recall {np.mean(scores[efficacy] >= threshold):.3f}, "
            f"false alarms {np.mean(scores[~efficacy] >= threshold):.3f}; "
            f"strength macro F1 {f1_score(strength[efficacy], classes, average='macro'):.3f}"
        )

    touches = _model().fit(features, efficacy).estimators_[0]
    strengths = _model().fit(features[efficacy], strength[efficacy])
    model = {
        "threshold": round(threshold, _DIGITS),
        "touches": _readable(touches, mean, spread, vocabulary),
        "strengths": {
            str(name): _readable(one, mean, spread, vocabulary)
            for name, one in zip(strengths.classes_, strengths.estimators_, strict=True)
        },
    }
    MODEL_FILE.write_text(_lines(model), encoding="utf-8")


def _lines(model: dict[str, Any]) -> str:
    """JSON with a phrase a line, and the depths, which nobody reads one by one, on one line."""
    text = json.dumps(model, indent=1, ensure_ascii=False)
    return re.sub(r"\[[^\]]*\]", lambda m: " ".join(m.group().split()), text) + "\n"


def _model() -> OneVsRestClassifier:
    # one against the rest: each strength gets coefficients that can be read by themselves
    return OneVsRestClassifier(LogisticRegression(C=_C, solver="liblinear"))


def _left_out(
    features: sparse.csr_matrix, target: NDArray[Any], groups: NDArray[np.str_], method: str
) -> NDArray[Any]:
    """For each row what a model says that saw no row of its group."""
    folds = GroupKFold(_FOLDS)
    said: NDArray[Any] = cross_val_predict(
        _model(), features, target, groups=groups, cv=folds, method=method
    )
    return said


def _readable(
    model: LogisticRegression, mean: Matrix, spread: Matrix, vocabulary: list[str]
) -> dict[str, Any]:
    """Coefficients by name: the phrases', which a reader can check, and the depths' as they are."""
    coefficients = model.coef_[0]
    depths = coefficients[: len(mean)] / spread
    phrases_ = dict(zip(vocabulary, (PRESENCE * coefficients[len(mean) :]).tolist(), strict=True))
    return {
        "intercept": round(float(model.intercept_[0] - depths @ mean), _DIGITS),
        "phrases": {p: round(w, _DIGITS) for p, w in phrases_.items() if abs(w) >= _SILENT},
        "depths": [round(w, _DIGITS) for w in depths.tolist()],
    }


if __name__ == "__main__":
    main()
