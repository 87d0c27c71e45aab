"""A disk that is really full: what could not be written is told, and what was there stays."""

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DISK = 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"'
INSIDE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", DISK)
SCRIPT = f"""
import sys
from pathlib import Path

sys.path.insert(0, {str(HERE)!r})
from conftest import KNEES, NERVES, FakeEncoder
from index import Index
from qa import Answer, Quote
from ui.export_file import save
from ui.feedback import Feedback

disk, fake = Path(sys.argv[1]), FakeEncoder()
index = Index.build([KNEES], disk / "index", encoder=fake)
found = Answer("Does it help?", "answered", (Quote(index.articles[0], 0, 15, 1.0),), "It may.")
feedback, saved = Feedback(disk / "feedback"), disk / "saved.md"


def told():
    feedback.add("helpful", question="Hm?", status="weak", places=[], library=index.digest)


told()
save([found], index, saved)
before = feedback.told(), saved.read_bytes(), sorted(disk.iterdir())
filler = disk / "filler"
with filler.open("wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)):
            pass
    except OSError as error:
        print(error.errno)
for write in (
    told,
    lambda: save([found, found], index, saved),
    lambda: Index.build([KNEES, NERVES], disk / "index", encoder=fake),
):
    try:
        write()
    except OSError as error:
        print(error)
filler.unlink()
assert (feedback.told(), saved.read_bytes(), sorted(disk.iterdir())) == before
assert Index.open(disk / "index", encoder=fake).articles == index.articles
told()  # and when there is room again
assert len(feedback.told()) == 2
"""


def test_a_full_disk_is_told_and_nothing_on_it_is_lost(tmp_path: Path) -> None:
    disk = str(tmp_path)
    if (
        not shutil.which("unshare")
        or subprocess.run([*INSIDE, disk, "true"], check=False).returncode
    ):
        pytest.skip("there is no small disk to fill: this user may mount none")
    done = subprocess.run(
        [*INSIDE, disk, sys.executable, "-c", SCRIPT, disk],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    full, of_feedback, of_save, of_index = done.stdout.splitlines()
    assert full == str(errno.ENOSPC)
    assert "feedback could not be written: its disk is full" in of_feedback
    assert "make room there" in of_feedback
    assert "No space left on device" in of_save
    assert "make room there or name another folder; what it held before is unchanged" in of_index
