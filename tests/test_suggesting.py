import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import Article, Passage
from index import Index
from qa import Answer, Caveat, Quote, answer
from qa import offering as offering_module
from qa.facets import FACETS, covered, facet_words, facets_asked
from qa.headings import heading_above
from qa.offering import leading, stands_alone
from qa.suggesting import Suggestion, nearest, opening, suggested
from qa.telling import tells
from qa.topics import Topic, topics_of

FILE = Path(__file__).parents[1] / "eval" / "questions.jsonl"
QUESTIONS = [json.loads(line)["question"] for line in FILE.read_text("utf-8").splitlines()]
HAY = Article(
    "hay",
    "Zolinib for hay fever",
    """# Zolinib for hay fever

People with hay fever sneeze. Symptoms of hay fever begin in May, and hay fever ends in July.

## Side effects

- a dry mouth
- sleepy afternoons

## What helps

Patients treated with zolinib sneezed less. The side effects of zolinib are mild. Zolinib is sold in
every town. A nose clip can be worn with it, and some people like a nose clip.
""",
)
ZOLINIB, HAY_FEVER = Topic("zolinib", "treatment", 4), Topic("hay fever", "condition", 4)


def place(words: str, article: Article = HAY) -> Passage:
    start = article.text.index(words)
    return Passage(article, start, start + len(words))


def quote(words: str, *caveats: Caveat, article: Article = HAY) -> Quote:
    found = place(words, article)
    return Quote(found.article, found.start, found.end, 0.5, caveats)


def caveat(kind: str, strength: str) -> Caveat:
    return Caveat(kind, strength, (), "Mind.")  # type: ignore[arg-type]


# facets


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("Does it work?", "benefits"),
        ("Can it harm me?", "risks"),
        ("What else can I try instead?", "other choices"),
        ("How good is the evidence?", "uncertainty"),
        ("Is it licensed here?", "approval"),
        ("What if I do nothing?", "no treatment"),
        ("What would I have to pay?", "cost"),
    ],
)
def test_a_question_tells_the_facet_that_it_asks_for(question: str, facet: str) -> None:
    assert facet in facets_asked(question)


def test_every_facets_own_questions_ask_for_it() -> None:
    for facet in FACETS:
        for question in facet_words(facet).questions:
            assert facet in facets_asked(question), question


@pytest.mark.parametrize(
    ("given_caveat", "facets"),
    [
        (caveat("efficacy", "claimed"), {"benefits"}),
        (caveat("efficacy", "testimonial"), {"benefits"}),
        (caveat("efficacy", "limited"), {"uncertainty"}),
        (caveat("efficacy", "negative"), {"uncertainty"}),
        (caveat("safety", "reported"), {"risks"}),
    ],
)
def test_a_quote_covers_what_its_caveat_tells(given_caveat: Caveat, facets: set[str]) -> None:
    shown = quote("Zolinib is sold in\nevery town.", given_caveat)
    assert covered([Answer("Where is it?", "answered", (shown,), "")]) == facets


def test_a_clinics_word_that_it_is_safe_covers_no_risks() -> None:
    clinic = Article("clinic", "Us", "Our drops are safe.", "clinic")
    shown = quote("Our drops are safe.", caveat("safety", "claimed"), article=clinic)
    assert not covered([Answer("Where is it?", "answered", (shown,), "")])


def test_a_question_without_an_answer_covers_nothing() -> None:
    assert not covered([Answer("Is it safe?", "weak", (), ""), Answer("Why?", "not_found", (), "")])


# topics


def test_a_library_shows_its_topics_by_their_company() -> None:
    found = {topic.name: topic.kind for topic in topics_of((HAY,))}
    assert found["zolinib"] == "treatment"
    assert found["hay fever"] == "condition"


def test_what_can_be_counted_is_asked_about_with_its_article_or_in_the_plural() -> None:
    one = "He tried a nasal gadget. A nasal gadget can cause harm. She bought a nasal gadget."
    assert "a nasal gadget" in {t.name for t in topics_of((Article("a", "A nasal gadget", one),))}
    many = one + " The side effects of nasal gadgets are few."
    assert "nasal gadgets" in {t.name for t in topics_of((Article("a", "A nasal gadget", many),))}


def test_verbs_agree_with_topics() -> None:
    names = {"stem cells": True, "statins": True, "massage": False, "diabetes": False}
    names |= {"arthritis": False, "chronic pain": False}
    assert {name: Topic(name, "treatment", 1).plural for name in names} == names


# what a sentence tells


def test_a_list_tells_of_risks_by_the_heading_above_it() -> None:
    assert heading_above(place("a dry mouth")) == "Side effects"
    assert tells(place("a dry mouth"), "risks", (ZOLINIB,), (ZOLINIB, HAY_FEVER))
    assert not tells(place("People with hay fever sneeze."), "risks", (ZOLINIB,), (ZOLINIB,))


