"""Messages on passages that speak for a treatment, tell of a study, or leave it open.

In: a matter. Out: its sentences, the first of which always stands.
"""

from collections.abc import Mapping

from qa import harms, limits, wording
from qa.effects import Effect, effects_in
from qa.findings import GROUPS, RECOMMENDED, TELLING, finding_in
from qa.gist import AGAINST, Gist
from qa.grounds import grounds
from qa.matter import Matter, listed
from qa.methods import PAID
from qa.phrases import Says, in_conditions, of_treatment, treatment_or

_CAN = wording.words_for("can")
_PREVENTS = wording.words_for(r"prevents?|prevented|wards? off")


def worth(matter: Matter) -> str:
    """What a claim rests on, as far as the passage says."""
    based = grounds(matter.evidence, matter.whole or matter.words)
    if based or matter.researched:  # a study or a review it is
        return based
    if matter.sold and matter.gist in AGAINST | {"compared"}:
        return "No study is named here, and the clinic sells another treatment."
    if matter.speaker == "clinic" and not matter.sold:
        return "No study is named here, and the clinic has something to sell."
    return "No study is named here."


def _claim(matter: Matter) -> tuple[str, ...]:
    words = wording.plain(matter.words)
    effects = effects_in(words)
    if not matter.about.called:
        return _of_no_name(matter, effects)
    if not matter.named:
        return _how_well(matter)
    found = finding_in(words)
    if found in TELLING or (found == RECOMMENDED and not effects):
        return finds(matter, found)
    one, many = _does(matter, words, effects)
    if wording.MAY.search(words):
        # what another sentence of the passage states as a fact is not unsaid by this one
        stated = matter.strength == "claimed" and matter.words != matter.whole
        rest = "" if stated else matter.verb(", not that it does", ", not that they do")
        return f"{matter.who} says that {matter.treatment} may {many}{rest}.", worth(matter)
    verb = f"can {many}" if _CAN.search(words) else matter.verb(one, many)
    states = "says" if matter.researched or matter.strength != "claimed" else "states as a fact"
    return f"{matter.who} {states} that {matter.treatment} {verb}.", worth(matter)


def _of_no_name(matter: Matter, effects: tuple[Effect, ...]) -> tuple[str, ...]:
    """A claim whose sentence does not say which treatment it means."""
    where = in_conditions(matter)
    if effects:
        things = listed(tuple(effect.thing for effect in effects))
        if pain := _one_pain(matter):
            things = things.replace("pain relief", f"relief of {pain}")
        return f"{matter.who} speaks of {things}{where}.", worth(matter)
    found = finding_in(matter.words)
    if found:
        return finds(matter, found)
    of_harm = harms.OF_HARM.search(matter.words) and not harms.DENIED.search(matter.words)
    things = "harm or its risk" if of_harm else "treatment that helps"
    return f"{matter.who} speaks of {things}{where}.", worth(matter)


def _does(matter: Matter, words: str, effects: tuple[Effect, ...]) -> tuple[str, str]:
    """What one treatment does, and what several do."""
    if wording.CURES.search(words) and matter.condition:
        return f"puts an end to {matter.condition}", f"put an end to {matter.condition}"
    if _PREVENTS.search(words) and matter.condition and not effects:
        return f"prevents {matter.condition}", f"prevent {matter.condition}"
    if not effects:
        use = matter.use("with")
        return f"helps{use}", f"help{use}"
    one = listed(tuple(effect.one for effect in effects))
    many = listed(tuple(effect.many for effect in effects))
    if pain := _one_pain(matter):
        return one.replace(" pain", f" {pain}"), many.replace(" pain", f" {pain}")
    where = in_conditions(matter)
    return f"{one}{where}", f"{many}{where}"


def _one_pain(matter: Matter) -> str:
    """“back pain”, where that is all that is treated; or nothing."""
    conditions = matter.about.conditions
    one = len(conditions) == 1 and conditions[0].endswith(" pain")
    return conditions[0] if one else ""


def _offered(matter: Matter) -> tuple[str, ...]:
    return (
        f"{matter.who} holds out {matter.treatment} as worth thinking of{matter.use('for')}.",
        f"That does not show that {matter.verb('it works', 'they work')}.",
        worth(matter),
    )


def _compared(matter: Matter) -> tuple[str, ...]:
    others = matter.about.against
    if not others and len(matter.about.called) == 2:
        one, other = matter.about.called
        sets = f"compares {one} with {other}{matter.use('for')}"
    elif matter.named and 0 < len(others) <= 2:
        sets = f"sets {matter.treatment} against {listed(others)}{matter.use('for')}"
    elif len(matter.about.called) == 1:
        sets = f"compares {matter.treatment} with other treatment{matter.use('for')}"
    else:
        sets = f"compares treatments{matter.use('for')}"
    return f"{matter.who} {sets}.", worth(matter)


def _mechanism(matter: Matter) -> tuple[str, ...]:
    if not matter.about.called:
        return _how_well(matter)
    does = matter.verb("does", "do")
    return (
        f"{matter.who} tells how {matter.treatment} {matter.verb('is', 'are')} said to act in the"
        " body.",
        f"That alone does not show whom {matter.verb('it helps', 'they help')}, or that"
        f" {matter.verb('it', 'they')} {does}.",
    )


