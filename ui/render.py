"""An Answer to HTML that stands inside Markdown: what an article says is shown, never obeyed."""

import re
from urllib.parse import urlsplit

from corpus import Article, Kind
from qa import Answer, Caveat, Fact, Quote

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
_STATUS_WORDS = {
    "answered": "Found in the articles",
    "weak": "Perhaps: near the question",
    "not_found": "No answer in these articles",
}
_SIGN = re.compile(r"[^\w\s]|_", re.ASCII)


def escaped(text: str) -> str:
    """Text that reads the same after Markdown and HTML: every sign becomes its number.

    >>> escaped("2 < 3 *really*")
    '2 &#60; 3 &#42;really&#42;'
    """
    # Line breaks too: a blank line would end the HTML that the text stands in.
    lines = [" ".join(line.split()) for line in text.splitlines()]
    safe = [_SIGN.sub(lambda sign: f"&#{ord(sign.group())};", line) for line in lines if line]
    return "<br>".join(safe)


def answer_html(answer: Answer) -> str:
    """One answer, without a line break, so that Markdown takes it as one block."""
    parts = [
        f'<div class="cv-answer cv-{answer.status}">',
        f'<p class="cv-note"><strong class="cv-status">{_STATUS_WORDS[answer.status]}.</strong> ',
        f"{escaped(answer.note)}</p>",
        *(_quote(quote) for quote in answer.quotes),
    ]
    if answer.related:
        parts.append('<p class="cv-related">Nearest passages. These do not answer the question:</p>')
        parts += [_quote(quote) for quote in answer.related]
    parts.append("</div>")
    return "".join(parts)


def _quote(quote: Quote) -> str:
    caveats = "".join(_caveat(caveat) for caveat in quote.caveats)
    return (
        '<div class="cv-card"><blockquote class="cv-words" dir="auto">'
        f"{escaped(quote.text)}</blockquote>{_source(quote.article)}{caveats}</div>"
    )


def _source(article: Article) -> str:
    kind, meaning = KIND_WORDS[article.kind]
    title = escaped(article.title)
    rest = [escaped(words) for words in (article.publisher, article.published) if words]
    if article.based_on:
        rest.append(f"restates {escaped(article.based_on)}")
    line = " · ".join([_link(article.url, title), *rest])
    return (
        f'<p class="cv-source"><span class="cv-kind cv-kind-{article.kind}" title="{meaning}">'
        f'{kind}</span> <span dir="auto">{line}</span></p>'
    )


def _caveat(caveat: Caveat) -> str:
    facts = "".join(f"<li>{_fact(fact)}</li>" for fact in caveat.facts)
    listed = f'<ul class="cv-facts">{facts}</ul>' if facts else ""
    return (
        f'<div class="cv-caveat cv-{caveat.kind}" role="note"><p><strong>Caveat.</strong> '
        f"{escaped(caveat.message)}</p>{listed}</div>"
    )


def _fact(fact: Fact) -> str:
    publisher = _link(fact.url, escaped(fact.publisher))
    when = f", {escaped(fact.published)}" if fact.published else ""
    return f"{escaped(fact.text)} ({publisher}{when}; checked {escaped(fact.checked)})"


def _link(url: str | None, words: str) -> str:
    if url and urlsplit(url).scheme in ("http", "https"):
        return f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
    return words
