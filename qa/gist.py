"""A sentence to its gist: what its words do, and whether they speak for a treatment or against.

The model that judged a sentence can be wrong on how strongly it puts its case; what a message says
plainly must stand in the words.
"""

import re
from typing import Literal

from qa import harms, limits, wording
from qa.about import About
from qa.designs import names_a_study
from qa.effects import effects_in
from qa.methods import tells_how_done
from qa.types import Strength

Gist = Literal[
    "registration",
    "refused",
    "approved",
    "law",
    "deceived",
    "thin",
    "no cure",
    "faults",
    "null",
    "little",
    "not for",
    "advises",
    "care",
    "set-up",
    "result",
    "claims made",
    "story",
    "claim",
    "offered",
    "compared",
    "mechanism",
    "how well",
    "harm",
    "no harm",
    "unknown harm",
    "safety",
]
FOR: frozenset[Gist] = frozenset({"story", "claim", "offered", "result"})
AGAINST: frozenset[Gist] = frozenset(
    {"refused", "thin", "no cure", "faults", "null", "little", "advises", "care"}
)
# Gists that say little, and step back behind others.
VAGUE: frozenset[Gist] = frozenset({"how well", "mechanism", "set-up"})
SAFETY: frozenset[Gist] = frozenset({"harm", "no harm", "unknown harm", "safety"})
_THIN = (
    limits.EXPERIMENTAL,
    limits.THIN,
    limits.MORE_WORK,
    limits.NOTHING_FOR,
    limits.NOT_SHOWN,
)
_BENEFITS = (wording.HELPS, wording.CURES, wording.PREVENTS)
_BUT = wording.words_for("but")
_OF_SEVERAL = wording.words_for(r"one|two|three|four|five|some|others?|half|most|many|better")
_TOGETHER = wording.words_for(r"together|combin\w+|alone|added|both")
_FINDS = wording.words_for(r"found|finds|shows?|showed|shown|conclud\w+|reported|compared")
_OUTCOME = wording.words_for(
    r"found|finds|show(?:s|ed|n)?|conclud\w+|better|worse|improv\w+|reliev\w+|eas(?:ed|ier)"
    r"|reduc(?:ed|es|tion)|less|fewer|fell|fall|falls|rose|dropp?ed|superior|inferior|differences?"
    r"|effective|benefit\w*|help(?:s|ed)?|work(?:s|ed)|recover\w*|gained?|lost|none|half"
    r"|success\w*|surviv\w*|died|heal(?:s|ed)?|returned|suggests?|significant\w*|uncertain\w*"
    r"|slightly|per cent|outlived|lasted|than|more|removed|lower|higher"
    r"|no (?:\w+ )?(?:better|more|less)|grew|regrew|repaired|restored|halved|doubled|twice|cut"
    r"|prevented|cured|responded|pain-free|stopped|harm\w*|stayed|slept|lived|could|felt|walked"
)


def gist_of(words: str, about: About, strength: Strength, safety: bool) -> Gist:
    """The gist of a sentence that touches on a treatment's worth.

    `strength` and `safety` are the model's, for where the words leave it open. Talk of approval
    counts before that of harm, harm before limits, and limits before benefit.
    """
    clear = wording.plain(words)
    return (
        _on_status(words, about)
        or _on_harm(words, clear, about, strength, safety)
        or _on_limits(words, clear, about, strength)
        or _on_benefit(words, clear, about, strength)
    )


def _on_status(words: str, about: About) -> Gist | None:
    """What it says of approval and law."""
    words = re.sub(r"(?<=\w)\.(?=\w)", " ", words)  # clinicaltrials.gov ends no sentence
    effects = effects_in(words)
    if limits.APPROVED.search(words) and limits.IS_NOT_APPROVAL.search(words):
        return "registration"
    if limits.DECEIVED.search(words):
        return "deceived"
    if limits.NO_NEED.search(words) or (limits.LAW.search(words) and not effects):
        return "law"
    if limits.NOT_APPROVED.search(words):
        return "refused"
    if limits.UNAPPROVED.search(words) and not harms.tells_of_harm(words, bool(about.called)):
        return "refused"
    if limits.APPROVED.search(words) and not (effects or limits.ADVISES.search(words)):
        return "approved"
    return None


