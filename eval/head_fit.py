"""Fit the head that ranks sentences: questions with the sentences that answer them in, weights out.

    python -m eval.head_fit

reads the libraries in eval/training, writes index/head.safetensors, and prints what the head does
on two libraries that it was not fitted on. It takes some minutes and no special machine.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import Tensor, nn
from torch.nn import functional

from corpus import load_articles, starter_articles
from eval.measures import auc, hit
from eval.questions import Question, load_questions
from index import Index
from index.head import HEAD_FILE, HEADING, SCALE, gathered
from index.query import Query
from index.ranking import WEIGHTS, features

_HERE = Path(__file__).parent
_WIDTH, _HEADS, _HIDDEN = 64, 4, 64
_DROPPED = 0.35  # share of numbers set to 0 in training, against learning the questions by heart
_STEPS, _QUESTIONS, _SENTENCES = 450, 24, 20  # sentences a question, of them at most _GOLD gold
_GOLD = 3
_UNANSWERABLE = 0.3  # share of the questions of a step
_ABSOLUTE = 0.3  # weight of telling whether there is an answer, beside that of which it is
_READ = 56  # words of a sentence and its context that training looks at
_HARD = 120  # sentences, the likest by cosines, among which those that don't answer are drawn
_RATE, _DECAY = 2e-3, 0.05
_DIMENSIONS = 384

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question with what the cosines say of every sentence of its library."""

    question: Question
    query: Query
    features: Tensor  # (sentences, features)
    gold: Mask  # (sentences,)
    hard: NDArray[np.int64]  # the likest sentences, best first


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """A library's words and questions, as the head reads them."""

    name: str
    words: Tensor  # (words, 2 * dimensions)
    kinds: Tensor  # (words,)
    places: Tensor  # (sentences, most words), -1 fills up
    asked: tuple[Asked, ...]


