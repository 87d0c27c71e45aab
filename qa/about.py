"""A sentence to what it is about: the treatments that it names or plainly leans on, and for what.

A sentence that begins with “it”, “the injections” and the like is about what the sentence or the
heading before it names. An article's title names nothing for its sentences.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corpus import Passage, outline
from corpus.outlining import Span
from qa.headings import heading_above
from qa.subjects import called, medicines, places, treatments_in
from qa.treated import treated_in

# What is named after these words is what a treatment is set against …
_SET_AGAINST = re.compile(
    r"\b(?:than|versus|compared (?:with|to)|unlike|instead of|rather than|without|no longer"
    r"|alternatives? to|in place of|as (?:good|well|effective|strong|safe) as"
    r"|in contrast (?:to|with)|(?:more|less) \w+ than)\b[^,;:]{0,90}"
    r"|\b(?:have|has|had|['’]ve) tried\b[^.;]*?\bwithout\b[^,]*"
    r"|\b(?:when|if|after|where|once|because|although) [^.,;:]{0,40}?\b(?:has|have|had)(?: not"
    r"|n['’]t| never)? (?:worked|helped|failed)\b"
    r"|\b(?:people|patients|anyone|those|women|men|children) with an? [\w-]+",
    re.IGNORECASE,
)
# … or done without, or said in passing: it counts only where nothing else is named.
_IN_PASSING = re.compile(
    r"\b(?:after|before|during|following|came off|coming off|g(?:a|i)ve up|replac(?:es?|ing)"
    r"|free (?:of|from)|avoid(?:s|ing)?|against an?|need for|depend\w* (?:less )?on"
    r"|(?:use|doses?) of|with other|including|the size of|respond(?:ed)? to|despite|in addition to"
    r"|already taking|added to|have tried|unnecessary|for (?:losing|giving up|quitting|stopping)"
    r"|together with|along with|alongside|combined with|on top of|stay away from|puts? off|delays?"
    r"|spares?|anti-inflammatory (?:effects?|propert\w+))\b[^.,;:]{0,50}"
    r"|\b(?:surgery|an operation) (?:\w+ )?unnecessary",
    re.IGNORECASE,
)
_STARTS = (
    r"(?:however|but|and|yet|so|also|still|in addition|additionally|moreover|furthermore|therefore"
    r"|for example|for many patients|for some people|in short|importantly|in contrast|by contrast)"
)
# A sentence that begins so speaks of what stands before it.
_LEANS = re.compile(
    r"[^.;]{0,50}\bthis (?:new )?(?:treatment|therapy|approach|method|procedure)\b"
    r"|\W*in (?:\w+ ){0,3}(?:trials?|study|studies|tests?),? (?:it|they)\b"
    rf"|\W*(?:{_STARTS},? )*(?:(?:when|once|because|since|if|although|while|as|by|after|with|in"
    r"|for|of|like|many of|some of|most of) )?(?:it(?! is (?:\w+ )?(?:estimated|important|known"
    r"|thought|said|believed|worth|true|clear|possible|common|natural|vital|essential))|its|they"
    r"|their|them|these|those|such|both|none|neither|this"
    r"(?= (?:\w+ )?(?:treatment|therapy|approach|method|technique|procedure|drug|medicine"
    r"|injection|operation|option|effects?|benefits?|results?|device|diet|programme)"
    r"|[- ](?:can|may|is|helps?|makes?|works?|eases?|enhances?|means|leads?|improves?|reduces?"
    r"|allows?|could|might|will))|the (?:treatments?|therapy|drugs?|medicines?|medications?"
    r"|injections?|tablets?|pills?|device|procedure|operation|machine|effects?|benefits?|results?"
    r"|cells|needles|place of the injection))\b(?! (?:article|page|diseases?|conditions?|pain"
    r"|symptoms?|problems?|illness))"
    r"|\W*(?:you|people|patients|some) may (?:\w+ ){0,2}?(?:experience|feel|notice)\b",
    re.IGNORECASE,
)
# One that gets to its “it” later: what is named after that is not its subject.
_LEANS_LATER = re.compile(
    r"\W*(?:at|in|after|within|with|for|used|taken|because|once|over|on)\b[^.;:]{0,80}?, (?:it"
    r"|they)\b(?! (?:is|was) (?:\w+ )?(?:that|to)\b)",
    re.IGNORECASE,
)
# Treatments without a name of their own: they count where no other is named, or beside one.
_GENERIC = (
    (
        "medicines",
        r"(?<!no )(?:medications?|medicines(?! cabinet)|drugs(?! (?:company|makers?))|pills"
        r"|tablets)",
    ),
    ("injections", r"(?<!the )(?<!cell )injections(?! (?:of|with|into))|(?<!the )(?:shots|jabs)"),
)
_GENERICS = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for name, pattern in _GENERIC
)
_BESIDE = re.compile(r"(?:,|,? and|,? or|,? like|,? such as)\s*$", re.IGNORECASE)
# What says no more than a closer name beside it.
_CLOSER = {
    "painkillers": {"opioids", "anti-inflammatory painkillers", "paracetamol", "gabapentinoids"},
    "steroids": {"steroid injections", "steroid creams"},
    "surgery": {"knee or hip replacement", "weight-loss surgery", "prostate surgery"},
    "cord blood": {"stem cells"},
    "stem cell transplants": {"stem cells"},
    "transplants": {
        "hair transplants",
        "kidney transplants",
        "stem cells",
        "stem cell transplants",
    },
    "nerve stimulation": {"deep brain stimulation", "spinal cord stimulation"},
    "vitamins": {"vitamin C", "supplements"},
    "diet": {"ketogenic diet", "fasting"},
}
_USUAL = "conventional treatment"
_OWN = re.compile(
    r"\b(?:patient['’]s|your|their|his|her|my|one['’]s) (?:\w+ )?own\b"
    r"|\b(?:your|own|same (?:body|individual\w*|person\w*))\b[^.;]{0,20}?\b(?:cells?|fat|marrow"
    r"|body)\b"
    r"|\bautologous\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(rf"\W*(?:{_STARTS},? )*(?:none|neither|all|both|either)\b", re.IGNORECASE)
_LOOKS_BACK = 3  # sentences of the same paragraph
_MOST = 3  # treatments that can all be meant by “they”


@dataclass(frozen=True, slots=True)
class About:
    """What a sentence speaks of, by names that facts know and by the passage's own."""

    treatments: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()  # that the treatments are said to be for, or not for
    called: tuple[str, ...] = ()  # the treatments, as the passage calls them
    against: tuple[str, ...] = ()  # what they are set against


