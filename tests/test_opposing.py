"""What a library says against a claim stands beside it."""

import json
from pathlib import Path

import pytest

import eval as eval_
from corpus import Article, Passage
from index import Index
from qa import answer, caveats_in
from qa.opposing import countered, opponents, opposed

pytestmark = pytest.mark.model

ROWS = [
    json.loads(line)
    for line in (Path(eval_.__file__).parent / "counters_starter.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
CLAIM = "Stem cell injections take away knee pain for good."
LIMIT = "No trial has shown that stem cell injections ease knee pain more than a sham injection."


def place(index: Index, slug: str, words: str) -> Passage:
    article = {article.slug: article for article in index.articles}[slug]
    start = article.text.index(words)
    return Passage(article, start, start + len(words))


def library(*others: str) -> Index:
    texts = {"promise": f"{CLAIM} Ring us today.", **dict(zip("abc", others, strict=False))}
    return Index.build(
        Article(slug, "Stem cells for knee pain", text, "clinic" if slug == "promise" else "review")
        for slug, text in texts.items()
    )


def test_of_the_starter_librarys_claims_most_are_set_against_what_opposes_them(
    starter: Index,
) -> None:
    right = []
    for row in ROWS:
        claim = place(starter, row["article"], row["claim"])
        gold = [place(starter, one["article"], one["quote"]) for one in row["against"]]
        places, _ = opposed(claim, starter)
        right += [any(one.overlaps(against) for against in gold) for one in places[:1]]
    assert len(right) >= 30
    assert sum(right) / len(right) >= 0.65


def test_a_claim_meets_the_sentence_that_denies_it() -> None:
    index = library(f"A knee has two joints. {LIMIT}", "Bring a towel. The pool is warm.")
    claim = place(index, "promise", CLAIM)
    assert [one.text for one in opposed(claim, index)[0]] == [LIMIT]
    quotes = answer("Do stem cell injections help knee pain?", index=index).quotes
    (quote,) = (quote for quote in quotes if CLAIM in quote.text)
    (against,) = quote.caveats[0].counter
    assert against.text == LIMIT
    assert against.caveats[0].strength in ("limited", "negative", "reported")


def test_where_nothing_says_otherwise_the_caveat_says_so() -> None:
    index = library("Bring a towel. The pool is warm.", "Parking is behind the house.")
    claim = place(index, "promise", CLAIM)
    (caveat,) = caveats_in(claim)
    told = countered(caveat, claim, index)
    assert told.counter == ()
    assert told.message.endswith("None of these 3 articles was found to say otherwise.")
    assert len(told.message.split()) <= 60


def test_none_is_said_to_say_otherwise_only_where_no_article_limits_the_treatment_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qa.opposing.opponents", lambda *_: ())  # nothing near the claim
    doubt = "Stem cell injections are experimental and not approved for multiple sclerosis."
    for elsewhere, said in ((doubt, False), ("Parking is behind the house.", True)):
        index = library("Bring a towel. The pool is warm.", elsewhere)
        claim = place(index, "promise", CLAIM)
        (caveat,) = caveats_in(claim)
        assert ("None of these" in countered(caveat, claim, index).message) == said


def test_a_sentence_that_limits_is_not_set_against_others() -> None:
    index = library(LIMIT, "Stem cell injections do nothing for knee pain, says the regulator.")
    limit = place(index, "a", LIMIT)
    for caveat in caveats_in(limit):
        assert countered(caveat, limit, index) == caveat


def test_nothing_of_the_claims_own_paragraph_is_set_against_it() -> None:
    index = library("The pool is warm.")
    text = f"{CLAIM} {LIMIT}"
    both = Index.build(
        [Article("both", "Stem cells for knee pain", text, "clinic"), *index.articles]
    )
    claim = place(both, "both", CLAIM)
    assert all(one.place.article.slug != "both" for one in opponents(claim, both))


def test_another_model_gets_no_counter_quotes(fake) -> None:  # type: ignore[no-untyped-def]
    index = Index.build(library(LIMIT).articles, encoder=fake)
    claim = place(index, "promise", CLAIM)
    (caveat,) = caveats_in(claim)
    assert countered(caveat, claim, index) == caveat
