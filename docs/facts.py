"""Writes the vocabulary half of `docs/rules.md` from `model/facts.py`: `python docs/facts.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "rules.md"
SOURCE = ROOT / "src" / "borderflow" / "model" / "facts.py"
MARK = "<!-- From here on the page is written by docs/facts.py. -->\n"


def vocabulary() -> str:
    """Every subject with its facts, as Markdown."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name.endswith("Facts")]
    return "\n".join(line for node in classes if node.name != "Facts" for line in _subject(node))


def _subject(node: ast.ClassDef) -> Iterator[str]:
    yield f"\n### `{_kind(node)}`\n"
    yield f"{_one_line(ast.get_docstring(node) or '')}\n"
    yield "| fact | meaning |"
    yield "|---|---|"
    for field, meaning in _facts(node):
        yield f"| `{field}` | {meaning} |"


def _kind(node: ast.ClassDef) -> str:
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.target.id == "kind":
            return str(ast.literal_eval(part.value)) if part.value else ""
    return ""


def _facts(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Field names with the docstring under each; a name that says it all has none."""
    fields = [part for part in node.body if isinstance(part, ast.AnnAssign | ast.Expr)]
    for part, following in zip(fields, [*fields[1:], None], strict=True):
        if (
            not isinstance(part, ast.AnnAssign)
            or not isinstance(part.target, ast.Name)
            or part.target.id == "kind"
        ):
            continue
        text = following.value if isinstance(following, ast.Expr) else None
        meaning = (
            str(text.value)
            if isinstance(text, ast.Constant)
            else part.target.id.replace("_", " ").capitalize() + "."
        )
        yield part.target.id, _one_line(meaning)


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def page() -> str:
    """The page as it should read."""
    head, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    return f"{head}{MARK}{vocabulary()}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
