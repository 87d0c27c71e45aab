"""Passages to caveats: what a reader should know before believing them."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Passage
from qa import wording
from qa.about import about
from qa.doing_without import calls_to_stop
from qa.efficacy import Judgement, judged
from qa.evidence import evidence_in
from qa.facts import bearing_facts
from qa.matter import Matter
from qa.messages import message
from qa.quoting import sentences_within
from qa.subjects import called, treatments_in
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
_FOR: frozenset[Strength] = frozenset({"claimed", "hedged", "testimonial"})
_AGAINST: frozenset[Strength] = frozenset({"limited", "negative"})
_MOST = 2  # caveats under one quote
# which facts are shown, the most telling first; those of some kinds only where words call for them
_FACTS: dict[str, tuple[str, ...]] = {
    "safety": ("safety", "own cells", "report", "status"),
    "testimonial": ("testimonial", "status", "advertising"),
    "limited": ("registration", "status", "payment"),
    "negative": ("evidence", "status", "payment"),
    "reported": ("evidence", "status"),
    "stopping": ("status",),
}
_FACTS_ELSE = ("registration", "status", "evidence", "own cells", "advertising")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the passage, and what is the matter with it."""

    place: Passage
    judgement: Judgement
    stops: tuple[int, int] | None  # where it suggests doing without a medicine

    @property
    def promises(self) -> bool:
        """Whether it says that nothing goes wrong."""
        return bool(wording.PROMISES.search(self.place.text))

    @property
    def safety(self) -> bool:
        """Whether it speaks of harm, or of none, rather than of help."""
        words = self.place.text
        helps = wording.HELPS.search(words) or wording.COMPARES.search(words)
        harms = wording.HARMS.search(words) and not helps
        strength = self.judgement.strength
        told = (harms and strength != "testimonial") or (self.promises and strength not in _AGAINST)
        return self.judgement.touches and bool(self.judgement.safety or told)

    @property
    def efficacy(self) -> bool:
        return self.judgement.touches and not self.safety


def caveats_in(passage: Passage) -> tuple[Caveat, ...]:
    """The caveats that a passage needs: none if it claims nothing, one as a rule, never three.

    A call to do without a medicine, and a promise that nothing goes wrong, get a caveat of their
    own before that on efficacy. The passage may be of any article; the model reads each of its
    sentences. Without an index there are no counter-quotes.
    """
    sentences = [_read(place) for place in sentences_within(passage)]
    stops = [one for one in sentences if one.stops]
    safety = [one for one in sentences if one.safety]
    efficacy = [one for one in sentences if one.efficacy]
    # a report of harm warns already; a promise of none would be lost beside a claim
    promises = any(one.promises for one in safety)
    caveats = [_caveat(passage, "stopping", stops)] if stops else []
    if safety and (not efficacy or (promises and not stops)):
        caveats.append(_caveat(passage, "safety", safety))
        safety = []
    if efficacy and not all(one.stops for one in efficacy):
        caveats.append(_caveat(passage, "efficacy", efficacy, safety))
    return tuple(caveats[:_MOST])


def _read(place: Passage) -> _Sentence:
    # a regulator who says so has a reason of safety
    stops = None if place.article.kind == "regulator" else calls_to_stop(place.text)
    return _Sentence(place, judged(place), stops)


def _caveat(
    passage: Passage,
    kind: CaveatKind,
    touching: Sequence[_Sentence],
    aside: Sequence[_Sentence] = (),
) -> Caveat:
    """One caveat for a passage, of the sentences that call for it.

    `aside` are sentences on safety that get no caveat of their own.
    """
    strength = min((one.judgement.strength for one in touching), key=_STRONGEST.index)
    strongest = [one for one in touching if one.judgement.strength == strength]
    words = " ".join(one.place.text for one in strongest)
    subject = about(passage, words)
    evidence = evidence_in(passage)
    if evidence.design == "not stated" and strength == "testimonial":
        evidence = Evidence("testimonial", strongest[0].place)
    matter = Matter(
        kind,
        strength,
        passage.article.kind,
        words,
        subject,
        evidence,
        _medicine(touching) if kind == "stopping" else None,
        _besides(touching, strength, aside) if kind == "efficacy" else "",
    )
    facts = bearing_facts(subject.treatments, subject.conditions, _fact_kinds(matter), passage.text)
    triggers = _triggers([*touching, *aside])
    return Caveat(kind, strength, triggers, message(matter), facts, (), evidence)


def _besides(touching: Sequence[_Sentence], strength: Strength, aside: Sequence[_Sentence]) -> str:
    """What a passage says besides its strongest claim, in a sentence."""
    if strength in _FOR and any(one.judgement.strength in _AGAINST for one in touching):
        return "It also sets limits to that itself."
    if any(one.promises for one in aside):
        return "It also says that nothing can go wrong, or little."
    harm = any(one.judgement.safety for one in aside)
    return "It speaks of harm as well." if harm else ""


def _triggers(touching: Sequence[_Sentence]) -> tuple[Passage, ...]:
    """The sentences that set a caveat off, each with the words in it that did."""
    triggers: list[Passage] = []
    for one in touching:
        spans = [*([one.stops] if one.stops else []), *one.judgement.triggers]
        triggers.append(one.place)
        triggers += [
            Passage(one.place.article, one.place.start + start, one.place.start + end)
            for start, end in spans
        ]
    return tuple(triggers)


def _medicine(touching: Sequence[_Sentence]) -> str | None:
    """What is to be done without, if it is one that has a name."""
    for one in touching:
        if one.stops:
            words = one.place.text[slice(*one.stops)]
            for treatment in treatments_in(words):
                return called(treatment, words)
    return None


def _fact_kinds(matter: Matter) -> tuple[str, ...]:
    """The kinds of facts that a matter calls for, the most telling first."""
    kinds = _FACTS.get(matter.kind) or _FACTS.get(matter.strength, _FACTS_ELSE)
    if matter.evidence.design in ("animal", "laboratory"):
        kinds = ("animals", *kinds)
    if matter.speaker == "clinic":
        kinds = (
            (*kinds, "advertised story") if matter.strength == "testimonial" else (*kinds, "ask")
        )
    if wording.LEGAL.search(matter.words) and matter.kind == "efficacy":
        kinds = ("registration", "law", *kinds)
    return kinds
