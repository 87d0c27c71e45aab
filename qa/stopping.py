"""Questions about stopping a medicine, and the sentences that warn against it.

Whoever asks such a question should read first that nobody ought to stop on his own, if the
library says so anywhere.
"""

import re

from corpus import Passage
from index import Index

_ASKS = re.compile(
    r"\b(?:stop|quit|come off|coming off|get off|getting off|go off|wean|taper|ditch|bin|drop"
    r"|give up|skip|halve|throw (?:away|out)|stopping|quitting|do without|cold turkey|flushed"
    r"|go(?:ing)? without|came off|stopped|dropped|skipped|skipping|halved|binned|leave off"
    r"|leave out|pour|lowering|cut (?:down|out|back|\w+ \w+ down))\b.{0,40}"
    r"\b(?:medic\w+|meds?|pills?|tablets?|drugs?|opioids?|pain ?killers?|morphine|oxy\w+|codeine"
    r"|tramadol|gabapentin|pregabalin|nsaids?|ibuprofen|naproxen|steroids?|insulin|antidepress\w+"
    r"|prescription\w*|treatment|methotrexate|warfarin|statins?|blood thinners?)\b",
    re.IGNORECASE,
)
_OF_MEDICINE = (
    r"[^.;]{0,40}?\b(?:taking|using|suddenly|abruptly|at once|overnight|in one go|on your own"
    r"|yourself|without|unless|gradual\w*|slowly|medic\w+|meds|drugs?|tablets?|pills?|doses?"
    r"|treatments?|insulin|inhalers?|opioids?|steroids?|prescri\w+|therapy)\b"
)
_WARNS = re.compile(
    # … of a medicine; “it does not stop the decline” says what one cannot do
    r"(?:\b(?:(?<!does )not|never|no \w+ should|without|before)|(?<!does)(?:n't|n’t))\b.{0,60}"
    r"\b(?:stop(?:ping|ped)?|discontinu\w+|quit(?:ting)?|come off|coming off|reduc\w+)\b"
    rf"(?={_OF_MEDICINE})"
    r"|(?:^|[.!?;:,] |\b(?:please|but|and|you (?:should|must|may)) )(?:do not|don['’]t|not|never)"
    r" (?:\w+ )?(?:stop|discontinue|quit|come off)\b(?! an?\b| the\b)"
    r"|\b(?:stop(?:ping)?|discontinu\w+|quit(?:ting)?|coming off)\b.{0,60}"
    r"\b(?:danger\w*|withdrawal|slowly|gradual\w*|suddenly|abruptly|only (?:with|after))\b",
    re.IGNORECASE,
)
_ADVICE = "Do not stop taking your medication without asking your doctor."
_PASSAGES = 12


def asks_to_stop(question: str) -> bool:
    """Whether the question is about stopping a medicine.

    >>> asks_to_stop("Can I just come off my tablets?")
    True
    """
    return bool(_ASKS.search(question))


def warns_against_stopping(sentence: str) -> bool:
    """Whether a sentence warns against stopping a medicine, or says how it is done safely.

    >>> warns_against_stopping("Never stop opioids without asking your doctor.")
    True
    """
    return bool(_WARNS.search(sentence))


def warning_in(index: Index) -> Passage | None:
    """The library's sentence that warns best against stopping a medicine, if it has one."""
    for candidate in index.candidates(index.query(_ADVICE), _PASSAGES):
        warnings = [
            (score, sentence.place)
            for score, sentence in zip(candidate.scores.tolist(), candidate.sentences, strict=True)
            if warns_against_stopping(sentence.place.text)
        ]
        if warnings:
            return max(warnings, key=lambda pair: pair[0])[1]
    return None
