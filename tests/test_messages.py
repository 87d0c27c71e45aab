"""What a caveat's message says of a passage, without the model: its words and judgement given."""

import re
from itertools import product
from typing import get_args

import pytest

from corpus import KINDS, Article, Kind, Passage
from qa import Evidence, Strength
from qa.about import About, about
from qa.evidence import evidence_in
from qa.gist import Gist, gist_of
from qa.matter import Matter
from qa.messages import message

MOST_WORDS = 45  # a sentence on counter-quotes can stand behind it
LONG = About(
    ("anti-inflammatory painkillers", "knee or hip replacement", "surgery"),
    ("complex regional pain syndrome", "muscle or ligament injuries", "knee arthritis"),
    ("anti-inflammatory painkillers", "knee or hip replacement", "spinal cord stimulation"),
    ("platelet-rich plasma",),
)
NOTHING = About()
WORDS = [
    "It heals, restores and cures.",
    "It may help.",
    "It can ease pain and mend tissue.",
    "The product is not approved by the FDA, is experimental, and most evidence is weak.",
    "It is approved.",
    "Registration is not approval.",
    "It should not be used outside trials, and should not replace drugs.",
    "Nobody knows whether it works.",
    "It did no better than rest for pain and sleep after two and a half years.",
    "There is no cure.",
    "It did nothing.",
    "It wears off, masks symptoms and mends nothing.",
    "No side effects have been reported.",
    "There is no risk of rejection.",
    "It has no effect on the baby.",
    "It is safe.",
    "Late harm is unknown.",
    "Deaths and 12 infections occurred in 3 % of them.",
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
    safety: bool = False,
    stopping: bool = False,
    speaker: Kind = "clinic",
    medicine: str | None = None,
    **known: object,
) -> str:
    """The message on a sentence, given what the model makes of it."""
    passage = Passage(Article("a", "A title", text, speaker), 0, len(text))
    subject = about(passage)
    return message(
        Matter(
            "stopping" if stopping else "efficacy",
            strength,
            gist_of(text, subject, strength, safety),
            speaker,
            text,
            subject,
            evidence_in(passage),
            text,
            medicine,
            **known,  # type: ignore[arg-type]
        )
    )


def test_every_message_is_short_and_names_its_speaker_first() -> None:
    opened = set()
    for gist, speaker, words, subject, evidence in product(
        get_args(Gist), KINDS, WORDS, (LONG, NOTHING), EVIDENCE
    ):
        for kind, sold in (("efficacy", True), ("stopping", False)):
            matter = Matter(
                kind,
                "claimed",
                gist,
                speaker,
                words,
                subject,
                evidence,
                words,
                None,
                sold,  # type: ignore[arg-type]
            )
            text = message(matter)
            assert len(text.split()) <= MOST_WORDS, text
            assert text.startswith("This "), text
            assert text.endswith("."), text
            assert "  " not in text, text
            assert "no evidence" not in text.lower(), text
            assert 1 <= len(re.findall(r"\.(?= |$)", text)) <= 4, text
            opened.add(text.split(" ")[1])
    assert opened == {
        "clinic's", "explainer", "news", "study", "review", "regulator's", "patient", "article",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Stem cell injections ease sore knees and mend cartilage.",
            "that stem cells repair tissue",
        ),
        ("Naproxen relieves back pain.", "states as a fact that naproxen eases back pain"),
        ("Acupuncture cures migraine.", "that acupuncture puts an end to migraine"),
        ("The vaccine prevents shingles.", "that vaccines prevent shingles"),
        ("Exosomes can ease pain.", "that exosomes can ease pain"),
        ("Conditions That May Benefit from Yoga: Migraine", "that yoga may help, not that it does"),
        ("Yoga may ease pain.", "that yoga may ease pain, not that it does"),
        ("Exosomes release signals into the blood.", "how exosomes are said to act in the body"),
        ("The lift of ketamine lasts for a year.", "how long an effect lasts with ketamine"),
        ("Massage is better than exercise.", "sets massage against exercise"),
        ("Stem cells may be worth considering.", "holds out stem cells as worth thinking of"),
        ("As tissue is repaired, pain decreases.", "speaks of pain relief and tissue repair"),
        ("This is not only gentle but also eases pain.", "speaks of pain relief"),
    ],
)
def test_a_claim_is_told_by_what_it_claims(text: str, says: str) -> None:
    assert says in said(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Opioids only mask chronic pain.", "that opioids do not treat the cause"),
        (
            "Painkillers often help only for a while.",
            "that painkillers often help only for a while",
        ),
        ("None of these painkillers mends nerves.", "do not repair what is damaged"),
        (
            "Massage and drugs bring temporary relief.",
            "massage and medicines help only for a while",
        ),
    ],
)
def test_what_falls_short_is_not_told_as_what_can_be_done(text: str, says: str) -> None:
    told = said(text, "claimed")
    assert says in told
    assert "can do" not in told


