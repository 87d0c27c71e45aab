from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file

from corpus import Article, Passage
from index import Index, Sentence, default_encoder
from index.head import (
    CONTENT,
    CONTEXT_WORDS,
    FUNCTION,
    HEAD_FILE,
    HEADING,
    HEADING_WORDS,
    TITLE,
    Head,
    gathered,
    head_for,
)
from index.query import Query
from index.ranking import WEIGHTS, features, ranked
from index.store import Row
from index.tokens import WordVectors, directions
from training import few_of

model = pytest.mark.model

DIMENSIONS = 384
QUESTIONS = (
    ("Does stem cell therapy help knee arthritis?", ""),
    ("and where do they come from?", "How many stem cells does the clinic give through a vein?"),
    ("is it", ""),
    ("Who won the football world cup?", "knee " * 50),
)


def weights():
    read = load_file(HEAD_FILE)
    return bytes(read.pop("encoder").tobytes()).decode(), read


@pytest.fixture(scope="module")
def head():
    encoder, read = weights()
    return Head(read, encoder)


# the file


def net(read):
    """The fitting program's head with these weights."""
    import torch

    from eval.head_fit import Net

    made = Net()
    made.load_state_dict({name: torch.tensor(array) for name, array in read.items()})
    return made.eval()


@model
def test_the_heads_file_is_of_the_model_that_comes_along():
    encoder, read = weights()
    assert encoder == default_encoder().name
    assert head_for(encoder).encoder == encoder
    assert all(np.isfinite(array).all() and array.dtype == np.float32 for array in read.values())
    net(read)  # raises where a name or a shape is another


def test_no_head_is_used_with_another_model(articles, fake):
    assert head_for(fake.name) is None
    index = Index.build(articles, encoder=fake)
    query = index.query("What frees a nerve?")
    plain = {row.passage: features(query, row) @ WEIGHTS for row in index.rows()}
    for candidate in index.candidates(query, 10):
        differences = candidate.scores - plain[candidate.passage]
        assert differences == pytest.approx(differences[0], abs=1e-4)  # but for a constant
        assert candidate.sure == pytest.approx(candidate.score, abs=1e-4)


@model
def test_the_head_has_its_word_in_the_starter_librarys_answers(starter, head):
    query = starter.query(QUESTIONS[0][0])
    rows = list(starter.rows())[:20]
    bare, headed = ranked(query, rows, None), ranked(query, rows, head)
    found = {candidate.passage: candidate for candidate in starter.candidates(query, 1000)}
    for plain, candidate in zip(bare, headed, strict=True):
        assert not np.allclose(plain.scores, candidate.scores, atol=0.01)
        if candidate.passage in found:
            assert found[candidate.passage].scores == pytest.approx(candidate.scores, abs=1e-4)


# what it computes


def theirs(made, query, rows, found):
    """The log-odds that the fitting program's head gives."""
    import torch

    words, kinds, places = map(torch.tensor, gathered(rows))
    tokens = torch.tensor(np.concatenate([query.tokens, query.lower], 1))
    part = {
        "asked": tokens[None],
        "roles": torch.tensor(query.content.astype(int))[None],
        "there": torch.ones(1, len(tokens), dtype=torch.bool),
        "words": words[places][None],
        "kinds": kinds[places].masked_fill(places < 0, 0)[None],
        "features": torch.tensor(found)[None],
    }
    with torch.inference_mode():
        return made(part)[0].numpy()


@model
@pytest.mark.parametrize(("question", "after"), QUESTIONS)
def test_the_head_computes_what_was_fitted(starter, head, question, after):
    query = starter.query(question, after)
    even = replace(query, weights=np.ones_like(query.weights))  # nothing else was fitted
    rows = list(starter.rows())[::3]
    found = np.concatenate([features(even, row) for row in rows])
    ours = head.log_odds(even, rows, found)
    assert ours == pytest.approx(theirs(net(weights()[1]), even, rows, found), abs=1e-3)
    assert np.std(ours) > 0.3
    if after:
        assert not np.allclose(head.log_odds(query, rows, found), ours, atol=0.01)


