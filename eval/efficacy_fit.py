"""Fit the efficacy model: labelled sentences in, weights out.

    python -m eval.efficacy_fit

reads eval/efficacy.jsonl (sentences by themselves) and the efficacy.jsonl of each library in
eval/training (every sentence of its articles, in place), writes qa/efficacy.safetensors, and prints
what the model does on treatments and on voices that it was not fitted on.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import GroupKFold
from torch import Tensor, nn
from torch.nn import functional

from corpus import Article, Passage, load_articles
from index import words_in_context
from index.head import SCALE
from qa.efficacy import MODEL_FILE, STRENGTHS

_HERE = Path(__file__).parent
TRAINING = _HERE / "training"
KINDS = (*STRENGTHS, "safety")  # what the model tells of a sentence that touches on efficacy
_WIDTH, _LOOKS, _HIDDEN = 96, 6, 96
_DROPPED = 0.3  # share of numbers set to 0 in training, against learning sentences by heart
_ROUNDS, _SENTENCES, _RATE, _DECAY = 6, 96, 1.5e-3, 0.05
_STRENGTH = 0.3  # weight of telling the strength, beside that of telling whether it touches
# On treatments left out, where the threshold is set. Higher ones bring a caveat to so many quotes
# that need none that nobody would read them.
_RECALL = 0.95
_FOLDS = 4
_READ = 48  # words of a sentence that training looks at
_UNMARKED = -1

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Sentences as the model reads them, and what people said of each."""

    places: tuple[Passage, ...]
    words: Tensor  # (sentences, most words, 2 * dimensions), half precision
    counts: Tensor  # (sentences,), words of each
    efficacy: NDArray[np.bool_]
    strength: NDArray[np.int64]  # a number of KINDS, or _UNMARKED
    treatment: NDArray[np.str_]
    voice: NDArray[np.str_]


class Net(nn.Module):
    """What qa/efficacy.py computes, to be fitted; names of weights are those of its file."""

    def __init__(self, dimensions: int) -> None:
        super().__init__()
        self.word = nn.Linear(dimensions, _WIDTH)
        self.look = nn.Linear(_WIDTH, _LOOKS)
        self.drop = nn.Dropout(_DROPPED)
        self.judge = nn.Sequential(
            nn.Linear((_LOOKS + 1) * _WIDTH, _HIDDEN),
            nn.GELU(approximate="tanh"),
            nn.Dropout(_DROPPED),
            nn.Linear(_HIDDEN, 2 + len(STRENGTHS)),
        )

    def forward(self, words: Tensor, counts: Tensor) -> Tensor:
        """(sentences, 2 + strengths) log-odds of (sentences, words, dimensions)."""
        seen = self.word(self.drop(words.float() * SCALE))
        seen = functional.gelu(seen, approximate="tanh")
        filler = (torch.arange(words.shape[1]) >= counts[:, None])[:, :, None]
        shares = self.look(seen).masked_fill(filler, -1e4).softmax(1)
        found = torch.einsum("nlh,nld->nhd", shares, seen).flatten(1)
        most = seen.masked_fill(filler, -1e4).amax(1)
        told: Tensor = self.judge(self.drop(torch.cat([found, most], 1)))
        return told


def main() -> None:
    """Fit, report and write."""
    rows = labelled()
    every = np.arange(len(rows.efficacy))
    threshold = 0.0
    for name, groups in (("treatment", rows.treatment), ("voice", rows.voice)):
        told = told_left_out(rows, groups)
        scores = told[:, 0]
        if name == "treatment":
            threshold = shipped_threshold(scores, rows.efficacy)
        for recall in (0.93, 0.95, 0.97, 0.98):
            at = np.quantile(scores[rows.efficacy], 1 - recall)
            print(f"{name}s left out: recall {recall}, false alarms", end=" ")
            print(f"{np.mean(scores[~rows.efficacy] >= at):.3f}")
        marked = rows.strength >= 0
        classes = told[marked, 1:].argmax(axis=1)
        print(
            f"{len(set(groups))} {name}s, left out in {_FOLDS} parts: "
            f"AUC {roc_auc_score(rows.efficacy, scores):.3f}, at the shipped threshold "
            f"recall {np.mean(scores[rows.efficacy] >= threshold):.3f}, "
            f"false alarms {np.mean(scores[~rows.efficacy] >= threshold):.3f}; "
            f"strength macro F1 {f1_score(rows.strength[marked], classes, average='macro'):.3f}",
            flush=True,
        )
    weights = {name: tensor.numpy() for name, tensor in fitted(rows, every).state_dict().items()}
    weights["threshold"] = np.array([threshold], np.float32)
    save_file(weights, MODEL_FILE)


