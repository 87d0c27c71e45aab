"""What a caveat says, and of what."""

import json
from pathlib import Path

import pytest

import eval as eval_
import qa
from corpus import Article, Kind, Passage
from eval.questions import load_judged
from index import Index
from qa import Caveat, Fact, caveats_in

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
    assert "says itself that the proof has limits" in caveat(text).message


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


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Degenerating discs make the spinal canal narrower in spinal stenosis.",
        "Loss of cartilage and fluid in joints leads to stiffness and swelling.",
        "Globally, chronic pain affects more than 1.5 billion people.",
    ],
)
def test_what_tells_of_an_illness_alone_gets_none_under_a_title_on_a_treatment(text: str) -> None:
    assert caveats_in(passage(text, "clinic", "Stem cells for chronic pain")) == ()


@pytest.mark.model
def test_harm_is_told_with_the_treatment_that_does_it() -> None:
    text = (
        "Opioids carry a risk of dependency and overdose. Stem cell therapy, by contrast, repairs"
        " the damage and relieves pain."
    )
    told = caveat(text).message
    assert "also speaks of harm from opioids" in told
    assert "states as a fact that stem cells" in told


@pytest.mark.model
def test_facts_follow_the_treatments_that_a_sentence_names_and_not_the_title() -> None:
    text = "Taking ibuprofen for a long time brings on new health problems."
    told = caveat(text, "explainer", "Stem cells for knee pain")
    assert (told.kind, told.facts) == ("safety", ())
    assert "harm from ibuprofen" in told.message


@pytest.mark.model
def test_a_clinic_that_runs_down_what_it_does_not_sell_is_told_so() -> None:
    text = "Opioids only mask the pain and give temporary relief."
    told = caveat(text, "clinic", "Stem cells for knee pain").message
    assert "opioids help only for a while" in told
    assert "sells another treatment" in told


@pytest.mark.model
def test_no_fact_stands_twice_under_one_quote() -> None:
    text = "Stem cell injections relieve knee pain. No side effects have been reported."
    facts = [fact for one in caveats_in(passage(text)) for fact in one.facts]
    assert len(facts) == len(set(facts))


@pytest.mark.model
def test_limits_lead_where_the_claim_beside_them_hedges() -> None:
    text = "Stem cell therapy may relieve knee pain. For knee pain it is not approved by the FDA."
    assert "not approved by the FDA for knee pain" in caveat(text, "explainer").message


@pytest.mark.model
def test_law_is_told_under_talk_of_approval_and_not_under_a_plain_claim() -> None:
    kinds = {fact["text"]: fact["kind"] for fact in FACTS}

    def told(text: str) -> set[str]:
        return {kinds[fact.text] for fact in caveat(text).facts}

    assert "law" in told("Florida law has approved stem cell treatment that relieves knee pain.")
    assert "law" not in told("Stem cells from your own fat relieve knee pain.")


@pytest.mark.model
def test_what_stands_under_not_recommended_is_told_as_advised_against() -> None:
    line = "Massage for lasting back pain."
    text = f"# Backs\n\n## Not recommended\n\n{line} Its effect was too small."
    article = Article("guide", "Backs", text, "explainer")
    found = [
        one.message
        for one in caveats_in(Passage(article, text.index(line), len(text)))
        if one.kind == "efficacy"
    ]
    assert not any("speaks for" in told or "states as a fact" in told for told in found)


@pytest.mark.model
def test_no_fact_on_patients_stands_under_what_is_said_of_a_donor() -> None:
    text = "The stem cells come from the cord, which has absolutely no effect on the baby."
    assert all(not one.facts for one in caveats_in(passage(text, "explainer")))
