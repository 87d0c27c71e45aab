"""A word with a slip is read as the library's own, and the reader is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article
from index import Index
from index.spelling import Spelling
from qa import answer

TEXT = """Arthritis wears joints away. Arthritis of the knee aches. Stem cells are tried for it, and
stem cells are sold for it. Oestrogen guards bones; oestrogen falls with age. A lone word: ginger.
Carpal bones are small. Carpal bones are eight."""
SPELLING = Spelling([Article("bones", "Bones", TEXT)])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("arthitis", "arthritis"),
        ("arthrittis", "arthritis"),
        ("arthrutis", "arthritis"),
        ("atrhritis", "arthritis"),
        ("stemcells", "stem cells"),
        ("estrogen", "oestrogen"),
        ("carpel", "carpal"),
    ],
)
def test_a_word_with_one_slip_is_read_as_the_librarys(typed, meant):
    assert SPELLING.meant(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "artritus",  # two slips
        "swears",  # "wears" begins otherwise
        "gingr",  # stands once only, and might be a slip there
        "bone5",
        "kne",
        "",
    ],
)
def test_a_word_that_may_be_another_is_left_as_it_is(typed):
    assert SPELLING.meant(typed) is None


def test_of_two_words_as_near_the_one_said_more_often_is_meant():
    spelling = Spelling([Article("a", "A", "statin statin statin. stating stating.")])
    assert spelling.meant("statine") == "statin"


@given(st.text(max_size=30))
def test_no_word_is_too_odd(word):
    found = SPELLING.meant(word)
    assert found is None or all(part in TEXT.lower() for part in found.split())


@pytest.mark.model
def test_the_reader_is_told_how_a_word_was_read(starter: Index):
    slipped = answer("Do stemcells help knee arthitis?", index=starter)
    clean = answer("Do stem cells help knee arthritis?", index=starter)
    assert slipped.quotes == clean.quotes
    assert slipped.status == clean.status
    assert slipped.note.endswith(
        "“stemcells” was read as “stem cells”. “arthitis” was read as “arthritis”."
    )
    assert "was read" not in clean.note
    assert slipped.question == "Do stemcells help knee arthitis?"


@pytest.mark.model
def test_a_word_that_the_model_knows_whole_is_no_slip(starter: Index):
    assert starter.query("What does coffee cost?").respelled == ()