class _Named(NamedTuple):
    """Treatments, and what words call them; these can be without a name that facts know."""

    treatments: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


def about(sentence: Passage) -> About:
    """What a sentence is about, by its own words or those that it leans on."""
    words = sentence.text
    treatments, names = _named(words)
    later = _LEANS_LATER.match(words)
    if later and not _named(later.group()).called:
        treatments, names = _leaned_on(sentence)
    elif _LEANS.match(words) and not treatments_in(_closely(words)):
        leaned = _leaned_on(sentence)
        if leaned.called:  # “the medication” is called so, whatever it is
            treatments, names = leaned.treatments, names or leaned.called
    against = tuple(called(name, words) for name in treatments_in(words) if name not in treatments)
    return About(treatments, treated_in(words), names, against)


def together(each: Sequence[About]) -> About:
    """What several sentences are about."""
    # “the injections” are those that another sentence names
    naming = [one for one in each if one.treatments] or each
    names = _unique(one.called for one in naming)
    return About(
        _unique(one.treatments for one in each),
        _unique(one.conditions for one in each),
        _closest(names),
        tuple(name for name in _unique(one.against for one in each) if name not in names),
    )


def sold(passage: Passage) -> tuple[str, ...]:
    """The treatments of an article's title, or else the one that it speaks of most."""
    return treatments_in(passage.article.title) or _mostly(passage.article.text)


