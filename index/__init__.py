"""Articles to passages to vectors and words, and back: the nearest few."""

from index.encoder import Encoder, Encoding, MiniLM, default_encoder
from index.library import Index
from index.query import Candidate, Hit, Query, met
from index.store import Sentence
from index.tokens import content_words, word_vectors

__all__ = [
    "Candidate",
    "Encoder",
    "Encoding",
    "Hit",
    "Index",
    "MiniLM",
    "Query",
    "Sentence",
    "content_words",
    "default_encoder",
    "met",
    "word_vectors",
]
