"""A folder in BEIR's format to a collection: articles, judged queries, and their grades.

What stands in such a folder: `corpus.jsonl` and `queries.jsonl` with `_id` (or `id`), `title` and
`text`, and the judgements as `qrels.jsonl`, `qrels/test.tsv` or `qrels.tsv`.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import Article
from eval.rows import Row, lines, rows, short

_QRELS = ("qrels.jsonl", "qrels/test.tsv", "qrels.tsv")  # the first that is there
_COLUMNS = ["query-id", "corpus-id", "score"]  # of a file of tabs, its first line
_SEED = 20  # of the sample, so that the same folder gives the same queries


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the documents that answer it."""

    text: str
    grades: Mapping[str, int]  # by slug, above 0


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents as articles, and the queries that are judged."""

    articles: tuple[Article, ...]  # slugs are numbers: a document's id may be no name for a file
    queries: tuple[Asked, ...]
    empty: int  # documents without a word, which nothing finds


def load_beir(folder: Path, *, sample: int | None = None) -> Collection:
    """Read a folder; `sample` is the most queries to take, chosen by a seeded draw.

    Queries for which no document has a grade above 0 are left out. Raises OSError where a file
    is missing or cannot be read, and ValueError at the first fault, with file, line and remedy.
    """
    slugs: dict[str, str] = {}
    articles: list[Article] = []
    for row in rows(_file(folder, "corpus.jsonl")):
        slug = slugs[_id(row, slugs)] = f"document-{len(slugs):08}"
        title, text = _words(row, "title"), _words(row, "text")
        if title or text:
            articles.append(Article(slug, title, text or title))
    if not articles:
        raise ValueError(f"{folder}/corpus.jsonl holds no document with words; write one a line")
    texts: dict[str, str] = {}
    for row in rows(_file(folder, "queries.jsonl")):
        texts[_id(row, texts)] = _clean(row.value("text", str))
    grades: dict[str, dict[str, int]] = {}
    for row, query, document, grade in _qrels(_file(folder, *_QRELS)):
        for name, names, kind, where in (
            (query, texts, "query", "queries.jsonl"),
            (document, slugs, "document", "corpus.jsonl"),
        ):
            if name not in names:
                raise row.fault(
                    f"{where} has no {kind} {short(name)}", "add it there or take this line out"
                )
        if grade > 0:
            grades.setdefault(query, {})[slugs[document]] = grade
    judged = [Asked(text, grades[name]) for name, text in texts.items() if name in grades]
    if not judged:
        raise ValueError(f"{folder} judges no document to answer a query; give one a grade above 0")
    if sample is not None and sample < len(judged):
        judged = random.Random(_SEED).sample(judged, sample)
    return Collection(tuple(articles), tuple(judged), len(slugs) - len(articles))


def _file(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(
        f"{folder} holds no {' or '.join(names)}; name a folder in BEIR's format, with "
        f"corpus.jsonl, queries.jsonl and {' or '.join(_QRELS)}"
    )


def _id(row: Row, known: Mapping[str, str]) -> str:
    name = row.value("_id" if "_id" in row.fields else "id", str)
    if name in known:
        raise row.fault(f"the id {short(name)} was given before", "give each its own")
    return name


def _words(row: Row, name: str) -> str:
    """A document's words, or none: sets have documents without a title or without a text."""
    if not row.fields.get(name) or not str(row.fields[name]).strip():
        return ""
    return _clean(row.value(name, str))


def _clean(text: str) -> str:
    """Text that any file can hold: JSON can write half of a character, and an index cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _qrels(path: Path) -> Iterator[tuple[Row, str, str, int]]:
    if path.suffix == ".jsonl":
        for row in rows(path):
            yield row, row.value("query", str), row.value("doc", str), row.value("grade", int)
        return
    for number, line in lines(path):
        row = Row(f"{path}, line {number}", {})
        cells = line.rstrip("\r").split("\t")
        if cells == _COLUMNS:
            continue
        try:
            query, document, grade = cells
            yield row, query, document, int(grade)
        except ValueError as error:
            raise row.fault(
                f"{short(line)} is not {', '.join(_COLUMNS)} with tabs between them",
                "write two ids and a whole number",
            ) from error
