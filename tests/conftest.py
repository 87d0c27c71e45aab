"""What tests share: an encoder to compute by eye, short articles, indexes and their pages."""

import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from corpus import Article, starter_articles
from index import Encoding, Index
from served import served

settings.register_profile(
    "caveat",
    deadline=None,  # the first example may load the model
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("caveat")

# a run in the background may ignore Ctrl-C, and the commands that tests start would inherit that
signal.signal(signal.SIGINT, signal.default_int_handler)

DIMENSIONS = 32


class FakeEncoder:
    """Vectors without a model.

    A word's vector has a 1 at the place of its first letter in the alphabet (0 to 25) and a 1 at
    26 plus its length (0 to 5, longer words as if of five letters): "knee" has them at 10 and 30.
    A text's vector is the sum of its words', brought to length 1; a text of no words has its only
    1 at 26.
    """

    def __init__(self, name: str = "fake") -> None:
        self.name = name

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        return [self._encoding(text) for text in texts]

    def _encoding(self, text: str) -> Encoding:
        words = list(re.finditer(r"\w+", text))
        tokens = np.zeros((len(words), DIMENSIONS), np.float32)
        for row, word in zip(tokens, words, strict=True):
            row[(ord(word.group()[0].lower()[0]) - ord("a")) % 26] += 1
            row[26 + min(len(word.group()), 5)] += 1
        vector = tokens.sum(axis=0) if words else np.eye(DIMENSIONS, dtype=np.float32)[26]
        spans = tuple(word.span() for word in words)
        return Encoding(vector / np.linalg.norm(vector), spans, tokens, tokens)


KNEES = Article(
    "knees",
    "What helps sore knees",
    """# What helps sore knees

Walking eases sore knees in most people. Swimming is kind to the joint.

## Injections

A steroid injection works for some weeks. However, the pain often returns.

- ice
- rest
- a brace
""",
    kind="explainer",
    publisher="Caveat",
    published="2026-11-20",
)
NERVES = Article(
    "nerves",
    "Nerves that hurt",
    "Damaged nerves burn and tingle at night. A surgeon can free a trapped nerve.",
    kind="unknown",
)
SLEEP = Article(
    "sleep",
    "Sleep and pain",
    "Poor sleep makes pain worse. People who sleep badly report more pain on the next day.",
    kind="news",
)


@pytest.fixture
def fake() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def articles() -> tuple[Article, ...]:
    """Three short articles, in the order of their slugs."""
    return KNEES, NERVES, SLEEP


@pytest.fixture(scope="session")
def starter_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the starter library's index, made with the real model."""
    folder = tmp_path_factory.mktemp("starter") / "index"
    Index.build(starter_articles(), folder)
    return folder


@pytest.fixture(scope="session")
def starter(starter_folder: Path) -> Index:
    """The starter library's index."""
    return Index.open(starter_folder)


@pytest.fixture
def index(fake: FakeEncoder, articles: tuple[Article, ...]) -> Index:
    """The index of the three short articles."""
    return Index.build(articles, encoder=fake)


@pytest.fixture(scope="module")
def kept() -> Iterator[Callable[..., str]]:
    """Addresses of servers that stay up from test to test, since a page takes seconds to make."""
    known: dict[str, str] = {}
    with ExitStack() as stack:

        def address(index: Index, **options: Any) -> str:
            name = repr(options)
            if name not in known:
                known[name] = stack.enter_context(served(index, **options))
            return known[name]

        yield address


@pytest.fixture
def address(index: Index, kept: Callable[..., str]) -> str:
    """Where the page over the module's index is."""
    return kept(index)
