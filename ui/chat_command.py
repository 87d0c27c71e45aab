"""`caveat chat`: the page, served."""

import sys
import webbrowser
from pathlib import Path

import click

from qa import answer
from ui.library_option import library_option, opened


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="The port.  [default: the first free one from 7860]",
)
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in a browser.")
@library_option
def chat(host: str, port: int | None, open_page: bool, library: Path | None) -> None:
    """Chat with the library on a web page."""
    click.echo("Loading the library and the model …", err=True)
    index = opened(library)
    answer("What is this about?", index=index)  # loads the model now, not at the first question
    from ui.page import page
    from ui.serving import serve

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
