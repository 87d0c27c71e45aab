"""A sentence, a facet and topics to whether the sentence tells of that facet of these topics.

By its words, its heading and its article's title: a second opinion beside the trained head, which
knows what a sentence is about better than whether it says it.
"""

import re
from collections.abc import Sequence

from corpus import Passage
from qa.facets import Facet, facet_words
from qa.headings import heading_above
from qa.subjects import treatments_in
from qa.topics import VAGUE, Topic, topics_in

# of these a sentence tells only of what it names itself; an article's other treatments are too near
_BY_NAME: frozenset[Facet] = frozenset({"benefits", "approval", "cost"})
_LONGEST = 45  # words: a longer sentence tells of several things, and names one of them by the way
_ANNOUNCES = re.compile(
    r"(?:this|the|our) (?:article|page|leaflet|guide|notice|alert|summary|text)\b"
    r"|[^.]{0,60}\bpublishe[sd] this\b",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\b(?:alternatives? to|instead of|rather than|besides)\b", re.IGNORECASE)
# what is only named to be set aside: "saw well without glasses"
_SET_ASIDE = re.compile(
    r"\b(?:without|unlike|instead of|rather than) (?:[\w-]+ ?){1,2}", re.IGNORECASE
)
_ADVISES_AGAINST = re.compile(
    r"(?:\bnot?|cannot|never|n't|n’t|against|little evidence to)\b.{0,25}\brecommend"
    r"|\badvis(?:es|ed) against\b|\bno place\b",
    re.IGNORECASE,
)
_REASSURES = re.compile(
    r"\b(?:no|not|free (?:of|from)|without|zero)\b.{0,40}"
    r"\b(?:side[- ]effects?|risks?|adverse|harms?|complications?|danger\w*)",
    re.IGNORECASE,
)


def tells(place: Passage, facet: Facet, asked: Sequence[Topic], topics: Sequence[Topic]) -> bool:
    """Whether a sentence tells of this facet of the topics asked about, and not of others.

    `topics` are all those of the library.
    """
    if len(place.text.split()) > _LONGEST:
        return False
    own = f"{heading_above(place)}\n{place.text}"
    if _ANNOUNCES.match(place.text) or not facet_words(facet).says.search(own):
        return False
    if facet == "risks" and place.article.kind == "clinic" and _REASSURES.search(place.text):
        return False  # a seller's word that there are none
    if facet != "other choices":
        own = _SET_ASIDE.sub("", own)
        return all(_names(topic, place, own, facet, topics) for topic in asked)
    if place.article.kind == "clinic":
        return False  # what else it sells
    conditions = [topic for topic in asked if topic.kind == "condition"]
    return _names_another(place.text, asked, topics) and all(
        _names(topic, place, own, facet, topics) for topic in conditions
    )


def _names(topic: Topic, place: Passage, own: str, facet: Facet, topics: Sequence[Topic]) -> bool:
    """Whether a sentence names a topic, or its article's title does and the sentence no other."""
    if topic.named_in(own):
        return True
    if facet in _BY_NAME or (topic.kind == "treatment" and topics_in(own, topics, "treatment")):
        return False
    return topic.named_in(place.article.title)


def _names_another(words: str, asked: Sequence[Topic], topics: Sequence[Topic]) -> bool:
    """Whether words speak of another treatment, and of the one asked about only to replace it."""
    known = [topic for topic in asked if topic.kind == "treatment"]
    if _ADVISES_AGAINST.search(words):
        return False
    if any(topic.named_in(words) for topic in known) and not _IN_PLACE.search(words):
        return False
    names = {topic.name for topic in topics_in(words, topics, "treatment")} | {
        *treatments_in(words)
    }
    return bool(names - VAGUE - {topic.name for topic in known})
