"""Passages to caveats: what a reader should know before believing them."""

import re
from typing import get_args

from corpus import Kind, Passage
from index import default_encoder
from qa.efficacy import judge
from qa.facts import bearing_facts
from qa.quoting import sentences_within
from qa.types import Caveat, CaveatKind, Strength

# a passage is as strong as its strongest sentence, in this order
_STRONGEST: tuple[Strength, ...] = (
    "claimed", "testimonial", "hedged", "reported", "negative", "limited",
)  # fmt: skip
assert set(_STRONGEST) == set(get_args(Strength))

_SAFETY = re.compile(
    r"\bno (?:known |reported |serious |adverse |significant |long-term )*(?:side effects?|risks?"
    r"|adverse|complications?|danger|rejection|downtime)|without (?:the )?(?:side effects|risks?)"
    r"|\bsafer?\b(?! (?:to|and effective treatments?))|risk-free|harmless|well[- ]tolerated"
    r"|minimally invasive|non-?invasive",
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
    "claimed": "states a benefit as a fact",
    "hedged": "says that a benefit is possible, which is not the same as shown",
    "reported": "reports what was found in people or in a laboratory",
    "testimonial": "tells one person's experience, which does not show how others will fare",
    "limited": "says itself that proof is limited or approval is lacking",
    "negative": "says that the treatment did not help, or no more than something else",
}
_SAFE = "speaks of how safe the treatment is; few reported harms is not proof of safety"
_EVIDENCE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("It names a review of studies.", re.compile(r"systematic review|meta-analys|cochrane", re.I)),
    ("It names a randomised trial.", re.compile(r"randomi[sz]ed|placebo|controlled trial", re.I)),
    (
        "It rests on animals or the laboratory, which is not proof in people.",
        re.compile(
            r"\b(?:mice|mouse|rats?|rabbits?|animals?|in vitro|laborator\w+ (?:study|tests?|studies))\b",
            re.I,
        ),
    ),
    (
        "It names a study.",
        re.compile(r"\b(?:trials?|stud(?:y|ies)|researchers|participants)\b", re.I),
    ),
)  # fmt: skip
_UNNAMED = "It names no study."


def caveats_in(passage: Passage) -> tuple[Caveat, ...]:
    """The caveats that a passage needs: none if nothing in it touches on efficacy, else one.

    The passage may be of any article; the model reads each of its sentences. Without an index
    there are no counter-quotes.
    """
    places = sentences_within(passage)
    encodings = default_encoder().encode([place.text for place in places])
    judged = [
        (place, judge(place.text, encoding.depths))
        for place, encoding in zip(places, encodings, strict=True)
    ]
    touching = [(place, judgement) for place, judgement in judged if judgement.touches]
    if not touching:
        return ()
    strength = min((j.strength for _, j in touching), key=_STRONGEST.index)
    safety = strength in ("claimed", "hedged") and all(
        _SAFETY.search(place.text) for place, j in touching if j.strength == strength
    )
    triggers: list[Passage] = []
    for place, judgement in touching:
        triggers.append(place)
        triggers += [
            Passage(place.article, place.start + start, place.start + end)
            for start, end in judgement.triggers
        ]
    kind: CaveatKind = "safety" if safety else "efficacy"
    facts = bearing_facts(f"{passage.article.title}\n{passage.text}", safety=safety)
    message = _message(passage, strength, safety=safety)
    return (Caveat(kind, strength, tuple(triggers), message, facts),)


def _message(passage: Passage, strength: Strength, *, safety: bool) -> str:
    opening = f"{_WHO[passage.article.kind]} {_SAFE if safety else _DOES[strength]}."
    if strength in ("limited", "testimonial"):
        return opening
    evidence = next((words for words, sign in _EVIDENCE if sign.search(passage.text)), _UNNAMED)
    return f"{opening} {evidence}"
