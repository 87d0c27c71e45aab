"""A sentence's words to what they say came of a treatment, as a phrase that fits any treatment.

The phrase says which way it went only where the words do: it stands after “speaks of”.
"""

import re

from qa.counting import NUMBER, SPAN
from qa.wording import plain, unconditional, words_for

_FADES = "an effect that does not last"
_RETURNS = "whether trouble comes back"
_NOT_ALL = "people whom it does not help"
# of harm as well as of help
GROUPS = "the figures of two groups"
NO_USE = "little or no benefit"
SAME = "no clear difference"
OFTEN = "how often trouble came"
RECOMMENDED = "what is recommended"
_SHARE = (
    rf"\b(?:{NUMBER}(?= (?:of|in|out of|per|people|patients|women|men|children|clients|members"
    r"|guests|families)\b)|half|thirds?|quarters?|most|many|nearly all|majority|%|per cent)"
)
_ILL = (
    r"(?:pain|aches?|symptoms?|disease|illness|cancer|tumou?rs?|scars?|attacks?|infections?"
    r"|swelling|blockage|dryness|depression|cris[ei]s|weight|migraines?|growths?|ulcers?|it"
    r"|more than half|fractures?|trouble|problems?)"
)
_WELL = (
    r"(?:improv\w+|better|respon(?:d|ds|ded|se)|heal(?:s|ed|ing)?|clear(?:s|ed)?|cured?|close[sd]?"
    r"|success\w*|well|pain-free|free (?:of|from)|normal|recover\w*|remission|pregnan\w+"
    r"|live births?|firm\w*|helped|satisfied|recommend|return(?:s|ed)? to|back (?:to|at|in))"
)
_FELT = (
    r"(?:notic\w+|feel\w*|felt|sees?|change\w*|difference|better|improv\w+|results?|works?|working"
    r"|worked|effect\w*|there|glow|lifts?|settles?|eases?|breathe|look|kicks? in)"
)
_AGAIN = (
    r"(?:walk\w*|work(?:ing)?|run(?:ning)?|sleep\w*|slept|cycl\w+|danc\w+|swim\w*|golf|tennis"
    r"|gardens?|stairs|climb\w*|sports?|desk|school|driv\w+|kneel\w*|life|read(?:ing)?|hear|stand)"
)
_ANY = r"[^.;]{0,60}?"
_GAP = r"(?:[^.;]|\.(?=\d))"  # 10.4 ends no sentence

