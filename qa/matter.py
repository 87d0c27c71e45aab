"""What a message speaks of: who speaks, of which treatment, for what, on what evidence."""

import re
from dataclasses import dataclass

from corpus import Kind
from qa.about import GENERAL, About
from qa.types import CaveatKind, Evidence, Strength

_WHO: dict[Kind, str] = {
    "clinic": "This clinic's article",
    "explainer": "This explainer",
    "news": "This news article",
    "study": "This study",
    "review": "This review",
    "regulator": "This regulator's text",
    "patient-group": "This patient group's text",
    "unknown": "This article",
}
_ONE = re.compile(r"(?:ss|[^aeo]is|us)$")  # “acupuncture”, “cannabis”: one, for all their last s


@dataclass(frozen=True, slots=True)
class Matter:
    """What a message speaks of."""

    kind: CaveatKind
    strength: Strength
    speaker: Kind  # the kind of the article
    words: str  # of the sentences that set it off
    about: About
    evidence: Evidence
    medicine: str | None = None  # what is to be done without, where the kind is stopping
    besides: str = ""  # a sentence on what else the passage says
    listed: int = 2  # treatments, and conditions, from which more are only counted

    @property
    def who(self) -> str:
        return _WHO[self.speaker]

    @property
    def researched(self) -> bool:
        """Whether the article is itself research."""
        return self.speaker in ("study", "review")

    @property
    def treatment(self) -> str:
        """One or two treatments; what they are set against is left out."""
        names = [name for name in self.about.called if name != "conventional treatment"]
        names = list(dict.fromkeys(names or self.about.called))
        if len(names) > self.listed:
            return "several treatments"
        return " and ".join(names) or "this treatment"

    def verb(self, one: str, many: str) -> str:
        """The form of a verb, or of another word, that goes with the treatment."""
        name = self.treatment
        plural = " and " in name or (name.endswith("s") and not _ONE.search(name))
        return many if plural else one

    @property
    def condition(self) -> str:
        """One or two conditions, the general ones only where no other is named."""
        close = [name for name in self.about.meant if name not in GENERAL]
        names = close or list(self.about.meant[:1])
        return "several conditions" if len(names) > self.listed else " and ".join(names)

    def use(self, word: str) -> str:
        """“ for migraine”, or nothing where no condition is named."""
        return f" {word} {self.condition}" if self.condition else ""
