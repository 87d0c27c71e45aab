"""Messages on passages that speak of harm from a treatment, or of none.

In: a matter. Out: its sentences, the first of which always stands.
"""

from collections.abc import Mapping

from qa import harms
from qa.gist import Gist
from qa.matter import Matter
from qa.phrases import Says, treatment_or

# What nobody should stop by himself, as a message may call it.
MEDICINES = frozenset(
    """opioids medicines painkillers NSAIDs gabapentinoids antidepressants steroids statins insulin
    metformin methotrexate levodopa triptans topiramate immunotherapy bisphosphonates
    """.split()
) | {
    "anti-inflammatory painkillers",
    "blood thinners",
    "blood pressure tablets",
    "water tablets",
    "gout tablets",
    "epilepsy drugs",
    "thyroid hormone",
    "sleeping tablets",
    "muscle relaxants",
    "biologic drugs",
    "JAK inhibitors",
    "MS drugs",
    "dementia drugs",
    "hormone therapy",
    "inhalers",
}


def medicine_among(matter: Matter) -> bool:
    """Whether a medicine is among the treatments."""
    return bool(MEDICINES & {*matter.about.called, *matter.about.treatments})


def _harm(matter: Matter) -> tuple[str, ...]:
    sells = " It sells another treatment." if matter.sold else ""
    figures = harms.FIGURES.search(matter.words)
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
    calls = f"calls {treatment} safe or gentle, or promises that nothing goes wrong"
    return (
        f"{matter.who} {calls}.",
        reported or "Ask how many people were watched, for how long, and what went wrong.",
    )


def _unknown_harm(matter: Matter) -> tuple[str, ...]:
    treatment = treatment_or(matter, "the treatment")
    return (f"{matter.who} says itself that harm from {treatment} is not fully known.",)


def _safety(matter: Matter) -> tuple[str, ...]:
    safe = f"how safe {treatment_or(matter, 'treatment')} {matter.verb('is', 'are')}"
    return (
        f"{matter.who} speaks of {safe}.",
        "Ask your doctor or pharmacist what can go wrong, and how often.",
    )


HARMING: Mapping[Gist, Says] = {
    "harm": _harm,
    "no harm": _no_harm,
    "unknown harm": _unknown_harm,
    "safety": _safety,
}
