"""What a sentence is about: the treatments that it names or leans on, and what they are for."""

import json
import re
from pathlib import Path

import pytest

import qa
from corpus import Article, Passage
from qa.about import About, about, sold, together
from qa.subjects import called, conditions_in, treatments_in
from qa.treated import treated_in


def of(text: str, sentence: str = "", title: str = "A title") -> About:
    """What a sentence of a text is about; the text is one sentence if none is given."""
    sentence = sentence or text
    start = text.index(sentence)
    return about(Passage(Article("a", title, text), start, start + len(sentence)))


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
    assert called("anti-inflammatory painkillers", "NSAIDs harm.") == "NSAIDs"
    assert called("stem cells", "A regenerative medicine product.") == "regenerative products"


def test_a_title_names_nothing_for_its_sentences() -> None:
    assert of("Inflammation harms nerves.", title="Exosomes for migraine") == About()
    assert of("They ease pain.", title="Exosomes for migraine").called == ()


def test_a_sentence_can_lean_on_the_one_before_it_or_on_its_heading() -> None:
    text = "# Acupuncture\n\nIt eases pain. Rest is dull. It does not.\n\nIt is raining."
    assert of(text, "It eases pain.").called == ("acupuncture",)
    text = "# Help\n\nPregabalin adjusts channels. But none repair nerves. They wear off."
    assert of(text, "But none repair nerves.").called == ("pregabalin",)
    assert of(text, "They wear off.").called == ("pregabalin",)
    text = "# Help\n\nNaproxen is old. Pregabalin adjusts channels. But none repair nerves."
    assert of(text, "But none repair nerves.").called == ("naproxen", "pregabalin")
    text = "# Help\n\nPregabalin adjusts channels. Nerves hurt."
    assert of(text, "Nerves hurt.").called == ()


def test_what_a_treatment_is_set_against_is_not_its_subject() -> None:
    found = of("Stem cells do more for pain than opioids.")
    assert (found.called, found.against) == (("stem cells",), ("opioids",))
    assert (
        of("It gives relief without the side effects of drugs or the strain of surgery.").called
        == ()
    )
    assert of("Chronic use of opioids weakens bones.").called == ("opioids",)
    assert of("Acupuncture eases sickness after surgery.").called == ("acupuncture",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Corticosteroid injections, NSAIDs or opioids harm.", "steroid injections,NSAIDs,opioids"),
        ("Usual care such as medication, surgery or physical therapy fails.",
         "surgery,physiotherapy,medicines"),
        ("Treatments such as injections or pain medications fade.", "painkillers,injections"),
        ("Stem cells from your own fat heal.", "a patient's own cells"),
        ("The Food and Drug Administration spoke in Nature Medicine.", ""),
        ("When the medication wears off, pain returns.", "medicines"),
        ("Gabapentin, like other drugs, fades.", "gabapentin"),
        ("Transplants, such as a stem cell transplant, are hard.", "stem cell transplants"),
    ],
)  # fmt: skip
def test_treatments_are_named_as_the_passage_names_them(text: str, names: str) -> None:
    assert ",".join(of(text).called) == names


def test_several_sentences_are_about_all_that_they_name_and_no_more() -> None:
    own, cells = of("Your own stem cells heal."), of("Stem cells heal.")
    shots = of("No harm comes of the shots or injections.")
    assert together((own, cells, shots)).called == ("a patient's own cells",)


def test_what_a_clinic_sells_is_in_its_title_or_most_of_its_words() -> None:
    def passage(title: str, text: str) -> Passage:
        return Passage(Article("a", title, text, "clinic"), 0, len(text))

    assert sold(passage("Exosomes at home", "Opioids harm.")) == ("exosomes",)
    assert sold(passage("Welcome", "Exosomes heal. Exosomes last. Opioids harm.")) == ("exosomes",)


@pytest.mark.parametrize(
    ("words", "conditions"),
    [
        ("Acupuncture is for migraine, back pain or gout.", "migraine,back pain,gout"),
        ("Migraine patients do well.", "migraine"),
        ("It turns into bone, cartilage and nerve cells.", ""),
        ("The jab goes into a knee.", ""),
        ("It can cause stroke and high blood pressure.", ""),
        ("Strokes are common.", ""),
        ("It eases pain in knees with arthritis.", "knee arthritis"),
        ("Not approved for chronic pain or fatigue, or for any neurological disorder.",
         "chronic pain,tiredness,disorders of the nerves or the brain"),
        ("People with gout were excluded.", ""),
        ("For migraine; not for anyone with asthma.", "migraine"),
        ("It should not be given for gout or used in people with asthma.", ""),
    ],
)  # fmt: skip
def test_conditions_count_where_they_are_said_to_be_treated(words: str, conditions: str) -> None:
    assert ",".join(treated_in(words)) == conditions


def test_subjects_compile_and_no_name_stands_twice() -> None:
    path = Path(qa.__file__).parent / "subjects.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for group in ("treatments", "conditions"):
        assert len(data[group]) >= 80
        for name, pattern in data[group].items():
            assert not re.compile(pattern).groups, name  # a group would shift those of the names
            assert not re.compile(pattern).match(""), name
