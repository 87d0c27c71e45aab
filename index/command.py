"""`caveat index`: a folder of articles to an index on disk."""

import time
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from corpus import BadArticles, load_articles
from index.library import Index

_PATIENCE = 1.0  # seconds before a progress bar is shown


@click.command("index")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "--library",
    "path",
    type=click.Path(path_type=Path),
    help="Where the index goes.  [default: FOLDER with .index added]",
)
def index_command(folder: Path, path: Path | None) -> None:
    """Make the articles in FOLDER (.md, .txt) searchable.

    Files that can't be read are named, with what mends them; the others are indexed, and the
    exit code is 2.
    """
    faults = ""
    try:
        articles = load_articles(folder)
    except BadArticles as error:
        faults, articles = str(error), error.articles
    except OSError as error:
        raise click.ClickException(str(error)) from error
    path = path or folder.with_name(f"{folder.resolve().name}.index")
    try:
        built = Index.build(articles, path, progress_bar("Reading articles"))
    except (OSError, ValueError) as error:
        raise click.ClickException("\n".join(filter(None, (faults, str(error))))) from error
    click.echo(f"Indexed {len(built.articles)} articles in {path}")
    click.echo(f"Ask them with: caveat ask --library {path} QUESTION")
    if faults:
        click.echo(faults, err=True)
        raise SystemExit(2)


def progress_bar(words: str) -> Callable[[int, int], None]:
    """A callback for `Index.build` that shows a bar on the terminal if it takes over a second."""
    started = time.monotonic()
    bar = Progress(
        TextColumn(words),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(words)

    def show(done: int, total: int) -> None:
        if time.monotonic() - started > _PATIENCE and bar.console.is_terminal:
            bar.start()
            bar.update(task, completed=done, total=total)
        if done == total and bar.live.is_started:
            bar.stop()

    return show
