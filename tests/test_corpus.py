import os
import re
from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import KINDS, Article, BadArticles, Passage, load_articles, outline


def written(folder, **files):
    """The folder with files in it: `md_a=b"…"` becomes a.md."""
    for name, content in files.items():
        suffix, stem = name.split("_", 1)
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{stem}.{suffix}").write_bytes(data)
    return folder


def only(folder, **files):
    (article,) = load_articles(written(folder, **files))
    return article


def faults(folder, **files):
    """What load_articles says of these files, which stand beside a good one that must load."""
    with pytest.raises(BadArticles) as caught:
        load_articles(written(folder, txt_zz_good="Walking eases sore knees.", **files))
    assert [article.slug for article in caught.value.articles] == ["zz_good"]
    for fault in caught.value.faults:
        assert str(fault) in str(caught.value)
        assert fault.remedy
    return [(fault.file.name, fault.line, fault.problem) for fault in caught.value.faults]


# files to articles


def test_front_matter_gives_all_that_is_known_of_an_article(tmp_path):
    text = """---
title: "Knees: a guide"
kind: review
publisher: Caveat
published: 2026-11-20
url: https://example.org/knees?a=1#b
based_on: an unsigned article
audience: somebody else's field
---

Walking eases sore knees.
"""
    assert only(tmp_path, md_knees=text) == Article(
        "knees",
        "Knees: a guide",
        "Walking eases sore knees.",
        kind="review",
        publisher="Caveat",
        published="2026-11-20",
        url="https://example.org/knees?a=1#b",
        based_on="an unsigned article",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Sore knees\n\nWalking eases them.", "Sore knees"),
        ("Sore knees\n\nWalking eases them, in most people.", "Sore knees"),
        ("Walking eases sore knees.\nSwimming too.", "Walking eases sore knees."),
        ("word " * 60, "word " * 24 + "…"),
        ("***", "***"),
        ("Prev\n\n12 May 2026\n\nSore knees.", "Sore knees."),
        ("May 12, 2026\n# Sore knees\n\nThey hurt.", "Sore knees"),
        ("Next", "Next"),
        ("Next of kin", "Next of kin"),
    ],
)
def test_without_front_matter_the_title_is_the_first_heading_or_line(tmp_path, text, title):
    article = only(tmp_path, txt_knees=text)
    assert (article.title, article.kind, article.text) == (title, "unknown", text)


def test_a_field_that_is_left_blank_is_not_known(tmp_path):
    article = only(tmp_path, md_a="---\ntitle:\nkind: ''\nurl: null\n---\nSore knees.")
    assert (article.title, article.kind, article.url) == ("Sore knees.", "unknown", None)


def test_values_stay_the_words_that_were_written(tmp_path):
    front = "title: no\npublished: 2024-02-30\npublisher: 12:30:45\nbased_on: 1e3"
    article = only(tmp_path, md_a=f"---\n{front}\n---\nSore knees.")
    assert (article.title, article.published) == ("no", "2024-02-30")
    assert (article.publisher, article.based_on) == ("12:30:45", "1e3")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_and_a_byte_order_mark_are_no_part_of_the_text(tmp_path, mark, end):
    lines = ["---", "title: Knees", "---", "", "Sore knees.", "", "They – hurt.", ""]
    article = only(tmp_path, md_a=mark + end.join(lines).encode())
    assert (article.title, article.text) == ("Knees", "Sore knees.\n\nThey – hurt.")


def test_articles_come_from_folders_below_too_in_the_order_of_their_slugs(tmp_path):
    (tmp_path / "below").mkdir()
    written(tmp_path / "below", txt_b="Second.")
    written(tmp_path, md_c="Third.", MD_a="First.", pdf_d=b"%PDF")
    assert [article.slug for article in load_articles(str(tmp_path))] == ["a", "b", "c"]


# files that are no articles

