"""Sentences on how a study was done, told from those on what it found."""

import pytest

from qa.methods import tells_how_done


@pytest.mark.parametrize(
    "words",
    [
        "The main outcome was grip strength at 12 weeks.",
        "Their median age was 48, and 31 per cent were women.",
        "Adults with a frozen shoulder were randomly assigned to stretching or to rest.",
        "Patients who had had surgery were excluded.",
        "The study set a brace against a sling.",
        "We tested whether a brace shortens recovery.",
        "To establish whether cupping lessens stiffness.",
        "Neither the nurses nor the patients could be kept unaware of it.",
        "The work was funded by the Tidewell Foundation.",
        "The study had no control group.",
    ],
)
def test_how_a_study_was_done_is_told_from_its_words(words: str) -> None:
    assert tells_how_done(words)


@pytest.mark.parametrize(
    "words",
    [
        "In the trial a brace shortened recovery by a week.",
        "The main outcome was better in the braced group.",
        "Most trials were small and paid for by makers of braces.",
        "Scientists hope that a brace might shorten recovery.",
        "No firm conclusions can be drawn from three trials of braces.",
        "A trial of bracing for six weeks is reasonable.",
        "Wear the brace at night for twelve weeks.",
    ],
)
def test_what_was_found_or_advised_is_not_how_a_study_was_done(words: str) -> None:
    assert not tells_how_done(words)