def test_a_sentence_about_another_treatment_tells_nothing_of_this_one() -> None:
    clip = Topic("nose clip", "treatment", 1)
    sentence = place("The side effects of zolinib are mild.")
    assert tells(sentence, "risks", (ZOLINIB,), (ZOLINIB, clip))
    assert not tells(sentence, "risks", (clip,), (ZOLINIB, clip))
    words = "A nose clip can cause harm."  # in an article on the other, by its title
    other = place(words, Article("a", "Zolinib", words))
    assert tells(other, "risks", (clip,), (ZOLINIB, clip))
    assert not tells(other, "risks", (ZOLINIB,), (ZOLINIB, clip))


def test_a_sellers_word_that_there_are_no_risks_tells_of_none() -> None:
    words = "Zolinib has no side effects."
    of = {kind: Article("a", "Us", words, kind) for kind in ("clinic", "study")}  # type: ignore[arg-type]
    told = {k: tells(place(words, a), "risks", (ZOLINIB,), (ZOLINIB,)) for k, a in of.items()}
    assert told == {"clinic": False, "study": True}


def test_advice_against_is_no_other_choice() -> None:
    words = "Surgery is an option. We cannot recommend surgery."
    article = Article("a", "Hay fever", words)
    first, second = place("Surgery is an option.", article), place("We cannot", article)
    second = Passage(article, second.start, len(words))
    assert tells(first, "other choices", (HAY_FEVER,), (ZOLINIB,))
    assert not tells(second, "other choices", (HAY_FEVER,), (ZOLINIB,))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("People who had zolinib saw better.", True),
        ("People saw better without zolinib.", False),
    ],
)
def test_a_treatment_that_is_set_aside_is_not_told_of(words: str, told: bool) -> None:
    found = place(words, Article("a", "Sight", words))
    assert tells(found, "benefits", (ZOLINIB,), (ZOLINIB,)) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Surgery is an alternative to zolinib.", True),
        ("We offer zolinib and surgery.", False),
        ("We offer zolinib.", False),
        ("After zolinib, surgery may be offered.", False),  # of which little is said
        ("The Board advises against surgery and recommends nothing.", False),
        ("Conventional treatments are the first choice.", False),  # which are these?
    ],
)
def test_another_choice_stands_in_the_place_of_what_was_asked_about(words: str, told: bool) -> None:
    found = place(words, Article("a", "Hay fever", words))
    assert tells(found, "other choices", (ZOLINIB, HAY_FEVER), (ZOLINIB,)) == told


def test_a_clinics_own_offers_are_no_other_choices() -> None:
    words = "Another option that we offer is surgery."
    for kind, told in (("clinic", False), ("explainer", True)):
        found = place(words, Article("a", "Hay fever", words, kind))  # type: ignore[arg-type]
        assert tells(found, "other choices", (ZOLINIB, HAY_FEVER), (ZOLINIB,)) == told


# without the model


def test_a_question_that_leans_on_another_does_not_stand_alone() -> None:
    assert not stands_alone("Does it hurt?")
    assert stands_alone("What are the risks and side effects of massage?")


