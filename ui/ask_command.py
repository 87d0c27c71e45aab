"""`caveat ask`: questions answered on the terminal."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from index import Index
from qa import Answer, answer
from ui.export_file import check_place, save
from ui.failure import Failure
from ui.library_option import library_option, ready

_STDIN = "-"
_NOT_FOUND, _WRONG = 1, 2  # exit codes
_EXAMPLES = """\b
Examples:
  caveat ask "Is stem cell therapy approved by the FDA?"
  caveat ask --follow "Does it help sore knees?" "and for nerves?"
  caveat ask --save knees.md "Does it help sore knees?"
  caveat ask --json - < questions.txt
"""


@click.command(epilog=_EXAMPLES)
@click.argument("questions", metavar="QUESTION...", nargs=-1, required=True)
@click.option("--follow", is_flag=True, help="Let each question follow up those before it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: an object for each question.")
@click.option("--limit", default=3, show_default=True, help="The most quotes of an answer.")
@click.option(
    "--save",
    "place",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Save the answers, each quote with its certificate, as .md, .json or .html. "
    "`caveat verify` checks it.",
)
@library_option
def ask(
    questions: tuple[str, ...],
    follow: bool,
    as_json: bool,
    limit: int,
    place: Path | None,
    library: Path | None,
) -> None:
    """Answer one QUESTION or several, each for itself.

    A QUESTION that is - stands for those on standard input, one a line.

    The exit code is 0 where all were answered, if only perhaps, 1 where the library holds no
    answer to one of them, and 2 where something was wrong.
    """
    try:
        if place:
            check_place(place)
        index = ready(library)
    except click.ClickException as error:
        raise Failure(error.message) from error
    several = len(questions) > 1 or _STDIN in questions
    found: list[Answer] = []
    code = 0
    asked = False
    for question in _each(questions):
        asked = True
        history = [earlier.question for earlier in found] if follow else []
        try:
            one = answer(question, index=index, history=history, limit=limit)
        except ValueError as error:
            click.echo(f"Error: {error}", err=True)
            code = _WRONG
            continue
        if as_json:
            _print_json(one, line=several)
        else:
            _print(one, first=not found, heading=several)
        found.append(one)
        if one.status == "not_found":
            code = max(code, _NOT_FOUND)
    if not asked:
        raise Failure("there is no question on standard input; write one a line")
    if place and found:
        code = max(code, _saved(found, index, place))
    sys.exit(code)


def _each(questions: Sequence[str]) -> Iterator[str]:
    """The questions in their order, those of standard input as they come."""
    for question in questions:
        if question != _STDIN:
            yield question
            continue
        for line in sys.stdin.buffer:
            # what is no UTF-8 says nothing, and is asked without
            words = line.decode(errors="replace").replace("\ufffd", " ").strip()
            if words:
                yield words


def _print_json(found: Answer, *, line: bool) -> None:
    """Print an object on one line or, where it is the only one, on many."""
    from ui.export import json_text

    # as bytes, since JSON is UTF-8 whatever the terminal is
    click.echo(json_text(found.to_dict(), indent=None if line else 2).encode())


def _print(found: Answer, *, first: bool, heading: bool) -> None:
    from rich.console import Console

    from ui.terminal import print_answer

    console = Console()
    if not first:
        console.print()
    print_answer(found, console, heading=heading)


def _saved(found: Sequence[Answer], index: Index, place: Path) -> int:
    """Save the answers and give the exit code of that."""
    try:
        save(found, index, place)
    except OSError as error:
        click.echo(f"Error: {place} cannot be written ({error.strerror}); name another", err=True)
        return _WRONG
    click.echo(f"Saved in {place}; check it with: caveat verify {place}", err=True)
    return 0
