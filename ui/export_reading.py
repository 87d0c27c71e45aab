"""An export back to its quotes: the words that it shows, and what its certificates claim of them.

Markdown is read as what it becomes, so that words count as they are read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ui.beside import plain
from ui.export import canonical
from ui.export_cards import BLOCK, VERSION, Claim

_LARGEST = 64_000_000  # bytes; a conversation has thousands
_NUMBER = re.compile(r"Certificate (\d{1,6}):")
_ENDS = {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre"}  # a quote's card, at the latest
_INLINE = {"a", "b", "code", "del", "em", "i", "mark", "small", "span", "strong", "sub", "sup"}
_UNSEEN = {"script", "style", "title"}


class NotAnExport(ValueError):
    """The file is no export of Caveat's."""


@dataclass(frozen=True, slots=True)
class Found:
    """One quote of a file; what is None is not there."""

    number: int | None
    words: str | None  # as they are read
    beside: str | None
    claim: Claim | None  # None also where it isn't as it was sealed


@dataclass(frozen=True, slots=True)
class Export:
    """What a file holds, in its order."""

    quotes: tuple[Found, ...]
    exact: bool  # whether it holds every character of the words: JSON does


def read_export(path: Path) -> Export:
    """Read a Markdown, JSON or HTML file.

    Raises OSError where it cannot be read, NotAnExport where it is something else.
    """
    if path.stat().st_size > _LARGEST:
        raise NotAnExport(f"{path} has more than {_LARGEST:,} bytes; give a saved conversation")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnExport(f"{path} isn't text in UTF-8; give a file that Caveat saved") from error
    start = text.lstrip()[:1]
    export = _json(text) if start == "{" else _html(text if start == "<" else _rendered(text))
    if export is None:
        raise NotAnExport(
            f"{path} holds no certificates; give a file that Caveat saved, "
            f"by this version if it was saved by a newer one"
        )
    return export


def _rendered(markdown: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark").render(markdown))


def _json(text: str) -> Export | None:
    saved = _block(text)
    if saved is None or not isinstance(saved.get("answers"), list):
        return None
    quotes = []
    for number, fields in enumerate(_quotes(saved["answers"]), 1):
        words = fields.get("text")
        quotes.append(
            Found(
                number,
                words if isinstance(words, str) else None,
                canonical(fields),
                _claim(fields.get("certificate")),
            )
        )
    return Export(tuple(quotes), exact=True)


def _quotes(fields: Any) -> Iterator[dict[str, Any]]:
    """All quotes, wherever they stand: a quote is what has a text, a start and an article."""
    if isinstance(fields, list):
        for inner in fields:
            yield from _quotes(inner)
    elif isinstance(fields, dict):
        if "certificate" in fields or {"text", "article", "start"} <= fields.keys():
            yield fields
        for name, inner in fields.items():
            if name != "certificate":
                yield from _quotes(inner)


def _html(html: str) -> Export | None:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks = [block for block in map(_block, reader.blocks) if block is not None]
    if len(blocks) != 1 or not isinstance(blocks[0].get("quotes"), list):
        return None
    claims = dict(enumerate(map(_claim, blocks[0]["quotes"]), 1))
    quotes = [
        Found(card.number, plain(card.words), plain(card.beside), claims.get(card.number or 0))
        for card in reader.cards
    ]
    shown = {card.number for card in reader.cards}
    quotes += [
        Found(number, None, None, claim) for number, claim in claims.items() if number not in shown
    ]
    return Export(tuple(quotes), exact=False)


def _block(text: str) -> dict[str, Any] | None:
    """Certificates, if that is what a text holds."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict) and (found.get("holds"), found.get("version")) == (BLOCK, VERSION):
        return found
    return None


def _claim(fields: Any) -> Claim | None:
    try:
        return Claim.from_dict(fields)
    except ValueError:
        return None


@dataclass(slots=True)
class _Card:
    words: str = ""
    beside: str = ""
    number: int | None = None


class _Reader(HTMLParser):
    """The quotes of a page, each with what follows it up to the next heading or quote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cards: list[_Card] = []
        self.blocks: list[str] = []
        self._open: _Card | None = None
        self._depth = dict.fromkeys(("blockquote", "em", "pre"), 0)
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen = tag
        if tag == "blockquote" and not self._depth["blockquote"]:
            self._open = _Card()
            self.cards.append(self._open)
        if tag in _ENDS:
            self._open = None
        if tag == "pre":
            self.blocks.append("")
        self._count(tag, 1)
        if tag not in _INLINE:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        self._count(tag, -1)
        if tag not in _INLINE:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._depth["pre"]:
            self.blocks[-1] += data
        number = _NUMBER.match(data) if self._depth["em"] else None
        if number and self._open and not self._depth["blockquote"]:
            self._open.number = int(number[1])
        self._add(data)

    def _add(self, text: str) -> None:
        if self._open is None:
            return
        if self._depth["blockquote"]:
            self._open.words += text
        else:
            self._open.beside += text

    def _count(self, tag: str, by: int) -> None:
        if tag in self._depth:
            self._depth[tag] = max(self._depth[tag] + by, 0)
