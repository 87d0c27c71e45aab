"""FAISS and tantivy as shadows of the store: made from it, stamped with it, made again at need."""

import json
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from index.nearest import VectorIndex
from index.store import Store
from index.words import WordIndex

_SUMS = "sums.json"  # of the files beside it, when they were written


class Shadows:
    """What is searched; the store alone is the truth."""

    passages: VectorIndex
    sentences: VectorIndex
    words: WordIndex

    def __init__(self, store: Store, folder: Path | None, stamp: str) -> None:
        """Open the shadows of this stamp in `folder`, or make them; without one, in memory."""
        self._store = store
        if folder is None:
            self._hold()
            return
        made = folder / f"shadows-{stamp[:32]}"  # the stamp is the folder's name
        try:
            self._open(made)
        except (OSError, ValueError):  # absent or damaged
            try:
                self._write(made)
                self._open(made)
            except (OSError, RuntimeError, ValueError):  # the disk is full, or the folder not ours
                self._hold()

    def _hold(self) -> None:
        self.passages = VectorIndex(*self._store.vectors("passages"))
        self.sentences = VectorIndex(*self._store.vectors("sentences"))
        self.words = WordIndex(None, self._texts())

    def _open(self, folder: Path) -> None:
        # a changed byte would bring other passages, or end tantivy, instead of an error
        if json.loads((folder / _SUMS).read_bytes()) != _sums(folder):
            raise ValueError(f"{folder} is not as it was written")
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
            (aside / _SUMS).write_text(json.dumps(_sums(aside)))
            for old in (*folder.parent.glob("shadows-*"), *folder.parent.glob("partial-*")):
                if old != aside:
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


def _sums(folder: Path) -> dict[str, int]:
    """A checksum of each file, by its path in the folder. A gigabyte takes 0.8 seconds."""
    sums = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".lock" and path.name != _SUMS:
            total = 0
            with path.open("rb") as file:
                while piece := file.read(1 << 20):
                    total = zlib.crc32(piece, total)
            sums[path.relative_to(folder).as_posix()] = total
    return sums
