"""A sentence's words to what they say of harm: that there is some, or that there is none."""

import re

from qa.counting import NUMBER
from qa.subjects import conditions_in
from qa.wording import plain, words_for

# Words that are said of treatments alone …
SIDE_EFFECTS = words_for(
    r"side[- ]effects?|adverse(?:ly)?|overdos\w*|complications?|withdrawal|toxic\w*|unsafe"
    r"|addict\w*|(?:die|dies|died) (?:of|from|during) (?:the |an? )?(?:treatment|transplant"
    r"|operation|surgery|procedure|drug|injection|infusion)"
)
# … and others, which need a treatment beside them.
_HARMS = words_for(
    r"side[- ]effects?|adverse|risks?|harm(?:s|ed|ful)?|complications?"
    r"|bleed(?:s|ing)?(?! disorder)|nosebleeds|overdos\w*|addict\w*|dependen(?:cy|ce)|dependent on"
    r"|kidney damage|nausea|dizz\w+|died|deaths?|new (?:health )?problems"
    r"|(?:weaken|impair)s? (?:\w+ )?(?:immun\w+|memory|function)|rash(?:es)?|weight gain|danger\w*"
    r"|(?:kidney|liver|heart) failure|fatal(?:ly)?|destroys?|unsafe|toxic|haemorrhages?|bruising"
    r"|led to withdrawal"
    r"|(?:dulled|cognitive) (?:thinking|dulling|impairment)|fall risk|withdrawal"
    r"|(?:get|gets|got|made|make|makes|becomes?) (?:\w+ ){0,2}worse"
    r"|(?:blindness|tumou?rs?|cancers?|infections?|swelling|effusion|clots) (?:[\w,]+ ){0,6}?"
    r"(?:was|were|been|after|occurred)"
    r"|(?:tumou?rs?|infections?|blindness) (?:that )?formed"
    r"|(?:pain|swelling|effusion|fever|nausea|itching) (?:was|were) (?:reported|seen|noted) in"
    r"|had (?:pain|swelling|effusion|fever|nausea)"
)
# Before a harm: it is lessened, or treated.
_LOWERS = re.compile(
    r"\b(?:reduc|lower|cut|halv|decreas|lessen|minimi[sz]|reliev|eas|prevent|treat|control|avoid"
    r"|protect|help|stop)(?:s|es|e|d|ed|ing|ts|ting|ped|ping)?\b[^.;,]{0,40}$"
    r"|\b(?:no|not|without|never|nor|neither|free (?:of|from))(?: [\w-]+){0,3} $"
    r"|\b(?:fewer|less|lower|little|with|people with|for|certain) (?:\w+ ){0,2}?$",
    re.IGNORECASE,
)
REJECTION = re.compile(
    r"\b(?:no|not|never|cannot|nothing|without|zero|isn['’]t|low|little)\b[^.;]{0,40}?\breject\w*"
    r"|\breject(?:ion|ed)\b[^.;]{0,20}?\b(?:not|no|never|isn['’]t|impossible|rare)\b",
    re.IGNORECASE,
)
REPORTED_NONE = re.compile(
    r"\b(?:no|nobody|not|never|none|without)\b[^.;]{0,60}?\b(?:side[- ]effects?|adverse"
    r"|harm(?:ed)?|complications?|problems?)\b[^.;]{0,60}?\b(?:report\w*|known|seen|recorded|found"
    r"|observed)"
    r"|\b(?:no|without) (?:known|reported|recorded|long-term) (?:\w+ ){0,3}?(?:side[- ]effects?"
    r"|risks?|harm)"
    r"|\bnobody has (?:reported|been harmed)|\bnever seen an?\b"
    r"|\bno\b[^.;]{0,30}?\bside[- ]effects that are known",
    re.IGNORECASE,
)
# A promise that nothing goes wrong.
_PROMISES = re.compile(
    r"\bno (?:known |reported |serious |adverse |significant |long-term |real )*"
    r"(?:side[- ]effects?|risks?|adverse|complications?|danger|rejection|downtime)"
    r"|without (?:the |any )?(?:side[- ]effects|risks?)\b(?! of)|\breject(?:ion|ed)? is not a risk"
    r"|\b(?:cannot|never|nothing)\b.{0,30}\breject"
    r"|\b(?:risk-free|harmless|non-toxic|well[- ]tolerated)\b"
    r"|(?<!if it )(?<!if they )(?<!whether it )(?<!whether they )\b(?:is|are|as) (?:completely "
    r"|perfectly |very |entirely |quite )?safe\b(?! (?:from|to)\b)"
    r"|\bsafer\b|\bfree (?:of|from) side[- ]effects",
    re.IGNORECASE,
)
# Care is called for so that it be safe, or it is asked whether it is: no promise.
_TO_BE_SAFE = re.compile(
    r"\b(?:so that|to (?:make sure|ensure|keep|check)|ensur\w+|whether|if|until|how|must|should"
    r"|(?:nobody|no one) has (?:yet )?(?:shown|proved|established))\b"
    r"[^.;]{0,80}?\bsafe",
    re.IGNORECASE,
)
NOT_SAFE = re.compile(
    r"\b(?:not|n['’]t|never) (?:\w+ ){0,3}?(?:safe|harmless|risk-free|safer)\b", re.IGNORECASE
)
# Somebody else it does nothing to: the baby whose cord is cut, the donor.
ON_ANOTHER = re.compile(
    r"\bno (?:\w+ ){0,2}?(?:effects?|harm|danger|risks?|pain) (?:\w+ )?(?:on|to"
    r"|for) (?P<whom>(?:the|your|a|an|his|her|their) (?:unborn )?(?:baby|child|mother|donor"
    r"|newborn|partner|foetus|fetus|family))\b",
    re.IGNORECASE,
)
UNKNOWN_HARM = re.compile(
    r"\b(?:harms?|risks?|safety|safe|side[- ]effects?|effects|long[- ]term)\b[^.;]{0,60}?\b"
    r"(?:unknown|uncertain\w*|unclear|cannot (?:yet )?be (?:ruled out|excluded|known)"
    r"|(?:not|n['’]t) (?:yet )?(?:been )?(?:known|studied|established|proven|shown))"
    r"|\b(?:unknown|uncertain\w*|unclear|(?:nobody|no one) (?:knows|has (?:yet )?(?:shown|proved"
    r"|established))|not (?:yet )?known|n['’]t know)\b[^.;]{0,60}?\b(?:harms?|risks?|safety|safe"
    r"|side[- ]effects?)|\b(?:not|no study|n['’]t) (?:\w+ )?(?:followed|long enough)"
    r"|\btoo (?:small|short|few)\b",
    re.IGNORECASE,
)
FIGURES = re.compile(
    r"\d(?:[.,]\d+)? ?(?:%|per cent)|\bone (?:person )?in \w+"
    r"|\b\d[\d,]* (?:of|in|out of) (?:the |every )?\d",
    re.IGNORECASE,
)
# Grave harm, counted.
_GRAVE = words_for(
    r"infections?|bleeding|haemorrhages?|died|deaths?|tumou?rs?|leuka?emia|clots?|blindness"
    r"|perforat\w+|burns|reactions?|side[- ]effects?|complications?|overdos\w+|rejected|put back"
    r"|operated on again|taken to hospital"
)
_COUNTED = re.compile(
    rf"{NUMBER} (?:[\w-]+ )?(?:in|of|out of|reports) (?:[\w-]+ ){{0,2}}?(?:{NUMBER}|serious|harm)"
    rf"|\bone \w+ in \w+|\d ?(?:%|per cent)|\b(?:twice|three times) as"
    rf"|{NUMBER} (?:\w+ )?(?:cases|deaths) of",
    re.IGNORECASE,
)
# Harm that came, and was put down to something else.
NOT_ITS = re.compile(
    r"\b(?:not|none|no|nothing)\b[^.;]{0,40}?\b(?:due to|caused by|related to|attribut\w+ to|to do"
    r" with|put down to|because of)\b|\brather than\b[^.;]{0,30}\bto the\b|\band not to\b",
    re.IGNORECASE,
)
# It seldom happens, or is slight …
RARE = words_for(
    r"rare(?:ly|r)?|hardly (?:any|ever)|scarcely|seldom|exceptional|negligible|tiny"
    r"|unheard of|unusual|mild|brief|slight|nothing to worry|usually settle\w*|uncommon"
)
# … or is denied.
DENIED = re.compile(
    r"n['’]t\b|\b(?:no|not|never|nobody|none|nothing|neither|nor|without|cannot|free)\b",
    re.IGNORECASE,
)
CALLED = words_for(r"safer|safe|harmless|risk-free|non-toxic|well[- ]tolerated|gentler?")
OF_HARM = words_for(
    r"harm\w*|risks?|safe\w*|unsafe|side[- ]effects?|adverse|complications?|danger\w*|toxic\w*"
    r"|late effects|long[- ]term|long enough"
)
_LOST = words_for(r"los[et]|lose[sd]?|losing|worse|hurts?|reject\w*|scarr\w+|burns?|trouble")
FEELS = re.compile(
    r"\bpainless|\b(?:not|n['’]t|never|hardly|rarely|barely) (?:\w+ )?hurts?\b"
    r"|\bfeel (?:almost |next to )?nothing|\bcomfortable\b|\b(?:no|without) (?:cutting|knife"
    r"|stitches|scars?|scarring|downtime|needles|general anaesthetic)\b|\bstings?\b",
    re.IGNORECASE,
)
_DENIALS = (_PROMISES, REJECTION, REPORTED_NONE, ON_ANOTHER)


