"""What a sentence's words plainly do, and how far they bear what the model makes of them."""

import pytest

from qa import Strength
from qa.strengths import corrected
from qa.touching import least_margin, on_illness, silent


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
    silent_one = least_margin("Naproxen is a tablet.", named=True)
    illness = least_margin("Gout is common, by all evidence.", named=False)
    silent_illness = least_margin("Gout is caused by crystals.", named=False)
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
    ],
)
def test_a_strength_is_put_right_only_where_the_words_say_so(
    strength: Strength, words: str, right: Strength
) -> None:
    assert corrected(strength, words) == right
