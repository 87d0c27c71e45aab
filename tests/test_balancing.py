import numpy as np
import pytest

import qa.balancing
from corpus import Article, Passage
from index import Candidate, Sentence, WordVectors
from qa import answer
from qa.balancing import balanced
from qa.quoting import Choice

TEXT = "It heals knees. It mends hips. It soothes backs. No proof was found. It costs much."
SAYS = {"heals": "claimed", "mends": "claimed", "soothes": "hedged", "proof": "limited"}
ARTICLE = Article("cells", "Cells", TEXT)
NOTHING = np.zeros((0, 4), np.float32)
VECTORS = WordVectors(NOTHING, NOTHING, np.zeros(0, bool))


def place(words):
    start = TEXT.index(words)
    return Passage(ARTICLE, start, start + len(words))


PLACES = [place(f"{part}.") for part in TEXT.removesuffix(".").split(". ")]


@pytest.fixture(autouse=True)
def strengths(monkeypatch):
    def strength(sentence):
        return next((SAYS[word] for word in SAYS if word in sentence.place.text), None)

    monkeypatch.setattr(qa.balancing, "_strength", strength)
    monkeypatch.setattr(qa.balancing, "guarded", lambda sentence: sentence)


def asked(scores, limit=3):
    sentences = tuple(Sentence(one, 0, NOTHING, VECTORS) for one in PLACES)
    found = Candidate(Passage(ARTICLE, 0, len(TEXT)), "", sentences, np.array(scores), 0.0, NOTHING)
    best = sorted(zip(scores, PLACES, strict=True), key=lambda pair: -pair[0])
    chosen = [Choice(one, score) for score, one in best][: 2 * limit]
    return [choice.place for choice in balanced(chosen, [found], limit)][:limit]


def test_where_all_speak_for_it_the_last_makes_room_for_a_limit():
    assert asked([3, 2, 1.5, 1, 0]) == [PLACES[0], PLACES[1], PLACES[3]]


def test_a_limit_that_fits_much_worse_is_left_out():
    assert asked([3, 2, 1.5, 0.4, 0]) == PLACES[:3]


def test_nothing_is_changed_where_a_limit_is_shown_or_nothing_claimed():
    assert asked([3, 1, 0.9, 2, 0]) == [PLACES[0], PLACES[3], PLACES[1]]
    assert asked([-3, -3, -3, 1, 2], limit=1) == [PLACES[4]]


@pytest.mark.model
def test_a_claim_does_not_stand_alone(starter, monkeypatch):
    monkeypatch.undo()
    found = answer("Does stem cell therapy help joint pain?", index=starter)
    strengths = {caveat.strength for quote in found.quotes for caveat in quote.caveats}
    assert strengths & {"limited", "negative", "reported"}, found.to_dict()
