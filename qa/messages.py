"""What a caveat knows to what it says: one or two plain sentences, at most 45 words.

The first says what the passage does; the second what that is worth: the evidence that it names, or
what to ask. A message says no more of a treatment than the passage's words plainly do, and names no
approval without the use.
"""

from collections.abc import Callable
from dataclasses import replace

from qa import wording
from qa.grounds import grounds
from qa.matter import Matter
from qa.types import CaveatKind, Strength

_MOST_WORDS = 45  # with a sentence on counter-quotes behind it, a message has 60 at most


def message(matter: Matter) -> str:
    """The words of a caveat."""
    says = _SAYS.get(matter.kind) or _SAYS[matter.strength]
    words = says(matter)
    if len(words.split()) > _MOST_WORDS:
        words = says(replace(matter, listed=1))
    words = words.strip()  # of a study or review the worth may be left unsaid
    longer = f"{words} {matter.besides}".strip()
    return longer if len(longer.split()) <= _MOST_WORDS else words


def _claimed(matter: Matter) -> str:
    words = matter.words
    cures, prevents = wording.CURES.search(words), wording.PREVENTS.search(words)
    helps = wording.HELPS.search(words)
    itself = matter.about.itself or (matter.speaker == "clinic" and matter.about.treatments)
    if wording.HEDGES.search(words):
        return _hedged(matter)
    if wording.UNPROVEN.search(words) or (wording.APPROVED.search(words) and not helps):
        return _limited(matter)
    if not itself or wording.TURNS.search(words) or not (helps or cures or prevents):
        return _implied(matter)
    effect = f"{matter.verb('works', 'work')}"
    if matter.condition:
        effect = f"{matter.verb('helps', 'help')}{matter.use('with')}"
        if cures:
            effect = f"can put an end to {matter.condition}"
        elif prevents and not helps:
            effect = f"can prevent {matter.condition}"
    states = "says" if matter.researched else "states as a fact"
    return f"{matter.who} {states} that {matter.treatment} {effect}. {_worth(matter)}"


def _implied(matter: Matter) -> str:
    """Of a claim whose words are not plain: what it is about."""
    words, treatment, use = matter.words, matter.treatment, matter.use("for")
    if wording.WARNS.search(words):
        return f"{matter.who} urges care with {treatment}{use}."
    if not matter.about.treatments:
        return f"{matter.who} speaks of what treatment can do{use}. {_worth(matter)}"
    if wording.COMPARES.search(words):
        return f"{matter.who} compares {treatment} with other treatment{use}. {_worth(matter)}"
    if wording.WORKS_BY.search(words):
        meant = matter.verb("it does", "they do")
        return (
            f"{matter.who} explains how {treatment} {matter.verb('is', 'are')} meant to work{use}."
            f" That alone does not show that {meant}."
        )
    if wording.TIMES.search(words):
        works = matter.verb("works", "work")
        when = f"says how soon, or for how long, {treatment} {works}{use}"
        return f"{matter.who} {when}. {_worth(matter)}"
    if wording.RECOMMENDS.search(words):
        return f"{matter.who} speaks for {treatment}{use}. {_worth(matter)}"
    return f"{matter.who} speaks of what {treatment} can do{use}. {_worth(matter)}"


def _hedged(matter: Matter) -> str:
    words, treatment = matter.words, matter.treatment
    if wording.TURNS.search(words) or not (wording.HELPS.search(words) and matter.about.treatments):
        might = f"speaks of what {treatment} might do{matter.use('for')}"
        return f"{matter.who} {might}. {_worth(matter)}"
    says = f"{matter.who} says that {treatment} may help{matter.use('with')}"
    return f"{says}, not that {matter.verb('it does', 'they do')}. {_worth(matter)}"


def _reported(matter: Matter) -> str:
    treatment, use = matter.treatment, matter.use("for")
    based = grounds(matter.evidence, matter.words)
    if matter.speaker == "clinic":
        return f"{matter.who} gives figures on {treatment}{use}. " + (
            based or "It does not say who counted, or whom it left out."
        )
    if wording.CLAIMS.search(matter.words):
        return f"{matter.who} speaks of claims made for {treatment}{use}. A claim is not proof."
    reports = f"{matter.who} reports a result of {treatment}{use}. "
    if matter.researched:
        return reports + (based or "Other studies may find otherwise.")
    return reports + (based or "It does not say here which study that comes from.")


def _testimonial(matter: Matter) -> str:
    if not wording.STORY.search(matter.words) and not wording.MANY.search(matter.words):
        return _implied(matter)
    people = "some people" if wording.MANY.search(matter.words) else "one person"
    treatment = matter.treatment
    if matter.speaker == "clinic":
        return (
            f"{matter.who} lets {people} speak well of {treatment}. A clinic picks the stories it"
            f" tells, and a story cannot show that {treatment} did it."
        )
    return (
        f"{matter.who} tells how {people} fared with {treatment}. Others may fare better or worse."
    )


