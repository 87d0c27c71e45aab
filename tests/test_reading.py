"""What a sentence is read as, given what the model says of it."""

import pytest

from corpus import Article, Passage
from qa.efficacy import Judgement
from qa.reading import Reading, read


def reading(words: str, margin: float, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """A sentence as it is read where the model is so sure of it."""
    judgement = Judgement(margin >= 0, margin, "reported", False, ())
    monkeypatch.setattr("qa.reading.judged", lambda sentence: judgement)
    return read(Passage(Article("a", "A title", words), 0, len(words)))


def test_how_a_study_was_done_needs_a_surer_model_than_what_it_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = "The trial took 40 people with gout, and lots decided who got ginger."
    found = "In the trial ginger eased gout in 40 people more than a dummy tablet did."
    assert reading(done, 1.0, monkeypatch).gist == "set-up"
    assert not reading(done, 1.0, monkeypatch).touches
    assert reading(done, 3.0, monkeypatch).touches
    assert reading(found, 1.0, monkeypatch).touches


def test_counted_harm_touches_whatever_the_model_says(monkeypatch: pytest.MonkeyPatch) -> None:
    told = reading("Clots follow one injection in 90.", -1.0, monkeypatch)
    assert told.touches
    assert told.safety
