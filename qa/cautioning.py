"""Passages to caveats: what a reader should know before believing them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import Passage
from qa import limits
from qa.about import About, about, sold, together
from qa.doing_without import calls_to_stop
from qa.efficacy import Judgement, judged
from qa.evidence import evidence_in
from qa.facts import bearing_facts
from qa.gist import AGAINST, FOR, SAFETY, VAGUE, Gist, gist_of, on_illness, silent, tells_of_harm
from qa.matter import Matter, listed, plural
from qa.messages import message
from qa.quoting import sentences_within
from qa.strengths import corrected
from qa.subjects import called, treatments_in
from qa.types import Caveat, CaveatKind, Evidence, Strength
from qa.wording import MAY

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
# How sure the model must be of a sentence without a word on help, harm, proof or approval: where it
# names a treatment; where it names none; where it tells of an illness; and of one that tells of an
# illness, names no treatment, and has such a word.
_SILENT, _QUIET, _ON_ILLNESS, _OF_ILLNESS = 0.2, 0.2, 2.85, 1.0
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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the passage, and what is the matter with it."""

    place: Passage
    judgement: Judgement
    about: About
    gist: Gist
    stops: tuple[int, int] | None  # where it suggests doing without a medicine

    @property
    def touches(self) -> bool:
        if not self.judgement.touches:
            return False
        words, named = self.place.text, bool(self.about.called)
        least = 0.0
        if silent(words):
            least = _SILENT if named else _QUIET
        if not named and on_illness(words):
            least = _ON_ILLNESS if silent(words) else _OF_ILLNESS
        return self.judgement.margin >= least

    @property
    def safety(self) -> bool:
        """Whether it speaks of harm, or of none, rather than of help."""
        return self.touches and self.gist in SAFETY

    @property
    def efficacy(self) -> bool:
        return self.touches and self.gist not in SAFETY

    @property
    def harms(self) -> bool:
        return tells_of_harm(self.place.text, self.about)


def caveats_in(passage: Passage) -> tuple[Caveat, ...]:
    """The caveats that a passage needs: none if it claims nothing, one as a rule, never three.

    A call to do without a medicine, and a promise that nothing goes wrong, get a caveat of their
    own before that on efficacy. The passage may be of any article; the model reads each of its
    sentences. Without an index there are no counter-quotes.
    """
    sentences = [_read(place) for place in sentences_within(passage)]
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
    if efficacy and not all(one.stops for one in efficacy):
        harm = [one for one in sentences if one.harms and one not in efficacy]
        caveats.append(_caveat(passage, "efficacy", efficacy, safety or harm))
    return _without_repeats(caveats[:_MOST])


def _read(place: Passage) -> _Sentence:
    # a regulator who says so has a reason of safety
    stops = None if place.article.kind == "regulator" else calls_to_stop(place.text)
    judgement, subject = judged(place), about(place)
    judgement = replace(judgement, strength=corrected(judgement.strength, place.text))
    gist = gist_of(place.text, subject, judgement.strength, judgement.safety)
    return _Sentence(place, judgement, subject, gist, stops)


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
    touching: Sequence[_Sentence],
    aside: Sequence[_Sentence] = (),
) -> Caveat:
    """One caveat for a passage, of the sentences that call for it.

    `aside` are sentences on safety that get no caveat of their own.
    """
    leading = _leading(touching) if kind != "stopping" else list(touching)
    others = [one for one in (*touching, *aside) if one not in leading]
    strength = min((one.judgement.strength for one in touching), key=_STRONGEST.index)
    subject = together(tuple(one.about for one in leading))
    evidence = evidence_in(passage)
    if evidence.design == "not stated" and strength == "testimonial":
        evidence = Evidence("testimonial", leading[0].place)
    selling = passage.article.kind == "clinic" and bool(subject.treatments)
    matter = Matter(
        kind,
        strength,
        leading[0].gist,
        passage.article.kind,
        " ".join(one.place.text for one in leading),
        subject,
        evidence,
        passage.text,
        _medicine(touching) if kind == "stopping" else None,
        selling and not set(subject.treatments) & set(sold(passage)),
        _besides(leading, others) if kind != "stopping" else "",
    )
    treatments = together(tuple(one.about for one in touching)).treatments
    if not treatments and passage.article.kind == "clinic":
        treatments = treatments_in(passage.article.title)
    conditions = together(tuple(one.about for one in touching)).conditions
    facts = bearing_facts(treatments, conditions, _fact_kinds(matter), passage.text)
    harmful = bearing_facts(treatments, conditions, ("safety",), passage.text)
    matter = replace(matter, reported=harmful[0].publisher if harmful else None)
    triggers = _triggers([*touching, *aside])
    return Caveat(kind, strength, triggers, message(matter), facts, (), evidence)


def _leading(touching: Sequence[_Sentence]) -> list[_Sentence]:
    """The sentences that a message tells of: of one gist, that which weighs most.

    A claim goes before the limits beside it, unless these are more, or it hedges itself.
    """
    claims = [one for one in touching if one.gist in FOR]
    against = [one for one in touching if one.gist in AGAINST]
    flat = any(one.judgement.strength != "hedged" for one in claims)
    more = len(against) > len(claims) or (len(against) == len(claims) and not flat)
    pool = against if more else claims
    telling = [one for one in touching if one.gist not in VAGUE]
    gist = (pool or against or telling or touching)[0].gist
    told = [one for one in touching if one.gist == gist]
    plainly = [one for one in told if not MAY.search(one.place.text)]
    return plainly if gist == "claim" and plainly else told


def _besides(leading: Sequence[_Sentence], others: Sequence[_Sentence]) -> str:
    """What a passage says besides, in a sentence."""
    gists = {one.gist for one in others}
    harming = [one for one in (*others, *leading) if one.harms and one.gist != "harm"]
    harming += [one for one in others if one.gist == "harm"]
    if leading[0].gist not in AGAINST and gists & {"refused", "thin", "advises"}:
        if "refused" in gists:
            return "It also says what is not approved."
        return "It also sets limits to that itself." if "thin" in gists else ""
    if harming and leading[0].gist not in SAFETY:
        names = together(tuple(one.about for one in harming)).called
        return f"It also speaks of harm from {listed(names)}." if 0 < len(names) <= 3 else ""
    for one in others:
        names = one.about.called
        if one.gist == "faults" and leading[0].gist != "faults" and 0 < len(names) <= 3:
            falls = "fall" if plural(listed(names)) else "falls"
            return f"It also says where {listed(names)} {falls} short."
    if "claim" in gists and leading[0].gist in AGAINST:
        return "It also speaks for a treatment."
    return ""


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
    if limits.LAW.search(matter.words) and matter.kind == "efficacy":
        kinds = ("registration", "law", *kinds)
    return kinds
