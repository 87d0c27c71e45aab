"""A library and a conversation to the questions that the library can answer next.

Every question offered was asked of the library first: it is answered, and its first quote names
what the question is about and speaks of the facet that it asks for.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus import Passage
from index import Index, content_words
from qa.asking import followed
from qa.facets import FACETS, Facet, covered, facet_words, facets_asked
from qa.headings import heading_above
from qa.offering import (
    headed_questions,
    leading,
    likenesses,
    quotes_to,
    stands_alone,
)
from qa.quoting import sentences_within
from qa.telling import tells
from qa.topics import Topic, TopicKind, topics_in, topics_of
from qa.types import Answer, Quote

_TRIED = 60  # questions tried for one set of suggestions; each takes a search once
# what a reader should not miss: as long as it is not covered, each has a question of its own
WATCHED: tuple[Facet, ...] = ("risks", "other choices", "uncertainty", "benefits")
# "no treatment" is not offered: of six such chips read, one was answered
_NEXT: tuple[Facet, ...] = (*WATCHED, "approval", "cost")
_FOCUS = 2  # treatments, and conditions, of a conversation that are asked further about
_TOPICS = 4  # treatments of a library as a whole that are
_MUCH = 0.3  # of the weight of the first topic, from which another is asked about as early
_ALIKE = 0.1  # what naming the same topic, or asking for the same facet, adds to the cosine
_SAME_WORDS = 0.75  # share of content words in common from which a question is asked already


_Pair = tuple[Topic | None, Topic | None]  # a treatment and a condition


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the library answers, and the facet that it asks for."""

    question: str
    facet: Facet


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question that may be offered, and what its first quote has to name."""

    question: str
    facet: Facet
    topics: tuple[Topic, ...]
    slug: str | None = None  # of the article under whose heading it stands


def suggested(index: Index, answers: Sequence[Answer], limit: int = 4) -> tuple[Suggestion, ...]:
    """Up to `limit` questions to ask next, one for each watched facet not yet covered first.

    `answers` is the conversation so far, oldest first; without any, the suggestions are those of
    an opening. The same conversation gives the same ones.
    """
    if not answers:
        return opening(index, limit)
    topics = topics_of(index.articles)
    done = covered(answers)
    focus = _focus(answers, topics)
    new = [facet for facet in _NEXT if facet not in done]
    old = [facet for facet in _NEXT if facet in done]
    offer = _Offer(index, answers, limit)
    for facet in new:
        if facet in WATCHED:
            own = [[*_about([pair], [facet])] for pair in focus]
            own.append([*_headed(index, focus, [facet])])
            near = (offer.add(some, 1) or offer.add(some, 1, first=False) for some in own)
            if not any(near):
                offer.add(_spread(topics, [facet]), 1)
    candidates = itertools.chain(
        _about(focus, new),
        _headed(index, focus, new),
        _spread(topics, new),
        _about(focus, old),
        _headed(index, focus, old),
        _spread(topics, old),
    )
    offer.add(candidates)
    return tuple(offer.made)


def plainly(index: Index, answers: Sequence[Answer], facet: Facet) -> str | None:
    """A question for a facet of what the conversation is about, be it answered or not.

    None where each such question was asked already, or nothing is known to ask about.
    """
    topics = topics_of(index.articles)
    own = [*_about(_focus(answers, topics), [facet]), *_spread(topics, [facet])]
    asked = [answer.question for answer in answers]
    new = (one for one in own if not any(_repeats(one, earlier) for earlier in asked))
    return next((one.question for one in new if stands_alone(one.question)), None)


def opening(index: Index, limit: int = 6) -> tuple[Suggestion, ...]:
    """Up to `limit` questions to begin with, of the library's most frequent topics and facets."""
    offer = _Offer(index, (), limit)
    offer.add(_spread(topics_of(index.articles), FACETS))
    return tuple(offer.made)


