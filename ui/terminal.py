"""An Answer to a terminal: the same quotes, sources and caveats as on the page."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from qa import Answer, Quote
from ui.beside import AGAINST, CAVEAT, Line, Part, plain, said_by, source_of
from ui.marks import marked_lines
from ui.wording import NEAREST, STATUS_WORDS

_COLOURS = {"answered": "bold green", "weak": "bold yellow", "not_found": "bold"}
_BAR = "┃ "  # beside a caveat
_UNBROKEN = 1_000_000  # columns: the lines of a pipe are for programs
_STYLES: dict[Part, str] = {
    "source": "dim",
    "address": "dim",
    "restates": "dim",
    "fact address": "dim",
}
# they turn the letters around, those of the program's own words as well
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")

Span = tuple[int, int, str]  # start, end and the style of what is between


def print_answer(
    answer: Answer, console: Console, *, today: date | None = None, heading: bool = False
) -> None:
    """Print one answer: wrapped between words on a terminal, a line a paragraph in a pipe.

    `today` tells which facts are old; `heading` prints the question above.
    """
    today = today or date.today()
    if heading:
        _print(f"# {shown(answer.question)}", console, style="bold")
        console.print()
    status = f"{STATUS_WORDS[answer.status]}."
    span = (0, len(status), _COLOURS[answer.status])
    _print(f"{status} {shown(answer.note)}", console, spans=[span])
    for quote in answer.quotes:
        console.print()
        _print_quote(quote, console, today)
    if answer.related:
        console.print()
        _print(f"{NEAREST}:", console, style="bold")
    for quote in answer.related:
        console.print()
        _print_quote(quote, console, today)


def shown(text: str) -> str:
    """Text without the characters that would steer a terminal, on one line."""
    return plain(text.translate(_TURNS))


def _print_quote(quote: Quote, console: Console, today: date, bar: str = "") -> None:
    for words, marks in _quoted(quote):
        spans = [(start, end, "underline") for start, end in marks]
        _print(words, console, style="bold", spans=spans, bar=bar)
    _print_lines(source_of(quote.article), console, bar)
    for caveat in quote.caveats:
        inner = bar + _BAR
        _print_lines(said_by(caveat, today), console, inner)
        if caveat.counter:
            _print(AGAINST, console, bar=inner)
        for other in caveat.counter:
            _print_quote(other, console, today, inner + "  ")


def _quoted(quote: Quote) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The lines of a quote between quotation marks, and the places in each to mark."""
    lines = marked_lines(quote, blank=_TURNS)
    for number, (words, marks) in enumerate(lines):
        opening = "“" if number == 0 else ""
        closing = "”" if number == len(lines) - 1 else ""
        moved = [(start + len(opening), end + len(opening)) for start, end in marks]
        yield f"{opening}{words}{closing}", moved


def _print_lines(lines: Iterator[Line], console: Console, bar: str) -> None:
    for line in lines:
        words = shown(line.text)
        if line.part == "caveat":
            _print(words, console, spans=[(0, len(CAVEAT), "bold yellow")], bar=bar)
        elif line.part == "fact":
            _print(f"• {words}", console, bar=bar)
        else:
            _print(words, console, style=_STYLES.get(line.part, ""), bar=bar)


def _print(
    words: str, console: Console, *, style: str = "", spans: Sequence[Span] = (), bar: str = ""
) -> None:
    """Print one paragraph; `spans` are styled beside the paragraph's own style."""
    width = max(console.width - len(bar), 20) if console.is_terminal else _UNBROKEN
    # no word is broken, so that an address can be copied
    lines = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
    at = 0  # of this line in the paragraph, whose words are one space apart
    for line in lines:
        text = Text(line, style)
        for start, end, marked in spans:
            text.stylize(marked, max(start - at, 0), max(end - at, 0))
        console.print(Text.assemble((bar, "yellow"), text), soft_wrap=True)
        at += len(line) + 1