def library_that_answers(questions: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every library answer just these questions, each with these words of HAY."""

    def quotes(question: str, index: Index) -> tuple[Quote, ...]:
        return (quote(questions[question]),) if question in questions else ()

    def lead(question: str, index: Index) -> Passage:
        return place(questions.get(question, "The side effects of zolinib are mild."))

    monkeypatch.setattr("qa.suggesting.quotes_to", quotes)
    monkeypatch.setattr("qa.suggesting.leading", lead)


RISKS, HARM = "What are the risks and side effects of zolinib?", "What can go wrong with zolinib?"


def test_only_what_is_answered_with_words_that_tell_is_offered(  # type: ignore[no-untyped-def]
    fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index.build([HAY], encoder=fake)
    library_that_answers({}, monkeypatch)
    assert opening(index) == ()
    approved = "Is zolinib approved or licensed?"
    words = {RISKS: "The side effects of zolinib are mild.", approved: "Zolinib is sold in\nevery"}
    library_that_answers(words, monkeypatch)
    assert opening(index) == (Suggestion(RISKS, "risks"),)


def test_nothing_is_offered_that_was_asked_or_shown(  # type: ignore[no-untyped-def]
    fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index.build([HAY], encoder=fake)
    mild = "The side effects of zolinib are mild."
    library_that_answers({RISKS: mild, HARM: mild}, monkeypatch)
    elsewhere = Answer("When does it begin?", "answered", (quote("a dry mouth"),), "")
    assert [found.question for found in suggested(index, [elsewhere])] == [RISKS]
    (near,) = nearest(index, elsewhere)  # the two would be answered alike
    assert near.question in (RISKS, HARM)
    shown = Answer("When does it begin?", "answered", (quote(mild),), "")
    reworded = Answer("Is zolinib dangerous?", "weak", (), "")
    for answers in ([shown], [shown, elsewhere], [reworded, elsewhere]):
        assert suggested(index, answers) == ()


def test_a_changed_library_is_asked_anew(fake) -> None:  # type: ignore[no-untyped-def]
    question = "What side effects does zolinib have?"
    first = leading(question, Index.build([HAY], encoder=fake))
    other = Article("other", "Zolinib", "Zolinib has side effects that what does have.")
    second = leading(question, Index.build([other], encoder=fake))
    assert first is not None
    assert second is not None
    assert (first.article.slug, second.article.slug) == ("hay", "other")


def test_what_is_kept_is_bounded_and_made_once() -> None:
    made = []
    memory: offering_module._Memory[int] = offering_module._Memory(3)

    def make() -> int:
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: memory.of(("a", "same"), make), range(50)))
    assert found == [1] * 50
    for n in range(9):
        memory.of(("a", str(n)), make)
    assert len(memory) == 3


# with the model, on the starter library


def held(index: Index, answers: list[Answer], found: tuple[Suggestion, ...]) -> None:
    """Every promise of a set of suggestions."""
    firsts = []
    for suggestion in found:
        alone = answer(suggestion.question, index=index)
        assert alone.status == "answered", suggestion
        # a click asks it within the conversation
        within = answer(suggestion.question, index=index, history=[a.question for a in answers])
        assert within == alone
        firsts.append(alone.quotes[0].passage)
    shown = [quote.passage for answer in answers for quote in answer.quotes]
    for n, first in enumerate(firsts):
        assert not any(first.overlaps(other) for other in [*shown, *firsts[:n]])
    questions = [suggestion.question for suggestion in found]
    assert len(set(questions)) == len(questions)
    assert not {q.lower() for q in questions} & {a.question.lower() for a in answers}


@pytest.mark.model
def test_an_opening_has_six_questions_of_several_facets(starter: Index) -> None:
    found = opening(starter)
    held(starter, [], found)
    assert len(found) == 6
    assert len({suggestion.facet for suggestion in found}) >= 4
    assert suggested(starter, [], 6) == found


@pytest.mark.model
def test_every_suggestion_is_answered_and_none_repeats(starter: Index) -> None:
    offered = 0
    for question in QUESTIONS[::36]:
        asked = answer(question, index=starter)
        found = suggested(starter, [asked])
        held(starter, [asked], found)
        assert suggested(starter, [asked]) == found
        near = nearest(starter, asked)
        held(starter, [asked], near)
        assert len(found) <= 4
        assert len(near) <= 3
        offered += len(found)
    assert offered >= 2 * len(QUESTIONS[::36])


@pytest.mark.model
def test_clicking_on_and_on_repeats_nothing(starter: Index) -> None:
    answers = [answer("Does stem cell therapy help knee arthritis?", index=starter)]
    for _ in range(3):
        found = suggested(starter, answers)
        held(starter, answers, found)
        if not found:
            break
        history = [earlier.question for earlier in answers]
        answers.append(answer(found[0].question, index=starter, history=history))
    assert len(answers) > 3
    assert len(covered(answers)) > len(covered(answers[:1]))


@pytest.mark.model
def test_facets_not_covered_come_first(starter: Index) -> None:
    asked = answer("Does stem cell therapy help knee arthritis?", index=starter)
    done = covered([asked])
    old = [suggestion.facet in done for suggestion in suggested(starter, [asked])]
    assert "benefits" in done
    assert old == sorted(old)
    assert not old[0]


@pytest.mark.model
def test_many_may_ask_at_once(starter: Index) -> None:
    asked = [answer(question, index=starter) for question in QUESTIONS[:3]]
    alone = [suggested(starter, [one]) for one in asked]
    for memory in (offering_module._led, offering_module._tried):
        memory._kept.clear()
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda one: suggested(starter, [one]), asked * 2))
    assert together == alone * 2


@pytest.mark.model
@settings(max_examples=6)
@given(st.text(min_size=1, max_size=60).filter(lambda text: text.strip()))
@example("???")
@example("pain")
@example("Does acupuncture help migraine?")
def test_any_question_at_all_gets_suggestions_without_a_fault(starter: Index, text: str) -> None:
    try:
        asked = answer(text, index=starter)
    except ValueError:  # only signs that say nothing
        return
    for found in (suggested(starter, [asked]), nearest(starter, asked)):
        for suggestion in found:
            assert answer(suggestion.question, index=starter).status == "answered"