@pytest.mark.parametrize("strength", get_args(Strength))
def test_no_message_says_more_than_the_words_whatever_the_model_thinks(strength: Strength) -> None:
    told = said("Lying in bed does not help.", strength, speaker="news")
    assert "stem cells" not in told
    assert "fact" not in told
    told = said("Stem cells do not mend nerves.", strength, speaker="news")
    assert "states as a fact" not in told
    told = said("Stem cells ease pain.", strength, speaker="news")
    assert not re.search(r"little or nothing|fall short|no better|limited", told)


def test_the_kind_of_the_article_speaks_too() -> None:
    claim = "Stem cells heal worn knees."
    assert "the clinic has something to sell" in said(claim, speaker="clinic")
    assert "sell" not in said(claim, speaker="regulator")
    assert said(claim, speaker="regulator").startswith("This regulator's text")
    told = said("Opioids only mask pain.", speaker="clinic", sold=True)
    assert "the clinic sells another treatment" in told
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
        ("The SPACE Trial found that massage helps.", "It names the SPACE Trial"),
        ("Massage helps a sore neck.", "No study is named here"),
    ],
)
def test_the_message_says_what_a_claim_rests_on(text: str, says: str) -> None:
    assert says in said(text, speaker="news")


def test_how_a_study_was_done_is_no_result() -> None:
    told = said("The trial set massage against rest in 90 people.", "reported", speaker="review")
    assert "says how a study of massage with 90 people was done, not what it found" in told
    told = said("The trial of massage was paid for by the makers.", "reported", speaker="review")
    assert "says who paid for a study of massage" in told
    told = said("A trial, paid for by the makers, found that massage helped.", "reported")
    assert "reports people doing better with massage" in told
    told = said("The trial found that massage helped.", "reported", speaker="review")
    assert "reports people doing better with massage" in told


def test_a_result_that_hedges_itself_is_told_as_one_that_may_be() -> None:
    told = said("A trial found that massage may slightly help back pain.", "reported")
    assert "people doing better with massage in back pain, with a “may”." in told


def test_a_null_result_is_said_with_what_it_was_set_against() -> None:
    told = said(
        "A trial of 90 people found that opioids were no more effective than non-opioid"
        " treatments at improving physical function over 12 months.",
        "negative",
        speaker="news",
    )
    assert (
        "opioids did no better than non-opioid treatments on physical function over 12 months"
        in told
    )
    assert "otherwise" not in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Stem cells are not approved for knee pain.", "stem cells are not approved for knee pain"),
        ("The FDA has not approved stem cells for gout.", "not approved by the FDA for gout"),
        ("For most pain stem cells are not approved.", "not approved for most uses in pain"),
        ("Such stem cells are not approved.", "not approved for the use in question"),
        ("Ryoncil is approved for one illness.", "Approval for one use says nothing about another"),
        ("A listing on clinicaltrials.gov is not approval.", "what does not count as approval"),
        ("Stem cells are lawful there.", "What is lawful has not thereby been shown"),
        ("Our stem cells need no licence.", "speaks of the law on stem cells"),
        ("Whoever pays for stem cells is probably being deceived.", "misled over stem cells"),
    ],
)  # fmt: skip
def test_an_approval_is_never_spoken_of_without_its_use(text: str, says: str) -> None:
    told = said(text, "limited", speaker="regulator")
    assert says in told
    assert "not approved." not in told


