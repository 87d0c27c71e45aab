import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import eval.command
import eval.report
import eval.running
from corpus import Article, Passage, starter_articles
from eval.baseline import compared, load_run
from eval.command import QUESTIONS, caveat_eval
from eval.measures import Measure, Outcome, auc, estimate, hit, measured, rank
from eval.questions import Judged, Question, load_judged, load_questions
from eval.report import Report, commit
from eval.running import outcomes
from eval.terminal import print_report
from index import Index
from qa import Answer, Caveat, Quote

NEEDLES = Article("needles", "Needles", "Needles relieve pain. Needles may bruise. Ask first.")
PILLS = Article("pills", "Pills", "Pills ease pain for a day. Pills upset the stomach.")
LIBRARY = (NEEDLES, PILLS)
BASELINE = QUESTIONS.with_name("baseline.json")


def place(article, words):
    start = article.text.index(words)
    return Passage(article, start, start + len(words))


def quote(article, words, caveats=()):
    found = place(article, words)
    return Quote(article, found.start, found.end, 1.0, caveats)


def outcome(question, status, *quotes, confidence=0.5, passages=(), milliseconds=1.0):
    shown, related = ((), quotes) if status == "not_found" else (quotes, ())
    answer = Answer(question.text, status, shown, "A note.", related, confidence)
    return Outcome(question, passages, answer, milliseconds)


ASKED = Question("q1", "Do needles help?", True, (place(NEEDLES, "Needles relieve pain."),))
NEAR = Question("q2", "What do needles cost?", False, (), near=True)
FAR = Question("q3", "Who won the cup?", False, (), near=False)
BRUISE = quote(NEEDLES, "Needles may bruise.")
RELIEF = quote(NEEDLES, "Needles relieve pain. Needles may bruise.")

# --- hits and ranks

places = st.builds(
    lambda article, ends: Passage(article, min(ends), max(ends)),
    st.sampled_from(LIBRARY),
    st.lists(st.integers(0, 40), min_size=2, max_size=2, unique=True),
)


@given(places, places)
def test_a_hit_is_the_same_from_both_sides_and_shares_characters(one, other):
    assert hit(one, other) == hit(other, one)
    assert not hit(one, other) or one.overlaps(other)


@given(places, places)
def test_a_hit_is_when_one_holds_all_characters_of_the_other(one, other):
    characters = [{(p.article.slug, n) for n in range(p.start, p.end)} for p in (one, other)]
    assert hit(one, other) == (characters[0] <= characters[1] or characters[1] <= characters[0])


@given(st.lists(places), st.lists(places))
def test_the_rank_is_that_of_the_first_place_with_any_gold(found, gold):
    hits = [any(hit(one, other) for other in gold) for one in found]
    assert rank(found, gold) == (hits.index(True) + 1 if True in hits else None)


def test_a_quote_that_cuts_into_the_gold_is_no_hit():
    assert not hit(place(NEEDLES, "pain. Needles may"), place(NEEDLES, "Needles may bruise."))


# --- the area under the curve

scores = st.lists(st.integers(0, 9).map(lambda n: n / 9), min_size=1, max_size=12).map(np.array)


@given(scores, scores)
def test_auc_is_the_share_of_pairs_in_order_with_ties_half(positive, negative):
    pairs = [(a > b) + (a == b) / 2 for a in positive for b in negative]
    assert auc(positive, negative) == pytest.approx(np.mean(pairs))


@given(scores, scores)
def test_auc_turns_round_with_its_samples_and_sees_only_the_order(positive, negative):
    assert auc(positive, negative) == pytest.approx(1 - auc(negative, positive))
    assert auc(np.exp(positive), np.exp(negative)) == pytest.approx(auc(positive, negative))


# --- the bootstrap


@settings(max_examples=25)  # each resamples 4,000 times
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_lies_within_the_sample_and_is_the_same_each_time(sample):
    measure = estimate(np.mean, sample)
    assert min(sample) - 1e-9 <= measure.low <= measure.high <= max(sample) + 1e-9
    assert measure.value == pytest.approx(np.mean(sample))
    assert (measure, measure.n) == (estimate(np.mean, sample), len(sample))


