"""What a sentence's words plainly do, and how far they bear what the model makes of them."""

import pytest

from qa import Strength
from qa.strengths import corrected
from qa.touching import least_margin, on_illness, plainly_touches, silent


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Gout is common.", True),
        ("The cartilage in a joint wears away.", True),
        ("It helps.", False),
        ("Nobody has shown that.", False),
        ("Six in ten people were better.", False),
    ],
)
def test_a_sentence_without_a_word_on_help_harm_or_proof_is_silent(words: str, found: bool) -> None:
    assert silent(words) is found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Gout is caused by crystals.", True),
        ("Inflammation irritates nerves.", True),
        ("Under the guidance an implied claim counts as a claim.", True),
        ("After six weeks the gout was gone because of her diet.", False),
        ("Rash is rare.", False),
    ],
)
def test_what_tells_of_an_illness_is_told_apart(words: str, found: bool) -> None:
    assert on_illness(words) is found


def test_the_model_must_be_surer_of_what_the_words_leave_open() -> None:
    claim = least_margin("Naproxen relieves gout.", named=True)
    silent_one = least_margin("Naproxen is a small tablet.", named=True)
    illness = least_margin("Gout is common, by all evidence.", named=False)
    silent_illness = least_margin("Gout is caused by sharp crystals.", named=False)
    assert claim < silent_one < illness < silent_illness


@pytest.mark.parametrize(
    ("strength", "words", "right"),
    [
        ("claimed", "Stem cells are not approved for knees.", "limited"),
        ("claimed", "It aims to repair tissue.", "hedged"),
        ("hedged", "It mends nerves.", "claimed"),
        ("hedged", "It may mend nerves.", "hedged"),
        ("negative", "It is not approved.", "negative"),
        ("claimed", "It mends nerves.", "claimed"),
        ("negative", "It not only eases pain but also heals.", "claimed"),
        ("negative", "It not only fails but also harms.", "negative"),
    ],
)
def test_a_strength_is_put_right_only_where_the_words_say_so(
    strength: Strength, words: str, right: Strength
) -> None:
    assert corrected(strength, words) == right


def test_a_few_words_that_say_nothing_need_a_surer_model() -> None:
    longer = least_margin("Give it a month or so.", named=False)
    assert least_margin("Give it a month.", named=False) > longer
    assert least_margin("It helps.", named=True) == least_margin(
        "It helps most people.", named=True
    )


def test_who_should_not_have_a_treatment_claims_nothing_for_it() -> None:
    told = "Massage is not suitable for people with a fever."
    assert least_margin(told, named=True) > least_margin("Massage is soft.", named=True)


def test_a_question_that_names_no_help_needs_a_surer_model() -> None:
    asked = least_margin("Who would have thought of a hoover?", named=False)
    assert asked > least_margin("Somebody thought of a hoover.", named=False)


@pytest.mark.parametrize(
    ("words", "named", "found"),
    [
        ("Cramp can be treated with salt.", False, True),
        ("Bleeding inside the eye follows one injection in 900.", False, True),
        ("Three cases of leukaemia were seen after gene therapy.", True, True),
        ("Pregabalin can cause dizziness.", True, True),
        ("The Agency warns the public against exosomes.", True, True),
        ("Smoking can cause dizziness.", False, False),
        ("She can be treated as a guest.", False, False),
        ("Bleeding is feared.", True, False),
    ],
)
def test_plain_words_on_help_or_harm_need_no_model(words: str, named: bool, found: bool) -> None:
    assert plainly_touches(words, named) is found
