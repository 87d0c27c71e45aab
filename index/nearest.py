"""The vector shadow: the nearest by cosine, exactly, by FAISS."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors


class VectorIndex:
    """Vectors of length 1 under the ids of passages; many may share an id."""

    def __init__(self, ids: NDArray[np.int64], vectors: Vectors) -> None:
        if len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids for {len(vectors)} vectors; build the index again")
        self._index: faiss.Index = faiss.IndexIDMap(faiss.IndexFlatIP(vectors.shape[1]))
        self._index.add_with_ids(np.ascontiguousarray(vectors), ids)

    @classmethod
    def read(cls, path: Path) -> "VectorIndex":
        self = cls.__new__(cls)
        self._index = faiss.read_index(str(path))
        return self

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, vector: Vectors, k: int) -> dict[int, float]:
        """The best k rows: id to cosine, the best one where an id has several."""
        scores, ids = self._index.search(vector.reshape(1, -1), min(k, len(self)))
        best: dict[int, float] = {}
        for number, score in zip(ids[0].tolist(), scores[0].tolist(), strict=True):
            best.setdefault(number, score)  # rows come best first
        return best
