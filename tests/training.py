"""A small part of a library that head and reader are fitted to."""

import json
from pathlib import Path

TRAINING = Path(__file__).parents[1] / "eval" / "training"


def few_of(name: str, folder: Path) -> None:
    """Write the first two articles of a library of eval/training, and their questions."""
    (folder / "articles").mkdir(parents=True)
    slugs = []
    for path in sorted((TRAINING / name / "articles").glob("*.md"))[:2]:
        (folder / "articles" / path.name).write_bytes(path.read_bytes())
        slugs.append(path.stem)
    lines = (TRAINING / name / "questions.jsonl").read_text("utf-8").splitlines()
    kept = [n for n in lines if all(gold["article"] in slugs for gold in json.loads(n)["gold"])]
    (folder / "questions.jsonl").write_text("\n".join(kept), "utf-8")