# Each phrase stands before those that are less telling than it.
_FINDINGS = (
    (
        _FADES,
        words_for(
            r"w(?:ears?|ore|earing) off|no longer any|(?:not|n['’]t|never) last|short-lived"
            r"|gone (?:again )?(?:by|after|within)"
            r"|(?:effects?|relief|gains?|benefits?|results?|improvement)"
            r" (?:\w+ ){0,3}?fade[sd]?"
            r"|(?:only|just) (?:for )?as long as|only while|until you stop|temporar\w+"
            r"|short-term relief|when (?:you|people|they) stop"
        ),
    ),
    (
        _RETURNS,
        re.compile(
            rf"\b{_ILL} (?:\w+ ){{0,3}}?(?:com(?:e|es|ing) back|came back"
            rf"|return(?:s|ed)?(?! to\b))|\b(?:relaps|recur|flar)\w+",
            re.IGNORECASE,
        ),
    ),
    (
        SAME,
        words_for(
            r"(?:neither|nor)\b[^.;]{0,120}\bdiffer\w*|no (?:[\w-]+ ){0,3}differences?"
            r"|(?:not|n['’]t) (?:\w+ ){0,2}differ\w*"
            r"|(?:equally|just as) (?:\w+)|about as many|much the same|nor did"
            r"|no longer differ\w*|no relation"
            r"|(?:was|were|is|are|much) (?:about |roughly |also |very )?"
            r"(?:the same|alike|similar)|indistinguishable|zero (?:difference|change)"
            r"|groups alike|every bit as"
            r"|(?:exactly|precisely) (?:as|the same)"
            r"|similar(?:ly)? (?:in|between|for|with|after)|(?:be|to|by|due to) chance"
            r"|no different|the same (?:in|with|on) (?:both|either|the two)"
        ),
    ),
    (
        _NOT_ALL,
        words_for(
            r"(?:not|n['’]t) (?:\w+ ){0,2}?(?:in|for|suit) (?:every|all)\w*"
            r"|not every(?:one|body)(?! (?:is|was|agrees))"
            r"|(?:not|n['’]t) respond|saw no change|non-responders|do(?:es)? less well"
        ),
    ),
    (
        "survival or deaths",
        words_for(r"surviv\w+|died|dies?|deaths?|mortality|alive (?:after|at)|outlived"),
    ),
    (
        "how many people did well",
        re.compile(
            rf"{_SHARE}(?!\w)[^.;,]{{0,50}}?\b{_WELL}\b|\bsuccess rates?\b"
            rf"|\b{_WELL}\b[^.;]{{0,25}}?\b(?:in|for|by) (?:\w+ ){{0,2}}?{_SHARE}(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        OFTEN,
        words_for(
            r"commoner|rarer|(?:more|less|as|equally) (?:common|frequent(?:ly)?|often)"
            r"|(?:more|less) likely(?! to (?:help|work))"
        ),
    ),
    (
        GROUPS,
        re.compile(
            rf"{NUMBER}{_ANY}\b(?:and|against|versus|compared with|but|than|from){_ANY}{NUMBER}"
            r"[^.;]*(?:group|arm|sham|placebo|dummy|others?|controls?|respectively|among)\b"
            rf"|{NUMBER}{_GAP}{{0,60}}?\b(?P<before>after|with|on|by|in) {_GAP}{{1,60}}?"
            rf"(?:,|\band\b|against|versus|compared with) {_GAP}{{0,25}}?{NUMBER}{_GAP}{{0,30}}?"
            r"\b(?P=before)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "slowing an illness",
        re.compile(
            rf"\b(?:slow(?:s|ed|ing)?|halt(?:s|ed)?|hold(?:s|ing)? back|delay(?:s|ed|ing)?)\b{_ANY}"
            r"\b(?:disease|illness|decline|loss|progress\w*|growth|worsening|damage|scarring|MS"
            r"|it)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "how long an effect lasts",
        re.compile(
            rf"\b(?:lasts|holds?|serves?|protects?)\b{_ANY}{SPAN}"
            r"|\b(?:boosters?|top-ups?)\b|\bhow long\b"
            r"|\b(?:lasts|lasted|lasting)\b(?! resort)",
            re.IGNORECASE,
        ),
    ),
    (
        "how soon an effect can be felt",
        re.compile(
            rf"\b(?:within|after|by|in|from|takes?|until) (?:\w+[- ]){{0,3}}?(?:{SPAN}|days?|weeks?"
            rf"|months?|hours?|session|visit|dose)\b{_ANY}\b{_FELT}\b"
            rf"|\b{_FELT}\b{_ANY}\b(?:within|after|by|in|takes?|until) (?:\w+[- ]){{0,4}}?(?:days?"
            r"|weeks?|months?|years?|hours?|session|visit|dose)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "what people could do again",
        re.compile(
            rf"\b(?:back (?:to|at|on|in)|return(?:s|ed|ing)? to|able to)"
            rf" (?:\w+ ){{0,4}}?{_AGAIN}\b|\b{_AGAIN}\b[^.;]{{0,15}}?(?<!try )\bagain\b"
            rf"|\breturn (?:after|within)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "help as well as limits",
        re.compile(
            r"\b(?:help\w*|eas(?:e|es|ed)|works?|worked|effective|improv\w+|reliev\w+|better)\b"
            r"[^.;]*\b(?:but|although|though|however|only|yet)\b"
            r"|\b(?:although|though|while)\b[^.;]*\b(?:help\w*|effective|improv\w+|reliev\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (
        RECOMMENDED,
        words_for(
            r"recommend(?:s|ed)?|(?:is|are) (?:\w+ )?(?:advised|preferred)|first choice|first-line"
            r"|comes? first|should (?:be (?:offered|tried|given|used)|start|have|get)"
            r"|we (?:advise|suggest|prefer)|worth (?:trying|a try)"
        ),
    ),
    (
        "something getting worse",
        words_for(r"(?<!not get )(?<!no )worse|worsens?|worsened|deteriorat\w+"),
    ),
    (
        "a change that was measured",
        re.compile(
            rf"\b(?:rose|fell|dropped|gained|lost|grew|increased|decreased|lowered)\b{_ANY}"
            rf"(?:{NUMBER}|half|third|quarter)|\b(?:halved|doubled)\b"
            rf"|\b(?:difference|reduction|increase|fall|rise) of\b{_ANY}{NUMBER}",
            re.IGNORECASE,
        ),
    ),
)
# What is no plain claim, whatever else the words say; “little or no benefit” would say less.
TELLING = frozenset({_FADES, _RETURNS, SAME, _NOT_ALL})
_BUT = words_for("whereas|but")
_NO_USE = re.compile(
    r"\b(?:no|not any|none saw any) (?:[\w-]+ ){0,2}?(?:benefit|effect|gain|improvement"
    r"|advantage|change|slowing|relief|help)s?\b|\bnone (?:that|of \w+) (?:\w+ )?(?:slow|help|work"
    r"|saw)\w*"
    r"|\b(?:not|n['’]t|never|nor|neither) (?:\w+ ){0,2}?(?:help|work|improve|slow|change)\w*\b"
    r"|\b(?:chang(?:es|ed)|did|does|do|made|makes?) (?:nothing|no difference|little)\b"
    r"|\b(?:rarely|seldom|unlikely to|hardly) (?:\w+ )?(?:help|work|touch|prevent|ease)\w*\b"
    r"|\b(?:ineffective|useless|waste of|in vain)\b|\bof (?:no|little) use\b"
    r"|\bnothing (?:changed|worked|helped)\b",
    re.IGNORECASE,
)


def finding_in(words: str, holds_back: bool = False) -> str:
    """What the words say came of a treatment; nothing where they don't say.

    `holds_back` is whether the sentence denies or doubts a benefit: only then does “does not help”
    tell of the treatment.

    >>> finding_in("By six months there was no longer any difference."), finding_in("It rained.")
    ('an effect that does not last', '')
    """
    clear = plain(words) if "no longer" not in words else words
    found = next((phrase for phrase, pattern in _FINDINGS if pattern.search(clear)), "")
    if holds_back and found not in TELLING and _NO_USE.search(unconditional(clear)):
        return NO_USE
    mixed = found == SAME and _BUT.search(words)
    return "differences in some things and none in others" if mixed else found
