"""What was typed to what is asked: checked, cleaned, and what it follows up."""

import re
import unicodedata
from collections.abc import Sequence

from index import content_words

LONGEST = 2_000  # characters of a question; the model reads about 1,000 of them
_LEANS = re.compile(
    r"\W*(?:and|or|but|so|also|then|what about|how about|what of|what else|any others?"
    r"|anything else|tell me more|go on|such as|like what|for example)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|that|those|these|this|he|she|him|her"
    r"|the (?:same|others?|second|first|former|latter))\b",
    re.IGNORECASE,
)
REMEMBERED = 8  # earlier questions, at most; a chain of follow-ups is seldom longer than two
# Content words: a question with more of them says itself what it is about, the first if it begins
# like a continuation or points back, the second in any case.
_FEW_POINTING, _FEW = 5, 2


def asked(question: str) -> str:
    """The question without control characters and outer white space.

    Raises TypeError where it isn't text, ValueError where nothing is left or it is too long.
    """
    if not isinstance(question, str):
        raise TypeError(f"the question is {type(question).__name__}, not text; ask in words")
    if len(question) > LONGEST:
        raise ValueError(
            f"the question has {len(question):,} characters and the most is {LONGEST:,}; "
            "ask in a few sentences"
        )
    # control, surrogate and unassigned characters say nothing and upset what comes after
    clean = "".join(
        " " if unicodedata.category(c) in ("Cc", "Cs", "Cn", "Zl", "Zp") else c for c in question
    )
    clean = " ".join(clean.split())
    if not clean:
        raise ValueError("the question is blank; ask in words")
    return clean


def followed(question: str, history: Sequence[str]) -> str:
    """What the question follows up: the earlier questions that it needs, or nothing.

    No language model: a question with few words of its own, or with some more if it begins like a
    continuation ("and for nerves?") or points back ("does it hurt?"), follows the one before it,
    which may follow others in the same way. What it follows counts less than its own words, so
    that a question taken for a follow-up that wasn't one still finds its own answer. It gives up
    where what is pointed at was named only in an answer, or several questions ago with other
    matters asked between.
    """
    if isinstance(history, str):
        raise TypeError("history is a str; give a sequence of the earlier questions")
    chain: list[str] = []
    for earlier in reversed(history[max(len(history) - REMEMBERED, 0) :]):
        if not _follows(question):
            break
        try:
            question = asked(earlier)
        except ValueError:  # a blank or overlong one was never answered
            continue
        chain.insert(0, question)
    return " ".join(chain)[-LONGEST:]


def _follows(question: str) -> bool:
    pointing = bool(_LEANS.match(question) or _REFERS.search(question))
    return len(content_words(question)) <= (_FEW_POINTING if pointing else _FEW)
