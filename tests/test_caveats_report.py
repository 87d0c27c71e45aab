import builtins
import json
import re
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from click.testing import CliRunner
from rich.console import Console

import eval.caveats_command
from corpus import Article, Passage, load_articles
from eval import efficacy_fit
from eval.caveats import Cautioned, Countered, countering, faults, finding
from eval.caveats_command import against, caveats_report
from eval.command import caveat_eval
from eval.counters import MADE_UP, Claim, load_claims
from eval.left_out import LeftOut, measured, refitted, worst
from eval.measures import auc
from eval.questions import Judged
from index import Index
from qa import Caveat, Quote
from qa.efficacy import STRENGTHS

NEEDLES = Article("needles", "Needles", "Needles relieve pain. Needles may bruise. Ask first.")
PILLS = Article("pills", "Pills", "Pills ease pain for a day. No pill beats rest. Pills are dear.")
LIBRARY = (NEEDLES, PILLS)
CLAIMED = (Caveat("efficacy", "claimed", (), "A message."),)


def place(article, words):
    start = article.text.index(words)
    return Passage(article, start, start + len(words))


RELIEF = place(NEEDLES, "Needles relieve pain.")
BRUISE = place(NEEDLES, "Needles may bruise.")
EASE = place(PILLS, "Pills ease pain for a day.")
REST = place(PILLS, "No pill beats rest.")
DEAR = place(PILLS, "Pills are dear.")


def values(measures):
    return {name: measure and (measure.value, measure.n) for name, measure in measures.items()}


# --- files of claims


def row(**changed):
    against = [{"article": "pills", "quote": " No pill beats rest. "}]
    fields = {"article": "pills", "claim": EASE.text, "against": against} | changed
    return {name: value for name, value in fields.items() if value is not None}


def written(folder, *rows):
    path = folder / "claims.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def test_a_claim_and_what_opposes_it_become_places(tmp_path):
    bare = row(article="needles", claim=RELIEF.text, against=[])
    assert load_claims(written(tmp_path, row(), bare), LIBRARY) == (
        Claim(EASE, (REST,)),
        Claim(RELIEF, ()),
    )


def test_of_a_file_on_many_libraries_the_claims_of_one_are_read(tmp_path):
    elsewhere = row(article="gone", library="other")
    path = written(tmp_path, elsewhere, row(library="mine"))
    assert load_claims(path, LIBRARY, library="mine") == (Claim(EASE, (REST,)),)
    with pytest.raises(ValueError, match="holds no claim of the library 'third'; write one"):
        load_claims(path, LIBRARY, library="third")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row(article=None), "the key 'article' is missing; give it words"),
        (row(article="cups"), "the library has no article 'cups'; give a file's name"),
        (row(claim="Pills  ease"), "'Pills  ease' is not in the article 'pills'; copy the words"),
        (row(claim=" "), "'claim' is ' '; give it words"),
        (row(against="none"), "'against' is 'none'; give it a list"),
        (row(claim=DEAR.text, against=["rest"]), "'rest' is not a JSON object; write"),
        (row(claim=DEAR.text, against=[{"article": "pills"}]), "the key 'quote' is missing"),
        (row(), "this claim was given before; join what opposes it on one line"),
    ],
)
def test_a_bad_claim_is_named_by_file_line_fault_and_remedy(tmp_path, bad, said):
    path = written(tmp_path, row(), bad)
    with pytest.raises(ValueError, match=said) as caught:
        load_claims(path, LIBRARY)
    assert str(caught.value).startswith(f"{path}, line 2: ")


def test_a_file_without_claims_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"claims.jsonl holds no claim; write one JSON object"):
        load_claims(written(tmp_path), LIBRARY)


# --- quotes that touch on efficacy

FOUND = Cautioned(Judged(RELIEF, True), CLAIMED)
MISSED = Cautioned(Judged(EASE, True), ())
ALARM = Cautioned(Judged(DEAR, False), CLAIMED)
QUIET = Cautioned(Judged(BRUISE, False), ())


def test_recall_false_alarms_and_precision_are_those_worked_out_by_hand():
    assert values(finding([FOUND, FOUND, FOUND, MISSED, ALARM, QUIET])) == {
        "recall": (0.75, 4),
        "false alarms": (0.5, 2),
        "precision": (0.75, 4),
    }
    assert values(finding([QUIET])) == {
        "recall": None,
        "false alarms": (0, 1),
        "precision": None,
    }


