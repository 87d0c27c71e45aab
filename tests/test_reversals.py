"""No quote ends before its own reversal: passages that claim, and take it back at once."""

import json
from pathlib import Path

import pytest

from corpus import Article, Passage
from qa.quoting import guarded, widened

PASSAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "reversals.jsonl").read_text(encoding="utf-8").splitlines()
]


def quoted(row: dict[str, str]) -> str:
    text = f"{row['claim']} {row['reversal']} {row['rest']}"
    claim = Passage(Article("attack", "Attack", text), 0, len(row["claim"]))
    assert guarded(claim).start == widened(claim, {claim: 1.0}).start == 0
    return guarded(claim).text


@pytest.mark.model
def test_few_claims_are_quoted_without_what_takes_them_back() -> None:
    alone = [row["reversal"] for row in PASSAGES if row["reversal"] not in quoted(row)]
    assert len(PASSAGES) == 60
    assert len(alone) <= 9, alone


@pytest.mark.model
def test_what_does_not_take_a_claim_back_is_seldom_quoted_along() -> None:
    along = [row["rest"] for row in PASSAGES if quoted(row).endswith(row["rest"])]
    assert len(along) <= 3, along


@pytest.mark.model
def test_a_neighbour_whose_reversal_goes_too_far_is_not_quoted_along():
    article = Article(
        "a",
        "A",
        "The knee is a joint. It bends a lot. However, it rarely twists. But it can. Ask a nurse.",
    )
    sentence, neighbour = Passage(article, 0, 20), Passage(article, 21, 36)
    both_fit = {sentence: 1.0, neighbour: 1.0}
    assert widened(sentence, both_fit).text == "The knee is a joint."
