"""Which dated facts bear on a treatment, a condition and words."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

import qa
from qa import Fact
from qa.facts import bearing_facts

FACTS = json.loads((Path(qa.__file__).parent / "facts.json").read_text(encoding="utf-8"))
IDS = {fact["text"]: fact["id"] for fact in FACTS}
KINDS = tuple(dict.fromkeys(fact["kind"] for fact in FACTS))


def ids(facts: tuple[Fact, ...]) -> list[str]:
    return [IDS[fact.text] for fact in facts]


def test_every_fact_bears_on_treatments_and_conditions_that_can_be_named() -> None:
    data = json.loads((Path(qa.__file__).parent / "subjects.json").read_text(encoding="utf-8"))
    assert len(IDS) == len(FACTS) >= 15
    assert len({fact["id"] for fact in FACTS}) == len(FACTS)
    for fact in FACTS:
        assert set(fact["treatments"]) <= {*data["treatments"], "any"}
        assert set(fact.get("conditions", [])) <= set(data["conditions"])
        assert re.compile(fact.get("words", ""))
        assert fact["publisher"]
        assert fact["url"] is None or fact["url"].startswith("https://")
        assert fact["checked"] == "2026-11-20"
        assert fact["expires"] == "2027-11-20"


def test_a_fact_is_stale_a_year_after_it_was_checked() -> None:
    (fact, *_) = bearing_facts(["stem cells"], ["knee pain"], ["status"])
    assert not fact.stale(date(2027, 11, 19))
    assert fact.stale(date(2027, 11, 20))


def test_no_fact_speaks_of_stopping_a_medicine() -> None:
    assert not [fact for fact in FACTS if re.search(r"\bstop(?:ping|ped)?\b", fact["text"])]


def test_no_fact_calls_stem_cells_unapproved_without_the_use() -> None:
    for fact in FACTS:
        if re.search(r"\b(?:not|no)\b.{0,60}approved", fact["text"]):
            assert re.search(r"for any|for joints|FDA has not approved", fact["text"])


def test_facts_are_told_by_treatment_and_condition() -> None:
    kinds = ("status", "evidence")
    assert bearing_facts(["opioids"], ["back pain"], kinds) == ()
    knee = bearing_facts(["stem cells"], ["knee arthritis"], kinds)
    back = bearing_facts(["stem cells"], ["back pain"], kinds)
    assert ids(knee) == ["fda-orthopaedic", "mautner-2023"]
    assert ids(back) == ["fda-orthopaedic", "back-review"]


@pytest.mark.parametrize(
    ("condition", "others"),
    [
        ("knee arthritis", {"back-review"}),
        ("back pain", {"mautner-2023", "cochrane-2024", "knee-side-effects", "ftc-georgia"}),
        ("hair loss", {"fda-orthopaedic", "mautner-2023", "back-review", "florida", "ftc-georgia"}),
        ("hip pain", {"mautner-2023", "cochrane-2024", "knee-side-effects", "back-review"}),
        ("heart failure", {"fda-orthopaedic", "mautner-2023", "back-review", "florida"}),
    ],
)
def test_no_fact_stands_under_a_condition_that_it_does_not_speak_of(
    condition: str, others: set[str]
) -> None:
    words = "The law allows it; your own cells cost $5,000 and are registered; harm was reported."
    shown = {
        one
        for kind in KINDS
        for one in ids(bearing_facts(["stem cells"], [condition], [kind], words))
    }
    assert not shown & others


def test_a_general_fact_steps_back_where_a_closer_one_bears() -> None:
    assert ids(bearing_facts(["stem cells"], ["hair loss"], ["status"])) == ["fda-approved-uses"]
    assert ids(bearing_facts(["stem cells"], ["hip pain"], ["status"])) == ["fda-orthopaedic"]


def test_facts_of_law_are_told_only_where_law_is_spoken_of() -> None:
    law = ["law"]
    assert bearing_facts(["stem cells"], ["knee pain"], law, "Stem cells heal knees.") == ()
    fat = "Your own fat is legally a graft and needs no licence."
    assert "ninth-circuit" in ids(bearing_facts(["stem cells"], ["knee pain"], law, fat))
    state = "The treatment is lawful in Florida."
    assert ids(bearing_facts(["stem cells"], ["knee pain"], law, state)) == ["florida"]


@pytest.mark.parametrize(
    ("words", "one"),
    [
        ("Our clinic is registered with the FDA.", "fda-registered"),
        ("The cells are your own, so no approval is needed.", "fda-own-cells"),
        ("The price is $5,000 a knee.", "fda-charged"),
    ],
)
def test_some_facts_are_told_only_where_words_call_for_them(words: str, one: str) -> None:
    def told(words: str) -> set[str]:
        return {
            found
            for kind in KINDS
            for found in ids(bearing_facts(["stem cells"], ["knee pain"], [kind], words))
        }

    assert one in told(words)
    assert one not in told("Stem cells heal knees.")
