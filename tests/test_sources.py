"""The list of sources and the search in it show the library's own words, with their caveats."""

import re
from datetime import date

import pytest

from corpus import Article
from index import Index
from qa import Fact, caveats_in, known_facts
from ui.escaping import escaped
from ui.sources import facts_html, passages_html, sources_html


def test_a_source_tells_all_that_the_library_knows_of_it() -> None:
    article = Article("s", "A <b>", "One two.", "study", "P & Q", "2026", None, "a talk")
    html = sources_html([article])
    for said in ("A &#60;b&#62;", ">Study<", "P &#38; Q", ">2026<", "2 words", "a talk"):
        assert said in html
    assert "\n" not in html


def test_only_the_web_is_linked() -> None:
    addresses = ("https://example.org/a", "javascript:alert(1)", None)
    articles = [
        Article(f"s{n}", "Title", "Text.", url=address) for n, address in enumerate(addresses)
    ]
    assert re.findall(r'href="([^"]*)"', sources_html(articles)) == [
        "https&#58;&#47;&#47;example&#46;org&#47;a"
    ]


def test_a_long_list_ends_with_how_many_are_left_out() -> None:
    articles = [Article(f"s{n}", "Title", "Text.") for n in range(1502)]
    html = sources_html(articles)
    assert html.count("<li>") == 500
    assert "And 1,002 more" in html


def test_what_caveats_tell_is_listed_and_what_has_expired_says_so_first() -> None:
    fresh = Fact("<Fresh>.", "A", "2026", "https://example.org", "2026-11-20", "2027-11-20")
    old = Fact("Old.", "B", None, None, "2025-11-20", "2026-11-20")
    html = facts_html([fresh, old], date(2026, 11, 20))
    assert "2 facts in caveats, 1 of them checked more than a year ago" in html
    assert html.index("Old") < html.index("more than a year ago</strong>") < html.index("Fresh")
    assert "&#60;Fresh&#62;" in html
    assert "\n" not in html
    assert "each checked within a year" in facts_html([fresh], date(2026, 11, 20))
    assert known_facts()
    assert all(escaped(fact.text) in facts_html(known_facts()) for fact in known_facts())


@pytest.mark.model
def test_a_search_shows_the_nearest_passages_with_their_caveats(starter: Index) -> None:
    html = passages_html("side effects", starter, date(2026, 11, 20))
    passages = [hit.passage for hit in starter.search("side effects", 6)]
    assert html.count('<div class="cv-card"') == len(passages)
    shown = html.count('<div class="cv-caveat')
    assert shown == sum(len(caveats_in(passage)) for passage in passages) > 0


@pytest.mark.model
@pytest.mark.parametrize("words", ["", "  \n", "pain " * 100])
def test_a_search_that_is_none_says_what_mends_it(starter: Index, words: str) -> None:
    with pytest.raises(ValueError, match=r"type a word|at most 300"):
        passages_html(words, starter)


@pytest.mark.model
def test_a_search_without_a_word_to_look_for_says_so(starter: Index) -> None:
    assert "names nothing to look for" in passages_html("the of and", starter)