def test_a_quote_is_wrong_where_its_caveat_and_its_judgement_differ():
    wrong = faults([FOUND, MISSED, ALARM, QUIET], ("missed", "false_alarm"))
    assert wrong == {"missed": [MISSED], "false_alarm": [ALARM]}
    assert ALARM.said == ("pills: “Pills are dear.”", "given efficacy, claimed")
    assert ALARM.to_dict()["given"] == [{"kind": "efficacy", "strength": "claimed"}]


# --- quotes beside claims

OPPOSED = Claim(EASE, (REST,))
UNOPPOSED = Claim(RELIEF, ())


def test_counter_quotes_are_measured_as_worked_out_by_hand():
    rows = [
        Countered(OPPOSED, (REST, DEAR)),
        Countered(OPPOSED, (REST, DEAR)),
        Countered(OPPOSED, (DEAR, REST)),
        Countered(OPPOSED, ()),
        Countered(UNOPPOSED, ()),
        Countered(UNOPPOSED, (BRUISE,)),
    ]
    assert values(countering(rows)) == {
        "claims shown an opponent": (pytest.approx(4 / 6), 6),
        "precision@1 of those shown one": (0.5, 4),
        "precision@1 of those that have one": (0.5, 4),
        "shown none, of those that have none": (0.5, 2),
    }
    assert [row.fault for row in rows] == ["wrong", "wrong", "wrong", "withheld", None, "wrong"]
    assert Countered(OPPOSED, (REST,)).fault is None


def test_a_wrong_counter_quote_is_told_from_a_right_one():
    both = Countered(OPPOSED, (DEAR, REST))
    assert both.said[1:] == ("wrong pills: “Pills are dear.”", "right pills: “No pill beats rest.”")
    assert [one["right"] for one in both.to_dict()["shown"]] == [False, True]
    assert Countered(Claim(EASE, (REST, BRUISE)), ()).said[1:] == (
        "such as pills: “No pill beats rest.”",
        "and 1 more",
    )


# --- sentences left out


def left_out(*, seed=0):
    """Ten groups of twelve sentences, one group all wrong, the others told with some noise."""
    draw = np.random.default_rng(seed)
    groups = np.repeat([f"g{n}" for n in range(10)], 12)
    efficacy = np.tile([True, False], 60)
    margins = np.where(efficacy, 1.0, -1.0) + draw.normal(size=120)
    margins[groups == "g3"] = np.where(efficacy, -5.0, 5.0)[groups == "g3"]
    strength = np.where(efficacy, np.arange(120) % 5, -1)
    named = np.where(np.arange(120) % 4, strength, 0)
    places = tuple(Passage(PILLS, 0, 5) for _ in groups)
    return LeftOut(places, groups, efficacy, strength, margins, named)


def test_what_was_left_out_is_measured_as_by_the_reference():
    from sklearn.metrics import f1_score, roc_auc_score

    left = left_out()
    measures = measured(left)
    assert measures["AUC"].value == pytest.approx(roc_auc_score(left.efficacy, left.margins))
    touch = left.margins[left.efficacy], left.margins[~left.efficacy]
    assert measures["AUC"].value == pytest.approx(auc(*touch))
    assert measures["recall"].value == pytest.approx(np.mean(touch[0] >= 0))
    assert measures["false alarms"].value == pytest.approx(np.mean(touch[1] >= 0))
    marked = left.strength >= 0
    each = f1_score(
        left.strength[marked], left.named[marked], average=None, labels=range(7), zero_division=0
    )
    for name, expected in zip((*STRENGTHS, "safety"), each, strict=True):
        measure = measures[f"F1, {name}"]
        assert (measure.value if measure else 0.0) == pytest.approx(expected)
    assert measures["F1, macro"].value == pytest.approx(each.mean())
    assert (measures["AUC"].n, measures["recall"].n, measures["F1, macro"].n) == (120, 60, 60)


def test_intervals_are_over_whole_groups():
    left = left_out()
    assert measured(left)["recall"].low < 0.7 < measured(left)["recall"].high
    halves = np.where(np.arange(120) % 4 < 2, 5.0, -5.0)  # every group has recall .5
    alike = measured(replace(left, margins=halves))
    assert (alike["recall"].low, alike["recall"].high) == (0.5, 0.5)