def told_left_out(rows: Labelled, groups: NDArray[np.str_]) -> Numbers:
    """(sentences, 2 + strengths) log-odds, each of a model that saw nothing of its group."""
    told = np.zeros((len(groups), 2 + len(STRENGTHS)))
    for others, left_out in GroupKFold(_FOLDS).split(groups, groups=groups):
        told[left_out] = _told(fitted(rows, others), rows, left_out)
    return told


def shipped_threshold(scores: Numbers, efficacy: NDArray[np.bool_]) -> float:
    """The rule of what is shipped: from which log-odds, with treatments left out, one touches."""
    return float(np.quantile(scores[efficacy], 1 - _RECALL))


def fitted(rows: Labelled, numbers: NDArray[np.int64], *, seed: int = 0) -> Net:
    """A model fitted to the rows of these numbers; the same seed gives the same model."""
    draw = np.random.default_rng(seed)
    torch.manual_seed(seed)
    net = Net(rows.words.shape[2])
    batches = len(numbers) // _SENTENCES
    optimizer = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=_ROUNDS * batches + 1)
    efficacy = torch.tensor(rows.efficacy, dtype=torch.float32)
    strength = torch.tensor(rows.strength)
    for _ in range(_ROUNDS):
        for batch in np.array_split(draw.permutation(numbers), max(batches, 1))[:batches]:
            net.train()
            longest = int(rows.counts[batch].max())
            told = net(rows.words[batch, :longest], rows.counts[batch])
            loss = functional.binary_cross_entropy_with_logits(told[:, 0], efficacy[batch])
            marked = strength[batch] >= 0
            if marked.any():
                named = functional.cross_entropy(told[marked, 1:], strength[batch][marked])
                loss = loss + _STRENGTH * named
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            pace.step()
    return net.eval()


@torch.inference_mode()
def _told(net: Net, rows: Labelled, numbers: NDArray[np.int64]) -> Numbers:
    parts = [
        net(rows.words[part], rows.counts[part]).numpy()
        for part in np.array_split(numbers, len(numbers) // 256 + 1)
    ]
    return np.concatenate(parts).astype(np.float64)


def labelled() -> Labelled:
    """Every labelled sentence, read by the language model, which takes minutes."""
    places: list[Passage] = []
    labels: list[dict[str, Any]] = []
    for line in (_HERE / "efficacy.jsonl").open(encoding="utf-8"):
        label = json.loads(line)
        article = Article("sentence", "", label["text"])
        places.append(Passage(article, 0, len(label["text"])))
        labels.append(label)
    for folder in sorted(path for path in TRAINING.iterdir() if path.is_dir()):
        articles = {article.slug: article for article in load_articles(folder / "articles")}
        for line in (folder / "efficacy.jsonl").open(encoding="utf-8"):
            label = json.loads(line)
            article = articles[label["article"]]
            places.append(Passage(article, label["start"], label["end"]))
            labels.append(label | {"treatment": folder.name, "voice": f"{article.kind}, in place"})
    read = [words_in_context(place)[1].both[:_READ] for place in places]
    words = torch.zeros(len(read), _READ, read[0].shape[1], dtype=torch.float16)
    for line_, vectors in zip(words, read, strict=True):
        line_[: len(vectors)] = torch.tensor(vectors)
    return Labelled(
        tuple(places),
        words,
        torch.tensor([max(len(vectors), 1) for vectors in read]),
        np.array([label["efficacy"] for label in labels]),
        np.array(
            [
                KINDS.index(label["strength"]) if label.get("strength") else _UNMARKED
                for label in labels
            ]
        ),
        np.array([label["treatment"] for label in labels]),
        np.array([label["voice"] for label in labels]),
    )


if __name__ == "__main__":
    main()
