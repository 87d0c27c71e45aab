"""An Answer to a terminal: the same quotes, sources and caveats as on the page."""

import textwrap
import unicodedata

from rich.console import Console
from rich.text import Text

from corpus import Article
from qa import Answer, Caveat, Fact, Quote
from ui.render import KIND_WORDS, NEAREST, STATUS_WORDS

_COLOURS = {"answered": "bold green", "weak": "bold yellow", "not_found": "bold"}
_BAR = "┃ "  # beside a caveat
_UNBROKEN = 1_000_000  # columns: the lines of a pipe are for programs


def print_answer(answer: Answer, console: Console) -> None:
    """Print one answer: wrapped between words on a terminal, a line a paragraph in a pipe."""
    status = f"{STATUS_WORDS[answer.status]}."
    _print(f"{status} {shown(answer.note)}", console, first=(status, _COLOURS[answer.status]))
    for quote in answer.quotes:
        _print_quote(quote, console)
    if answer.related:
        console.print()
        _print(f"{NEAREST}:", console, style="bold")
    for quote in answer.related:
        _print_quote(quote, console)


def shown(text: str) -> str:
    """Text without the characters that would steer a terminal, on one line."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(plain.split())


def _print_quote(quote: Quote, console: Console) -> None:
    console.print()
    for line in f"“{quote.text.strip()}”".splitlines():
        if shown(line):
            _print(shown(line), console, style="bold")
    _print_source(quote.article, console)
    for caveat in quote.caveats:
        _print_caveat(caveat, console)


def _print_source(article: Article, console: Console) -> None:
    parts = (KIND_WORDS[article.kind][0], article.title, article.publisher, article.published)
    _print(f"— {' · '.join(shown(part) for part in parts if part)}", console, style="dim")
    if article.url:
        _print(shown(article.url), console, style="dim")
    if article.based_on:
        _print(f"Based on: {shown(article.based_on)}", console, style="dim")


def _print_caveat(caveat: Caveat, console: Console) -> None:
    first = ("Caveat.", "bold yellow")
    _print(f"Caveat. {shown(caveat.message)}", console, first=first, bar=_BAR)
    for fact in caveat.facts:
        _print(f"• {shown(fact.text)} {_publisher(fact)}", console, bar=_BAR)
        if fact.url:
            _print(shown(fact.url), console, style="dim", bar=_BAR)


def _publisher(fact: Fact) -> str:
    when = f", {fact.published}" if fact.published else ""
    return shown(f"({fact.publisher}{when}; checked {fact.checked})")


def _print(
    words: str,
    console: Console,
    *,
    style: str = "",
    first: tuple[str, str] = ("", ""),
    bar: str = "",
) -> None:
    """Print one paragraph; `first` is its first words and their style."""
    width = console.width - len(bar) if console.is_terminal else _UNBROKEN
    # no word is broken, so that an address can be copied
    lines = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        text = Text(line, style)
        if number == 0:
            text.stylize(first[1], 0, len(first[0]))
        console.print(Text.assemble((bar, "yellow"), text), soft_wrap=True)
