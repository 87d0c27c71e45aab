"""An Answer to HTML that stands inside Markdown: what an article says is shown, never obeyed."""

import re

from corpus import Article, Kind
from qa import Answer, Caveat, Fact, Quote, Status

KIND_WORDS: dict[Kind, tuple[str, str]] = {
    "clinic": ("Clinic", "Sells or promotes the treatment"),
    "explainer": ("Explainer", "Explains a subject to the public"),
    "news": ("News", "Reports an event"),
    "study": ("Study", "Reports research of its own"),
    "review": ("Review", "Sums up the research of others"),
    "regulator": ("Regulator", "A public authority"),
    "patient-group": ("Patient group", "Speaks for patients"),
    "unknown": ("Kind unknown", "The library does not say who is speaking"),
}
STATUS_WORDS: dict[Status, str] = {
    "answered": "Found",
    "weak": "Perhaps",
    "not_found": "Not found",
}
NEAREST = "The nearest passages, which do not answer this"

_SIGN = re.compile(r"[!-/:-@\[-`{-~]")  # Markdown and HTML act on no other
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # the last ones have no UTF-8
_WEB = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)


def escaped(text: str) -> str:
    """Text that reads the same after Markdown and HTML: every sign becomes its number.

    White space is one space or one line break; a control character is white space.

    >>> escaped("2 < 3 *really*")
    '2 &#60; 3 &#42;really&#42;'
    """
    lines = (" ".join(_CONTROL.sub(" ", line).split()) for line in text.splitlines())
    safe = (_SIGN.sub(lambda sign: f"&#{ord(sign.group())};", line) for line in lines if line)
    return "&#10;".join(safe)  # as a number: a blank line would end the HTML around the text


def answer_html(answer: Answer) -> str:
    """One answer, without a line break, so that Markdown takes it as one block."""
    told: set[Fact] = set()
    parts = [
        f'<div class="cv-answer cv-{answer.status}"><p class="cv-note"><strong class="cv-status">'
        f"{STATUS_WORDS[answer.status]}</strong> {escaped(answer.note)}</p>",
        *(_quote(quote, told) for quote in answer.quotes),
    ]
    if answer.related:
        nearest = "".join(_quote(quote, told) for quote in answer.related)
        parts.append(f'<details class="cv-related"><summary>{NEAREST}</summary>{nearest}</details>')
    return "".join([*parts, "</div>"])


def _quote(quote: Quote, told: set[Fact]) -> str:
    caveats = "".join(_caveat(caveat, told) for caveat in quote.caveats)
    return (
        '<div class="cv-card"><blockquote dir="auto"><span class="cv-words">'
        f"{escaped(quote.text)}</span></blockquote>{_source(quote.article)}{caveats}</div>"
    )


def _source(article: Article) -> str:
    kind, meaning = KIND_WORDS[article.kind]
    title = _link(article.url, escaped(article.title))
    rest = [escaped(words) for words in (article.publisher, article.published) if words]
    spoken = "".join(f' · <span dir="auto">{words}</span>' for words in rest)
    line = (
        f'<p class="cv-source"><span class="cv-kind cv-kind-{article.kind}" title="{meaning}">'
        f'{kind}</span> <span class="cv-title" dir="auto">{title}</span>{spoken}</p>'
    )
    if not article.based_on:
        return line
    # one line until it is opened: some list many sources
    based = f'Based on: <span dir="auto">{escaped(article.based_on)}</span>'
    return f'{line}<details class="cv-fold"><summary>{based}</summary></details>'


def _caveat(caveat: Caveat, told: set[Fact]) -> str:
    facts = "".join(f"<li>{_fact(fact, again=fact in told)}</li>" for fact in caveat.facts)
    told.update(caveat.facts)
    listed = f'<ul class="cv-facts">{facts}</ul>' if facts else ""
    return (
        f'<div class="cv-caveat cv-{caveat.kind}" role="note"><p><strong>Caveat.</strong> '
        f"{escaped(caveat.message)}</p>{listed}</div>"
    )


def _fact(fact: Fact, *, again: bool) -> str:
    """A fact in full, or in one line that opens, where the answer has told it before."""
    publisher = _link(fact.url, escaped(fact.publisher))
    when = f", {escaped(fact.published)}" if fact.published else ""
    words = escaped(fact.text)
    source = f"({publisher}{when}; checked {escaped(fact.checked)})"
    if again:
        return f'<details class="cv-fold"><summary>{words}</summary>{source}</details>'
    return f"{words} {source}"


def _link(url: str | None, words: str) -> str:
    if url and _WEB.fullmatch(url):
        return f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
    return words
