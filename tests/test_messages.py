"""What a caveat's message says of a passage, without the model: its words and judgement given."""

import json
import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

import qa
from corpus import KINDS, Article, Kind, Passage
from qa import Evidence, Strength
from qa.about import About, about
from qa.doing_without import calls_to_stop
from qa.evidence import evidence_in
from qa.matter import Matter
from qa.messages import message
from qa.subjects import called, conditions_in, treatments_in
from qa.types import CaveatKind

MOST_WORDS = 45  # a sentence on counter-quotes can stand behind it
LONG = About(
    ("anti-inflammatory painkillers", "knee or hip replacement"),
    (),
    ("anti-inflammatory painkillers", "knee or hip replacement"),
    ("complex regional pain syndrome", "muscle or ligament injuries"),
    True,
)
NOTHING = About((), (), (), (), False)
WORDS = [
    "It heals, restores and cures.",
    "It may help.",
    "The product is not approved.",
    "It is approved.",
    "Registration is not approval.",
    "It should not be used outside trials.",
    "Nobody knows whether it works.",
    "It was no better than rest.",
    "There is no cure.",
    "It did nothing.",
    "No side effects have been reported.",
    "There is no risk of rejection.",
    "It is safe.",
    "Late harm is unknown.",
    "Deaths and 12 infections occurred.",
    "Please stop your tablets.",
    "I threw my stick away, and many patients tell us the same.",
    "It works by waking up cells.",
    "Relief lasts for three months.",
    "It is better than surgery.",
    "Be wary of such words.",
    "Blue.",
]
EVIDENCE = [
    Evidence("not stated"),
    *(evidence_in(Passage(Article("a", "A", text), 0, len(text))) for text in (
        "Randomised trials of 12,480 people eased pain over two and a half years.",
        "A review of 11 studies with 12,480 patients.",
        "A survey of 12,480 members.",
        "A cohort of 12,480 people was followed for two and a half years.",
        "A case series of 48 patients.",
        "In mice it works.",
        "In vitro it works.",
        "We believe so.",
        "A study of 12,480 people.",
    )),
]  # fmt: skip


def said(
    text: str,
    strength: Strength = "claimed",
    *,
    kind: CaveatKind = "efficacy",
    speaker: Kind = "clinic",
    title: str = "A title",
    medicine: str | None = None,
) -> str:
    passage = Passage(Article("a", title, text, speaker), 0, len(text))
    subject, evidence = about(passage, text), evidence_in(passage)
    return message(Matter(kind, strength, speaker, text, subject, evidence, medicine))


def test_every_message_is_short_and_names_its_speaker_first() -> None:
    opened = set()
    for kind, strength, speaker, words, subject, evidence in product(
        get_args(CaveatKind), get_args(Strength), KINDS, WORDS, (LONG, NOTHING), EVIDENCE
    ):
        text = message(Matter(kind, strength, speaker, words, subject, evidence))
        assert len(text.split()) <= MOST_WORDS, text
        assert text.startswith("This "), text
        assert text.endswith("."), text
        assert "  " not in text, text
        assert "no evidence" not in text.lower(), text
        assert 1 <= len(re.findall(r"\.(?= |$)", text)) <= 3, text
        opened.add(text.split(" ")[1])
    assert opened == {
        "clinic's", "explainer", "news", "study", "review", "regulator's", "patient", "article",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Stem cell injections heal worn knees.", "states as a fact that stem cells help with"),
        ("Acupuncture cures migraine.", "that acupuncture can put an end to migraine"),
        ("The vaccine prevents shingles.", "that vaccines can prevent shingles"),
        ("Exosomes release signals into sore joints.", "how exosomes are meant to work"),
        ("The lift of ketamine lasts for a year.", "how soon, or for how long, ketamine works"),
        ("Massage is better than exercise for a sore neck.", "compares massage with other"),
    ],
)
def test_a_claim_is_told_by_what_it_claims(text: str, says: str) -> None:
    assert says in said(text)