BAD = {
    "empty": (b"", 1, "it has no text"),
    "blank": (b" \n\n", 3, "it has no text"),
    "mark_alone": (b"\xef\xbb\xbf", 1, "it has no text"),
    "front_alone": (b"---\ntitle: x\n---\n", 4, "it has no text"),
    "latin1": ("Sore knees.\nCaf\u00e9.".encode("latin-1"), 2, "the byte 0xe9 is not UTF-8"),
    "marked_latin1": (b"\xef\xbb\xbfa\nbc\xff", 2, "the byte 0xff is not UTF-8"),
    "utf16": ("Sore knees.".encode("utf-16"), 1, "is not UTF-8"),
    "unclosed": (b"---\ntitle: x\n\nSore knees.", 1, "never closed"),
    "colon": (b"---\nkind: news\ntitle: Knees: a guide\n---\nx", 3, "the front matter is broken"),
    "quote": (b'---\nkind: news\ntitle: "Knees\nurl: x\n---\nx', 3, "the front matter is broken"),
    "no_colon": (b"---\nkind: news\nknees\nurl: x\n---\nx", 3, "the front matter is broken"),
    "tab": (b"---\ntitle: x\n\tkind: news\n---\nx", 3, "the front matter is broken"),
    "control": (b"---\ntitle: x\nurl: a\0b\n---\nx", 3, "the front matter is broken"),
    "nested": (b"---\n" + b"[" * 5000 + b"\n---\nx", 2, "the front matter is broken"),
    "rows": (b"---\n- title\n- kind\n---\nx", 2, "the front matter is a list"),
    "many": (b"---\nkind: news\ntitle: [a, b]\n---\nx", 3, "title is a list"),
    "half": (b'---\ntitle: "\\ud83d"\n---\nx', 2, "title is '\\ud83d'"),
    "kind": (b"---\ntitle: x\nkind: Clinic\n---\nx", 3, "kind is 'Clinic'"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_line_and_the_others_load(tmp_path, name):
    content, line, problem = BAD[name]
    ((file, at, said),) = faults(tmp_path, **{f"md_{name}": content})
    assert (file, at) == (f"{name}.md", line)
    assert problem in said


def test_all_bad_files_are_named_at_once(tmp_path):
    found = faults(tmp_path, **{f"txt_{name}": content for name, (content, *_) in BAD.items()})
    assert {file for file, *_ in found} == {f"{name}.txt" for name in BAD}


def test_of_two_files_of_one_stem_the_second_is_refused(tmp_path):
    with pytest.raises(BadArticles, match=r"1 of 2 files") as caught:
        load_articles(written(tmp_path, md_knees="First.", txt_knees="Second."))
    assert [article.text for article in caught.value.articles] == ["First."]
    (fault,) = caught.value.faults
    assert fault.file == tmp_path / "knees.txt"
    assert "another file is also named 'knees'; rename one" in str(fault)


def test_a_file_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    read_bytes = Path.read_bytes

    def refuse(path):
        if path.stem == "secret":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = faults(tmp_path, md_secret="Sore knees.")
    assert found == [("secret.md", 1, "it cannot be opened (Permission denied)")]


def test_a_file_whose_name_is_not_utf_8_is_named(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"\xff.md")).write_bytes(b"Sore knees.")
    except OSError:
        pytest.skip("this file system takes no such name")
    ((file, line, said),) = faults(tmp_path)
    assert (file, line, said) == ("\udcff.md", 1, "the file's name is not UTF-8")


@pytest.mark.parametrize("kind", ["missing", "a file"])
def test_a_folder_that_is_none_is_refused(tmp_path, kind):
    if kind == "a file":
        (tmp_path / "articles").write_text("Sore knees.")
    with pytest.raises(NotADirectoryError, match="is not a folder; give the folder"):
        load_articles(tmp_path / "articles")


def test_a_folder_without_articles_is_refused(tmp_path):
    (tmp_path / "knees.pdf").write_bytes(b"%PDF")
    with pytest.raises(FileNotFoundError, match=r"holds no \.md or \.txt file; put articles"):
        load_articles(tmp_path)


# articles and passages


def test_an_article_cannot_be_changed(articles):
    for field in fields(Article):
        with pytest.raises(FrozenInstanceError):
            setattr(articles[0], field.name, "changed")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"slug": ""}, "lacks a slug or a text"),
        ({"text": " \n"}, "lacks a slug or a text"),
        ({"kind": "advert"}, "has the kind 'advert'; use one of clinic, explainer"),
    ],
)
def test_an_article_needs_a_slug_words_and_a_known_kind(articles, change, message):
    with pytest.raises(ValueError, match=message):
        replace(articles[0], **change)


