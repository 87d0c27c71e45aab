"""What was typed to what is asked: checked, cleaned, and joined to the conversation."""

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
_REMEMBERED = 8  # earlier questions, at most; a chain of follow-ups is seldom longer than two
_FEW = 4  # content words: a question with more of them says itself what it is about


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


def in_conversation(question: str, history: Sequence[str]) -> str:
    """The question as it is searched for: a follow-up is put behind what it follows.

    No language model: a question with few words of its own that begins like a continuation
    ("and for nerves?") or points back ("does it hurt?") is searched together with the question
    before it, which is resolved in the same way. It gives up where what is pointed at was named
    only in an answer, or several questions ago with other matters asked between.
    """
    if isinstance(history, str):
        raise TypeError("history is a str; give a sequence of the earlier questions")
    history = history[-_REMEMBERED:]
    if not history:
        return question
    own = content_words(question)
    leans = bool(_LEANS.match(question) or _REFERS.search(question))
    if len(own) > (_FEW if leans else 1):
        return question
    try:
        before = asked(history[-1])
    except ValueError:
        return in_conversation(question, history[:-1])
    return f"{in_conversation(before, history[:-1])} {question}"[-LONGEST:]
