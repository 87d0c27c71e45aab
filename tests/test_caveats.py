"""What a caveat says, and of what."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

import eval as eval_
import qa
from corpus import Article, Kind, Passage
from eval.questions import load_judged
from index import Index
from qa import Caveat, Fact, caveats_in
from qa.facts import bearing_facts

CLAIMS = [
    ("Stem cell injections eliminate knee pain.", "stem cells"),
    ("I was back on the golf course six weeks after my stem cell injection.", "stem cells"),
    ("Opioids were no better than placebo for low back pain.", "opioids"),
    ("Acupuncture may ease migraine.", "acupuncture"),
]
FACTS = json.loads((Path(qa.__file__).parent / "facts.json").read_text(encoding="utf-8"))
IDS = {fact["text"]: fact["id"] for fact in FACTS}
KINDS = tuple(dict.fromkeys(fact["kind"] for fact in FACTS))


def passage(text: str, kind: Kind = "clinic", title: str = "A title") -> Passage:
    return Passage(Article("claim", title, text, kind), 0, len(text))


def caveat(text: str, kind: Kind = "clinic", title: str = "A title") -> Caveat:
    (found,) = caveats_in(passage(text, kind, title))
    return found


def ids(facts: tuple[Fact, ...]) -> list[str]:
    return [IDS[fact.text] for fact in facts]


@pytest.mark.model
@pytest.mark.parametrize(("text", "treatment"), CLAIMS)
def test_a_message_names_the_treatment_in_at_most_forty_five_words(
    text: str, treatment: str
) -> None:
    found = caveat(text)
    assert treatment in found.message
    assert len(found.message.split()) <= 45
    assert found.triggers[0].text == text


@pytest.mark.model
def test_every_quote_that_a_person_judged_to_touch_on_efficacy_has_a_caveat(
    starter: Index,
) -> None:
    judged = load_judged(Path(eval_.__file__).parent / "judged.jsonl", starter.articles)
    touching = [row.place for row in judged if row.efficacy]
    assert len(touching) >= 50
    assert [place.text for place in touching if not caveats_in(place)] == []


@pytest.mark.model
def test_a_stem_cell_claim_gets_the_status_fact_with_its_publisher_date_and_address() -> None:
    fact = caveat("Stem cell injections eliminate knee pain.").facts[0]
    assert fact.publisher == "US Food and Drug Administration"
    assert fact.published == "2021-06-03"
    assert fact.checked == "2026-11-20"
    assert fact.expires == "2027-11-20"
    assert fact.url
    assert fact.url.startswith("https://www.fda.gov/")


@pytest.mark.model
def test_no_fact_on_stem_cells_stands_under_another_treatment() -> None:
    assert not caveat("Naproxen relieves back pain within the hour.").facts


@pytest.mark.model
def test_the_kind_of_the_article_speaks_too() -> None:
    text = "Stem cell injections eliminate knee pain."
    assert "clinic" in caveat(text, "clinic").message
    assert "regulator" in caveat(text, "regulator").message


@pytest.mark.model
def test_the_evidence_that_a_passage_names_is_told() -> None:
    text = "In a randomised trial of 480 people, stem cells did no better than a steroid in knees."
    found = caveat(text, "news")
    assert (found.evidence.design, found.evidence.people) == ("randomised", 480)
    assert found.evidence.place
    assert found.evidence.place.text == "randomised trial"
    assert "a randomised trial of 480 people" in found.message
    assert caveat("Stem cells eliminate knee pain.").evidence.design == "not stated"


@pytest.mark.model
def test_animal_work_is_told_with_what_the_rules_say_of_it() -> None:
    found = caveat("In mice, turmeric relieved the pain of arthritis.", "news")
    assert found.evidence.design == "animal"
    assert ids(found.facts) == ["ftc-animals"]


@pytest.mark.model
def test_a_story_is_evidence_of_one_persons_experience() -> None:
    found = caveat("I was back on the golf course six weeks after my stem cell injection.")
    assert found.strength == "testimonial"
    assert found.evidence.design == "testimonial"
    assert "isscr-testimonials" in ids(found.facts)


@pytest.mark.model
def test_a_promise_of_no_harm_is_of_the_kind_safety() -> None:
    found = caveat("No side effects have been reported after stem cell injections.")
    assert found.kind == "safety"
    assert "fda-harms" in ids(found.facts)


@pytest.mark.model
def test_a_promise_of_no_harm_is_not_lost_beside_a_claim() -> None:
    text = "Stem cell injections relieve knee pain. No side effects have been reported."
    safety, efficacy = caveats_in(passage(text))
    assert (safety.kind, efficacy.kind) == ("safety", "efficacy")
    assert safety.triggers[0].text == "No side effects have been reported."


@pytest.mark.model
def test_a_report_of_harm_beside_a_claim_is_told_in_one_caveat() -> None:
    text = "Steroid injections relieve a sore knee. Infections occurred in 2 per cent of people."
    found = caveat(text, "explainer")
    assert found.kind == "efficacy"
    assert len([place for place in found.triggers if place.text.endswith(".")]) == 2


@pytest.mark.model
def test_a_call_to_stop_a_medicine_comes_first_and_never_with_two_others() -> None:
    text = (
        "Stem cell injections relieve knee pain. No side effects have been reported. You can bin"
        " your painkillers."
    )
    stopping, efficacy = caveats_in(passage(text))
    assert (stopping.kind, efficacy.kind) == ("stopping", "efficacy")
    assert "doctor or pharmacist" in stopping.message
    assert stopping.triggers[1].text == "bin your painkillers"
    assert len(efficacy.triggers) >= 2


@pytest.mark.model
def test_one_sentence_gets_one_caveat_though_it_claims_and_calls_to_stop() -> None:
    found = caveat("After stem cells most patients throw away their painkillers.")
    assert found.kind == "stopping"


@pytest.mark.model
def test_a_warning_against_stopping_is_no_call_to_stop() -> None:
    assert caveats_in(passage("Never stop taking opioids without asking your doctor.")) == ()


@pytest.mark.model
def test_a_regulator_who_says_stop_has_a_reason() -> None:
    text = "Stop the tablets at once."
    assert all(one.kind != "stopping" for one in caveats_in(passage(text, "regulator")))


@pytest.mark.model
def test_a_claim_with_a_limit_beside_it_is_told_with_both() -> None:
    text = "Stem cells relieve knee pain. So far no good trial has shown that they work."
    assert "sets limits to that itself" in caveat(text).message


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Opioids bind to mu-receptors.",
        "The clinic is open from nine to five.",
        "Cartilage is a smooth tissue at the ends of bones.",
        "The effective date of this policy is the first of May.",
    ],
)
def test_what_says_nothing_of_efficacy_gets_none(text: str) -> None:
    assert caveats_in(passage(text)) == ()


# facts


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


@pytest.mark.model
def test_law_is_told_under_talk_of_approval_and_not_under_a_plain_claim() -> None:
    kinds = {fact["text"]: fact["kind"] for fact in FACTS}

    def told(text: str) -> set[str]:
        return {kinds[fact.text] for fact in caveat(text).facts}

    assert "law" in told("Florida law has approved stem cell treatment that relieves knee pain.")
    assert "law" not in told("Stem cells from your own fat relieve knee pain.")


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
