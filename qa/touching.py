"""A sentence's words to how sure the model must be that it touches on what a treatment is worth.

The model is set to miss few claims. Where the words speak of no help, harm or proof, or tell of an
illness, a bare suspicion is not enough.
"""

from qa import harms, limits, wording
from qa.designs import names_a_study
from qa.effects import effects_in

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
# What such a sentence tells of: illness and its causes, or what the law and insurers demand …
_ILLNESS = wording.words_for(
    r"caus(?:e|es|ed|ing)|affects?|affected|leads? to|results? (?:in|from)|associated with"
    r"|characteri[sz]ed|means that|is an?|are an?|because|due to|sets? (?:it )?off|brings? on"
    r"|bring on|wears? (?:away|down)|breaks? down|becomes?|gets? worse|worsens?|feels? like"
    r"|symptoms?|common|estimat\w+|millions?|billions?|lives? with|suffer\w*|develops?"
    r"|risk factors?|loss of|lose|narrow\w*|press(?:es)? on|inflamed|irritat\w+|damages?"
    r"|degenerat\w+|harms?|insur\w+|guidance|counts? as|covers?|coverage"
)
_RULES = wording.words_for(r"guidance|implied claim|trade commission|insurers?|insurance|Medicare")
# … and not of somebody, or of what was done to him.
_DONE = wording.words_for(
    r"I|we|our|you|your|she|he|her|his|my|us|after|within|until|treat\w*|clinic|session|dose"
    r"|infusion|drip|injec\w+|appointment|take|taking|taken|used?|using|placed|group|arm|users?"
    r"|given|new one|follow\w*|placebo|sham|kept?|gone|stopp\w+|return\w*|lasts?|surviv\w*"
    r"|no longer|without|rare|exceptional|serious|fewer|less|do(?:es)? not|not|best|good|choice"
    r"|sensible|advantage|safe\w*|equally|out of|estimate of|nobody\w*|for (?:them|it)"
)
# Log-odds above the model's threshold: for a silent sentence, for one that tells of an illness and
# names no treatment, and for one that does both.
_SILENT, _OF_ILLNESS, _BOTH = 0.2, 1.0, 2.85


def least_margin(words: str, named: bool) -> float:
    """How sure the model must be of a sentence: log-odds above its threshold.

    `named` is whether the sentence names a treatment, or leans on one.
    """
    if not named and on_illness(words):
        return _BOTH if silent(words) else _OF_ILLNESS
    return _SILENT if silent(words) else 0.0


def silent(words: str) -> bool:
    """Whether a sentence has no word on help, harm, proof or approval.

    >>> silent("Gout is common."), silent("It helps.")
    (True, False)
    """
    cue = any(pattern.search(words) for pattern in _CUES)
    return not (cue or names_a_study(words) or "%" in words or effects_in(words))


def on_illness(words: str) -> bool:
    """Whether a sentence tells of an illness, or of rules, rather than of what was done about it.

    >>> on_illness("In gout, crystals irritate a joint."), on_illness("We irritate the nerve.")
    (True, False)
    """
    illness = _ILLNESS.search(words) and not _DONE.search(words) and '"' not in words
    return bool(illness or _RULES.search(words))
