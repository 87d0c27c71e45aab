"""An Answer to a terminal: the same quotes, sources and caveats as on the page."""

import unicodedata

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from corpus import Article
from qa import Answer, Caveat, Quote

_COLOURS = {"answered": "green", "weak": "yellow", "not_found": "red"}


def print_answer(answer: Answer, console: Console) -> None:
    """Print one answer."""
    words = answer.status.replace("_", " ").capitalize()
    console.print(Text.assemble((f"{words}. ", f"bold {_COLOURS[answer.status]}"), answer.note))
    for quote in answer.quotes:
        console.print(_quote(quote))
    if answer.related:
        console.print(Text("\nNearest passages. These do not answer the question:", "bold"))
        for quote in answer.related:
            console.print(_quote(quote))


def shown(text: str) -> str:
    """Text without the characters that would steer a terminal, on one line."""
    steering = ("Cc", "Cs")
    plain = "".join(" " if unicodedata.category(c) in steering else c for c in text)
    return " ".join(plain.split())


def _quote(quote: Quote) -> RenderableType:
    parts: list[RenderableType] = [
        Text(f"\n“{shown(quote.text)}”", "bold"),
        Text(f"— {_source(quote.article)}", "dim"),
    ]
    parts += [Padding(_caveat(caveat), (0, 0, 0, 2)) for caveat in quote.caveats]
    return Group(*parts)


def _source(article: Article) -> str:
    parts = [article.title, article.kind, article.publisher, article.published, article.url]
    return " · ".join(shown(part) for part in parts if part)


def _caveat(caveat: Caveat) -> RenderableType:
    lines = [Text(caveat.message)]
    for fact in caveat.facts:
        when = f", {fact.published}" if fact.published else ""
        source = f"({fact.publisher}{when}; checked {fact.checked}) {fact.url or ''}".rstrip()
        lines.append(Text.assemble("• ", fact.text, " ", (source, "dim")))
    return Panel(Group(*lines), title="Caveat", title_align="left", border_style="yellow")
