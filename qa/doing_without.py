"""Sentences that suggest doing without a medicine: told to a reader, or told of others.

Advice on how a medicine is stopped safely, and what to do about a harm, is none of them.
"""

import re

from qa.stopping import warns_against_stopping

_MEDICINE = (
    r"(?:medic(?:ines?|ations?)|meds|tablets?|pills?|drugs?|pain ?killers?|opioids?|morphine"
    r"|oxycodone|codeine|tramadol|fentanyl|nsaids?|anti-inflammator(?:ies|y (?:tablets?|drugs?))"
    r"|ibuprofen|naproxen|aspirin|paracetamol|gabapentin|pregabalin|prescriptions?|insulin|statins?"
    r"|antidepressants?|sleeping tablets|steroid creams?|steroids?(?! injection)|inhalers?"
    r"|blood thinners?|warfarin|methotrexate|metformin|levodopa|allopurinol|thyroxine"
    r"|levothyroxine|hydrocortisone|triptans?|zopiclone)\b(?! (?:than|side effects|against))"
)
_WHICH = (  # what may stand before it: “my”, “all of her strong”, “taking any”
    r"(?:taking |using |of |on |popping |swallowing )?(?:all |any |most |some |half |a single "
    r"|single |at least one )?(?:of )?"
    r"(?:my|your|his|her|their|our|the|those|these|daily|more|every)? ?(?:(?:daily|strong|old"
    r"|regular|usual|own|prescription|pain|blood|diabetes|migraine|arthritis|pressure|opioid"
    r"|anti-rejection|sleeping|water|last|other|many|all|evening|new|present"
    r"|MS) )*"
)
_WHO = (
    r"(?:\b(?:i|we|you|he|she|they|who|and|then|many|most|some|patients|people|clients|guests"
    r"|members|participants|women|men|one|per cent|half|thirds?)|\b(?-i:[A-Z])[a-z]+)"
)
_COULD = (
    r"(?:(?:can|could|may|might|will|to|(?:been |be )?able to|has|have|had|let \w+|letting \w+) )?"
)
_PUT_AWAY = (
    r"throw(?:ing|n)? away|threw away|throw out|threw out|toss\w*|flush\w*|put away|bin|binn\w+"
    r"|ditch\w*|quit|quitting|(?:say|said|saying|wave|waved) (?:goodbye|farewell) to"
    r"|g(?:i|a)ve up|given up|giving up|cut(?:ting)? (?:down|back)|off"
    r"|(?:come|came|coming|get|got|weaned?|am|are|was|were|been) (?:\w+ )?off"
)
_WITHOUT = (
    r"(?:liv(?:e|es|ing)|manag\w+|cop(?:e|es|ed|ing)|do|does|did|sleep|relief|beat|treating|get"
    r"|getting|go|under control"
    r"|surgery and)(?: (?!with)[\w-]+){0,4} without(?: invasive procedures or)?"
)
_NEEDLESS = (
    r"no longer (?:needs?|takes?|uses?|rel(?:y|ies) on)|(?:not|without) (?:need(?:ed|ing)|touched)"
    r"|without (?:having to take|the need for|relying on)|needs? no|needed no|no more"
    r"|free (?:of|from)|an end to|instead of (?:taking|your|daily|more)|asks? you not to take"
)
_CALLS = re.compile(
    rf"\b(?:{_PUT_AWAY}|{_WITHOUT}|{_NEEDLESS}|replac(?:e|es|ed|ing)) {_WHICH}{_MEDICINE}"
    rf"|{_WHO} {_COULD}(?:stop|stopped|dropped|drop|skip|skipped|leave off|left off|cut out"
    rf"|halved?) {_WHICH}{_MEDICINE}|{_MEDICINE} (?:must|should|can|may) be (?:stopped|left off"
    rf"|binned)"
    rf"|(?:^|[.!?] )(?:please )?(?:stop|avoid|skip|leave off|cut out) {_WHICH}{_MEDICINE}"
    rf"|\b(?:(?:do not|don['’]t) take|(?:stay|keep) (?:away from|off)) {_WHICH}{_MEDICINE}"
    r"(?=[^.;]{0,30} (?:for|in the) (?:\w+ ){0,2}(?:days?|weeks?|months?)\b)"
    rf"|\b{_MEDICINE} (?:are|is|become|became|were) (?:unnecessary|superfluous|history"
    r"|a thing of the past|in the bin|no longer needed)"
    rf"|\b(?:became|become|am|now|live|go|went) {_MEDICINE}-free\b"
    # … or with less of it
    rf"|\b(?:end|ends|ending|eliminat\w+|reduc\w+|lessen\w*|lower\w*|minimi[sz]\w+|cut\w*"
    rf"|decreas\w+|remov\w+) (?:the |your |their )?(?:need|reliance|dependence|dependency)"
    rf" (?:for|on|to keep (?:taking|using)|to take) (?:[\w-]+ ){{0,3}}?{_MEDICINE}"
    rf"|\b(?:depend|depends|depending|rely|relies|relying) less on {_WHICH}{_MEDICINE}"
    rf"|\b(?:need|needs|needed|take|takes|took|use|uses|used) (?:fewer|less) {_WHICH}{_MEDICINE}"
    rf"|\b(?:reduc\w+|decreas\w+|lower\w*) (?:the |their |your )?(?:use|intake|doses?)"
    rf" of {_WHICH}{_MEDICINE}"
    rf"|\bless (?:need for|dependent on|reliant on|reliance on) {_WHICH}{_MEDICINE}"
    rf"|\bwithout (?:the )?(?:need|reliance|dependence|dependency) (?:for|on) {_WHICH}{_MEDICINE}",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:^|[.!?] )(?:please )?(?:stop|avoid|skip|leave off|cut out)\b|\b(?:must|should) be stopped"
    r"|\bnot to take|\b(?:do not|don['’]t) take|\b(?:stay|keep) (?:away from|off)",
    re.IGNORECASE,
)
# With a doctor, by steps, or for a reason of safety: how it is done, not that it should be …
_SAFELY = re.compile(
    r"\bdoc took\b|\b(?:ask|tell|talk\w*|speak\w*|with|by|from|unless|my|your|his|her|their"
    r"|our) (?:\w+ ){0,2}"
    r"(?:doctors?|gp|nurses?|consultants?|specialists?|neurologists?|pharmacists?|surgeons?)\b"
    r"|\b(?:gradual\w*|slowly|taper\w*|step by step|by a tenth|supervis\w+|withdrawal|pregnan\w+"
    r"|before (?:the|your|an?|surgery|treatment|you)|allerg\w+|rash|bleed\w*|if you|if your|unless"
    r"|only (?:with|after|if)|overdose|emergency|get help|led|because of)\b"
    # … or what came of it, or a word against it.
    r"|\b(?:relaps\w+|flares?|came back|comes? back|returns?|returned|worse|not (?:suit|recommend)"
    r"|licen[sc]e|wary|beware|tells? you to|nobody|no one|should not|must not)\b",
    re.IGNORECASE,
)


def calls_to_stop(sentence: str) -> tuple[int, int] | None:
    """Where a sentence suggests doing without a medicine, or None.

    >>> calls_to_stop("You can bin your tablets."), calls_to_stop("Never stop opioids suddenly.")
    ((8, 24), None)
    """
    found = _CALLS.search(sentence)
    if not found or _SAFELY.search(sentence) or warns_against_stopping(sentence):
        return None
    return found.span()


def told_to_stop(words: str) -> bool:
    """Whether a call to do without a medicine is put to the reader as an order."""
    return bool(_TOLD.search(words))
