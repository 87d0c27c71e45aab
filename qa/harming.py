"""Messages on passages that speak of harm from a treatment, or of none.

In: a matter. Out: its sentences, the first of which always stands.
"""

from collections.abc import Mapping

from qa import harms
from qa.claiming import finds
from qa.findings import GROUPS, OFTEN, SAME, finding_in
from qa.gist import Gist
from qa.matter import Matter
from qa.phrases import Says, treatment_or
from qa.subjects import medicines


def medicine_among(matter: Matter) -> bool:
    """Whether a medicine is among the treatments."""
    return bool(medicines() & {*matter.about.called, *matter.about.treatments})


def _harm(matter: Matter) -> tuple[str, ...]:
    if harms.NOT_ITS.search(matter.words):
        of = treatment_or(matter, "the treatment")
        return (f"{matter.who} speaks of harm that was not put down to {of}.",)
    figures = harms.FIGURES.search(matter.words)
    if harms.RARE.search(matter.words) and not figures:
        return _safety(matter)
    sells = " It sells another treatment." if matter.sold else ""
    likely = "what these figures mean" if figures else "how likely that is"
    first = ", and before you change or stop a medicine" if medicine_among(matter) else ""
    return (
        f"{matter.who} speaks of harm from {treatment_or(matter, 'treatment')}.{sells}",
        f"Ask your doctor or pharmacist {likely} for you{first}.",
    )


def _no_harm(matter: Matter) -> tuple[str, ...]:
    words = matter.words
    treatment = treatment_or(matter, "this treatment")
    if other := harms.ON_ANOTHER.search(words):
        return (
            f"{matter.who} says that no harm comes to {other['whom'].lower()}.",
            "That says nothing of how safe the treatment is for the person who has it.",
        )
    reported = (
        f"Harm has been reported, by the {matter.reported} among others." if matter.reported else ""
    )
    if harms.REJECTION.search(words):
        own = " for a patient's own cells" if treatment == "a patient's own cells" else ""
        return (
            f"{matter.who} says that rejection is no risk{own}.",
            reported.replace("Harm", "Other harm")
            or "Other harm is still possible: ask your doctor what.",
        )
    if harms.REPORTED_NONE.search(words):
        return (
            f"{matter.who} says that no harm from {treatment} is known, or none to speak of.",
            reported or "None known is not the same as none.",
        )
    if matter.strength == "testimonial":
        calls = "tells of somebody who came to no harm, or to little"
        return f"{matter.who} {calls}.", "Others may fare better or worse."
    if called := harms.CALLED.search(words):
        calls = f"calls {treatment} {called.group().lower()}"
    else:
        calls = f"says that {treatment} {matter.verb('is', 'are')} free of one harm, or of all"
    return (
        f"{matter.who} {calls}.",
        reported or "Ask how many people were watched, for how long, and what went wrong.",
    )


def _unknown_harm(matter: Matter) -> tuple[str, ...]:
    treatment = treatment_or(matter, "the treatment")
    return (f"{matter.who} says itself that harm from {treatment} is not fully known.",)


def _safety(matter: Matter) -> tuple[str, ...]:
    words = matter.words
    treatment = treatment_or(matter, "treatment")
    found = finding_in(words)
    if found in (GROUPS, OFTEN, SAME):
        return finds(matter, found)
    if harms.FEELS.search(words):
        return (
            f"{matter.who} says how little {treatment} {matter.verb('hurts', 'hurt')} or upsets.",
            "That says nothing of later harm.",
        )
    if harms.RARE.search(words):
        return (
            f"{matter.who} says that some harm from {treatment} is rare or mild.",
            "Ask who counted, and how many people were watched, for how long.",
        )
    if (
        harms.NOT_ITS.search(words)
        or harms.tells_of_harm(words, named=True)
        or harms.counts_harm(words)
    ):
        return _harm(matter)
    if harms.DENIED.search(words) and harms.names_harm(words):
        return (
            f"{matter.who} says that {treatment} did not, or will not, do one kind of harm.",
            "That says nothing of other harm.",
        )
    return (
        f"{matter.who} speaks of how safe {treatment} {matter.verb('is', 'are')}.",
        "Ask your doctor or pharmacist what can go wrong, and how often.",
    )


HARMING: Mapping[Gist, Says] = {
    "harm": _harm,
    "no harm": _no_harm,
    "unknown harm": _unknown_harm,
    "safety": _safety,
}
