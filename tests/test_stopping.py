"""Whoever asks about stopping a medicine reads the warning first."""

import pytest

from corpus import Article, Passage
from index import Index
from qa import answer, caveats_in
from qa.doing_without import calls_to_stop
from qa.stopping import asks_to_stop, warns_against_stopping


@pytest.mark.parametrize(
    "question",
    [
        "should I stop my opioids tonight?",
        "Can I just come off my tablets",
        "is it ok to quit my pain pills",
        "Could I finally bin my painkillers?",
        "can i throw away my meds after this",
    ],
)
def test_questions_about_stopping_are_told(question: str) -> None:
    assert asks_to_stop(question)


@pytest.mark.parametrize(
    "question", ["Does it stop the pain?", "what do opioids do", "where does the bus stop"]
)
def test_other_questions_are_not(question: str) -> None:
    assert not asks_to_stop(question)


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients should not discontinue current medications without consulting their physician.",
        "No patient should stop current medications without asking a physician.",
        "Never stop taking opioids suddenly.",
        "Stopping pregabalin abruptly can bring on withdrawal.",
    ],
)
def test_warnings_are_told(sentence: str) -> None:
    assert warns_against_stopping(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It does not stop the decline.",
        "Sprays are slow and do not stop an attack.",
        "Nobody could stop laughing.",
        "Age alone should not stop anyone from asking.",
    ],
)
def test_what_does_not_stop_an_illness_is_no_warning(sentence: str) -> None:
    assert not warns_against_stopping(sentence)


@pytest.mark.model
@pytest.mark.parametrize(
    "question", ["should I stop my opioids tonight?", "can I throw away my tablets now"]
)
def test_the_warning_comes_first(starter: Index, question: str) -> None:
    found = answer(question, index=starter)
    assert found.status == "answered"
    assert warns_against_stopping(found.quotes[0].text)
    assert not found.quotes[0].caveats


@pytest.mark.model
def test_a_library_without_a_warning_gives_what_it_has() -> None:
    article = Article("knees", "Knees", "Walking eases sore knees. Opioids bind to receptors.")
    found = answer("should I stop my opioids?", index=Index.build([article]))
    assert not any(warns_against_stopping(quote.text) for quote in found.quotes)


@pytest.mark.model
def test_a_warning_that_claims_something_too_keeps_its_caveat() -> None:
    text = "Do not stop your tablets: stem cells cured my back pain in six weeks."
    article = Article("claim", "Claim", text)
    assert caveats_in(Passage(article, 0, len(text)))


@pytest.mark.parametrize(
    "sentence",
    [
        "You can bin your tablets.",
        "Patients stopped their opioids within a month.",
        "No more painkillers!",
        "I threw away my pills on day five.",
        "Most of our clients come off insulin within the season.",
        "She no longer needs her blood pressure tablets.",
        "Live without daily painkillers.",
        "Avoid anti-inflammatory tablets for six weeks, since they put the cells to sleep.",
        "The patch lets you give up morphine.",
        "It could potentially end the need to keep taking medication.",
        "They can minimize the need for long-term pain medication.",
        "The aim is that people depend less on medication.",
        "Most people need fewer tablets afterwards.",
        "Do not take aspirin for a week before plasma.",
        "Stay off blood thinners for ten days.",
    ],
)
def test_calls_to_stop_a_medicine_are_told(sentence: str) -> None:
    assert calls_to_stop(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Never stop opioids without asking your doctor.",
        "Stopping pregabalin suddenly can bring on withdrawal.",
        "Never bin your tablets or stop them in one go.",
        "Be wary of anyone who tells you to drop your tablets.",
        "Stop the tablets and get help if you have a rash.",
        "The tablets stopped working after a year.",
        "You can stop smoking with tablets.",
        "She stopped at the shop for tablets.",
        "Turmeric should not replace statins.",
        "The study measured walking without medication.",
        "Her doctor took her off warfarin.",
    ],
)
def test_warnings_and_safe_ways_of_stopping_are_no_calls(sentence: str) -> None:
    assert calls_to_stop(sentence) is None
