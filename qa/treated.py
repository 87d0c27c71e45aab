"""A sentence's words to the conditions that they name as what is treated or eased.

Not those named as a harm, a kind of cell, a part of the body that an injection goes into, or in
passing.
"""

import re

from qa.subjects import places

# A condition stands after such a word …
_BEFORE = re.compile(
    r"(?:\b(?:for|with|of|in|against|treat\w*|reliev\w+|relief|eas(?:e|es|ed|ing)|help(?:s|ed"
    r"|ing)?|heal(?:s|ed|ing)?|reduc\w+|cur(?:e|es|ed|ing)|prevent\w*|sooth\w*|calm\w*|lessen\w*"
    r"|fix(?:es|ed)?|control\w*|manag\w+|improv\w+|alleviat\w+|mend(?:s|ed|ing)?|repair\w*"
    r"|restor\w+|rid of|goodbye to|end to|eliminat\w+|beat|beats|banish\w*|fights?"
    r"|than)(?: (?!of\b|risk|risks|to\b|cells?\b)[\w'’-]+){0,5}?"
    r"[ (“\"]*)$",
    re.IGNORECASE,
)
# … or before such a one …
_AFTER = re.compile(
    r"(?: [\w-]+)? (?:patients|sufferers|relief|treatments?|therap\w+|symptoms"
    r"|is (?:relieved|eased|gone|cured|treated)|(?:can |may |will )?(?:fall|falls|fell|ease|eases"
    r"|fade|fades|improve|improves|disappears?|(?:slightly |much |a little )?better|heal|heals"
    r"|clears?|vanish\w*|lessens?|decreases?))\b"
    r"|[^.;,]{0,25}?\btreated with\b",
    re.IGNORECASE,
)
# … or in a list with one that does.
_LISTED = re.compile(
    r"(?:\W|\b(?:and|or|and/or|the|a|an|as|well|such|like|some|all|chronic)\b)*$", re.I
)
# It is a harm, a cause, a mechanism or somebody's trade.
_NOT_TREATED = re.compile(
    r"\b(?:cause[sd]?|causing|risks? of|lead(?:s|ing)? to|increase[sd]?|raise[sd]?|rais\w+|into"
    r"|impair\w*|affect\w*|worsen\w*|damag(?:es?|ed|ing)|dull\w*|los(?:e|es|t|ing)"
    r"|becom\w+|differentiat\w+|die[sd]? of|after an?|side[- ]effects?|such as bone|types? of"
    r"|kinds? of)\b[^.;,]{0,30}$"
    r"|\breported\b[^.;,]{0,10}$",
    re.IGNORECASE,
)
_CELLS = re.compile(r"[- ](?:cells?|roots?|tissues?|function|repair|fibres?)\b", re.IGNORECASE)
# Without such a word a knee is a place in the body …
_HURTS = re.compile(
    r"pain|ache|aching|\bsore|hurt|stiff|worn|injur|arthr|damage|tear|torn|problem|trouble",
    re.IGNORECASE,
)
# … and without such a one nerves and cartilage are tissues.
_DAMAGED = re.compile(r"damag|injur|worn|trapped|pinched|compress|neuropath|loss", re.IGNORECASE)
_TISSUES = frozenset({"nerve damage", "cartilage damage"})
_IN_WHAT = re.compile(r" (?:in|of|from|caused|due)\b", re.IGNORECASE)
# Who should not have it: what they suffer from is no use of it.
_EXCEPT = re.compile(
    r"\bnot (?:suitable )?(?:for|in|with|to be (?:used|given|taken))\b[^.;:]{0,60}$"
    r"|\b(?:should|must|may|can) ?not (?:have|take|use|be (?:used|given|taken|had))\b[^.;:]{0,60}$"
    r"|\bavoid(?:ed)?\b[^.;:]{0,40}\b(?:in|if|by|with|for)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:kept out|left out|excluded|not (?:included|admitted|offered|eligible))\b", re.I
)
# Whole kinds of conditions.
_KINDS = (
    (
        "disorders of the nerves or the brain",
        re.compile(
            r"\b(?:for|with|of|any) (?:\w+ ){0,2}?neurolog\w+ (?:disorder|condition|disease)", re.I
        ),
    ),
    (
        "bone and joint conditions",
        re.compile(r"\b(?:for|with|of|any|and|or) (?:\w+ ){0,2}?orthopa?edic", re.I),
    ),
)
_WAYS = frozenset({"inflammation", "ageing"})  # of getting ill, rather than what is treated


def treated_in(words: str) -> tuple[str, ...]:
    """The conditions that a treatment is said to be for, or not for, in their order.

    >>> treated_in("Acupuncture eases migraine and back pain, and bruising was the only harm.")
    ('migraine', 'back pain')
    """
    if _LEFT_OUT.search(words):
        return ()
    found: list[str] = []
    ended = 0  # where the last one that counted did
    for name, (start, end) in places("conditions", words):
        before, after = words[:start], words[end:]
        listed = bool(found) and bool(_LISTED.fullmatch(words[ended:start]))
        counts = listed or (
            bool(_BEFORE.search(before) or _AFTER.match(after))
            and not (_NOT_TREATED.search(before) or _EXCEPT.search(before))
        )
        if not counts or name in _WAYS or _CELLS.match(after) or _CELLS.search(words[start:end]):
            continue
        if name in _TISSUES and not _DAMAGED.search(words[max(0, start - 12) : end + 12]):
            continue
        if name == "pain" and _IN_WHAT.match(after):
            continue  # what hurts is named next
        if name.endswith(" pain") and not _HURTS.search(words[max(0, start - 30) : end + 30]):
            continue
        found.append(name)
        ended = end
    found += [ours for ours, pattern in _KINDS if pattern.search(words)]
    closer = any(name != "pain" and name.endswith(" pain") for name in found)
    return tuple(name for name in dict.fromkeys(found) if name != "pain" or not closer)
