import builtins
import json
import re
from itertools import product

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import index.library
from corpus import Article
from eval.beir import Asked, load_beir
from eval.command import caveat_eval
from eval.rankings import OURS, opened, rankings
from eval.retrieval import retrieved

DOCUMENTS = [
    {"_id": "4983", "title": "Knees", "text": "Walking eases sore knees."},
    {"_id": "doi:10.1/a b", "title": "Nerves", "text": "Damaged nerves burn at night."},
    {"_id": "../..", "title": "", "text": "Poor sleep makes pain worse."},
    {"_id": "\ud800\n", "title": "Untold", "text": ""},
]
QUERIES = [
    {"_id": "1", "text": "What eases sore knees?"},
    {"_id": "2", "text": "Why do nerves burn?"},
    {"_id": "3", "text": "Does sleep matter?"},
    {"_id": "4", "text": "Who judges this one?"},
]
QRELS = [("1", "4983", 2), ("1", "../..", 1), ("2", "doi:10.1/a b", 1), ("3", "../..", 0)]


def written(folder, *, corpus=DOCUMENTS, queries=QUERIES, qrels=QRELS, form="qrels/test.tsv"):
    folder.mkdir(exist_ok=True)
    for name, rows in (("corpus.jsonl", corpus), ("queries.jsonl", queries)):
        if rows is not None:
            lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
            (folder / name).write_text("\n".join(lines) + "\n")
    if form:
        path = folder / form
        path.parent.mkdir(exist_ok=True)
        if form.endswith("jsonl"):
            lines = [
                json.dumps(dict(zip(("query", "doc", "grade"), r, strict=True))) for r in qrels
            ]
        else:
            lines = [r if isinstance(r, str) else "\t".join(map(str, r)) for r in qrels]
        if form == "qrels/test.tsv":
            lines = ["query-id\tcorpus-id\tscore", *lines]
        path.write_text("\n".join(lines) + "\n")
    return folder


# --- folders


@pytest.mark.parametrize("form", ["qrels.jsonl", "qrels/test.tsv", "qrels.tsv"])
def test_a_folder_becomes_articles_and_judged_queries(tmp_path, form):
    found = load_beir(written(tmp_path / "set", form=form))
    assert [(one.slug, one.title, one.text) for one in found.articles] == [
        ("document-00000000", "Knees", "Walking eases sore knees."),
        ("document-00000001", "Nerves", "Damaged nerves burn at night."),
        ("document-00000002", "", "Poor sleep makes pain worse."),
        ("document-00000003", "Untold", "Untold"),
    ]
    assert found.queries == (
        Asked("What eases sore knees?", {"document-00000000": 2, "document-00000002": 1}),
        Asked("Why do nerves burn?", {"document-00000001": 1}),
    )
    assert found.empty == 0


def test_ids_go_by_either_name(tmp_path):
    corpus, queries = (
        [{"id": r.pop("_id"), **r} for r in map(dict, rows)] for rows in (DOCUMENTS, QUERIES)
    )
    by_id = load_beir(written(tmp_path / "a", corpus=corpus, queries=queries))
    assert by_id == load_beir(written(tmp_path / "b"))


def test_a_document_without_words_is_counted_and_can_still_be_judged(tmp_path):
    corpus = [*DOCUMENTS, {"_id": "none", "title": " ", "text": None}]
    found = load_beir(written(tmp_path / "set", corpus=corpus, qrels=[("1", "none", 1)]))
    assert (found.empty, len(found.articles)) == (1, 4)
    assert found.queries == (Asked("What eases sore knees?", {"document-00000004": 1}),)


def test_half_a_character_is_no_obstacle(tmp_path, fake):
    corpus = [{"_id": "\ud800", "title": "\ud800", "text": "Knees \udfff hurt."}]
    queries = [{"_id": "\udfff", "text": "Do \ud800 knees hurt?"}]
    qrels = [("\udfff", "\ud800", 1)]
    folder = written(
        tmp_path / "set", corpus=corpus, queries=queries, qrels=qrels, form="qrels.jsonl"
    )
    found = load_beir(folder)
    at = tmp_path / "index"
    with rankings(opened(found.articles, at, encoder=fake), at) as ways:
        assert retrieved(found.queries, ways)[OURS]["nDCG@10"].value == 1