class Net(nn.Module):
    """What index/head.py computes, to be fitted; names of weights are those of its file."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(2 * _DIMENSIONS, _WIDTH)
        self.key = nn.Linear(2 * _DIMENSIONS, _WIDTH)
        self.value = nn.Linear(2 * _DIMENSIONS, _WIDTH)
        self.token = nn.Linear(2 * _DIMENSIONS, _WIDTH)
        self.kind, self.role = nn.Embedding(5, _WIDTH), nn.Embedding(2, _WIDTH)
        nn.init.normal_(self.kind.weight, std=0.02)
        nn.init.normal_(self.role.weight, std=0.02)
        self.kind_bias = nn.Parameter(torch.zeros(_HEADS, 5))
        self.sharpness = nn.Parameter(torch.tensor([3.0]))
        self.drop = nn.Dropout(_DROPPED)
        self.judge = nn.Sequential(
            nn.Linear(3 * _WIDTH + 2, _HIDDEN),
            nn.GELU(approximate="tanh"),
            nn.Dropout(_DROPPED),
            nn.Linear(_HIDDEN, 2),
        )
        self.features = nn.Parameter(torch.tensor(WEIGHTS))
        self.gain = nn.Parameter(torch.tensor([4.0]))
        self.bias = nn.Parameter(torch.tensor([-8.0]))

    def forward(self, part: dict[str, Tensor]) -> Tensor:
        """(questions, sentences) log-odds of (questions, sentences, words) and their questions."""
        asked, kinds, words = part["asked"], part["kinds"], part["words"]
        filler = (kinds == 0)[:, :, None]
        cosines = torch.einsum("bqd,bnld->bnql", asked[..., :_DIMENSIONS], words[..., :_DIMENSIONS])
        near = cosines.masked_fill(filler, 0).clamp(min=0)
        best = near.amax(-1)
        best_own = near.masked_fill((kinds >= HEADING)[:, :, None], 0).amax(-1)
        asked, words = self.drop(asked * SCALE), self.drop(words * SCALE)
        roles, kind = self.role(part["roles"]), self.kind(kinds)
        split = (_HEADS, _WIDTH // _HEADS)
        wanted = (self.query(asked) + roles).unflatten(-1, split)
        keys = (self.key(words) + kind).unflatten(-1, split)
        values = (self.value(words) + kind).unflatten(-1, split)
        looks = torch.einsum("bqhe,bnlhe->bnhql", wanted, keys) / split[1] ** 0.5
        looks = looks + (self.sharpness.exp() * cosines)[:, :, None]
        looks = looks + self.kind_bias[:, kinds].permute(1, 2, 0, 3)[:, :, :, None]
        looks = looks.masked_fill(filler[:, :, None], -1e4).softmax(-1)
        found = torch.einsum("bnhql,bnlhe->bnqhe", looks, values).flatten(-2)
        own = (self.token(asked) + roles)[:, None].expand_as(found)
        told = self.judge(
            torch.cat([own, found, own * found, best_own[..., None], best[..., None]], -1)
        )
        matters = told[..., 1].masked_fill(~part["there"][:, None], -1e4).softmax(-1)
        score: Tensor = (matters * told[..., 0]).sum(-1) * self.gain
        return score + part["features"] @ self.features + self.bias


def main() -> None:
    """Fit, report and write."""
    net = fitted(training())
    for library in held_out():
        plain = [asked.features @ torch.tensor(WEIGHTS) for asked in library.asked]
        print(f"{library.name}, cosines alone: {told(library, plain)}")
        print(f"{library.name}, with the head: {told(library, _scores(net, library))}")
    weights = {name: tensor.numpy() for name, tensor in net.state_dict().items()}
    encoder = Index.build(starter_articles()[:1]).encoder.name
    weights["encoder"] = np.frombuffer(encoder.encode(), np.uint8)
    save_file(weights, HEAD_FILE)


def fitted(libraries: Sequence[Library], *, steps: int = _STEPS, seed: int = 0) -> Net:
    """A head fitted to the questions of the libraries; the same seed gives the same head."""
    draw = np.random.default_rng(seed)
    torch.manual_seed(seed)
    net = Net()
    plain = [net.features, net.bias, net.gain]  # few, and never to be pulled to 0
    others = [weight for weight in net.parameters() if all(weight is not one for one in plain)]
    groups: list[dict[str, Any]] = [
        {"params": others},
        {"params": plain, "lr": 5 * _RATE, "weight_decay": 0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=_DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [_RATE, 5 * _RATE], total_steps=steps, pct_start=0.15
    )
    started = time.monotonic()
    for step in range(1, steps + 1):
        net.train()
        items = [drawn(draw, libraries, _SENTENCES) for _ in range(_QUESTIONS)]
        scores = net(_batch(items))
        gold = torch.tensor(np.stack([asked.gold[chosen] for _, asked, chosen in items]))
        answerable = gold.any(1)
        every = torch.logsumexp(scores, 1)
        right = torch.logsumexp(scores.masked_fill(~gold, -1e4), 1)
        which = (every - right)[answerable].mean()
        whether = functional.binary_cross_entropy_with_logits(
            torch.where(answerable, right, every), answerable.float()
        )
        loss = which + _ABSOLUTE * whether
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        pace.step()
        if step % 50 == 0:
            print(f"step {step}: loss {loss:.2f}, {time.monotonic() - started:.0f} s", flush=True)
    return net.eval()


def training() -> list[Library]:
    """The libraries to fit on."""
    folders = sorted(folder for folder in (_HERE / "training").iterdir() if folder.is_dir())
    return [read_library(folder / "articles", folder / "questions.jsonl") for folder in folders]


def held_out() -> list[Library]:
    """Two libraries that are not fitted on."""
    return [
        read_library(None, _HERE / "questions.jsonl"),
        read_library(_HERE / "made_up" / "articles", _HERE / "made_up" / "questions.jsonl"),
    ]


def read_library(folder: Path | None, file: Path) -> Library:
    """The articles of a folder, or else the starter library's, and the questions of a file."""
    articles = load_articles(folder) if folder else starter_articles()
    index = Index.build(articles)
    rows = list(index.rows())
    words, kinds, places = gathered(rows)
    sentences = [sentence.place for row in rows for sentence in row.sentences]
    every = []
    for question in load_questions(file, articles):
        query = index.query(" ".join((*question.history, question.text)))
        found = np.concatenate([features(query, row) for row in rows])
        gold = np.array([any(hit(place, one) for one in question.gold) for place in sentences])
        hard = np.argsort(-(found @ WEIGHTS), kind="stable")[:_HARD]
        every.append(Asked(question, query, torch.tensor(found), gold, hard))
    name = file.parent.name if folder else "starter"
    return Library(
        name, torch.tensor(words), torch.tensor(kinds), torch.tensor(places), tuple(every)
    )


