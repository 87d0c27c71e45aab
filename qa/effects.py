"""A sentence's words to the effects that they speak of, in words for anybody."""

import re
from dataclasses import dataclass

_MOST = 2  # effects of one sentence that are told
_LESS = (
    r"(?:reliev\w+|relief|eas(?:e|es|ed|ing)|reduc\w+|lessen\w*|decreas\w+|alleviat\w+|less(?:er)?"
    r"|lower\w*|minimi[sz]\w+|sooth\w*|calm\w*|fall|falls|fell|disappear\w*|fade\w*|free"
    r"|bring(?:s|ing)? down|brought down|kill\w*|manag\w+|end(?:s|ed|ing)?|counter\w*|lift\w*"
    r"|fewer)"
)
_MORE = r"(?:improv\w+|better|restor\w+|regain\w*|gain\w*|enhanc\w+|boost\w*|brings? back)"
_MEND = (
    r"(?:repair\w*|regrow\w*|regrew|regenerat\w+|rebuild\w*|rebuilt|mend\w*|heal(?:s|ed|ing)?"
    r"|restor\w+|renew\w*|replac(?:e|es|ed|ing)|rejuvenat\w+)"
)
_TISSUE = (
    r"(?:tissues?|cartilage|nerves?|organs?|bones?|muscles?|tendons?|ligaments?|discs?|damage\w*"
    r"|injur\w+|cells|skin|joints?|myelin|neurons)"
)


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect that a sentence speaks of."""

    thing: str  # “pain relief”
    one: str  # what a treatment does: “eases pain”
    many: str


def _near(one: str, other: str) -> str:
    """Two words within reach of each other, whichever comes first."""
    between = r"\b[^.;:]{0,40}?\b"
    return rf"\b{one}{between}{other}\b|\b{other}{between}{one}\b"


_PATTERNS = {
    Effect("pain relief", "eases pain", "ease pain"): (
        _near(_LESS, r"(?:pain(?! (?:medic|killer|pill))|discomfort|ache|soreness)")
        + r"|\bpain\b[^.;:]{0,90}? (?:can|may|will|could) (?:\w+ )?(?:fall|fade|disappear"
        r"|ease|go)\b"
        r"|\bpain-free\b|\bhurts? (?:\w+ )?less\b"
    ),
    Effect("tissue repair", "repairs tissue", "repair tissue"): (
        _near(_MEND, _TISSUE) + rf"|\b{_MEND} (?:itself|themselves|naturally)\b"
        r"|\b(?:tissue|cartilage) (?:re)?growth\b|\bcartilage to regrow\b"
    ),
    Effect("faster recovery", "speeds recovery", "speed recovery"): _near(
        r"(?:accelerat\w+|speed\w*|sped|faster|quick\w*|sooner|hasten\w*|shorten\w*)",
        r"(?:heal\w*|recover\w*|repair\w*|function)",
    ),
    Effect(
        "better movement or function",
        "improves movement or function",
        "improve movement or function",
    ): (
        _near(_MORE, r"(?:function\w*|mobility|movement|range of motion|walk\w*|strength)")
        + r"|\bmoves? more (?:easily|freely)\b|\bjoint that works better\b"
    ),
    Effect("less inflammation", "calms inflammation", "calm inflammation"): _near(
        _LESS, r"inflammation"
    ),
    Effect("avoiding surgery", "spares people surgery", "spare people surgery"): _near(
        r"(?:avoid\w*|delay\w*|put(?:s|ting)? off|spar(?:e|es|ed|ing)|unnecessary|the need for"
        r"|no need for|without)",
        r"(?:surger(?:y|ies)|operations?|replacements?|the knife)",
    ),
    Effect(
        "fewer attacks or relapses",
        "makes attacks or relapses rarer",
        "make attacks or relapses rarer",
    ): _near(_LESS, r"(?:attacks|relapses?|flares|migraine days|episodes|seizures)"),
    Effect("better sleep", "improves sleep", "improve sleep"): _near(
        _MORE, r"(?:sleep|slept|nights)"
    ),
    Effect("better mood", "lifts the mood", "lift the mood"): (
        _near(_MORE, r"(?:mood|spirits)") + r"|\blift\w* (?:\w+ )?mood"
    ),
    Effect("more energy", "gives energy", "give energy"): (
        _near(_MORE, r"(?:energy|vitality|stamina)") + r"|\bmore energy\b"
    ),
    Effect("weight loss", "brings weight down", "bring weight down"): _near(
        r"(?:lose[sd]?|lost|losing|shed|drop\w*|fall|fell|lower\w*|reduc\w+|brings? down)",
        r"(?:weight|kilos?|kg)",
    ),
    Effect("lower blood sugar", "lowers blood sugar", "lower blood sugar"): _near(
        _LESS, r"(?:sugar|HbA1c)"
    ),
    Effect(
        "lower blood pressure or cholesterol",
        "lowers blood pressure or cholesterol",
        "lower blood pressure or cholesterol",
    ): _near(_LESS, r"(?:blood pressure|cholesterol)"),
    Effect("better sight", "improves sight", "improve sight"): _near(
        _MORE, r"(?:sight|eyesight|vision)"
    ),
    Effect("better hearing", "improves hearing", "improve hearing"): _near(_MORE, r"hearing"),
    Effect("hair growth", "makes hair grow", "make hair grow"): _near(
        r"(?:re)?(?:gr(?:ow|ew)\w*|thicken\w*|thicker|fuller|sprout\w*)", r"(?:hairs?|hairline)"
    ),
    Effect("better skin", "improves the skin", "improve the skin"): _near(
        r"(?:smooth\w*|soft\w*|fade\w*|clear\w*|firm\w*|plump\w*|flatten\w*|lift\w*)",
        r"(?:lines|wrinkles|skin|scars?|keloids?|psoriasis|eczema|acne)",
    ),
    Effect("stronger bones", "strengthens bones", "strengthen bones"): _near(
        r"(?:strong\w*|strengthen\w*|dens(?:e|er|ity)|harden\w*|build\w*|gain\w*)",
        r"bones?",
    ),
    Effect("pregnancy", "helps people conceive", "help people conceive"): _near(
        r"(?:rais\w+|increas\w+|better|improv\w+|higher|boost\w*|doubl\w+|more)",
        r"(?:pregnan\w+|live births?|fertility|implantation)",
    ),
    Effect("looser muscles", "loosens muscles", "loosen muscles"): _near(
        r"(?:relax\w*|loosen\w*|eas(?:e|es|ed|ing)|calm\w*)", r"(?:muscles?|spasms?|stiffness)"
    ),
    Effect("better memory", "improves memory", "improve memory"): _near(
        _MORE, r"(?:memory|thinking|concentration)"
    ),
}
_EFFECTS = tuple(
    (effect, re.compile(pattern, re.IGNORECASE)) for effect, pattern in _PATTERNS.items()
)


def effects_in(words: str) -> tuple[Effect, ...]:
    """The effects that the words speak of, whether or not they say that they come about.

    >>> [effect.many for effect in effects_in("It lessens pain and mends torn tendons.")]
    ['ease pain', 'repair tissue']
    """
    return tuple(effect for effect, pattern in _EFFECTS if pattern.search(words))[:_MOST]
