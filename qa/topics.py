"""A library's articles to its topics: the treatments and conditions that it speaks of most.

Those that subjects.json lists are told by their patterns. Others are told by their company: they
stand where a treatment or a condition stands ("side effects of …", "people with …"), or end like
one. What stands there and how they end is data, in topics.json.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from corpus import Article
from index.tokens import FUNCTION_WORDS
from qa.subjects import conditions_in, treatments_in

_FILE = Path(__file__).parent / "topics.json"
TopicKind = Literal["treatment", "condition"]
VAGUE = frozenset({"conventional treatment", "inflammation", "pain", "nerve pain", "joint pain"})
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_BREAK = re.compile(r"[.,;:!?()\[\]\n\"“”*#|/]|\s[-–—]\s")  # no name goes across one
_COUNTED = re.compile(r"\b(?:an?|each|one|another) $", re.IGNORECASE)
_LONGEST = 3  # words in a name
_TIMES = 3  # a name that is not listed stands so often in the library, or is no topic
_CUES = 2  # … and so often in the company of its kind; its ending counts as that often
_CUES_ALONE = 4  # … where only one article speaks of it
_TITLE = 3  # what a title counts beside an article that only speaks of it
_PART = 0.5  # share of a name's places in a longer one from which it is only a part of that
_BEGINNING = frozenset("hair heart kidney back bone nerve liver lung tooth eye".split())
_READ = 300  # articles of a large library that are read for its topics


@dataclass(frozen=True, slots=True)
class Topic:
    """A treatment or a condition, by the name that a question gives it."""

    name: str
    kind: TopicKind
    weight: int  # articles that speak of it, more for those whose title does

    @property
    def plural(self) -> bool:
        """Whether a verb follows in the plural, by the last letters of the name."""
        return _singular(self.name) != self.name and self.name != "diabetes"

    @property
    def vague(self) -> bool:
        """Whether a reader would ask for something closer."""
        return self.name in VAGUE

    def named_in(self, words: str) -> bool:
        """Whether the words name it."""
        return self.name in _listed(self.kind, words) or bool(_pattern(self.name).search(words))


@lru_cache(maxsize=8)
def topics_of(articles: tuple[Article, ...]) -> tuple[Topic, ...]:
    """The library's topics, the most frequent first; of a large library, a spread of articles."""
    read = articles[:: -(-len(articles) // _READ)] if articles else ()
    topics = [*_known(read), *_unknown(read)]
    return tuple(sorted(topics, key=lambda t: (t.vague, -t.weight, t.name)))


def topics_in(words: str, topics: Sequence[Topic], kind: TopicKind) -> tuple[Topic, ...]:
    """Those of the topics that the words name, in the order given."""
    return tuple(topic for topic in topics if topic.kind == kind and topic.named_in(words))


@lru_cache(maxsize=4096)  # the same few quotes are asked for one topic after the other
def _listed(kind: TopicKind, words: str) -> tuple[str, ...]:
    return treatments_in(words) if kind == "treatment" else conditions_in(words)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    stem = re.escape(_singular(re.sub(r"^an? ", "", name)))
    return re.compile(rf"\b{stem}(?:s|es)?\b", re.IGNORECASE)


def _known(articles: Sequence[Article]) -> Iterator[Topic]:
    """The listed topics that a title names or several articles do."""
    for kind in get_args(TopicKind):
        said: Counter[str] = Counter()
        for article in articles:
            said.update(_listed(kind, article.text))
            said.update(_TITLE * list(_listed(kind, article.title)))
        yield from (Topic(name, kind, count) for name, count in said.items() if count > 1)


@dataclass(slots=True)
class _Seen:
    """Where a name that is not listed stands, in the singular or the plural."""

    surfaces: Counter[str] = field(default_factory=Counter)
    slugs: set[str] = field(default_factory=set)
    titles: int = 0
    company: Counter[str] = field(default_factory=Counter)  # of treatments, of conditions
    articled: int = 0  # times after "a" or its like: it can be counted
    describing: int = 0  # times before another word that it only describes

    def add(self, before: str, after: str) -> None:
        """Note the words before and after one of its places."""
        self.articled += bool(_COUNTED.search(before))
        follows = False
        for kind, (preceding, following, _) in _cues().items():
            found = bool(following.search(after))
            self.company[kind] += bool(preceding.search(before)) + found
            follows |= found
        word = _WORD.match(after[1:]) if after[:1] == " " else None
        self.describing += bool(word and not follows and word[0].lower() not in FUNCTION_WORDS)


def _unknown(articles: Sequence[Article]) -> Iterator[Topic]:
    """Topics that are not listed, told by their company."""
    names: defaultdict[str, _Seen] = defaultdict(_Seen)
    for article in articles:
        for part in _BREAK.split(article.title):
            for first, last in _runs(part):
                names[_singular(part[first:last].lower())].titles += 1
        for part in _BREAK.split(f"{article.title}\n{article.text}"):
            for first, last in _runs(part):
                seen = names[_singular(part[first:last].lower())]
                seen.surfaces[part[first:last]] += 1
                seen.slugs.add(article.slug)
                seen.add(part[max(first - 60, 0) : first], part[last : last + 30])
    kinds = {name: kind for name, seen in names.items() if (kind := _kind(name, seen))}
    for name, kind in kinds.items():
        least = _PART * names[name].surfaces.total()
        longer = (other for other in kinds if other != name and _part_of(name, other))
        if all(names[other].surfaces.total() < least for other in longer):
            weight = len(names[name].slugs) + _TITLE * names[name].titles
            yield Topic(_spelt(names[name], kind), kind, weight)


def _part_of(name: str, longer: str) -> bool:
    """Whether a name is one of a longer one's words, or its first letters."""
    words = longer.split()
    return f" {name} " in f" {longer} " or name == "".join(word[0] for word in words)


def _singular(name: str) -> str:
    return name[:-1] if re.search(r"[^suia]s$", name) else name


def _kind(name: str, seen: _Seen) -> TopicKind | None:
    """What an unlisted name is, if the library shows it."""
    if seen.surfaces.total() < _TIMES:
        return None
    if any(treatments_in(surface) or conditions_in(surface) for surface in seen.surfaces):
        return None
    if seen.describing >= _PART * seen.surfaces.total():
        return None
    score = {
        kind: seen.company[kind] + _CUES * bool(ending.search(name))
        for kind, (_, _, ending) in _cues().items()
    }
    kind: TopicKind = "treatment" if score["treatment"] > score["condition"] else "condition"
    alone = len(seen.slugs) < 2 and not seen.titles
    return kind if score[kind] >= (_CUES_ALONE if alone else _CUES) else None


def _spelt(seen: _Seen, kind: TopicKind) -> str:
    """The name as a question writes it: in the plural, or after "a", if it can be counted."""
    plurals = {s: n for s, n in seen.surfaces.items() if _singular(s) != s}
    surfaces = plurals if plurals and seen.articled else seen.surfaces
    surface = max(surfaces, key=lambda s: (surfaces[s], s))
    if surface[1:] == surface[1:].lower():
        surface = surface[0].lower() + surface[1:] if surface.lower() in seen.surfaces else surface
    if not seen.articled or plurals or kind == "condition":
        return surface
    return f"{'an' if surface[0].lower() in 'aeiou' else 'a'} {surface}"


def _runs(part: str) -> Iterator[tuple[int, int]]:
    """Runs of up to three words that may be a name: start and end in the part."""
    words = list(_WORD.finditer(part))
    never = _never()
    for first, word in enumerate(words):
        for last in range(first, min(first + _LONGEST, len(words))):
            lower = words[last].group().lower()
            if lower in FUNCTION_WORDS or re.search(r"(?:ed|ing|ly)$", lower):
                break
            if last > first and part[words[last - 1].end() : words[last].start()] != " ":
                break
            if lower in never and last == first:
                if lower not in _BEGINNING:
                    break
                continue
            yield word.start(), words[last].end()


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _never() -> frozenset[str]:
    return frozenset(_data()["never"].split())


@cache
def _cues() -> dict[TopicKind, tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
    between = r"(?: (?:the|a|an|your|their|this|these|our|some|any))? $"
    return {
        kind: (
            re.compile(rf"\b(?:{_data()[kind]['before']}){between}", re.IGNORECASE),
            re.compile(rf"^ (?:{_data()[kind]['after']})\b", re.IGNORECASE),
            re.compile(rf"\b(?:{_data()[kind]['ending']})$", re.IGNORECASE),
        )
        for kind in get_args(TopicKind)
    }
