"""Messages on passages that set limits: on approval, on proof, on what a treatment does.

In: a matter. Out: its sentences, the first of which always stands.
"""

import re
from collections.abc import Mapping

from qa import limits
from qa.claiming import finds, worth
from qa.counting import SPAN
from qa.findings import NO_USE, finding_in
from qa.gist import Gist
from qa.matter import Matter, listed
from qa.phrases import Says, in_conditions, of_treatment, treatment_or
from qa.wording import plain, words_for

_MOST_OF = words_for("most")
_CONDITIONAL = words_for(r"conditional(?:ly)?|renewed|provisional|temporary")
_LOOKED = words_for(r"found|finds?|saw|showed|concluded|trials?|study|studies|review")
_NOT_SHOWN_BY_LAW = re.compile(r"\b(?:not|different)\b[^.;]{0,40}\bshown? to work\b", re.IGNORECASE)
_LASTED = words_for(rf"(?:over|after|for|at|during) {SPAN}|{SPAN} (?:later|on)")


def _registration(matter: Matter) -> tuple[str, ...]:
    return (
        f"{matter.who} says itself what does not count as approval.",
        "Only an approval for the use in question means that an authority has weighed the proof.",
    )


def _refused(matter: Matter) -> tuple[str, ...]:
    if not limits.NOT_APPROVED.search(matter.words):
        on = f": {matter.treatment}" if matter.about.called else ""
        return (
            f"{matter.who} speaks of treatment that is not approved for its use{on}.",
            "Ask whether what you are offered is approved for yours.",
        )
    treatment = treatment_or(matter, "what it speaks of")
    is_, it = matter.verb("is", "are"), matter.verb("it", "them")
    also = ""
    if limits.EXPERIMENTAL.search(matter.words):
        also = f", and calls {it} experimental"
    elif limits.THIN.search(matter.words):
        also = f", and that proof for {it} is limited"
    return (
        f"{matter.who} says itself that {treatment} {is_} not approved{_by(matter)}{_scope(matter)}"
        f"{also}.",
        "Ask what has been shown for your own use.",
    )


def _by(matter: Matter) -> str:
    found = limits.AUTHORITY.search(matter.words)
    if not found:
        return ""
    name = "FDA" if found.group().lower().startswith("food") else found.group()
    return f" by the {name}" if name != "Health Canada" else " by Health Canada"


def _scope(matter: Matter) -> str:
    most = " most uses in" if _MOST_OF.search(matter.words) else ""
    if matter.condition:
        return f" for{most} {matter.condition}"
    return " for most uses" if most else " for the use in question"


def _approved(matter: Matter) -> tuple[str, ...]:
    kind = "a conditional approval" if _CONDITIONAL.search(matter.words) else "the approval"
    return (
        f"{matter.who} speaks of {kind} of {treatment_or(matter, 'a product')}{matter.use('for')}.",
        "Approval for one use says nothing about another.",
    )


def _law(matter: Matter) -> tuple[str, ...]:
    on = f"{treatment_or(matter, 'treatment')}{matter.use('for')}"
    words = matter.words
    refused = limits.NOT_APPROVED.search(words) and not limits.NO_NEED.search(words)
    if _NOT_SHOWN_BY_LAW.search(words) and not refused:
        of = treatment_or(matter, "a treatment")
        works = matter.verb("works", "work")
        return (f"{matter.who} says itself that being lawful does not show that {of} {works}.",)
    return (
        f"{matter.who} speaks of the law on {on}.",
        f"It says that such use is not approved{_by(matter)}." if refused else "",
        "What is lawful has not thereby been shown to work.",
    )


def _deceived(matter: Matter) -> tuple[str, ...]:
    return (
        f"{matter.who} speaks of people being misled{of_treatment(matter, 'over')}.",
        "Before you pay, ask whether it is approved for your use, and what has been shown.",
    )


