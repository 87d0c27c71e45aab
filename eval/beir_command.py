"""`caveat-eval --beir`: a BEIR folder to a table of rankings, and its JSON."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from eval.beir import load_beir
from eval.rankings import PASSAGES, opened, rankings
from eval.report import commit, figures
from eval.retrieval import metrics, retrieved
from eval.terminal import print_rankings


def beir_report(
    folder: Path, sample: int | None, kept: Path | None, console: Console
) -> dict[str, Any]:
    """Measure and print how well the documents are ranked. Raises as what it calls does.

    The index lies in the folder `kept`, or in one that is gone afterwards.
    """
    metrics()  # whatever is missing is better said at once
    collection = load_beir(folder, sample=sample)
    errors = Console(stderr=True)
    with ExitStack() as stack:
        place = kept or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bar = stack.enter_context(
            Progress(console=errors, transient=True, disable=not errors.is_terminal)
        )
        reading = bar.add_task("Reading the documents", total=None)

        def show(done: int, total: int) -> None:
            bar.update(reading, completed=done, total=total)

        index = opened(collection.articles, place, show)
        ways = stack.enter_context(rankings(index, place))
        measured = retrieved(
            collection.queries, ways, lambda queries: bar.track(queries, description="Asking")
        )
        library, model = index.digest, index.encoder.name
    head = {
        "commit": commit(),
        "library": library,
        "model": model,
        "documents": len(collection.articles),
        "empty_documents": collection.empty,
        "queries": len(collection.queries),
        "passages": PASSAGES,
    }
    said = (
        f"{name.replace('_', ' ')} {'–' if value is None else value}"
        for name, value in head.items()
    )
    print_rankings(measured, console, *said)
    return head | {"rankings": {name: figures(ones) for name, ones in measured.items()}}
