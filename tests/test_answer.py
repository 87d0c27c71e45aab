import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import KINDS, Article, Passage, outline, starter_articles
from index import Index
from qa import Answer, Caveat, Fact, Quote, answer, caveats_in

ROOT = Path(__file__).parents[1]
STARTER = {article.slug: article for article in starter_articles()}
QUESTIONS = (
    "Does stem cell therapy help knee arthritis?",
    "is it aproved by the fda",
    "how many people live with chronic pain",
    "What does a hip replacement cost in Turkey?",
    "Who won the football world cup?",
)

# types


def quoted(article, words, caveats=()):
    start = article.text.index(words)
    return Quote(article, start, start + len(words), 0.51239, caveats)


def whole_answer(article):
    """An answer in which every field holds something."""
    fact = Fact(
        "No trial has shown it.",
        "Caveat",
        "2026",
        "https://example.org",
        "2026-11-20",
        "2027-11-20",
    )
    place = Passage(article, 0, 7)
    counter = quoted(article, "Swimming is kind to the joint.")
    caveat = Caveat("efficacy", "claimed", (place,), "It names no study.", (fact,), (counter,))
    quote = quoted(article, "Walking eases sore knees in most people.", (caveat,))
    return Answer("What helps?", "weak", (quote,), "Perhaps.", (counter,))


def test_a_quote_is_a_place_in_its_article(articles):
    quote = quoted(articles[0], "Walking eases")
    assert quote.text == "Walking eases"
    assert quote.passage == Passage(articles[0], quote.start, quote.end)


def test_an_answer_as_json_holds_all_that_a_reader_is_shown(articles):
    shown = json.loads(json.dumps(whole_answer(articles[0]).to_dict()))
    assert (shown["question"], shown["status"], shown["note"]) == (
        "What helps?",
        "weak",
        "Perhaps.",
    )
    (quote,) = shown["quotes"]
    assert quote["text"] == "Walking eases sore knees in most people."
    assert articles[0].text[quote["start"] : quote["end"]] == quote["text"]
    assert quote["article"] == {
        "slug": "knees",
        "title": "What helps sore knees",
        "kind": "explainer",
        "publisher": "Caveat",
        "published": "2026-11-20",
        "url": None,
        "based_on": None,
    }
    (caveat,) = quote["caveats"]
    assert (caveat["kind"], caveat["strength"]) == ("efficacy", "claimed")
    assert caveat["message"] == "It names no study."
    assert [trigger["text"] for trigger in caveat["triggers"]] == [articles[0].text[:7]]
    assert caveat["facts"][0]["publisher"] == "Caveat"
    assert caveat["counter"][0]["text"] == "Swimming is kind to the joint."
    assert shown["related"][0]["text"] == "Swimming is kind to the joint."


def test_the_same_answer_is_the_same_json(articles):
    first, second = (json.dumps(whole_answer(articles[0]).to_dict()) for _ in range(2))
    assert first == second


# questions that are none; nothing is loaded to refuse them


@pytest.mark.parametrize(
    "question",
    ["", "   ", "\n\t", "\0\x07\x1b", "\u2028\u2029", "\ud800", "\x85\u00a0"],
    ids=["nothing", "spaces", "lines", "controls", "separators", "surrogate", "other spaces"],
)
def test_a_blank_question_is_refused(question):
    with pytest.raises(ValueError, match="is blank; ask in words"):
        answer(question)


def test_an_enormous_question_is_refused_with_its_size():
    with pytest.raises(ValueError, match=r"has 100,000 characters and the most is 2,000"):
        answer("knee " * 20_000)


@pytest.mark.parametrize("question", [None, 3, b"knee", ["knee"]])
def test_a_question_that_is_not_text_is_refused(question):
    with pytest.raises(TypeError, match="not text; ask in words"):
        answer(question)


@pytest.mark.parametrize("limit", [-1, 0, 11, 1000])
def test_a_limit_out_of_range_is_refused(limit):
    with pytest.raises(ValueError, match=f"limit is {limit}; ask for 1 to 10 quotes"):
        answer("Do knees heal?", limit=limit)


# answers of the real model

model = pytest.mark.model


def sentence_edges(article):
    spans = [
        span
        for section in outline(article.text)
        for block in section.blocks
        for span in block.sentences
    ]
    return [start for start, _ in spans], [end for _, end in spans]


def assert_sound(found):
    """Whatever was asked: every quote is its article's words, whole, and none stands twice."""
    assert found.status in ("answered", "weak", "not_found")
    assert found.note.strip()
    assert bool(found.quotes) == (found.status != "not_found")
    for quotes in (found.quotes, found.related):
        for quote in quotes:
            assert quote.article == STARTER[quote.article.slug]
            assert quote.text == STARTER[quote.article.slug].text[quote.start : quote.end]
            starts, ends = sentence_edges(quote.article)
            assert 0 <= ends.index(quote.end) - starts.index(quote.start) < 3
            assert 0 <= quote.score <= 1
            for caveat in quote.caveats:
                assert_caveat_is_sound(caveat, quote.passage)
        for one, other in combinations(quotes, 2):
            assert not one.passage.overlaps(other.passage)
            assert one.text.lower().split() != other.text.lower().split()
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()