def nearest(index: Index, answer: Answer, limit: int = 3) -> tuple[Suggestion, ...]:
    """Up to `limit` questions that the library answers, the nearest to one that it does not."""
    topics = topics_of(index.articles)
    focus = _focus([answer], topics)
    asked = facets_asked(answer.question)
    everything = [*_about(focus, _NEXT), *_headed(index, focus, _NEXT), *_spread(topics, _NEXT)]
    candidates = list({candidate.question: candidate for candidate in everything}.values())
    likeness = likenesses(answer.question, [c.question for c in candidates], index)
    for n, candidate in enumerate(candidates):
        named = any(topic.named_in(answer.question) for topic in candidate.topics)
        likeness[n] += _ALIKE * (named + (candidate.facet in asked))
    offer = _Offer(index, [answer], limit)
    offer.add(candidates[n] for n in np.argsort(-likeness, kind="stable"))
    return tuple(offer.made)


def _focus(answers: Sequence[Answer], topics: Sequence[Topic]) -> list[_Pair]:
    """What the last question is about, by its words, what it follows up, and its quotes."""
    last = answers[-1]
    before = followed(last.question, [answer.question for answer in answers[:-1]])
    quotes = [
        f"{quote.article.title}\n{heading_above(quote.passage)}\n{quote.text}"
        for quote in last.quotes or last.related
    ]

    def of(kind: TopicKind) -> tuple[Topic, ...]:
        named = {topic.name: topic for topic in topics_in(last.question, topics, kind)}
        named |= {topic.name: topic for topic in topics_in(before, topics, kind)}
        clear = [topic for topic in topics if topic.kind == kind and not topic.vague]
        told = [(sum(topic.named_in(words) for words in quotes), topic) for topic in clear]
        told.sort(key=lambda pair: -pair[0])  # stable: of the same count, the most frequent first
        for count, topic in told:
            if count or not named:
                named.setdefault(topic.name, topic)
        return tuple(named.values())[:_FOCUS]

    return _pairs(of("treatment"), of("condition"))


def _pairs(treatments: Sequence[Topic], conditions: Sequence[Topic]) -> list[_Pair]:
    """Every treatment with the first condition, then with the next."""
    return [(t, c) for c in conditions or (None,) for t in treatments or (None,)]


def _about(pairs: Sequence[_Pair], facets: Sequence[Facet]) -> Iterator[_Candidate]:
    """Questions for one pair after the other, for each of them all facets."""
    for treatment, condition in pairs:
        for facet in facets:
            yield from _asking(facet, treatment, condition)


def _spread(topics: Sequence[Topic], facets: Sequence[Facet]) -> Iterator[_Candidate]:
    """Questions for one facet after the other, each time about another pair of the library's.

    Topics that the library speaks of much less than of its first come when those are done.
    """
    clear = [topic for topic in topics if not topic.vague]
    treatments = [topic for topic in clear if topic.kind == "treatment"][:_TOPICS]
    conditions = [topic for topic in clear if topic.kind == "condition"][:_FOCUS]
    main = _pairs(_much(treatments), _much(conditions))
    rest = [pair for pair in _pairs(treatments, conditions) if pair not in main]
    for pairs in (main, rest):
        for turn, _ in enumerate(pairs):
            for n, facet in enumerate(facets):
                yield from _asking(facet, *pairs[(turn + n) % len(pairs)])


def _much(topics: Sequence[Topic]) -> list[Topic]:
    return [topic for topic in topics if topic.weight >= _MUCH * topics[0].weight]


def _asking(facet: Facet, treatment: Topic | None, condition: Topic | None) -> Iterator[_Candidate]:
    """The questions for a facet that the topics at hand can fill."""
    at_hand = {"treatment": treatment, "condition": condition}
    for template in facet_words(facet).questions:
        filled = {name: topic for name, topic in at_hand.items() if f"{{{name}}}" in template}
        topics = tuple(topic for topic in filled.values() if topic)
        if len(topics) < len(filled):
            continue
        plural = topics[0].plural  # the verb goes with the first of them
        verbs = {"does": "do" if plural else "does", "is": "are" if plural else "is"}
        question = template.format(
            **verbs,
            **{verb.capitalize(): form.capitalize() for verb, form in verbs.items()},
            **{name: topic.name for name, topic in filled.items() if topic},
        )
        yield _Candidate(question[0].upper() + question[1:], facet, topics)


