"""A page over an index, at an address of its own for as long as a test needs it."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index import Index
from ui.feedback import Feedback


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def served(index: Index, feedback: Feedback | None = None, **options: Any) -> Iterator[str]:
    """The address of the page; the options are those of `serve`."""
    from ui.page import page  # gradio takes seconds to import, and few tests need it
    from ui.serving import serve

    blocks = page(index, feedback)
    try:
        yield serve(blocks, host="127.0.0.1", port=free_port(), **options)
    finally:
        blocks.close(verbose=False)


def said_until_on(process: subprocess.Popen[str], port: int) -> list[str]:
    """The lines that `caveat chat` prints until its page is on this port."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Caveat is on" in line:
            break
    assert lines[-1] == f"Caveat is on http://127.0.0.1:{port}/  (Ctrl+C ends it)\n", lines
    return lines
