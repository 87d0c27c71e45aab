"""Dated facts, as data, and which of them bear on a passage."""

import json
import re
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from qa.types import Fact

_FILE = Path(__file__).parent / "facts.json"
_SHOWN = 2  # facts under one quote, at most
_ANY = "any"  # a fact on treatments of all kinds


def known_facts() -> tuple[Fact, ...]:
    """Every fact that a caveat may tell."""
    return tuple(row["fact"] for row in _rows())


def bearing_facts(
    treatments: Collection[str], conditions: Collection[str], kinds: Sequence[str], words: str = ""
) -> tuple[Fact, ...]:
    """The facts of these kinds that bear on treatments, conditions and words, by the kinds' order.

    A fact without conditions bears on its treatments wherever they are used. One with words of its
    own bears only on a passage that has such words, and then comes before the others of its kind.
    """
    rows = [row for row in _rows() if row["kind"] in kinds and _bears(row, treatments, conditions)]
    rows = [row for row in rows if row["words"] is None or row["words"].search(words)]
    close = {row["kind"] for row in rows if not row["fallback"]}
    rows = [row for row in rows if not (row["fallback"] and row["kind"] in close)]
    rows.sort(key=lambda row: kinds.index(row["kind"]))
    return tuple(row["fact"] for row in rows[:_SHOWN])


def _bears(row: dict[str, Any], treatments: Collection[str], conditions: Collection[str]) -> bool:
    treated = _ANY in row["treatments"] or not row["treatments"].isdisjoint(treatments)
    return treated and (not row["conditions"] or not row["conditions"].isdisjoint(conditions))


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    """The facts of facts.json, each with what it bears on."""
    return tuple(
        {
            "kind": row["kind"],
            "treatments": frozenset(row["treatments"]),
            "conditions": frozenset(row.get("conditions", ())),
            "words": re.compile(row["words"], re.IGNORECASE) if "words" in row else None,
            "fallback": row.get("fallback", False),
            "fact": Fact(
                row["text"],
                row["publisher"],
                row["published"],
                row["url"],
                row["checked"],
                row["expires"],
            ),
        }
        for row in json.loads(_FILE.read_text(encoding="utf-8"))
    )