@pytest.mark.parametrize("strength", ["limited", "negative"])
def test_what_limits_itself_gets_a_calm_note_of_its_own(strength: Strength) -> None:
    text = "Nobody has shown that stem cells help the back, and no benefit was found."
    told = said(text, strength, speaker="regulator")
    assert told.startswith("This regulator's text itself says")
    assert "fact" not in told
    assert "sell" not in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("No side effects of stem cells have been reported.", "None known is not the same as none"),
        ("There is no risk of rejection with stem cells.", "says that rejection is no risk"),
        ("Your own cells cannot be rejected.", "rejection is no risk for a patient's own cells"),
        ("Stem cells are safe.", "calls stem cells safe"),
        ("Deaths occurred after stem cells.", "speaks of harm from stem cells"),
        ("Late harm from stem cells is unknown.", "is not fully known"),
        ("Opioids can lead to overdose.", "before you change or stop a medicine"),
        ("It is taken from the cord, and has no effect on the baby.", "no harm comes to the baby"),
        ("Natural does not mean harmless.", "urges care"),
    ],
)
def test_safety_has_messages_of_its_own(text: str, says: str) -> None:
    assert says in said(text, safety=True)


def test_where_harm_was_reported_the_message_says_by_whom() -> None:
    told = said("No side effects of stem cells have been reported.", reported="Food Office")
    assert "Harm has been reported, by the Food Office" in told
    assert "None known" not in told


def test_a_call_to_stop_a_medicine_sends_the_reader_to_a_doctor() -> None:
    told = said("You can bin your tablets.", stopping=True)
    assert told.startswith("This clinic's article suggests doing without medicines, or with less")
    assert "ask your doctor or pharmacist first" in told
    told = said("I binned it.", "testimonial", stopping=True, medicine="morphine")
    assert "gave up morphine" in told
    assert "stop or avoid" in said("Please stop aspirin.", stopping=True, medicine="aspirin")
    assert "thanks to massage" in said("Massage ends the need for pills.", stopping=True)


@pytest.mark.parametrize(
    "text",
    [
        "Arthritis can do great harm to the quality of life.",
        "Acupuncture reduces nausea.",
        "It gives relief without the side effects of drugs.",
        "Kneeling does no harm to the new joint.",
    ],
)
def test_not_every_harm_is_that_of_a_treatment(text: str) -> None:
    assert "speaks of harm" not in said(text)


@pytest.mark.parametrize(
    ("text", "strength", "says"),
    [
        ("Botox calms the bladder, which then stops squeezing without warning.", "claimed",
         "urges care"),
        ("Exercise suits people who like to work at their own pace.", "claimed", "exercise helps"),
        ("Relief maps and massage are sold here.", "claimed", "massage helps"),
        ("Massage is a treat, and works as a gift.", "claimed", "massage helps"),
        ("Other illness was ruled out before the massage.", "claimed", "law"),
        ("The exosome protocol has ethics approval.", "limited", "the approval of"),
        ("With CPAP the mask has to fit.", "claimed", "treat the cause"),
        ("In May massage is cheaper and eases pain.", "claimed", "may ease"),
    ],
)  # fmt: skip
def test_everyday_words_are_not_taken_for_those_of_a_claim(
    text: str, strength: Strength, says: str
) -> None:
    assert says not in said(text, strength, speaker="explainer")


@pytest.mark.parametrize(
    ("text", "strength", "says"),
    [
        ("The lift of ketamine wears off in a week.", "reported", "helps only for a while"),
        ("Shock waves helped, but by May there was no longer any difference.", "negative",
         "an effect that does not last with shock wave therapy"),
        ("A trial found no benefit of cannabis over dummy capsules.", "negative",
         "cannabis did no better than dummy capsules"),
        ("Scores with ketamine did not differ between the arms.", "negative",
         "reports no clear difference with ketamine"),
        ("Most people on ketamine notice a change within a week.", "reported",
         "reports how soon an effect can be felt with ketamine"),
        ("Nine of 44 people on ketamine recovered.", "reported", "how many people did well"),
        ("At a year the figure was 71 with surgery and 69 with a sham.", "reported",
         "sets side by side the figures of two groups"),
        ("Massage should be offered first.", "claimed", "for whom, or when, massage is recommend"),
        ("Minoxidil makes thin hair grow.", "claimed", "that minoxidil makes hair grow"),
        ("With the patches she glows.", "hedged", "might do, not what it does"),
        ("Massage leaves them glowing.", "testimonial", "how somebody fared with massage"),
    ],
)  # fmt: skip
def test_what_was_found_is_named(text: str, strength: Strength, says: str) -> None:
    assert says in said(text, strength, speaker="study")


