import json
from pathlib import Path

import pytest

import eval.command
from corpus import load_articles, starter_articles
from eval.measures import rank
from eval.questions import load_questions
from index import Index
from qa import answer
from qa.asking import LONGEST, followed

EVAL = Path(eval.command.__file__).parent
CONVERSATIONS = EVAL / "conversations.jsonl"
HELP = "Does stem cell therapy help arthritis of the knee?"

# what a question follows up


@pytest.mark.parametrize(
    "question",
    [
        "and for nerves?",
        "What about the long-term safety of opioids?",
        "does it hurt?",
        "so do they last longer in young people?",
        "Which court was that?",
        "how long?",
        "side effects?",
        "why",
    ],
)
def test_a_question_of_few_words_follows_the_one_before_it(question):
    assert followed(question, ["What is myelin?", HELP]) == HELP


@pytest.mark.parametrize(
    "question",
    [
        "What does a hip replacement cost?",
        "Which clinics in Osaka give stem cells?",
        "And do opioids taken for a whole year improve physical function in back pain?",
        "Can the FDA punish a clinic for selling stem cells that it never approved?",
    ],
)
def test_a_question_that_says_itself_what_it_is_about_follows_none(question):
    assert followed(question, [HELP]) == ""


def test_the_first_question_follows_none():
    assert followed("and for nerves?", []) == ""


def test_a_chain_is_followed_to_where_it_began_and_no_further():
    history = ["What is myelin?", HELP, "and for nerves?", "is it safe?"]
    assert followed("how long?", history) == f"{HELP} and for nerves? is it safe?"


def test_questions_that_were_never_answered_are_passed_over():
    history = [HELP, "", "\0", "knee " * 1000]
    assert followed("and for nerves?", history) == HELP
    assert followed("and for nerves?", history[1:]) == ""


def test_what_is_followed_is_never_longer_than_a_question_may_be():
    before = "it " * 600
    assert len(followed("and then?", [before] * 4)) == LONGEST


def test_only_the_last_few_questions_are_remembered():
    assert HELP in followed("why?", [HELP, *["why?"] * 7])
    assert HELP not in followed("why?", [HELP, *["why?"] * 8])


def test_a_history_that_is_one_text_is_refused():
    with pytest.raises(TypeError, match="history is a str; give a sequence"):
        followed("and for nerves?", HELP)


# what that does to answers


@pytest.fixture(scope="module", params=["starter", "made_up"])
def library(request):
    """A library's name, articles and index."""
    if request.param == "starter":
        return request.param, starter_articles(), request.getfixturevalue("starter")
    articles = load_articles(EVAL / "made_up" / "articles")
    return request.param, articles, Index.build(articles)


def conversations(library, kind, folder):
    """The answerable questions of one kind that were asked of a library."""
    name, articles, _ = library
    rows = [json.loads(line) for line in CONVERSATIONS.read_text("utf-8").splitlines()]
    lines = [json.dumps(row) for row in rows if (row["library"], row["kind"]) == (name, kind)]
    (folder / "questions.jsonl").write_text("\n".join(lines), "utf-8")
    asked = load_questions(folder / "questions.jsonl", articles)
    return [question for question in asked if question.answerable]


def missed(questions, index, *, history):
    """The ids of the questions whose answer is not among the first three quotes."""
    ids = []
    for question in questions:
        found = answer(question.text, index=index, history=question.history if history else ())
        quotes = found.quotes or found.related
        if rank([quote.passage for quote in quotes[:3]], question.gold) is None:
            ids.append(question.id)
    return ids


@pytest.mark.model
def test_follow_ups_are_answered_from_what_they_follow(library, tmp_path):
    questions = conversations(library, "follow-up", tmp_path)
    assert len(questions) >= 30
    lost = missed(questions, library[2], history=True)
    assert 1 - len(lost) / len(questions) >= 0.9, lost


@pytest.mark.model
def test_questions_that_stand_alone_lose_nothing_by_what_was_asked_before(library, tmp_path):
    questions = conversations(library, "alone", tmp_path)
    assert len(questions) >= 30
    led, alone = (missed(questions, library[2], history=history) for history in (True, False))
    assert len(led) <= len(alone), set(led) - set(alone)
