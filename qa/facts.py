"""Dated facts, as data, and which of them bear on a passage."""

import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from qa.types import Fact

_FILE = Path(__file__).parent / "facts.json"
_SHOWN = 2  # facts under one quote, at most


def bearing_facts(
    treatments: Collection[str], conditions: Collection[str], kinds: Collection[str]
) -> tuple[Fact, ...]:
    """The facts that bear on these treatments and conditions, in the order of `kinds`.

    A fact without conditions bears on its treatments wherever they are used.
    """
    rows = [
        row
        for row in _rows()
        if row["kind"] in kinds
        and set(row["treatments"]) & set(treatments)
        and ("conditions" not in row or set(row["conditions"]) & set(conditions))
    ]
    rows.sort(key=lambda row: tuple(kinds).index(row["kind"]))
    return tuple(
        Fact(
            row["text"],
            row["publisher"],
            row["published"],
            row["url"],
            row["checked"],
            row["expires"],
        )
        for row in rows[:_SHOWN]
    )


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(_FILE.read_text(encoding="utf-8")))
