"""`caveat-eval --caveats`: judged quotes and claims to tables and every miss, and their JSON."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from corpus import load_articles, starter_articles
from eval.caveats import (
    FAULTS,
    Cautioned,
    Countered,
    Fault,
    Told,
    countering,
    faults,
    finding,
    section,
)
from eval.counters import MADE_UP, STARTER, Claim, load_claims
from eval.left_out import LeftOut, measured, refitted, worst
from eval.measures import Measure
from eval.questions import JUDGED, load_judged
from eval.report import commit
from eval.terminal import line, side_by_side, table
from index import Index
from qa import caveats_in, starter_index
from qa.opposing import countered

_OTHER = Path(__file__).parent / "made_up" / "articles"
_NOT_REFITTED = (
    "Not measured. The shipped model was fitted on the labelled sentences, so they tell nothing\n"
    "of unseen text. --refit fits it anew without some of them at a time: about ten minutes."
)


def caveats_report(console: Console, *, refit: bool = False) -> dict[str, Any]:
    """Measure and print how well caveats are given. Raises as what it calls does."""
    errors = Console(stderr=True)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        reading = bar.add_task("Reading the articles", total=None)
        starter, others = starter_articles(), load_articles(_OTHER)
        judged = load_judged(JUDGED, starter)  # whatever is wrong is better said at once
        claims = {"starter": load_claims(STARTER, starter), "made up": load_claims(MADE_UP, others)}
        indexes = {"starter": starter_index(), "made up": Index.build(others)}
        bar.remove_task(reading)
        quotes = [
            Cautioned(one, caveats_in(one.place))
            for one in bar.track(judged, description="Reading the judged quotes")
        ]
        opposed = {
            name: [
                against(claim, indexes[name])
                for claim in bar.track(ones, description=f"Opposing the claims, {name}")
            ]
            for name, ones in claims.items()
        }
    opposed["both"] = [row for ones in opposed.values() for row in ones]

    found = {"starter": finding(quotes)}
    misfound = faults(quotes, ("missed", "false_alarm"))
    _head(console, "Finding what touches on efficacy, in judged quotes")
    _print_section(console, found, misfound)
    _head(console, "Sentences left out of the fitting")
    left = _refitted(console) if refit else None
    if left is None:
        console.print(Text(_NOT_REFITTED + "\n"), soft_wrap=True)
    _head(console, "Quotes that say otherwise, beside claims")
    set_beside = {name: countering(ones) for name, ones in opposed.items()}
    misplaced = faults(opposed["both"], ("wrong", "withheld"))
    _print_section(console, set_beside, misplaced)
    return {
        "commit": commit(),
        "model": indexes["starter"].encoder.name,
        "libraries": {name: index.digest for name, index in indexes.items()},
        "finding": section(found, misfound),
        "left_out": left and {name: one.to_dict() for name, one in left.items()},
        "counter_quotes": section(set_beside, misplaced),
    }


def against(claim: Claim, index: Index) -> Countered:
    """What a reader is shown against a claim: nothing, where it gets no caveat that could."""
    caveats = [countered(one, claim.place, index) for one in caveats_in(claim.place)]
    return Countered(claim, tuple(quote.passage for one in caveats for quote in one.counter))


def _refitted(console: Console) -> dict[str, LeftOut]:
    said = Console(stderr=True)
    said.print("Fitting the model anew, eight times, which takes about ten minutes", soft_wrap=True)
    left = dict(refitted())
    measures = {name: measured(one) for name, one in left.items()}
    console.print(side_by_side("of", measures, counted=True))
    for name, one in left.items():
        groups = table(f"worst of the {name}", "sentences", "missed", "false alarms")
        for group in worst(one):
            groups.add_row(line(group.name), str(group.n), str(group.missed), str(group.alarms))
        console.print(groups)
        console.print(
            Text(f"{name} left out: {int(one.wrong.sum())} told wrong; --json lists them\n"),
            soft_wrap=True,
        )
    return left


def _print_section(
    console: Console,
    measures: Mapping[str, Mapping[str, Measure | None]],
    wrong: Mapping[Fault, Sequence[Told]],
) -> None:
    """Print the measures, then all that went wrong."""
    console.print(side_by_side("of", measures, counted=True))
    for fault, rows in wrong.items():
        console.print(Text(f"{FAULTS[fault]}: {len(rows)}", "bold"), soft_wrap=True)
        for row in rows:
            first, *others = map(line, row.said)
            console.print(Text("\n  ".join([f"\n{first}", *others])), soft_wrap=True)
        console.print()


def _head(console: Console, words: str) -> None:
    console.print(Text(words, "bold underline"), soft_wrap=True)
