"""Articles to passages: whole sentences of one section, up to a size, none of them shared."""

import itertools
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from langchain_text_splitters import TextSplitter

from corpus import Article, Passage, outline

PASSAGE_CHARACTERS = 600  # about 110 words, well inside the 256 tokens that the model reads
# a sentence longer than a passage stands alone, which is meant; langchain warns of each
logging.getLogger("langchain_text_splitters.base").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Split:
    """A passage with its sentences; a block is a paragraph or a list."""

    passage: Passage
    heading: str  # of the section, or nothing
    sentences: tuple[Passage, ...]
    blocks: tuple[int, ...]  # each sentence's block, counted through the article


class _SentenceSplitter(TextSplitter):
    """Packs pieces that are given to it, instead of looking for separators in a text."""

    def __init__(self) -> None:
        super().__init__(
            chunk_size=PASSAGE_CHARACTERS,
            chunk_overlap=0,
            strip_whitespace=False,
            # a sentence that is longer than a passage fills one
            length_function=lambda text: min(len(text), PASSAGE_CHARACTERS),
        )

    def split_text(self, text: str) -> list[str]:
        return [text]

    def pack(self, pieces: list[str]) -> list[str]:
        return self._merge_splits(pieces, "")


def split(article: Article) -> Iterator[Split]:
    """The article's passages in order. Raises ValueError where a slice is not its chunk."""
    packer = _SentenceSplitter()
    block = 0
    for section in outline(article.text):
        spans = [
            (number, span)
            for number, part in enumerate(section.blocks, block)
            for span in part.sentences
        ]
        block += len(section.blocks)
        if not spans:
            continue
        heading = article.text[slice(*section.heading)] if section.heading else ""
        # each piece runs to the next sentence, so that the chunks put together are the section
        edges = [start for _, (start, _) in spans] + [spans[-1][1][1]]
        pieces = [article.text[a:b] for a, b in itertools.pairwise(edges)]
        at = edges[0]
        for chunk in packer.pack(pieces):
            inside = [(n, span) for n, span in spans if at <= span[0] < at + len(chunk)]
            if article.text[at : at + len(chunk)] != chunk or not inside:
                raise ValueError(
                    f"the passage at {at} of {article.slug!r} is not its slice; report this text"
                )
            at += len(chunk)
            yield Split(
                Passage(article, inside[0][1][0], inside[-1][1][1]),
                " ".join(heading.split()),
                tuple(Passage(article, *span) for _, span in inside),
                tuple(n for n, _ in inside),
            )
