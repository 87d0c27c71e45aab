"""A question to an answer: search, choose, caution, and say how sure it is."""

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import platformdirs

from corpus import starter_articles
from index import Candidate, Index
from index.encoder import MINILM_NAME
from index.threads import one_thread
from qa.asking import asked, followed
from qa.balancing import balanced
from qa.cautioning import caveats_in
from qa.opposing import countered
from qa.orders import orders
from qa.quoting import Choice, choose
from qa.status import probability, signs, status_of, unspoken
from qa.stopping import asks_to_stop, warning_in
from qa.types import Answer, Quote, Status

_PASSAGES = 12  # of which sentences are chosen: the most quotes, and two for those that clash
_WARNED = 0.9  # confidence in a warning that was looked for and found
_MOST = 10  # quotes in an answer
_ORDERED = (
    "This asks for more than quotes: Caveat shows what articles say, and writes, promises, "
    "translates, predicts and diagnoses nothing."
)


@one_thread()
def answer(
    question: str,
    *,
    index: Index | None = None,
    history: Sequence[str] = (),
    limit: int = 3,
) -> Answer:
    """Answer in the articles' own words, or say that they hold no answer.

    `index` is the library; without one, the starter library's. `history` is the earlier
    questions of the conversation, oldest first. `limit` is the most quotes, 1 to 10. Raises
    ValueError for a blank or overlong question and for a limit out of range.
    """
    question = asked(question)
    if not 1 <= limit <= _MOST:
        raise ValueError(f"limit is {limit}; ask for 1 to {_MOST} quotes")
    index = index or starter_index()
    found = searched(question, index, history, limit)
    if found is None:
        note = "This names nothing to look for: ask about a treatment, a condition or a worry."
        return Answer(question, "not_found", (), note)
    # a warning against stopping a medicine is the answer to whether to stop it
    confidence = max(probability(found.signs), _WARNED if found.warned else 0.0)
    status = status_of(confidence)
    note = _note(status, found.missing, index)
    if orders(question) and not found.warned:
        status, note = "not_found", _ORDERED
    note += "".join(f" “{typed}” was read as “{meant}”." for typed, meant in found.respelled)
    shown = found.choices[: 0 if status == "not_found" else limit]
    others = found.choices[len(shown) : limit if status == "not_found" else None]
    quotes = tuple(_against(_quote(choice), index) for choice in shown)
    related = tuple(map(_quote, others)) if status != "answered" else ()
    return Answer(question, status, quotes, note, related, confidence)


def _quote(choice: Choice) -> Quote:
    place = choice.place
    fit = 1 / (1 + math.exp(-choice.score))
    return Quote(place.article, place.start, place.end, fit, caveats_in(place))


def _against(quote: Quote, index: Index) -> Quote:
    """The quote, its caveats with what the library says against it."""
    caveats = tuple(countered(caveat, quote.passage, index) for caveat in quote.caveats)
    return replace(quote, caveats=caveats)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search brings: the places to quote, and the signs of whether they answer."""

    candidates: tuple[Candidate, ...]  # the passages, best first
    choices: tuple[Choice, ...]  # twice as many as asked for, if there are
    signs: dict[str, float]
    missing: tuple[str, ...]  # words of the question that no passage speaks of
    respelled: tuple[tuple[str, str], ...]  # words as typed, and as they were read
    warned: bool  # whether the first place warns against stopping a medicine, as was asked


@one_thread()
def searched(question: str, index: Index, history: Sequence[str], limit: int) -> Found | None:
    """Search the library for a question; None where it has no word to search for."""
    query = index.query(question, followed(question, history))
    if not query.words:
        return None
    candidates = index.candidates(query, _PASSAGES)
    covered = np.stack([candidate.covered(query) for candidate in candidates])
    warning = warning_in(index) if asks_to_stop(question) else None
    choices = choose(candidates, 2 * limit, first=warning)
    if index.encoder.name == MINILM_NAME:  # whose vectors the judge of claims reads
        choices = balanced(choices, candidates, limit)
    return Found(
        candidates,
        choices,
        signs(query, candidates, covered),
        unspoken(query, covered),
        query.respelled,
        warning is not None,
    )


def _note(status: Status, missing: Sequence[str], index: Index) -> str:
    count = len(index.articles)
    library = "This article" if count == 1 else f"These {count} articles"
    words = " or ".join(f"“{word}”" for word in missing)
    if status == "answered":
        return f"{library} speak{'s' if count == 1 else ''} of this in the words below."
    if status == "weak":
        found = "These passages come near the question but may not answer it"
        return f"{found}: nothing here speaks of {words}." if words else f"{found}."
    found = f"{library} hold{'s' if count == 1 else ''} no answer to this"
    return f"{found}: nothing in them speaks of {words}." if words else f"{found}."


_opening = threading.Lock()
_opened: dict[Path, Index] = {}


def starter_index(progress: Callable[[int, int], None] | None = None) -> Index:
    """The starter library's index: built in the user's cache on first use, opened once a process.

    It is built again where its articles are not those of this release.
    """
    folder = Path(platformdirs.user_cache_dir("caveat")) / "starter"
    with _opening:  # threads that ask at once share one
        if folder not in _opened:
            articles = starter_articles()
            try:
                index = Index.open(folder)
                stale = index.articles != articles
            except (FileNotFoundError, ValueError):
                stale = True
            _opened[folder] = Index.build(articles, folder, progress) if stale else index
        return _opened[folder]