@settings(max_examples=25)
@given(st.floats(0, 1), st.integers(1, 20))
def test_a_sample_without_spread_has_an_interval_without_width(value, n):
    measure = estimate(np.mean, [value] * n)
    assert measure.low == pytest.approx(value) == measure.high


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_an_interval_of_a_large_sample_is_the_normal_one(share):
    hits = np.arange(1000) < 1000 * share
    measure = estimate(np.mean, hits)
    half = 1.96 * np.sqrt(share * (1 - share) / 1000)
    assert measure.high - share == pytest.approx(half, rel=0.1)
    assert share - measure.low == pytest.approx(half, rel=0.1)


def test_an_empty_sample_has_no_measure():
    assert estimate(np.mean, []) is None
    assert estimate(auc, [0.5], []) is None


# --- measures of outcomes


def test_measures_are_those_worked_out_by_hand():
    passages = (Passage(PILLS, 0, 10), Passage(NEEDLES, 0, 41))
    caveat = (Caveat("efficacy", "claimed", (), "It names no study."),)
    cautioned = replace(RELIEF, caveats=caveat)
    rows = [
        outcome(ASKED, "answered", cautioned, confidence=0.9, passages=passages, milliseconds=10),
        outcome(ASKED, "not_found", BRUISE, RELIEF, confidence=0.4, passages=passages[:1]),
        outcome(NEAR, "weak", BRUISE, confidence=0.5),
        outcome(FAR, "not_found", confidence=0.1),
    ]
    judged = [Judged(place(NEEDLES, "bruise"), False), Judged(place(NEEDLES, "relieve"), True)]
    measures = measured(rows, LIBRARY, judged)
    assert {name: (m.value, m.n) for name, m in measures.items() if m} == {
        "passage hit@1": (0, 2),
        "passage hit@3": (0.5, 2),
        "passage MRR@10": (0.25, 2),
        "quote hit@1": (0.5, 2),
        "quote hit@3": (1, 2),
        "quote MRR@3": (0.75, 2),
        "abstention AUC, unanswerable": (0.75, 4),
        "abstention AUC, near": (0.5, 3),
        "abstention AUC, far": (1, 3),
        "risk-coverage area": (pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4), 4),
        "answerable, answered": (0.5, 2),
        "answerable, weak": (0, 2),
        "answerable, not_found": (0.5, 2),
        "unanswerable, answered": (0, 2),
        "unanswerable, weak": (0.5, 2),
        "unanswerable, not_found": (0.5, 2),
        "near, answered": (0, 1),
        "near, weak": (1, 1),
        "near, not_found": (0, 1),
        "far, answered": (0, 1),
        "far, weak": (0, 1),
        "far, not_found": (1, 1),
        "efficacy quotes with a caveat": (0.5, 2),
        "other quotes with a caveat": (0, 1),
        "exact slices": (1, 4),
        "milliseconds, p50": (1, 4),
        "milliseconds, p95": (pytest.approx(8.65), 4),
    }


def test_what_nothing_tells_is_no_measure():
    measures = measured([outcome(ASKED, "answered", RELIEF)], LIBRARY)
    empty = {name for name, measure in measures.items() if measure is None}
    assert {"abstention AUC, near", "far, weak", "efficacy quotes with a caveat"} <= empty
    assert "quote hit@1" not in empty


@pytest.mark.parametrize("changed", [NEEDLES.text.upper(), "Ask first. " + NEEDLES.text, None])
def test_a_quote_that_is_not_its_articles_slice_is_found_out(changed):
    originals = [PILLS, replace(NEEDLES, text=changed)] if changed else [PILLS]
    counter = (Caveat("efficacy", "claimed", (), "", counter=(RELIEF,)),)
    rows = [outcome(ASKED, "weak", quote(PILLS, "Pills", counter), quote(PILLS, "pain"))]
    rows.append(outcome(FAR, "weak", quote(PILLS, "stomach")))
    assert measured(rows, originals)["exact slices"].value == 3 / 4  # of quotes, not of questions
    assert measured(rows, LIBRARY)["exact slices"].value == 1


