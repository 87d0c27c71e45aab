"""Sentences under one caveat to those that its message tells of, and to what is said besides."""

from collections.abc import Sequence

from qa.about import together
from qa.gist import AGAINST, FOR, SAFETY, VAGUE
from qa.matter import listed, plural
from qa.reading import Reading
from qa.wording import MAY

_MOST = 3  # treatments that are named; of more there is no list


def leading_in(touching: Sequence[Reading]) -> list[Reading]:
    """The sentences that a message tells of: of one gist, that which weighs most.

    A claim goes before the limits beside it, unless these are more, or it hedges itself.
    """
    claims = [one for one in touching if one.gist in FOR]
    against = [one for one in touching if one.gist in AGAINST]
    flat = any(one.strength != "hedged" for one in claims)
    more = len(against) > len(claims) or (len(against) == len(claims) and not flat)
    pool = against if more else claims
    telling = [one for one in touching if one.gist not in VAGUE]
    gist = (pool or against or telling or touching)[0].gist
    told = [one for one in touching if one.gist == gist]
    plainly = [one for one in told if not MAY.search(one.words)]
    return plainly if gist == "claim" and plainly else told


def besides(leading: Sequence[Reading], others: Sequence[Reading]) -> str:
    """What a passage says besides, in a sentence."""
    led, gists = leading[0].gist, {one.gist for one in others}
    if led not in AGAINST and gists & {"refused", "thin", "advises"}:
        if "refused" in gists:
            return "It also says what is not approved."
        return "It also says itself that the proof has limits." if "thin" in gists else ""
    harming = [one for one in (*others, *leading) if one.harms and one.gist != "harm"]
    harming += [one for one in others if one.gist == "harm"]
    if harming and led not in SAFETY:
        names = together([one.about for one in harming]).called
        return f"It also speaks of harm from {listed(names)}." if 0 < len(names) <= _MOST else ""
    for one in others:
        names = one.about.called
        if one.gist == "faults" and led != "faults" and 0 < len(names) <= _MOST:
            falls = "fall" if plural(listed(names)) else "falls"
            return f"It also says where {listed(names)} {falls} short."
    return "It also speaks for a treatment." if "claim" in gists and led in AGAINST else ""
