"""Files to articles: Markdown or plain text, with or without YAML front matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import yaml

from corpus.article import KINDS, Article
from corpus.outlining import outline

_FIELDS = ("title", "kind", "publisher", "published", "url", "based_on")
_LEFT_OUT = ("", "~", "null")  # what a field may hold that says nothing
# Lines that stand above an article on its page: ways to other pages, and dates.
_FURNITURE = re.compile(
    r"(?:prev(?:ious)?|next|home|menu|back|share|search|print|skip to .*"
    r"|(?:[^\W\d]+\.? )?\d{1,2},? (?:[^\W\d]+\.? )?\d{4}|[\d./-]+)",
    re.IGNORECASE,
)
_LONGEST_TITLE = 120  # characters, where the first line of a text has to serve as its title


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one file, where, and what mends it."""

    file: Path
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.problem}; {self.remedy}"


class BadArticles(ValueError):
    """Some files could not be read: `faults` names them all, `articles` holds the others."""

    def __init__(self, faults: Sequence[Fault], articles: Sequence[Article]) -> None:
        self.faults = tuple(faults)
        self.articles = tuple(articles)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(
            f"{len(self.faults)} of {len(self.faults) + len(self.articles)} files "
            f"could not be read as articles:\n{lines}"
        )


def load_articles(folder: Path | str) -> tuple[Article, ...]:
    """Read every `.md` and `.txt` file in a folder and below, in the order of their slugs.

    Front matter between two lines of `---` may give title, kind, publisher, published, url and
    based_on. Without it the title is the first heading or line, but for a page's
    furniture ("Next", a bare date), and the kind is "unknown".
    Raises BadArticles after all files were tried, with those that loaded; NotADirectoryError
    where there is no such folder; FileNotFoundError where it holds no article.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NotADirectoryError(
            f"{folder} is not a folder; give the folder that holds the .md and .txt articles"
        )
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in (".md", ".txt") and path.is_file()
    )
    if not paths:
        raise FileNotFoundError(
            f"{folder} holds no .md or .txt file; put articles there or name another folder"
        )
    articles: dict[str, Article] = {}
    faults: list[Fault] = []
    for path in paths:
        read = _read(path)
        if isinstance(read, Fault):
            faults.append(read)
        elif read.slug in articles:
            faults.append(
                Fault(path, 1, f"another file is also named {read.slug!r}", "rename one of them")
            )
        else:
            articles[read.slug] = read
    loaded = tuple(articles[slug] for slug in sorted(articles))
    if faults:
        raise BadArticles(faults, loaded)
    return loaded


def starter_articles() -> tuple[Article, ...]:
    """The starter library's articles, which come with the package."""
    with as_file(files("corpus") / "articles") as folder:
        return load_articles(folder)


def _read(path: Path) -> Article | Fault:
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Fault(path, 1, f"it cannot be opened ({error.strerror})", "check its permissions")
    try:
        whole = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = error.object  # without the byte order mark
        return Fault(
            path,
            read.count(b"\n", 0, error.start) + 1,
            f"the byte 0x{read[error.start]:02x} is not UTF-8",
            "save the file with the encoding UTF-8",
        )
    if _has_half_characters(path.stem):
        return Fault(path, 1, "the file's name is not UTF-8", "rename it")
    return parse_article(path.stem, whole, path)


def parse_article(slug: str, whole: str, path: Path) -> Article | Fault:
    """One file's text, front matter included, to an article or to what is wrong with it."""
    whole = whole.replace("\r\n", "\n").replace("\r", "\n")  # before any place is taken
    text, fields = whole, dict[str, str]()
    if whole.split("\n", 1)[0].rstrip() == "---":
        lines = whole.split("\n")
        close = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
        if close is None:
            return Fault(
                path,
                1,
                "the front matter opened here is never closed",
                "end it with a line of three hyphens",
            )
        found = _front_matter("\n".join(lines[1:close]), path)
        if isinstance(found, Fault):
            return found
        fields = found
        text = "\n".join(lines[close + 1 :])
    text = text.strip("\n")
    if not text.strip():
        line = whole.count("\n") + 1
        return Fault(path, line, "it has no text", "write the article, or delete the file")
    title = fields.pop("title", None) or _first_words(text)
    return Article(slug, title, text, **fields)  # type: ignore[arg-type]  # kind was checked


def _front_matter(block: str, path: Path) -> dict[str, str] | Fault:
    try:
        # all values as words: this loader takes 2024-02-30 for no date, and "no" for no False
        data: Any = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", "it is not YAML")
        return Fault(
            path,
            _line_of(error, block) + 2,
            f"the front matter is broken: {problem}",
            "write one 'name: value' a line, with quotation marks around a value with a colon",
        )
    if data is None:
        return {}
    if not isinstance(data, dict):
        return Fault(
            path,
            2,
            f"the front matter is a {type(data).__name__}, not names and values",
            "write one 'name: value' a line",
        )
    fields: dict[str, str] = {}
    for name in _FIELDS:
        value = data.get(name, "")
        line = next((n for n, text in enumerate(block.split("\n"), 2) if text.startswith(name)), 2)
        if not isinstance(value, str):
            return Fault(
                path, line, f"{name} is a {type(value).__name__}", "give it one line of words"
            )
        value = " ".join(value.split())
        if value in _LEFT_OUT:
            continue
        if _has_half_characters(value):
            return Fault(path, line, f"{name} is {value!r}", "write its characters themselves")
        if name == "kind" and value not in KINDS:
            return Fault(path, line, f"kind is {value!r}", f"use one of {', '.join(KINDS)}")
        fields[name] = value
    return fields


def _line_of(error: Exception, block: str) -> int:
    """The line of the front matter, from 0, that YAML could not read."""
    if isinstance(error, yaml.reader.ReaderError):
        return block.count("\n", 0, error.position)
    # what is never closed is found at the end, and is to be mended where it opens
    opened = (getattr(error, "context", None) or "").startswith("while scanning a")
    mark = getattr(error, "context_mark" if opened else "problem_mark", None)
    return mark.line if mark else 0


def _has_half_characters(words: str) -> bool:
    """Whether there is a lone surrogate in it, which no file or database can hold."""
    return any("\ud800" <= character <= "\udfff" for character in words)


def _first_words(text: str) -> str:
    """The first heading or, without one, the first line, if it is the article's own."""
    lines = text.split("\n")
    own = (n for n, line in enumerate(lines) if line.strip() and not _is_furniture(line))
    text = "\n".join(lines[next(own, 0) :])
    for section in outline(text):
        if section.heading:
            return _short(text[slice(*section.heading)])
        break
    return _short(text.strip().split("\n", 1)[0])


def _is_furniture(line: str) -> bool:
    return bool(_FURNITURE.fullmatch(line.strip()))


def _short(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= _LONGEST_TITLE:
        return words
    return words[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