def test_the_worst_group_comes_first_and_small_ones_are_passed_over():
    left = left_out()
    first = worst(left)[0]
    assert (first.name, first.n, first.missed, first.alarms) == ("g3", 12, 6, 6)
    assert len(worst(left)) == 10
    groups = np.where(np.arange(120) < 9, "few", left.groups)
    fewer = replace(left, groups=groups)
    assert "few" not in {one.name for one in worst(fewer)}
    assert len(left.to_dict()["wrong"]) == left.wrong.sum() >= 12


@pytest.fixture
def cut_down(monkeypatch):
    """A few made-up rows in the place of all labelled sentences."""
    import torch

    draw = np.random.default_rng(1)
    efficacy = draw.random(400) < 0.5
    words = draw.normal(size=(400, 3, 8)) + 6 * efficacy[:, None, None]
    rows = efficacy_fit.Labelled(
        tuple(Passage(PILLS, 0, 5) for _ in efficacy),
        torch.tensor(words, dtype=torch.float16),
        torch.full((400,), 3),
        efficacy,
        np.where(efficacy, np.arange(400) % 7, -1),
        np.array([f"t{n % 20}" for n in range(400)]),
        np.array([f"v{n % 5}" for n in range(400)]),
    )
    monkeypatch.setattr(efficacy_fit, "labelled", lambda: rows)
    return rows


def test_a_refit_tells_of_every_sentence_without_its_group(cut_down, monkeypatch):
    parts = []

    def told(net, rows, numbers):
        parts.append(set(numbers.tolist()))
        return np.tile(rows.efficacy[numbers, None] * 2.0, (1, 8))

    monkeypatch.setattr(efficacy_fit, "fitted", lambda rows, numbers: parts.append(set(numbers)))
    monkeypatch.setattr(efficacy_fit, "_told", told)
    left = dict(refitted())
    assert list(left) == ["treatments", "voices"]
    assert len(parts) == 16
    for fitted_on, told_of in zip(parts[::2], parts[1::2], strict=True):
        assert not fitted_on & told_of
    assert set.union(*parts[1:8:2]) == set(range(400))
    assert (left["voices"].groups == cut_down.voice).all()
    assert not left["voices"].wrong.any()


def test_the_shipped_rule_is_set_where_treatments_are_left_out(cut_down):
    left = dict(refitted())
    recall = measured(left["treatments"])["recall"].value
    assert recall == pytest.approx(0.95, abs=0.01)
    assert measured(left["treatments"])["AUC"].value > 0.9  # the rows are easily told apart


def test_what_a_refit_lacks_is_said_with_its_remedy(cut_down, monkeypatch, tmp_path):
    monkeypatch.setattr(efficacy_fit, "TRAINING", tmp_path / "absent")
    with pytest.raises(ValueError, match=r"absent, which is not here.*; run it in a checkout"):
        next(refitted())
    importing = builtins.__import__

    def absent(name, *rest):
        if name == "eval" and rest[2] == ("efficacy_fit",):
            raise ModuleNotFoundError("No module named 'sklearn'")
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ImportError, match=r"not here \(No module named 'sklearn'\); install it"):
        next(refitted())


# --- the command


@pytest.fixture
def small(fake, tmp_path, monkeypatch):
    """The command on two short articles, with caveats by a rule that needs no model."""

    def caveats_in(passage):
        return CLAIMED if "ease" in passage.text or "dear" in passage.text else ()

    def countered(caveat, claim, index):
        counter = Quote(PILLS, DEAR.start, DEAR.end, 0.0)
        return Caveat("efficacy", "claimed", (), "A message.", counter=(counter,))

    judged = [(RELIEF, True), (EASE, True), (DEAR, False)]
    lines = [
        {"article": one.article.slug, "quote": one.text, "efficacy": efficacy}
        for one, efficacy in judged
    ]
    path = tmp_path / "judged.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    claims = written(tmp_path, row(), row(article="needles", claim=RELIEF.text))
    command, built = eval.caveats_command, Index.build(LIBRARY, encoder=fake)
    for name, value in {
        "JUDGED": path,
        "STARTER": claims,
        "MADE_UP": claims,
        "starter_articles": lambda: LIBRARY,
        "load_articles": lambda folder: LIBRARY,
        "starter_index": lambda: built,
        "caveats_in": caveats_in,
        "countered": countered,
    }.items():
        monkeypatch.setattr(command, name, value)
    monkeypatch.setattr(Index, "build", lambda articles: built)


