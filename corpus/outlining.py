"""Article text to its outline: sections of blocks of sentences, all of them places.

Works on Markdown and on plain text alike, by the look of the lines. It does not know tables,
code or nested lists: their lines are read as prose or items.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sentencex

Span = tuple[int, int]  # start and end in the article's text, in characters

_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$")
_MARKER = re.compile(r"(?:[-*+•‣▪◦●–]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_CLOSED = re.compile(r"[.!?…][\"'”’)\]]*$")  # the line ends a sentence

_ITEM_WORDS = 15  # a line of at most so many words, without a full stop, can be a list's item
_HEADING_WORDS = 14  # … and a single one above a text is its heading
_LIST_CHARACTERS = 600  # a list is quoted whole up to the size of a passage, else in parts
_WRAPPED_AT = 120  # a text none of whose lines is longer has its paragraphs broken into lines
_LONGEST_SENTENCE = 1000  # characters; about the 256 tokens that the encoder reads


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list: sentences that belong together. A list of short items is one."""

    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, if it has one, and the blocks under it."""

    heading: Span | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # of its words: after marker and indent
    end: int
    kind: str  # "heading", "item", "text", "blank"
    text: str

    @property
    def short(self) -> bool:
        return len(self.text.split()) <= _ITEM_WORDS and not _CLOSED.search(self.text)


@lru_cache(maxsize=256)  # the same articles are outlined for every answer
def outline(text: str) -> tuple[Section, ...]:
    """Sections in the order of the text; every sentence of it stands in exactly one block."""
    sections: list[Section] = []
    heading: Span | None = None
    blocks: list[Block] = []
    for kind, group in _groups(text):
        if kind == "heading":
            if blocks or heading:
                sections.append(Section(heading, tuple(blocks)))
            heading, blocks = (group[0].start, group[-1].end), []
        elif kind == "list":
            blocks = _with_list(text, heading, blocks, group)
        else:
            blocks.append(Block(tuple(sentences(text, group[0].start, group[-1].end))))
    if blocks or heading:
        sections.append(Section(heading, tuple(blocks)))
    return tuple(sections)


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one paragraph, without the white space around them."""
    paragraph = text[start:end]
    pieces: list[Span] = []
    for found in sentencex.get_sentence_boundaries("en", paragraph):
        piece = _trim(text, start + found["start_index"], start + found["end_index"])
        if piece is None:
            continue
        # "Take 5 mg. daily": where sentences begin with capitals, a small letter goes on
        if pieces and text[piece[0]].islower() and not text[pieces[-1][0]].islower():
            piece = (pieces.pop()[0], piece[1])
        pieces.append(piece)
    for piece in pieces:
        yield from _cut(text, piece)


def _cut(text: str, piece: Span) -> Iterator[Span]:
    """A run of words without an end, in parts that an encoder can read."""
    start, end = piece
    while end - start > _LONGEST_SENTENCE:
        space = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        stop = space if space > 0 else start + _LONGEST_SENTENCE
        part = _trim(text, start, stop)
        if part:
            yield part
        start = stop
    part = _trim(text, start, end)
    if part:
        yield part


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.splitlines(keepends=True):
        span = _trim(text, at, at + len(raw))
        at += len(raw)
        if span is None or _RULE.match(text[span[0] : span[1]]):
            yield _Line(at, at, "blank", "")
            continue
        start, end = span
        kind = "text"
        for pattern, name in ((_HEADING, "heading"), (_MARKER, "item")):
            marker = pattern.match(text, start, end)
            if marker:
                start, kind = marker.end(), name
                break
        yield _Line(start, end, kind, text[start:end])


def _groups(text: str) -> Iterator[tuple[str, list[_Line]]]:
    """Headings, lists and paragraphs ("heading", "list", "text") with their lines."""
    lines = _plain_headings(_joined(text, list(_lines(text))))
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.kind == "blank":
            continue
        group = [line]
        if line.kind == "item" or (line.kind == "text" and _is_bare_item(lines, at - 1)):
            loose = line.kind == "item" or _after_colon(lines, at - 1)
            while at < len(lines):
                following = lines[at]
                if following.kind == "blank":
                    beyond = lines[at + 1] if at + 1 < len(lines) else None
                    if not (loose and beyond and beyond.kind == line.kind):
                        break
                elif following.kind != line.kind or (line.kind == "text" and not following.short):
                    break
                else:
                    group.append(following)
                at += 1
            yield "list", group
        else:
            yield line.kind, group


