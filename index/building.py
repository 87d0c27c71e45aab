"""Articles to rows for the store: split, encoded once, in batches."""

from collections.abc import Callable, Iterator, Sequence

from corpus import Passage
from index.encoder import Encoder, Encoding
from index.split import Split
from index.store import Row, Sentence
from index.tokens import Word, WordVectors, content_words, word_vectors, words_of

_BATCH = 64  # passages encoded at a time


def encoded(
    splits: Sequence[Split], encoder: Encoder, progress: Callable[[int, int], None] | None
) -> Iterator[Row]:
    """Every passage once in its context, and every sentence once alone."""
    for start in range(0, len(splits), _BATCH):
        batch = splits[start : start + _BATCH]
        context = [context_of(part) for part in batch]
        texts = [before + part.passage.text for before, part in zip(context, batch, strict=True)]
        texts += [sentence.text for part in batch for sentence in part.sentences]
        encodings = encoder.encode(texts)
        alone = iter(encodings[len(batch) :])
        for part, before, whole in zip(batch, context, encodings, strict=False):
            yield _row(part, before, whole, alone)
        if progress:
            progress(start + len(batch), len(splits))


def _row(part: Split, before: str, whole: Encoding, alone: Iterator[Encoding]) -> Row:
    title = len(part.passage.article.title)
    offset = len(before) - part.passage.start
    sentences = []
    for place, block in zip(part.sentences, part.blocks, strict=True):
        encoding = next(alone)
        _, vectors = words_within(place, whole, offset) or word_vectors(
            encoding, words_of(place.text)
        )
        sentences.append(Sentence(place, block, encoding.vector, vectors))
    return Row(
        part.passage,
        part.heading,
        whole.vector,
        word_vectors(whole.between(0, title), content_words(before[:title]))[1],
        word_vectors(whole.between(title, len(before)), content_words(before[title:]))[1],
        tuple(sentences),
    )


def words_within(
    place: Passage, whole: Encoding, offset: int
) -> tuple[list[Word], WordVectors] | None:
    """The words of a place in its passage's encoding; None where the model didn't read them all.

    `offset` is added to a place in the article to give that in the encoded text.
    """
    words = words_of(place.text)
    found = word_vectors(whole.between(place.start + offset, place.end + offset), words)
    return found if len(found[0]) == len(words) else None


def context_of(part: Split) -> str:
    """What is put before a passage where it is embedded; it is quoted without."""
    lines = (part.passage.article.title, part.heading)
    return "".join(f"{line}\n" for line in lines if line)
