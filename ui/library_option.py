"""--library: which library a command speaks from."""

from pathlib import Path

import click

from index import Index
from index.command import progress_bar
from qa import starter_index

library_option = click.option(
    "--library",
    type=click.Path(path_type=Path),
    help="An index made by `caveat index`.  [default: the starter library]",
)


def opened(library: Path | None) -> Index:
    """The library's index; without a path the starter library's, built if need be."""
    try:
        if library is None:
            return starter_index(progress_bar("Reading the starter library"))
        return Index.open(library)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
