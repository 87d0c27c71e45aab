"""`caveat`: chat on a page, ask on the terminal, index a folder, and what goes with these."""

import io
import sys

import click

from index.command import index_command
from ui.ask_command import ask
from ui.chat_command import chat
from ui.completion_command import completion
from ui.feedback_command import feedback
from ui.verify_command import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="caveat")
def caveat() -> None:
    """Answers to health questions in the articles' own words, with a caveat beside every claim."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an article may hold what the terminal cannot


caveat.add_command(ask)
caveat.add_command(chat)
caveat.add_command(completion)
caveat.add_command(feedback)
caveat.add_command(index_command)
caveat.add_command(verify)
