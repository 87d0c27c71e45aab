import json
import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRAINING = "eval/training/"  # what models are fitted to, and no command reads
PACKAGES = ("corpus", "index", "qa", "ui", "eval")
BY_HAND = {  # of each kind of file beside the code, those without which a command fails
    "corpus/articles/what-the-trials-found.md",
    "index/head.safetensors",
    "qa/efficacy.safetensors",
    "qa/facts.json",
    "qa/status.json",
    "ui/page.js",
    "ui/page.html",
    "ui/foot.html",
    "ui/export.html",
    "ui/export_cards.html",
    "ui/export_cards.css",
    "ui/export_notebook.html",
    "ui/page.css",
    "eval/questions.jsonl",
}


def package_files():
    """Every file of the five packages, code and data."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    here = ["--no-isolation"] if find_spec("hatchling") else []
    subprocess.run(
        [sys.executable, "-m", "build", *here, "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        check=True,
    )
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """A folder into which the wheel is installed, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--no-deps", "--no-index", "--no-compile", "--quiet", "--target", str(folder)]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", *options]
    subprocess.run([*pip, str(built[1])], capture_output=True, check=True)
    return folder


@pytest.fixture
def decoys(tmp_path):
    """A folder whose files have our packages' names and may not be imported."""
    for name in ("corpus.py", "index.py", "ui/__init__.py", "qa/__init__.py", "eval.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("raise ImportError('a decoy was imported')\n")
    return tmp_path


def run(installed, folder, *command):
    """Run a command in a folder, with the installed packages and no others of ours in reach."""
    path = str(installed)
    environment = os.environ | {"PYTHONPATH": path, "XDG_CACHE_HOME": str(folder / "cache")}
    return subprocess.run(
        [*map(str, command)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_carries_every_file_of_the_packages_but_the_training_data(built):
    with zipfile.ZipFile(built[1]) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    files = package_files()
    training = {name for name in files if name.startswith(TRAINING)}
    assert len(training) > 100
    assert names == files - training
    assert names >= BY_HAND


def test_the_sdist_carries_every_file_of_the_packages_and_the_project(built):
    with tarfile.open(built[0]) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames()}
    assert names >= package_files()
    assert names >= {"README.md", "LICENSE", "pyproject.toml", "tests/test_package.py"}
    assert not [name for name in names if name.startswith((".venv", ".git/", ".ci", "dist"))]


def test_articles_are_counted_in_the_installed_wheel(installed, tmp_path):
    program = (
        "import corpus; print(corpus.__file__); print(len(corpus.starter_articles()), "
        "*sorted(a.slug for a in corpus.starter_articles()))"
    )
    result = run(installed, tmp_path, sys.executable, "-c", program)
    assert result.returncode == 0, result.stderr
    file, found = result.stdout.splitlines()
    assert Path(file).is_relative_to(installed)
    slugs = sorted(path.stem for path in (ROOT / "corpus" / "articles").glob("*.md"))
    assert found.split() == [str(len(slugs)), *slugs]
    assert len(slugs) >= 9


@pytest.mark.parametrize("name", ["caveat", "caveat-eval"])
def test_an_installed_command_works_in_a_folder_of_decoys(installed, decoys, name):
    result = run(installed, decoys, installed / "bin" / name, "--help")
    assert result.returncode == 0, result.stderr
    assert "Usage:" in result.stdout


def test_the_decoys_would_be_found_if_the_folder_were_searched(installed, decoys):
    for package in PACKAGES:
        result = run(installed, decoys, sys.executable, "-c", f"import {package}")
        assert "a decoy was imported" in result.stderr


def test_an_installed_command_tells_its_version(installed, decoys):
    result = run(installed, decoys, installed / "bin" / "caveat", "--version")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("caveat, version 0.")


@pytest.mark.model
def test_the_installed_program_indexes_and_answers_in_a_folder_of_decoys(installed, decoys):
    (decoys / "articles").mkdir()
    text = "Walking eases sore knees in most people. A nerve may tingle at night.\n"
    (decoys / "articles" / "knees.md").write_text(text)
    caveat = installed / "bin" / "caveat"
    made = run(installed, decoys, caveat, "index", "articles", "--to", "made")
    assert made.returncode == 0, made.stderr
    assert "Indexed 1 articles in made" in made.stdout
    asked = run(
        installed, decoys, caveat, "ask", "What eases sore knees?", "--library", "made", "--json"
    )
    assert asked.returncode == 0, asked.stderr
    found = json.loads(asked.stdout)
    assert found["quotes"][0]["text"] == "Walking eases sore knees in most people."
    assert found["quotes"][0]["article"]["slug"] == "knees"