def test_quotes_of_one_question_are_resampled_together():
    caveat = (Caveat("efficacy", "claimed", (), ""),)
    judged = [Judged(Passage(NEEDLES, 0, len(NEEDLES.text)), True)]

    def width(together):
        pair = [quote(NEEDLES, "Needles relieve", caveat), quote(NEEDLES, "bruise")]
        groups = [[pair[0]] * 2, [pair[1]] * 2] if together else [pair, pair]
        rows = [outcome(ASKED, "weak", *group) for group in groups for _ in range(20)]
        measure = measured(rows, LIBRARY, judged)["efficacy quotes with a caveat"]
        assert (measure.value, measure.n) == (0.5, 80)
        return measure.high - measure.low

    assert width(together=True) > 0.2
    assert width(together=False) == 0


@pytest.mark.parametrize(
    ("question", "status", "quotes", "fault"),
    [
        (ASKED, "answered", [RELIEF], None),
        (ASKED, "weak", [RELIEF], None),
        (ASKED, "answered", [BRUISE], "missed"),
        (ASKED, "not_found", [], "missed"),
        (ASKED, "not_found", [RELIEF], "withheld"),
        (NEAR, "answered", [BRUISE], "answered"),
        (FAR, "weak", [BRUISE], None),
    ],
)
def test_a_miss_is_no_gold_or_gold_withheld_or_an_answer_to_the_unanswerable(
    question, status, quotes, fault
):
    assert outcome(question, status, *quotes).fault == fault


# --- question files


def written(folder, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path = folder / "asked.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def row(**changed):
    gold = [{"article": "needles", "quote": "relieve pain"}]
    fields = {"id": "q1", "question": "Do they help?", "answerable": True, "gold": gold} | changed
    return {name: value for name, value in fields.items() if value is not None}


def test_the_packaged_questions_fit_the_starter_library():
    questions = load_questions(QUESTIONS, starter_articles())
    assert len(questions) == len(QUESTIONS.read_text(encoding="utf-8").splitlines())
    assert all(question.answerable == bool(question.gold) for question in questions)


def test_gold_is_every_place_of_its_words(tmp_path):
    gold = [
        {"article": "needles", "quote": " Needles "},
        {"article": "pills", "start": 0, "end": 5},
    ]
    (question,) = load_questions(written(tmp_path, row(gold=gold)), LIBRARY)
    assert [(one.article.slug, one.text) for one in question.gold] == [
        ("needles", "Needles"),
        ("needles", "Needles"),
        ("pills", "Pills"),
    ]
    assert len({one.start for one in question.gold[:2]}) == 2


def test_a_question_says_what_it_follows_and_how_near_it_is(tmp_path):
    path = written(
        tmp_path,
        row(after="And pills?", near=False),
        "",
        row(id="q2", answerable=False, gold=[], near=True),
        row(id="q3", answerable=False, gold=[]),
    )
    first, second, third = load_questions(path, LIBRARY)
    assert (first.history, first.near) == (("And pills?",), None)
    assert (second.history, second.near, third.near) == ((), True, None)


def test_a_question_whose_gold_could_not_be_read_is_lost(tmp_path):
    other = {"article": "broken", "quote": "gone"}
    path = written(tmp_path, row(gold=[*row()["gold"], other]), row(id="q2", gold=[other]))
    questions = load_questions(path, LIBRARY, unread={"broken"})
    assert [(len(question.gold), question.lost) for question in questions] == [
        (1, False),
        (0, True),
    ]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ('{"id": "q2",', "this is not JSON .*; write one whole JSON object a line"),
        ("[1]", r"\[1\] is not a JSON object; write"),
        (row(id=None), "the key 'id' is missing; give it words"),
        (row(question=None), "the key 'question' is missing; give it words"),
        (row(answerable=None), "the key 'answerable' is missing; give it true or false"),
        (row(gold=None), "the key 'gold' is missing; give it a list"),
        (row(question="  "), "'question' is '  '; give it words"),
        (row(answerable="yes"), "'answerable' is 'yes'; give it true or false"),
        (row(after=3), "'after' is 3; give it words"),
        (row(answerable=False, near="no"), "has gold and is not answerable; change one"),
        (row(answerable=False, gold=[], near="no"), "'near' is 'no'; give it true or false"),
        (row(gold=[]), "answerable and has no gold; quote what answers it"),
        (row(gold=["relieve pain"]), "gold 'relieve pain' is not a JSON object; write"),
        (row(gold=[{"quote": "pain"}]), "the key 'article' is missing; give it words"),
        (row(gold=[{"article": "needles"}]), "the key 'quote' is missing; give it words"),
        (row(gold=[{"article": "cups", "quote": "a"}]), "has no article 'cups'; give a file's"),
        (
            row(gold=[{"article": "needles", "quote": "relieve  pain"}]),
            "'relieve  pain' is not in the article 'needles'; copy the words from it",
        ),
        (row(gold=[{"article": "needles", "start": 3}]), "the key 'end' is missing; give it a who"),
        (row(gold=[{"article": "needles", "start": 3, "end": 99}]), "no place 3:99 in 'needles'"),
        (row(gold=[{"article": "needles", "start": True, "end": 2}]), "'start' is True; give it"),
        (row(id="q1"), "the id 'q1' was given before; give each its own"),
    ],
)
def test_a_bad_question_is_named_by_file_line_fault_and_remedy(tmp_path, bad, said):
    path = written(tmp_path, row(), "", bad if isinstance(bad, str) else {"id": "q2"} | bad)
    if isinstance(bad, dict) and "id" not in bad:
        path = written(tmp_path, row(), "", bad)
    with pytest.raises(ValueError, match=said) as caught:
        load_questions(path, LIBRARY)
    assert str(caught.value).startswith(f"{path}, line 3: ")


