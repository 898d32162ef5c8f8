"""Writes the tables of `docs/configuration.md` from the shape of the settings: `python -m docs.settings`."""

from __future__ import annotations

from pathlib import Path

from docs.generate import table

PAGE = Path(__file__).parent / "configuration.md"
MARK = "<!-- From here on the page is written by docs/settings.py. -->\n"


def main() -> None:
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(written + MARK + reference(), encoding="utf-8")


def reference() -> str:
    """Every key, and those of a profile of one's own."""
    from borderflow.shapes.config import ConfigShape

    schema = ConfigShape.model_json_schema()
    shapes = schema["$defs"]
    profile = table(shapes["ProfileSettings"], shapes)
    return "\n".join(
        ["", "## Every key", "", *table(schema, shapes), "", "### `profiles.<id>`", "", *profile, ""]
    )


if __name__ == "__main__":
    main()
