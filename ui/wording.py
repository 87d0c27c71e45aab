"""What all faces call the kinds of articles, the designs of studies and the states of answers."""

from corpus import Kind
from qa import Status
from qa.types import Design

KIND_WORDS: dict[Kind, tuple[str, str]] = {  # each with what it means
    "clinic": ("Clinic", "Sells or promotes the treatment"),
    "explainer": ("Explainer", "Explains a subject to the public"),
    "news": ("News", "Reports an event"),
    "study": ("Study", "Reports research of its own"),
    "review": ("Review", "Sums up the research of others"),
    "regulator": ("Regulator", "A public authority"),
    "patient-group": ("Patient group", "Speaks for patients"),
    "unknown": ("Kind unknown", "The library does not say who is speaking"),
}
DESIGN_WORDS: dict[Design, str] = {
    "laboratory": "a laboratory study",
    "animal": "a study in animals",
    "case series": "a series of cases",
    "uncontrolled": "a study without a group to compare with",
    "randomised": "a randomised trial",
    "review": "a review of studies",
    "opinion": "an opinion",
    "testimonial": "one person’s account",
    "not stated": "",
}
STATUS_WORDS: dict[Status, str] = {
    "answered": "Found",
    "weak": "Perhaps",
    "not_found": "Not found",
}
NEAREST = "The nearest passages, which do not answer this"
