"""Ctrl-C at any moment of a command ends it quietly."""

import signal
import subprocess
import sys
import time
from functools import partial

import pytest

# a run started in the background ignores the signal, and its children with it
_BEGUN = "import sys\nprint('begun', flush=True)\nfrom ui.__main__ import main\nmain()"
_heeding = partial(signal.signal, signal.SIGINT, signal.default_int_handler)


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="has no such signal")
@pytest.mark.parametrize("seconds", [0.2, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("arguments", [["chat", "--no-open"], ["ask", "Does it hurt?"]])
def test_an_interrupt_while_a_command_loads_shows_no_traceback(
    arguments: list[str], seconds: float
) -> None:
    command = subprocess.Popen(
        [sys.executable, "-c", _BEGUN, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=_heeding,
    )
    assert command.stdout
    assert command.stdout.readline() == "begun\n"  # before that, Python itself is loading
    time.sleep(seconds)
    command.send_signal(signal.SIGINT)
    _, told = command.communicate(timeout=120)
    assert "Traceback" not in told
    if command.returncode:  # else it had answered already, or was serving
        assert command.returncode == 130
        assert told.endswith("Ended.\n")


def test_another_error_is_not_taken_for_an_interrupt() -> None:
    failing = (
        "import sys, ui.command, ui.__main__\n"
        "def main(**options): raise RuntimeError('broken')\n"
        "ui.command.caveat.main = main\n"
        "ui.__main__.main()"
    )
    run = subprocess.run([sys.executable, "-c", failing], capture_output=True, encoding="utf-8")
    assert run.returncode == 1
    assert "RuntimeError: broken" in run.stderr
