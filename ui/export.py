"""Answers to a file to take along: Markdown, JSON or one page, each quote with its certificate."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import Index
from qa import Answer
from qa.certificate import certified, digest
from ui.beside import AGAINST, CAVEAT, Line, plain
from ui.export_cards import BLOCK, VERSION, Card, Claim, Section, block, sections
from ui.wording import NEAREST, STATUS_WORDS

if TYPE_CHECKING:
    from jinja2 import Environment

TITLE = "Questions to Caveat, answered in the articles’ own words"
NOT_ADVICE = (
    "Caveat is not medical advice. It repeats what articles say, and articles can be wrong."
)
_WEB = re.compile(r"https?://[\w:/?#@!&'()+,;=.%~-]+", re.ASCII | re.IGNORECASE)
# What Markdown acts on, GitHub's and Pandoc's included. The signs of prose stay as they are where
# they are harmless, so that the file can be read as it is.
_ACTS = re.compile(
    r"""
    ^\(?\d+[.)]             # a numbered list
    | ^[!-/:-@]+            # any sign at the start of a line
    | [#$&*+<=>@\[\\\]^_`{|}~]
    | (?<=www)\. | :(?=\S)  # an address
    | \.(?=\.) | (?<=\.)\.  # an ellipsis
    | -(?=-) | (?<=-)-      # a long dash
    """,
    re.VERBOSE | re.IGNORECASE,
)
# JSON may hold these as they are, and a terminal obeys some of them
_UNSHOWN = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def as_markdown(answers: Sequence[Answer], index: Index, *, today: date | None = None) -> str:
    """The answers as Markdown. Raises ValueError where one isn't of this library."""
    today = today or date.today()
    made, claims = sections(answers, index, today)
    return "\n\n".join(
        [
            f"# {TITLE}",
            _saved(index, today),
            *(_answer_markdown(section) for section in made),
            "## Certificates",
            "`caveat verify` reads these and holds every quote above against the library.",
            f"```json\n{json_text(block(claims), indent=1)}\n```\n",
        ]
    )


def as_json(answers: Sequence[Answer], index: Index, *, today: date | None = None) -> str:
    """The answers as JSON. Raises ValueError where one isn't of this library."""
    found = [answer.to_dict() for answer in answers]
    for fields, answer in zip(found, answers, strict=True):
        quotes = [*answer.quotes, *answer.related]
        for inner, quote in zip([*fields["quotes"], *fields["related"]], quotes, strict=True):
            _certify(inner, quote, index)
    saved = {
        "holds": BLOCK,
        "version": VERSION,
        "saved": (today or date.today()).isoformat(),
        "note": NOT_ADVICE,
        "answers": found,
    }
    return json_text(saved, indent=1) + "\n"


def as_page(answers: Sequence[Answer], index: Index, *, today: date | None = None) -> str:
    """The answers as one page of HTML that needs nothing else, to print or to keep.

    Raises ValueError where one isn't of this library.
    """
    today = today or date.today()
    made, claims = sections(answers, index, today)
    page: str = (
        _environment()
        .get_template("export.html")
        .render(
            title=TITLE,
            saved=_saved(index, today),
            sections=made,
            block=json_text(block(claims), indent=1),
        )
    )
    return page


def notebook_markdown(answer: Answer) -> str:
    """One answer for a notebook, as Markdown."""
    ((section,), _) = sections([answer], None, date.today())
    return _answer_markdown(section)


def notebook_html(answer: Answer) -> str:
    """One answer for a notebook, as HTML with its styles."""
    ((section,), _) = sections([answer], None, date.today())
    shown: str = _environment().get_template("export_notebook.html").render(section=section)
    return shown


def in_markdown(text: str) -> str:
    """One line of text that reads the same after Markdown: what it acts on becomes its number.

    >>> in_markdown("2 < 3, and *really* long-term.")
    '2 &#60; 3, and &#42;really&#42; long-term.'
    """
    return _ACTS.sub(
        lambda found: "".join(f"&#{ord(sign)};" for sign in found.group()), plain(text)
    )


def json_text(data: Any, *, indent: int | None) -> str:
    """JSON in which no character steers a terminal, closes an element or lacks a UTF-8 form."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def canonical(fields: dict[str, Any]) -> str:
    """What stands beside a quote in JSON: all but its words and its certificate."""
    rest = {name: value for name, value in fields.items() if name not in ("text", "certificate")}
    return json.dumps(rest, sort_keys=True)


def _certify(fields: dict[str, Any], quote: Any, index: Index) -> None:
    """Put certificates into a quote's fields, innermost first."""
    for inner, caveat in zip(fields["caveats"], quote.caveats, strict=True):
        for other, against in zip(inner["counter"], caveat.counter, strict=True):
            _certify(other, against, index)
    certificate = certified(quote.passage, index)
    fields["certificate"] = Claim.sealed(
        certificate, digest(fields["text"]), digest(canonical(fields))
    ).to_dict()


def _saved(index: Index, today: date) -> str:
    count = len(index.articles)
    articles = "1 article" if count == 1 else f"{count:,} articles"
    return f"Saved on {today} from a library of {articles}. {NOT_ADVICE}"


def _answer_markdown(section: Section) -> str:
    answer = section.answer
    status = STATUS_WORDS[answer.status]
    parts = [
        f"## {in_markdown(answer.question)}",
        f"**{status}.** {in_markdown(answer.note)}",
    ]
    for card in section.cards:
        parts += [f"### Quote {card.number}", *_card_markdown(card)]
    for card in section.nearest:
        parts += [f"### Quote {card.number}. {NEAREST}", *_card_markdown(card)]
    return "\n\n".join(parts)


def _card_markdown(card: Card) -> Iterator[str]:
    # two spaces keep the lines of a list apart
    yield "> " + "  \n> ".join(map(in_markdown, card.words))
    yield from map(_line_markdown, card.beside)
    if card.certificate:
        yield f"*{in_markdown(card.certificate)}*"
    if card.against:
        yield AGAINST
    for other in card.against:
        yield from _card_markdown(other)


def _line_markdown(line: Line) -> str:
    if line.part == "caveat":
        return f"**{CAVEAT}** {in_markdown(line.text.removeprefix(CAVEAT))}"
    if line.part in ("address", "fact address") and _WEB.fullmatch(line.text):
        return f"<{line.text}>"
    if line.part == "fact":
        return f"- {in_markdown(line.text)}"
    return in_markdown(line.text)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    environment.tests["web"] = lambda text: bool(_WEB.fullmatch(text))
    environment.globals |= {
        "against": AGAINST,
        "caveat": CAVEAT,
        "nearest": NEAREST,
        "status_words": STATUS_WORDS,
    }
    return environment