def _how_well(matter: Matter) -> tuple[str, ...]:
    words = matter.words
    effects = effects_in(words)
    doubts = matter.strength in ("limited", "negative")
    found = finding_in(words, doubts)
    if found:
        return finds(matter, found)
    if effects and not (matter.about.called or doubts):
        return _of_no_name(matter, effects)
    if effects and not doubts:
        helped = listed(tuple(effect.thing for effect in effects))
        return f"{matter.who} speaks of {helped} with {matter.treatment}.", worth(matter)
    return f"{matter.who} {_by_strength(matter)}.", worth(matter)


def finds(matter: Matter, found: str) -> tuple[str, ...]:
    """What came of a treatment, where the words say."""
    speaks = "reports" if matter.researched or matter.strength == "reported" else "speaks of"
    if found == GROUPS:  # of which only one may have a name here
        return f"{matter.who} sets side by side {found}{matter.use('in')}.", worth(matter)
    if found == RECOMMENDED:
        says = f"says for whom, or when, {_treated(matter)} {matter.verb('is', 'are')} recommended"
        return f"{matter.who} {says}.", worth(matter)
    treated = f" with {matter.treatment}" if matter.about.called else ""
    return f"{matter.who} {speaks} {found}{treated}{matter.use('in')}.", worth(matter)


def _by_strength(matter: Matter) -> str:
    """What a passage does whose words say neither what came of a treatment nor how much."""
    treated = _treated(matter)
    clear = wording.plain(matter.words)
    denies = wording.TURNS.search(clear)
    match matter.strength:
        case "hedged":
            return f"says what {treated} might do, not what {matter.verb('it does', 'they do')}"
        case "limited" if denies:
            return f"itself says what is not known or not shown of {treated}"
        case "negative" if limits.DENIES.search(clear):
            return f"says what {treated} {matter.verb('does', 'do')} not do, or not do well"
        case "reported":
            return f"reports how people fared with {treated}"
        case "testimonial":
            return f"tells how somebody fared with {treated}"
    if matter.speaker == "clinic" and not (matter.sold or denies):
        offered = treated if matter.about.called else matter.treatment
        return f"implies that {offered} {matter.verb('does', 'do')} good, without saying how much"
    it_works = matter.verb("it works", "they work")
    return f"speaks of {treated}, but does not show how well {it_works}"


def _treated(matter: Matter) -> str:
    """The treatment and what it is for."""
    return f"{treatment_or(matter, 'treatment')}{matter.use('for')}"


def _story(matter: Matter) -> tuple[str, ...]:
    many = wording.MANY.search(matter.words)
    people = "some people" if many else "one person"
    named = matter.about.treatments and matter.named
    treatment = matter.treatment if named else "treatment"
    if matter.speaker != "clinic":
        return (
            f"{matter.who} passes on what {people} can tell of {treatment}.",
            "Others may fare better or worse.",
        )
    well = wording.HELPS.search(matter.words) and not wording.TURNS.search(matter.words)
    speaks = f"{'speak well of' if well else 'tell of'} {treatment}" if named else "tell a story"
    return (
        f"{matter.who} lets {people} {speaks}.",
        "A clinic picks the stories it tells, and a story cannot show what did them good.",
    )


def _result(matter: Matter) -> tuple[str, ...]:
    based = grounds(matter.evidence, matter.whole or matter.words)
    if not based and matter.speaker == "clinic":
        based = "It does not say who counted, or whom it left out."
    elif not based and not matter.researched:
        based = "It does not say here which study that comes from."
    found = finding_in(matter.words, matter.strength in ("limited", "negative", "reported"))
    if not found and not wording.TURNS.search(wording.plain(matter.words)):
        effects = effects_in(matter.words)
        found = listed(tuple(effect.thing for effect in effects))
        found = found or ("people doing better" if wording.HELPS.search(matter.words) else "")
        if found and wording.MAY.search(matter.words):
            return f"{finds(matter, found)[0][:-1]}, with a “may”.", based
    if found:
        return finds(matter, found)[0], based
    figures = any(sign.isdigit() for sign in matter.words)
    gives = "gives figures on" if figures else "tells what came of"
    tested = treatment_or(matter, "what was tested" if matter.researched else "treatment")
    return f"{matter.who} {gives} {tested}{matter.use('for')}.", based


def _set_up(matter: Matter) -> tuple[str, ...]:
    people = f" with {matter.evidence.people:,} people" if matter.evidence.people else ""
    study = "review" if matter.evidence.design == "review" else "study"
    paid = PAID.search(matter.words)
    of = f"a {study}{of_treatment(matter)}{people}{matter.use('in')}"
    says = f"who paid for {of}, or had a say in it" if paid else f"how {of} was done"
    return (f"{matter.who} says {says}, not what it found.",)


def _claims_made(matter: Matter) -> tuple[str, ...]:
    use = f"{of_treatment(matter, 'for')}{matter.use('about')}"
    if wording.ACTED.search(matter.words):
        return (f"{matter.who} tells of action taken against claims or advertising{use}.",)
    if harms.DENIED.search(matter.words):
        return (f"{matter.who} says which claims{use} do not stand, or lack proof.",)
    return f"{matter.who} speaks of claims or advertising{use}.", "A claim is not proof."


CLAIMING: Mapping[Gist, Says] = {
    "claim": _claim,
    "offered": _offered,
    "compared": _compared,
    "mechanism": _mechanism,
    "how well": _how_well,
    "story": _story,
    "result": _result,
    "set-up": _set_up,
    "claims made": _claims_made,
}
