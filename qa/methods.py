"""A sentence's words to whether they tell how a study was done: whom it took, what it measured.

Such a sentence says nothing yet of what the study found.
"""

import re

from qa.wording import words_for

# What is said of studies alone …
_METHODS = re.compile(
    r"\b(?:primary|main|secondary|principal) (?:outcomes?|end ?points?|measures?)\b"
    r"|\b(?:mean|average|median) age\b|\bwho took part\b|\btaking part\b"
    r"|\b(?:patients|people|participants|volunteers|men|women|children|adults|clients|members)\b"
    r"[^.;]{0,90}?\b(?:were|was) (?:not )?(?:\w+ )?(?:randomi[sz]ed|assigned|allocated|enrolled"
    r"|recruited|excluded|included|screened|invited|interviewed|asked|followed|blinded)\b"
    r"|\b(?:enrolled|recruited|randomi[sz]ed|surveyed|followed) (?:\w+ ){0,3}?\d"
    r"|\b(?:no|without an?|lacked an?) (?:control|comparison) (?:group|arm)\b"
    r"|\b(?:trial|study) (?:set|compared|tested|weighed|pitted) [^.;]{3,60}? (?:against|with|to)\b"
    r"|\b(?:served|acted) as (?:the )?controls?\b|\bcrossover design\b"
    r"|\b(?:scored|measured|assessed|rated|examined|compared) (?:\w+ ){0,6}?(?:at|before|after"
    r"|by|with an?) (?:\w+ ){0,3}?(?:weeks?|months?|years?|scale|questionnaire|unaware)\b"
    r"|\b(?:unaware of|kept unaware|could be (?:kept )?(?:blind\w*|unaware)|masked)\b"
    r"|\b(?:length|duration) of follow-up\b|\brecruitment (?:was|stopped|closed|ended)\b"
    r"|\b(?:chosen|divided|split|drawn) (?:\w+ )?by lot\b|\blots (?:decided|were drawn)\b"
    r"|\b(?:trial|study|survey) (?:took(?: in)?|included|involved|covered) (?:\w+ ){0,2}?\d"
    r"|\b(?:was|were) (?:neither|not) (?:prescribed|recorded|examined|tested|measured)\b",
    re.IGNORECASE,
)
# … what it set out to do …
_AIMS = re.compile(
    r"\bwe (?:studied|set out|enrolled|asked whether|wanted to|aimed|sought|tested|compared"
    r"|recruited|randomi[sz]ed|did not (?:test|compare|measure)|had no data)\b"
    r"|\b(?:was|were) (?:scored|allocated|assigned)\b"
    r"|\b(?:compared|tested|studied|examined|asked) (?:how|whether)\b"
    r"|^to (?:determine|assess|investigate|examine|test|establish|find out|compare|evaluate)\b",
    re.IGNORECASE,
)
# … and who paid.
PAID = words_for(
    r"paid for by|funded|sponsored|donated by|no (?:part|say|hand) in (?:the )?"
    r"(?:analys\w+|study|trial)|analysing|funding came|competing interests|conflicts? of interest"
)
_FOUND = re.compile(
    r"\b(?:found|finds|show(?:s|ed|n)?|conclud\w+|better|worse|improv\w+|reliev\w+|eas(?:ed|ier)"
    r"|reduc(?:ed|es|tion)|fewer|fell|falls|rose|superior|inferior|no differences?|differed"
    r"|effective|benefit(?:s|ed)?|help(?:s|ed)|work(?:s|ed)|recovered|gained|success\w*|surviv\w*"
    r"|died|heal(?:s|ed)|suggests?|significant\w*|grew|regrew|halved|doubled|prevented|cured"
    r"|responded|pain-free|harm\w*|outlived|likely|weak|small|short|unblinded|succeed\w*|changed?|conflict|biased?)\b",
    re.IGNORECASE,
)


def tells_how_done(words: str) -> bool:
    """Whether a sentence says how a study was done, or why, and not what came of it.

    >>> [tells_how_done(f"The mean age {words}.") for words in ("was 60", "fell, it was found")]
    [True, False]
    """
    if _FOUND.search(words):
        return False
    return any(pattern.search(words) for pattern in (_METHODS, _AIMS, PAID))
