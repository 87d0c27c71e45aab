"""Passages that may answer to the sentences to quote: chosen, widened, none of them twice."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import Article, Passage, outline
from index import Candidate
from qa.efficacy import judged

_LONGEST = 3  # sentences in a quote
# A neighbour in the same paragraph is quoted along if its score is at most so much less: the mean
# of four libraries' quote hit@3 was .85 at 0.75 and .86 at 1.3, with 1.4 and 1.5 sentences a quote;
# those libraries' questions were seen when it was chosen.
NEARLY = 1.3
# So much better must a sentence be to come from an article that is quoted already. It cost the same
# mean .002; 0.4 cost .009, and made the articles of three quotes 1.8 instead of 1.7.
BREADTH = 0.2
_SAME = 0.8  # share of words in common from which two quotes say the same

# A sentence that opens so, or says so early, takes back or limits the one before it.
_REVERSAL = re.compile(
    r"\W*(?:(?:but|yet|however|nevertheless|nonetheless|still|unfortunately|although|though"
    r"|despite|conversely|instead|even so|that said|having said|in contrast|by contrast"
    r"|on the other hand|at the same time|in fact|in reality|in truth|not so|none of|neither"
    r"|only|except|unless|caution|be aware|keep in mind|bear in mind|this does not|that does not"
    r"|these (?:results|findings|claims|effects) (?:have|were|are|did|do|could|must|should)"
    r"|(?:there|so far|to date).{0,20} no |no (?:such|study|studies|trial|evidence|benefit))\b"
    r"|[^.]{0,60}\b(?:however|though|nevertheless|nonetheless)\b)",
    re.IGNORECASE,
)
# A sentence that opens so leans on the one before it.
_LEANING = re.compile(
    r"\W*(?:however|but|yet|this|these|those|they|it|its|their|such|he|she|both|neither|instead"
    r"|in these cases|in this case|in contrast|by contrast|on the other hand|for example"
    r"|for instance|additionally|also|furthermore|moreover|as a result|therefore|thus|then"
    r"|the latter|the former|the same|that)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to quote, and how surely its sentence answers the question: log-odds."""

    place: Passage
    score: float


def choose(
    candidates: Sequence[Candidate], limit: int, *, first: Passage | None = None
) -> tuple[Choice, ...]:
    """The best `limit` places, best first; no two overlap or say the same words.

    Of sentences that fit about as well, one of an article not yet quoted comes first. A sentence
    given as `first` comes before all others.
    """
    scores = {
        sentence.place: score
        for candidate in candidates
        for sentence, score in zip(candidate.sentences, candidate.scores.tolist(), strict=True)
    }
    chosen: list[Choice] = []
    if first:
        chosen.append(Choice(guarded(first), scores.get(first, max(scores.values()))))
    left = sorted(scores, key=lambda place: -scores[place])
    while left and len(chosen) < limit:
        quoted = {choice.place.article.slug for choice in chosen}
        sentence = max(left, key=lambda p: scores[p] - BREADTH * (p.article.slug in quoted))
        left.remove(sentence)
        if clashes(sentence, chosen):
            continue  # before the model is asked what comes after it
        place = widened(sentence, scores)
        if clashes(place, chosen):
            place = guarded(sentence)
        if not clashes(place, chosen):
            chosen.append(Choice(place, scores[sentence]))
    return tuple(chosen)


def widened(sentence: Passage, scores: Mapping[Passage, float]) -> Passage:
    """The sentence with what it leans on, or a neighbour that fits as well, and what it reverses.

    `scores` are those of sentences that were looked at. Three sentences at the most; what turns
    the quote round goes before what comes ahead of it.
    """
    places, at = _place_in_article(sentence)
    beside = [n for n in (at - 1, at + 1) if 0 <= n < len(places) and places[n][1] == places[at][1]]
    first = last = at
    if _LEANING.match(sentence.text) and at - 1 in beside:
        first = at - 1
    else:
        least = scores[sentence] - NEARLY
        fitting = [n for n in beside if scores.get(places[n][0], -math.inf) >= least]
        if fitting:
            best = max(fitting, key=lambda n: scores[places[n][0]])
            first, last = min(at, best), max(at, best)
    end = guarded(places[last][0]).end
    while sum(places[first][0].start <= p.start < end for p, _, _ in places) > _LONGEST:
        if first == at:  # what comes along is itself taken back, too far on
            return guarded(sentence)
        first += 1
    return Passage(sentence.article, places[first][0].start, end)


def guarded(sentence: Passage) -> Passage:
    """The sentence with the sentences after it that take it back."""
    places, at = _place_in_article(sentence)
    end = sentence.end
    for following, _, section in places[at + 1 : at + _LONGEST]:
        if section != places[at][2] or not turns_round(sentence, following):
            break
        end = following.end
    return Passage(sentence.article, sentence.start, end)


def turns_round(claim: Passage, following: Passage) -> bool:
    """Whether a sentence takes back or limits the one before it.

    By how it begins; or because the one before speaks for a treatment and this one says that it
    did not work, that proof is lacking, or what a study found of it.
    """
    if _REVERSAL.match(following.text):
        return True
    before = judged(claim)
    if not before.touches or before.strength in ("limited", "negative"):
        return False
    after = judged(following)
    limits = after.strength in ("limited", "negative")
    tests = after.strength == "reported" and before.strength != "reported"
    return after.touches and (limits or tests)


@lru_cache(maxsize=256)  # an answer asks some twenty times, and an article can be long
def _sentences_of(article: Article) -> tuple[tuple[Passage, int, int], ...]:
    """Every sentence of an article with the numbers of its block and its section."""
    return tuple(
        (Passage(article, *span), block.sentences[0][0], number)
        for number, section in enumerate(outline(article.text))
        for block in section.blocks
        for span in block.sentences
    )


def sentences_within(place: Passage) -> tuple[Passage, ...]:
    """The sentences of the article that a place holds or cuts, cut to the place."""
    return tuple(
        Passage(place.article, max(place.start, other.start), min(place.end, other.end))
        for other, _, _ in _sentences_of(place.article)
        if place.overlaps(other)
    ) or (place,)


def _place_in_article(sentence: Passage) -> tuple[tuple[tuple[Passage, int, int], ...], int]:
    places = _sentences_of(sentence.article)
    return places, next(n for n, (place, _, _) in enumerate(places) if place == sentence)


def clashes(place: Passage, chosen: Sequence[Choice]) -> bool:
    """Whether a place overlaps one that is chosen, or says the same words."""
    return any(_clash(place, other.place) for other in chosen)


def _clash(place: Passage, other: Passage) -> bool:
    if place.overlaps(other):
        return True
    words, others = _words(place.text), _words(other.text)
    shared = len(words & others)
    return shared >= _SAME * max(len(words), len(others))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower())) or frozenset([text.strip()])
