"""Words to subjects: which treatments and conditions a passage speaks of, by its words alone.

subjects.json holds a pattern for each name, the closer names first: where several could begin at
a word the first one takes it, so that rheumatoid arthritis is not arthritis as well.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

Group = Literal["treatments", "conditions"]
_FILE = Path(__file__).parent / "subjects.json"
# What is called by the passage's word for it, where it has only that one.
_SAID_SO = (
    ("stem cells", "regenerative products", re.compile(r"regenerative .*")),
    ("stem cells", "cell treatments", re.compile(r"cell[- ](?:thera|treat).*")),
    ("anti-inflammatory painkillers", "NSAIDs", re.compile(r"nsaids?")),
)
# Words that no subject begins with; passing over them takes a third off the time.
_NO_BEGINNING = (
    "and|are|as|be|but|by|can|for|from|had|has|have|he|in|into|is|it|more|no|not|of|on|or|she|than"
    "|that|they|this|to|was|were|who|with|you"
)


def treatments_in(words: str) -> tuple[str, ...]:
    """The treatments that are named, in the order in which they are.

    >>> treatments_in("Opioids did no better than naproxen.")
    ('opioids', 'anti-inflammatory painkillers')
    """
    return tuple(_named("treatments", words))


def conditions_in(words: str) -> tuple[str, ...]:
    """The conditions that are named, the closest names first.

    >>> conditions_in("Pain is common in rheumatoid arthritis.")
    ('rheumatoid arthritis', 'pain')
    """
    found = _named("conditions", words)
    return tuple(name for name in _data()["conditions"] if name in found)


def called(treatment: str, words: str) -> str:
    """What these words call a treatment: the drug's own name if they name just one, else ours.

    >>> called("opioids", "Tramadol helped."), called("opioids", "Strong painkillers helped.")
    ('tramadol', 'opioids')
    """
    said = _named("treatments", words).get(treatment, set())
    if len(said) == 1 and said <= _drugs():
        return min(said)
    for name, ours, pattern in _SAID_SO:
        if treatment == name and said and all(pattern.fullmatch(one) for one in said):
            return ours
    return treatment


def places(group: Group, words: str) -> list[tuple[str, tuple[int, int]]]:
    """Each place that names a treatment or a condition, with its name, in their order."""
    return [(name, found.span()) for name, found in _found(group, words)]


def _named(group: Group, words: str) -> dict[str, set[str]]:
    """Each name to the words for it, small, in the order in which they stand first."""
    named: dict[str, set[str]] = {}
    for name, found in _found(group, words):
        named.setdefault(name, set()).add(found.group().lower())
    return named


def _found(group: Group, words: str) -> Iterator[tuple[str, re.Match[str]]]:
    names, pattern = _pattern(group)
    for found in pattern.finditer(words):
        yield names[int((found.lastgroup or "")[1:])], found


@cache
def _pattern(group: Group) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The names, and one pattern with a numbered group for each."""
    patterns: dict[str, str] = _data()[group]
    groups = "|".join(f"(?P<n{n}>{pattern})" for n, pattern in enumerate(patterns.values()))
    whole = rf"(?<!\w)(?!(?:{_NO_BEGINNING})\b)(?:{groups})(?!\w)"
    return tuple(patterns), re.compile(whole, re.IGNORECASE)


@cache
def medicines() -> frozenset[str]:
    """What nobody should stop by himself, as a message may call it."""
    return frozenset(_data()["medicines"]) | _drugs()


@cache
def _drugs() -> frozenset[str]:
    return frozenset(_data()["drugs"].split())


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return data
