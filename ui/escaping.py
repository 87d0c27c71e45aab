"""Text that others wrote to HTML that stands inside Markdown: shown, never obeyed."""

import re
from collections.abc import Iterator, Sequence

Mark = tuple[int, int, str]  # start, end, and the class of its element

_SIGN = re.compile(r"[\n!-/:-@\[-`{-~]")  # Markdown and HTML act on no other
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # the last ones have no UTF-8
_WORD = re.compile(r"\S+")
_WEB = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)


def escaped(text: str) -> str:
    """Text that reads the same after Markdown and HTML: every sign becomes its number.

    White space is one space or one line break; a control character is white space.

    >>> escaped("2 < 3 *really*")
    '2 &#60; 3 &#42;really&#42;'
    """
    return "".join(_numbered(piece) for _, piece in _pieces(text))


def marked(text: str, marks: Sequence[Mark]) -> str:
    """Escaped text with the words at these places marked; of marks that overlap, the first shows.

    >>> marked("it helped a lot", [(3, 9, "told")])
    'it <mark class="told">helped</mark> a lot'
    """
    if not marks:
        return escaped(text)
    parts: list[str] = []
    inside = ""
    for start, piece in _pieces(text):
        for at, sign in enumerate(piece, start):
            name = next((name for begin, end, name in marks if begin <= at < end), "")
            if name != inside:
                parts.append("</mark>" if inside else "")
                parts.append(f'<mark class="{name}">' if name else "")
                inside = name
            parts.append(_numbered(sign))
    return "".join([*parts, "</mark>" if inside else ""])


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The words, and the one sign that parts two of them, each with its place."""
    at, gap, between = 0, 0, ""
    for line in text.splitlines(keepends=True):
        for word in _WORD.finditer(_CONTROL.sub(" ", line)):
            if between:
                yield gap, between
            yield at + word.start(), word.group()
            gap, between = at + word.end(), " "
        at += len(line)
        between = between and "\n"


def _numbered(piece: str) -> str:
    # a line break as well: a blank line would end the HTML around the text
    return _SIGN.sub(lambda sign: f"&#{ord(sign.group())};", piece)


def linked(url: str | None, words: str) -> str:
    """Escaped words as a link to the web; any other address is left out."""
    if url and _WEB.fullmatch(url):
        return f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
    return words
