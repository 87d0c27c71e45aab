"""Which of several sentences a message tells of, and what it says besides, without the model."""

import pytest

from corpus import Article, Passage
from qa import Strength
from qa.about import about
from qa.gist import gist_of
from qa.harms import tells_of_harm
from qa.leading import besides, leading_in
from qa.reading import Reading

CLAIM = "Stem cells relieve knee pain."
HOPE = "Acupuncture may ease migraine."
REFUSED = "Exosomes are not approved for knee pain."
THIN = "The evidence for massage is weak."
HARM = "Opioids can lead to overdose."
VAGUE = "Exosomes release signals into the blood."
COMPARED = "Massage is better than exercise."


def read(words: str) -> Reading:
    """A sentence as it is read where the model is sure that it touches on a treatment's worth."""
    place = Passage(Article("a", "A title", words), 0, len(words))
    strength: Strength = "hedged" if " may " in words else "claimed"
    subject = about(place)
    harms = tells_of_harm(words, bool(subject.called))
    gist = gist_of(words, subject, strength, words == HARM)
    return Reading(place, True, strength, subject, gist, harms, None, ())


@pytest.mark.parametrize(
    ("sentences", "leading"),
    [
        ([CLAIM, THIN], [CLAIM]),
        ([HOPE, THIN], [THIN]),
        ([CLAIM, REFUSED, THIN], [REFUSED]),
        ([HOPE, CLAIM], [CLAIM]),
        ([VAGUE, COMPARED], [COMPARED]),
        ([VAGUE], [VAGUE]),
    ],
)
def test_a_claim_leads_unless_limits_are_more_or_it_hedges(
    sentences: list[str], leading: list[str]
) -> None:
    assert [one.words for one in leading_in([read(words) for words in sentences])] == leading


@pytest.mark.parametrize(
    ("leading", "other", "said"),
    [
        (CLAIM, REFUSED, "It also says what is not approved."),
        (CLAIM, THIN, "It also says itself that the proof has limits."),
        (CLAIM, HARM, "It also speaks of harm from opioids."),
        (CLAIM, "Painkillers only mask pain.", "It also says where painkillers fall short."),
        (THIN, CLAIM, "It also speaks for a treatment."),
        (CLAIM, VAGUE, ""),
    ],
)
def test_what_a_passage_says_besides_is_told(leading: str, other: str, said: str) -> None:
    assert besides([read(leading)], [read(other)]) == said
