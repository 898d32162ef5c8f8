"""A rule in the terminal: what it checks, the law, why it matters, what silences it, how to close it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from borderflow.renderers.law import link_to
from borderflow.renderers.text.ink import BLANK, Line, Tone, plain, wrapped

TYPE_CHECKING = False  # `explain` starts as fast as Python does: no typing, no dataclasses
if TYPE_CHECKING:
    from typing import Any

    Parsed = Mapping[str, Any]

_SUBJECTS = {
    "engagement": "each company that is engaged",
    "transfer": "each hop from an exporter to an importer",
    "control": "each company that foreign law may reach",
    "training": "each training run",
    "component": "each component",
    "flow": "each flow",
    "purpose": "each purpose",
    "system": "the system as a whole",
}

_SORTS = ("violated", "satisfied", "undetermined")
_SECTIONS = ("system", "controller", "data", "purposes", "components", "flows", "parties", "contracts")


def rule_page(document: Parsed, width: int) -> Iterator[Line]:
    """The whole page of one rule, from its file."""
    yield ((Tone.STRONG, f"{document['id']} {document['name']}"),)
    yield plain(_open(document["title"]))
    yield from _section("What it checks", _checks(document, width))
    yield from _section("The law", _law(document))
    yield from _section("Why it matters", _prose(document["why"], width))
    yield from _section("What silences it", _items(map(_open, document["silenced_by"]), width))
    yield from _section("How to close it", _items(map(_open, document["remedy"]), width))
    yield from _section("What it does not mean", _items(document.get("traps", ()), width))
    yield from _section("Examples", _examples(document.get("examples", {}), width))


def _section(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    found = list(lines)
    if found:
        yield BLANK
        yield ((Tone.STRONG, title),)
        yield from found


def _prose(text: str, width: int) -> Iterator[Line]:
    for piece in wrapped(text, width - 2):
        yield plain(f"  {piece}")


def _items(texts: Iterable[str], width: int, mark: str = "-") -> Iterator[Line]:
    for text in texts:
        for number, piece in enumerate(wrapped(text, width - 4)):
            yield plain(f"  {' ' if number else mark} {piece}")


def _checks(document: Parsed, width: int) -> Iterator[Line]:
    """What it can say, in the order in which it looks."""
    yield from _prose(f"It looks at {_SUBJECTS.get(document['subject'], document['subject'])}.", width)
    steps = [*document["outcomes"], *filter(None, (document.get("undetermined"),))]
    for step in steps:
        yield from _items([f"{step['is']}: {_open(step['message'])}"], width)


def _open(message: str) -> str:
    """`{importer}` as a reader takes it."""
    return message.replace("{", "<").replace("}", ">").replace("_", " ")


def _law(document: Parsed) -> Iterator[Line]:
    for citation in document["basis"]:
        yield plain(f"  {citation['cite']}")
        if link := _address(citation):
            yield ((Tone.FAINT, f"      {link}"),)


def _address(citation: Parsed) -> str:
    """The article itself where the text has anchors, else the address in the rule."""
    found = link_to(citation["cite"])
    return found if "#" in found else citation.get("url") or found


def _examples(examples: Parsed, width: int) -> Iterator[Line]:
    """What it says of which manifest."""
    for expected in _SORTS:
        for example in (examples or {}).get(expected, ()):
            said = f"{expected} ({example['expect']})" if example.get("expect") else expected
            yield from _items([f"{said}: {example['title']}"], width)
            for section, value in sorted(example["manifest"].items(), key=_reading_order):
                yield from _yaml(section, value, width)


def _yaml(section: str, value: object, width: int) -> Iterator[Line]:
    """A section of a manifest, an entry a line."""
    if isinstance(value, dict) and any(isinstance(one, dict) for one in value.values()):
        yield ((Tone.FAINT, f"      {section}:"),)
        entries = [f"  {key}: {_shown(one)}" for key, one in value.items()]
    else:
        entries = [f"{section}: {_shown(value)}"]
    for entry in entries:
        lead = len(entry) - len(entry.lstrip())
        for number, piece in enumerate(wrapped(entry, width - 12)):
            yield ((Tone.FAINT, " " * (6 + lead + (4 if number else 0)) + piece),)


def _reading_order(item: tuple[str, object]) -> int:
    """Sections as a manifest has them; the compiled rules have lost the order."""
    return _SECTIONS.index(item[0]) if item[0] in _SECTIONS else len(_SECTIONS)


def _shown(value: object) -> str:
    """A value as YAML writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
