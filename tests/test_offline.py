import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Put before a program: whatever would leave the process through a socket is noted and refused.
FORBID = """
import sys
tried = []
def forbid(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg") or event.startswith(
        ("socket.getaddrinfo", "socket.gethostby", "urllib.Request", "http.client.connect")
    ):
        tried.append(f"{event} {args}")
        raise PermissionError(f"no network: {event}")
sys.addaudithook(forbid)
"""


def run(program, home):
    """Run a program in a fresh process without the network, with nothing in its home."""
    kept = ("PATH", "SYSTEMROOT", "LANG", "VIRTUAL_ENV")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= dict.fromkeys(("HOME", "HF_HOME", "XDG_CACHE_HOME", "TMPDIR"), str(home))
    return subprocess.run(
        [sys.executable, "-c", FORBID + program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://localhost:9')",
        "import requests; requests.get('http://localhost:9')",
    ],
)
def test_a_program_that_seeks_the_network_is_stopped(tmp_path, program):
    result = run(program, tmp_path)
    assert result.returncode == 1
    assert "PermissionError: no network" in result.stderr


@pytest.mark.model
def test_the_first_question_of_all_is_answered_without_the_network(tmp_path):
    program = """
import json
from qa import answer
found = answer("Does stem cell therapy help knee arthritis?")
print(json.dumps([found.status, len(found.quotes), tried]))
"""
    result = run(program, tmp_path)
    assert result.returncode == 0, result.stderr
    status, quotes, tried = json.loads(result.stdout)
    assert tried == []
    assert status == "answered"
    assert quotes == 3
