"""A question and stored passages to scores: how surely each of their sentences answers."""

from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors
from index.head import Head
from index.joint import JointReader
from index.query import Candidate, Query, met
from index.store import Row

# A word that stands in the heading or the title speaks for the sentences below it, though less
# than one of their own.
HEADING, TITLE = 0.9, 0.8
# What each feature weighs where no head was fitted to the model. Chosen on four libraries'
# questions together; of fifteen other splits tried none moved their mean MRR of the quotes by more
# than 0.01.
WEIGHTS = np.array([10, 5, 2.5, 2.5, 0], np.float32)
# What the head's word weighs beside theirs in ranking. It tells an answer from none better than
# they do, and the better of two sentences hardly: from 0.2 to 0.7 the four libraries' mean quote
# hit@3 was .85, with the head alone .84, without it .83.
TRUST = 1 / 3
# Sentences that are read jointly with the question; with 8 or 24 no question's status was told
# better. In ranking, the reader's word brought nothing beside that of the others.
READ = 4
_READER = 0.5  # what its word weighs beside the head's in telling an answer from none
# A sentence that asks answers nothing. Up to 1.5 no quote of gold was lost by it on four libraries.
_QUESTION = 1.5
_BIAS = -12.0  # so that a sentence at the foot of a good answer's scores is as likely as not


def ranked(
    query: Query, rows: Sequence[Row], head: Head | None, reader: JointReader | None = None
) -> list[Candidate]:
    """The passages as candidates, in the order given, their sentences scored one by one.

    The reader reads the likest sentences, and none of the others is surer than they are.
    """
    each = [features(query, row) for row in rows]
    joined = np.concatenate(each)
    # no product of matrices: of narrow ones OpenBLAS warns at times of values that are not there
    plain = (joined * WEIGHTS).sum(axis=1) + _BIAS
    sure = head.log_odds(query, rows, joined) if head else plain
    scores = TRUST * sure + (1 - TRUST) * plain - _QUESTION * joined[:, -1]
    if reader:
        read = np.argsort(-scores, kind="stable")[:READ]
        told = _READER * reader.log_odds(query, rows, joined, read) + (1 - _READER) * sure[read]
        sure = np.minimum(sure, told.min())
        sure[read] = told
    edges = np.cumsum([len(part) for part in each])[:-1]
    parts = zip(rows, np.split(scores.round(5), edges), np.split(sure.round(5), edges), strict=True)
    return [
        Candidate(row.passage, row.heading, row.sentences, score, float(own.max()), _words(row))
        for row, score, own in parts
    ]


def features(query: Query, row: Row) -> Vectors:
    """(sentences, 5): what speaks for each sentence of a passage, by cosines.

    Two late interactions, of the question's tokens with the words of the sentence and of the whole
    passage, heading and title helping both; two cosines, of the question with either; and whether
    the sentence is itself a question.
    """
    context = _context(row)
    tokens = np.stack(
        [met(query.tokens, np.concatenate([context, s.words.named])) for s in row.sentences]
    )
    asked = max(float(query.weights.sum()), 1.0)  # a question of signs alone has none
    count = len(row.sentences)
    return np.stack(
        [
            tokens @ query.weights / asked,
            np.full(count, tokens.max(axis=0) @ query.weights / asked),
            np.array([s.vector @ query.vector for s in row.sentences]),
            np.full(count, row.vector @ query.vector),
            np.array([s.place.text.endswith("?") for s in row.sentences]),
        ],
        axis=1,
    ).astype(np.float32)


def _context(row: Row) -> Vectors:
    return np.concatenate([HEADING * row.heading_words.last, TITLE * row.title_words.last])


def _words(row: Row) -> Vectors:
    return np.concatenate([_context(row), *(s.words.named for s in row.sentences)])
