"""Question and sentence read together, as they do not meet in search: does this answer that?

The language model's upper three layers run over the stored third-layer vectors of the question's
words and of the sentence's side by side, so that each word is seen in the light of the other text.
Low-rank changes to these layers, and what judges their outcome, were fitted by eval/joint_fit.py.
It tells an answer from none better than the head, and takes far longer: it gets the few likest
sentences only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder import MINILM_NAME, Vectors
from index.head import Kinds, gathered
from index.query import Query
from index.store import Row

if TYPE_CHECKING:
    from index.joint_net import Joint

JOINT_FILE = Path(__file__).parent / "joint.safetensors"
ASKED = 5  # the kind of a question's function word, and one more that of a content word
_READ = 56  # words of a sentence and its context

Inputs = tuple[Vectors, Kinds, Vectors, Kinds]


class JointReader:
    """The fitted network, and what it makes of a question and sentences."""

    def __init__(self, net: "Joint") -> None:
        self._net = net

    def log_odds(
        self, query: Query, rows: Sequence[Row], features: Vectors, chosen: NDArray[np.int64]
    ) -> Vectors:
        """How sure it is that each chosen sentence answers: (chosen,), log-odds.

        `chosen` numbers the sentences of all rows, and `features` is (sentences, features) of them.
        """
        import torch

        read = paired(query, *gathered(_alone(rows, chosen)))
        with torch.inference_mode():
            tensors = [torch.from_numpy(array) for array in (*read, features[chosen])]
            told: Vectors = self._net(*tensors).numpy()
        return told


def _alone(rows: Sequence[Row], chosen: Iterable[int]) -> list[Row]:
    """Each chosen sentence in a row of its own, so that no words of others are gathered."""
    each = [(row, sentence) for row in rows for sentence in row.sentences]
    return [replace(row, sentences=(sentence,)) for row, sentence in (each[n] for n in chosen)]


def paired(query: Query, words: Vectors, kinds: Kinds, places: Kinds) -> Inputs:
    """What the network reads: question's vectors and roles, sentences' vectors and kinds.

    The first three are those of `gathered`, `places` of these sentences only. Returns
    (sentences, tokens, dimensions), (sentences, tokens), (sentences, words, dimensions) and
    (sentences, words).
    """
    size = query.lower.shape[1]
    places = places[:, :_READ]
    places = places[:, : int((places >= 0).sum(axis=1).max(initial=1))]
    here = np.where(places < 0, 0, kinds[places])
    asked = np.broadcast_to(query.lower, (len(places), *query.lower.shape))
    roles = np.broadcast_to(ASKED + query.content.astype(np.int64), (len(places), len(query.lower)))
    return asked.copy(), roles.copy(), words[:, size:][places], here


@cache
def joint_for(encoder: str) -> JointReader | None:
    """The reader, if the model whose layers it changes is this one."""
    if encoder != MINILM_NAME:
        return None
    from index.joint_net import fitted_net

    return JointReader(fitted_net(JOINT_FILE))
