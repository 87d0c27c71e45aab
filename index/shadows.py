"""FAISS and tantivy as shadows of the store: made from it, stamped with it, made again at need."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from index.nearest import VectorIndex
from index.store import Store
from index.words import WordIndex


class Shadows:
    """What is searched; the store alone is the truth."""

    passages: VectorIndex
    sentences: VectorIndex
    words: WordIndex

    def __init__(self, store: Store, folder: Path | None, stamp: str) -> None:
        """Open the shadows in `folder` that carry the stamp, or make them; in memory without one."""
        self._store = store
        if folder is None:
            self.passages = VectorIndex(*store.vectors("passages"))
            self.sentences = VectorIndex(*store.vectors("sentences"))
            self.words = WordIndex(None, self._texts())
            return
        made = folder / f"shadows-{stamp[:32]}"  # the stamp is the folder's name
        try:
            self._open(made)
        except (OSError, RuntimeError, ValueError):  # absent or damaged
            self._write(made)
            self._open(made)

    def _open(self, folder: Path) -> None:
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        self.passages = VectorIndex.read(folder / "passages.faiss")
        self.sentences = VectorIndex.read(folder / "sentences.faiss")
        self.words = WordIndex(folder / "words", None)
        faults = self.faults()
        if faults:
            raise ValueError(f"{folder}: {'; '.join(faults)}")

    def _write(self, folder: Path) -> None:
        """Write aside and rename: a process that dies leaves no half of them."""
        aside = Path(tempfile.mkdtemp(prefix="partial-", dir=folder.parent))
        try:
            VectorIndex(*self._store.vectors("passages")).save(aside / "passages.faiss")
            VectorIndex(*self._store.vectors("sentences")).save(aside / "sentences.faiss")
            (aside / "words").mkdir()
            WordIndex(aside / "words", self._texts())
            for old in folder.parent.glob("shadows-*"):
                shutil.rmtree(old, ignore_errors=True)
            aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def faults(self) -> list[str]:
        """Where a shadow has not as many rows as the store."""
        passages, sentences = self._store.counts()
        return [
            f"{name}: {len(shadow)} rows for {rows} in the library"
            for name, shadow, rows in (
                ("passage vectors", self.passages, passages),
                ("sentence vectors", self.sentences, sentences),
                ("words", self.words, passages),
            )
            if len(shadow) != rows
        ]

    def _texts(self) -> Iterator[tuple[int, str]]:
        for number, passage, heading in self._store.passages():
            yield number, f"{passage.article.title}\n{heading}\n{passage.text}"
