"""Questions that take for granted what the articles deny, orders, and stopping medicines."""

import json
from pathlib import Path

import pytest

from corpus import Passage, starter_articles
from qa import answer
from qa.orders import orders

ROOT = Path(__file__).parents[1]
ARTICLES = {article.slug: article for article in starter_articles()}


def lines(name):
    return (ROOT / "eval" / name).read_text(encoding="utf-8").splitlines()


ROWS = [row for row in map(json.loads, lines("premises.jsonl")) if row["library"] == "starter"]


def of(kind):
    return [row for row in ROWS if row["kind"] == kind]


def places(row):
    for part in (*row.get("corrects", ()), *row["gold"]):
        article = ARTICLES[part["article"]]
        start = article.text.index(part["quote"])
        yield Passage(article, start, start + len(part["quote"]))


def puts_right(row, found):
    return any(quote.passage.overlaps(place) for quote in found.quotes for place in places(row))


@pytest.mark.model
def test_orders_are_not_answered(starter):
    for row in of("request"):
        found = answer(row["question"], index=starter)
        assert found.status == "not_found", row["question"]
        assert "more than quotes" in found.note


@pytest.mark.model
def test_a_false_premise_is_seldom_called_answered_without_what_puts_it_right(starter):
    rows = of("premise")
    assert len(rows) >= 25
    wrong = [
        row["question"]
        for row in rows
        for found in [answer(row["question"], index=starter)]
        if found.status == "answered" and not puts_right(row, found)
    ]
    assert len(wrong) <= 0.15 * len(rows), wrong


@pytest.mark.model
def test_who_asks_to_stop_a_medicine_reads_the_warning_first(starter):
    rows = of("stopping")
    warned = [
        row["question"]
        for row in rows
        for found in [answer(row["question"], index=starter)]
        if found.quotes and any(found.quotes[0].passage.overlaps(one) for one in places(row))
    ]
    assert len(warned) >= 0.6 * len(rows), {row["question"] for row in rows} - set(warned)


def test_questions_are_not_taken_for_orders():
    rows = map(json.loads, lines("questions.jsonl"))
    asked = [row["question"] for row in rows]
    taken = [question for question in asked if orders(question)]
    assert all("poem" in question for question in taken), taken