def _thin(matter: Matter) -> tuple[str, ...]:
    words, use = matter.words, matter.use("for")
    treatment = treatment_or(matter, "the treatment")
    if limits.OTHERS_SAY.search(words) and limits.EXPERIMENTAL.search(words):
        says = f"says that others call {treatment} experimental or unproven{use}"
        return f"{matter.who} {says}.", worth(matter)
    if limits.NOTHING_FOR.search(words) and not _LOOKED.search(words):
        return (f"{matter.who} says that good proof for {treatment}{use} is lacking.",)
    if limits.NOTHING_FOR.search(words):
        nothing = f"nothing was found to support {treatment}{use}"
        return f"{matter.who} says that {nothing}.", worth(matter) if matter.researched else ""
    said: list[str] = []
    if limits.EXPERIMENTAL.search(words):
        said.append(f"calls {treatment} experimental or unproven{use}")
        treatment, use = matter.verb("it", "them"), ""
    if limits.THIN.search(words) or limits.SMALL.search(words):
        said.append(f"says that the proof for {treatment}{use} is limited or weak")
    elif limits.MORE_WORK.search(words):
        said.append(f"says that more work on {treatment}{use} is needed")
    if not said:
        said.append(f"says what is not known, or not proven, about {treatment}{use}")
    if limits.INSTEAD_OF_USUAL.search(words):
        it = matter.verb("it", "they")
        said.append(f"says that {it} should not take the place of usual treatment")
    return (f"{matter.who} itself {listed(tuple(said[:2]))}.",)


def _no_cure(matter: Matter) -> tuple[str, ...]:
    is_ = matter.verb("is", "are")
    no_cure = f"{matter.treatment} {is_} no cure" if matter.named else "something is no cure"
    if limits.NO_CURE_AT_ALL.search(matter.words):
        no_cure = "there is no cure"
    return f"{matter.who} says that {no_cure}{matter.use('for')}.", "Treatment may still ease it."


def _faults(matter: Matter) -> tuple[str, ...]:
    named = [
        matter.verb(one, many)
        for one, many, pattern in limits.FAULTS
        if pattern.search(plain(matter.words))
    ]
    faults = listed(tuple(named[:2])) or matter.verb("falls short", "fall short")
    if not matter.about.called:
        says = f"says that a treatment {faults}{matter.use('in')}"
        return f"{matter.who} {says}.", worth(matter)
    hedged = faults.startswith(("may", "can"))
    often = "often " if limits.OFTEN.search(matter.words) and not hedged else ""
    says = f"says that {matter.treatment} {often}{faults}{in_conditions(matter)}"
    return f"{matter.who} {says}.", worth(matter)


def _null(matter: Matter) -> tuple[str, ...]:
    other = limits.compared_with(matter.words) or "something else"
    other = {"another": "others of its kind", "the rest": "something else"}.get(other, other)
    on = sorted({found.group().lower() for found in limits.OUTCOMES.finditer(matter.words)})
    outcome = f" on {listed(tuple(on))}" if 0 < len(on) <= 2 else ""
    lasted = _LASTED.search(matter.words)
    when = f" {lasted.group().lower()}" if lasted else ""
    people = f", in {matter.evidence.people:,} people" if matter.evidence.people else ""
    treatment = matter.treatment if matter.named else "what was tested"
    says = "reports" if matter.researched or matter.strength == "reported" else "says"
    return (
        f"{matter.who} {says} that {treatment} did no better than {other}{outcome}{when}{people}.",
        "" if people and matter.researched else worth(matter),
    )


def _little(matter: Matter) -> tuple[str, ...]:
    found = finding_in(matter.words, holds_back=True)
    if found and found != NO_USE:
        return finds(matter, found)
    if not found:
        what = f"what {matter.treatment} {matter.verb('does', 'do')} not do{matter.use('for')}"
        return f"{matter.who} says {what}.", worth(matter)
    little = f"{matter.verb('does', 'do')} little or nothing{matter.use('for')}"
    return f"{matter.who} says that {matter.treatment} {little}.", worth(matter)


def _not_for(matter: Matter) -> tuple[str, ...]:
    first = next(iter(matter.about.called), "this treatment")  # others may be reasons against it
    return (f"{matter.who} says who should not, or cannot, have {first}.",)


def _advises(matter: Matter) -> tuple[str, ...]:
    if limits.INSTEAD_OF_USUAL.search(matter.words):
        this = treatment_or(matter, "this")
        return (f"{matter.who} says itself that {this} should not replace usual treatment.",)
    uses = f"some uses{of_treatment(matter)}{matter.use('for')}"
    return (f"{matter.who} holds back: it limits or advises against {uses}.",)


def _care(matter: Matter) -> tuple[str, ...]:
    on = f"{treatment_or(matter, 'claims and treatments')}{matter.use('for')}"
    return (f"{matter.who} urges care with {on}.",)


LIMITING: Mapping[Gist, Says] = {
    "registration": _registration,
    "refused": _refused,
    "approved": _approved,
    "law": _law,
    "deceived": _deceived,
    "thin": _thin,
    "no cure": _no_cure,
    "faults": _faults,
    "null": _null,
    "little": _little,
    "not for": _not_for,
    "advises": _advises,
    "care": _care,
}
