"""Claims and what limits them, side by side: where all quotes promise, one that holds back."""

from collections.abc import Sequence

from index import Candidate, Sentence, words_of
from qa.efficacy import judge
from qa.quoting import Choice, clashes, guarded
from qa.types import Strength

_FOR: frozenset[Strength] = frozenset({"claimed", "hedged", "testimonial"})
_AGAINST: frozenset[Strength] = frozenset({"limited", "negative"})
# How much worse than the quote that is given up it may fit, in log-odds. On four libraries 1
# changed 7 to 26 % of the answers and cost quote hit@3 up to .012; 3 changed 18 to 44 % and cost up
# to .037.
_MARGIN = 1.0


def balanced(
    chosen: Sequence[Choice], candidates: Sequence[Candidate], limit: int
) -> tuple[Choice, ...]:
    """The choices, the last of the first `limit` put behind where all speak for a treatment.

    In its place comes the sentence that fits best of those that limit or deny an effect, if one
    fits nearly as well.
    """
    shown, rest = chosen[:limit], chosen[limit:]
    if limit < 2 or len(shown) < limit:
        return tuple(chosen)
    fits = {
        sentence.place: (float(score), sentence)
        for candidate in candidates
        for sentence, score in zip(candidate.sentences, candidate.scores, strict=True)
    }
    strengths = {
        strength
        for place, (_, sentence) in fits.items()
        if any(choice.place.overlaps(place) for choice in shown)
        if (strength := _strength(sentence))
    }
    if not strengths & _FOR or strengths - _FOR:
        return tuple(chosen)
    least = shown[-1].score - _MARGIN
    for place in sorted(fits, key=lambda place: -fits[place][0]):
        score, sentence = fits[place]
        if score < least:
            break
        if _strength(sentence) in _AGAINST and not clashes(limiting := guarded(place), shown):
            return (*shown[:-1], Choice(limiting, score), shown[-1], *rest)
    return tuple(chosen)


def _strength(sentence: Sentence) -> Strength | None:
    """How it speaks of an effect, by the vectors that the index holds; None where it doesn't."""
    text = sentence.place.text
    words = list(words_of(text))
    if len(words) != len(sentence.words):  # some are past what the model reads
        return None
    told = judge(text, words, sentence.words)
    return told.strength if told.touches else None