def _unique(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each name of the lists once, in their order."""
    return tuple(dict.fromkeys(name for names in lists for name in names))


@lru_cache(maxsize=512)
def _mostly(text: str) -> tuple[str, ...]:
    """The treatment that half the places or more name, if there is one."""
    mentions = [name for name, _ in places("treatments", text)]
    most = max(dict.fromkeys(mentions), key=mentions.count, default=None)
    return (most,) if most and 2 * mentions.count(most) >= len(mentions) else ()


def _closely(words: str) -> str:
    """The words without those that name a treatment to set something against it, or in passing."""
    return _IN_PASSING.sub(" ", _SET_AGAINST.sub(" ", words))


def _named(words: str) -> _Named:
    """The treatments that the words name, and what they call them."""
    naming = _closely(words)
    treatments = treatments_in(naming)
    if not treatments:
        naming = _SET_AGAINST.sub(" ", words)
        treatments = treatments_in(naming)
    close = [name for name in treatments if not _CLOSER.get(name, set()) & set(treatments)]
    names = [_own(called(name, naming), words) for name in close]
    names += [name for name in _generics(naming) if name not in names]
    return _Named(treatments, _closest(tuple(names)))


def _closest(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, less those that say no more than others."""
    less: set[str] = {_USUAL}
    if "a patient's own cells" in names:
        less |= {"stem cells", "cell treatments"}
    elif "stem cells" in names:
        less |= {"regenerative products", "cell treatments"}
    if set(names) - less <= medicines():
        less.add("medicines")  # “gabapentinoids and medicines”: like apples and fruit
    return tuple(name for name in names if name not in less) or names


def _generics(words: str) -> list[str]:
    """“Medicines” and the like, where they stand alone or in a list with others."""
    spans = [span for _, span in places("treatments", words)]
    return [
        name
        for name, pattern in _GENERICS
        if any(_stands_apart(at.span(), spans, words) for at in pattern.finditer(words))
    ]


def _stands_apart(at: Span, named: Sequence[Span], words: str) -> bool:
    """Whether a place is no part of a treatment's name, and no name stands near but in a list."""
    start, end = at
    if any(first <= start < last for first, last in named):
        return False
    if any(0 <= first - end < 12 and _BESIDE.search(words[end:first]) for first, _ in named):
        return True
    if any(0 <= start - last <= 1 for _, last in named):
        return False
    return not named or any(
        start - last < 40 and _BESIDE.search(words[last:start][-12:]) for _, last in named
    )


def _own(name: str, words: str) -> str:
    return "a patient's own cells" if name == "stem cells" and _OWN.search(words) else name


def _leaned_on(sentence: Passage) -> _Named:
    """What the sentence before names, or what that leans on, or the heading; if not too many."""
    ahead = _before(sentence)
    if _OF_ALL.match(sentence.text):  # “none of them” is said of all that stand before it
        each = [_named(before.text) for before in reversed(ahead)]
        names = _closest(_unique(one.called for one in each))
        if names:
            treatments = _unique(one.treatments for one in each)
            return _Named(treatments, names) if len(names) <= _MOST else _Named()
    for before in ahead:
        named = _named(before.text)
        if named.called:
            return named if len(named.called) <= _MOST else _Named()
        if not _LEANS.match(before.text):
            break
    named = _named(heading_above(sentence))
    return named if 0 < len(named.called) <= _MOST else _Named()


def _before(sentence: Passage) -> list[Passage]:
    """The sentences before it in its paragraph, the nearest first."""
    article = sentence.article
    for section in outline(article.text):
        for block in section.blocks:
            if block.sentences[0][0] <= sentence.start < block.sentences[-1][1]:
                ahead = [span for span in block.sentences if span[1] <= sentence.start]
                return [Passage(article, *span) for span in reversed(ahead[-_LOOKS_BACK:])]
    return []
