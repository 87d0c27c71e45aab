"""Numbers in figures and in words to whole numbers, and spans of time to days.

Knows English up to the thousands; fractions and ordinals it leaves alone.
"""

import re

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: number for number, word in enumerate(_UNITS, 1)}
_VALUES |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted([*_VALUES, *_SCALES], key=len, reverse=True))

# what stands for a whole number; patterns are put together from it
NUMBER = (
    r"(?:\b\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+\b|\b\d+\b"
    rf"|\b(?:an? (?=dozen|hundred|thousand))?(?:{_WORD})(?:(?:-| and | )(?:{_WORD}))*\b)"
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
# a span of time: “a year”, “24 weeks”, “18-month”, “two and a half years”
SPAN = (
    rf"(?:(?:{NUMBER}(?:(?: to | or |[-–]){NUMBER})?|\ban?|\bhalf an?|\bseveral|\ba few)"
    rf"(?: and a half)?[ -](?:{'|'.join(_DAYS)})s?\b)"
)
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_UNIT = re.compile("|".join(_DAYS), re.IGNORECASE)


def number_in(words: str) -> int | None:
    """The first whole number that the words name, or None.

    >>> [number_in(words) for words in ("1,107 people", "forty-eight", "a hundred and six", "few")]
    [1107, 48, 106, None]
    """
    found = _NUMBER.search(words)
    if not found:
        return None
    if found.group()[0].isdigit():
        return int(re.sub(r"\D", "", found.group()))
    total = group = 0
    for word in re.split(r"[- ]", found.group().lower()):
        if word == "thousand":
            total, group = total + max(group, 1) * 1000, 0
        elif word in _SCALES:
            group = max(group, 1) * _SCALES[word]
        else:
            group += _VALUES.get(word, 0)
    return total + group


def days_in(span: str) -> float:
    """About how many days a span of time lasts; the longer end of a range.

    >>> days_in("at 24 weeks"), days_in("a year later")
    (168, 365)
    """
    unit = _UNIT.search(span)
    numbers = [number_in(found.group()) or 0 for found in _NUMBER.finditer(span)]
    return max(numbers, default=1) * (_DAYS[unit.group().lower()] if unit else 0)
