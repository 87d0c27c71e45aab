"""What the messages have in common: a matter to phrases for its treatment and its conditions."""

from collections.abc import Callable

from qa.matter import Matter, listed

Says = Callable[
    [Matter], tuple[str, ...]
]  # a matter to sentences, the first of which always stands

# conditions that “eases pain” or “makes hair grow” tells of
_SAID_ALREADY = (
    *("pain", "damage", "injuries", "hair loss", "hearing loss", "poor sight", "insomnia"),
    *("obesity", "wrinkles", "infertility", "high blood pressure", "high cholesterol", "tiredness"),
)
_MOST = 3  # conditions that are named


def treatment_or(matter: Matter, other: str) -> str:
    """The treatments, or another word where the passage names none."""
    return matter.treatment if matter.about.called else other


def of_treatment(matter: Matter, word: str = "of") -> str:
    """“ of opioids”, or nothing where the passage names no treatment."""
    return f" {word} {matter.treatment}" if matter.about.called else ""


def in_conditions(matter: Matter) -> str:
    """“ in migraine”: the conditions that no talk of pain or damage tells of, or nothing."""
    names = tuple(name for name in matter.about.conditions if not name.endswith(_SAID_ALREADY))
    return f" in {listed(names)}" if 0 < len(names) <= _MOST else ""
