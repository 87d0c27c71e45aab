"""Words to the design of the study that they name.

In: a passage's words. Out: one of the designs of qa/types.py, and where the words for it stand.
What is only called for, or said to be missing, is not named.
"""

import re

from qa.counting import NUMBER
from qa.types import Design

_STUDIES = r"(?:stud(?:y|ies)|trials?|experiments?|work|research|evidence|data|findings?|results?)"
_BODIES = (
    r"(?:patients|people|adults|men|women|children|knees|hips|shoulders|eyes|ears|cases|teeth"
    r"|hands|feet|limbs|discs|volunteers|runners|athletes|clients|guests|members|participants)"
)
_SPECIES = (
    r"(?:rabbits?|dogs?|horses?|pigs?|piglets|sheep|goats?|monkeys?|cats?|hamsters?|guinea pigs?"
    r"|beagles?|ponies|racehorses|macaques|primates?|ferrets?|chickens?|cows|calves)"
)
_STAFF = r"(?:experts?|doctors|specialists|scientists|physicians|surgeons|researchers|clinicians)"
_SURE = r"(?:think|believe|hope|suspect|expect|feel|reckon|are (?:convinced|sure|certain))"
_DONE = (
    r"(?:was|am|have|had|could|can|no longer|threw|felt|feel|walk\w*|slept|sleep|went|got|gave"
    r"|tried|took|swear|used|hike|run|ran|woke|wake|stopped|started|swim|dance\w*|tore|put|did|do"
    r"|never|been|back|paid|noticed|cried)"
)
_MINE = (
    r"(?:pain|knees?|back|hips?|hands?|feet|foot|legs?|shoulders?|neck|head|migraines?|skin"
    r"|psoriasis|eczema|arthritis|fibromyalgia|hair|hearing|eyes?|sleep|wife|husband|son|daughter"
    r"|mother|father|boy|girl|symptoms|energy|life|stick)"
)