def test_what_is_not_plainly_said_is_not_put_into_the_articles_mouth() -> None:
    told = said("This therapy delays the need for surgery.", title="Stem cells for sore knees")
    assert "surgery" not in told
    assert "that" not in said("Opioids only mask chronic pain.").split(".")[0].split()
    told = said("Lying in bed does not help.", "negative", title="Stem cells for sore knees")
    assert "stem cells do little" not in told


def test_the_kind_of_the_article_speaks_too() -> None:
    claim = "Stem cells heal worn knees."
    assert "the clinic has something to sell" in said(claim, speaker="clinic")
    assert "sell" not in said(claim, speaker="regulator")
    assert said(claim, speaker="regulator").startswith("This regulator's text")
    story = "“I dance again,” says Odile, 58, after her exosomes."
    assert "picks the stories" in said(story, "testimonial", speaker="clinic")
    assert "Others may fare better or worse" in said(story, "testimonial", speaker="patient-group")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "In a randomised trial of 480 people, stem cells helped their knees after a year.",
            "a randomised trial of 480 people, followed for a year",
        ),
        ("Two placebo-controlled trials found that turmeric helps.", "rests on controlled trials"),
        ("In mice, stem cells heal nerves.", "It rests on mice, not people"),
        ("A survey of 90 members found that yoga helps.", "a survey of 90 people, which cannot"),
        ("We believe that massage helps a sore neck.", "That is an opinion"),
        ("A study of 60 people found that massage helps.", "a study of 60 people, but not of how"),
        ("Massage helps a sore neck.", "No study is named here"),
    ],
)
def test_the_message_says_what_a_claim_rests_on(text: str, says: str) -> None:
    assert says in said(text, speaker="news")


def test_an_approval_is_never_spoken_of_without_its_use() -> None:
    told = said("Stem cells are not approved for knee pain.", "limited", speaker="regulator")
    assert "stem cells are not approved for knee pain" in told
    told = said("Such stem cells are not approved.", "limited", speaker="regulator")
    assert "not approved." not in told
    told = said("Ryoncil is approved for one illness.", "limited", speaker="regulator")
    assert "Approval for one use says nothing about another" in told


@pytest.mark.parametrize("strength", ["limited", "negative"])
def test_what_limits_itself_gets_a_calm_note_of_its_own(strength: Strength) -> None:
    text = "Nobody has shown that stem cells help the back, and no benefit was found."
    told = said(text, strength, speaker="regulator")
    assert told.startswith("This regulator's text says")
    assert "fact" not in told
    assert "sell" not in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("No side effects of stem cells have been reported.", "None known is not the same as none"),
        ("There is no risk of rejection with stem cells.", "the body cannot reject stem cells"),
        ("Stem cells are safe.", "calls stem cells safe"),
        ("Deaths occurred after stem cells.", "speaks of harm from stem cells"),
        ("Late harm from stem cells is unknown.", "is not fully known"),
    ],
)
def test_safety_has_messages_of_its_own(text: str, says: str) -> None:
    assert says in said(text, kind="safety")


def test_a_call_to_stop_a_medicine_sends_the_reader_to_a_doctor() -> None:
    told = said("You can bin your tablets.", kind="stopping")
    assert told.startswith("This clinic's article suggests doing without a medicine.")
    assert "ask your doctor or pharmacist first" in told
    told = said("I binned it.", "testimonial", kind="stopping", medicine="morphine")
    assert "gave up morphine" in told
    assert "stop or avoid" in said("Please stop aspirin.", kind="stopping", medicine="aspirin")