def _headed(index: Index, pairs: Sequence[_Pair], facets: Sequence[Facet]) -> Iterator[_Candidate]:
    """Headings of the articles that ask about the topics themselves."""
    topics = {topic for pair in pairs for topic in pair if topic}
    for question, slug in headed_questions(index.articles):
        asked = facets_asked(question)
        facet = next((facet for facet in facets if facet in asked), None)
        if facet and any(topic.named_in(question) for topic in topics):
            yield _Candidate(question, facet, (), slug)


class _Offer:
    """Questions that are offered together, none of them answered with words shown before."""

    def __init__(self, index: Index, answers: Sequence[Answer], limit: int) -> None:
        self.made: list[Suggestion] = []
        self._index = index
        self._limit = limit
        self._topics = topics_of(index.articles)
        self._shown = [quote.passage for answer in answers for quote in answer.quotes]
        self._asked = [answer.question for answer in answers]
        self._tried: set[tuple[str, bool]] = set()

    def add(
        self, candidates: Iterable[_Candidate], most: int | None = None, *, first: bool = True
    ) -> bool:
        """Add those that the library answers, `most` of them at most; whether there was one.

        The first words of their answer must tell what is asked or, if not `first`, any of its
        quotes.
        """
        before = len(self.made)
        until = self._limit if most is None else min(self._limit, before + most)
        for candidate in candidates:
            if len(self.made) >= until or len(self._tried) == _TRIED:
                break
            quotes = self._quotes(candidate, first)
            if quotes:
                self._shown.append(quotes[0].passage)
                self._asked.append(candidate.question)
                self.made.append(Suggestion(candidate.question, candidate.facet))
        return len(self.made) > before

    def _quotes(self, candidate: _Candidate, first: bool) -> Sequence[Quote]:
        """The quotes of a candidate's answer, or none where it may not be offered."""
        question = candidate.question
        if (question, first) in self._tried or not stands_alone(question):
            return ()
        if any(_repeats(candidate, earlier) for earlier in self._asked):
            return ()
        self._tried.add((question, first))
        if first:  # most fall out here, at a fraction of what an answer takes
            place = leading(question, self._index)
            if place is None or not self._new(place) or not self._tells(candidate, place):
                return ()
        quotes = quotes_to(question, self._index)
        if not quotes or not self._new(quotes[0].passage):
            return ()
        told = [quotes[0].passage] if first else self._telling(candidate, quotes)
        speaking = quotes[:1] if first else quotes
        if candidate.facet == "benefits" and not any(
            caveat.kind == "efficacy" for quote in speaking for caveat in quote.caveats
        ):
            return ()
        return quotes if any(map(self._new, told)) else ()

    def _telling(self, candidate: _Candidate, quotes: Sequence[Quote]) -> list[Passage]:
        return [
            sentence
            for quote in quotes
            for sentence in sentences_within(quote.passage)
            if self._tells(candidate, sentence)
        ]

    def _tells(self, candidate: _Candidate, place: Passage) -> bool:
        """Whether words answer what is asked, by all that they can tell."""
        if candidate.slug is not None:
            return place.article.slug == candidate.slug
        asks = place.text.rstrip().endswith("?")
        return not asks and tells(place, candidate.facet, candidate.topics, self._topics)

    def _new(self, place: Passage) -> bool:
        return not any(place.overlaps(other) for other in self._shown)


def _repeats(candidate: _Candidate, earlier: str) -> bool:
    """Whether an earlier question asked the same: the same words, or facet and topics."""
    words, others = (
        {word.text for word in content_words(text)} for text in (candidate.question, earlier)
    )
    if len(words & others) >= _SAME_WORDS * max(len(words), len(others)):
        return True
    same = candidate.facet in facets_asked(earlier)
    return same and bool(candidate.topics) and all(t.named_in(earlier) for t in candidate.topics)
