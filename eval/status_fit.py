"""Fit the status model: questions with and without an answer in, readable coefficients out.

    python -m eval.status_fit

asks the questions of the starter library and of the made-up one beside this file, writes
qa/status.json, and prints what the model does on the library that it was not fitted on.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from corpus import Article, load_articles, starter_articles
from eval.questions import Question, load_questions
from index import Index
from qa.answering import searched
from qa.status import MODEL_FILE, SIGNS

_HERE = Path(__file__).parent
_C = 1.0  # inverse regularisation of the standardised signs
_NEAR_ANSWERED = 0.12  # the share of near-domain questions without an answer called answered
_FOUND = 0.975  # the share of questions with an answer not called not_found
_DIGITS = 4

Matrix = NDArray[np.float64]


def main() -> None:
    """Fit, report and write."""
    made_up = load_articles(_HERE / "made_up" / "articles")
    sets = {
        "starter": _signs(starter_articles(), _HERE / "questions.jsonl"),
        "made up": _signs(made_up, _HERE / "made_up" / "questions.jsonl"),
    }
    for name, (signs, questions) in sets.items():
        others = [pair for other, pair in sets.items() if other != name]
        features, answerable = _joined(others)
        weights, intercept = _fitted(features, answerable)
        scores = signs @ weights + intercept
        near = np.array([q.answerable or bool(q.near) for q in questions])
        truth = np.array([q.answerable for q in questions])
        print(
            f"{name}, not fitted on: AUC near {roc_auc_score(truth[near], scores[near]):.3f}, "
            f"far {roc_auc_score(truth[truth | ~near], scores[truth | ~near]):.3f}"
        )
    features, answerable = _joined(list(sets.values()))
    near = np.array([bool(q.near) for _, questions in sets.values() for q in questions])
    likelihoods = cross_val_predict(_model(), features, answerable, cv=10, method="predict_proba")[
        :, 1
    ]
    answered = float(np.quantile(likelihoods[~answerable & near], 1 - _NEAR_ANSWERED))
    weak = min(float(np.quantile(likelihoods[answerable], 1 - _FOUND)), answered)
    weights, intercept = _fitted(features, answerable)
    model = {
        "weights": dict(zip(SIGNS, weights.round(_DIGITS).tolist(), strict=True)),
        "intercept": round(intercept, _DIGITS),
        "answered": round(answered, _DIGITS),
        "weak": round(weak, _DIGITS),
    }
    MODEL_FILE.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(model))


def _signs(articles: tuple[Article, ...], file: Path) -> tuple[Matrix, list[Question]]:
    """(questions, signs) of one library's questions, and those questions."""
    index = Index.build(articles)
    rows, kept = [], []
    for question in load_questions(file, articles):
        found = searched(question.text, index, question.history, 3)
        if found is not None:
            rows.append([found.signs[name] for name in SIGNS])
            kept.append(question)
    return np.array(rows), kept


def _joined(sets: list[tuple[Matrix, list[Question]]]) -> tuple[Matrix, NDArray[np.bool_]]:
    features = np.vstack([signs for signs, _ in sets])
    return features, np.array([q.answerable for _, questions in sets for q in questions])


def _model() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=_C))


def _fitted(features: Matrix, answerable: NDArray[np.bool_]) -> tuple[Matrix, float]:
    """Weights (signs,) and intercept for the signs as they are."""
    scaler, model = (step for _, step in _model().fit(features, answerable).steps)
    weights: Matrix = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


if __name__ == "__main__":
    main()
