"""Evidence to a sentence on what a claim rests on, in words for anybody."""

import re

from qa.counting import SPAN
from qa.designs import names_a_study
from qa.types import Evidence

_DURATION = re.compile(SPAN, re.IGNORECASE)
_BEASTS = re.compile(
    r"\b(mice|rats|rabbits|dogs|horses|pigs|sheep|goats|monkeys|cats|ferrets)\b", re.IGNORECASE
)
_MANY = re.compile(r"(?:studies|trials|analyses|reviews|series)$")
_DRAWN = re.compile(r"random|lot|coin")  # chance decided who got what
# A study that has a name, a journal or an author.
_NAMED = re.compile(
    r"\b(?:[A-Z][\w-]*[A-Z0-9][\w-]*) (?:[Tt]rial|[Ss]tudy)\b"
    r"|\b[A-Z]\w+ (?:and (?:others|colleagues)|et al)\b"
)
_IN_PEOPLE = re.compile(r"\b(?:patients|participants|volunteers|people|trials?)\b", re.IGNORECASE)


def grounds(evidence: Evidence, words: str) -> str:
    """What the passage's claim rests on, as far as its words say; nothing where they don't.

    >>> grounds(Evidence("randomised", people=480), "")
    'It rests on a controlled trial of 480 people.'
    """
    named = evidence.place.text.lower() if evidence.place else ""
    people = f" of {evidence.people:,} people" if evidence.people else ""
    studied = f"{people}{_followed(evidence) if people else ''}"
    match evidence.design:
        case "review":
            all_of_them = people.replace(" of", ", with") + " in all" if people else ""
            return f"It rests on a review of studies{all_of_them}."
        case "randomised":
            kind = "randomised" if _DRAWN.search(named) else "controlled"
            return (
                f"It rests on {kind} trials{studied}."
                if _MANY.search(named)
                else (f"It rests on a {kind} trial{studied}.")
            )
        case "uncontrolled" if "survey" in named:
            return f"It rests on a survey{people}, which cannot show what did them good."
        case "uncontrolled":
            apart = f"{people} without a fair comparison{_followed(evidence)}"
            return f"It rests on a study{apart}: chance may be at work."
        case "case series":
            return f"It rests on a few cases{people.replace(' of', ',')}, with none to compare."
        case "animal" | "laboratory" if _IN_PEOPLE.search(words):
            return "It speaks of work in animals or a laboratory too, which is no proof in people."
        case "animal":
            beast = _BEASTS.search(words)
            return f"It rests on {beast[1].lower() if beast else 'animals'}, not people."
        case "laboratory":
            return "It rests on work in a laboratory, not on people."
        case "opinion":
            return "That is an opinion; no study is named here."
        case _ if found := _NAMED.search(words):
            name = found.group()
            of = (
                f"the {name}" if name.lower().endswith(("trial", "study")) else f"a study by {name}"
            )
            return f"It names {of}{studied}, but not how that was done."
        case _ if names_a_study(words):
            return f"It speaks of a study{studied}, but not of how it was done."
    return ""


def _followed(evidence: Evidence) -> str:
    """“, followed for a year”, or nothing."""
    found = _DURATION.search(evidence.followed.text) if evidence.followed else None
    return f", followed for {re.sub('[-–]', ' ', found.group())}" if found else ""
