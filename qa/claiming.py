"""Messages on passages that speak for a treatment, tell of a study, or leave it open.

In: a matter. Out: its sentences, the first of which always stands.
"""

from collections.abc import Mapping

from qa import wording
from qa.effects import Effect, effects_in
from qa.gist import AGAINST, Gist
from qa.grounds import grounds
from qa.matter import Matter, listed
from qa.phrases import Says, in_conditions, of_treatment, treatment_or
from qa.touching import silent

_CAN = wording.words_for("can")


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
    one, many = _does(matter, words, effects)
    if wording.MAY.search(words):
        meant = matter.verb("it does", "they do")
        return (
            f"{matter.who} says that {matter.treatment} may {many}, not that {meant}.",
            worth(matter),
        )
    verb = f"can {many}" if _CAN.search(words) else matter.verb(one, many)
    states = "says" if matter.researched or matter.strength != "claimed" else "states as a fact"
    return f"{matter.who} {states} that {matter.treatment} {verb}.", worth(matter)


def _of_no_name(matter: Matter, effects: tuple[Effect, ...]) -> tuple[str, ...]:
    """A claim whose sentence does not say which treatment it means."""
    things = listed(tuple(effect.thing for effect in effects)) or "getting better"
    speaks = f"speaks of {things}{matter.use('in')}"
    by = "" if matter.speaker == "clinic" else " without naming the treatment"
    return f"{matter.who} {speaks}{by}.", worth(matter)


def _does(matter: Matter, words: str, effects: tuple[Effect, ...]) -> tuple[str, str]:
    """What one treatment does, and what several do."""
    if wording.CURES.search(words) and matter.condition:
        return f"puts an end to {matter.condition}", f"put an end to {matter.condition}"
    if wording.PREVENTS.search(words) and matter.condition and not effects:
        return f"prevents {matter.condition}", f"prevent {matter.condition}"
    if not effects:
        use = matter.use("with")
        return f"helps{use}", f"help{use}"
    one = listed(tuple(effect.one for effect in effects))
    many = listed(tuple(effect.many for effect in effects))
    conditions = matter.about.conditions
    if len(conditions) == 1 and conditions[0].endswith("pain"):
        return one.replace(" pain", f" {conditions[0]}"), many.replace(" pain", f" {conditions[0]}")
    where = in_conditions(matter)
    return f"{one}{where}", f"{many}{where}"


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
    if not matter.about.called:
        effects = effects_in(words)
        if effects:
            return _of_no_name(matter, effects)
        if silent(words):
            how_well = "does not say plainly here how well a treatment works"
            return f"{matter.who} {how_well}.", worth(matter)
        return f"{matter.who} speaks of how people fare{matter.use('with')}.", worth(matter)
    works = matter.verb("works", "work")
    if silent(words):
        it_works = matter.verb("it works", "they work")
        speaks = f"speaks of {matter.treatment}{matter.use('for')}"
        return f"{matter.who} {speaks}, but does not show how well {it_works}.", worth(matter)
    if wording.TIMES.search(words):
        soon = f"speaks of how soon, or for how long, {matter.treatment} {works}{matter.use('for')}"
        return f"{matter.who} {soon}.", worth(matter)
    if wording.RECOMMENDS.search(words) and not wording.TURNS.search(wording.plain(words)):
        speaks = f"speaks for {matter.treatment}{matter.use('for')}"
        return f"{matter.who} {speaks}.", worth(matter)
    speaks = f"speaks of how well {matter.treatment} {works}{matter.use('for')}"
    return f"{matter.who} {speaks}.", worth(matter)


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
    tested = "what was tested" if matter.researched else "treatment"
    of = f"{treatment_or(matter, tested)}{matter.use('for')}"
    based = grounds(matter.evidence, matter.whole or matter.words)
    if matter.speaker == "clinic":
        return (
            f"{matter.who} gives figures or findings on {of}.",
            based or "It does not say who counted, or whom it left out.",
        )
    if not matter.researched and not based:
        based = "It does not say here which study that comes from."
    return f"{matter.who} reports a result of {of}.", based


def _set_up(matter: Matter) -> tuple[str, ...]:
    people = f" with {matter.evidence.people:,} people" if matter.evidence.people else ""
    study = "review" if matter.evidence.design == "review" else "study"
    how = f"how a {study}{of_treatment(matter)}{people} was done or paid for{matter.use('in')}"
    return (f"{matter.who} says {how}, not what it found.",)


def _claims_made(matter: Matter) -> tuple[str, ...]:
    use = f"{of_treatment(matter, 'for')}{matter.use('about')}"
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
