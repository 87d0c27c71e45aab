"""A sentence's words to the limits that they set: of approval, of proof, of what it does."""

import re

from qa.counting import number_in
from qa.wording import words_for

APPROVED = words_for(
    r"(?<!ethics )(?<!ethical )(?<!committee )approv(?:ed|al|als)(?! (?:of|by) (?:an? |the |its )?"
    r"(?:\w+ )?(?:ethics|committee|board))|authori[sz](?:ed|ation)"
    r"|(?<!driving )licen[sc](?:ed|e|es)(?! (?:clinic|physic|doctor|nurs|provider|practition"
    r"|profession|therap|acupun|pharmac|dentist|premises))"
)
IS_NOT_APPROVAL = re.compile(
    r"(?:regist\w+|list(?:ed|ing)|clearance|inspect\w+|licen[sc]e for an?|certificate)[^.;]{0,80}?"
    r"\b(?:not|n['’]t|neither|no|nor|never)\b[^.;]{0,40}?approv\w+"
    r"|\b(?:not|n['’]t|neither|no|nor|never)\b[^.;]{0,60}?(?:regist\w+"
    r"|list(?:ed|ing))[^.;]{0,60}?approv\w+",
    re.IGNORECASE,
)
NOT_APPROVED = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|lacks?|n['’]t)\b[^.;\n]{0,60}?\b"
    r"(?:approv\w+\b(?! (?:clinical )?(?:trial|stud))"
    r"|licen[sc]\w+(?! (?:clinic|physic|doctor|nurs|NP|provider|practition|profession|therap"
    r"|acupun))|authori[sz]\w+)"
    r"|\bapproved (?:neither|none|no)\b",
    re.IGNORECASE,
)
NO_NEED = re.compile(
    r"\b(?:needs?|requires?) no (?:\w+ )?(?:licen|approv|authori)"
    r"|(?:\bnot|n['’]t) (?:need|require)\w* (?:\w+ )?(?:licen|approv|authori)",
    re.IGNORECASE,
)
UNAPPROVED = words_for(r"unapproved|unlicen[sc]ed")
AUTHORITY = re.compile(
    r"(?-i:\bFDA\b)|food and drug administration|(?-i:\b(?:EMA|MHRA|TGA|NICE)\b)"
    r"|european medicines agency|health canada",
    re.IGNORECASE,
)
LAW = words_for(
    r"(?<!in-)law(?:ful\w*|s)?|legal(?! limits?)\w*|court(?! shoe)|ruled(?! out)|statute|SB \d+"
    r"|(?:allow|permit)(?:s|ed) (?:\w+ )?(?:physicians|doctors|clinics)"
)
DECEIVED = words_for(
    r"deceiv\w+|decept\w+|misle(?:d|ad\w*)|false(?:ly)?[- ]advertis\w+|scams?|fraud"
)
EXPERIMENTAL = words_for(r"experimental(?! group)|unproven|investigational|in its infancy")
_PROOF = r"(?:evidence|data|research|proof|trials?|studies)"
_POOR = (
    r"(?:limited|weak|thin|scarce|scanty|scant|lacking|poor|low[- ]quality|sparse|mixed"
    r"|conflicting|inconclusive|inconsistent|insufficient|missing)"
)
THIN = re.compile(
    rf"\b{_PROOF}\b(?: [\w-]+){{0,6}}? (?:is|are|was|were|remains?|seems?)"
    rf"(?: [\w-]+){{0,3}}? {_POOR}\b"
    rf"|\b(?:{_POOR}|little|not enough|too little|lack of|lacks?|no good) "
    rf"(?:[\w-]+ ){{0,2}}?{_PROOF}\b"
    r"|\b(?:only|just) (?:\w+ )?(?:one|two|three|four|five|six|\d) (?:\w+ )?(?:stud(?:y|ies)"
    r"|trials?)\b",
    re.IGNORECASE,
)
# Such studies can find something; that their proof is thin is said only beside a word of doubt.
SMALL = re.compile(r"\bsmall(?:,? \w+)? (?:studies|trials)\b|\bstudies (?:\w+ ){1,3}small\b", re.I)
MORE_WORK = re.compile(
    r"\b(?:more|further|larger|longer|better|additional) (?:\w+ ){0,2}?(?:research|stud(?:y|ies)"
    r"|trials?|evidence|data|work)\b[^.;]{0,40}?\b(?:need\w*|required?|necessary|warranted|wanted"
    r"|must|should)"
    r"|\b(?:need\w*|requires?|awaits?) (?:\w+ ){0,3}?(?:more|further|larger|longer|proper|better) "
    r"(?:\w+ ){0,2}?(?:research|stud(?:y|ies)|trials?|evidence|data|tests?)"
    r"|\bfield (?:is still evolving|has not finished)",
    re.IGNORECASE,
)
# Somebody looked, and found nothing for it.
NOTHING_FOR = re.compile(
    r"\b(?:found|finds?|saw|showed|concluded|there (?:is|was)) (?:\w+ ){0,3}?no (?:\w+ ){0,2}?"
    r"(?:evidence|proof|support)\b"
    r"|\bno (?:\w+ ){0,2}?(?:evidence|proof) (?:\w+ ){0,3}?(?:was|were|has been) found"
    r"|\bno evidence (?:that|for|to support|in favou?r)",
    re.IGNORECASE,
)
NOT_SHOWN = re.compile(
    r"\b(?:research\w*|studies|trials?|evidence|science|scientists|doctors|nobody"
    r"|no one)\b[^.;]{0,25}?\b(?:not|n['’]t|never|cannot|nobody|no one) (?:yet )?(?:\w+ly )?"
    r"(?:been )?(?:shown?|prove[dn]?|confirm\w*|found|establish\w*|know\w*|understand|sure|clear)"
    r"|\bnot (?:yet )?(?:been )?(?:proven|proved|shown|established) to\b",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"\b(?:unknown|unclear|uncertain\w*|disagree\w*|whether|contradict\w*|doubt(?:s|ed|ful)\b"
    r"|conflicting)\b"
    r"|\b(?:no|not|never|nobody|none|nor|neither|few|cannot|n['’]t)\b[^.;]{0,45}\b(?:know\w*|proof"
    r"|prove[ns]?|evidence|shown?|shows|certain|clear|stud(?:y|ies|ied)|trials?|data|tested"
    r"|compared|examined|investigated|confirmed|determined|published|established|support)\b"
    r"|\b(?:too (?:few|early|short|soon)|too small (?:to|a))",
    re.IGNORECASE,
)
INSTEAD_OF_USUAL = re.compile(
    r"\bshould (?:not|never) (?:be used to )?(?:replace|be used instead)"
    r"|\bnot an? (?:replacement|substitute)",
    re.IGNORECASE,
)
# It is somebody else who thinks little of it, as the passage tells.
OTHERS_SAY = re.compile(
    r"\b(?:insurers?|critics?|sceptics?|authorities|regulators?|(?:some|many|most) (?:doctors"
    r"|surgeons|experts|scientists|people))\b[^.;]{0,40}?\b(?:call|regard|consider|label|deem|say"
    r"|think|rate)(?:s|ed)?\b",
    re.IGNORECASE,
)
# What a heading says of all that stands under it.
NOT_ADVISED = re.compile(
    r"\b(?:not|never|no longer|against) (?:be )?(?:recommend|advis|offer)\w*"
    r"|\b(?:what|things) to avoid\b|^avoid\b",
    re.IGNORECASE,
)
# Often, but not always: what is said of a treatment then holds for many people, not for all.
OFTEN = words_for(r"often|usually|frequently|sometimes|primarily|mainly|mostly|largely|tends? to")
ADVISES = re.compile(
    r"\bnot (?:be )?the best (?:option|choice)"
    r"|\bshould (?:not|only|be (?:reserved|avoided))|\bis best avoided"
    r"|\bnot (?:be )?(?:recommend|offer|advis)\w*|\bno longer advised|\badvis\w+ against"
    r"|\bdo not (?:pay|buy|use|take|treat)|\b(?:is|are) not for (?:people|anyone)"
    r"|\bcannot recommend"
    r"|\b(?:outside|only (?:with)?in) (?:of )?(?:\w+ )?(?:trials?|studies|research)",
    re.IGNORECASE,
)
NOT_FOR = re.compile(
    r"\bcannot (?:help|treat|accept|have|inject) (?:people|anyone|you|those|it|patients)"
    r"|\b(?:is|are) not (?:given|offered) to\b|\bnor (?:is|are) (?:it|they) suitable\b"
    r"|\b(?:do not|don['’]t) (?:treat|accept|implant|inject|prescribe)"
    r"|\b(?:is|are|it['’]s) not (?:suitable |meant |right )?(?:for|if) (?:people|any|you|those)"
    r"|\bnot (?:be )?(?:right|a good) (?:for|if)|\bno if you\b|\bdoes not suit\b"
    r"|\b(?:must|may|can) ?not (?:be )?(?:have|take|use|given|taken|used|combined)\b"
    r"|\bnot (?:suitable|accepted|eligible)\b|\bunsuitable (?:for|if)\b|\bif you (?:are|have)\b"
    r"[^.;]{0,60}\b(?:tell|ask|call|ring|see|speak)\b",
    re.IGNORECASE,
)
WARNS = re.compile(
    r"\b(?:be (?:wary|careful|cautious)|beware|(?<!without )(?<!no )(?<!little )(?<!early )"
    r"warn(?:s|ed|ing)?(?! (?:signs?|symptoms?|light))|watch out|caution\w*"
    r"|do not (?:trust|believe)|careful (?:thought|consideration)|carefully considered)\b",
    re.IGNORECASE,
)
NO_CURE = re.compile(
    r"\b(?:no|not a|nor a|isn['’]t a|never a) (?:known )?cures?\b"
    r"|\b(?:not|n['’]t|cannot|never) (?:\w+ )?(?:be )?cured?\b",
    re.IGNORECASE,
)
NO_CURE_AT_ALL = words_for(r"there(?: is|['’]s| are) (?:\w+ )?no (?:known )?cures?")
# It was set against something, and did no better …
NO_BETTER = re.compile(
    r"\b(?:no(?! more than\b(?!.{0,12}(?:placebo|sham|dummy)))|not|nor|none|neither|never|n['’]t"
    r"|cannot)\b(?:(?!\b(?:who|whose|which|that|if|because|cost\w*|cover\w*|takes?|weigh\w*)\b"
    r"|, (?:and|but)\b)[^.;]){0,70}?"
    r"(?:\b(?:better|faster|sooner|longer|more|greater|fewer|less)\b(?: [\w'’-]+){0,7}? than"
    r"|\bsuperior to)\s+(?P<other>(?!before|usual|expected|half|that|it|once|ever"
    r"|an? (?:third|quarter|tenth|few|day|week|month|year))[^\W\d][^,.;:()]*)"
    r"|\b(?:as (?:well|good|much)|similar|equal|the same) (?:as|to|with) "
    r"(?P<same>(?:an? )?(?:placebo|sham|dummy)[^,.;:()]*)"
    r"|\bno (?!longer)(?:[\w-]+ ){0,3}?(?:benefits?|advantage|gains?|improvement) "
    r"(?:(?:of|from|with) [\w-]+ )?(?:over|above) "
    r"(?P<over>(?!the (?:next|past|last|course|years?)|an? (?:year|week|month)|time)[^\W\d]"
    r"[^,.;:()]*)",
    re.IGNORECASE,
)
# … on what, and where the name of the other ends.
OUTCOMES = re.compile(
    r"\b(?:physical function|function(?:ing)?|pain|mobility|movement|stiffness|disability|symptoms"
    r"|sleep|mood|quality of life|survival|relapses?|attacks|weight|blood pressure|memory|hearing"
    r"|sight|fractures|falls|walking|strength|tiredness|fatigue|depression|nausea|headaches?)\b",
    re.IGNORECASE,
)
_OTHER_ENDS = re.compile(
    r"\s+(?:at|in|for|over|after|when|on|among|with regard|during|did|does|do|was|were|is|are|had"
    r"|has|and|but|yet|while|who|which|that|by|as|six)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
DENIES = re.compile(
    r"(?:n['’]t\b|\b(?:not|no|nor|neither|none|nobody|nothing|never|cannot|hardly|little"
    r"|fail(?:s|ed)?|without|seldom|rarely|unable)\b)[^.;]{0,45}\b(?:effects?|benefits?|help\w*"
    r"|works?|worked|better|difference|differ(?:s|ed)?|improv\w+|relie\w+|changes?|use|useful|good"
    r"|slow\w*|stop\w*|prevent\w*|gain\w*|last\w*|more|lasting|shrink|restore\w*|proved?"
    r"|achiev\w+|reduc\w+|lengthen\w*|fewer|faster|superior|effective|cure\w*|treat\w*)\b"
    r"|\bachieves? (?:little|nothing)|\bfail(?:s|ed)? to\b|\bineffective\b|\buseless\b",
    re.IGNORECASE,
)
# What is held against a treatment, and how to say it: of one, of several.
FAULTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "does not repair what is damaged",
        "do not repair what is damaged",
        re.compile(
            r"\b(?:not|none|nor|never|neither|n['’]t|cannot|nothing)\b[^.;]{0,40}?\b(?:repair|mend"
            r"|regrow|regenerat|rebuild|correct|restor)\w*"
            r"|\bdamage (?:underneath )?(?:remains? )?untreated"
            r"|\bleav\w+ the (?:\w+ )?(?:damage|harm)",
            re.IGNORECASE,
        ),
    ),
    (
        "helps only for a while",
        "help only for a while",
        words_for(
            r"temporar(?:y|ily)|wears? off|wore off|short-lived"
            r"|(?:only|helps?|relief|works?|eases?|better)(?: [\w-]+){0,3}? for a (?:short )?while"
            r"|short-term relief"
            r"|los(?:e|es|ing) (?:their |its )?(?:efficacy|effect|force|power)"
            r"|(?:pain|symptoms?) (?:returns?|comes? back|came back)"
        ),
    ),
    (
        "can need higher doses in time for the same effect",
        "can need higher doses in time for the same effect",
        words_for(r"tolerance(?! (?:of|to) (?:risk|pain))|higher doses for the same"),
    ),
    (
        "does not treat the cause",
        "do not treat the cause",
        re.compile(
            r"\bmask(?:s|ed|ing)? (?:the |their |your |its |chronic )*(?:pain|symptoms?|signs?"
            r"|signals?|problems?|causes?|damage|underlying|what)\b"
            r"|(?<!not )(?<!than )\b(?:cover|covers|covering) up\b|\bsymptom(?:s|atic)? relief\b"
            r"|\b(?:without|n['’]t|not) (?:\w+ ){0,2}?(?:address|treat(?!ment)|reach|tackl)\w*"
            r"|\b(?:interrupt|block)\w* (?:the |pain )*signals|\bonly (?:the )?symptoms",
            re.IGNORECASE,
        ),
    ),
    (
        "may never bring full healing",
        "may never bring full healing",
        words_for(r"never (?:\w+ )?(?:heal|recover)(?:s|ed)?(?: \w+)?"),
    ),
    (
        "may not help enough",
        "may not help enough",
        re.compile(
            r"\bfail(?:s|ed|ing)? to (?:\w+ )?(?:control|relieve|help|ease|work|treat)"
            r"|\bfall(?:s|ing)? short|\b(?:without|not|n['’]t) (?:\w+ ){0,2}?(?:adequate|enough"
            r"|sufficient)(?:ly)? (?:relief|help|control)"
            r"|\bstop(?:s|ped)? working",
            re.IGNORECASE,
        ),
    ),
)


def compared_with(words: str) -> str:
    """What a treatment did no better than, in the passage's own words; nothing if not plain.

    >>> compared_with("Opioids were no more effective than placebo pills at easing pain.")
    'placebo pills'
    """
    found = NO_BETTER.search(words)
    if not found:
        return ""
    other = _OTHER_ENDS.sub("", found["other"] or found["same"] or found["over"]).strip()
    return other if 0 < len(other.split()) <= 5 and not number_in(other) else ""
