"""The layers of one description: what says something, where it says it, and how it is read from a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from borderflow.documents import Document, Source, loads, read_source
from borderflow.documents.encoding import decode
from borderflow.documents.limits import DEFAULT
from borderflow.errors import Fault, InputError
from borderflow.model.architecture import Architecture, Input
from borderflow.model.location import Location
from borderflow.model.records import Path
from borderflow.overlay.written import Plain, manifest_of
from borderflow.shapes.manifest import ManifestShape

_SECTION = re.compile(rf"^({'|'.join(ManifestShape.__struct_fields__)})[ \t]*:", re.MULTILINE)
FOREIGN = "sources"
"""What the paths begin with that lead into foreign files: the place that a manifest has for such files."""
_ADDRESSED = ("components", "data", "purposes", "parties")


class Layer(Struct, frozen=True):
    """One voice: the foreign files together, a manifest, or a filled sheet."""

    name: str
    value: Plain
    """A manifest, or part of one."""
    locate: Callable[[Path], Location]
    line: Callable[[Location], str | None]
    input: Input
    is_answers: bool = False
    """A filled sheet: what matches nothing in it is told, and stops nobody."""

    def says(self, path: Sequence[str | int]) -> bool:
        """Whether it has something at a path."""
        return reach(self.value, path) is not None


def reach(value: Any, path: Sequence[str | int]) -> Any:
    """What stands at a path; None when nothing does."""
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
            value = value[part]
        else:
            return None
    return value


def files_layer(architecture: Architecture) -> Layer:
    """What foreign files show, as a layer whose places are in these files."""
    first = architecture.inputs[0] if architecture.inputs else Input("<files>", "files", "")
    return Layer(first.path, manifest_of(architecture), _places(architecture), architecture.line, first)


def _places(architecture: Architecture) -> Callable[[Path], Location]:
    """From a path of the manifest to the line of the foreign file."""

    def locate(path: Path) -> Location:
        return architecture.locate(_foreign_path(architecture, path))

    return locate


def _foreign_path(architecture: Architecture, path: Path) -> Path:
    section, *rest = path or ("",)
    if section == FOREIGN:
        return tuple(rest)
    if section == "flows" and rest:
        return (*architecture.flows[int(rest[0])].path, *rest[1:])
    if section == "contracts" and rest:
        return _contract_path(architecture, rest)
    if section not in _ADDRESSED or not rest:
        return architecture.system.path
    one = getattr(architecture, str(section)).get(rest[0])
    if one is None:
        return architecture.system.path
    if section == "components" and rest[1:2] == ["host"] and one.host is not None and one.host.path:
        return (*one.host.path, *rest[2:])
    return (*one.path, *rest[1:])


def _contract_path(architecture: Architecture, rest: list[str | int]) -> Path:
    """They are written as one list a company."""
    found = [one.path for one in architecture.contracts if one.party == rest[0]]
    number = rest[1] if len(rest) > 1 and isinstance(rest[1], int) else 0
    inner = rest[2:] if len(rest) > 1 and isinstance(rest[1], int) else rest[1:]
    return (*found[number], *inner) if number < len(found) else architecture.system.path


def manifest_layers(path: str) -> tuple[Layer, ...]:
    """A manifest: one layer, or several when it writes a section more than once, as pasted answers do.

    Raises:
        InputError: with every fault of the file.
    """
    return _layers(read_source(path, name=path, limits=DEFAULT))


def text_layers(text: str | bytes, name: str) -> tuple[Layer, ...]:
    """The same of a text.

    Raises:
        InputError: with every fault of the text.
    """
    return _layers(decode(text, name, DEFAULT))


def _layers(source: Source) -> tuple[Layer, ...]:
    try:
        documents = [loads(source.text, source.name)]
    except InputError as error:
        documents = _parts(source, error)
    return tuple(_layer(document, source) for document in documents)


def _parts(source: Source, error: InputError) -> list[Document]:
    """The text in parts, in each of which a section stands once; every line keeps its number.

    Raises:
        InputError: the given one, when repeated sections are not what is wrong.
    """
    found = list(_SECTION.finditer(source.text))
    names = [match[1] for match in found]
    if len(set(names)) == len(names):
        raise error
    parts, start, seen = [], 0, set[str]()
    for match in found:
        if match[1] in seen:
            parts.append((start, match.start()))
            start, seen = match.start(), set()
        seen.add(match[1])
    parts.append((start, len(source.text)))
    return [_part(source, begin, end) for begin, end in parts]


def _part(source: Source, begin: int, end: int) -> Document:
    above = "\n" * source.text.count("\n", 0, begin)
    return loads(above + source.text[begin:end], source.name)


def _layer(document: Document, source: Source) -> Layer:
    if not isinstance(document.value, dict):
        raise InputError(
            Fault(
                "A manifest is a mapping of sections.", document.locate(()), "begin it with `borderflow: 1`"
            )
        )
    return Layer(
        source.name,
        document.value,
        lambda path: document.locate(path, key=None),
        lambda place: source.line(place.line),
        Input(source.name, "manifest", source.digest),
    )
