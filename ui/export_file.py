"""Answers to a file in the format that its name asks for."""

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from index import Index
from qa import Answer

SUFFIXES = (".md", ".json", ".html")


def check_place(place: Path) -> None:
    """Refuse a file that cannot be saved to, before anything is asked.

    An earlier export is replaced, any other file is not.
    """
    from ui.export_reading import NotAnExport, read_export

    if place.suffix.lower() not in SUFFIXES:
        raise click.ClickException(
            f"{place} doesn't say what it is to hold; name a file in {', '.join(SUFFIXES)}"
        )
    if not place.absolute().parent.is_dir():
        raise click.ClickException(f"there is no folder {place.parent}; make it or name another")
    try:
        read_export(place)
    except FileNotFoundError:
        return
    except (NotAnExport, OSError) as error:
        raise click.ClickException(
            f"{place} is there already and is no export of Caveat's; name another file"
        ) from error


def save(answers: Sequence[Answer], index: Index, place: Path) -> None:
    """Write the answers: all of them, or nothing. Raises OSError where that fails."""
    from ui.export import as_json, as_markdown, as_page

    formats: dict[str, Callable[[Sequence[Answer], Index], str]] = {
        ".md": as_markdown,
        ".json": as_json,
        ".html": as_page,
    }
    text = formats[place.suffix.lower()](answers, index)
    handle, aside = tempfile.mkstemp(dir=place.absolute().parent, prefix=".caveat-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        os.replace(aside, place)
    except OSError:
        os.unlink(aside)
        raise
