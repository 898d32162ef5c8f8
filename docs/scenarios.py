"""Writes the table of `docs/scenarios.md` from the shipped scenarios: `python docs/scenarios.py`."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parent / "scenarios.md"


def table() -> str:
    """One row a scenario."""
    from borderflow.catalog import open_catalog
    from borderflow.catalog.scenarios import scenarios

    rows = []
    for one in scenarios(open_catalog()):
        subject = "=PROVIDER" if one.candidates else ""
        rows.append(f"| `{one.id}{subject}` | {one.says.replace('{provider}', 'The provider')} |")
    return "\n".join(("| scenario | supposes |", "|---|---|", *rows))


def page() -> str:
    """The page as it should read."""
    text = PAGE.read_text(encoding="utf-8")
    block = r"(<!-- BEGIN scenarios[^>]*-->\n).*?(<!-- END scenarios -->)"
    return re.sub(block, lambda match: f"{match[1]}{table()}\n{match[2]}", text, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
