"""`caveat-eval`: how well a library's questions are answered, measured and reported."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from corpus import Article, BadArticles, Fault, load_articles, starter_articles
from eval.measures import Outcome, measured
from eval.questions import Judged, Question, load_judged, load_questions
from eval.report import Report, commit, print_report, sha256
from eval.running import outcomes
from index import Index
from qa import starter_index

QUESTIONS = Path(__file__).parent / "questions.jsonl"
JUDGED = Path(__file__).parent / "judged.jsonl"  # quotes of the starter library

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
    default=QUESTIONS,
    help="The questions, one JSON object a line.  [default: those of the starter library]",
)
@click.option("--json", "to", type=_path, metavar="FILE", help="Write the report here, as JSON.")
def caveat_eval(folder: Path | None, file: Path, to: Path | None) -> None:
    """Measure search, quotes, abstention, caveats and time, and list every miss.

    Article files that can't be read are named, with what mends them; the others are asked, and
    the exit code is 2.
    """
    try:
        articles, faults = _articles(folder)
        for fault in faults:
            click.echo(str(fault), err=True)
        loaded = load_questions(file, articles, unread={fault.file.stem for fault in faults})
        questions = [question for question in loaded if not question.lost]
        if len(questions) < len(loaded):
            lost = len(loaded) - len(questions)
            click.echo(f"{lost} of {len(loaded)} questions are left out with these files", err=True)
        judged = load_judged(JUDGED, articles) if folder is None and JUDGED.is_file() else ()
        report = _report(folder, file, articles, questions, judged)
        print_report(report, Console(highlight=False))
        if to:
            written = json.dumps(report.to_dict(), indent=1, ensure_ascii=False)
            # a lone surrogate, which a question can hold, becomes the escape that JSON has for it
            to.write_text(written + "\n", encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    if faults:
        raise SystemExit(2)


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
    return Report(
        commit(),
        index.digest,
        index.encoder.name,
        sha256(file),
        measured(asked, articles, judged),
        [outcome for outcome in asked if outcome.fault],
    )
