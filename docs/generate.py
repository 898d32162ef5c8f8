"""Writes the reference half of `docs/manifest.md` from the manifest's shape: `python docs/generate.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "manifest.md"
MARK = "<!-- From here on the page is written by docs/generate.py. -->\n"
_PREFIX = "#/$defs/"
_ANSWER = ["yes", "no", "unknown"]
_RECORD = "[a record](#a-record)"

HEADINGS = {
    "SystemShape": "`system`",
    "OrganisationShape": "`controller`",
    "DatumShape": "`data.<id>`",
    "PurposeShape": "`purposes.<id>`",
    "ComponentShape": "`components.<id>`",
    "FlowShape": "`flows[]`",
    "PartyShape": "`parties.<id>`",
    "ContractShape": "`contracts.<company>`",
    "AcceptanceShape": "`accepted[]`",
    "ReviewShape": "`review`",
    "DefaultsShape": "`defaults`",
    "HostShape": "A host",
    "ProtectionShape": "Encryption",
    "KeysShape": "Keys",
    "ArtifactShape": "Weights",
    "PseudonymisationShape": "Pseudonymisation",
    "ParentShape": "A parent",
    "HolderShape": "A holder",
    "SupportShape": "Support access",
    "LinkShape": "A sub-processor",
    "ClausesShape": "A transfer tool",
    "DpfShape": "DPF status",
    "SealShape": "An assessed level",
    "RecordBody": "A record",
}
"""Every shape, in the order of the page."""


def main() -> None:
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(written + MARK + reference(), encoding="utf-8")


def reference() -> str:
    """The reference, one table a section."""
    from borderflow.shapes.manifest import ManifestShape
    from borderflow.shapes.models import model_of

    schema = model_of(ManifestShape).model_json_schema()
    shapes = schema["$defs"]
    page = ["", "## Reference", "", "### The manifest", "", *table(schema, shapes)]
    for name, heading in HEADINGS.items():
        meaning, _, _ = shapes[name]["description"].partition("\n")
        page += ["", f"### {heading}", "", meaning, "", *table(shapes[name], shapes)]
    page += ["", "### Forms of data", "", _enumerated(shapes["Form"]["enum"]) + ".", ""]
    return "\n".join(page)


def table(shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[str]:
    yield "| Field | Written as | What it says |"
    yield "|---|---|---|"
    required = shape.get("required", ())
    for name, field in shape["properties"].items():
        must = " (required)" if name in required else ""
        told = field.get("description") or shapes[field["$ref"].removeprefix(_PREFIX)]["description"]
        yield f"| `{name}`{must} | {_written(field)} | {_cell(told)} |"


def _written(field: Mapping[str, Any]) -> str:
    ways = list(dict.fromkeys(_cell(way) for way in _ways(field)))
    if _RECORD in ways:  # its short ways are told once, above
        return _RECORD
    return " or ".join(ways)


def _ways(field: Mapping[str, Any]) -> Iterator[str]:
    if "anyOf" in field:
        for option in field["anyOf"]:
            yield from _ways(option)
    elif "$ref" in field:
        yield _link(field["$ref"].removeprefix(_PREFIX))
    elif "enum" in field:
        yield "`unknown`" if field["enum"] == _ANSWER else _enumerated(field["enum"])
    elif "const" in field:
        yield f"`{field['const']}`".replace("True", "true")
    elif field.get("type") != "null":
        yield _kind(field)


def _kind(field: Mapping[str, Any]) -> str:
    match field.get("type"):
        case "array":
            return f"a list of {_written(field['items']) or 'values'}" if "items" in field else "a list"
        case "object":
            inner = field.get("additionalProperties")
            return f"a mapping to {_written(inner) or 'nothing'}" if isinstance(inner, dict) else "a mapping"
        case "string":
            return "a date" if field.get("format") == "date" else "text"
        case "boolean":
            return "`true`, `false`"
        case "integer" | "number":
            return "a number"
        case _:
            return "anything"


def _link(name: str) -> str:
    if name == "Form":
        return "[a form](#forms-of-data)"
    if name == "ProfileSettings":
        return "[a profile](#profilesid)"
    heading = HEADINGS[name]
    words = (
        heading.lower()
        if heading.startswith(("A ", "An ", "Weights", "Keys", "Pseud", "Enc", "Support"))
        else heading
    )
    return f"[{words}](#{_anchor(heading)})"


def _anchor(heading: str) -> str:
    kept = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def _enumerated(words: list[str]) -> str:
    return ", ".join(f"`{word}`" if word else "nothing" for word in words)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    main()
