from pathlib import Path

import pytest
import yaml

import corpus
from corpus import KINDS, starter_articles

STARTER = {article.slug: article for article in starter_articles()}
FILES = sorted((Path(corpus.__file__).parent / "articles").glob("*.md"))
LISTS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "claims").glob("*.yaml"))
}

# Each restates one promotional article; here, the figures and named things that it may not lose.
NAMED = {
    "healing-at-the-source": [
        "millions of people", "mesenchymal", "multipotent", "chondrocytes", "range of motion",
        "bursitis", "tendinitis", "rheumatoid arthritis", "cytokines", "interleukins",
        "growth factors", "autoimmune", "diabetic neuropathy", "sciatica", "herniated discs",
        "spinal cord injuries", "myelin", "supply of blood", "outpatient", "lubricated",
        "rotator cuff", "achilles", "tennis elbow", "collagen", "extracellular matrix",
        "sports medicine", "opioids", "nsaids", "corticosteroid", "dependency", "overdose",
        "degenerative disc disease", "nerve is compressed", "back and neck", "soft tissue",
        "research suggests",
    ],
    "how-it-works-for-chronic-pain": [
        "six ways", "osteoarthritis", "degenerative disc disease", "tendinitis", "tendonitis",
        "ligament", "cartilage", "friction", "cytokines", "immune system", "herniated discs",
        "mobility", "long-term", "root cause", "bone", "muscle", "may help", "could",
        "being explored", "holds promise",
    ],
    "when-medications-fall-short": [
        "one in five", "centers for disease control", "cdc", "1.5 billion", "(who)", "space trial",
        "2018", "jama", "12 months", "prostaglandin", "mu-receptors", "calcium channels",
        "gabapentinoids", "kidney damage", "cardiovascular events", "gastrointestinal bleeding",
        "risk of falls", "hormones", "weight gain", "dizziness", "tolerance", "spondylosis",
        "spinal stenosis", "bone spurs", "herniated disc", "nerve roots", "30 minutes",
        "rheumatoid arthritis", "post-herpetic neuralgia", "chemotherapy-induced",
        "diabetic neuropathy", "fibromyalgia", "central sensitization", "crps",
        "neuroinflammation", "cell grand clinic", "osaka", "japan", "100 million", "200 million",
        "intravenous", "adipose", "autologous", "rejection is not a risk", "experimental",
        "food and drug administration", "limited", "qualified providers",
        "without asking a physician", "nerve blocks", "steroid injections", "clinical trials",
    ],
    "what-can-it-do-for-my-pain": [
        "50 million", "americans", "nsaids", "over the counter", "tolerant", "regenerative",
        "mesenchymal", "hematopoietic", "adipose", "bone marrow in the hip", "wharton's jelly",
        "umbilical cord", "placenta", "osteoporosis", "osteoblasts", "irritated", "swollen",
        "no long-term side effects", "may",
    ],
    "promise-in-pain-relief": [
        "undifferentiated", "dividing", "nerves", "cartilage", "root cause", "osteoarthritis",
        "rheumatoid arthritis", "neuropathic", "sensation", "sports injuries", "strained muscles",
        "torn ligaments", "non-invasive", "rehabilitation", "opioids", "addiction",
        "further research", "dosages", "long-term effects", "ethical", "regulatory",
        "future free of pain",
    ],
}  # fmt: skip


@pytest.mark.parametrize("slug", LISTS)
def test_every_claim_stands_in_its_article(slug):
    missing = [row["claim"] for row in LISTS[slug] if row["found"] not in STARTER[slug].text]
    assert not missing


@pytest.mark.parametrize("slug", LISTS)
def test_every_row_of_a_list_of_claims_is_a_claim_and_its_words(slug):
    for row in LISTS[slug]:
        assert set(row) == {"claim", "found"}
        assert all(isinstance(words, str) and words.strip() for words in row.values())
    claims = [row["claim"] for row in LISTS[slug]]
    assert len(set(claims)) == len(claims)


@pytest.mark.parametrize("slug", NAMED)
def test_every_restatement_has_a_list_of_its_claims(slug):
    assert len(LISTS[slug]) >= 30


@pytest.mark.parametrize("slug", NAMED)
def test_every_figure_and_named_thing_is_restated(slug):
    text = STARTER[slug].text.lower()
    assert [name for name in NAMED[slug] if name not in text] == []


@pytest.mark.parametrize("slug", NAMED)
def test_a_restatement_says_so_in_its_first_paragraph(slug):
    article = STARTER[slug]
    assert "restates" in article.text.split("\n\n")[0]
    assert article.based_on
    assert article.publisher is None  # whose words they were is not known


def test_the_clinic_blog_keeps_its_date():
    article = STARTER["what-can-it-do-for-my-pain"]
    assert article.published == "2024-04-14"
    assert "14 April 2024" in article.based_on


def test_what_promotes_is_not_called_a_review_or_a_study():
    assert {STARTER[slug].kind for slug in NAMED} <= {"clinic", "explainer"}


@pytest.mark.parametrize("slug", sorted(set(STARTER) - set(NAMED)))
def test_an_article_of_our_own_names_its_publisher_its_date_and_its_sources(slug):
    article = STARTER[slug]
    assert article.publisher
    assert article.published
    assert article.based_on


def test_there_are_at_least_four_articles_beside_the_restatements():
    assert set(NAMED) < set(STARTER)
    assert len(STARTER) >= 9


def test_the_starter_library_is_its_files():
    assert [path.stem for path in FILES] == sorted(STARTER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_articles_file_is_utf_8_with_known_fields_and_lf_line_ends(path):
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    _, front, _ = raw.decode("utf-8").split("---\n", 2)
    front = yaml.safe_load(front)
    assert set(front) <= {"title", "kind", "publisher", "published", "url", "based_on"}
    assert {"title", "kind"} <= set(front)
    assert front["kind"] in KINDS
    assert front["kind"] != "unknown"


@pytest.mark.parametrize("slug", STARTER)
def test_no_paragraph_stands_twice_in_an_article(slug):
    paragraphs = STARTER[slug].text.split("\n\n")
    assert len(set(paragraphs)) == len(paragraphs)
