"""`caveat`: chat on a page, ask on the terminal, index a folder."""

import io
import json
import sys
import webbrowser
from pathlib import Path

import click

from index import Index
from index.command import index_command, progress_bar
from qa import answer, starter_index

_library = click.option(
    "--library",
    type=click.Path(path_type=Path),
    help="An index made by `caveat index`.  [default: the starter library]",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="caveat")
def caveat() -> None:
    """Answers to health questions in the articles' own words, with a caveat beside every claim."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an article may hold what the terminal cannot


@caveat.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--limit", default=3, show_default=True, help="The most quotes to show.")
@_library
def ask(question: str, as_json: bool, limit: int, library: Path | None) -> None:
    """Answer one QUESTION on the terminal."""
    try:
        found = answer(question, index=_opened(library), limit=limit)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        # as bytes, since JSON is UTF-8 whatever the terminal is
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2).encode())
        return
    from rich.console import Console

    from ui.terminal import print_answer

    print_answer(found, Console())


@caveat.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="The port.  [default: the first free one from 7860]",
)
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in a browser.")
@_library
def chat(host: str, port: int | None, open_page: bool, library: Path | None) -> None:
    """Chat with the library on a web page."""
    click.echo("Loading the library and the model …", err=True)
    index = _opened(library)
    answer("What is this about?", index=index)  # loads the model now, not at the first question
    from ui.page import page, serve

    blocks = page(index)
    try:
        address = serve(blocks, host=host, port=port)
    except OSError as error:
        place = f"{host}, port {port}" if port else host
        raise click.ClickException(
            f"the page cannot be served on {place}: is it in use? "
            "Name another with --port or --host."
        ) from error
    click.echo(f"Caveat is on {address}  (Ctrl+C ends it)")
    sys.stdout.flush()
    if open_page:
        webbrowser.open(address)
    blocks.block_thread()


caveat.add_command(index_command)


def _opened(library: Path | None) -> Index:
    try:
        if library is None:
            return starter_index(progress_bar("Reading the starter library"))
        return Index.open(library)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
