"""What a message speaks of: who speaks, of which treatment, for what, on what evidence."""

import re
from dataclasses import dataclass

from corpus import Kind
from qa.about import About
from qa.gist import Gist
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
_MOST = 3  # treatments, and conditions, that are named; of more there is no list


@dataclass(frozen=True, slots=True)
class Matter:
    """What a message speaks of."""

    kind: CaveatKind
    strength: Strength
    gist: Gist
    speaker: Kind  # the kind of the article
    words: str  # of the sentences that the message tells of
    about: About
    evidence: Evidence
    whole: str = ""  # the words of the whole passage
    medicine: str | None = None  # what is to be done without, where the kind is stopping
    sold: bool = False  # whether the article's own treatment is another one
    besides: str = ""  # a sentence on what else the passage says
    reported: str | None = None  # who has reported harm from such treatment
    brief: bool = False  # names that would make the message too long are left out

    @property
    def who(self) -> str:
        return _WHO[self.speaker]

    @property
    def researched(self) -> bool:
        """Whether the article is itself research."""
        return self.speaker in ("study", "review")

    @property
    def named(self) -> bool:
        """Whether the words name a treatment, and not too many."""
        return 0 < len(self.about.called) <= (1 if self.brief else _MOST)

    @property
    def treatment(self) -> str:
        """The treatments as the passage names them, up to three."""
        if self.named:
            return listed(self.about.called)
        if self.about.called:
            return "the treatments that it names"
        return "what it offers" if self.speaker == "clinic" else "a treatment"

    def verb(self, one: str, many: str) -> str:
        """The form of a verb, or of another word, that goes with the treatment."""
        return many if self.about.called and plural(self.treatment) else one

    @property
    def condition(self) -> str:
        """The conditions that the treatment is for, up to three."""
        names = self.about.conditions
        most = 1 if self.brief else _MOST
        return "the conditions that it names" if len(names) > most else listed(names)

    def use(self, word: str) -> str:
        """“ for migraine”, or nothing where no condition is named."""
        return f" {word} {self.condition}" if self.condition else ""


def listed(names: tuple[str, ...]) -> str:
    """
    >>> listed(("rest", "ice", "heat"))
    'rest, ice and heat'
    """
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def plural(name: str) -> bool:
    """Whether a verb in the plural goes with a treatment's name."""
    return " and " in name or (name.endswith("s") and not _ONE.search(name))
