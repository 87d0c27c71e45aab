"""What a caveat knows to what it says: one or two plain sentences, at most 45 words.

The first says what the passage does; the second what that is worth: the evidence that it names, or
whom to ask. A message says no more of a treatment than the passage's words plainly do, never takes
a claim for true, and names no approval without its use.
"""

from dataclasses import replace

from qa.claiming import CLAIMING, worth
from qa.doing_without import told_to_stop
from qa.harming import HARMING, medicine_among
from qa.limiting import LIMITING
from qa.matter import Matter

_MOST_WORDS = 45  # with a sentence on counter-quotes behind it, a message has 60 at most
_SAYS = {**CLAIMING, **LIMITING, **HARMING}


def message(matter: Matter) -> str:
    """The words of a caveat."""
    says = _stopping if matter.kind == "stopping" else _SAYS[matter.gist]
    words = says(matter)
    if len(words[0].split()) > _MOST_WORDS:
        words = says(replace(matter, brief=True))
    sentences = [*words, matter.besides]
    said = ""
    for sentence in filter(None, (one.strip() for one in sentences)):
        longer = f"{said} {sentence}".strip()
        if len(longer.split()) > _MOST_WORDS:
            continue
        said = longer
    return said


def _stopping(matter: Matter) -> tuple[str, ...]:
    medicine = matter.medicine or "medicines"
    if told_to_stop(matter.words):
        does = f"tells readers to stop or avoid {medicine}"
    elif matter.strength in ("testimonial", "reported"):
        does = f"tells of people who gave up {medicine}, or took less"
    elif matter.named and not medicine_among(matter):
        does = f"suggests doing without {medicine}, or with less, thanks to {matter.treatment}"
    else:
        does = f"suggests doing without {medicine}, or with less"
    return (
        f"{matter.who} {does}.",
        "Stopping some medicines suddenly can harm you: ask your doctor or pharmacist first.",
        worth(matter),
    )
