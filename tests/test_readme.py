"""What the documents say is tried."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from ui.command import caveat

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (caveat (?:ask|index) .+)$", README, re.MULTILINE)


@pytest.mark.model
@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_the_readmes_python_runs(
    code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    namespace: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), namespace)
    assert namespace["found"].quotes  # type: ignore[attr-defined]


@pytest.mark.model
def test_the_readmes_commands_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert len(COMMANDS) >= 4
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").symlink_to(ROOT / "corpus" / "articles")
    for command in COMMANDS:
        result = CliRunner().invoke(caveat, shlex.split(command)[1:])
        assert result.exit_code == 0, (command, result.output)
        assert result.output


def test_the_readmes_tree_names_every_module() -> None:
    tree = README[README.index("## The tree") : README.index("## Working on it")]
    for package in ("corpus", "index", "qa", "ui", "eval"):
        part = re.search(rf"^    {package}/ .*\n((?:      .*\n)+)", tree, re.MULTILINE)
        assert part, f"{package}/ is not in the tree"
        named = set(re.findall(r"^      (\w+\.py) ", part[1], re.MULTILINE))
        modules = {path.name for path in (ROOT / package).glob("[!_]*.py")}
        assert named == modules, f"{package}/: the tree and the folder differ"


def test_the_readmes_pictures_are_there() -> None:
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).stat().st_size > 10_000