def tells_of_harm(words: str, named: bool) -> bool:
    """Whether a sentence says that a treatment does harm; `named` is whether it names one.

    >>> [tells_of_harm("Deaths occurred.", named) for named in (True, False)]
    [True, False]
    """
    clear = plain(words)
    found = (_HARMS if named else SIDE_EFFECTS).finditer(clear)
    told = any(not _LOWERS.search(clear[: at.start()]) for at in found)
    return told and not denies_harm(words)


def names_harm(words: str) -> bool:
    """Whether a sentence has a word for harm, or for an illness that could be one.

    >>> names_harm("Nobody lost sight."), names_harm("Nobody was found.")
    (True, False)
    """
    return bool(_HARMS.search(words) or _LOST.search(words) or OF_HARM.search(words)) or bool(
        conditions_in(words)
    )


def counts_harm(words: str) -> bool:
    """Whether a sentence says how often something grave came of a treatment.

    >>> counts_harm("Bleeding follows one injection in 90."), counts_harm("Bleeding is feared.")
    (True, False)
    """
    return bool(_GRAVE.search(words) and _COUNTED.search(words))


def denies_harm(words: str) -> bool:
    """Whether a sentence says that no harm, or none known, is done.

    >>> denies_harm("No risks are known."), denies_harm("Harmless it is not, and not safe.")
    (True, False)
    """
    if NOT_SAFE.search(words) or _TO_BE_SAFE.search(words):
        return False
    return any(pattern.search(words) for pattern in _DENIALS)
