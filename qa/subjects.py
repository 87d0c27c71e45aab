"""Words to subjects: which treatments and conditions a passage speaks of, by its words alone."""

import json
import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "subjects.json"


def treatments_in(words: str) -> tuple[str, ...]:
    """The treatments that are named, in the order of subjects.json.

    >>> treatments_in("Opioids did no better than naproxen.")
    ('opioids', 'anti-inflammatory painkillers')
    """
    return _named("treatments", words)


def conditions_in(words: str) -> tuple[str, ...]:
    """The conditions that are named, the closest words for them first."""
    return _named("conditions", words)


def _named(group: str, words: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _patterns()[group] if pattern.search(words))


@cache
def _patterns() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    data: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        group: tuple(
            (name, re.compile(rf"\b(?:{pattern})", re.IGNORECASE))
            for name, pattern in patterns.items()
        )
        for group, patterns in data.items()
    }
