"""`caveat feedback`: what readers told, summed up for those who keep the library."""

from collections import Counter
from itertools import groupby
from pathlib import Path

import click

from ui.failure import Failure
from ui.feedback import Feedback, Kind, Sum, sums
from ui.terminal import shown

_QUESTIONS = 3  # printed under a place, at most
_HEADINGS: dict[Kind, str] = {
    "not answered": "Questions without an answer",
    "wrong source": "Quotes from a wrong source",
    "missed caveat": "Quotes that lack a caveat",
    "helpful": "Quotes that helped",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def feedback(file: Path) -> None:
    """Sum up what readers told in FILE, which `caveat chat --feedback FILE` wrote.

    Questions without an answer come first, then quotes from a wrong source, quotes that lack a
    caveat, and those that helped; the most frequent first. The exit code is 2 where FILE cannot
    be read.
    """
    try:
        told = Feedback(file).told()
    except (OSError, ValueError) as error:
        raise Failure(str(error)) from error
    if not told:
        click.echo("Nobody has told anything yet.")
        return
    counted = Counter(one.kind for one in told)
    readers = ", ".join(f"{kind} {counted[kind]}" for kind in _HEADINGS)
    days = sorted({one.day for one in told})
    click.echo(f"{len(told)} told, {shown(days[0])} to {shown(days[-1])}: {readers}.")
    for kind, group in groupby(sums(told), key=lambda one: one.kind):
        click.echo(f"\n{_HEADINGS[kind]}")
        for one in group:
            _print(one)


def _print(one: Sum) -> None:
    click.echo(f"{one.times:>5}  {shown(one.what)}")
    if one.kind == "not answered":
        return
    for question in one.questions[:_QUESTIONS]:
        click.echo(f"       asked: {shown(question)}")
    if len(one.questions) > _QUESTIONS:
        click.echo(f"       and {len(one.questions) - _QUESTIONS} more questions")
