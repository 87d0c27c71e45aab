"""A sentence's words to what they plainly say of a treatment, for messages that claim no more."""

import re


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


HELPS = _words(
    r"help(?:s|ed|ing|ful)?|reliev(?:e|es|ed|ing)|eas(?:e|es|ed|ing)|sooth(?:e|es|ed|ing)|calm(?:s"
    r"|ed)?",
    r"heal(?:s|ed|ing)?|repair(?:s|ed)?|fix(?:es|ed)?|regenerat(?:e|es|ed)|regrow(?:s|n)?|regrew",
    r"rebuild(?:s|ing)?|rebuilt|restor(?:e|es|ed|ing)|improv(?:e|es|ed|ing)|improvements?|renew(?:s"
    r"|ed)?",
    r"reviv(?:e|es|ed)|boost(?:s|ed)?|strengthen(?:s|ed)?|brings? back|works? (?:well|wonders"
    r"|best)",
    r"effective|benefits?|recover(?:s|ed|y)?|pain-free|less pain|fewer (?:symptoms|attacks|flares)",
    r"reduc(?:e|es|ed|ing|tion)|lower(?:s|ed)? (?:pain|blood|the risk|sugar)|treats?|rejuvenat\w+",
    r"(?:giv|bring|offer|provid|deliver|get)\w* (?:\w+ ){0,3}relief|(?:feel|sleep|walk|see"
    r"|hear)\w* better",
)
CURES = _words(
    r"cures?|cured",
    r"for good",
    r"eliminat\w+(?! the need)",
    r"(?:get|gets|got) rid of",
    r"goodbye to",
)
PREVENTS = _words(r"prevents?|prevented", r"protects?|protected", r"wards? off", r"keeps? away")
HEDGES = _words(
    r"may|might|could|perhaps|possibl[ey]|probably|likely|promis(?:e|es|ing)|potential(?:ly)?",
    r"suggests?|suggested|seems?|appears?|hopes?|hoped|aims?|thought to|explor(?:e|ed|ing)|said to",
)
WORKS_BY = _words(
    r"releas(?:e|es|ed|ing)|signals?|messages|travels?|seek out|growth factors|turn(?:s|ing)? into",
    r"differentiat\w+|binds?|blocks? (?:the|pain|signals?|an?|its|that)|stimulat(?:e|es|ed|ing)"
    r"|triggers?|wakes? up|immune|molecules?",
    r"cytokines?|enzymes?|at (?:the|its) (?:source|root)|root cause|supply of blood|circulation",
    r"replaces? (?:the )?(?:damaged|lost|missing|worn)|prostaglandins?|receptors?"
    r"|anti-inflammatory",
)
TIMES = re.compile(
    r"\b(?:lasts?|lasting|wears? off|starts?|begins?|within|after|by|in) (?:\w+[ -]){0,4}"
    r"(?:days?|weeks?|months?|years?|lifetime|christmas|spring|summer)\b",
    re.IGNORECASE,
)
COMPARES = _words(
    r"(?:better|safer|faster|stronger|cheaper|(?:more|less) \w+) than|unlike|alternatives? to",
    r"rather than|instead of|compared (?:with|to)|as (?:well|good|effective) as|whereas",
)
RECOMMENDS = _words(
    r"recommend(?:s|ed)?|first choice|first-line|worth (?:trying|a try)|should (?:have|be offered"
    r"|start)",
    r"(?:is|are) (?:usually )?(?:offered|used|given|considered)|the best|ideal|suits?|suitable"
    r"|perfect for",
)
# Words with which it may say the opposite, or of something else.
TURNS = re.compile(
    r"n['’]t\b|\b(?:not|no|nor|never|none|nobody|nothing|cannot|hardly|little|less|fewer|only"
    r"|mainly|merely|just|fail\w*|mask\w*|wears? off|temporar\w+|worse|risks?|harm\w*|los(?:e|es"
    r"|ing|t)"
    r"|limit\w*|dependen\w+|addict\w*|tolerance|but|however|although|though|unless|without|than"
    r"|too|slow\w*|alone|symptoms|interrupt\w*|rather|ask|whether|if|claims?|restates?"
    r"|advert\w*)\b",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"(?:n['’]t\b|\b(?:not|no|nor|neither|none|nobody|nothing|never|cannot|hardly|little|fail(?:s"
    r"|ed)?"
    r"|without|seldom|rarely|unable)\b)[^.;]{0,45}\b(?:effects?|benefits?|help\w*|works?|worked"
    r"|better"
    r"|difference|differ(?:s|ed)?|improv\w+|relie\w+|changes?|use|useful|good|good for|slow\w*"
    r"|stop\w*"
    r"|prevent\w*|gain\w*|last\w*|more|lasting|shrink|restore\w*|proved?|achiev\w+|reduc\w+"
    r"|lengthen"
    r"\w*|fewer|faster|superior)\b|\bachieves? (?:little|nothing)|\bfail(?:s|ed)? to\b",
    re.IGNORECASE,
)
NO_BETTER = _words(
    r"no (?:better|more|difference|clear|greater|faster|sooner)(?! (?:tablets|pain))",
    r"not (?:differ|better|superior)|did not differ|similar(?:ly)?|alike|equally|the same",
    r"as (?:well|much|good|often|effective) as|(?:by|due to|play of) chance",
)
NO_CURE = re.compile(r"\b(?:no|not an?|cannot|never|nothing)\b[^.;]{0,40}\bcure", re.IGNORECASE)
NOT_APPROVED = re.compile(
    r"\b(?:not|never|no|nor|neither|none|without|yet to|lacks?)\b[^.;,]{0,50}?"
    r"\b(?:approv|licen[sc]|authori[sz])\w*|\bun(?:approved|licensed|authori[sz]ed)\b",
    re.IGNORECASE,
)
IS_NOT_APPROVAL = re.compile(
    r"neither [^.;]{0,80} approval|(?:not|no) (?:\w+ ){0,5}(?:an? )?approval|not (?:mean|make|show"
    r"|amount)|is no approval"
    r"|not the same",
    re.IGNORECASE,
)
APPROVED = _words(r"approv(?:ed|al|es|als)", r"licen[sc](?:ed|e|es)", r"authori[sz](?:ed|ation)")
ADVISES = re.compile(
    r"\bshould (?:not|only|be (?:reserved|avoided))|\bis best avoided|\bnot (?:be )?(?:recommend"
    r"|offer|advis)\w*|\bno longer advised"
    r"|\badvis\w+ against|\bdo not (?:pay|buy|use|take|treat)|\b(?:is|are) not for (?:people"
    r"|anyone)"
    r"|\bcannot recommend"
    r"|\b(?:outside|only (?:with)?in) (?:of )?(?:\w+ )?(?:trials?|studies|research)",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"\b(?:unknown|unclear|uncertain\w*|unproven|experimental|disagree\w*|scarce|scanty|weak|thin"
    r"|whether|lack(?:s|ing)?|limited|remain\w*|contradict\w*|conflicting|doubt\w*)\b"
    r"|\b(?:no|not|never|nobody|none|nor|neither|few|little|cannot|n['’]t)\b[^.;]{0,45}\b(?:know\w*"
    r"|proof|prove[ns]?|evidence|shown?|shows|certain|clear|stud(?:y|ies|ied)|trials?|data|tested"
    r"|compared|examined|investigated|confirmed|determined|published|tell|say|established"
    r"|support)\b"
    r"|\b(?:more|further|larger) (?:research|stud\w+|trials?)|\b(?:too (?:few|early|short|soon)"
    r"|too small (?:to|a))"
    r"|\b(?:small|short|poor|weak) (?:stud\w+|trials?|quality)|\bsmall and\b",
    re.IGNORECASE,
)
CLAIMS = _words(r"claims? (?:that|in|made|for|of|to)|claims (?:are|were)|advertis\w+")
HARMS = _words(
    r"side[- ]effects?|adverse|risks?|harm(?:ed|ful)?|harm(?= (?:from|after|to patients|was|has"
    r"|is))|complications?|bleed(?:s"
    r"|ing)?(?! disorder)",
    r"nosebleeds|overdos\w*|addict\w*|dependen(?:cy|ce)|kidney damage|nausea|dizz\w+|died|deaths?",
    r"rash(?:es)?|weight gain|danger\w*|unsafe|toxic|haemorrhages?|bruising|led to withdrawal"
    r"|(?:get|gets|got|made|make|makes|becomes?) (?:\w+ ){0,2}worse",
    r"(?:blindness|tumou?rs?|cancers?|infections?|swelling|effusion|clots) (?:[\w,]+ ){0,6}?"
    r"(?:was|were|been|after|occurred)",
)
NOT_FOR = re.compile(
    r"\bcannot (?:help|treat|accept|have|inject) (?:people|anyone|you|those|it|patients)"
    r"|\bdo not (?:treat|accept|implant|inject)|\b(?:is|are) not (?:suitable |meant )?for (?:people"
    r"|any)"
    r"|\b(?:must|should|may|can) not (?:have|take|use) (?:it|this|them)\b|\bnot suitable for\b",
    re.IGNORECASE,
)
UNPROVEN = _words(r"experimental|unproven|not (?:yet )?(?:been )?proven|is the established use")
NOT_ONLY = _words(r"not (?:only|just|merely)")
CONTRASTS = _words(r"but|whereas|while|although|though")
UNKNOWN_HARM = re.compile(
    r"\bunknown|\bcannot (?:yet )?be (?:ruled out|excluded|calculated|known)|\buncertain"
    r"|\b(?:not|nobody|no one|no study|n['’]t) (?:\w+ )?(?:known?s?|followed|long enough)"
    r"|\btoo (?:small|short|few)\b",
    re.IGNORECASE,
)
FIGURES = re.compile(
    r"\d(?:[.,]\d+)? ?(?:%|per cent)|\bone (?:person )?in \w+|\b\d[\d,]* (?:of|in|out of) (?:the "
    r"|every )?\d",
    re.IGNORECASE,
)
NO_HARM = _words(
    r"no|not|never|none|nobody|without|free (?:of|from)|zero|nothing|isn['’]t|cannot|rarely|hardly"
)
REJECTION = _words(r"reject\w*")
SAFE = _words(
    r"safe|safer|safely|safety record|harmless|risk-free|well[- ]tolerated|gentle|non-toxic"
    r"|painless"
)
# A promise that nothing goes wrong.
PROMISES = re.compile(
    r"\bno (?:known |reported |serious |adverse |significant |long-term |real )*(?:side[- ]effects?"
    r"|risks?|adverse|complications?|danger|rejection|downtime)|without (?:the |any )?(?:side[- ]"
    r"effects|risks?)|\breject(?:ion|ed)? is not a risk|\b(?:cannot|never|nothing)\b.{0,30}\breject"
    r"|\bnobody has (?:reported|been harmed)|\b(?:risk-free|harmless|non-toxic|well[- ]tolerated)\b"
    r"|\b(?:is|are|as) (?:completely |perfectly |very |entirely |quite )?safe\b(?! from)|\bsafer\b"
    r"|\bfree (?:of|from) side[- ]effects|\bnever seen an?\b",
    re.IGNORECASE,
)
WARNS = re.compile(
    r"\b(?:be (?:wary|careful)|beware|warn(?:s|ed|ing)?|watch out|caution|do not (?:trust|believe)"
    r"|misleading|mislead|deceiv\w+|false)\b",
    re.IGNORECASE,
)
STORY = re.compile(
    r"[\"“”‘]|(?-i:\bI\b)|\b(?:my|me|he|she|his|her|him|says?|said|tells?|told|writes?|swears?"
    r"|aged)\b"
    r"|, \d\d,",
    re.IGNORECASE,
)
OURS = _words(r"our|we|us")
MANY = _words(
    r"patients|members|clients|guests|customers|people|parents|users|families|some|most|many"
    r"|several",
    r"half|they|them",
)
TOLD_TO_STOP = re.compile(
    r"(?:^|[.!?] )(?:please )?(?:stop|avoid|skip|leave off|cut out)\b|\b(?:must|should) be stopped"
    r"|\bnot to take",
    re.IGNORECASE,
)
LEGAL = _words(r"law\w*|legal\w*|licen[sc]\w*|approv\w*|authori[sz]\w*|unapproved|unlicensed")
