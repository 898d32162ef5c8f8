"""Writes the tables of both READMEs from what `borderflow compare` says: `python docs/tables.py`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DAY = "2026-11-21"
README, SAMPLES = ROOT / "README.md", ROOT / "samples" / "README.md"
WAYS = {
    "RAG on EU hosting": "rag-ovhcloud-mistral-eu",
    "Fine-tuning through a US API, nothing on record": "finetune-openai-no-contract",
    "The same with contract, assessments and DPIA": "finetune-openai-with-dpa",
    "Open-weight fine-tuning on an EU GPU": "qlora-ovhcloud-gpu",
    "A mix: fine-tuned open model and RAG": "hybrid-mistral-7b-rag",
}
_SHOWN = 4


def compare(names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What `compare` says of some samples, by name."""
    paths = [f"samples/{name}.yaml" for name in names]
    command = [sys.executable, "-m", "borderflow", "compare", *paths, "--as-of", DAY, "--format", "json"]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    return {Path(one["source"]).stem: one for one in json.loads(found)["candidates"]}


def ways() -> str:
    """The question that users come with, answered: one row a way."""
    found = compare(list(WAYS.values()))
    rows = [_way(label, name, found[name]) for label, name in WAYS.items()]
    head = "| way | verdict | transfer | covered | foreign law | contracts | what makes it safer |"
    return "\n".join((head, "|---|---|---|---|---|---|---|", *rows))


def _way(label: str, name: str, one: dict[str, Any]) -> str:
    answers = (one[key]["reply"] for key in ("transfer", "covered", "compelled", "bound"))
    blockers = [finding["rule"] for finding in one["blockers"]]
    verdict = one["verdict"].replace("_", " ") + (f": {', '.join(blockers)}" if blockers else "")
    return f"| [{label}](samples/{name}.yaml) | {verdict} | {' | '.join(answers)} | {_remedies(one)} |"


def _remedies(one: dict[str, Any]) -> str:
    texts = [change["remedy"] for change in one["changes"][:_SHOWN]]
    return "<br>".join(texts) or "none is needed on the declared facts"


def samples() -> str:
    """Every sample, in alphabetical order."""
    names = sorted(path.stem for path in (ROOT / "samples").glob("*.yaml"))
    found = compare(names)
    head = "| sample | verdict | blockers | transfer | covered | foreign law | contracts | recipients |"
    return "\n".join(
        (head, "|---|---|---|---|---|---|---|---|", *(_sample(name, found[name]) for name in names))
    )


def _sample(name: str, one: dict[str, Any]) -> str:
    answers = (one[key]["reply"] for key in ("transfer", "covered", "compelled", "bound"))
    blockers = ", ".join(finding["rule"] for finding in one["blockers"]) or "none"
    recipients = ", ".join(f"{who['name']} ({who['country'] or '?'})" for who in one["recipients"]) or "none"
    verdict = one["verdict"].replace("_", " ")
    return f"| [{name}]({name}.yaml) | {verdict} | {blockers} | {' | '.join(answers)} | {recipients} |"


def pages() -> Iterator[tuple[Path, str]]:
    """Both pages as they should read."""
    yield README, _with(README.read_text(encoding="utf-8"), "compare", ways())
    yield SAMPLES, _with(SAMPLES.read_text(encoding="utf-8"), "samples", samples())


def _with(page: str, name: str, table: str) -> str:
    block = rf"(<!-- BEGIN {name}[^>]*-->\n).*?(<!-- END {name} -->)"
    return re.sub(block, lambda match: f"{match[1]}{table}\n{match[2]}", page, flags=re.DOTALL)


if __name__ == "__main__":
    for path, text in pages():
        path.write_text(text, encoding="utf-8")
