"""A conversation to a file that the browser saves."""

from collections.abc import Callable, Sequence

from index import Index
from qa import Answer
from ui.export import as_json, as_markdown, as_page

_FORMS: dict[str, tuple[str, str, Callable[[Sequence[Answer], Index], str]]] = {
    "markdown": ("caveat.md", "text/markdown", as_markdown),
    "json": ("caveat.json", "application/json", as_json),
    "page": ("caveat.html", "text/html", as_page),
}


def saved(answers: Sequence[Answer], index: Index, form: str) -> dict[str, str]:
    """The file's name, type and text. ValueError for another form than markdown, json and page."""
    if form not in _FORMS:
        raise ValueError(f"there is no form {form!r}; save as one of {', '.join(_FORMS)}")
    name, kind, made = _FORMS[form]
    return {"name": name, "type": f"{kind};charset=utf-8", "text": made(answers, index)}
