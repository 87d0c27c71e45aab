"""--library: which library a command speaks from, and what is told while it is loaded."""

from collections.abc import Callable
from pathlib import Path

import click

from index import Index
from index.command import progress_bar
from qa import answer, starter_index

_READING = "Reading the starter library"

library_option = click.option(
    "--library",
    type=click.Path(path_type=Path),
    help="An index made by `caveat index`.  [default: the starter library]",
)


def opened(library: Path | None, progress: Callable[[int, int], None] | None = None) -> Index:
    """The library's index; without a path the starter library's, built if need be."""
    try:
        if library is None:
            return starter_index(progress or progress_bar(_READING))
        return Index.open(library)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def ready(library: Path | None) -> Index:
    """The library's index, and the model loaded, so that the first answer comes as any other."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Loading the library and the model", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, description=_READING, completed=done, total=total)

        index = opened(library, show)
        bar.update(task, description="Loading the model", completed=0, total=None)
        answer("What is this about?", index=index)
    return index
