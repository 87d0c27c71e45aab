"""A sentence to what it is about: the treatments that it names or plainly leans on, and for what.

A sentence that begins with “it”, “the injections” and the like is about what the sentence or the
heading before it names. An article's title names nothing for its sentences.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus import Passage, outline
from qa.headings import heading_above
from qa.subjects import called, places, treatments_in
from qa.treated import treated_in

# What is named after these words is what a treatment is set against …
_SET_AGAINST = re.compile(
    r"\b(?:than|versus|compared (?:with|to)|unlike|instead of|rather than|without|no longer"
    r"|alternatives? to|in place of|as (?:good|well|effective|strong|safe) as|in contrast (?:to"
    r"|with)"
    r"|(?:more|less) \w+ than)\b[^,;:]{0,90}|\b(?:have|has|had"
    r"|['’]ve) tried\b[^.;]*?\bwithout\b[^,]*"
    r"|\b(?:when|if|after|where|once|because|although) [^.,;:]{0,40}?\b(?:has|have|had)"
    r"(?: not|n['’]t| never)? (?:worked|helped|failed)\b"
    r"|\b(?:people|patients|anyone|those|women|men|children) with an? [\w-]+",
    re.IGNORECASE,
)
# … or done without, or said in passing: it counts only where nothing else is named.
_IN_PASSING = re.compile(
    r"\b(?:after|before|during|following|came off|coming off|g(?:a|i)ve up|replac(?:es?|ing)"
    r"|free (?:of|from)|avoid(?:s|ing)?"
    r"|against an?|need for|depend\w* (?:less )?on|(?:use|doses?) of|with other|including"
    r"|the size of"
    r"|respond(?:ed)? to|despite|in addition to|already taking|added to|have tried"
    r"|unnecessary|for (?:losing|giving up|quitting|stopping)|together with|along with|alongside"
    r"|combined with|on top of|stay away from"
    r"|puts? off|delays?|spares?|anti-inflammatory (?:effects?|propert\w+))\b[^.,;:]{0,50}"
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
    rf"|\W*(?:{_STARTS},? )*(?:(?:when|once|because|since|if|although|while|as|by|after|with|in|for"
    r"|of|like|many of|some of|most of) )?"
    r"(?:it(?! is (?:\w+ )?(?:estimated|important|known|thought|said|believed|worth|true|clear"
    r"|possible"
    r"|common|natural|vital|essential))|its|they|their|them|these|those|such|both|none|neither|"
    r"this(?= (?:\w+ )?(?:treatment|therapy|approach|method|technique|procedure|drug|medicine"
    r"|injection"
    r"|operation|option|effects?|benefits?|results?|device|diet|programme)|[- ](?:can|may|is|helps?"
    r"|makes?|works?|eases?|enhances?|means|leads?|improves?|reduces?|allows?|could|might|will))"
    r"|the (?:treatments?|therapy|drugs?|medicines?|medications?|injections?|tablets?|pills?"
    r"|device|procedure|operation|machine|effects?|benefits?|results?|cells|needles|place of the"
    r" injection))\b(?! (?:article|page|diseases?|conditions?|pain|symptoms?|problems?|illness))"
    r"|\W*(?:you|people|patients|some) may (?:\w+ ){0,2}?(?:experience|feel|notice)\b",
    re.IGNORECASE,
)
# One that gets to its “it” later: what is named after that is not its subject.
_LEANS_LATER = re.compile(
    r"\W*(?:at|in|after|within|with|for|used|taken|because|once|over|on)\b[^.;:]{0,80}?,"
    r" (?:it|they)\b(?! (?:is|was) (?:\w+ )?(?:that|to)\b)",
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
_LESS = {
    "painkillers": {"opioids", "anti-inflammatory painkillers", "paracetamol", "gabapentinoids"},
    "steroids": {"steroid injections", "steroid creams"},
    "surgery": {"knee or hip replacement", "weight-loss surgery", "prostate surgery"},
    "cord blood": {"stem cells"},
    "stem cell transplants": {"stem cells"},
    "transplants": {"hair transplants", "kidney transplants", "stem cells"},
    "vitamins": {"vitamin C", "supplements"},
    "diet": {"ketogenic diet", "fasting"},
}
_USUAL = "conventional treatment"
_OWN = re.compile(
    r"\b(?:patient['’]s|your|their|his|her|my|one['’]s) (?:\w+ )?own\b|\b(?:your|own|same"
    r" (?:body|individual\w*|person\w*))\b[^.;]{0,20}?\b(?:cells?|fat|marrow|body)\b"
    r"|\bautologous\b",
    re.IGNORECASE,
)
_LOOKS_BACK = 3  # sentences of the same paragraph
_MOST = 3  # treatments that can all be meant by “they”


@dataclass(frozen=True, slots=True)
class About:
    """What a sentence speaks of, by names that facts know and by the passage's own."""

    treatments: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()  # that the treatments are said to be for, or not for
    called: tuple[str, ...] = ()  # the treatments, as the passage calls them
    against: tuple[str, ...] = ()  # what they are set against
    itself: bool = False  # whether the sentence names them itself


