"""What a sentence's words say came of a treatment."""

import pytest

from qa.findings import finding_in


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The relief wears off by Friday.", "an effect that does not last"),
        ("By spring there was no longer any difference.", "an effect that does not last"),
        ("In most people the pain came back.", "whether trouble comes back"),
        ("Scores did not differ between the arms.", "no clear difference"),
        (
            "Walking got easier, but pain was the same in both groups.",
            "differences in some things and none in others",
        ),
        ("It does not work in everyone.", "people whom it does not help"),
        ("Two men died in the first year.", "survival or deaths"),
        ("Six out of ten people were much better.", "how many people did well"),
        ("Falls were commoner after the drops.", "how often trouble came"),
        ("It slows the illness a little.", "slowing an illness"),
        ("One course lasts for two years.", "how long an effect lasts"),
        ("Most people notice a change within three weeks.", "how soon an effect can be felt"),
        ("She was back at work by May.", "what people could do again"),
        ("It eases cramps, but it makes many people sleepy.", "help as well as limits"),
        ("The score fell by nine points.", "a change that was measured"),
        ("It should be offered to anyone over 60.", "what is recommended"),
    ],
)
def test_what_came_of_a_treatment_is_told_by_the_words(words: str, found: str) -> None:
    assert finding_in(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "Tablets are a last resort.",
        "It opened last year.",
        "We hear that we should try again.",
        "Not everyone is pleased with the building.",
        "The mean age was 61.",
        "The clinic is open.",
    ],
)
def test_words_that_only_look_like_a_result_tell_of_none(words: str) -> None:
    assert finding_in(words) == ""


def test_no_benefit_is_told_only_of_what_is_denied_outright() -> None:
    denied = "The drops did not help."
    assert finding_in(denied, holds_back=True) == "little or no benefit"
    assert finding_in(denied) == ""
    assert finding_in("Try the drops when rest has not helped.", holds_back=True) == ""