@pytest.mark.parametrize(
    "sentence",
    [
        "You can bin your tablets.",
        "Patients stopped their opioids within a month.",
        "No more painkillers!",
        "I threw away my pills on day five.",
        "Most of our clients come off insulin within the season.",
        "She no longer needs her blood pressure tablets.",
        "Live without daily painkillers.",
        "Avoid anti-inflammatory tablets for six weeks, since they put the cells to sleep.",
        "The patch lets you give up morphine.",
    ],
)
def test_calls_to_stop_a_medicine_are_told(sentence: str) -> None:
    assert calls_to_stop(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Never stop opioids without asking your doctor.",
        "Stopping pregabalin suddenly can bring on withdrawal.",
        "Never bin your tablets or stop them in one go.",
        "Be wary of anyone who tells you to drop your tablets.",
        "Stop the tablets and get help if you have a rash.",
        "The tablets stopped working after a year.",
        "You can stop smoking with tablets.",
        "She stopped at the shop for tablets.",
        "Turmeric should not replace statins.",
        "The study measured walking without medication.",
        "Her doctor took her off warfarin.",
    ],
)
def test_warnings_and_safe_ways_of_stopping_are_no_calls(sentence: str) -> None:
    assert calls_to_stop(sentence) is None


@pytest.mark.parametrize(
    ("words", "treatments"),
    [
        ("The MSCs are taken from fat.", ("stem cells",)),
        ("A stem cell transplant is not an injection.", ("stem cell transplants",)),
        ("Cortisone or a steroid cream?", ("steroid injections", "steroid creams")),
        ("Tens of thousands of people came.", ()),
        ("Please exercise caution and supplement the income.", ()),
        ("He drank two glasses of water at the wood pellets plant.", ()),
        ("Nerve compression was diagnosed.", ()),
        ("Prelaser and reinsulin are words that nobody uses.", ()),
        ("The GP surgery opens at nine.", ()),
        ("Knees were replaced by a surgeon.", ("knee or hip replacement",)),
    ],
)
def test_treatments_are_named_by_whole_words(words: str, treatments: tuple[str, ...]) -> None:
    assert treatments_in(words) == treatments


@pytest.mark.parametrize(
    ("words", "conditions"),
    [
        ("It brings back function.", ()),
        ("My bad back kept me at home.", ("back pain",)),
        ("A joint venture of painstaking painters.", ()),
        ("Rheumatoid arthritis is no osteoarthritis.", ("rheumatoid arthritis", "arthritis")),
        ("Arthritis of the knee hurts.", ("knee arthritis",)),
        ("He swam the breast stroke by a hair.", ()),
        ("We love hearing from patients.", ()),
        ("The needle goes through the skin into a vein.", ()),
        ("MS is not the same as Ms Jones.", ("multiple sclerosis",)),
        ("Tired of diets?", ()),
        ("Her sight is lost, and her gall bladder is gone.", ("poor sight",)),
    ],
)
def test_conditions_are_named_by_whole_words(words: str, conditions: tuple[str, ...]) -> None:
    assert conditions_in(words) == conditions


def test_a_drug_is_called_by_its_own_name() -> None:
    assert called("opioids", "Tramadol and nothing else.") == "tramadol"
    assert called("opioids", "Tramadol or morphine.") == "opioids"
    assert "naproxen helps" in said("Naproxen relieves back pain.")


def test_what_is_only_called_it_is_named_by_the_heading_or_the_title() -> None:
    text = "# Help\n\n## Acupuncture\n\nIt eases pain.\n\n## Rest\n\nThey ease pain."
    article = Article("a", "Exosomes for migraine", text, "clinic")
    needle, title = (
        about(Passage(article, start, start + 14), text[start : start + 14])
        for start in (text.index("It eases"), text.index("They ease"))
    )
    assert needle.treatments == ("acupuncture",)
    assert title.treatments == ("exosomes",)
    assert "migraine" in title.conditions
    assert "with this treatment" in said("She says it did.", "testimonial", speaker="news")


def test_what_a_treatment_is_set_against_is_not_its_subject() -> None:
    article = Article("a", "Stem cells for knees", "They do more for pain than opioids.", "clinic")
    passage = Passage(article, 0, len(article.text))
    assert about(passage, passage.text).treatments == ("stem cells",)


def test_subjects_compile_and_no_name_stands_twice() -> None:
    path = Path(qa.__file__).parent / "subjects.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for group in ("treatments", "conditions"):
        assert len(data[group]) >= 80
        for name, pattern in data[group].items():
            assert not re.compile(pattern).groups, name  # a group would shift those of the names
            assert not re.compile(pattern).match(""), name