def test_a_question_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(OSError, match=r"absent cannot be read .*; name a file"):
        load_questions(tmp_path / "absent", LIBRARY)
    with pytest.raises(ValueError, match="holds no question; write one"):
        load_questions(written(tmp_path, ""), LIBRARY)
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b"\n" + json.dumps(row()).encode()[:-1] + b"\xe9}")
    with pytest.raises(ValueError, match="line 2: the byte 0xe9 is not UTF-8; save the file"):
        load_questions(path, LIBRARY)


def test_a_byte_order_mark_before_the_questions_is_passed_over(tmp_path):
    path = tmp_path / "marked.jsonl"
    path.write_text(json.dumps(row()), encoding="utf-8-sig")
    assert [question.id for question in load_questions(path, LIBRARY)] == ["q1"]


def test_judged_quotes_become_places(tmp_path):
    judged = {"article": "pills", "quote": "Pills ease pain", "efficacy": True}
    assert load_judged(written(tmp_path, judged), LIBRARY) == (
        Judged(place(PILLS, "Pills ease pain"), True),
    )
    with pytest.raises(ValueError, match="line 1: 'efficacy' is 1; give it true or false"):
        load_judged(written(tmp_path, judged | {"efficacy": 1}), LIBRARY)


# --- running


@pytest.fixture
def library(fake):
    return Index.build(LIBRARY, encoder=fake)


def test_each_question_is_answered_and_searched_with_what_it_follows(library, monkeypatch):
    calls, told = [], []

    def answer(question, *, index, history, limit):
        calls.append((question, history, limit))
        time.sleep(0.02)
        return Answer(question, "weak", (RELIEF,), "A note.")

    def searched(question, index, history, limit):
        told.append((question, history, limit))
        candidates = library.candidates(library.query(question, " ".join(history)), 10)
        return SimpleNamespace(candidates=candidates * 8, signs={"sure": 0.5}) if history else None

    monkeypatch.setattr(eval.running, "answer", answer)
    monkeypatch.setattr(eval.running, "searched", searched)
    follow_up = replace(ASKED, id="q4", text="And the stomach?", after="Do pills help?")
    first, second = outcomes(library, [ASKED, follow_up])
    assert calls[0] == calls[1] == ("Do needles help?", (), 3)  # the first one warms up
    assert calls[2:] == [("And the stomach?", ("Do pills help?",), 3)]
    assert told == calls  # the passages and the signs are those of the answer
    assert (first.question, second.question) == (ASKED, follow_up)
    assert (first.passages, first.quote_rank) == ((), 1)  # it had no word to search for
    assert second.passages[0].article.slug == "pills"
    assert len(second.passages) == 10
    assert 20 <= second.milliseconds < 1000
    assert (first.signs, second.signs) == ({}, {"sure": 0.5})


def test_a_question_that_cannot_be_asked_is_named(library):
    with pytest.raises(ValueError, match="question 'q1': the question has 2,001 characters"):
        list(outcomes(library, [replace(ASKED, text="a" * 2001)]))


# --- reports


def report(*rows):
    return Report(None, "d1", "m1", "s1", measured(rows, LIBRARY), rows)


