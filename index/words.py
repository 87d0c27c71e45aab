"""The word shadow: BM25 over the passages, with English stems, by tantivy."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import tantivy

_HEAP_BYTES = 64_000_000
_ANALYZER = "english"


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def stem(word: str) -> str:
    """The form under which a word is looked up; nothing for a word of signs alone."""
    return "".join(_analyzer().analyze(word)[:1])


class WordIndex:
    """Which passages hold which words, and how rare a word is in the library."""

    def __init__(self, path: Path | None, texts: Iterable[tuple[int, str]] | None) -> None:
        """Write `texts` (id, words) into the folder or into memory; None opens what is there."""
        schema = (
            tantivy.SchemaBuilder()
            .add_unsigned_field("id", stored=True)
            .add_text_field("words", tokenizer_name=_ANALYZER, index_option="freq")
            .build()
        )
        self._schema = schema
        self._index = tantivy.Index(schema, path=str(path) if path else None, reuse=texts is None)
        self._index.register_tokenizer(_ANALYZER, _analyzer())
        if texts is not None:
            # one thread and one segment: the same library always scores the same
            writer = self._index.writer(_HEAP_BYTES, 1)
            for number, text in texts:
                writer.add_document(tantivy.Document(id=number, words=text))
            writer.commit()
            writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def nearest(self, words: Iterable[str], k: int) -> dict[int, float]:
        """The k best passages for these words: id to BM25 score."""
        stems = [found for found in map(stem, words) if found]
        queries = [
            tantivy.Query.term_query(self._schema, "words", found, index_option="freq")
            for found in dict.fromkeys(stems)
        ]
        if not queries or not len(self):
            return {}
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, q) for q in queries])
        hits = self._searcher.search(query, k, count=False).hits
        return {self._searcher.doc(address)["id"][0]: float(score) for score, address in hits}

    def frequency(self, word: str) -> int:
        """How many passages hold the word, in any of its forms."""
        found = stem(word)
        return self._searcher.doc_freq("words", found) if found else 0
