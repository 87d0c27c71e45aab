"""A sentence's words to how sure the model must be that it touches on what a treatment is worth.

The model is set to miss few claims. Where the words speak of no help, harm or proof, or tell of an
illness, a bare suspicion is not enough.
"""

import re

from qa import harms, limits, wording
from qa.designs import names_a_study
from qa.effects import effects_in
from qa.findings import finding_in

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
# Log-odds above the model's threshold: for a silent sentence and for one that names no treatment …
_SILENT, _NAMELESS = 0.4, 0.1
# … for one that is both, and for such a question; for one without a treatment that tells of an
# illness, and for one that does so in silence.
_NEITHER, _ASKS, _OF_ILLNESS, _BOTH = 0.6, 1.4, 1.0, 2.85
_WARNED_OF = re.compile(
    r"\bwarn(?:s|ed|ing)? (?:\w+ ){0,3}against\b"
    r"|\b(?:can |may |often )*(?:cause[sd]?|brings? on|leads? to) (?:[\w,]+ ){0,4}?(?:dizz\w+"
    r"|nausea|weight gain|side[- ]effects|dependence|addiction|bleeding|drowsiness|sleepiness"
    r"|constipation|falls|confusion|kidney damage|ulcers|withdrawal)\b",
    re.IGNORECASE,
)
# A few words that say nothing (“Give it a month.”) need more. Of such in the 36 libraries of
# eval/training, which the model has seen, this drops 24 of 36 false alarms and 4 of 54 right ones.
_FEW, _BRIEF = 4, 1.2
# A study that is named without what it found claims nothing as a rule. In the same libraries this
# drops 26 of 37 false alarms on such sentences and 3 of 35 right ones.
SET_UP = 1.8
_FOR_WHOM = 2.0  # who should not have a treatment claims nothing for it
# Plain words on help or harm, of which the model is often unsure.
_TREATED = wording.words_for(
    r"treat\w*|inject\w*|sessions?|operations?|procedures?|transplants?|infusions?|grafts?|implants?"
    r"|needs?|reports? of"
)
_TREATABLE = re.compile(
    r"\bcan (?:\w+ ){0,2}?be (?:treated|controlled|managed|relieved|eased|slowed|prevented)"
    r" (?:\w+ ){0,3}?(?:with|by|using)\b",
    re.IGNORECASE,
)


def least_margin(words: str, named: bool) -> float:
    """How sure the model must be of a sentence: log-odds above its threshold.

    `named` is whether the sentence names a treatment, or leans on one.
    """
    if limits.NOT_FOR.search(words):
        return _FOR_WHOM
    if not silent(words):
        return 0.0 if named else _OF_ILLNESS if on_illness(words) else _NAMELESS
    brief = _BRIEF if len(words.split()) <= _FEW else 0.0
    if on_illness(words) and not named:
        return brief + _BOTH
    if "?" in words:
        return brief + _ASKS
    return brief + (_SILENT if named else _NEITHER)


def plainly_touches(words: str, named: bool) -> bool:
    """Whether the words say so plainly of help, or of grave harm, that no model need be asked.

    >>> plainly_touches("Cramp can be treated with salt.", named=False)
    True
    """
    if _TREATABLE.search(words) or (named and _WARNED_OF.search(words)):
        return True
    return harms.counts_harm(words) and (named or bool(_TREATED.search(words)))


def silent(words: str) -> bool:
    """Whether a sentence has no word on help, harm, proof or approval.

    >>> silent("Gout is common."), silent("It helps.")
    (True, False)
    """
    cue = any(pattern.search(words) for pattern in _CUES)
    told = names_a_study(words) or "%" in words or effects_in(words) or finding_in(words)
    return not (cue or told)


def on_illness(words: str) -> bool:
    """Whether a sentence tells of an illness, or of rules, rather than of what was done about it.

    >>> on_illness("In gout, crystals irritate a joint."), on_illness("We irritate the nerve.")
    (True, False)
    """
    illness = _ILLNESS.search(words) and not _DONE.search(words) and '"' not in words
    return bool(illness or _RULES.search(words))