def printed(shown, **settings):
    console = Console(file=StringIO(), highlight=False, **settings)
    print_report(shown, console)
    return console.file.getvalue()


def test_a_miss_is_printed_with_its_gold_what_came_back_and_its_status():
    asked = replace(ASKED, after="Do pills help?")
    text = printed(report(outcome(asked, "not_found", BRUISE), outcome(NEAR, "answered", BRUISE)))
    assert "no gold in the first 3 quotes: 1\n" in text
    assert "q1  Do needles help?  not_found\n  after   Do pills help?\n" in text
    assert "  gold    needles: “Needles relieve pain.”\n  first passage with gold: none\n" in text
    assert "  quote 1 needles: “Needles may bruise.”\n" in text
    assert "called answered: 1\n\nq2  What do needles cost?  answered\n" in text


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_a_report_fits_any_width_and_is_plain_when_piped(width):
    text = printed(report(outcome(ASKED, "answered", RELIEF)), width=width)
    assert "\x1b" not in text
    assert all(len(line) <= width for line in text.splitlines() if "─" in line)
    if width >= 80:
        assert re.search(r" quote hit@1 +1\.00 \[1\.00, 1\.00\] +1 ", text)
        assert re.search(r" abstention AUC, near +– ", text)
        assert re.search(r"\n \.50( +1\.00){2} +1 ", text)  # one bin of confidence
        assert "calibration error: .50 as the likelihood" in text
        assert re.search(r" answerable( +(1\.00 \[1.00, 1.00\]|\.00 \[.00, .00\])){3} +1 ", text)


def test_words_that_steer_a_terminal_are_not_printed():
    steering = Article("steering", "Steering", "\x1b[2J\u202eone\x07 two.\nThree.")
    question = replace(
        ASKED, text="Is \x1b]0;it\x07 [red]so[/red]?", gold=(place(steering, "one"),)
    )
    whole = Quote(steering, 4, len(steering.text), 1.0)
    text = printed(report(outcome(question, "not_found", whole)), width=80)
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "steering: “one two. Three.”" in text
    assert "Is ]0;it [red]so[/red]?" in text


def test_the_json_holds_all_that_was_measured():
    shown = report(outcome(ASKED, "not_found", BRUISE), outcome(FAR, "answered", BRUISE))
    read = json.loads(json.dumps(shown.to_dict()))
    names = "commit library model questions measures reliability calibration_error outcomes misses"
    assert list(read) == names.split()
    assert read["commit"] is None
    assert read["measures"]["quote hit@1"] == {"value": 0, "low": 0, "high": 0, "n": 1}
    assert read["measures"]["abstention AUC, near"] is None
    assert [(miss["id"], miss["fault"]) for miss in read["misses"]] == [
        ("q1", "missed"),
        ("q3", "answered"),
    ]
    gold = {"article": "needles", "start": 0, "end": 21, "text": "Needles relieve pain."}
    assert read["misses"][0]["gold"] == [gold]
    assert read["reliability"] == [{"confidence": 0.5, "answerable": 0.5, "right": 0, "n": 2}]
    assert read["calibration_error"] == {"answerable": 0, "right": 0.5}
    assert [row["id"] for row in read["outcomes"]] == ["q1", "q3"]
    assert read["outcomes"][1]["status"] == "answered"


def test_figures_are_rounded_in_json():
    shown = replace(report(), measures={"a": Measure(1 / 3, 0.0, 2 / 3, 3)})
    assert shown.to_dict()["measures"] == {"a": {"value": 0.3333, "low": 0, "high": 0.6667, "n": 3}}


def test_the_commit_is_that_of_the_code(tmp_path, monkeypatch):
    def git(*arguments):
        who = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
        command = ["git", *who, *arguments]
        done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    if not shutil.which("git"):
        pytest.skip("there is no git here")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setattr(eval.report, "__file__", str(tmp_path / "report.py"))
    package = tmp_path / "__init__.py"
    package.write_text("")
    assert commit() is None  # no repository
    git("init")
    (tmp_path / "other.py").write_text("")
    git("add", "other.py")
    git("commit", "-m", "another's")
    assert commit() is None  # one that does not hold the code
    git("add", ".")
    git("commit", "-m", "first")
    git("tag", "-a", "v1", "-m", "v1")
    assert commit() == git("rev-parse", "HEAD")
    package.write_text("'''Changed.'''")
    assert commit() == git("rev-parse", "HEAD") + "-dirty"
    monkeypatch.setenv("PATH", "")
    assert commit() is None  # no git


