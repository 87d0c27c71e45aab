import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# who may import whom: corpus <- index <- qa <- ui, and qa <- eval
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "qa": {"corpus", "index"},
    "ui": {"corpus", "index", "qa"},
    "eval": {"corpus", "index", "qa"},
}
# a notebook asks an Answer itself for its Markdown and HTML, which only ui may make; the imports
# stand within those two methods, so that qa is still imported without ui
BACK = {"qa/types.py": {"ui"}}
# seconds of import each, and wanted by none but the function that needs them
HEAVY = {"torch", "sentence_transformers", "transformers", "gradio", "scipy", "sklearn", "pandas"}
LONGEST_FILE = 300  # lines

MODULES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]
each_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(ROOT).with_suffix(""))
)
each_package = pytest.mark.parametrize("package", MAY_IMPORT)


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """The packages that a module imports from anywhere in it, its own by a dot included."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0] if not node.level else ".")
    return found


def exported(package):
    """The public names that a package's first file binds."""
    names = []
    for node in tree(ROOT / package / "__init__.py").body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names += [alias.asname or alias.name for alias in node.names]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
    return sorted(name for name in names if not name.startswith("_"))


@each_module
def test_imports_go_one_way(path):
    package = path.relative_to(ROOT).parts[0]
    back = BACK.get(path.relative_to(ROOT).as_posix(), set())
    assert imported(path) & set(MAY_IMPORT) <= MAY_IMPORT[package] | {package} | back
    assert "." not in imported(path)  # one way to write each import, so that none is overlooked


@pytest.mark.parametrize("module", BACK)
def test_what_leads_back_is_imported_only_to_show_an_answer_in_a_notebook(module):
    source = tree(ROOT / module)
    showing = [
        node
        for node in ast.walk(source)
        if isinstance(node, ast.FunctionDef) and node.name in ("_repr_markdown_", "_repr_html_")
    ]
    inside = {id(inner) for node in showing for inner in ast.walk(node)}
    leading = [
        node
        for node in ast.walk(source)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in BACK[module]
    ]
    assert len(leading) == 2
    assert all(id(node) in inside for node in leading)


@each_package
def test_a_package_exports_what_it_says(package):
    said = getattr(import_module(package), "__all__", [])
    assert sorted(said) == exported(package)


@each_package
def test_no_module_has_the_name_of_what_its_package_exports(package):
    modules = {path.stem for path in (ROOT / package).glob("*.py")}
    assert not modules & set(exported(package))


@each_module
def test_no_file_is_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@each_module
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(tree(path))


@each_module
def test_no_error_is_swallowed_unnamed(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler) and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        ):
            assert any(isinstance(inner, ast.Raise) for inner in ast.walk(node)), node.lineno


@pytest.mark.parametrize("module", ["corpus", "index", "qa", "index.command", "ui.command"])
def test_importing_is_light(module):
    program = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(result.stdout.split())
    assert not loaded & HEAVY
    assert module.split(".")[0] in loaded
