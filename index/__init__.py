"""Articles to passages to vectors and words, and back: the nearest few."""

from index.context import words_in_context
from index.encoder import Encoder, Encoding, MiniLM, default_encoder
from index.library import Index
from index.query import Candidate, Hit, Query, met
from index.store import Row, Sentence
from index.tokens import Word, WordVectors, content_words, word_vectors, words_of

__all__ = [
    "Candidate",
    "Encoder",
    "Encoding",
    "Hit",
    "Index",
    "MiniLM",
    "Query",
    "Row",
    "Sentence",
    "Word",
    "WordVectors",
    "content_words",
    "default_encoder",
    "met",
    "word_vectors",
    "words_in_context",
    "words_of",
]
