"""Passages to caveats: what a reader should know before believing them."""

import re
from collections.abc import Sequence

from corpus import Kind, Passage
from qa.efficacy import Judgement, judged
from qa.facts import bearing_facts
from qa.quoting import sentences_within
from qa.subjects import conditions_in, treatments_in
from qa.types import Caveat, Strength

# a passage is as strong as its strongest sentence, in this order
_STRONGEST: tuple[Strength, ...] = (
    "claimed",
    "testimonial",
    "hedged",
    "reported",
    "negative",
    "limited",
)
_SAFETY = re.compile(
    r"\bno (?:known |reported |serious |adverse |significant |long-term )*(?:side effects?|risks?"
    r"|adverse|complications?|danger|rejection|downtime)|without (?:the )?(?:side effects|risks?)"
    r"|rejection is not a risk|nobody has reported|risk-free|harmless|well[- ]tolerated"
    r"|\b(?:is|are|as) (?:completely |perfectly |very |entirely )?safe\b|\bsafer\b",
    re.IGNORECASE,
)
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
_DOES: dict[Strength, str] = {
    "claimed": "states an effect of {treatment} on {condition} as a fact",
    "hedged": "says that {treatment} may have an effect on {condition}; possible is not shown",
    "reported": "reports a finding on {treatment} and {condition}",
    "testimonial": "tells one person's experience with {treatment}; others may fare differently",
    "limited": "says itself that proof or approval of {treatment} for {condition} is limited",
    "negative": "speaks of {treatment} as having no effect on {condition}, or no more than others",
}
_SAFE = "speaks of the safety of {treatment}; no known harm is not proof of safety"
_EVIDENCE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("It names a review of studies.", re.compile(r"systematic review|meta-analys|cochrane", re.I)),
    ("It names a randomised trial.", re.compile(r"randomi[sz]ed|placebo|controlled trial", re.I)),
    (
        "It rests on animals or the laboratory, which is not proof in people.",
        re.compile(
            r"\b(?:mice|mouse|rats?|rabbits?|animals?|in vitro"
            r"|laborator\w+ (?:study|tests?|studies))\b",
            re.I,
        ),
    ),
    (
        "It names a study.",
        re.compile(r"\b(?:trials?|stud(?:y|ies)|researchers|participants)\b", re.I),
    ),
)
_GENERAL = ("chronic pain", "inflammation", "pain")
_UNNAMED = "It names no study."
# which facts are shown, the most telling first
_FACTS: dict[str, tuple[str, ...]] = {
    "safety": ("safety", "status"),
    "testimonial": ("testimonial", "status"),
    "limited": ("status",),
    "negative": ("status", "evidence"),
}
_FACTS_ELSE = ("status", "evidence")


def caveats_in(passage: Passage) -> tuple[Caveat, ...]:
    """The caveats that a passage needs: none if nothing in it touches on efficacy, else one.

    The passage may be of any article; the model reads each of its sentences. Without an index
    there are no counter-quotes.
    """
    judgements = [(place, judged(place)) for place in sentences_within(passage)]
    touching = [(place, judgement) for place, judgement in judgements if judgement.touches]
    return (_caveat(passage, touching),) if touching else ()


def _caveat(passage: Passage, touching: Sequence[tuple[Passage, Judgement]]) -> Caveat:
    """One caveat for a passage, of the sentences in it that touch on efficacy."""
    strength = min((judgement.strength for _, judgement in touching), key=_STRONGEST.index)
    safety = all(one.safety or _SAFETY.search(place.text) for place, one in touching)
    triggers: list[Passage] = []
    for place, judgement in touching:
        triggers.append(place)
        triggers += [
            Passage(place.article, place.start + start, place.start + end)
            for start, end in judgement.triggers
        ]
    # what a passage does not name, its article's title does
    treatments = treatments_in(passage.text) or treatments_in(passage.article.title)
    conditions = conditions_in(passage.text) or conditions_in(passage.article.title)
    does = (_SAFE if safety else _DOES[strength]).format(
        treatment=_treatment(treatments),
        condition=_condition(conditions),
    )
    message = f"{_WHO[passage.article.kind]} {does}."
    if not safety and strength in ("claimed", "hedged", "reported", "negative"):
        message += f" {_evidence(passage.text)}"
    kinds = _FACTS.get("safety" if safety else strength, _FACTS_ELSE)
    facts = bearing_facts(treatments, conditions, kinds)
    return Caveat("safety" if safety else "efficacy", strength, tuple(triggers), message, facts)


def _treatment(treatments: Sequence[str]) -> str:
    """One or two treatments; what they are set against is left out."""
    close = [name for name in treatments if name != "conventional treatment"]
    return " and ".join((close or treatments)[:2]) or "the treatment"


def _condition(conditions: Sequence[str]) -> str:
    """The condition in a few words: the closest word for it, unless there are several."""
    if not conditions:
        return "the illness"
    close = [name for name in conditions if name not in _GENERAL]
    return "several conditions" if len(close) > 2 else (close or conditions)[0]


def _evidence(words: str) -> str:
    return next((says for says, sign in _EVIDENCE if sign.search(words)), _UNNAMED)
