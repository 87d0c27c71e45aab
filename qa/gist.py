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
_CUES = (
    wording.HELPS,
    wording.CURES,
    wording.PREVENTS,
    wording.TIMES,
    wording.WHEN,
    wording.RECOMMENDS,
    wording.COMPARES,
    wording.CLAIMS,
    wording.RATES,
    wording.STORY,
    wording.RESPONDS,
    harms.FIGURES,
    harms.SIDE_EFFECTS,
    limits.APPROVED,
    limits.EXPERIMENTAL,
    limits.THIN,
    limits.NOTHING_FOR,
    limits.UNSURE,
    limits.MORE_WORK,
    limits.DENIES,
    limits.WARNS,
    limits.DECEIVED,
    limits.ADVISES,
    limits.NOT_FOR,
    *(pattern for *_, pattern in limits.FAULTS),
)
_OF_SEVERAL = wording.words_for(r"one|two|three|four|five|some|others?|half|most|many|better")
_TOGETHER = wording.words_for(r"together|combin\w+|alone|added|both")
_FINDS = wording.words_for(r"found|finds|shows?|showed|shown|conclud\w+|reported|compared")
_OUTCOME = wording.words_for(
    r"found|finds|show(?:s|ed|n)?|conclud\w+|better|worse|improv\w+|reliev\w+|eas(?:ed|ier)"
    r"|reduc(?:ed|es|tion)|less|fewer|fell|fall|falls|rose|dropp?ed|superior|inferior|differences?"
    r"|effective|benefit\w*|help(?:s|ed)?|work(?:s|ed)|recover\w*|gained?|lost|none|half|success\w*"
    r"|surviv\w*|died|heal(?:s|ed)?|returned|suggests?|significant\w*|uncertain\w*|slightly"
    r"|per cent|outlived|lasted|than|more|removed|lower|higher|no (?:\w+ )?(?:better|more|less)"
    r"|grew|regrew|repaired|restored|halved"
    r"|doubled|twice|cut|prevented|cured|responded|pain-free|stopped|harm\w*|stayed|slept|lived"
    r"|could"
    r"|felt|walked"
)


def silent(words: str) -> bool:
    """Whether a sentence has no word on help, harm, proof or approval.

    >>> silent("Gout is common."), silent("It helps.")
    (True, False)
    """
    cue = any(pattern.search(words) for pattern in _CUES)
    return not (cue or names_a_study(words) or "%" in words or effects_in(words))


def gist_of(words: str, about: About, strength: Strength, safety: bool) -> Gist:
    """The gist of a sentence that touches on a treatment's worth.

    `strength` and `safety` are the model's, for where the words leave it open.
    """
    clear = wording.plain(words)
    return (
        _status(words, about)
        or _on_harm(words, clear, about, strength, safety)
        or _on_limits(words, clear, about, strength)
        or _on_benefit(words, clear, about, strength)
    )


def tells_of_harm(words: str, about: About) -> bool:
    """Whether a sentence says that a treatment does harm."""
    clear = wording.plain(words)
    pattern = harms.HARMS if about.called else harms.SIDE_EFFECTS
    told = any(not harms.LOWERS.search(clear[: at.start()]) for at in pattern.finditer(clear))
    return told and not denies_harm(words)


def denies_harm(words: str) -> bool:
    """Whether a sentence says that no harm, or none known, is done."""
    if harms.NOT_SAFE.search(words):
        return False
    return any(
        pattern.search(words)
        for pattern in (harms.PROMISES, harms.REJECTION, harms.REPORTED_NONE, harms.ON_ANOTHER)
    )


def _status(words: str, about: About) -> Gist | None:
    """What it says of approval and law."""
    words = re.sub(r"(?<=\w)\.(?=\w)", " ", words)  # clinicaltrials.gov ends no sentence
    if limits.APPROVED.search(words) and limits.IS_NOT_APPROVAL.search(words):
        return "registration"
    if limits.DECEIVED.search(words):
        return "deceived"
    if limits.NO_NEED.search(words) or (limits.LAW.search(words) and not effects_in(words)):
        return "law"
    if limits.NOT_APPROVED.search(words) or (
        limits.UNAPPROVED.search(words) and not tells_of_harm(words, about)
    ):
        return "refused"
    if limits.ADVISES.search(words) or effects_in(words):
        return None
    return "approved" if limits.APPROVED.search(words) else None


def _on_harm(words: str, clear: str, about: About, strength: Strength, safety: bool) -> Gist | None:
    helps = wording.HELPS.search(clear) or effects_in(clear)
    if harms.NOT_SAFE.search(words):
        return "care"
    if harms.UNKNOWN_HARM.search(words) and (safety or not helps):
        return "unknown harm"
    if _null(words):
        return None
    if denies_harm(words):
        return "no harm"
    if tells_of_harm(words, about) and strength != "testimonial" and (safety or not helps):
        return "harm"
    return "safety" if safety and not helps else None


