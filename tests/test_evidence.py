"""Which evidence a passage names: held by passages written to be easy, hard and tricky."""

import json
from pathlib import Path

import pytest

from corpus import Article, Passage
from qa import Evidence
from qa.counting import days_in, number_in
from qa.designs import names_a_study
from qa.evidence import evidence_in

# “part” tells when a passage was written: before the program could read any, and twice after. When
# first read, the program got .91 of the designs of the second part right and .94 of the third.
ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "evidence.jsonl").read_text(encoding="utf-8").splitlines()
]
LEAST = 0.95  # of designs, of numbers of people and of follow-ups


def evidence(text: str) -> Evidence:
    return evidence_in(Passage(Article("a", "A", text), 0, len(text)))


def followed(found: Evidence) -> str | None:
    return found.followed.text if found.followed else None


def meets(one: str | None, other: str | None) -> bool:
    """Whether two pieces of words are the same, or one holds the other."""
    if not one or not other:
        return one == other
    return one.lower() in other.lower() or other.lower() in one.lower()


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def test_the_labelled_passages_are_many_and_of_every_design() -> None:
    assert len(ROWS) >= 120
    assert len({row["text"] for row in ROWS}) == len(ROWS)
    designs = [row["design"] for row in ROWS]
    assert all(designs.count(design) >= 7 for design in set(designs))
    assert len(set(designs)) == 9


def test_the_design_that_a_passage_names_is_told() -> None:
    assert share([evidence(row["text"]).design == row["design"] for row in ROWS]) >= LEAST


def test_the_words_that_name_it_are_told() -> None:
    named = [row for row in ROWS if row["named"]]
    right = [
        meets(place.text if (place := evidence(row["text"]).place) else None, row["named"])
        for row in named
    ]
    assert share(right) >= LEAST


def test_the_number_of_people_is_told() -> None:
    assert share([evidence(row["text"]).people == row["people"] for row in ROWS]) >= LEAST


def test_the_follow_up_is_told() -> None:
    right = [meets(followed(evidence(row["text"])), row["followed"]) for row in ROWS]
    assert share(right) >= LEAST


@pytest.mark.parametrize(
    "text",
    [
        "This page was reviewed by Dr Lind and says that the drip works.",
        "The trial court found that the injections had been sold as a cure.",
        "Book a trial run and feel stronger in ten minutes.",
        "Like rats leaving a ship, aches desert you.",
        "You wait in a study room until the drip has done its work.",
        "Pain that comes randomly settles with paracetamol.",
        "Your cells are multiplied in our laboratory and mend the disc.",
        "No randomised trial has shown that it works.",
    ],
)
def test_words_that_only_look_like_a_design_name_none(text: str) -> None:
    assert evidence(text) == Evidence("not stated")


@pytest.mark.parametrize(
    "text",
    [
        "Women who are 12 weeks pregnant were left out of the randomised trial.",
        "After ten years of pain they entered the randomised trial.",
        "The men in the randomised trial were over 60 years old.",
    ],
)
def test_ages_and_illnesses_are_no_follow_up(text: str) -> None:
    assert evidence(text).design == "randomised"
    assert followed(evidence(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "The randomised trials disagree, and one in five adults has a sore back.",
        "In 2019 patients asked for it, long before the randomised trials.",
        "The review of 11 clinical studies found nothing.",
        "Two participants died in the randomised trial.",
    ],
)
def test_shares_years_studies_and_the_unlucky_are_not_the_people_studied(text: str) -> None:
    assert evidence(text).people is None


def test_the_strongest_design_counts() -> None:
    found = evidence("In mice it healed, and a randomised trial of 90 people bore it out.")
    assert found.design == "randomised"
    assert found.place
    assert found.place.text == "randomised trial"


def test_the_places_are_of_the_article() -> None:
    text = (
        "It helps. In a randomised trial of 48 people it eased pain for a year; a year later too."
    )
    article = Article("a", "A", text)
    found = evidence_in(Passage(article, 10, len(text)))
    assert found.place
    assert found.place.article is article
    assert text[found.place.start : found.place.end] == "randomised trial"
    assert followed(found) == "a year later"
    assert found.people == 48


def test_a_study_without_a_design_keeps_its_people() -> None:
    found = evidence("A Danish study of 1,600 people found no harm after a year.")
    assert (found.design, found.people, followed(found)) == ("not stated", 1600, "after a year")


def test_what_is_no_study_has_no_people() -> None:
    assert evidence("We have treated more than 22,000 patients since 2009.").people is None
    assert not names_a_study("Book a trial session with 12 people.")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two hundred and six", 206),
        ("a dozen", 12),
        ("5,012", 5012),
        ("three thousand and forty", 3040),
        ("ninety-six", 96),
        ("none of them", None),
    ],
)
def test_numbers_are_read_in_figures_and_words(words: str, number: int | None) -> None:
    assert number_in(words) == number


def test_spans_of_time_can_be_compared() -> None:
    assert days_in("for 18 months") > days_in("a year later") > days_in("at 24 weeks")


def test_a_rule_on_what_animal_work_can_prove_is_no_animal_study() -> None:
    assert evidence("Work in mice is not enough to support a claim.").design == "not stated"
    assert evidence("In mice it healed.").design == "animal"