def test_every_kind_of_article_can_be_made(articles):
    assert [replace(articles[0], kind=kind).kind for kind in KINDS] == list(KINDS)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 12), (11, 12)])
def test_a_place_outside_its_article_is_refused(start, end):
    article = Article("a", "A", "Sore knees.")
    with pytest.raises(ValueError, match=f"no place {start}:{end} in 'a', which has 11 characters"):
        Passage(article, start, end)


@given(st.text(min_size=1).filter(str.strip), st.data())
def test_a_passage_is_its_articles_slice(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Passage(Article("a", "A", text), start, end).text == text[start:end]


def test_passages_overlap_when_they_share_a_character_of_one_article():
    article, other = Article("a", "A", "Sore knees."), Article("b", "B", "Sore knees.")
    place = Passage(article, 2, 5)
    assert place.overlaps(Passage(article, 4, 8))
    assert place.overlaps(Passage(article, 0, 11))
    assert not place.overlaps(Passage(article, 5, 8))
    assert not place.overlaps(Passage(article, 0, 2))
    assert not place.overlaps(Passage(other, 2, 5))


# texts to sentences

# fmt: off
PIECES = [
    "Knee pain", "the knee hurts", "It helps.", "However, it does not.", "Dr. Smith", "e.g. ",
    "5 mg. daily", "x = 3.5", "- ", "* ", "• ", "1. ", "2) ", "a) ", "(b) ", "(3) ", "# ", "## ",
    "---", "***", "===", "- -", "\n", "\n\n", "\n\n\n", " ", "\t", ":", "?", "!", "…", "“", "”",
    "'", ")", "膝痛。", "膝", "ركبة", "\u202e", "\u200f", "\u2028", "\x85", "\x0b", "\0", "\r",
    "\u00a0", "\u3000", "\ufeff", "\U0001f469\u200d\u2695\ufe0f", "ß", "İ", "ﬃ", "٣",
]
# fmt: on
TEXTS = st.lists(
    st.one_of(st.sampled_from([*PIECES, "x" * 300, "word " * 80]), st.text(max_size=10)),
    max_size=40,
).map("".join)
MARKER = re.compile(r"(?:[-*+•‣▪◦●–]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")


def spans(text):
    return [
        span for section in outline(text) for block in section.blocks for span in block.sentences
    ]


def said(text):
    return [text[start:end] for start, end in spans(text)]


def headings(text):
    return [text[slice(*section.heading)] for section in outline(text) if section.heading]


def test_an_outline_is_made_once_and_no_caller_can_change_it():
    found = outline("# Knees\n\nWalking eases them. Rest does not.\n")
    assert outline("# Knees\n\nWalking eases them. Rest does not.\n") is found
    hash(found)  # which a list anywhere in it would not let happen
    with pytest.raises(FrozenInstanceError):
        found[0].heading = None


@settings(max_examples=400)
@given(TEXTS)
def test_sentences_of_any_text_stand_in_order_apart_and_inside_it(text):
    edges = [edge for span in spans(text) for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans(text))
    assert all(words == words.strip() for words in said(text))


@settings(max_examples=400)
@given(TEXTS)
def test_every_letter_and_digit_stands_in_a_sentence_a_heading_or_a_list_marker(text):
    covered = set()
    for section in outline(text):
        for span in filter(
            None, [section.heading, *(s for b in section.blocks for s in b.sentences)]
        ):
            covered.update(range(*span))
    at = 0
    for line in text.splitlines(keepends=True):
        marker = MARKER.match(line, len(line) - len(line.lstrip()))
        if marker:
            covered.update(range(at + marker.start(), at + marker.end()))
        at += len(line)
    missed = [(n, letter) for n, letter in enumerate(text) if letter.isalnum() and n not in covered]
    assert not missed


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        " ",
        "a",
        "膝",
        "\0",
        "-",
        "- ",
        "---\n",
        "word ",
        "Knee\r",
        "Knee\u2028",
        "It hurts. ",
        "it hurts. ",
        "1. 2. ",
        "Knee pain\n",
        "- knee pain\n\n",
        "# knee\n",
        "# knee\n\nIt hurts.\n\n",
        "These are:\n\nknee\n\n",
        "Knee pain\n- hip\n",
        "the knee hurts when it rains and goes on and on and\n",
    ],
)
def test_a_long_text_of_any_shape_is_read(piece):
    text = piece * (100_000 // len(piece))
    edges = [edge for span in spans(text) for edge in span]
    assert edges == sorted(edges)


def test_a_sentence_too_long_for_the_encoder_is_cut_between_words():
    parts = said("word " * 1000)
    assert all(len(part) <= 1000 for part in parts)
    assert " ".join(parts) == ("word " * 1000).strip()


def test_a_word_too_long_for_the_encoder_is_cut_and_nothing_is_lost():
    text = "".join(chr(ord("a") + n % 26) for n in range(2500))
    assert max(map(len, said(text))) <= 1000
    assert "".join(said(text)) == text


def test_a_paragraph_is_its_sentences():
    text = "Take 5 mg. daily. Dr. Smith says so, e.g. at noon! Does it help?"
    assert said(text) == [
        "Take 5 mg. daily.",
        "Dr. Smith says so, e.g. at noon!",
        "Does it help?",
    ]


def test_a_paragraph_broken_into_lines_is_one_text():
    lines = (
        "Walking on level ground every morning eases sore knees\nin most people. It costs nothing."
    )
    assert said(lines) == [
        "Walking on level ground every morning eases sore knees\nin most people.",
        "It costs nothing.",
    ]


def test_headings_head_what_is_below_them():
    text = "# Knees\n\nThey hurt.\n\n## Why\n\nThey wear.\n\nWhat helps?\n\nWalking does."
    assert headings(text) == ["Knees", "Why", "What helps?"]
    assert said(text) == ["They hurt.", "They wear.", "Walking does."]


def test_a_list_of_short_items_is_one_sentence_with_what_announces_it():
    lead = "Knees hurt when it rains and when it does not."
    text = f"{lead} These things help:\n\n- rest\n- ice\n- a brace\n\nAsk first."
    assert said(text) == [
        lead,
        "These things help:\n\n- rest\n- ice\n- a brace",
        "Ask first.",
    ]


def test_a_list_under_a_heading_is_one_sentence_with_it():
    assert said("## What helps\n\n- rest\n- ice") == ["What helps\n\n- rest\n- ice"]


def test_a_list_whose_marks_were_lost_is_one_sentence():
    text = "These things help:\nRest\nIce\nA brace"
    assert said(text) == [text]


def test_items_of_whole_sentences_stay_apart_and_lose_their_markers():
    text = "1. Rest helps. Ice helps too.\n2. A brace helps."
    assert said(text) == ["Rest helps.", "Ice helps too.", "A brace helps."]


def test_rules_between_paragraphs_are_no_words():
    assert said("Knees hurt.\n\n---\n\n* * *\n\nHips too.") == ["Knees hurt.", "Hips too."]
