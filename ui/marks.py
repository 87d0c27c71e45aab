"""A quote to its lines, and where in them the words stand that set its caveats off."""

from collections.abc import Iterable, Mapping

from corpus import Passage
from qa import Quote
from ui.beside import plain

Place = tuple[int, int]  # start and end, characters


def marked_lines(
    quote: Quote, *, blank: Mapping[int, str] | None = None
) -> list[tuple[str, list[Place]]]:
    """The quote's lines as `plain` text, none of them empty, each with the places to mark.

    `blank` are characters to leave out, as for `str.translate`: each becomes one other.
    """
    text = quote.text.translate(blank or {})
    marked = bytearray(len(text))
    for start, end in trigger_words(quote):
        marked[start:end] = b"\1" * (end - start)
    lines = []
    at = 0
    for line in text.splitlines(keepends=True):
        words, flags = "", bytearray()
        for character, flag in zip(line, marked[at : at + len(line)], strict=True):
            # a lone space is nothing to `plain`, and so is what it takes for one
            read = plain(character) or " "
            if read != " " or (words and words[-1] != " "):
                words += read
                flags.append(flag)
        at += len(line)
        if words.strip():
            lines.append((words.rstrip(), _runs(flags[: len(words.rstrip())])))
    return lines


def trigger_words(quote: Quote) -> list[Place]:
    """The places in a quote's text that set its caveats off.

    A caveat names whole sentences and, where it can, the words in them: the words are enough, and
    a mark under all of a quote would tell nothing.
    """
    triggers = [place for caveat in quote.caveats for place in caveat.triggers]
    return [
        (max(place.start, quote.start) - quote.start, min(place.end, quote.end) - quote.start)
        for place in triggers
        if place.overlaps(quote.passage)
        and not _holds(place, quote.passage)
        and not any(other != place and _holds(place, other) for other in triggers)
    ]


def _holds(outer: Passage, inner: Passage) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _runs(flags: Iterable[int]) -> list[Place]:
    """The stretches of ones."""
    runs: list[Place] = []
    for at, flag in enumerate(flags):
        if flag and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif flag:
            runs.append((at, at + 1))
    return runs