# What names each design, the strongest first: of several, the first one counts.
_SIGNS: dict[Design, tuple[str, ...]] = {
    "review": (
        r"systematic(?:ally)? review(?:s|ed)?|meta-?analys[ei]s|\bcochrane\b|review articles?",
        r"pooled (?:the )?(?:data|results?|figures?|analys[ei]s|estimates?"
        r"|(?:\w+ )?(?:trials|studies))\b",
        r"\b(?:trials|studies|results) were pooled\b",
        r"(?:umbrella|scoping|literature|evidence|living) reviews?",
        rf"reviews? (?:of|covering|pooling) (?:the |all |its )?(?:[\w,-]+ ){{0,4}}?{_STUDIES}\b",
        rf"\b(?:a|one|the|this) review\b[^.;]{{0,70}}? (?:looked at|covered|covers|included|took in"
        rf"|pooled|of) (?:{NUMBER}) (?:\w+ )?(?:studies|trials)\b",
        r"\b(?:authors of|according to) (?:the |a )?review\b",
        r"\b(?:a|one|recent|latest|the|\d{4}) (?:\w+ )?review"
        r" (?:found|finds|concluded|concludes|judged|put together|that pooled)",
    ),
    "randomised": (
        rf"(?:non-)?randomi[sz](?:ed|ation|ing)(?: (?:\w+[- ]){{0,3}}{_STUDIES}\b)?",
        r"randomly (?:assigned|allocated|divided|split|sorted|put|given|received)",
        r"\bat random\b(?= (?:to|between|into|and|which|who|whether))",
        r"(?:split|divided|assigned|allocated|sorted|given) at random",
        r"\b(?:drew|drawing|drawn by|by) lots?\b|\blots (?:decided|were drawn)",
        r"(?:by |on )?the (?:toss|flip) of a coin|coin toss",
        r"double[- ]blind(?:ed)?(?:, (?:placebo|sham)[- ]controlled)?",
        rf"(?:placebo|sham)[- ]controlled(?: {_STUDIES}\b)?",
        r"(?<!un)controlled (?:\w+ )?(?:trials?|stud(?:y|ies))\b|\bblinded (?:trials?|stud\w+)",
        r"(?-i:\bRCTs?\b)|(?:placebo|sham|dummy) (?:group|arm)\b",
        r"(?:given|receiv(?:ed|ing)|treated with)(?: an?)? (?:placebo|sham|dummy)\b",
    ),
    "uncontrolled": (
        r"uncontrolled(?= (?:\w+ )?(?:stud|trial|series|report|data|work|research|pilot))"
        rf"(?: (?:\w+ )?{_STUDIES}\b)?",
        r"(?:small|were|was|is|are|largely) (?:and )?uncontrolled\b"
        r"(?! (?:blood|sugar|diabetes|pain|asthma|hyper|high|epilep|bleed|move))",
        r"open[- ]label|single[- ]arm|observational",
        r"\b(?:no|without an?|lack(?:ed|s|ing) an?|absence of an?|none had an?|not one had an?)"
        r" (?:control|comparison) (?:group|arm)",
        r"before[- ]and[- ]after(?= (?:measure|stud|comparison|scan|trial|design|figure))",
        r"\bcohorts?\b|registr(?:y|ies) (?:data|cohorts?|stud|records|figures|show|found)",
        r"(?:national|joint|implant|cancer) regist(?:ry|er)\b|case-control|retrospective(?:ly)?",
        r"\bsurvey(?:s|ed)?\b(?= (?:of|found|among|by|in|show|suggest|members|patients|\d))",
        r"pilot (?:study|trial)|(?:chart|records?) review",
    ),
    "case series": (
        r"case[- ](?:series|reports?|stud(?:y|ies))",
        rf"series of {NUMBER} (?:[\w-]+ ){{0,2}}{_BODIES}\b",
        rf"(?:describ\w+|publish\w+) {NUMBER} (?:[\w-]+ ){{0,2}}cases?\b",
        rf"{NUMBER} cases? (?:was|were|have been) (?:described|reported|published)",
        r"(?:several|clinical) series\b|small series\b(?! of)|(?:a |one )?single case\b",
    ),
    "animal": (
        rf"animal (?:{_STUDIES}|tests?|testing|models?)\b",
        r"\b(?:in|on|[Ww]ork with) (?:[\w-]+ )?animals\b|animals (?:given|treated|injected)",
        r"(?<!computer )\b(?:mice|rodents|zebrafish)\b",
        rf"\b(?:mouse|rat) (?:{_STUDIES}|models?)\b",
        rf"(?:\b(?:in|on|of|with|to|gave|{NUMBER}) (?:[\w-]+ ){{0,2}})(?P<rats>rats)\b",
        r"\brats(?= (?:given|treated|injected|that|with|whose|fed|which|were|had|and))",
        rf"\b(?:in|on) (?:[\w-]+ ){{0,2}}?(?P<species>{_SPECIES})\b",
        rf"\b{_SPECIES}(?= (?:given|treated|injected|that were|that got))",
    ),
    "laboratory": (
        r"\bin vitro\b|test[- ]tubes?|petri dish(?:es)?|\bin (?:a|the|laboratory|lab) dish(?:es)?",
        rf"laborator(?:y|ies) {_STUDIES}\b|\b(?:lab|bench) {_STUDIES}\b",
        r"\bin (?:laboratory|lab) tests\b|cell[- ]culture (?:stud|experiment|work)\w*",
        r"(?:seen|shown|found|observed|only|demonstrated) in (?:a|the) lab(?:oratory)?\b",
        r"(?:^|\. )in the lab(?:oratory)?\b",
    ),
    "testimonial": (
        rf"(?-i:\bI(?:['’](?:m|ve|d))?) {_DONE}\b|\bmy (?:own )?{_MINE}\b",
        r"(?:says|said|writes|wrote|recalls|laughs) (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?,"
        r"(?: an? [\w -]+,)? (?:aged )?\d\d\b|(?-i:\b[A-Z])[a-z]+, (?:aged )?\d\d, ",
        r"\b(?:one|a|another|many|most|some|our) (?:\w+ )?(?:patients?|clients?|guests?|members?"
        r"|customers?|mothers?|fathers?) (?:told|tells?|says?|said|writes?|wrote|swears?)(?: us)?",
        r"patient stor(?:y|ies)|testimonials?(?! (?:are|is|do|does|count) not?)",
    ),
    "opinion": (
        rf"(?-i:\b[Ww]e|\bI) {_SURE}|\bwe['’]re (?:sure|certain|convinced)",
        rf"{_STAFF} (?:\w+ )?(?:{_SURE}|say|agree|consider|rated)\b",
        r"\bin (?:my|our|his|her|their|(?:Dr|Professor) \w+['’]s) (?:own )?"
        r"(?:view|opinion|experience|judgement)",
        r"(?:Dr|Prof(?:essor)?)\.? (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)? (?:\w+ )?"
        r"(?:believes|thinks|suspects|hopes|expects|argues|is (?:convinced|sure|certain))",
        r"\bit is (?:widely )?(?:thought|believed|hoped)|expert (?:opinion|consensus|panel)",
    ),
}
_DESIGNS = {design: re.compile("|".join(signs), re.IGNORECASE) for design, signs in _SIGNS.items()}
# A design so named is missing, wanted or on its way.
_MISSING = re.compile(
    r"(?:\b(?:no|not|non|without|lack of|lacks?|lacking|few|nor|never|until|awaits?|awaiting"
    r"|needs?|wants?|separate|another|require[sd]?|plans?|planning|planned|nobody was"
    r"|no one was)[- ]"
    r"(?:(?:an?|any|been|such|large|larger|long|good|proper|properly|published|independent|single"
    r"|well-run|further|reliable|suitable|adequate|adequately|recent|new|more|human|blinded|by"
    r"|double-blind|placebo-controlled|done|in) )*|non-)$",
    re.IGNORECASE,
)
# … or is that of one study among those that a review took in.
_ONE_OF = re.compile(
    r"\b(?:one|two|three|few|some|none|only \w+) of (?:which|them|these|those|the \w+)(?: studies"
    r"| trials)? (?:was|were) $|\b(?:one|two|only one) of them $",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"[^.,;]{0,30}?\b(?:(?:is|are|was|were) (?:still |now |urgently )?"
    r"(?:needed|required|wanted|under way|underway|planned|awaited|expected|due|missing"
    r"|lacking|scarce|sparse|absent|recruiting)"
    r"|would be needed|will (?:show|tell|have to)|must show|should be done|has (?:now )?begun)",
    re.IGNORECASE,
)
_DENIES = ("no ", "without", "lack", "absence", "none ", "not ")  # signs that deny, and mean it
_A_STUDY = re.compile(
    r"(?<!who )(?<!which )\bstud(?:y|ies)\b(?! (?:room|hall|hard|plan|for|at home))"
    r"|(?-i:\bresearch\b)(?! use)"
    r"|\bresearchers\b(?! (?:are|hope|want|plan))"
    r"|\btrials?\b(?! (?:court|run|period|lawyer|offer|session|and error|judge))(?<!free trial)"
    r"(?<!on trial)|\bparticipants?\b|\bvolunteers?\b|\bexperiments?\b|\binvestigators?\b"
    r"|\bscientists?\b|(?-i:\b[A-Z]\w+ (?:and (?:others|colleagues)|et al)\b)"
    r"|\bpublished in (?:the )?(?-i:[A-Z])\w+|(?-i:\bJAMA\b|\bNEJM\b|\bBMJ\b|\bLancet\b)",
    re.IGNORECASE,
)
# In a study that is not named otherwise, a dummy treatment means that chance decided who got it.
_DUMMY = re.compile(
    r"\b(?:placebo|sham|dummy|salt[- ]water)s?(?: (?:groups?|arms?|injections?|pills?|tablets?"
    r"|capsules?|treatment|procedure|sessions?|drips?|needles?|cream|patch(?:es)?|devices?))\b"
    r"|\b(?:versus|against|or|with|on|than|over|after|from|receiv(?:ed|ing)|given)(?: an?)?"
    r" (?P<dummy>placebo|sham|salt[- ]water|dummy)\b",
    re.IGNORECASE,
)


