"""An index to rankings of its documents: its own and, to compare it with, its parents' alone.

The parents are what the index lies on: BM25 over the words, and the cosine of the passages'
vectors. A document is as good as its best passage.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus import Article
from index import Encoder, Index, content_words
from index.library import levelled
from index.shadows import Shadows
from index.store import Store

# A question to slugs with their scores, best first.
Ranking = Callable[[str], dict[str, float]]

OURS = "Caveat"
PASSAGES = 300  # asked of each search: of 3 passages a document, enough for 100 documents


@contextmanager
def rankings(index: Index, folder: Path) -> Iterator[dict[str, Ranking]]:
    """Each ranking by its name; `folder` is that of the index, whose own files are searched."""
    with closing(Store(folder / "library.sqlite")) as store:
        store.load_articles()
        shadows = Shadows(store, folder, index.digest)
        owner = {number: passage.article.slug for number, passage, _ in store.passages()}

        def words(question: str) -> dict[str, float]:
            found = shadows.words.nearest((w.text for w in content_words(question)), PASSAGES)
            return _best((owner[number], score) for number, score in found.items())

        def dense(question: str) -> dict[str, float]:
            found = shadows.passages.nearest(index.query(question).vector, PASSAGES)
            return _best((owner[number], score) for number, score in found.items())

        def summed(question: str) -> dict[str, float]:
            parents = words(question), dense(question)
            slugs = sorted({slug for parent in parents for slug in parent})
            levels = [levelled([parent.get(slug) for slug in slugs]) for parent in parents]
            both = dict(zip(slugs, sum(levels[1:], levels[0]).tolist(), strict=True))
            return dict(sorted(both.items(), key=lambda pair: -pair[1]))

        def ours(question: str) -> dict[str, float]:
            found = index.search(question, PASSAGES)
            return _best((hit.passage.article.slug, hit.score) for hit in found)

        yield {OURS: ours, "BM25": words, "dense": dense, "min-max sum": summed}


def opened(
    articles: Iterable[Article],
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
    *,
    encoder: Encoder | None = None,
) -> Index:
    """The index of these articles in `folder`, built where there is none.

    Raises ValueError where the folder has one of other articles, which is not to be lost.
    """
    articles = tuple(articles)
    try:
        index = Index.open(folder, encoder=encoder)
    except FileNotFoundError:
        return Index.build(articles, folder, progress, encoder=encoder)
    if index.articles != articles:
        raise ValueError(
            f"the index in {folder} is of other articles; name another folder, or remove this one"
        )
    return index


def _best(passages: Iterable[tuple[str, float]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for slug, score in passages:
        best.setdefault(slug, score)  # passages come best first
    return best