def test_what_a_clinic_only_hints_at_is_called_a_hint() -> None:
    assert "implies that what it offers does good" in said("The glow is there for all to see.")


@pytest.mark.parametrize(
    ("text", "says", "never"),
    [
        ("Propranolol: first choice for migraine; not for anyone with asthma.", "migraine",
         "asthma"),
        ("Ketamine must not be used in people with psychosis or epilepsy.", "ketamine",
         "epilepsy"),
        ("Levodopa can impair memory and eases stiffness.", "levodopa", "memory problems"),
    ],
)  # fmt: skip
def test_who_should_not_have_it_is_no_use_of_it(text: str, says: str, never: str) -> None:
    told = said(text, speaker="explainer")
    assert says in told
    assert never not in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Most insurers call exosomes experimental.", "others call exosomes experimental"),
        ("There is no good evidence that turmeric helps.", "good proof for turmeric is lacking"),
        ("A conditional licence was granted for lecanemab.", "conditional approval of lecanemab"),
        ("Unlicensed exosomes were seized.", "that is not approved for its use: exosomes"),
        ("Lawful is not the same as shown to work.", "being lawful does not show"),
        ("The makers were fined for claims about turmeric.", "action taken against claims"),
        ("The body gets used to painkillers: this is tolerance.", "can need higher doses in time"),
        ("A licence for a laboratory is not an approval of cells.", "what does not count as"),
        ("Do not pay for exosomes outside an approved trial.", "advises against"),
    ],
)
def test_limits_are_told_as_they_stand(text: str, says: str) -> None:
    assert says in said(text, "limited", speaker="regulator")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Burns from light therapy are very rare.", "harm from light therapy is rare or mild"),
        ("Nobody lost sight after cataract surgery.", "will not, do one kind of harm"),
        ("Acupuncture hardly hurts.", "how little acupuncture hurts"),
        ("Bleeding followed chemotherapy, and was put down to age and not to the drug.",
         "harm that was not put down to chemotherapy"),
        ("Stem cells are safer than drugs.", "calls stem cells safer"),
        ("Care is needed so that use of stem cells is safe.", "how safe stem cells are"),
    ],
)  # fmt: skip
def test_what_is_said_of_harm_is_told_closely(text: str, says: str) -> None:
    assert says in said(text, safety=True, speaker="explainer")


def test_a_lawful_use_that_is_not_approved_is_told_as_both() -> None:
    text = "The lawful stem cells carry a notice that they are not approved, nor shown to work."
    assert "It says that such use is not approved" in said(text, "limited", speaker="regulator")


def test_a_hedge_is_not_said_twice() -> None:
    told = said("After usual treatment tendons often may never heal.", speaker="news")
    assert "often may" not in told


def test_a_fact_stated_beside_a_hope_is_not_unsaid() -> None:
    text = "Stem cells may ease pain."
    assert "not that they do" in said(text, "hedged")
    passage = Passage(Article("a", "A title", text, "clinic"), 0, len(text))
    subject = about(passage)
    beside = "Stem cells mend nerves. " + text
    matter = Matter(
        "efficacy", "claimed", "claim", "clinic", text, subject, evidence_in(passage), beside
    )
    assert "not that they do" not in message(matter)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Stem cells do not mask pain but go after its cause.", "do not"),
        ("Stem cells ease pain, and not only cover up symptoms.", "do not treat the cause"),
        ("It is never too late, and patches work better than gum.", "no better than"),
    ],
)
def test_a_turn_of_speech_does_not_turn_a_message_round(text: str, never: str) -> None:
    assert never not in said(text)


def test_what_nobody_has_shown_to_be_safe_is_not_called_safe() -> None:
    text = "Nobody has shown that repeated ketamine infusions are safe for longer than a year."
    assert "calls" not in said(text, safety=True)
    assert "calls" in said("Repeated ketamine infusions are safe for a year.", safety=True)
