"""A sentence's words to what they say of harm: that there is some, or that there is none."""

import re

from qa.wording import words_for

# Words that are said of treatments alone …
SIDE_EFFECTS = words_for(
    r"side[- ]effects?|adverse(?:ly)?|overdos\w*|complications?|withdrawal|toxic\w*|unsafe"
    r"|addict\w*"
    r"|overdose",
)
# … and others, which need a treatment beside them.
HARMS = words_for(
    r"side[- ]effects?|adverse|risks?|harm(?:s|ed|ful)?|complications?"
    r"|bleed(?:s|ing)?(?! disorder)",
    r"nosebleeds|overdos\w*|addict\w*|dependen(?:cy|ce)|dependent on|kidney damage|nausea|dizz\w+"
    r"|died|deaths?|new (?:health )?problems|(?:weaken|impair)s? (?:\w+ )?(?:immun\w+|memory"
    r"|function)",
    r"rash(?:es)?|weight gain|danger\w*|unsafe|toxic|haemorrhages?|bruising|led to withdrawal"
    r"|(?:dulled|cognitive) (?:thinking|dulling|impairment)|fall risk|withdrawal"
    r"|(?:get|gets|got|made|make|makes|becomes?) (?:\w+ ){0,2}worse",
    r"(?:blindness|tumou?rs?|cancers?|infections?|swelling|effusion|clots) (?:[\w,]+ ){0,6}?"
    r"(?:was|were|been|after|occurred)|(?:tumou?rs?|infections?|blindness) (?:that )?formed",
    r"(?:pain|swelling|effusion|fever|nausea|itching) (?:was|were) (?:reported|seen|noted) in",
    r"had (?:pain|swelling|effusion|fever|nausea)",
)
# Before a harm: it is lessened, or treated.
LOWERS = re.compile(
    r"\b(?:reduc|lower|cut|halv|decreas|lessen|minimi[sz]|reliev|eas|prevent|treat|control|avoid"
    r"|protect|help|stop)(?:s|es|e|d|ed|ing|ts|ting|ped|ping)?\b[^.;,]{0,40}$"
    r"|\b(?:no|not|without|never|nor|neither|free (?:of|from))(?: [\w-]+){0,3} $"
    r"|\b(?:fewer|less|lower|little|with|people with|for|certain) (?:\w+ ){0,2}?$",
    re.IGNORECASE,
)
NO_HARM = words_for(
    r"no|not|never|none|nobody|without|free (?:of|from)|zero|nothing|isn['’]t|cannot|rarely|hardly"
)
REJECTION = re.compile(
    r"\b(?:no|not|never|cannot|nothing|without|zero|isn['’]t|low|little)\b[^.;]{0,40}?\breject\w*"
    r"|\breject(?:ion|ed)\b[^.;]{0,20}?\b(?:not|no|never|isn['’]t|impossible|rare)\b",
    re.IGNORECASE,
)
REPORTED_NONE = re.compile(
    r"\b(?:no|nobody|not|never|none|without)\b[^.;]{0,60}?\b(?:side[- ]effects?|adverse|harm(?:ed)?"
    r"|complications?|problems?)\b[^.;]{0,60}?\b(?:report\w*|known|seen|recorded|found|observed)"
    r"|\b(?:no|without) (?:known|reported|recorded|long-term) (?:\w+ ){0,3}?(?:side[- ]effects?"
    r"|risks?"
    r"|harm)|\bnobody has (?:reported|been harmed)|\bnever seen an?\b"
    r"|\bno\b[^.;]{0,30}?\bside[- ]effects that are known",
    re.IGNORECASE,
)
SAFE = words_for(
    r"(?:is|are|as|be|it['’]s|they['’]re) (?:\w+ly )?(?:very |quite )?(?:safe|harmless|gentle"
    r"|painless|risk-free|non-toxic)(?! (?:from|to)\b)"
    r"|safer|safely|safety record|harmless|risk-free|well[- ]tolerated|non-toxic|painless"
    r"|minimally invasive|non-invasive",
)
# A promise that nothing goes wrong.
PROMISES = re.compile(
    r"\bno (?:known |reported |serious |adverse |significant |long-term |real )*(?:side[- ]effects?"
    r"|risks?|adverse|complications?|danger|rejection|downtime)|without (?:the |any )?(?:side[- ]"
    r"effects|risks?)\b(?! of)|\breject(?:ion|ed)? is not a risk|\b(?:cannot|never|nothing)\b"
    r".{0,30}\breject"
    r"|\bnobody has (?:reported|been harmed)|\b(?:risk-free|harmless|non-toxic|well[- ]tolerated)\b"
    r"|\b(?:is|are|as) (?:completely |perfectly |very |entirely |quite )?safe\b(?! (?:from"
    r"|to)\b)|\bsafer\b"
    r"|\bfree (?:of|from) side[- ]effects|\bnever seen an?\b",
    re.IGNORECASE,
)
NOT_SAFE = re.compile(
    r"\b(?:not|n['’]t|never) (?:\w+ ){0,3}?(?:safe|harmless|risk-free|safer)\b", re.IGNORECASE
)
# Somebody else it does nothing to: the baby whose cord is cut, the donor.
ON_ANOTHER = re.compile(
    r"\bno (?:\w+ ){0,2}?(?:effects?|harm|danger|risks?|pain) (?:\w+ )?(?:on|to"
    r"|for) (?P<whom>(?:the"
    r"|your|a|an|his|her|their) (?:unborn )?(?:baby|child|mother|donor|newborn|partner|foetus|fetus"
    r"|family))\b",
    re.IGNORECASE,
)
UNKNOWN_HARM = re.compile(
    r"\b(?:harms?|risks?|safety|safe|side[- ]effects?|effects"
    r"|long[- ]term)\b[^.;]{0,60}?\b(?:unknown"
    r"|uncertain\w*|unclear|cannot (?:yet )?be (?:ruled out|excluded|known)|(?:not|n['’]t)"
    r" (?:yet )?(?:been )?(?:known|studied|established|proven|shown))"
    r"|\b(?:unknown|uncertain\w*|unclear|nobody knows|no one knows|not (?:yet )?known"
    r"|n['’]t know)\b"
    r"[^.;]{0,60}?\b(?:harms?|risks?|safety|safe|side[- ]effects?)"
    r"|\b(?:not|no study|n['’]t) (?:\w+ )?(?:followed|long enough)|\btoo (?:small|short|few)\b",
    re.IGNORECASE,
)
FIGURES = re.compile(
    r"\d(?:[.,]\d+)? ?(?:%|per cent)|\bone (?:person )?in \w+|\b\d[\d,]* (?:of|in|out of) (?:the "
    r"|every )?\d",
    re.IGNORECASE,
)
