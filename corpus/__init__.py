"""The articles, and places within them."""

from corpus.article import KINDS, Article, Kind, Passage
from corpus.loading import BadArticles, Fault, load_articles, starter_articles
from corpus.outlining import Block, Section, outline

__all__ = [
    "KINDS",
    "Article",
    "BadArticles",
    "Block",
    "Fault",
    "Kind",
    "Passage",
    "Section",
    "load_articles",
    "outline",
    "starter_articles",
]