def lined(draw, count):
    rows = draw.standard_normal((count, DIMENSIONS))
    return directions(rows, DIMENSIONS)


def some_words(draw, count, *, content=None):
    kinds = draw.random(count) < 0.6 if content is None else np.full(count, content)
    return WordVectors(lined(draw, count), lined(draw, count), kinds)


def some_row(draw, heading, title, sentences):
    place = Passage(Article("a", "A", "x" * 100), 0, 1)
    return Row(
        place,
        "",
        lined(draw, 1)[0],
        some_words(draw, title, content=True),
        some_words(draw, heading, content=True),
        tuple(
            Sentence(place, number, lined(draw, 1)[0], some_words(draw, count))
            for number, count in enumerate(sentences)
        ),
    )


def some_query(draw, own, after):
    count = own + after
    return Query(
        "?",
        lined(draw, 1)[0],
        lined(draw, count),
        lined(draw, count),
        draw.random(count) < 0.6,
        np.repeat(np.array([1, 0.25], np.float32), [own, after]),
        (),
        lined(draw, 0),
        np.zeros(0, np.float32),
    )


DRAWS = st.integers(0, 2**32 - 1).map(np.random.default_rng)
COUNTS = st.lists(  # words of a heading, of a title, and of each of the sentences
    st.tuples(
        st.sampled_from((0, 0, 1, 10)),
        st.sampled_from((0, 0, 3, 16)),
        st.lists(st.sampled_from((0, 1, 2, 9)), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60)
@given(draw=DRAWS, counts=COUNTS)
def test_every_sentence_reads_its_own_words_and_those_above_it(draw, counts):
    rows = [some_row(draw, *each) for each in counts]
    words, kinds, places = gathered(rows)
    lines = iter(places)
    for row in rows:
        headed = row.heading_words[:HEADING_WORDS]
        titled = row.title_words[: CONTEXT_WORDS - len(headed)]
        for sentence in row.sentences:
            line = next(lines)
            inside = line[line >= 0]
            assert (line[len(inside) :] == -1).all()
            expected = [headed.both, titled.both, sentence.words.both]
            assert np.array_equal(words[inside], np.concatenate(expected))
            assert kinds[inside].tolist() == [
                *[HEADING] * len(headed),
                *[TITLE] * len(titled),
                *(CONTENT if one else FUNCTION for one in sentence.words.content),
            ]
    assert next(lines, None) is None


@settings(max_examples=60)
@given(draw=DRAWS, counts=COUNTS, own=st.integers(0, 6), after=st.integers(0, 4), data=st.data())
def test_a_sentences_log_odds_do_not_hang_on_the_sentences_beside_it(
    head, draw, counts, own, after, data
):
    query = some_query(draw, own, after)
    rows = [some_row(draw, *each) for each in counts]
    found = [features(query, row) for row in rows]
    together = head.log_odds(query, rows, np.concatenate(found))
    assert together.shape == (sum(len(row.sentences) for row in rows),)
    assert np.isfinite(together).all()
    parts = np.split(together, np.cumsum([len(row.sentences) for row in rows])[:-1])
    order = data.draw(st.permutations(range(len(rows))))[: data.draw(st.integers(1, len(rows)))]
    fewer = head.log_odds(
        query, [rows[n] for n in order], np.concatenate([found[n] for n in order])
    )
    assert fewer == pytest.approx(np.concatenate([parts[n] for n in order]), abs=1e-4)


@settings(max_examples=30)
@given(draw=DRAWS, counts=COUNTS, own=st.integers(1, 6), after=st.integers(1, 4))
def test_an_earlier_question_that_weighs_nothing_is_not_heard(head, draw, counts, own, after):
    query = some_query(draw, own, after)
    faint = np.where(np.arange(own + after) < own, 1, 1e-9).astype(np.float32)
    alone = replace(
        query,
        tokens=query.tokens[:own],
        lower=query.lower[:own],
        content=query.content[:own],
        weights=query.weights[:own],
    )
    rows = [some_row(draw, *each) for each in counts]
    found = np.concatenate([features(alone, row) for row in rows])
    heard = head.log_odds(replace(query, weights=faint), rows, found)
    assert heard == pytest.approx(head.log_odds(alone, rows, found), abs=1e-3)


@model
@pytest.mark.parametrize("text", ["👍 👍. ★ ★!", "Knees hurt. 👍 👍. Hips do not."])
def test_a_library_and_a_question_of_signs_can_be_searched(text):
    index = Index.build([Article("a", "", text)])
    for question in ("", "👍", "Do knees hurt?"):
        assert [np.isfinite(hit.score) for hit in index.search(question)] == [True]


# the fit


def toy(draw, *, answerable):
    """A library of random words; each answerable question repeats those of one sentence."""
    import torch

    from eval.head_fit import Asked, Library
    from eval.questions import Question

    rows = [some_row(draw, 1, 2, [5]) for _ in range(24)]
    words, kinds, places = gathered(rows)
    asked = []
    for number in range(answerable + 3):
        query = some_query(draw, 4, 0)
        gold = np.zeros(len(rows), bool)
        if number < answerable:
            said = rows[number].sentences[0].words[:4]
            query = replace(query, tokens=said.last, lower=said.lower)
            gold[number] = True
        question = Question(str(number), "?", bool(gold.any()), ())
        blank = torch.zeros(len(rows), len(WEIGHTS))
        asked.append(Asked(question, query, blank, gold, np.arange(len(rows))))
    tensors = map(torch.tensor, (words, kinds, places))
    return Library("toy", *tensors, tuple(asked)), rows


def loss(made, library, rows):
    """The mean surprise at which sentence it is."""
    every = []
    for asked in library.asked:
        if asked.gold.any():
            scores = theirs(made, asked.query, rows, asked.features.numpy())
            every.append(np.log(np.exp(scores).sum()) - scores[asked.gold].item())
    return np.mean(every)


def test_fitting_lowers_the_loss_and_is_the_same_each_time():
    import torch

    from eval.head_fit import Net, fitted

    draw = np.random.default_rng(0)
    libraries, rows = zip(*(toy(draw, answerable=8) for _ in range(2)), strict=True)
    torch.manual_seed(0)
    before = Net().eval()
    first, second = (fitted(libraries, steps=12) for _ in range(2))
    assert not first.training
    for library, own in zip(libraries, rows, strict=True):
        assert loss(first, library, own) < 0.8 * loss(before, library, own)
    for name, array in first.state_dict().items():
        assert torch.equal(array, second.state_dict()[name]), name


@model
def test_the_fitting_program_writes_a_head_that_can_be_used(monkeypatch, tmp_path, capsys):
    from corpus import load_articles
    from eval import head_fit

    for name, folder in [("knee", "training/knee"), ("hair", "training/hair"), ("skin", "made_up")]:
        few_of(name, tmp_path / folder)
    (tmp_path / "questions.jsonl").write_bytes(
        (tmp_path / "made_up" / "questions.jsonl").read_bytes()
    )
    fit, file = head_fit.fitted, tmp_path / "head.safetensors"
    monkeypatch.setattr(head_fit, "_HERE", tmp_path)
    monkeypatch.setattr(head_fit, "_QUESTIONS", 4)
    monkeypatch.setattr(head_fit, "HEAD_FILE", file)
    monkeypatch.setattr(
        head_fit, "starter_articles", lambda: load_articles(tmp_path / "made_up" / "articles")
    )
    monkeypatch.setattr(head_fit, "fitted", lambda libraries: fit(libraries, steps=8))
    head_fit.main()
    assert capsys.readouterr().out.count("with the head: sentence hit@1") == 2
    written, kept = load_file(file), load_file(HEAD_FILE)
    assert {name: array.shape for name, array in written.items()} == {
        name: array.shape for name, array in kept.items()
    }
    monkeypatch.setattr("index.head.HEAD_FILE", file)
    head_for.cache_clear()
    try:
        assert head_for(default_encoder().name) is not None
        index = Index.build([Article("a", "Knees", "Knees hurt. Hips do not.")])
        assert index.search("Do knees hurt?")
    finally:
        head_for.cache_clear()
