"""What stands beside a quote, line by line: its source and its caveats.

For the faces that print: the terminal, saved files and notebooks.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus import Article
from qa import Caveat, Evidence, Fact
from ui.wording import DESIGN_WORDS, KIND_WORDS

Part = Literal["source", "address", "restates", "caveat", "evidence", "fact", "fact address"]

CAVEAT = "Caveat."  # the first word of each
AGAINST = "The same library may say otherwise:"  # before quotes that were found against a claim


@dataclass(frozen=True, slots=True)
class Line:
    """One line of plain text, and what it is."""

    part: Part
    text: str


def plain(text: str) -> str:
    """Text on one line: a control character is white space, and white space is one space."""
    return " ".join(
        "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text).split()
    )


def source_of(article: Article) -> Iterator[Line]:
    """Who is speaking, and where to read it."""
    parts = (KIND_WORDS[article.kind][0], article.title, article.publisher, article.published)
    yield Line("source", f"— {' · '.join(plain(part) for part in parts if part)}")
    if article.url:
        yield Line("address", plain(article.url))
    if article.based_on:
        yield Line("restates", f"Based on: {plain(article.based_on)}")


def said_by(caveat: Caveat, today: date) -> Iterator[Line]:
    """All that a caveat says, but for the quotes that say otherwise."""
    yield Line("caveat", f"{CAVEAT} {plain(caveat.message)}")
    evidence = _evidence(caveat.evidence)
    if evidence:
        yield Line("evidence", f"What it says of its evidence: {evidence}.")
    for fact in caveat.facts:
        yield Line("fact", f"{plain(fact.text)} {_publisher(fact, today)}")
        if fact.url:
            yield Line("fact address", plain(fact.url))


def _evidence(evidence: Evidence) -> str:
    """What a passage says of how its claim is known; nothing where it doesn't."""
    design = DESIGN_WORDS[evidence.design]
    if design and evidence.place:
        design += f" (“{plain(evidence.place.text)}”)"
    people = ""
    if evidence.people is not None:
        people = "1 person" if evidence.people == 1 else f"{evidence.people:,} people"
    followed = f"followed “{plain(evidence.followed.text)}”" if evidence.followed else ""
    return ", ".join(filter(None, (design, people, followed)))


def _publisher(fact: Fact, today: date) -> str:
    when = f", {fact.published}" if fact.published else ""
    old = ", more than a year ago" if fact.stale(today) else ""
    return plain(f"({fact.publisher}{when}; checked {fact.checked}{old})")
