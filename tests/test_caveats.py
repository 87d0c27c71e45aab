"""What a caveat says, and of what."""

import json
from pathlib import Path

import pytest

import eval as eval_
import qa
from corpus import Article, Kind, Passage
from eval.questions import load_judged
from index import Index
from qa import Caveat, caveats_in
from qa.facts import bearing_facts
from qa.subjects import conditions_in, treatments_in

CLAIMS = [
    ("Stem cell injections eliminate knee pain.", "stem cells"),
    ("I was back on the golf course six weeks after my stem cell injection.", "stem cells"),
    ("Opioids were no better than placebo for low back pain.", "opioids"),
    ("Acupuncture may ease migraine.", "acupuncture"),
]
FACTS = json.loads((Path(qa.__file__).parent / "facts.json").read_text(encoding="utf-8"))


def caveat(text: str, kind: Kind = "clinic") -> Caveat:
    article = Article("claim", "A title", text, kind)
    (found,) = caveats_in(Passage(article, 0, len(text)))
    return found


@pytest.mark.model
@pytest.mark.parametrize(("text", "treatment"), CLAIMS)
def test_a_message_names_the_treatment_in_at_most_sixty_words(text: str, treatment: str) -> None:
    found = caveat(text)
    assert treatment in found.message or found.strength == "testimonial"
    assert len(found.message.split()) <= 60
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
    assert caveats_in(Passage(Article("plain", "A title", text), 0, len(text))) == ()


def test_every_fact_bears_on_treatments_and_conditions_that_can_be_named() -> None:
    data = json.loads((Path(qa.__file__).parent / "subjects.json").read_text(encoding="utf-8"))
    assert len({fact["id"] for fact in FACTS}) == len(FACTS)
    for fact in FACTS:
        assert set(fact["treatments"]) <= set(data["treatments"])
        assert set(fact.get("conditions", [])) <= set(data["conditions"])
        assert fact["checked"]


def test_facts_are_told_by_treatment_and_condition() -> None:
    kinds = ("status", "evidence")
    assert bearing_facts(["opioids"], ["back pain"], kinds) == ()
    knee = bearing_facts(["stem cells"], ["knee arthritis"], kinds)
    back = bearing_facts(["stem cells"], ["back pain"], kinds)
    assert knee[0] == back[0]
    assert "480 people" in knee[1].text
    assert "11 clinical studies" in back[1].text


def test_bringing_back_is_no_back_pain() -> None:
    assert "back pain" not in conditions_in("It brings back function.")
    assert "back pain" in conditions_in("My bad back kept me at home.")
    assert treatments_in("The MSCs are taken from fat.") == ("stem cells",)
