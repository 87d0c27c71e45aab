import json
from dataclasses import replace
from math import comb

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import eval.command
import eval.running
from corpus import Article, Passage
from eval.baseline import Kept, Run, compared, holm, kept, load_run, p_of_loss
from eval.command import caveat_eval
from eval.measures import Outcome
from eval.questions import Question
from eval.report import Report
from index import Index
from qa import Answer, Quote

NEEDLES = Article("needles", "Needles", "Needles relieve pain. Needles may bruise. Ask first.")
RELIEF, BRUISE = Passage(NEEDLES, 0, 21), Passage(NEEDLES, 22, 40)


def outcome(number, *, answerable=True, status="answered", found=RELIEF, **changed):
    gold = (RELIEF,) if answerable else ()
    near = None if answerable else True
    question = Question(f"q{number}", f"Question {number}?", answerable, gold, near)
    quotes = (Quote(NEEDLES, found.start, found.end, 1.0),)
    answer = Answer(question.text, status, quotes, "A note.", (), 0.5)
    return Outcome(replace(question, **changed), (found,), answer, 1.0)


def report(outcomes):
    return Report("c1", "d1", "m1", "s1", {}, outcomes)


def run(*outcomes, library="d1", model="m1"):
    return Run("c1", library, model, {o.question.id: kept(o) for o in outcomes})


def change(comparison, name):
    (found,) = [change for change in comparison.changes if change.name == name]
    return found


# --- the test of a loss

counts = st.integers(0, 40)


@given(counts, counts)
def test_the_p_of_a_loss_is_the_tail_of_a_fair_coin(lost, gained):
    n = lost + gained
    tail = sum(comb(n, k) for k in range(lost, n + 1)) / 2**n
    assert p_of_loss(lost, gained) == pytest.approx(tail)


values = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@given(values)
def test_holm_rejects_the_same_as_his_steps(ps):
    corrected = holm(ps)
    for level in (0.01, 0.05, 0.5):
        rejected = set()
        for done, n in enumerate(sorted(range(len(ps)), key=lambda n: ps[n])):
            if ps[n] * (len(ps) - done) > level:
                break
            rejected.add(n)
        assert {n for n, p in enumerate(corrected) if p <= level} == rejected


@given(values)
def test_a_corrected_p_is_no_smaller_and_keeps_the_order(ps):
    corrected = holm(ps)
    assert all(p <= c <= 1 for p, c in zip(ps, corrected, strict=True))
    assert [c for _, c in sorted(zip(ps, corrected, strict=True))] == sorted(corrected)


# --- comparisons


def test_a_run_against_itself_has_lost_nothing():
    rows = [outcome(1), outcome(2, found=BRUISE), outcome(3, answerable=False)]
    comparison = compared(run(*rows), rows, library="d1", model="m1")
    assert (comparison.same, comparison.apart, comparison.notes) == (3, 0, ())
    assert all(c.p == 1 and not c.lost and not c.gained for c in comparison.changes)
    assert change(comparison, "quote hit@3").then == change(comparison, "quote hit@3").now == 0.5
    assert len(comparison.changes) == 6


@pytest.mark.parametrize(("lost", "significant"), [(6, False), (9, True)])
def test_a_loss_is_told_from_chance(lost, significant):
    then = [outcome(n) for n in range(20)]
    now = [outcome(n, found=BRUISE if n < lost else RELIEF) for n in range(20)]
    comparison = compared(run(*then), now, library="d1", model="m1")
    found = change(comparison, "quote hit@1")
    assert found.lost == tuple(f"q{n}" for n in range(lost))
    assert (found.then, found.now, found.n) == (1, 1 - lost / 20, 20)
    assert found.significant == significant
    assert bool(comparison.lost) == significant
    back = compared(run(*now), then, library="d1", model="m1")
    assert change(back, "quote hit@1").gained == found.lost
    assert not back.lost  # a gain is no loss


def test_a_status_that_got_worse_is_a_loss():
    then = [outcome(n, answerable=n < 10, status="weak") for n in range(20)]
    now = [
        outcome(n, answerable=n < 10, status=("answered", "not_found")[n < 10]) for n in range(20)
    ]
    comparison = compared(run(*then), now, library="d1", model="m1")
    assert {change.name for change in comparison.lost} == {
        "answerable, not called not_found",
        "unanswerable near, not called answered",
    }


def test_far_questions_are_left_out_of_the_near_ones_and_unmarked_ones_are_not():
    rows = [outcome(n, answerable=False, near=near) for n, near in enumerate((True, False, None))]
    comparison = compared(run(*rows), rows, library="d1", model="m1")
    assert [(c.name, c.n) for c in comparison.changes] == [
        ("unanswerable near, not called answered", 2)
    ]