def about(sentence: Passage) -> About:
    """What a sentence is about, by its own words or those that it leans on."""
    words = sentence.text
    treatments, names = _named(words)
    leans = bool(_LEANS.match(words))
    later = _LEANS_LATER.match(words)
    if later and not _named(later.group())[1]:
        treatments, names = _leaned_on(sentence) or ((), ())
        leans = True
    elif leans and not treatments_in(_IN_PASSING.sub(" ", _SET_AGAINST.sub(" ", words))):
        leaned = _leaned_on(sentence)
        if leaned:  # “the medication” is called so, whatever it is
            treatments, names = leaned[0], names or leaned[1]
    itself = bool(names) and not leans
    against = tuple(called(name, words) for name in treatments_in(words) if name not in treatments)
    return About(treatments, treated_in(words), names, against, itself)


def together(each: tuple[About, ...]) -> About:
    """What several sentences are about."""

    def all_of(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for names in lists for name in names))

    treatments = all_of([one.treatments for one in each])
    # “the injections” are those that another sentence names
    close = [one.called for one in each if one.treatments] or [one.called for one in each]
    names = all_of(close)
    return About(
        treatments,
        all_of([one.conditions for one in each]),
        _closest(names),
        tuple(name for name in all_of([one.against for one in each]) if name not in names),
        any(one.itself for one in each),
    )


def sold(passage: Passage) -> tuple[str, ...]:
    """The treatments of an article's title, or else those that it speaks of most."""
    named = treatments_in(passage.article.title)
    return named or _mostly(passage.article.text)


@lru_cache(maxsize=512)
def _mostly(text: str) -> tuple[str, ...]:
    mentions = [name for name, _ in places("treatments", text)]
    most = max(dict.fromkeys(mentions), key=mentions.count, default=None)
    return (most,) if most and 2 * mentions.count(most) >= len(mentions) else ()


def _named(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The treatments that the words name, and what they call them."""
    naming = _SET_AGAINST.sub(" ", words)
    closely = _IN_PASSING.sub(" ", naming)
    if treatments_in(closely):
        naming = closely
    treatments = treatments_in(naming)
    close = [name for name in treatments if not _LESS.get(name, set()) & set(treatments)]
    names = [_own(called(name, naming), words) for name in close]
    names += [name for name in _generics(naming) if name not in names]
    return treatments, _closest(tuple(names))


def _closest(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, less those that say no more than others."""
    if "a patient's own cells" in names:
        names = tuple(name for name in names if name not in ("stem cells", "cell treatments"))
    if "stem cells" in names:
        names = tuple(n for n in names if n not in ("regenerative products", "cell treatments"))
    if {"painkillers", "opioids", "NSAIDs"} & set(names):
        names = tuple(name for name in names if name != "medicines")
    closer = tuple(name for name in names if name != _USUAL)
    return closer or names


def _generics(words: str) -> list[str]:
    """“Medicines” and the like, where they stand alone or in a list with others."""
    spans = [span for _, span in places("treatments", words)]
    found: list[str] = []
    for name, pattern in _GENERICS:
        for at in pattern.finditer(words):
            inside = any(start <= at.start() < end for start, end in spans)
            follows = any(0 <= at.start() - end <= 1 for _, end in spans)
            beside = not spans or any(
                _BESIDE.search(words[end : at.start()][-12:]) and at.start() - end < 40
                for _, end in spans
            )
            if not inside and not follows and beside:
                found.append(name)
                break
            before_other = any(
                0 <= start - at.end() < 12 and _BESIDE.search(words[at.end() : start])
                for start, _ in spans
            )
            if not inside and before_other:
                found.append(name)
                break
    return found


def _own(name: str, words: str) -> str:
    return "a patient's own cells" if name == "stem cells" and _OWN.search(words) else name


def _leaned_on(sentence: Passage) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The treatments named by the sentence before, by what that leans on, or by the heading."""
    for before in _before(sentence):
        treatments, names = _named(before.text)
        if names:
            return (treatments, names) if len(names) <= _MOST else None
        if not _LEANS.match(before.text):
            break
    treatments, names = _named(heading_above(sentence))
    return (treatments, names) if 0 < len(names) <= _MOST else None


def _before(sentence: Passage) -> list[Passage]:
    """The sentences before it in its paragraph, the nearest first."""
    article = sentence.article
    for section in outline(article.text):
        for block in section.blocks:
            if block.sentences[0][0] <= sentence.start < block.sentences[-1][1]:
                ahead = [span for span in block.sentences if span[1] <= sentence.start]
                return [Passage(article, *span) for span in reversed(ahead[-_LOOKS_BACK:])]
    return []