def test_the_command_prints_measures_and_every_miss(small, tmp_path):
    to = tmp_path / "report.json"
    done = CliRunner().invoke(caveat_eval, ["--caveats", "--json", str(to)])
    assert done.exit_code == 0, done.output
    assert re.search(r" recall +starter +\.50 \[\.00, 1\.00\] +2 ", done.output)
    assert "got no caveat: 1\n\nneedles: “Needles relieve pain.”\n" in done.output
    assert "got a caveat: 1\n\npills: “Pills are dear.”\n  given efficacy, claimed\n" in done.output
    assert "--refit fits it anew without some of them at a time: about ten minutes" in done.output
    assert "was shown nothing: 2\n\nneedles: “Needles relieve pain.”\n  such as" in done.output
    assert "does not oppose it: 2\n\npills: “Pills ease pain for a day.”\n  wrong" in done.output
    read = json.loads(to.read_text(encoding="utf-8"))
    assert read["left_out"] is None
    assert read["finding"]["measures"]["starter"]["recall"]["value"] == 0.5
    assert [one["text"] for one in read["finding"]["wrong"]["missed"]] == [RELIEF.text]
    assert read["counter_quotes"]["measures"]["both"]["claims shown an opponent"]["n"] == 4
    assert len(read["counter_quotes"]["wrong"]["withheld"]) == 2


def test_the_command_measures_a_refit_where_it_is_asked_to(small, monkeypatch):
    monkeypatch.setattr(
        eval.caveats_command,
        "refitted",
        lambda: [("treatments", left_out()), ("voices", left_out(seed=1))],
    )
    console = Console(file=StringIO(), highlight=False, width=80)
    read = caveats_report(console, refit=True)
    text = console.file.getvalue()
    assert re.search(r" F1, macro +treatments +\.\d\d \[\.\d\d, \.\d\d\] +60 ", text)
    assert re.search(r"worst of the voices .*\n.*\n *g3 +12 +6 +6 ", text)
    assert "Not measured" not in text
    assert list(read["left_out"]) == ["treatments", "voices"]
    wrong = read["left_out"]["treatments"]["wrong"]
    assert f"treatments left out: {len(wrong)} told wrong" in text
    assert json.dumps(read)


def test_words_that_steer_a_terminal_are_not_printed(small, monkeypatch):
    steering = Article("steering", "Steering", "\x1b[2J\u202eone\x07 [red]two[/red].\nThree.")
    judged = (Judged(Passage(steering, 0, len(steering.text)), True),)
    monkeypatch.setattr(eval.caveats_command, "load_judged", lambda *_: judged)
    console = Console(file=StringIO(), highlight=False, width=80)
    caveats_report(console)
    text = console.file.getvalue()
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "steering: “ [2J one [red]two[/red]. Three.”" in text


@pytest.mark.parametrize(
    "options",
    [["--html", "a"], ["--baseline", "a"], ["--questions", "a"], ["--articles", "a"], ["--ablate"]],
)
def test_options_that_say_nothing_of_caveats_are_refused(options):
    done = CliRunner().invoke(caveat_eval, ["--caveats", *options])
    assert done.exit_code == 2
    assert "--caveats goes with --refit and --json only" in done.output


def test_a_refit_without_caveats_is_refused():
    done = CliRunner().invoke(caveat_eval, ["--refit"])
    assert done.exit_code == 2
    assert "--refit is of --caveats; give both" in done.output


@pytest.mark.model
def test_what_stands_beside_made_up_claims_seldom_comes_without_cause():
    articles = load_articles(eval.caveats_command._OTHER)
    index = Index.build(articles)
    rows = [against(claim, index) for claim in load_claims(MADE_UP, articles)]
    measures = countering(rows)
    assert measures["shown none, of those that have none"].value >= 0.9
    assert 0 < measures["claims shown an opponent"].value < 1
    assert all(shown.text in shown.article.text for row in rows for shown in row.shown)
