"""`caveat completion`: the script by which a shell completes caveat's commands."""

import click
from click.shell_completion import get_completion_class

_NAME = "caveat"
# zsh as it comes has not set up its completion, and fish would end each help text at its comma
_MENDED = {
    "zsh": (
        "\n\n",
        "\n\n(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }\n\n",
    ),
    "fish": ('string split ","', 'string split --max 1 ","'),
}


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
    script = kind(root.command, {}, _NAME, f"_{_NAME.upper()}_COMPLETE").source()
    click.echo(script.replace(*_MENDED.get(shell, ("", "")), 1))