Item = tuple[Library, Asked, NDArray[np.int64]]


def drawn(draw: np.random.Generator, libraries: Sequence[Library], sentences: int) -> Item:
    """A question of a library, and as many sentences that it is held against."""
    library = libraries[int(draw.integers(len(libraries)))]
    wanted = draw.random() >= _UNANSWERABLE
    pool = [asked for asked in library.asked if asked.gold.any() == wanted]
    asked = pool[int(draw.integers(len(pool)))]
    gold = np.flatnonzero(asked.gold)
    gold = draw.permutation(gold)[:_GOLD]
    hard = asked.hard[~asked.gold[asked.hard]]
    likest = draw.permutation(hard[:30])[: (sentences - len(gold)) * 2 // 3]
    rest = draw.permutation(np.setdiff1d(hard, likest))[: sentences - len(gold) - len(likest)]
    return library, asked, np.concatenate([gold, likest, rest])


def _batch(items: Sequence[Item]) -> dict[str, Tensor]:
    """Several questions with as many sentences each, filled up to the same numbers of words."""
    longest = max(len(asked.query.tokens) for _, asked, _ in items)
    tokens = torch.zeros(len(items), longest, 2 * _DIMENSIONS)
    roles = torch.zeros(len(items), longest, dtype=torch.long)
    there = torch.zeros(len(items), longest, dtype=torch.bool)
    words, kinds = [], []
    for line, (library, asked, chosen) in enumerate(items):
        query = asked.query
        count = len(query.tokens)
        tokens[line, :count] = torch.tensor(np.concatenate([query.tokens, query.lower], 1))
        roles[line, :count] = torch.tensor(query.content.astype(int))
        there[line, :count] = True
        places = library.places[chosen, :_READ]
        places = functional.pad(places, (0, _READ - places.shape[1]), value=-1)
        words.append(library.words[places])
        kinds.append(library.kinds[places].masked_fill(places < 0, 0))
    read = torch.stack(kinds)
    used = (read > 0).any(0).any(0)
    return {
        "asked": tokens,
        "roles": roles,
        "there": there,
        "words": torch.stack(words)[:, :, used],
        "kinds": read[:, :, used],
        "features": torch.stack([asked.features[chosen] for _, asked, chosen in items]),
    }


@torch.inference_mode()
def _scores(net: Net, library: Library) -> list[Tensor]:
    """Each question's log-odds of every sentence; of those not among the likest, the least."""
    every = []
    for asked in library.asked:
        scores = torch.full((len(asked.gold),), -1e4)
        scores[asked.hard] = net(_batch([(library, asked, asked.hard)]))[0]
        every.append(scores)
    return every


def told(library: Library, scores: Sequence[Tensor]) -> str:
    """How well the scores of a library's sentences rank and tell, in words."""
    ranks = []
    for asked, found in zip(library.asked, scores, strict=True):
        if asked.gold.any():
            order = np.argsort(-found.numpy(), kind="stable")
            ranks.append(1 + int(np.flatnonzero(asked.gold[order])[0]))
    best = np.array([float(found.max()) for found in scores])
    answerable = np.array([asked.question.answerable for asked in library.asked])
    near = np.array([bool(asked.question.near) for asked in library.asked]) & ~answerable
    place = np.array(ranks)
    return (
        f"sentence hit@1 {(place == 1).mean():.2f}, hit@3 {(place <= 3).mean():.2f}, "
        f"AUC near {auc(best[answerable], best[near]):.2f}"
    )


if __name__ == "__main__":
    main()