def assert_caveat_is_sound(caveat, passage):
    assert caveat.message.strip()
    assert caveat.triggers
    for trigger in caveat.triggers:
        assert trigger.article == passage.article
        assert passage.start <= trigger.start < trigger.end <= passage.end
    for fact in caveat.facts:
        assert fact.text
        assert fact.publisher
        assert fact.checked


@model
@pytest.mark.parametrize("limit", [1, 3, 10])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_found_in_its_article(starter, question, limit):
    found = answer(question, index=starter, limit=limit)
    assert_sound(found)
    assert len(found.quotes) <= limit
    assert len(found.related) <= limit


WORDS = (
    "Does",
    "stem",
    "cell",
    "therapy",
    "help",
    "my",
    "knee",
    "at",
    "night",
    "?",
    "\0",
    "膝",
    "👍",
)


@model
@settings(max_examples=40)
@given(
    question=st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join),
    ),
    limit=st.integers(1, 10),
)
def test_any_question_gets_an_answer_or_a_plain_refusal(starter, question, limit):
    if any(character.isalnum() for character in question):
        assert_sound(answer(question, index=starter, limit=limit))
        return
    try:
        assert_sound(answer(question, index=starter, limit=limit))
    except ValueError as error:
        if "is blank; ask in words" not in str(error):
            raise


@model
@pytest.mark.parametrize(
    "question",
    [
        "👍🦵👩\u200d⚕️",
        "干细胞疗法对膝盖疼痛有帮助吗？",
        "هل يساعد العلاج بالخلايا الجذعية في آلام الركبة؟",
        "Hilft eine Stammzelltherapie gegen Knieschmerzen?",
        "what is it and how is it so",
        "?",
        "a" * 2000,
        "knee " * 400,
        "<script>alert(1)</script> **knee** $x$",
        "'; DROP TABLE articles; --",
        "Does it \0help\x1b[31m my\u202e knee?",
    ],
)
def test_odd_and_foreign_questions_get_an_answer(starter, question):
    assert_sound(answer(question, index=starter))


@model
def test_a_question_without_a_word_to_look_for_is_not_found(starter):
    for question in ("👍🦵", "?", "what is it"):
        found = answer(question, index=starter)
        assert found.status == "not_found"
        assert found.quotes == found.related == ()


@model
def test_a_matter_of_another_world_is_not_answered_and_the_note_says_what_is_missing(starter):
    found = answer("Who won the football world cup?", index=starter)
    assert found.status != "answered"
    assert "football" in found.note
    assert "“France”" in answer("What is the capital of France?", index=starter).note  # as typed


@model
def test_the_same_question_gets_the_same_answer_byte_for_byte(starter):
    for question in QUESTIONS:
        first, second = (
            json.dumps(answer(question, index=starter).to_dict()).encode() for _ in range(2)
        )
        assert first == second


@model
def test_threads_that_ask_at_once_get_the_answers_of_one(starter):
    alone = [answer(question, index=starter).to_dict() for question in QUESTIONS]
    with ThreadPoolExecutor(6) as pool:
        together = pool.map(lambda question: answer(question, index=starter), QUESTIONS * 3)
    assert [found.to_dict() for found in together] == alone * 3