def _on_limits(words: str, clear: str, about: About, strength: Strength) -> Gist | None:
    if _null(words):
        return "null"
    if limits.NO_CURE.search(words):
        return "no cure"
    thin = (
        limits.EXPERIMENTAL,
        limits.THIN,
        limits.MORE_WORK,
        limits.NOTHING_FOR,
        limits.NOT_SHOWN,
    )
    if any(pattern.search(words) for pattern in thin):
        return "thin"
    if strength in ("limited", "negative") and limits.SMALL.search(words):
        return "thin"
    if limits.NOT_FOR.search(words):
        return "not for"
    if limits.INSTEAD_OF_USUAL.search(words) or limits.ADVISES.search(words):
        return "advises"
    if wording.OFFERS.search(words) and about.called and strength not in ("negative", "limited"):
        return "offered"
    if any(pattern.search(clear) for *_, pattern in limits.FAULTS):
        return "compared" if wording.SETS_APART.search(words) else "faults"
    if limits.WARNS.search(words):
        return "care"
    if wording.CLAIMS.search(words):
        return "claims made"
    if strength in ("limited", "negative") and limits.UNSURE.search(clear):
        return "thin"
    if strength == "negative" and limits.DENIES.search(clear) and about.called:
        # “but” may turn it round, and of several treatments one may be better
        several = len(about.called) + len(about.against) > 1 or _OF_SEVERAL.search(words)
        return "how well" if several or wording.words_for("but").search(clear) else "little"
    return None


def _on_benefit(words: str, clear: str, about: About, strength: Strength) -> Gist:
    helped = effects_in(words) or wording.HELPS.search(words) or wording.WHEN.search(words)
    told = wording.STORY.search(words) or (wording.MANY.search(words) and helped)
    if strength == "testimonial" and (told or (wording.OF_ONE.search(words) and helped)):
        return "story"
    study = names_a_study(words)
    if wording.FUNDED.search(words) and (study or "analys" in words):
        return "set-up"
    if study and not _OUTCOME.search(words) and "%" not in words:
        return "set-up"
    if strength == "reported" or (study and _FINDS.search(words)):
        if _OUTCOME.search(words) or "%" in words:
            return "result"
        return "how well"
    helps = effects_in(clear) or any(
        pattern.search(clear) for pattern in (wording.HELPS, wording.CURES, wording.PREVENTS)
    )
    apart = wording.COMPARES.search(clear) and not _TOGETHER.search(words)
    if apart and (about.against or len(about.called) > 1):
        return "compared"
    acts = wording.WORKS_BY.search(words) or wording.IS_SUCH.search(words)
    if acts and not effects_in(clear) and not about.conditions:
        return "mechanism"
    if helps and not wording.TURNS.search(clear):
        return "claim"
    return "how well"


def _null(words: str) -> bool:
    return bool(limits.NO_BETTER.search(words)) and bool(limits.compared_with(words))


# What such a sentence tells of: illness and its causes, or what the law and insurers demand …
_ILLNESS = wording.words_for(
    r"caus(?:e|es|ed|ing)|affects?|affected|leads? to|results? (?:in|from)|associated with",
    r"characteri[sz]ed|means that|is an?|are an?|because|due to|sets? (?:it )?off|brings? on"
    r"|bring on|wears? (?:away|down)|breaks? down|becomes?|gets? worse|worsens?|feels? like",
    r"symptoms?|common|estimat\w+|millions?|billions?|lives? with|suffer\w*|develops?"
    r"|risk factors?|loss of|lose|narrow\w*|press(?:es)? on|inflamed|irritat\w+|damages?"
    r"|degenerat\w+|harms?|insur\w+|guidance|counts? as|covers?|coverage",
)
_RULES = wording.words_for(r"guidance|implied claim|trade commission|insurers?|insurance|Medicare")
# … and not of somebody, or of what was done to him.
_DONE = wording.words_for(
    r"I|we|our|you|your|she|he|her|his|my|us|after|within|until|treat\w*|clinic|session|dose",
    r"infusion|drip|injec\w+|appointment|take|taking|taken|used?|using|placed|group|arm|users?"
    r"|given|new one|follow\w*|placebo|sham|kept?|gone|stopp\w+|return\w*|lasts?|surviv\w*"
    r"|no longer|without|rare|exceptional|serious|fewer|less|do(?:es)? not|not|best|good|choice"
    r"|sensible|advantage|safe\w*|equally|out of|estimate of|nobody\w*|for (?:them|it)",
)


def on_illness(words: str) -> bool:
    """Whether a sentence tells of an illness, or of rules, rather than of what was done about it.

    >>> on_illness("In gout, crystals irritate a joint."), on_illness("We irritate the nerve.")
    (True, False)
    """
    illness = _ILLNESS.search(words) and not _DONE.search(words) and '"' not in words
    return bool(illness or _RULES.search(words))
