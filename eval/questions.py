"""Question files to questions, and files of judged quotes to places: JSON lines, all checked.

Words become places here: whatever comes after compares places, never strings.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import Article, Passage
from eval.rows import Row, rows, short

JUDGED = Path(__file__).parent / "judged.jsonl"  # quotes of the starter library


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the places that answer it: any one of them is enough."""

    id: str
    text: str
    answerable: bool
    gold: tuple[Passage, ...]  # none for an unanswerable one
    near: bool | None = None  # unanswerable: whether of the library's domain; None if not said
    after: str | None = None  # the question that this one follows up

    @property
    def lost(self) -> bool:
        """Whether all that answers it stands in articles that could not be read."""
        return self.answerable and not self.gold

    @property
    def history(self) -> tuple[str, ...]:
        """The earlier questions of the conversation."""
        return (self.after,) if self.after else ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A quote, and whether a person who read it found that it touches on efficacy."""

    place: Passage
    efficacy: bool


def load_questions(
    path: Path, articles: Iterable[Article], *, unread: Collection[str] = ()
) -> tuple[Question, ...]:
    """Read a question file; the articles are those of the library that it asks.

    `unread` names articles of the library that could not be read: gold in them is dropped, and
    a question that has no other is lost. Raises OSError where the file cannot be opened, and
    ValueError at its first fault, with file, line, fault and remedy.
    """
    library = {article.slug: article for article in articles}
    questions: list[Question] = []
    ids: set[str] = set()
    for row in rows(path):
        question = _question(row, library, unread)
        if question.id in ids:
            raise row.fault(f"the id {question.id!r} was given before", "give each its own")
        ids.add(question.id)
        questions.append(question)
    if not questions:
        raise ValueError(f"{path} holds no question; write one JSON object a line")
    return tuple(questions)


def load_judged(path: Path, articles: Iterable[Article]) -> tuple[Judged, ...]:
    """Read a file of judged quotes: {"article", "quote", "efficacy"} a line. Raises as above."""
    library = {article.slug: article for article in articles}
    return tuple(
        Judged(place, row.value("efficacy", bool))
        for row in rows(path)
        for place in _places(row, library, ())
    )


def _question(row: Row, library: Mapping[str, Article], unread: Collection[str]) -> Question:
    name, text = row.value("id", str), row.value("question", str)
    answerable, gold = row.value("answerable", bool), row.value("gold", list)
    if answerable and not gold:
        raise row.fault("it is answerable and has no gold", "quote what answers it")
    if gold and not answerable:
        raise row.fault("it has gold and is not answerable", "change one of the two")
    places: list[Passage] = []
    for part in gold:
        if not isinstance(part, dict):
            raise row.fault(
                f"the gold {short(part)} is not a JSON object", 'write {"article", "quote"}'
            )
        places += _places(Row(row.where, part), library, unread)
    near = None if answerable else row.optional("near", bool)
    return Question(name, text, answerable, tuple(places), near, row.optional("after", str))


def _places(row: Row, library: Mapping[str, Article], unread: Collection[str]) -> Iterator[Passage]:
    """Every place of the words, or the one place that is given by its start and end."""
    slug = row.value("article", str)
    if slug not in library:
        if slug in unread:
            return
        raise row.fault(
            f"the library has no article {slug!r}",
            "give a file's name without its ending, or name the library that this is about",
        )
    article = library[slug]
    if "start" in row.fields:
        start, end = row.value("start", int), row.value("end", int)
        try:
            yield Passage(article, start, end)
        except ValueError as error:
            raise ValueError(f"{row.where}: {error}") from error
        return
    words = row.value("quote", str).strip()
    start = article.text.find(words)
    if start < 0:
        raise row.fault(
            f"{short(words)} is not in the article {slug!r}",
            "copy the words from it, letter for letter",
        )
    while start >= 0:
        yield Passage(article, start, start + len(words))
        start = article.text.find(words, start + 1)