def design_in(words: str) -> tuple[Design, tuple[int, int] | None]:
    """The strongest design that is named, and where; it is not stated if none is.

    >>> design_in("In vitro, it kills cancer cells.")
    ('laboratory', (0, 8))
    """
    for design, signs in _DESIGNS.items():
        for found in signs.finditer(words):
            if not _missing(words, found):
                return design, _span(found)
        if design == "randomised":
            dummy = _DUMMY.search(words)
            if dummy and names_a_study(words):
                return design, _span(dummy)
    return "not stated", None


def names_a_study(words: str) -> bool:
    """Whether a study is named at all, be it without its design.

    >>> names_a_study("A trial found no harm."), names_a_study("The trial court found harm.")
    (True, False)
    """
    return any(not _missing(words, found) for found in _A_STUDY.finditer(words))


def _span(found: re.Match[str]) -> tuple[int, int]:
    """The words that name it: a group of the pattern if it has one that was met, else all."""
    return found.span(next((name for name, words in found.groupdict().items() if words), 0))


def _missing(words: str, found: re.Match[str]) -> bool:
    """Whether what was found is said to be missing, wanted or on its way."""
    said = found.group().lower()
    if said.startswith("non-"):
        return True
    if said.startswith(_DENIES):
        return False
    before = words[: found.start()]
    return bool(
        _MISSING.search(before) or _ONE_OF.search(before) or _WANTED.match(words[found.end() :])
    )
