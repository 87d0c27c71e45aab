"""What the page offers next are the library's own suggestions, and what it says was covered was."""

import re
from html import unescape

import pytest

from corpus import Article
from index import Index
from qa import Answer, answer
from qa.facets import covered
from qa.suggesting import nearest, opening, suggested
from ui.first_look import examples
from ui.following import chip, following_html

pytestmark = pytest.mark.model


def chips(html: str) -> list[str]:
    return [unescape(words) for words in re.findall(r'class="cv-chip" value="([^"]*)"', html)]


def told(html: str) -> dict[str, bool]:
    """The facets that are named, and whether they are said to be covered."""
    found = re.findall(r'class="cv-facet[^"]*">(.) ([a-z ]+?) (covered|not yet)<', html)
    assert all((sign == "✓") == (state == "covered") for sign, _, state in found)
    return {facet: state == "covered" for _, facet, state in found}


def test_after_an_answer_come_the_librarys_suggestions_and_what_was_covered(
    starter: Index,
) -> None:
    found = [answer("Does stem cell therapy help joint pain?", index=starter)]
    html = following_html(found, starter)
    assert chips(html) == [one.question for one in suggested(starter, found, 4)]
    seen = covered(found)
    assert told(html) == {
        facet: facet in seen for facet in ("benefits", "risks", "other choices", "uncertainty")
    }


def test_after_no_answer_come_the_nearest_questions_that_have_one(starter: Index) -> None:
    found = answer("What is the capital of France?", index=starter)
    assert found.status == "not_found"
    html = following_html([found], starter)
    assert chips(html) == [one.question for one in nearest(starter, found, 4)]
    assert "These articles do answer" in html
    assert told(html) == {}


def test_before_the_first_question_nothing_follows(starter: Index) -> None:
    assert following_html([], starter) == ""


def test_a_library_begins_with_its_own_questions_and_then_its_titles() -> None:
    library = Index.build(
        Article(slug, f"On {slug}", f"Some like {slug}. Others do not.") for slug in "abc"
    )
    offered = [one.question for one in opening(library, 6)]
    assert examples(library) == [*offered, "On a", "On b", "On c"][:6]


def test_a_question_in_a_button_is_escaped() -> None:
    assert "<b>" not in chip('"><b>x</b>')
    assert chips(chip('"><b>x</b>')) == ['"><b>x</b>']


def test_a_conversation_without_an_answer_covers_nothing(starter: Index) -> None:
    silent = Answer("Hm?", "not_found", (), "Nothing.")
    assert told(following_html([silent], starter)) == {}