def _limited(matter: Matter) -> str:
    treatment, use, words = matter.treatment, matter.use("for"), matter.words
    is_ = matter.verb("is", "are")
    if wording.APPROVED.search(words) and wording.IS_NOT_APPROVAL.search(words):
        return (
            f"{matter.who} says itself what does not count as approval. Only an approval for the"
            f" use in question means that an authority has weighed the proof."
        )
    if wording.NOT_APPROVED.search(words) and use:
        return (
            f"{matter.who} says itself that {treatment} {is_} not approved{use}. Without approval,"
            f" no authority has found that the good outweighs the harm."
        )
    if wording.NOT_FOR.search(words):
        return _not_for(matter)
    if wording.ADVISES.search(words):
        return f"{matter.who} holds back: it advises against some use of {treatment}{use}."
    if wording.APPROVED.search(words):
        return (
            f"{matter.who} speaks of the approval of {treatment}. Approval for one use says"
            f" nothing about another."
        )
    if wording.WARNS.search(words):
        return f"{matter.who} urges care with {treatment}{use}."
    if wording.UNSURE.search(words):
        return f"{matter.who} says itself what is not known, or not proven, about {treatment}{use}."
    known = matter.verb("it", "them")
    return f"{matter.who} speaks of the limits of {treatment}{use}, or of what is known of {known}."


def _negative(matter: Matter) -> str:
    treatment, use, words = matter.treatment, matter.use("for"), matter.words
    if wording.NOT_ONLY.search(words):
        return _claimed(matter)
    if wording.NOT_FOR.search(words):
        return _not_for(matter)
    if wording.NO_CURE.search(words):
        named = f"{treatment} {matter.verb('is', 'are')} no cure"
        cure = named if matter.about.itself else "there is no cure"
        return f"{matter.who} says that {cure}{use}. Treatment may still ease it."
    if wording.ADVISES.search(words):
        return f"{matter.who} advises against some use of {treatment}{use}. {_worth(matter)}"
    if wording.WARNS.search(words):
        return f"{matter.who} urges care with {treatment}{use}."
    if wording.CONTRASTS.search(words):
        both = f"says what {treatment} can and cannot do{use}"
        return f"{matter.who} {both}. {_worth(matter)}"
    if wording.NO_BETTER.search(words):
        than = matter.verb("it was", "they were")
        return (
            f"{matter.who} says that {treatment} did no better{use} than what {than} set against."
            f" {_worth(matter)}"
        )
    if wording.DENIES.search(words) and matter.about.itself:
        does = matter.verb("does", "do")
        return f"{matter.who} says that {treatment} {does} little or nothing{use}. {_worth(matter)}"
    return f"{matter.who} speaks of the limits of {treatment}{use}. {_worth(matter)}"


def _not_for(matter: Matter) -> str:
    return f"{matter.who} says who should not, or cannot, have {matter.treatment}."


def _worth(matter: Matter) -> str:
    """What a claim rests on, as far as the passage says."""
    based = grounds(matter.evidence, matter.words)
    if based or matter.researched:  # a study or a review it is
        return based
    if matter.speaker == "clinic":
        return "No study is named here, and the clinic has something to sell."
    return "No study is named here."


def _safety(matter: Matter) -> str:
    treatment, words = matter.treatment, matter.words
    denies = wording.NO_HARM.search(words)
    if wording.NOT_FOR.search(words):
        return _not_for(matter)
    if wording.UNKNOWN_HARM.search(words):
        return f"{matter.who} says itself that harm from {treatment} is not fully known."
    if denies and wording.REJECTION.search(words):
        return (
            f"{matter.who} says that the body cannot reject {treatment}. Other harm is still"
            f" possible: ask what was looked for."
        )
    if wording.PROMISES.search(words) and denies:
        return (
            f"{matter.who} says that {treatment} {matter.verb('does', 'do')} no harm, or none that"
            f" is known. None known is not the same as none."
        )
    if wording.SAFE.search(words):
        return (
            f"{matter.who} calls {treatment} safe or gentle. Ask how many people were watched, for"
            f" how long, and what went wrong."
        )
    if wording.HARMS.search(words) and denies:
        some = (
            "Small or short studies can miss" if matter.researched else "None seen may still leave"
        )
        return (
            f"{matter.who} speaks of harm, or of none seen, with {treatment}. {some} rare or late"
            f" harm."
        )
    if wording.HARMS.search(words):
        figures = (
            "what these figures mean" if wording.FIGURES.search(words) else "how likely that is"
        )
        return f"{matter.who} speaks of harm from {treatment}. Ask {figures} for you."
    return (
        f"{matter.who} touches on the safety of {treatment}. Ask what can go wrong, and how often."
    )


def _stopping(matter: Matter) -> str:
    medicine = matter.medicine or "a medicine"
    named = ""
    if wording.TOLD_TO_STOP.search(matter.words):
        does = f"tells readers to stop or avoid {medicine}"
    elif matter.strength in ("testimonial", "reported"):
        does = f"tells of people who gave up {medicine}"
    else:
        does = f"suggests doing without {medicine}"
        named = "" if grounds(matter.evidence, matter.words) else " No study is named here."
    return (
        f"{matter.who} {does}. Stopping some medicines suddenly can harm you: ask your doctor or"
        f" pharmacist first.{named}"
    )


_SAYS: dict[CaveatKind | Strength, Callable[[Matter], str]] = {
    "stopping": _stopping,
    "safety": _safety,
    "claimed": _claimed,
    "hedged": _hedged,
    "reported": _reported,
    "testimonial": _testimonial,
    "limited": _limited,
    "negative": _negative,
}