# --- the command


def test_the_command_says_what_is_wrong_with_its_files(tmp_path):
    path = written(tmp_path, row(gold=[{"article": "cups", "quote": "a"}]))
    done = CliRunner().invoke(caveat_eval, ["--questions", str(path)])
    assert done.exit_code == 1
    assert f"Error: {path}, line 1: the library has no article 'cups'" in done.output
    done = CliRunner().invoke(caveat_eval, ["--articles", str(path)])
    assert done.exit_code == 1
    assert "is not a folder; give the folder" in done.output


def test_the_command_measures_the_starter_library(tmp_path, monkeypatch, library):
    def answer(question, *, index, history, limit):
        (found,) = index.search(question, 1)
        near = Quote(found.passage.article, found.passage.start, found.passage.end, 1.0)
        return Answer(question, "not_found", (), "A note.", (near,), 0.1)

    judged = {"article": "needles", "quote": "relieve pain", "efficacy": True}
    monkeypatch.setattr(eval.running, "answer", answer)
    monkeypatch.setattr(eval.command, "starter_articles", lambda: LIBRARY)
    monkeypatch.setattr(eval.command, "starter_index", lambda progress: library)
    (tmp_path / "judged").mkdir()
    monkeypatch.setattr(eval.command, "JUDGED", written(tmp_path / "judged", judged))
    path = written(
        tmp_path,
        row(question="Do needles relieve \ud800 pain?"),
        row(id="q2", question="Who won?", answerable=False, gold=[]),
    )
    to = tmp_path / "report.json"
    done = CliRunner().invoke(caveat_eval, ["--questions", str(path), "--json", str(to)])
    assert done.exit_code == 0, done.output
    assert "called not found: 1\n\nq1  Do needles relieve pain?  not_found\n" in done.output
    read = json.loads(to.read_text(encoding="utf-8"))
    assert (read["library"], read["model"]) == (library.digest, "fake")
    assert read["questions"] == eval.report.sha256(path)
    assert read["measures"]["efficacy quotes with a caveat"]["value"] == 0
    assert [miss["fault"] for miss in read["misses"]] == ["withheld"]


@pytest.mark.model
def test_the_command_measures_any_folder_and_goes_on_after_a_broken_file(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for article in LIBRARY:
        (folder / f"{article.slug}.md").write_text(article.text, encoding="utf-8")
    (folder / "broken.md").write_bytes(b"\xff")
    gone = row(id="q2", gold=[{"article": "broken", "quote": "gone"}])
    near = row(id="q3", question="What do needles cost?", answerable=False, gold=[], near=True)
    path = written(tmp_path, row(question="Do needles relieve pain?"), gone, near)
    to = tmp_path / "report.json"
    command = ["--articles", str(folder), "--questions", str(path), "--json", str(to)]
    done = CliRunner().invoke(caveat_eval, command)
    assert done.exit_code == 2, done.output
    assert "broken.md, line 1: the byte 0xff is not UTF-8; save the file" in done.stderr
    assert "1 of 3 questions are left out" in done.stderr
    measures = json.loads(to.read_text(encoding="utf-8"))["measures"]
    assert measures["quote hit@3"] == {"value": 1, "low": 1, "high": 1, "n": 1}
    assert measures["exact slices"]["value"] == 1
    assert measures["efficacy quotes with a caveat"] is None


@pytest.mark.model
def test_nothing_was_lost_since_the_baseline_but_by_chance(starter):
    questions = load_questions(QUESTIONS, starter.articles)
    now = list(outcomes(starter, questions))
    then = load_run(BASELINE)
    comparison = compared(then, now, library=starter.digest, model=starter.encoder.name)
    assert not comparison.lost, f"{comparison.lost}; if it is meant: make baseline"


def test_the_module_runs_as_the_command_does():
    command = [sys.executable, "-m", "eval", "--help"]
    folder = Path(eval.command.__file__).parents[1]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: python -m eval [OPTIONS]")
    options = re.findall(r"--([\w-]+) [FN]\w*", done.stdout)
    expected = "articles questions json html baseline new-baseline beir sample index"
    assert options == expected.split()
