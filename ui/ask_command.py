"""`caveat ask`: questions answered on the terminal."""

import json
from pathlib import Path

import click

from qa import answer
from ui.library_option import library_option, opened


@click.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--limit", default=3, show_default=True, help="The most quotes to show.")
@library_option
def ask(question: str, as_json: bool, limit: int, library: Path | None) -> None:
    """Answer one QUESTION on the terminal."""
    try:
        found = answer(question, index=opened(library), limit=limit)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        # as bytes, since JSON is UTF-8 whatever the terminal is
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2).encode())
        return
    from rich.console import Console

    from ui.terminal import print_answer

    print_answer(found, Console())
