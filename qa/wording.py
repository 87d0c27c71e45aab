"""A sentence's words to what they plainly say for a treatment, so that messages claim no more."""

import re


def words_for(alternatives: str) -> re.Pattern[str]:
    """A pattern for whole words, in capitals or not, parted by bars."""
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


HELPS = words_for(
    r"help(?:s|ed|ing|ful)?(?! (?:desk|line))|reliev(?:e|es|ed|ing)|relief(?! map)"
    r"|eas(?:e|es|ed|ing)|sooth(?:e|es|ed|ing)"
    r"|calm(?:s|ed|ing)?|alleviat\w+|lessen\w*|bring(?:s|ing)? down|heal(?:s|ed|ing)?"
    r"|repair(?:s|ed|ing)?|fix(?:es|ed)?|regenerat(?:e|es|ed|ing|ion)|regrow(?:s|n|ing)?|regrew"
    r"|mend(?:s|ed|ing)?|rebuild(?:s|ing)?|rebuilt|restor(?:e|es|ed|ing)|improv(?:e|es|ed|ing)"
    r"|improvements?|renew(?:s|ed)?|better|put(?:s|ting)? right|enhanc\w+|reviv(?:e|es|ed)"
    r"|boost(?:s|ed)?|strengthen(?:s|ed)?|brings? back"
    r"|(?:works|worked)(?! (?:as an?|at|for (?:an?|the|us)|here|there|on the|together with)\b)"
    r"|(?<!a )working(?! (?:day|week|hour|life|age|group|as|at)s?\b)"
    r"|(?:may|can|do|does|to|will|could|might|not|n['’]t) work(?! (?:as an?|at|for an?)\b)"
    r"|effective\w*|efficacy|benefi\w+"
    r"|recover(?:s|ed|y|ing)?(?! (?:room|position))|pain-free|less pain"
    r"|fewer (?:symptoms|attacks|flares)"
    r"|reduc(?:e|es|ed|ing|tions?)(?! (?:the )?quality)|decreas(?:e|es|ed|ing)"
    r"|lower(?:s|ed)? (?:pain|blood|the risk|sugar|inflammation)"
    r"|(?<!a )treat(?:s|ing)?|rejuvenat\w+"
)
CURES = words_for(
    r"cur(?:e|es|ed|ing)|for good(?! (?:measure|reason))|eliminat\w+(?! the need)"
    r"|(?:get|gets|got) rid of|goodbye to"
)
PREVENTS = words_for(r"prevents?|prevented|protects?|protected|wards? off|keeps? away")
MAY = words_for(
    r"(?<!in )(?<!by )(?<!of )(?<!since )(?<!until )(?<!last )may(?! \d)"
    r"|might|could|perhaps|possibly|probably|potential(?:ly)?|aims?"
    r"|aim(?:ed|ing) (?:to|at)|hop(?:e|es|ed|ing) (?:to|that)|suggests?|seems?"
    r"|appears? to|thought to|believed to"
    r"|promising|encouraging|theor\w+"
)
WORKS_BY = words_for(
    r"releas(?:e|es|ed|ing)|signals?|messages|travels? (?:to|through|into)|seek out|growth factors"
    r"|turn(?:s|ing)? into|differentiat\w+|binds?|blocks? (?:the|pain|signals?|an?|its|that)"
    r"|stimulat(?:e|es|ed|ing)|triggers?|wakes? up|immune|molecules?|cytokines?|enzymes?"
    r"|at (?:the|its) (?:source|root)|root cause|supply of blood|circulation"
    r"|replaces? (?:the )?(?:damaged|lost|missing|worn)|prostaglandins?|receptors?"
    r"|anti-inflammatory|chondrocytes|osteoblasts|neurons|myelin|channels"
)
# What a thing is made of or can turn into: no help for anybody yet.
IS_SUCH = words_for(
    r"(?:un)?specialized|(?:un)?specialised|undifferentiated|multipotent|pluripotent"
    r"|differentiat\w+|(?:types?|kinds?) of (?:\w+ )?cells?|(?:turn|change|develop)(?:s|ing)? into"
    r"|cell division|(?:be|is|are) (?:called|known as|made of|a type of|a kind of)"
    r"|becom(?:e|es|ing) (?:\w+ )?cells?|(?:copy|replicate) (?:\w+ ){0,4}cells?"
)
# How soon it works, or for how long …
TIMES = words_for(
    r"lasts?|lasting|lasted|wears? off|wore off|takes? (?:effect|hold)|kicks? in"
    r"|(?:starts?|begins?) (?:to work|working)"
    r"|works? (?:for|within|in|after) (?:\w+[ -]){0,4}?(?:hours?|days?|weeks?|months?|years?)"
)
# … or any time at which something was so.
WHEN = re.compile(
    r"\b(?:lasts?|lasting|wears? off|starts?|begins?|within|after|by|in) (?:\w+[ -]){0,4}(?:days?"
    r"|weeks?|months?|years?|lifetime|christmas|spring|summer)\b",
    re.IGNORECASE,
)
COMPARES = words_for(
    r"(?:better|safer|faster|stronger|cheaper|gentler|easier|(?:more|less) [\w-]+) than|unlike"
    r"|alternatives? to|rather than|instead of|compared (?:with|to)|as (?:well|good|effective) as"
    r"|whereas|in contrast to|versus"
)
# One treatment is told of, and then another.
SETS_APART = words_for(r"whereas|(?<!a )(?<!short )while|unlike|by contrast|in contrast to")
# It is held out to readers …
OFFERS = words_for(
    r"worth (?:trying|a try|considering|discussing|asking about|a look)"
    r"|(?:time|want|wish) to consider|(?:attractive|compelling|exciting|promising|excellent"
    r"|great) (?:\w+ )?(?:option|alternative|choice)"
    r"|(?:is|are|may be|might be|represents?) an? (?:\w+ )?(?:option|alternative|frontier)"
)
# … or spoken for.
RECOMMENDS = words_for(
    r"(?<!not )(?<!never )recommend(?:s|ed)?|first choice|first-line"
    r"|should (?:have|be offered|start)"
    r"|valuable"
    r"|(?:is|are) (?:usually )?(?:offered|used|given|considered)|the best|ideal|suits?|suitable"
    r"|perfect for|standard of care|groundbreaking|revolutionary|breakthrough"
)
RESPONDS = words_for(
    r"disappoint\w*|clears?|cleared|respon(?:d|ds|ded|se|ses)|inferior|superior|remission"
    r"|relaps\w+|lifts?|lifted|grew|shrank|shrinks?|survival|survived|lost|gained?|fell|rose"
    r"|halved|doubled|vanish\w*"
)
RATES = words_for(r"success rates?|per cent|response rates?|results?|outcomes?|evidence|proof")
STORY = re.compile(
    r"[\"“”‘]|(?-i:\bI\b)|\b(?:my|me|says?|said|tells?|told|writes?|swears?|aged)\b"
    r"|, \d\d,",
    re.IGNORECASE,
)
OF_ONE = words_for(r"he|she|his|her|him")
MANY = words_for(
    r"patients|members|clients|guests|customers|people|parents|users|families|some|most|many"
    r"|several|half|they|them"
)
CLAIMS = words_for(
    r"claims? (?:that|in|made|for|of|to|about)|claims (?:are|were)|advertis\w+|(?:implied|a) claim"
)
# What an authority did about them.
ACTED = words_for(
    r"banned?|fined?|ordered|withdrawn?|sum of|settle\w*|upheld|removed|closed|convicted|must stop"
)
# Words with which a sentence may say the opposite, or of something else.
TURNS = re.compile(
    r"n['’]t\b|\b(?:not|no|nor|never|none|neither|nobody|nothing|cannot|hardly|little|fewer|only"
    r"|mainly|merely|fail\w*|mask\w*|wears? off|temporar\w+|worse|risks?|harm\w*|los(?:e|es|ing|t)"
    r"|limit(?:s|ed|ation\w*)|dependen\w+|addict\w*|tolerance|but|however|although|though|unless"
    r"|without|than|too|how (?:well|safe|far|much|often)|slow\w*|alone|interrupt\w*|ask|whether|if"
    r"|claims?|restates?|advert\w*"
    r"|instead|rather|until|unclear|avoid\w*|less (?:\w+ )?(?:effective|likely|well)|different"
    r"|as (?:a )?placebo)\b"
    r"|\?",
    re.IGNORECASE,
)
# Turns of speech that deny nothing of the treatment itself.
_DENIES_NOTHING = re.compile(
    r"\b(?:do|does|did|is|are)(?: not|n['’]t) (?:only|just|merely|simply) (?![^.;]*\bbut\b)[^,;.]*"
    r"|\band not (?:only|just|merely|simply) [^,;.]*"
    r"|\b(?:do|does|did)(?: not|n['’]t) (?:cover|mask|hide|suppress|numb|dull|block)\b[^,;.]*?"
    r" but\b"
    r"|\bwho (?:did|do|does|have|had|has)(?: not|n['’]t)\b[^,;.\n]*"
    r"|\bnot (?:only|just|merely|simply)\b|\bbut (?:\w+ )?also\b|\bno doubt\b|\bno longer\b"
    r"|\bno wonder\b|\b(?:rather than|instead of|without (?:the )?(?:need|surgery|drugs?"
    r"|side[- ]effects|risks|invasive\w*))\b[^,;.]*"
    r"|\bno matter\b|\bbut now\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:when|if|where|unless|after|who|whose)\b[^,.;]*?\b(?:not?|n['’]t|never|none)\b[^,.;]*",
    re.IGNORECASE,
)


def unconditional(words: str) -> str:
    """The words without what is denied on a condition, or of some people only.

    >>> unconditional("Try it if rest has not helped.")
    'Try it  .'
    """
    return _CONDITION.sub(" ", words)


def plain(words: str) -> str:
    """The words without turns of speech that only look like a denial.

    >>> plain("It not only eases pain but also heals.")
    'It   eases pain   heals.'
    """
    return _DENIES_NOTHING.sub(" ", words)
