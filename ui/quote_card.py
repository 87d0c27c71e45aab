"""A quote to its card: the words, who says so, the caveat, and what lies one click away."""

from collections.abc import Sequence
from datetime import date

from corpus import Article, Kind, Passage
from qa import Caveat, Evidence, Fact, Quote
from ui.escaping import escaped, linked, marked
from ui.marks import trigger_words
from ui.places import around, opener
from ui.wording import DESIGN_WORDS, KIND_WORDS


def card(quote: Quote, marks: Sequence[Passage], told: set[Fact], today: date) -> str:
    """One quote with its source and caveats.

    `marks` are the places that its article is opened with. `told` are the facts that the answer
    has told already; this card's are added.
    """
    place, article = quote.passage, quote.article
    caveats = "".join(_caveat(caveat, told, today) for caveat in quote.caveats)
    tools = opener("Open the article", article, place, marks) + (
        f'<button type="button" class="cv-copy cv-tool" value="{escaped(citation(quote))}">'
        "Copy with source</button>"
    )
    return (
        f'<div class="cv-card" role="group">{_words(quote)}{source(article)}{caveats}'
        f'<div class="cv-more">{_context(place)}{_folded(based_on(article))}'
        f'<div class="cv-tools">{tools}</div></div></div>'
    )


def citation(quote: Quote) -> str:
    """A quote as plain text to paste: the words, where they stand, and their caveats."""
    article = quote.article
    said = [article.title, KIND_WORDS[article.kind][0], article.publisher, article.published]
    place = f"{article.slug}, characters {quote.start} to {quote.end}"
    lines = [
        f"“{quote.text.strip()}”",
        f"— {', '.join(word for word in said if word)} ({place})",
        *([article.url] if article.url else []),
        *(f"Caveat: {caveat.message}" for caveat in quote.caveats),
    ]
    return "\n".join(lines)


def _words(quote: Quote) -> str:
    marks = [(start, end, "cv-trigger") for start, end in sorted(set(trigger_words(quote)))]
    return (
        f'<blockquote dir="auto"><span class="cv-words">{marked(quote.text, marks)}</span>'
        "</blockquote>"
    )


def badge(kind: Kind) -> str:
    """Who is speaking, in a word, and what that means, when it is opened."""
    word, meaning = KIND_WORDS[kind]
    return (
        f'<details class="cv-kind cv-kind-{kind}"><summary title="{meaning}">{word}</summary>'
        f"<span>{meaning}</span></details>"
    )


def source(article: Article) -> str:
    """The line that says where words come from."""
    title = linked(article.url, escaped(article.title))
    rest = [escaped(words) for words in (article.publisher, article.published) if words]
    spoken = "".join(f' · <span dir="auto">{words}</span>' for words in rest)
    return (
        f'<div class="cv-source">{badge(article.kind)} '
        f'<span class="cv-title" dir="auto">{title}</span>{spoken}</div>'
    )


def based_on(article: Article) -> str:
    """What an article restates, if it says so."""
    if not article.based_on:
        return ""
    return f'Based on: <span dir="auto">{escaped(article.based_on)}</span>'


def _folded(words: str) -> str:
    """One line until it is opened: some articles list many sources."""
    return words and f'<details class="cv-fold cv-based"><summary>{words}</summary></details>'


def _context(place: Passage) -> str:
    before, after = around(place)
    if not before and not after:
        return ""
    parts = [
        f'<span class="cv-grey">{escaped(before.text)}</span> ' if before else "",
        f"<span>{escaped(place.text)}</span>",
        f' <span class="cv-grey">{escaped(after.text)}</span>' if after else "",
    ]
    return (
        '<details class="cv-fold cv-context"><summary>Context: the sentences around it</summary>'
        f'<p dir="auto">{"".join(parts)}</p></details>'
    )


def _caveat(caveat: Caveat, told: set[Fact], today: date) -> str:
    facts = "".join(
        f"<li>{fact_html(fact, today, again=fact in told)}</li>" for fact in caveat.facts
    )
    told.update(caveat.facts)
    listed = f'<ul class="cv-facts">{facts}</ul>' if facts else ""
    return (
        f'<div class="cv-caveat cv-{caveat.kind} cv-{caveat.strength}" role="note"><p>'
        f"<strong>Caveat.</strong> {escaped(caveat.message)}</p>{_evidence(caveat.evidence)}"
        f"{listed}{_counter(caveat.counter)}</div>"
    )


def _evidence(evidence: Evidence) -> str:
    """What the passage says of how it knows, in one line; nothing where it says nothing."""
    people, followed = evidence.people, evidence.followed
    said = [
        DESIGN_WORDS[evidence.design],
        f"{people:,} {'person' if people == 1 else 'people'}" if people is not None else "",
        f'followed “<span dir="auto">{escaped(followed.text)}</span>”' if followed else "",
    ]
    told = ", ".join(word for word in said if word)
    return f'<p class="cv-evidence">What it says of its evidence: {told}.</p>' if told else ""


def fact_html(fact: Fact, today: date, *, again: bool = False) -> str:
    """A fact in full, or in one line that opens, where the answer has told it before."""
    publisher = linked(fact.url, escaped(fact.publisher))
    when = f", {escaped(fact.published)}" if fact.published else ""
    words = escaped(fact.text)
    # those whose day to be read again has come were read a year before, or longer ago
    old = ', <strong class="cv-stale">more than a year ago</strong>' if fact.stale(today) else ""
    said = f"({publisher}{when}; checked {escaped(fact.checked)}{old})"
    if again:
        return f'<details class="cv-fold"><summary>{words}</summary>{said}</details>'
    return f"{words} {said}"


def _counter(counter: Sequence[Quote]) -> str:
    """The quotes that say otherwise: how many and whose at once, their words when opened."""
    if not counter:
        return ""
    whose = list(dict.fromkeys(quote.article.publisher or quote.article.title for quote in counter))
    # they are found by a model that is right in about two of three
    number = f"{len(counter)} passage{'' if len(counter) == 1 else 's'} may say"
    names = ", ".join(f'<span dir="auto">{escaped(name)}</span>' for name in whose)
    quotes = "".join(
        f'<div class="cv-other">{_words(quote)}{source(quote.article)}'
        f"{opener('Open the article', quote.article, quote.passage)}</div>"
        for quote in counter
    )
    return (
        f'<details class="cv-counter"><summary>{number} otherwise: {names}</summary>'
        f"{quotes}</details>"
    )
