"""Dated facts, as data, and which of them bear on a passage."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.types import Fact

_FILE = Path(__file__).parent / "facts.json"
# what each matter is called in passages; a fact is shown only where its matter is spoken of
_ABOUT = {
    "stem cells": re.compile(
        r"\bstem[- ]cells?\b|\bMSCs?\b|mesenchymal|stromal|regenerative (?:medicine|therap|cell)"
        r"|exosome|wharton|bone marrow (?:concentrate|aspirate)|umbilical|cord blood"
        r"|ortho-?biologic|cell (?:therap|injection|treatment)",
        re.IGNORECASE,
    ),
}
_SHOWN = 2  # facts under one quote, at most


@dataclass(frozen=True, slots=True)
class _Row:
    fact: Fact
    about: str
    condition: re.Pattern[str] | None
    status: bool
    safety: bool


def bearing_facts(words: str, *, safety: bool) -> tuple[Fact, ...]:
    """The facts that bear on a passage, given its words and its title: status first."""
    rows = [row for row in _rows() if _ABOUT[row.about].search(words)]
    fitting = [
        row
        for row in rows
        if row.status
        or (row.safety and safety)
        or (row.condition and not safety and row.condition.search(words))
    ]
    return tuple(row.fact for row in fitting[:_SHOWN])


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            Fact(row["text"], row["publisher"], row["published"], row["url"], row["checked"]),
            row["about"],
            re.compile(row["condition"], re.IGNORECASE) if "condition" in row else None,
            row.get("status", False),
            row.get("safety", False),
        )
        for row in json.loads(_FILE.read_text(encoding="utf-8"))
    )