def test_a_sample_is_drawn_by_a_seed(tmp_path):
    queries = [{"_id": str(n), "text": f"Query {n}?"} for n in range(50)]
    folder = written(tmp_path / "set", queries=queries, qrels=[(n, "4983", 1) for n in range(50)])
    drawn = [query.text for query in load_beir(folder, sample=10).queries]
    assert len(set(drawn)) == 10
    assert drawn == [query.text for query in load_beir(folder, sample=10).queries]
    assert set(drawn) != {f"Query {n}?" for n in range(10)}
    assert len(load_beir(folder, sample=99).queries) == 50


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"corpus": None}, r"holds no corpus\.jsonl; name a folder in BEIR's format, with corpus"),
        ({"queries": None}, r"holds no queries\.jsonl; name a folder"),
        ({"form": None}, r"holds no qrels\.jsonl or qrels/test\.tsv or qrels\.tsv; name a folder"),
        ({"corpus": []}, "holds no document with words; write one a line"),
        ({"corpus": [{"_id": "a", "title": "", "text": ""}]}, "holds no document with words"),
        ({"corpus": [*DOCUMENTS, "{"]}, r"corpus\.jsonl, line 5: this is not JSON .*; write one"),
        ({"corpus": [{"text": "a"}]}, "line 1: the key 'id' is missing; give it words"),
        ({"corpus": [{"_id": 7, "text": "a"}]}, "line 1: '_id' is 7; give it words in quotation"),
        ({"corpus": [DOCUMENTS[0]] * 2}, "line 2: the id '4983' was given before; give each"),
        ({"corpus": [{"_id": "a", "text": 3}]}, "line 1: 'text' is 3; give it words"),
        ({"queries": [QUERIES[0]] * 2}, r"queries\.jsonl, line 2: the id '1' was given before"),
        ({"queries": [{"_id": "1", "text": " "}]}, "line 1: 'text' is ' '; give it words"),
        ({"qrels": [("9", "4983", 1)]}, r"test\.tsv, line 2: queries\.jsonl has no query '9'; add"),
        ({"qrels": [("1", "x", 1)]}, r"line 2: corpus\.jsonl has no document 'x'; add it there or"),
        ({"qrels": ["1 4983 1"]}, "line 2: '1 4983 1' is not query-id, corpus-id, score with tabs"),
        (
            {"qrels": [("1", "4983", "high")]},
            "line 2: .* is not query-id.*; write two ids and a wh",
        ),
        ({"qrels": [("1", "4983", 0)]}, "judges no document to answer a query; give one a grade"),
        ({"qrels": [("1", "x", 1)], "form": "qrels.jsonl"}, "line 1: .* has no document 'x'; add"),
        ({"qrels": [("1", "4983", "1")], "form": "qrels.jsonl"}, "line 1: 'grade' is '1'; give it"),
    ],
)
def test_a_bad_folder_is_named_by_file_line_fault_and_remedy(tmp_path, changed, said):
    folder = written(tmp_path / "set", **changed)
    with pytest.raises((OSError, ValueError), match=said) as caught:
        load_beir(folder)
    assert str(caught.value).startswith(str(folder))


# --- rankings

LONG = Article(
    "long",
    "Long",
    " ".join(f"Filler number {n} says nothing of it at all." for n in range(40))
    + " Walking eases sore knees in most people who walk.",
)


@pytest.fixture
def ranked(tmp_path, articles, fake):
    found = opened((*articles, LONG), tmp_path / "index", encoder=fake)
    with rankings(found, tmp_path / "index") as ways:
        yield found, ways


def test_a_document_is_as_good_as_its_best_passage(ranked):
    library, ways = ranked
    question = "Does walking ease sore knees?"
    best = {}
    for hit in library.search(question, 300):
        best.setdefault(hit.passage.article.slug, hit.score)
    ours = ways[OURS](question)
    assert list(ours.items()) == list(best.items())
    assert len(ours) == 4  # of more passages


@pytest.mark.parametrize("question", ["Does walking ease sore knees?", "Why do nerves?", "???"])
def test_each_ranking_has_its_best_document_first(ranked, question):
    _, ways = ranked
    for ranking in ways.values():
        scores = list(ranking(question).values())
        assert scores == sorted(scores, reverse=True)
    assert bool(ways["BM25"](question)) == (question != "???")


def test_the_parents_look_at_words_alone_and_at_vectors_alone(ranked):
    library, ways = ranked
    question = "Does walking ease sore knees?"
    assert set(ways["BM25"](question)) == {"knees", "long"}  # the other two share no word with it
    assert set(ways["dense"](question)) == {"knees", "nerves", "sleep", "long"}
    vector = library.query(question).vector
    (encoding,) = library.encoder.encode(["Nerves that hurt\n" + library.articles[2].text])
    assert ways["dense"](question)["nerves"] == pytest.approx(float(encoding.vector @ vector))


def test_the_sum_is_of_both_parents_brought_to_the_same_width(ranked):
    _, ways = ranked
    question = "Do damaged nerves or sore knees tingle?"
    parents = [ways["BM25"](question), ways["dense"](question)]
    wanted = dict.fromkeys(parents[1], 0.0)
    for parent in parents:
        low, high = min(parent.values()), max(parent.values())
        for slug, score in parent.items():
            wanted[slug] += (score - low) / (high - low)
    assert ways["min-max sum"](question) == pytest.approx(wanted, abs=1e-6)


def test_an_index_is_kept_and_used_again(tmp_path, articles, fake, monkeypatch):
    first = opened(articles, tmp_path / "index", encoder=fake)
    monkeypatch.setattr(index.library, "encoded", None)  # nothing is read again
    assert opened(articles, tmp_path / "index", encoder=fake).digest == first.digest
    with pytest.raises(ValueError, match=r"is of other articles; name another folder, or remove"):
        opened(articles[:1], tmp_path / "index", encoder=fake)