@model
def test_two_fresh_processes_give_the_same_answer_byte_for_byte(starter, starter_folder):
    program = f"""
import json
from index import Index
from qa import answer
index = Index.open({str(starter_folder)!r})
print(json.dumps([answer(q, index=index).to_dict() for q in {QUESTIONS[:3]!r}]))
"""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    first, second = (process.communicate()[0] for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert first == second
    assert json.loads(first) == [answer(q, index=starter).to_dict() for q in QUESTIONS[:3]]


# the conversation


@model
def test_a_follow_up_is_about_what_came_before_it(starter):
    before = "How many stem cells does Cell Grand Clinic in Osaka give through a vein?"
    found = answer("and in which country is that?", index=starter, history=[before])
    assert any("Osaka, Japan" in quote.text for quote in found.quotes)
    alone = answer("and in which country is that?", index=starter)
    assert not any("Osaka, Japan" in quote.text for quote in alone.quotes)


@model
def test_a_question_that_says_itself_what_it_is_about_is_not_led_by_history(starter):
    history = ["What does an injection cost?", "Is it approved in Florida?"]
    question = "Do opioids taken for a year improve physical function?"
    led, alone = (answer(question, index=starter, history=h) for h in (history, ()))
    assert led.to_dict() == alone.to_dict()


@model
def test_a_short_question_that_names_its_matter_is_not_led_by_history(starter):
    history = ["Is it approved in Florida?"]
    question = "How many people live with chronic pain?"
    led, alone = (answer(question, index=starter, history=h) for h in (history, ()))
    assert led.to_dict() == alone.to_dict()


@model
def test_odd_questions_in_the_history_do_no_harm(starter):
    history = ["", "\0", "x" * 100_000, "Does it help?", "👍"]
    assert_sound(answer("and for nerves?", index=starter, history=history))


@model
def test_a_history_that_is_one_text_is_refused(starter):
    with pytest.raises(TypeError, match="history is a str; give a sequence"):
        answer("and for nerves?", index=starter, history="Does it help knees?")


# quotes that are turned round by their neighbours

CLAIM = "Stem cell injections relieve knee pain within a few weeks."


@model
@pytest.mark.parametrize(
    "turn",
    [
        "However, no trial has confirmed it.",
        "But no trial has confirmed it.",
        "Yet most patients in the trial felt no better than before.",
        "Nevertheless, the relief rarely lasts.",
        "Unfortunately, the relief rarely lasts.",
        "On the other hand, some patients got worse.",
        "This relief, however, rarely lasts.",
    ],
)
def test_a_quote_is_widened_over_the_sentence_that_turns_it_round(turn):
    article = Article(
        "knee", "Knee pain", f"The knee is a joint. {CLAIM} {turn} Ask a doctor first."
    )
    index = Index.build([article])
    quotes = answer("Do stem cell injections relieve knee pain?", index=index).quotes
    (quote,) = (quote for quote in quotes if CLAIM in quote.text)
    assert turn in quote.text


@model
def test_a_quote_is_not_widened_over_a_sentence_that_goes_on():
    article = Article("knee", "Knee pain", f"{CLAIM} A nurse gives them in an hour.")
    quotes = answer(
        "Do stem cell injections relieve knee pain?", index=Index.build([article])
    ).quotes
    assert CLAIM in [quote.text for quote in quotes]


@model
def test_words_that_two_articles_share_are_quoted_once():
    articles = [Article(slug, "Knee pain", f"{CLAIM} {slug} says so.") for slug in ("one", "two")]
    found = answer("Do stem cell injections relieve knee pain?", index=Index.build(articles))
    assert sum(CLAIM in quote.text for quote in found.quotes) == 1


# caveats


def passage(text, kind="unknown"):
    return Passage(Article("a", "A", text, kind), 0, len(text))


@model
@pytest.mark.parametrize(
    "text",
    [
        "Stem cell injections eliminate knee pain.",
        "Mesenchymal stem cells regrow cartilage and relieve pain in most patients.",
        "After two injections I was back on the golf course within six weeks.",
        "Stem cell therapy may ease chronic back pain.",
        "In a trial, no cell injection eased knee pain more than a steroid did.",
    ],
)
def test_a_passage_that_touches_on_efficacy_gets_one_caveat(text):
    for kind in KINDS:
        (caveat,) = caveats_in(passage(text, kind))
        assert_caveat_is_sound(caveat, passage(text, kind))
        assert caveat.counter == ()


@model
def test_a_claim_about_stem_cells_is_told_with_what_regulators_approved():
    (caveat,) = caveats_in(passage("Stem cell injections eliminate knee pain."))
    assert any("approved" in fact.text for fact in caveat.facts)
    assert caveat.strength == "claimed"


@model
@pytest.mark.parametrize(
    "text",
    [
        "The knee joins the thigh bone to the shin bone.",
        "A stem cell is a cell that has not yet become specialised.",
        "Wharton's jelly lines the inner side of the umbilical cord.",
        "The clinic is open from nine to five.",
    ],
)
def test_anatomy_and_definitions_get_no_caveat(text):
    assert caveats_in(passage(text, "clinic")) == ()


@model
@settings(max_examples=30)
@given(st.data())
def test_any_place_in_any_article_can_be_asked_for_its_caveats(data):
    article = data.draw(st.sampled_from(list(STARTER.values())), "article")
    start = data.draw(st.integers(0, len(article.text) - 1), "start")
    end = data.draw(st.integers(start + 1, min(start + 900, len(article.text))), "end")
    place = Passage(article, start, end)
    for caveat in caveats_in(place):
        assert_caveat_is_sound(caveat, place)


@model
@settings(max_examples=30)
@given(text=st.text(min_size=1, max_size=200).filter(str.strip), kind=st.sampled_from(KINDS))
def test_any_text_can_be_asked_for_its_caveats(text, kind):
    found = caveats_in(passage(text, kind))
    assert len(found) <= 1
    for caveat in found:
        assert_caveat_is_sound(caveat, passage(text, kind))


@model
def test_a_quotes_caveats_are_those_of_its_passage(starter):
    found = answer(QUESTIONS[0], index=starter)
    for quote in found.quotes:
        alone = caveats_in(quote.passage)
        assert [c.strength for c in quote.caveats] == [c.strength for c in alone]
        assert [c.triggers for c in quote.caveats] == [c.triggers for c in alone]
