"""A claim to the sentences of its library that say otherwise, or set limits to it.

A logistic regression over a few signs picks them; its coefficients are data, in opposing.json, and
eval/opposing_fit.py fits them.
"""

import json
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from corpus import Article, Passage, outline
from index import Index, Query, Row, Sentence, content_words, met, words_in_context
from index.encoder import MINILM_NAME, Vectors
from index.ranking import HEADING, TITLE
from qa.about import about
from qa.cautioning import caveats_in
from qa.efficacy import against
from qa.quoting import guarded, sentences_within
from qa.subjects import treatments_in
from qa.types import Caveat, Quote, Strength

MODEL_FILE = Path(__file__).parent / "opposing.json"
SIGNS = (
    "likeness",
    "words_met",
    "title_met",
    "passage_likeness",
    "subject_met",
    "met_back",
    "against",
    "same_treatment",
    "same_and_against",
    "names_treatment",
    "names_and_against",
    "elsewhere",
    "clinic",
)
_PROMISING: frozenset[Strength] = frozenset({"claimed", "hedged", "reported", "testimonial"})
_ROWS = 24  # passages looked at; of 130 claims that are opposed, 95 % had an opponent among them
_DOUBTS = "not approved, not proven, little evidence, uncertain, experimental, no better, harm"
_SUBJECT = 3  # content words at the beginning of a sentence, where its subject stands
_LEAST = 1.0  # log-odds of limiting or denying, from which a sentence can be shown
_FEWEST = -8.0  # log-odds of limiting or denying, below which less tells nothing


@dataclass(frozen=True, slots=True, eq=False)
class Opponent:
    """A sentence near a claim, and the signs of whether it opposes it."""

    place: Passage
    signs: Vectors  # (signs,), in the order of SIGNS

    @property
    def score(self) -> float:
        """Log-odds that it opposes the claim."""
        weights, intercept, _ = _model()
        return float(self.signs @ weights + intercept)

    @property
    def speaks(self) -> bool:
        """Whether it names the claim's treatment, and limits or denies something."""
        signs = dict(zip(SIGNS, self.signs.tolist(), strict=True))
        return bool(signs["names_treatment"]) and signs["against"] >= _LEAST


def countered(caveat: Caveat, claim: Passage, index: Index) -> Caveat:
    """The caveat on a claim of this library, with the quotes that say otherwise.

    Where nothing was found that so much as might, the message says so. Other caveats stay as they
    are, and so do all in a library whose vectors are not those that the model of claims reads.
    """
    promises = caveat.kind == "efficacy" and caveat.strength in _PROMISING
    if not promises or index.encoder.name != MINILM_NAME or _limits(claim):
        return caveat
    places, nothing = opposed(claim, index)
    counter = tuple(
        Quote(place.article, place.start, place.end, 0.0, caveats_in(place)) for place in places
    )
    message = caveat.message
    if nothing and len(index.articles) > 1:
        message += f" None of these {len(index.articles)} articles was found to say otherwise."
    return replace(caveat, message=message, counter=counter)


@lru_cache(maxsize=1024)
def opposed(claim: Passage, index: Index, limit: int = 2) -> tuple[tuple[Passage, ...], bool]:
    """Up to `limit` places that surely enough say otherwise, the surest first.

    And whether nothing was found that so much as might. A place of another publisher or kind of
    article than those chosen goes before one of the same.
    """
    _, _, threshold = _model()
    found = [one for one in opponents(claim, index) if one.speaks]
    left = sorted(
        (one for one in found if one.score >= threshold),
        key=lambda one: (-one.score, one.place.start),
    )
    chosen: list[Passage] = []
    while left and len(chosen) < limit:
        known = {_speaker(place.article) for place in (claim, *chosen)}
        best = next((one for one in left if _speaker(one.place.article) not in known), left[0])
        left.remove(best)
        place = guarded(best.place)
        if not any(place.overlaps(other) for other in (claim, *chosen)):
            chosen.append(place)
    return tuple(chosen), not found and _unopposed(claim, index)


def _unopposed(claim: Passage, index: Index) -> bool:
    """Whether nothing was found against the treatments that a claim names, on any illness."""
    treatments = about(claim).treatments
    return bool(treatments) and not any(_limited(name, index) for name in treatments)


