"""A sentence of a passage to what is read from it: of which treatment, doing what, how strongly.

The model judges it (efficacy.py), and its words put that right (touching.py, strengths.py). What it
is about is told by words alone (about.py), and so is what it does, where they are plain (gist.py).
"""

from dataclasses import dataclass

from corpus import Passage
from corpus.outlining import Span
from qa import harms, limits
from qa.about import About, about
from qa.doing_without import calls_to_stop
from qa.efficacy import judged
from qa.gist import FOR, SAFETY, VAGUE, Gist, gist_of, without_outcome
from qa.headings import heading_above
from qa.strengths import corrected
from qa.touching import SET_UP, least_margin, plainly_touches
from qa.types import Strength

_UNDER = FOR | VAGUE  # what a heading such as “Not recommended” turns round


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, and what is the matter with it."""

    place: Passage
    touches: bool  # whether it speaks of what a treatment is worth
    strength: Strength
    about: About
    gist: Gist
    harms: bool  # whether it says that a treatment does harm, whatever else it does
    stops: Span | None  # where it suggests doing without a medicine
    triggers: tuple[Span, ...]  # words for which the model says that it touches

    @property
    def words(self) -> str:
        return self.place.text

    @property
    def safety(self) -> bool:
        """Whether it speaks of harm, or of none, rather than of help."""
        return self.touches and self.gist in SAFETY

    @property
    def efficacy(self) -> bool:
        return self.touches and self.gist not in SAFETY


def read(sentence: Passage) -> Reading:
    """Read one sentence in its passage."""
    words, subject, judgement = sentence.text, about(sentence), judged(sentence)
    strength, named = corrected(judgement.strength, words), bool(subject.called)
    # a regulator who says so has a reason of safety
    stops = None if sentence.article.kind == "regulator" else calls_to_stop(words)
    gist = gist_of(words, subject, strength, judgement.safety)
    of_study = gist == "set-up" or (gist in VAGUE | {"claim"} and without_outcome(words))
    least = max(least_margin(words, named), SET_UP if of_study else 0.0)
    touches = judgement.touches and judgement.margin >= least
    turned = gist in _UNDER and sentence.article.kind != "clinic"
    if turned and limits.NOT_ADVISED.search(heading_above(sentence)):
        gist = "advises"
    if not judgement.touches and harms.counts_harm(words):
        gist = "harm"
    return Reading(
        sentence,
        touches or plainly_touches(words, named),
        strength,
        subject,
        gist,
        harms.tells_of_harm(words, named),
        stops,
        judgement.triggers,
    )
