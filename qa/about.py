"""A passage to what it is about: the treatments and conditions that it speaks of.

By its own words where they name any; what it only calls "it" is named by the heading above it, or
by its article's title; a condition also by the article as a whole, where that speaks of one most.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import Article, Passage
from qa.headings import heading_above
from qa.subjects import Group, called, conditions_in, mentions, treatments_in

# conditions that say little about which illness it is
GENERAL = frozenset(
    {"chronic pain", "inflammation", "pain", "joint pain", "infections", "tiredness", "insomnia"}
)
# conditions that are mostly named as a harm, or as what else came of it
_PASSING = GENERAL | {
    "type 2 diabetes",
    "skin problems",
    "high blood pressure",
    "headaches",
    "cancer",
    "blood clots",
    "stroke",
    "heart disease",
    "pneumonia",
    "wounds",
    "obesity",
    "bowel problems",
    "bladder problems",
    "broken bones",
    "memory problems",
    "hip pain",
    "scars",
    "depression",
    "anxiety",
    "infertility",
}
# What is named after these words is what a treatment is set against, or done without.
_SET_AGAINST = re.compile(
    r"\b(?:than|versus|compared (?:with|to)|unlike|instead of|rather than|without|no longer"
    r"|alternatives? to|in place of|as (?:good|well|effective|strong|safe) as|came off|coming off"
    r"|g(?:a|i)ve up|replac(?:es?|ing)|free (?:of|from)|avoid(?:s|ing)?|against an?|need for"
    r"|(?:use|doses?) of|with other|including|the size of|respond(?:ed)? to|despite|in addition to"
    r"|already taking|added to)\b[^.,;:]{0,50}",
    re.IGNORECASE,
)
# A sentence that begins so speaks of what stands above it.
_LEANS = re.compile(
    r"\W*(?:however, )?(?:it|they|this|these|such|both|the (?:treatment|therapy|drugs?|medicines?"
    r"|injections?|tablets?"
    r"|device|procedure|operation|machine|effects?|benefits?|results?|cells))\b",
    re.IGNORECASE,
)
# What says no more than a closer name beside it.
_LESS = {
    "painkillers": {"opioids", "anti-inflammatory painkillers", "paracetamol"},
    "steroids": {"steroid injections", "steroid creams"},
    "surgery": {"knee or hip replacement", "weight-loss surgery", "prostate surgery"},
    "cord blood": {"stem cells"},
    "stem cell transplants": {"stem cells"},
    "transplants": {"hair transplants", "kidney transplants", "stem cells"},
    "vitamins": {"vitamin C", "supplements"},
    "diet": {"ketogenic diet", "fasting"},
}
_OFTEN, _MOSTLY = 5, 0.5  # times and share from which a condition is what an article is about
# Without such a word a hip is a place in the body.
_HURTS = re.compile(r"pain|ache|aching|\bsore|hurt|stiff|worn|injur|arthr", re.IGNORECASE)
_LOOKS_BACK = 400  # characters
_MOST = 2  # treatments of a title or heading that can all be meant


@dataclass(frozen=True, slots=True)
class About:
    """What a passage speaks of, by names that facts know and by the passage's own."""

    treatments: tuple[str, ...]
    conditions: tuple[str, ...]  # all that it names
    called: tuple[str, ...]  # the treatments, drugs by their own names
    meant: tuple[str, ...]  # the conditions that the treatments are for
    itself: bool  # whether the passage names a treatment, or leans on words that do


def about(passage: Passage, words: str) -> About:
    """What these words of the passage are about."""
    beside = (heading_above(passage), passage.article.title)
    naming = _SET_AGAINST.sub(" ", words)
    spoken = treatments_in(naming)
    leans = bool(_LEANS.match(words))
    before = (_sentence_before(passage), *beside) if leans else beside
    above = next((text for text in before if 0 < len(_set_out(text)) <= _MOST), "")
    if above and (leans or not spoken):
        spoken, naming = _set_out(above), _SET_AGAINST.sub(" ", above)
    itself = bool(spoken) and (leans or not above or naming in words)
    treatments = spoken or _mostly("treatments", passage.article) or treatments_in(words)
    close = [name for name in treatments if not _LESS.get(name, set()) & set(treatments)]
    named, meant = conditions_in(words), _conditions(passage, words, beside)
    return About(
        treatments,
        tuple(dict.fromkeys(named + meant)),
        tuple(called(name, naming) for name in close),
        meant,
        itself,
    )


def _conditions(passage: Passage, words: str, beside: Sequence[str]) -> tuple[str, ...]:
    """What the treatment is for: conditions that the words name, and that are no mere harms."""
    named = conditions_in(words)
    topics = (*map(conditions_in, beside), _mostly("conditions", passage.article))
    for names in topics:
        if both := _both(named, names):
            return both
    topic = next((close for names in topics if (close := _both(names, names))), ())
    topic = tuple(name for name in topic if name not in _PASSING) or topic
    hurts = bool(_HURTS.search(words))
    passing = all(name in _PASSING or (name.endswith(" pain") and not hurts) for name in named)
    return (topic or named) if passing else named


def _both(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in others and name not in GENERAL)


def _set_out(heading: str) -> tuple[str, ...]:
    """The treatments of a heading, less those that it sets them against."""
    return treatments_in(_SET_AGAINST.sub(" ", heading))


def _sentence_before(passage: Passage) -> str:
    """The sentence before the passage in its paragraph, or nothing."""
    paragraph = passage.article.text[max(0, passage.start - _LOOKS_BACK) : passage.start]
    ahead = re.split(r"\n\s*\n", paragraph)[-1].strip()
    return re.split(r"(?<=[.!?])\s", ahead)[-1]


@lru_cache(maxsize=512)
def _mostly(group: Group, article: Article) -> tuple[str, ...]:
    """The treatment or condition that the article speaks of most, if there is one."""
    counts = Counter(name for name in mentions(group, article.text) if name not in GENERAL)
    for name, times in counts.most_common(1):
        if times >= max(_OFTEN, _MOSTLY * counts.total()):
            return (name,)
    return ()