@lru_cache(maxsize=1024)
def _limited(treatment: str, index: Index) -> bool:
    """Whether a sentence that names a treatment was found to limit or deny something.

    Looked for apart from any claim: what is said against a treatment in general need not be near
    to a claim on one illness.
    """
    query = index.query(f"{treatment} {_DOUBTS}")
    named = [
        sentence.words
        for row in index.near(query, _ROWS)
        for sentence in row.sentences
        if len(sentence.words) and treatment in treatments_in(sentence.place.text)
    ]
    return bool(named) and bool((against(named) >= 0).any())


def opponents(claim: Passage, index: Index, least: float = _LEAST) -> tuple[Opponent, ...]:
    """The sentences of the passages nearest to a claim, but for those of its own paragraph.

    Those whose log-odds of limiting or denying an effect are below `least` are left out.
    """
    treatments = _treatments(claim.text, "", claim.article.title)
    query = index.query(claim.text, claim.article.title)
    own = _paragraphs(claim)
    rows = index.near(query, _ROWS)
    # what stands around the claim speaks of its treatment too
    around = [s.words.named for row in rows if row.passage.overlaps(claim) for s in row.sentences]
    spoken = np.concatenate([query.word_vectors, *around])
    pairs = [
        (row, sentence)
        for row in rows
        for sentence in row.sentences
        if len(sentence.words) and not any(sentence.place.overlaps(place) for place in own)
    ]
    if not pairs:
        return ()
    limits = against([sentence.words for _, sentence in pairs])
    return tuple(
        Opponent(
            sentence.place,
            _signs(claim, query, spoken, row, sentence, float(limit), treatments),
        )
        for (row, sentence), limit in zip(pairs, limits, strict=True)
        if limit >= least
    )


def _signs(
    claim: Passage,
    query: Query,
    spoken: Vectors,
    row: Row,
    sentence: Sentence,
    limit: float,
    treatments: frozenset[str],
) -> Vectors:
    context = np.concatenate(
        [HEADING * row.heading_words.last, TITLE * row.title_words.last, sentence.words.named]
    )
    found = met(query.word_vectors, context)
    back = met(sentence.words.named, spoken) if len(sentence.words.named) else np.zeros(1)
    titles = len(content_words(claim.article.title))
    article = sentence.place.article
    same = bool(treatments & _treatments(sentence.place.text, row.heading, article.title))
    names = bool(treatments & set(treatments_in(sentence.place.text)))
    limit = max(limit, _FEWEST)
    signs = {
        "likeness": float(sentence.vector @ query.vector),
        "words_met": _mean(found, query.rarity),
        "title_met": _mean(found[len(found) - titles :], query.rarity[len(found) - titles :]),
        "passage_likeness": float(row.vector @ query.vector),
        "subject_met": float(back[:_SUBJECT].mean()),
        "met_back": float(back.mean()),
        "against": limit,
        "same_treatment": same,
        "same_and_against": same * limit,
        "names_treatment": names,
        "names_and_against": names * limit,
        "elsewhere": article.slug != claim.article.slug,
        "clinic": article.kind == "clinic",
    }
    return np.array([signs[name] for name in SIGNS], np.float32)


def _mean(found: Vectors, rarity: Vectors) -> float:
    return float(np.average(found, weights=rarity)) if len(found) else 0.0


def _treatments(words: str, heading: str, title: str) -> frozenset[str]:
    """The treatments that a sentence names, or else its heading, or else its title."""
    return frozenset(treatments_in(words) or treatments_in(heading) or treatments_in(title))


def _limits(claim: Passage) -> bool:
    """Whether a sentence of the claim sets limits itself, whatever else it does."""
    read = [words_in_context(place)[1] for place in sentences_within(claim)]
    return bool((against([words for words in read if len(words)]) >= 0).any())


def _speaker(article: Article) -> tuple[str | None, str]:
    return article.publisher or article.slug, article.kind


def _paragraphs(claim: Passage) -> list[Passage]:
    blocks = (
        Passage(claim.article, block.sentences[0][0], block.sentences[-1][1])
        for section in outline(claim.article.text)
        for block in section.blocks
    )
    return [block for block in blocks if block.overlaps(claim)]


@cache
def _model() -> tuple[Vectors, float, float]:
    """The weights in the order of SIGNS, the intercept, and from which log-odds one is shown."""
    model = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    weights = np.array([model["weights"][name] for name in SIGNS], np.float32)
    return weights, model["intercept"], model["shown"]
