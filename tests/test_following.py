"""What the page offers next are the library's own suggestions, and what it says was covered was."""

import re
from html import unescape

import pytest

from corpus import Article
from index import Index
from qa import Answer, answer
from qa.facets import covered, facets_asked
from qa.suggesting import WATCHED, nearest, opening, suggested
from ui.first_look import examples
from ui.following import chip, following_html

pytestmark = pytest.mark.model

ASKED = (
    "Does stem cell therapy help joint pain?",
    "is it still experimental?",
    "can the coating round my nerves grow back",
    "Is stem cell therapy approved by the FDA?",
    "What does it cost?",
)


def chips(html: str) -> list[str]:
    return [unescape(words) for words in re.findall(r'class="cv-chip[^"]*" value="([^"]*)"', html)]


def told(html: str) -> dict[str, bool]:
    """The facets that are named, and whether they are said to be covered."""
    found = re.findall(r"cv-facet[^>]*>(.) ([a-z ]+?) (covered|covered earlier|not yet)[<:]", html)
    assert all((sign == "✓") == (state != "not yet") for sign, _, state in found)
    return {facet: state != "not yet" for _, facet, state in found}


def test_after_an_answer_come_the_librarys_suggestions_and_what_was_covered(
    starter: Index,
) -> None:
    found = [answer("Does stem cell therapy help joint pain?", index=starter)]
    html = following_html(found, starter)
    offered = [one.question for one in suggested(starter, found, 4)]
    assert len(offered) == 4
    assert chips(html)[:4] == offered  # what is left can be asked for where it is named
    seen = covered(found)
    assert told(html) == {
        facet: facet in seen for facet in ("benefits", "risks", "other choices", "uncertainty")
    }


@pytest.mark.parametrize("question", ASKED)
def test_what_a_chat_has_not_covered_is_one_click_away(starter: Index, question: str) -> None:
    found = [answer(question, index=starter)]
    html = following_html(found, starter)
    asked = {facet for words in chips(html) for facet in facets_asked(words)}
    assert set(WATCHED) <= covered(found) | asked


def test_what_the_library_does_not_answer_can_be_asked_for_all_the_same(
    starter: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [answer("Does stem cell therapy help joint pain?", index=starter)]
    monkeypatch.setattr("ui.following.suggested", lambda *given: ())
    html = following_html(found, starter)
    assert "risks not yet: ask" in html
    assert {"risks", "other choices"} <= {f for words in chips(html) for f in facets_asked(words)}


def test_what_an_earlier_answer_covered_is_told_as_that(starter: Index) -> None:
    found = [
        answer("Does stem cell therapy help joint pain?", index=starter),
        Answer("Hm?", "not_found", (), "Nothing."),
    ]
    html = following_html(found, starter)
    assert "✓ benefits covered earlier" in html
    assert "✓ benefits covered<" in following_html(found[:1], starter)


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
