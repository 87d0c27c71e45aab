"""A quoted passage to the evidence that it names, by its own words alone.

In: a passage. Out: the design of the study that it speaks of, the words that name it, how many
people were studied and how long they were followed. What it does not name is not stated.
"""

import re

from corpus import Passage
from qa.counting import NUMBER, SPAN, days_in, number_in
from qa.designs import design_in, names_a_study
from qa.types import Design, Evidence

_STUDIED: frozenset[Design] = frozenset(("review", "randomised", "uncontrolled", "case series"))
_NOT_BETWEEN = (
    r"(?!(?:million|per|percent|of|in|out|weeks?|months?|years?|days?|hours?|times|studies|trials"
    r"|clinics|centres|hospitals|and|or|to|euros|mg|points|groups?|who|had|were|that)\b)"
)
_PERSONS = (
    r"(?:people|persons?|patients?|participants?|adults?|(?:wo)?men|children|volunteers?|subjects"
    r"|boys|girls|babies|infants|toddlers|teenagers|adolescents|members|runners|athletes|veterans"
    r"|nurses|twins|pensioners|residents|smokers|users|respondents|customers|clients|guests"
    r"|mothers|students|cyclists|dancers|soldiers|workers|players|footballers|survivors"
    r"|sufferers|recipients|drivers|teachers)\b"
)
_PEOPLE = re.compile(
    rf"(?P<many>{NUMBER})(?:,)? (?:{_NOT_BETWEEN}[\w'’-]+ ){{0,3}}?{_PERSONS}"
    rf"|\bn ?= ?(?P<n>{NUMBER})"
    rf"|\b(?:trial|study|cohort|survey) (?:of|in|with|among) (?P<of>{NUMBER})"
    r"(?! (?:\w+ )?(?:stud|trial|week|month|year|day|centre|hospital|dose|drug|kind|site))"
    rf"|\b(?:enrolled|recruited|randomi[sz]ed|surveyed|questioned) (?P<took>{NUMBER})\b(?! per)"
    rf"|(?P<cases>{NUMBER}) (?:\w+ )?cases\b",
    re.IGNORECASE,
)
# The number is a share, an age, a part or a bound …
_SHARE = re.compile(
    rf"(?:{NUMBER} (?:in|out of|of every|in every)|\bper|\bevery|aged|subgroups? of"
    r"|(?:fewer|less) than|under|at most|up to)\s$",
    re.IGNORECASE,
)
# … or a year …
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(
    r"\b(?:in|since|by|until|from|during|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\s$",
    re.IGNORECASE,
)
# … or counts those to whom something happened …
_SOME = re.compile(
    r" (?:died|developed|withdrew|suffered|dropped|needed|respectively|each"
    r"|(?:was|were) admitted)\b",
    re.IGNORECASE,
)
_FEW = 10  # people: such small numbers before a verb are mostly a part of those studied
_OF_A_STUDY = re.compile(
    r"\b(?:trials?|study|studies|series|reports?|cohort|survey|describ\w+|publish\w+|tested|tried"
    r"|followed|enrolled|recruited|all|only|just)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r" (?:left|stopped|reported|improved|said|saw|gained|preferred|recovered"
    r"|(?:was|were) (?:better|cured|free|well))\b",
    re.IGNORECASE,
)
# … or those whom a clinic has had through its doors …
_SERVED = re.compile(
    r"\b(?:have|has|had|['’]ve) (?:now |already )?(?:given|treated|helped|seen|served|implanted"
    r"|performed)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# … or a whole people.
_ALL = re.compile(
    r"[^.;]{0,20}?\b(?:a|per|each|every) (?:year|day|month|week)\b|[^.;]{0,30}?\b(?:worldwide"
    r"|around the world|in the (?:world|country|us|uk)|in (?:britain|america|europe|england))\b"
    r"| (?:suffer|live|die|have the disease)\b",
    re.IGNORECASE,
)

_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|eighth|tenth|twelfth)"
_FOLLOWED = re.compile(
    rf"\b(?:(?:after|at|by|over|within|during|through|for up to|up to)"
    rf"(?: the| about| only| up to| at least| more than| just| nearly| one| a further)*? {SPAN}"
    rf"(?:[- ](?:visit|mark|check|follow-?up))?)"
    rf"|{SPAN} (?:later|on\b|afterwards)|{SPAN}(?: of)? follow-?up"
    rf"|{SPAN} after(?: the| their| his| her)?(?: last| first)? (?:surgery|operation|treatment"
    r"|injections?|session|infusion|procedure|transplant|implant|dose)"
    rf"|{SPAN}(?= (?:results|outcomes|figures))"
    rf"|\b(?:at|by) (?:the end of )?the {_ORDINAL} (?:week|month|year)\b",
    re.IGNORECASE,
)
_FOLLOWED_FOR = re.compile(
    r"(?<!be )\b(?:followed|monitored|watched|tracked|observed|follow-?up)\b[^.;]{0,60}?"
    r"\b(?P<span>(?:for|over|of|was|lasted)(?: up to| about| at least| more than| only"
    rf"| a further)* {SPAN})",
    re.IGNORECASE,
)
# The span is an age, or how long somebody had been ill or treated.
_NOT_FOLLOWED = re.compile(
    r"[ -](?:old|of age|pregnant|ago|before|longer|sooner|earlier|more|less|per|an? (?:day|week"
    r"|month|year))\b| of (?!(?:treatment|therapy|follow|training|exercise"
    r"|use|taking|daily|the study|the trial))",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"(?:sessions?|doses?|injections?|lessons?|classes|visits|infusions?|drips?|tablets?)"
    r"(?: \w+){0,2} $|\baged (?:\w+ )*$|\b(?:pain|ill|sick|suffering) $",
    re.IGNORECASE,
)


# What such work can prove, rather than what it found.
_A_RULE = re.compile(
    r"\b(?:not|cannot|n['’]t|never|no)\b[^.;]{0,60}?\b(?:support|prove|substantiate|count as|enough"
    r"|stand for)\b[^.;]{0,40}?\b(?:claims?|proof|people|advert\w*)\b",
    re.IGNORECASE,
)


def evidence_in(passage: Passage) -> Evidence:
    """What the passage itself says of how its claim is known.

    The strongest design that it names counts; people and follow-up only where a study is named.
    """
    words = passage.text
    design, span = design_in(words)
    if design in ("animal", "laboratory") and _A_RULE.search(words):
        design, span = "not stated", None
    place = _within(passage, span)
    if design not in _STUDIED and (design != "not stated" or not names_a_study(words)):
        return Evidence(design, place)
    return Evidence(design, place, _people(words), _within(passage, _followed(words)))


def _people(words: str) -> int | None:
    """How many people were studied: the most that are named, shares and whole peoples left out."""
    numbers = [
        number_in(group) or 0
        for found in _PEOPLE.finditer(words)
        for group in found.groups()
        if group and not _counts_others(words, found, group)
    ]
    return max(numbers, default=None)


def _counts_others(words: str, found: re.Match[str], number: str) -> bool:
    """Whether a number of people is not that of those studied."""
    before, after = words[: found.start()], words[found.end() :]
    dated = _YEAR.fullmatch(number) and _DATED.search(before)
    few = (number_in(number) or 0) < _FEW and (_VERB.match(after) or not _OF_A_STUDY.search(before))
    return bool(
        dated
        or few
        or _SERVED.search(before)
        or _SHARE.search(before)
        or _SOME.match(after)
        or _ALL.match(after)
    )


def _followed(words: str) -> tuple[int, int] | None:
    """Where the longest follow-up is named."""
    spans = [found.span("span") for found in _FOLLOWED_FOR.finditer(words)]
    spans += [
        found.span()
        for found in _FOLLOWED.finditer(words)
        if not _NOT_FOLLOWED.match(words[found.end() :])
        and not _COURSE.search(words[: found.start()])
    ]
    return max(spans, key=lambda span: days_in(words[slice(*span)]), default=None)


def _within(passage: Passage, span: tuple[int, int] | None) -> Passage | None:
    return span and Passage(passage.article, passage.start + span[0], passage.start + span[1])
