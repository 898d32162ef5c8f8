"""Writes `docs/rules/`, one page a rule, from the rule files: `python docs/rule_pages.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
RULES = ROOT / "policies" / "rules"
FOLDER = ROOT / "docs" / "rules"
_SORTS = {
    "violated": "It speaks",
    "undetermined": "It asks",
    "satisfied": "It is silent",
}
Parsed = Mapping[str, Any]


def pages() -> dict[Path, str]:
    """Every page as it should read, the list of all first."""
    found = [(path, read(path)) for path in sorted(RULES.rglob("*.yaml"))]
    found.sort(key=lambda pair: str(pair[1]["id"]))
    index = {FOLDER / "README.md": _index(rule for _, rule in found)}
    return index | {FOLDER / f"{rule['id']}.md": _page(path, rule) for path, rule in found}


def read(path: Path) -> Parsed:
    """A rule file by the YAML that rules are written in, so that `NO` stays Norway."""
    from borderflow.documents import load

    value: Parsed = load(path).value
    return value


def _index(rules: Iterable[Parsed]) -> str:
    lines = ["# Every rule", "", "Written from the rule files by `docs/rule_pages.py`.", ""]
    lines += ["| rule | title | looks at | can say |", "|---|---|---|---|"]
    lines += [
        f"| [{rule['id']}]({rule['id']}.md) | {_open(rule['title'])} | {rule['subject']} | {_said(rule)} |"
        for rule in rules
    ]
    return "\n".join(lines) + "\n"


def _said(rule: Parsed) -> str:
    return ", ".join(dict.fromkeys(step["is"] for step in _steps(rule)))


def _steps(rule: Parsed) -> Iterator[Parsed]:
    yield from rule["outcomes"]
    if rule.get("undetermined"):
        yield rule["undetermined"]


def _page(path: Path, rule: Parsed) -> str:
    where = path.relative_to(ROOT).as_posix()
    lines = [
        f"# {rule['id']}: {_open(rule['title'])}",
        "",
        f"`{rule['name']}`, from [{where}](../../{where}).",
    ]
    lines += ["", "## What it says", ""]
    lines += [f"- **{step['is']}**: {_open(step['message'])}" for step in _steps(rule)]
    lines += ["", "## Why it matters", "", _one_line(rule["why"]), "", "## The law", ""]
    lines += [f"- {_linked(one)}" for one in rule["basis"]]
    lines += _listed("What silences it", rule["silenced_by"])
    lines += _listed("How to close it", rule["remedy"])
    lines += _listed("What it does not mean", rule.get("traps", ()))
    lines += _listed("Explained better by", rule.get("yields_to", ()), link=True)
    for sort, heading in _SORTS.items():
        for example in rule.get("examples", {}).get(sort, ()):
            lines += ["", f"## {heading}: {example['title']}", "", *_example(example)]
    return "\n".join(lines) + "\n"


def _listed(heading: str, items: Iterable[str], *, link: bool = False) -> list[str]:
    found = [f"- [{item}]({item}.md)" if link else f"- {_open(item)}" for item in items]
    return ["", f"## {heading}", "", *found] if found else []


def _example(example: Parsed) -> Iterator[str]:
    """The manifest over the usual header, and what is expected of it."""
    if example.get("expect"):
        yield f"Expected: **{example['expect']}**"
        yield ""
    shown = {key: example[key] for key in ("as_of", "profile") if key in example}
    yield from (f"With `{key}: {value}`.\n" for key, value in shown.items())
    yield "```yaml"
    yield yaml.safe_dump(example["manifest"], sort_keys=False, allow_unicode=True, width=100).rstrip()
    yield "```"


def _linked(citation: Parsed) -> str:
    return f"[{citation['cite']}]({citation['url']})" if citation.get("url") else str(citation["cite"])


def _open(text: str) -> str:
    """`{importer}` as a reader takes it."""
    return _one_line(text).replace("{", "‹").replace("}", "›").replace("|", "\\|")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def write() -> None:
    """Write every page, and remove those of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    found = pages()
    for path in set(FOLDER.glob("*.md")) - set(found):
        path.unlink()
    for path, text in found.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
