"""`caveat verify`: a saved conversation held against the library."""

import sys
from pathlib import Path

import click

from index import Index
from ui.export_check import Verdict, verdicts
from ui.export_reading import NotAnExport, read_export
from ui.failure import Failure
from ui.library_option import library_option, opened
from ui.terminal import shown

_FALLEN = 1  # exit code
_LONGEST = 60  # characters of a quote's words that are printed


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@library_option
def verify(file: Path, library: Path | None) -> None:
    """Check every quote in FILE against the library.

    FILE is what `caveat ask --save` wrote, or the page saved: Markdown, JSON or HTML. Each quote
    gets a line: it stands, or the article has changed or gone, or the file shows other words, or
    another source or caveat, than were saved.

    The exit code is 0 where all stand, 1 where one doesn't, 2 where FILE cannot be checked.
    """
    try:
        export = read_export(file)
    except NotAnExport as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{file} cannot be read ({error.strerror}); name another file") from error
    try:
        index = opened(library)
    except click.ClickException as error:
        raise Failure(error.message) from error
    found = verdicts(export, index)
    for verdict in found:
        _print(verdict)
    _print_sum(found, index)
    sys.exit(_FALLEN if any(verdict.faults for verdict in found) else 0)


def _print(verdict: Verdict) -> None:
    number = f"{verdict.number}." if verdict.number else "–"
    place = ""
    if verdict.certificate:
        one = verdict.certificate
        place = f" ({shown(one.slug)}, {one.start} to {one.end})"
    words = shown(verdict.words or "")
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rstrip()} …"
    click.echo(f"{number} {'; '.join(verdict.faults) or 'stands'}{place}: “{words}”")


def _print_sum(found: tuple[Verdict, ...], index: Index) -> None:
    standing = sum(not verdict.faults for verdict in found)
    quotes = "1 quote" if len(found) == 1 else f"{len(found)} quotes"
    click.echo(f"{standing} of {quotes} stand{'s' if standing == 1 else ''}.")
    if any(v.certificate and v.certificate.library != index.digest for v in found):
        click.echo("The library is not as it was when this was saved.")
