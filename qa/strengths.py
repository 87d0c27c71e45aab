"""The strength that the model gives a sentence, put right where its words plainly say otherwise.

In the labelled sentences, which the model has seen, none of these rules changes a strength that is
right; others were tried that did, and left out.
"""

from qa import limits
from qa.types import Strength
from qa.wording import TURNS, plain, words_for

# Words of which a hedge has one.
_HEDGES = words_for(
    r"may|might|could|perhaps|maybe|possibl[ey]|possibility|probably|likely|promis(?:e|es|ing)"
    r"|potential(?:ly)?|suggests?|suggested|seem\w*|appear(?:s|ed)?|hop(?:e|es|ed|ing|eful)|aims?"
    r"|aim(?:ed|ing)|thought|think|believ\w+|explor\w+|said|theor\w+|signs?|consider\w*|can|tends?"
    r"|should|would|often|sometimes|some|encouraging|expect\w*|designed to|intended|meant to"
    r"|reported\w*|apparently|preliminary|early|up to|almost|proposed|supposed|sure|chance"
    r"|looking into|if|is believed|generally|associated|fair number|signal|able|about"
)
_AIMS = words_for(r"aim(?:s|ed|ing)? (?:to|at)|whose aim is")
_NOT_ONLY = words_for(r"not (?:only|just|merely|simply)")
_LIMITED = (limits.NOT_APPROVED, limits.MORE_WORK, limits.NOTHING_FOR)
_PROMISING: frozenset[Strength] = frozenset({"claimed", "hedged", "reported"})


def corrected(strength: Strength, words: str) -> Strength:
    """The strength, as far as the words bear it.

    >>> corrected("claimed", "The jab is not approved for knees."), corrected("hedged", "It heals.")
    ('limited', 'claimed')
    """
    if strength in _PROMISING and any(pattern.search(words) for pattern in _LIMITED):
        return "limited"
    if strength == "hedged" and "?" not in words and not _HEDGES.search(words):
        return "claimed"
    if strength == "negative" and _NOT_ONLY.search(words) and not TURNS.search(plain(words)):
        return "claimed"
    if strength == "claimed" and _AIMS.search(words):
        return "hedged"
    return strength
