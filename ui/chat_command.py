"""`caveat chat`: the page, served."""

import os
import stat
import sys
import time
import webbrowser
from errno import EACCES, EADDRINUSE
from importlib.util import find_spec
from pathlib import Path

import click

from ui.address import is_loopback
from ui.library_option import library_option, ready


def _read_login(context: click.Context, option: click.Parameter, given: str | None) -> object:
    """USER:FILE to the user and the password, which is the file's first line."""
    if given is None:
        return None
    user, _, name = given.partition(":")
    if not user or not name:
        raise click.BadParameter(f"{given!r} is not USER:FILE; name a user and a file")
    try:
        with Path(name).open(encoding="utf-8") as file:
            password = file.readline().rstrip("\r\n")
            mode = os.fstat(file.fileno()).st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"the password cannot be read: {error}") from error
    if not password:
        raise click.BadParameter(f"the first line of {name} is empty; write the password there")
    if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH):
        click.echo(f"Others can read the password: chmod 600 {name} mends it.", err=True)
    return user, password


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="The port.  [default: the first free one from 7860]",
)
@click.option(
    "--auth",
    "login",
    metavar="USER:FILE",
    callback=_read_login,
    help="Ask everyone for this user and the password in the first line of FILE.",
)
@click.option("--public", is_flag=True, help="Let other machines in without a password.")
@click.option(
    "--root-path",
    default="",
    metavar="ADDRESS",
    help="Where a proxy shows the page, such as https://example.org/caveat.",
)
@click.option("--mcp", is_flag=True, help="Offer the library to other programs as MCP tools too.")
@click.option(
    "--feedback",
    "told",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Let readers say what an answer was worth, and keep it in FILE, without who they are.",
)
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in a browser.")
@library_option
def chat(
    host: str,
    port: int | None,
    login: tuple[str, str] | None,
    public: bool,
    root_path: str,
    mcp: bool,
    told: Path | None,
    open_page: bool,
    library: Path | None,
) -> None:
    """Chat with the library on a web page.

    Only this machine can open it, unless --host names an address that others reach and --auth or
    --public says who may come in.
    """
    if root_path and not root_path.startswith(("https://", "http://", "/")):
        raise click.UsageError(
            f"--root-path is {root_path!r}; give an address, such as https://example.org/caveat, "
            "or the path there, such as /caveat"
        )
    if mcp and not find_spec("mcp"):
        raise click.ClickException("--mcp needs the package mcp: pip install 'caveat[mcp]'")
    try:
        alone = is_loopback(host)
    except OSError as error:
        raise click.ClickException(f"there is no address {host}: {error.strerror}") from error
    if not alone and not (login or public):
        raise click.UsageError(
            f"--host {host} lets other machines in; add --auth USER:FILE to ask them for a "
            "password, or --public to let everyone in"
        )
    if not sys.stderr.isatty():  # a terminal gets a bar
        click.echo("Loading the library and the model …", err=True)
    index = ready(library)  # the model too, now and not at the first question
    from ui.feedback import Feedback
    from ui.page import page
    from ui.serving import serve

    blocks = page(index, Feedback(told) if told else None)
    try:
        address = serve(blocks, host=host, port=port, login=login, root_path=root_path, mcp=mcp)
    except OSError as error:
        place = f"{host}, port {port}" if port else host
        remedies = {
            EADDRINUSE: "it is in use; name another with --port",
            EACCES: "it is not yours to use; name a port above 1023 with --port",
        }
        why = remedies.get(error.errno or 0, f"{error.strerror}; name another --host")
        raise click.ClickException(f"the page cannot be served on {place}: {why}") from error
    if not alone:
        who = "and knows the password can ask, and it travels" if login else "can ask, and all"
        click.echo(
            f"Everyone who can reach {host} on this machine {who} unencrypted; put a proxy with "
            "TLS before it.",
            err=True,
        )
    if mcp:
        click.echo(f"Its MCP server is on {address}gradio_api/mcp/")
    if root_path.startswith("http"):
        click.echo(f"For others it is on {root_path}")
    click.echo(f"Caveat is on {address}  (Ctrl+C ends it)")
    sys.stdout.flush()
    if open_page:
        webbrowser.open(address)
    try:
        while blocks.is_running:
            time.sleep(0.2)
    except KeyboardInterrupt:
        click.echo("Ended.", err=True)
    finally:
        blocks.close(verbose=False)
