"""A question and a stored passage to scores: how well each of its sentences fits."""

import numpy as np

from index.query import Candidate, Query, met
from index.store import Row

# A word that stands in the heading or the title speaks for the sentences below it, though less
# than one of their own.
_HEADING, _TITLE = 0.9, 0.8
# What each cosine weighs. Chosen on four libraries' questions together; of fifteen other splits
# tried none moved their mean MRR of the quotes by more than 0.01.
_SENTENCE_TOKENS = 0.5
_PASSAGE_TOKENS = 0.25
_SENTENCE = 0.125
_PASSAGE = 0.125


def ranked(query: Query, row: Row) -> Candidate:
    """The passage as a candidate, its sentences scored one by one.

    Two late interactions, of the question's tokens with the words of the sentence and of the whole
    passage, heading and title helping both; and two cosines, of the question with either.
    """
    context = np.concatenate([_HEADING * row.heading_words, _TITLE * row.title_words])
    tokens = np.stack(
        [met(query.tokens, np.concatenate([context, s.words])) for s in row.sentences]
    )
    asked = max(len(query.tokens), 1)  # a question of signs alone has none
    cosines = np.array([s.vector @ query.vector for s in row.sentences], np.float32)
    scores = (
        _SENTENCE_TOKENS * tokens.sum(axis=1) / asked
        + _PASSAGE_TOKENS * tokens.max(axis=0).sum() / asked
        + _SENTENCE * cosines
        + _PASSAGE * float(row.vector @ query.vector)
    )
    words = np.concatenate([context, *(s.words for s in row.sentences)])
    return Candidate(row.passage, row.heading, row.sentences, scores.round(6), words)
