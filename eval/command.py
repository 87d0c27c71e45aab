"""`caveat-eval`: how well a library's questions are answered, measured and reported."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from corpus import Article, BadArticles, Fault, load_articles, starter_articles
from eval.ablation import ablated
from eval.baseline import Run, compared, load_run
from eval.beir_command import beir_report
from eval.caveats_command import caveats_report
from eval.html_report import html_report
from eval.measures import Outcome, measured
from eval.questions import JUDGED, Judged, Question, load_judged, load_questions
from eval.report import Report, commit, sha256
from eval.running import outcomes
from eval.terminal import print_ablations, print_report
from index import Index
from qa import starter_index

QUESTIONS = Path(__file__).parent / "questions.jsonl"
_LOST = 3  # exit code

_path = click.Path(path_type=Path)


@click.command("caveat-eval", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--articles",
    "folder",
    type=_path,
    metavar="FOLDER",
    help="The articles that the questions are about.  [default: the starter library]",
)
@click.option(
    "--questions",
    "file",
    type=_path,
    metavar="FILE",
    help="The questions, one JSON object a line.  [default: those of the starter library]",
)
@click.option("--json", "to", type=_path, metavar="FILE", help="Write the report here, as JSON.")
@click.option(
    "--html", "page", type=_path, metavar="FILE", help="Write the report here, as one HTML page."
)
@click.option(
    "--baseline",
    "earlier",
    type=_path,
    metavar="FILE",
    help="Compare with an earlier run, which --new-baseline or --json wrote here.",
)
@click.option(
    "--new-baseline",
    "later",
    type=_path,
    metavar="FILE",
    help="Write here what later runs are to be compared with.",
)
@click.option(
    "--ablate",
    is_flag=True,
    help="Ask again with each part of the program taken out, and print what each is worth.",
)
@click.option(
    "--beir",
    type=_path,
    metavar="FOLDER",
    help="Measure search alone, on documents and queries in BEIR's format, beside BM25 alone, "
    "vectors alone, and the sum of both.",
)
@click.option(
    "--sample", type=click.IntRange(1), metavar="N", help="Of --beir, ask N queries, drawn by lot."
)
@click.option(
    "--index",
    "kept",
    type=_path,
    metavar="FOLDER",
    help="Of --beir, keep the index here, and use it the next time.",
)
@click.option(
    "--caveats",
    is_flag=True,
    help="Measure the caveats on judged quotes, and the quotes that say otherwise, on their own.",
)
@click.option(
    "--refit",
    is_flag=True,
    help="Of --caveats, fit the model anew without some sentences at a time, and measure it on "
    "those. It takes about ten minutes.",
)
def caveat_eval(
    folder: Path | None,
    file: Path | None,
    to: Path | None,
    page: Path | None,
    earlier: Path | None,
    later: Path | None,
    ablate: bool,
    beir: Path | None,
    sample: int | None,
    kept: Path | None,
    caveats: bool,
    refit: bool,
) -> None:
    """Measure search, quotes, abstention, caveats and time, and list every miss.

    Article files that can't be read are named, with what mends them; the others are asked, and
    the exit code is 2. It is 3 where --baseline finds a loss that is more than chance may bring.
    """
    if beir and (folder or file or page or earlier or later or ablate):
        raise click.UsageError("--beir goes with --sample, --index and --json only; leave the rest")
    if (sample or kept) and not beir:
        raise click.UsageError("--sample and --index are of --beir; name its folder")
    if caveats and (folder or file or page or earlier or later or ablate or beir):
        raise click.UsageError("--caveats goes with --refit and --json only; leave the rest")
    if refit and not caveats:
        raise click.UsageError("--refit is of --caveats; give both")
    try:
        if caveats:
            told = caveats_report(Console(highlight=False), refit=refit)
            if to:
                _write_json(to, told)
            return
        if beir:
            measured = beir_report(beir, sample, kept, Console(highlight=False))
            if to:
                _write_json(to, measured)
            return
        then = load_run(earlier) if earlier else None  # before the long wait
        articles, faults = _articles(folder)
        for fault in faults:
            click.echo(str(fault), err=True)
        file = file or QUESTIONS
        loaded = load_questions(file, articles, unread={fault.file.stem for fault in faults})
        questions = [question for question in loaded if not question.lost]
        if len(questions) < len(loaded):
            lost = len(loaded) - len(questions)
            click.echo(f"{lost} of {len(loaded)} questions are left out with these files", err=True)
        judged = load_judged(JUDGED, articles) if folder is None and JUDGED.is_file() else ()
        if ablate:
            built = Index.build(articles) if folder else starter_index()
            print_ablations(ablated(built, questions, articles), Console(highlight=False))
            return
        report = _report(folder, file, articles, questions, judged, then)
        print_report(report, Console(highlight=False))
        if to:
            _write_json(to, report.to_dict())
        if page:
            # half a character, which a question can hold, becomes what HTML has for it
            page.write_text(html_report(report), encoding="utf-8", errors="xmlcharrefreplace")
        if later:
            later.write_text(report.baseline(), encoding="utf-8")
    except (OSError, ValueError, ImportError) as error:
        raise click.ClickException(str(error)) from error
    if report.comparison and report.comparison.lost:
        raise SystemExit(_LOST)
    if faults:
        raise SystemExit(2)


def _write_json(to: Path, report: dict[str, Any]) -> None:
    written = json.dumps(report, indent=1, ensure_ascii=False)
    # a lone surrogate, which a question can hold, becomes the escape that JSON has for it
    to.write_text(written + "\n", encoding="utf-8", errors="backslashreplace")


def _articles(folder: Path | None) -> tuple[tuple[Article, ...], tuple[Fault, ...]]:
    try:
        return (load_articles(folder) if folder else starter_articles()), ()
    except BadArticles as error:
        return error.articles, error.faults


def _report(
    folder: Path | None,
    file: Path,
    articles: Sequence[Article],
    questions: Sequence[Question],
    judged: Sequence[Judged],
    then: Run | None,
) -> Report:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        reading = bar.add_task("Reading the articles", total=None)

        def show(done: int, total: int) -> None:
            bar.update(reading, completed=done, total=total)

        index = Index.build(articles, progress=show) if folder else starter_index(show)
        asked: list[Outcome] = list(
            bar.track(outcomes(index, questions), len(questions), description="Asking")
        )
    library, model = index.digest, index.encoder.name
    return Report(
        commit(),
        library,
        model,
        sha256(file),
        measured(asked, articles, judged),
        asked,
        compared(then, asked, library=library, model=model) if then else None,
    )