def _on_harm(words: str, clear: str, about: About, strength: Strength, safety: bool) -> Gist | None:
    helps = wording.HELPS.search(clear) or effects_in(clear)
    of_harm = safety or not helps
    if harms.NOT_SAFE.search(words):
        return "care"
    if of_harm and harms.UNKNOWN_HARM.search(words) and (safety or harms.OF_HARM.search(words)):
        return "unknown harm"
    if limits.compared_with(words):  # as many side effects as a placebo, say
        return "null"
    if harms.denies_harm(words):
        return "no harm"
    if of_harm and strength != "testimonial" and harms.tells_of_harm(words, bool(about.called)):
        return "harm"
    return "safety" if safety and not helps else None


def _on_limits(words: str, clear: str, about: About, strength: Strength) -> Gist | None:
    holds_back = strength in ("limited", "negative")
    if limits.NO_CURE.search(words):
        return "no cure"
    if any(pattern.search(words) for pattern in _THIN):
        return "thin"
    if holds_back and limits.SMALL.search(words):
        return "thin"
    if limits.NOT_FOR.search(words):
        return "not for"
    if limits.INSTEAD_OF_USUAL.search(words) or limits.ADVISES.search(words):
        return "advises"
    if wording.OFFERS.search(words) and about.called and not (holds_back or effects_in(clear)):
        return "offered"
    if any(pattern.search(clear) for *_, pattern in limits.FAULTS):
        return "compared" if wording.SETS_APART.search(words) else "faults"
    if limits.WARNS.search(words):
        return "care"
    if wording.CLAIMS.search(words):
        return "claims made"
    if holds_back and limits.UNSURE.search(clear):
        return "thin"
    if (
        strength == "negative"
        and about.called
        and limits.DENIES.search(wording.unconditional(clear))
    ):
        # “but” may turn it round, and of several treatments one may be better
        several = len(about.called) + len(about.against) > 1 or _OF_SEVERAL.search(words)
        return "how well" if several or _BUT.search(clear) else "little"
    return None


def _on_benefit(words: str, clear: str, about: About, strength: Strength) -> Gist:
    if strength == "testimonial" and _is_story(words):
        return "story"
    study = names_a_study(words)
    outcome = "%" in words or _OUTCOME.search(words)
    if tells_how_done(words):
        return "set-up"
    if strength == "reported" or (study and _FINDS.search(words)):
        return "result" if outcome else "how well"
    effects = effects_in(clear)
    several = about.against or len(about.called) > 1
    if several and wording.COMPARES.search(clear) and not _TOGETHER.search(words):
        return "compared"
    if strength in ("limited", "negative"):  # the model hears a doubt that no word here tells of
        return "how well"
    acts = wording.WORKS_BY.search(words) or wording.IS_SUCH.search(words)
    if acts and not effects and not about.conditions:
        return "mechanism"
    helps = effects or any(pattern.search(clear) for pattern in _BENEFITS)
    return "claim" if helps and not wording.TURNS.search(clear) else "how well"


def without_outcome(words: str) -> bool:
    """Whether a sentence names a study and has no word for what came of it.

    >>> without_outcome("The trial is old."), without_outcome("The trial found help.")
    (True, False)
    """
    return names_a_study(words) and not ("%" in words or _OUTCOME.search(words))


def _is_story(words: str) -> bool:
    """Whether somebody tells of himself, or is told of and was helped."""
    if wording.STORY.search(words):
        return True
    told = wording.MANY.search(words) or wording.OF_ONE.search(words)
    helped = effects_in(words) or wording.HELPS.search(words) or wording.WHEN.search(words)
    return bool(told and helped)
