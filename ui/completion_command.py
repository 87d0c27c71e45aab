"""`caveat completion`: the script by which a shell completes caveat's commands."""

import click
from click.shell_completion import get_completion_class

_NAME = "caveat"


@click.command(
    epilog="""\b
Put one of these where your shell starts:
  eval "$(caveat completion bash)"              in ~/.bashrc
  eval "$(caveat completion zsh)"               in ~/.zshrc
  caveat completion fish > ~/.config/fish/completions/caveat.fish
"""
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that lets your SHELL complete commands, options and files."""
    kind = get_completion_class(shell)
    if kind is None:  # click has had all three since 8.0
        raise click.ClickException(f"click completes nothing in {shell}; use another shell")
    root = context.find_root()
    click.echo(kind(root.command, {}, _NAME, f"_{_NAME.upper()}_COMPLETE").source())