# --- metrics


def measures_of(found, grades):
    """Of rankings that find these documents, whatever is asked."""
    queries = [Asked(str(n), of_query) for n, of_query in enumerate(grades)]
    ways = {
        name: (lambda text, runs=runs: {slug: -n for n, slug in enumerate(runs[int(text)])})
        for name, runs in found.items()
    }
    return retrieved(queries, ways)


def test_the_metrics_are_those_worked_out_by_hand():
    grades = [{"a": 2, "b": 1}, {"c": 1}]
    ours, other = [["b", "x", "a"], []], [["a", "b"], [*map(str, range(50)), "c"]]
    measures = measures_of({OURS: ours, "other": other}, grades)
    ideal = 2 + 1 / np.log2(3)
    ndcg = (1 + 2 / np.log2(4)) / ideal / 2
    assert {name: m.value for name, m in measures[OURS].items() if m and "milli" not in name} == {
        "nDCG@10": pytest.approx(ndcg),
        "recall@10": 0.5,
        "recall@100": 0.5,
    }
    found = measures["other"]
    assert (found["nDCG@10"].value, found["recall@10"].value) == (0.5, 0.5)
    assert found["recall@100"].value == 1
    assert found["nDCG@10 behind Caveat"].value == pytest.approx(ndcg - 0.5)
    assert measures[OURS]["nDCG@10 behind Caveat"] is None
    assert found["nDCG@10"].n == found["milliseconds, p50"].n == 2


documents = st.sampled_from("abcdefghijkl")


@settings(max_examples=20)  # each resamples 16,000 times
@given(
    st.lists(st.lists(documents, unique=True), min_size=1, max_size=4),
    st.dictionaries(documents, st.integers(1, 3), min_size=1),
)
def test_metrics_lie_between_0_and_1_and_a_perfect_ranking_has_1(runs, grades):
    best = sorted(grades, key=lambda slug: -grades[slug])
    measures = measures_of({OURS: runs, "best": [best] * len(runs)}, [grades] * len(runs))
    assert measures["best"]["nDCG@10"].value == pytest.approx(1)
    for name, metric in product(measures, ("nDCG@10", "recall@10", "recall@100")):
        measure = measures[name][metric]
        assert 0 <= measure.low <= measure.value + 1e-9
        assert measure.value - 1e-9 <= measure.high <= 1 + 1e-9


# --- the command


@pytest.fixture
def ask(fake, tmp_path, monkeypatch):
    monkeypatch.setattr(index.library, "default_encoder", lambda: fake)
    monkeypatch.setattr(index.library, "MINILM_NAME", "fake")
    folder = written(tmp_path / "set")

    def invoke(*options):
        return CliRunner().invoke(caveat_eval, ["--beir", str(folder), *map(str, options)])

    return invoke


def test_the_command_measures_a_folder_beside_its_parents(ask, tmp_path):
    to = tmp_path / "report.json"
    done = ask("--json", to)
    assert done.exit_code == 0, done.output
    assert "documents 4\nempty documents 0\nqueries 2\n" in done.output
    assert re.search(r" nDCG@10 +Caveat +1\.00 \[1\.00, 1\.00\] ", done.output)
    assert (
        re.findall(r" (BM25|dense|min-max sum) ", done.output)
        == ["BM25", "dense", "min-max sum"] * 6
    )
    read = json.loads(to.read_text())
    assert list(read["rankings"]) == [OURS, "BM25", "dense", "min-max sum"]
    assert read["rankings"]["BM25"]["recall@100"]["n"] == read["queries"] == 2


def test_the_command_keeps_an_index_and_asks_a_sample(ask, tmp_path):
    for _ in range(2):
        done = ask("--sample", 1, "--index", tmp_path / "index")
        assert done.exit_code == 0, done.output
        assert "queries 1\n" in done.output
    assert (tmp_path / "index" / "library.sqlite").is_file()


@pytest.mark.parametrize(
    "options",
    [
        ["--html", "a"],
        ["--baseline", "a"],
        ["--questions", "a"],
        ["--articles", "a"],
        ["--sample", "0"],
    ],
)
def test_options_that_say_nothing_of_a_beir_folder_are_refused(ask, options):
    assert ask(*options).exit_code == 2


@pytest.mark.parametrize("options", [["--sample", "3"], ["--index", "a"]])
def test_options_of_a_beir_folder_are_refused_without_one(options):
    done = CliRunner().invoke(caveat_eval, options)
    assert done.exit_code == 2
    assert "are of --beir; name its folder" in done.output


def test_without_the_metrics_library_the_remedy_is_said_at_once(ask, monkeypatch):
    importing = builtins.__import__

    def absent(name, *rest):
        if name == "ir_measures":
            raise ModuleNotFoundError(f"No module named {name!r}")
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    done = ask()
    assert done.exit_code == 1
    assert "not here (No module named 'ir_measures'); install it with: pip install" in done.output