@pytest.mark.parametrize(
    "changed",
    [{"text": "Another?"}, {"gold": (BRUISE,)}, {"after": "Before?"}, {"id": "q9"}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_question_that_was_changed_is_not_compared(changed):
    now = [outcome(1), outcome(2, **changed)]
    comparison = compared(run(outcome(1), outcome(2)), now, library="d1", model="m1")
    assert comparison.same == 1
    assert comparison.apart == (2 if "id" in changed else 1)


def test_another_library_or_model_is_noted():
    comparison = compared(run(outcome(1)), [outcome(1)], library="d2", model="m2")
    assert comparison.notes == (
        "the library is another than then, d1",
        "the model is another than then, m1",
    )


def test_runs_without_a_question_in_common_cannot_be_compared():
    with pytest.raises(ValueError, match=r"none of these questions .*; name the --articles"):
        compared(run(outcome(1)), [outcome(2)], library="d1", model="m1")


# --- files


@given(st.text().filter(str.strip), st.sampled_from(["answered", "weak", "not_found"]))
def test_a_baseline_is_read_as_it_was_written(tmp_path, words, status):
    rows = [outcome(1, status=status, id=words, text=words), outcome(2, found=BRUISE)]
    for name, written in (
        ("baseline", report(rows).baseline()),
        ("report", json.dumps(report(rows).to_dict())),
    ):
        path = tmp_path / f"{name}.json"
        path.write_text(written, encoding="utf-8")
        assert load_run(path) == run(*rows)


def test_a_baseline_holds_no_text_and_a_line_for_each_question():
    written = report([outcome(n, found=BRUISE) for n in range(50)]).baseline()
    assert "bruise" not in written
    assert "Question" not in written
    assert sum('"id"' in line for line in written.splitlines()) == 50
    assert list(json.loads(written)["outcomes"][0]) == (
        ["id", "question", "passage_rank", "quote_rank", "status", "confidence"]
    )


GOOD = {"id": "q1", "question": "aa", "passage_rank": 1, "quote_rank": None, "status": "weak"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "is not JSON .*; write it with: caveat-eval --new-baseline"),
        (b"\xff", "is not JSON .*; write it with"),
        ("[]", "holds no list of outcomes; write it with"),
        ({"misses": []}, "holds no list of outcomes; write it with"),
        ({"library": None}, "'library' is None; give it words"),
        ({"model": 3}, "'model' is 3; give it words"),
        ({"outcomes": [3]}, "outcome 1: 3 is not a JSON object; write it with"),
        ({"outcomes": [GOOD, GOOD | {"status": "fine"}]}, "outcome 2: no status is called 'fine'"),
        (
            {"outcomes": [GOOD | {"quote_rank": "1"}]},
            "outcome 1: 'quote_rank' is '1'; give it a who",
        ),
        ({"outcomes": [{}]}, "outcome 1: the key 'status' is missing"),
    ],
)
def test_a_file_that_is_no_baseline_is_named_with_the_remedy(tmp_path, written, said):
    path = tmp_path / "then.json"
    if isinstance(written, dict):
        whole = {"library": "d1", "model": "m1", "outcomes": [GOOD]}
        written = json.dumps(written if "misses" in written else whole | written)
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    with pytest.raises(ValueError, match=said) as caught:
        load_run(path)
    assert str(caught.value).startswith(str(path))


def test_a_baseline_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OSError, match=r"absent cannot be read .*; write it with"):
        load_run(tmp_path / "absent")


def test_what_is_kept_is_what_came_back():
    assert kept(outcome(1, status="weak")) == Kept(kept(outcome(1)).question, 1, 1, "weak")
    assert kept(outcome(1, found=BRUISE)).quote_rank is None


# --- the command


@pytest.fixture
def ask(fake, tmp_path, monkeypatch):
    """The command, with an answer that quotes either sentence."""
    index = Index.build([NEEDLES], encoder=fake)
    monkeypatch.setattr(eval.command, "starter_articles", lambda: (NEEDLES,))
    monkeypatch.setattr(eval.command, "starter_index", lambda progress: index)
    monkeypatch.setattr(eval.command, "JUDGED", tmp_path / "absent")
    gold = [{"article": "needles", "quote": RELIEF.text}]
    rows = [
        {"id": f"q{n}", "question": f"Does {n} relieve?", "answerable": True, "gold": gold}
        for n in range(12)
    ]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def invoke(*options, quoted=RELIEF):
        def answer(question, **_):
            quotes = (Quote(NEEDLES, quoted.start, quoted.end, 1.0),)
            return Answer(question, "answered", quotes, "A note.", (), 0.5)

        monkeypatch.setattr(eval.running, "answer", answer)
        command = ["--questions", str(questions), *map(str, options)]
        return CliRunner().invoke(caveat_eval, command)

    return invoke


def test_the_command_ends_with_3_on_a_loss_and_with_0_on_none(ask, tmp_path):
    then = tmp_path / "then.json"
    assert ask("--new-baseline", then).exit_code == 0
    same = ask("--baseline", then)
    assert same.exit_code == 0, same.output
    assert "12 questions are the same.\n" in same.output
    assert "No loss is more than chance may bring (p > .05).\n" in same.output
    worse = ask("--baseline", then, quoted=BRUISE)
    assert worse.exit_code == 3, worse.output
    assert "(p ≤ .05): quote hit@1, quote hit@3.\n" in worse.output
    assert " q0 q1 " in worse.output


def test_a_baseline_that_cannot_be_read_is_said_before_anything_is_asked(ask, tmp_path):
    done = ask("--baseline", tmp_path / "absent", "--json", tmp_path / "report.json")
    assert done.exit_code == 1
    assert "cannot be read" in done.output
    assert "quote hit@1" not in done.output
    assert not (tmp_path / "report.json").exists()