def _joined(text: str, lines: list[_Line]) -> list[_Line]:
    """Lines broken inside a sentence put together again."""
    wrapped = max((line.end - line.start for line in lines), default=0) <= _WRAPPED_AT
    joined: list[list[_Line]] = []
    for line in lines:
        group = joined[-1] if joined else []
        if group and line.kind == "text" and group[0].kind in ("text", "item"):
            # only its last line is looked at: a paragraph may have a book's length
            last = group[-1]
            at = group[-2].end if len(group) > 1 else last.start
            at = max(text.rfind("\n", at, last.end), at)
            goes_on = line.text[0].islower() or (
                wrapped and last.end - at >= 50 and not last.text.endswith(":")
            )
            if goes_on and not (_CLOSED.search(last.text) and not wrapped):
                group.append(line)
                continue
        joined.append([line])
    return [
        _Line(group[0].start, group[-1].end, group[0].kind, text[group[0].start : group[-1].end])
        for group in joined
    ]


def _is_bare_item(lines: list[_Line], at: int) -> bool:
    """A short line among its likes: a list whose marks were lost."""
    line = lines[at]
    gap = 2 if at + 1 < len(lines) and lines[at + 1].kind == "blank" else 1
    following = lines[at + gap] if at + gap < len(lines) else None
    return bool(
        line.short
        and not line.text.endswith(":")
        and (gap == 1 or _after_colon(lines, at))
        and following
        and following.kind == "text"
        and following.short
    )


def _after_colon(lines: list[_Line], at: int) -> bool:
    """Whether the last words before this line announce what follows."""
    before = (lines[n] for n in range(at - 1, -1, -1) if lines[n].kind != "blank")
    return next((line.text.endswith(":") for line in before), False)


def _plain_headings(lines: list[_Line]) -> list[_Line]:
    """Mark as headings the short lines that stand alone above a text."""
    beyond: list[_Line | None] = [None]  # the next line with words, from the last line to the first
    for line in reversed(lines[1:]):
        beyond.append(beyond[-1] if line.kind == "blank" else line)
    marked: list[_Line] = []
    for at, (line, following) in enumerate(zip(lines, reversed(beyond), strict=False)):
        before = marked[-1] if marked else None
        if (
            line.kind in ("text", "item")
            and len(line.text.split()) <= _HEADING_WORDS
            and not re.search(r"[.!,;…][\"'”’)\]]*$", line.text)
            and not line.text[0].islower()
            and following
            and following.kind == ("text" if line.kind == "item" else following.kind)
            and (
                not following.short
                or following.kind != line.kind
                or line.text.endswith((":", "?"))
                or _apart(lines, at)
            )
            and not (before and before.kind == line.kind and before.short)
            and not (before and before.kind == "item" and line.kind == "item")
            and not (line.text.endswith(":") and len(line.text.split()) > 9)
        ):
            line = _Line(line.start, line.end, "heading", line.text)
        marked.append(line)
    return marked


def _apart(lines: list[_Line], at: int) -> bool:
    """Whether blank lines, or the text's edges, part this line from its neighbours."""
    before = at == 0 or lines[at - 1].kind == "blank"
    after = at + 1 < len(lines) and lines[at + 1].kind == "blank"
    return before and after


def _with_list(
    text: str, heading: Span | None, blocks: list[Block], items: list[_Line]
) -> list[Block]:
    """The section's blocks with a list added: short items as one sentence with their lead."""
    if not all(item.short for item in items) or len(items) == 1:
        return [
            *blocks,
            *(Block(tuple(sentences(text, item.start, item.end))) for item in items),
        ]
    spans: list[Span] = []
    lead = None if blocks else heading  # what the items are items of
    if blocks and blocks[-1].sentences and text[blocks[-1].sentences[-1][1] - 1] == ":":
        *rest, lead = blocks[-1].sentences
        blocks = blocks[:-1]
        if rest:
            blocks.append(Block(tuple(rest)))
    start, end = lead or (items[0].start, items[0].start)
    for item in items:
        if end > start and item.end - start > _LIST_CHARACTERS:
            spans.append((start, end))
            start = item.start
        end = item.end
    spans.append((start, end))
    return [*blocks, Block(tuple(spans))]
