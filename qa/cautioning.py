"""Passages to caveats: what a reader should know before believing them.

Each sentence is read by itself (reading.py). Those that call for a caveat are gathered into one or
two here, and one gist leads each. What that says is put into words by messages.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from corpus import Passage
from qa import harms, limits
from qa.about import About, sold, together
from qa.evidence import evidence_in
from qa.facts import bearing_facts
from qa.gist import VAGUE
from qa.leading import besides, leading_in
from qa.matter import Matter
from qa.messages import message
from qa.quoting import sentences_within
from qa.reading import Reading, read
from qa.subjects import called, treatments_in
from qa.touching import silent
from qa.types import Caveat, CaveatKind, Evidence, Strength

# a passage is as strong as its strongest sentence, in this order
_STRONGEST: tuple[Strength, ...] = (
    "claimed",
    "testimonial",
    "hedged",
    "reported",
    "negative",
    "limited",
)
_MOST = 2  # caveats under one quote
# which facts are shown, the most telling first; those of some kinds only where words call for them
_FACTS: dict[str, tuple[str, ...]] = {
    "safety": ("safety", "own cells", "report"),
    "testimonial": ("testimonial", "status", "advertising"),
    "limited": ("registration", "status", "payment"),
    "negative": ("evidence", "status", "payment"),
    "reported": ("evidence", "status"),
    "stopping": ("status",),
}
_FACTS_ELSE = ("registration", "status", "evidence", "own cells", "advertising")


def caveats_in(passage: Passage) -> tuple[Caveat, ...]:
    """The caveats that a passage needs: none if it claims nothing, one as a rule, never three.

    A call to do without a medicine, and a promise that nothing goes wrong, get a caveat of their
    own before that on efficacy. The passage may be of any article; the model reads each of its
    sentences. Without an index there are no counter-quotes.
    """
    sentences = [read(place) for place in sentences_within(passage)]
    stops = [one for one in sentences if one.stops]
    safety = [one for one in sentences if one.safety]
    if any(one.gist == "harm" for one in safety):  # whose harm it is may stand beside it
        safety = [one for one in sentences if one.safety or one.harms]
    efficacy = [one for one in sentences if one.efficacy and one not in safety]
    # a report of harm warns already; a promise of none would be lost beside a claim
    promises = any(one.gist == "no harm" for one in safety)
    caveats = [_caveat(passage, "stopping", stops)] if stops else []
    if safety and (not efficacy or (promises and not stops)):
        caveats.append(_caveat(passage, "safety", safety))
        safety = []
    # what has no words for help would be told in an empty second one
    empty = caveats and all(one.gist in VAGUE and silent(one.words) for one in efficacy)
    if efficacy and not empty and not all(one.stops for one in efficacy):
        harm = [one for one in sentences if one.harms and one not in efficacy]
        caveats.append(_caveat(passage, "efficacy", efficacy, safety or harm))
    return _without_repeats(caveats[:_MOST])


def _without_repeats(caveats: Sequence[Caveat]) -> tuple[Caveat, ...]:
    """The caveats, none with a fact that stands under one before it."""
    shown: list[Caveat] = []
    for caveat in caveats:
        known = {fact for other in shown for fact in other.facts}
        facts = tuple(fact for fact in caveat.facts if fact not in known)
        shown.append(replace(caveat, facts=facts))
    return tuple(shown)


def _caveat(
    passage: Passage,
    kind: CaveatKind,
    touching: Sequence[Reading],
    aside: Sequence[Reading] = (),
) -> Caveat:
    """One caveat for a passage, of the sentences that call for it.

    `aside` are sentences on safety that get no caveat of their own.
    """
    stopping = kind == "stopping"
    leading = list(touching) if stopping else leading_in(touching)
    others = [one for one in (*touching, *aside) if one not in leading]
    strength = min((one.strength for one in touching), key=_STRONGEST.index)
    evidence = evidence_in(passage)
    if evidence.design == "not stated" and strength == "testimonial":
        evidence = Evidence("testimonial", leading[0].place)
    whole, subject = _together(touching), _together(leading)
    treatments = whole.treatments
    if not treatments and passage.article.kind == "clinic":
        treatments = treatments_in(passage.article.title)
    bearing = partial(bearing_facts, treatments, whole.conditions, words=passage.text)
    harm = bearing(("safety",))
    matter = Matter(
        kind,
        strength,
        leading[0].gist,
        passage.article.kind,
        " ".join(one.words for one in leading),
        subject,
        evidence,
        whole=passage.text,
        medicine=_medicine(touching) if stopping else None,
        sold=_sells_another(passage, subject),
        besides="" if stopping else besides(leading, others),
        reported=harm[0].publisher if harm else None,
    )
    facts = bearing(_fact_kinds(matter))
    triggers = _triggers([*touching, *aside])
    return Caveat(kind, strength, triggers, message(matter), facts, evidence=evidence)


def _together(sentences: Sequence[Reading]) -> About:
    return together([one.about for one in sentences])


def _sells_another(passage: Passage, subject: About) -> bool:
    """Whether a clinic speaks of treatments none of which is the one that it sells."""
    clinic = passage.article.kind == "clinic"
    return clinic and bool(subject.treatments) and not {*subject.treatments} & {*sold(passage)}


def _triggers(touching: Sequence[Reading]) -> tuple[Passage, ...]:
    """The sentences that set a caveat off, each with the words in it that did."""
    triggers: list[Passage] = []
    for one in touching:
        article, begin = one.place.article, one.place.start
        spans = one.triggers if one.stops is None else (one.stops, *one.triggers)
        triggers.append(one.place)
        triggers += [Passage(article, begin + start, begin + end) for start, end in spans]
    return tuple(triggers)


def _medicine(stopping: Sequence[Reading]) -> str | None:
    """What is to be done without, if it is one that has a name."""
    calls = [one.words[slice(*one.stops)] for one in stopping if one.stops]
    names = (called(treatment, words) for words in calls for treatment in treatments_in(words))
    return next(names, None)


def _fact_kinds(matter: Matter) -> tuple[str, ...]:
    """The kinds of facts that a matter calls for, the most telling first."""
    if harms.ON_ANOTHER.search(matter.words):  # nothing is known here of donors
        return ()
    kinds = _FACTS.get(matter.kind) or _FACTS.get(matter.strength, _FACTS_ELSE)
    if matter.evidence.design in ("animal", "laboratory"):
        kinds = ("animals", *kinds)
    if matter.speaker == "clinic":
        kinds = (*kinds, "advertised story" if matter.strength == "testimonial" else "ask")
    if limits.LAW.search(matter.words) and matter.kind == "efficacy":
        kinds = ("registration", "law", *kinds)
    return kinds
