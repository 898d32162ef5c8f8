"""The door of the room: a path or a text becomes a document."""

from __future__ import annotations

import os
from pathlib import Path

from borderflow.documents.collector import paused_collector
from borderflow.documents.document import Document
from borderflow.documents.encoding import decode, empty, too_large
from borderflow.documents.json_text import read_if_json, read_json
from borderflow.documents.limits import DEFAULT, Limits
from borderflow.documents.source import Source
from borderflow.errors import Fault, InputError
from borderflow.model.location import Location


def load(path: Path | str, *, name: str | None = None, limits: Limits = DEFAULT) -> Document:
    """Read a file that holds one document. Its name, for messages, is the path unless another is given.

    Raises:
        InputError: with every fault of the file; also if it holds several documents, or cannot be read.
    """
    return _only(load_all(path, name=name, limits=limits))


def load_all(
    path: Path | str, *, name: str | None = None, limits: Limits = DEFAULT, lenient: bool = False
) -> tuple[Document, ...]:
    """Read a file that may hold several YAML documents, as Kubernetes has them; empty ones are left out.

    A lenient reading lets pass what other programs do: repeated keys (the last one counts) and unknown tags.

    Raises:
        InputError: with every fault of the file.
    """
    shown = name or str(path).replace(os.sep, "/")
    return loads_all(_read(path, shown, limits), shown, limits=limits, lenient=lenient)


def loads(data: str | bytes, name: str, *, limits: Limits = DEFAULT) -> Document:
    """The one document of a text, such as the standard input. A name in `.json` says that it is JSON.

    Raises:
        InputError: with every fault of the text.
    """
    return _only(loads_all(data, name, limits=limits))


def loads_all(
    data: str | bytes, name: str, *, limits: Limits = DEFAULT, lenient: bool = False
) -> tuple[Document, ...]:
    """All documents of a text; empty ones are left out.

    Raises:
        InputError: with every fault of the text.
    """
    with paused_collector():
        source = decode(data, name, limits)
        if name.lower().endswith(".json"):
            found = read_json(source, limits, lenient=lenient)
        elif (found_json := read_if_json(source, limits, lenient=lenient)) is not None:
            found = found_json
        else:
            from borderflow.documents.yaml_text import read_yaml

            found = read_yaml(source, limits, lenient=lenient)
    if not found:
        raise empty(name)
    return found


def _only(documents: tuple[Document, ...]) -> Document:
    if len(documents) > 1:
        first, second = documents[:2]
        message = f"`{first.name}` holds {len(documents)} YAML documents, and one is expected."
        raise InputError(Fault(message, second.locate(()), "split the file at its `---`"))
    return documents[0]


def read_source(path: Path | str, *, name: str, limits: Limits = DEFAULT) -> Source:
    """The decoded text of a file in whatever format.

    Raises:
        InputError: it cannot be read, is empty, binary or too large.
    """
    return decode(_read(path, name, limits), name, limits)


def source_of(data: str | bytes, name: str, *, limits: Limits = DEFAULT) -> Source:
    """The same of a text.

    Raises:
        InputError: as above.
    """
    return decode(data, name, limits)


def _read(path: Path | str, name: str, limits: Limits) -> bytes:
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limits.bytes:
                raise too_large(name, size, limits)
            raw = file.read(limits.bytes + 1)  # a pipe or a device does not tell its size
    except OSError as error:
        raise InputError(_unreadable(error, name)) from error
    except ValueError as error:
        raise InputError(Fault(f"`{name}` cannot be the name of a file.", hint="name a file")) from error
    if len(raw) > limits.bytes:
        raise too_large(name, None, limits)
    return raw


def _unreadable(error: OSError, name: str) -> Fault:
    place = Location(name)
    match error:
        case FileNotFoundError():
            return Fault(f"There is no file `{name}`.", place, "check the path and the current directory")
        case IsADirectoryError():
            return Fault(f"`{name}` is a directory, and a file is expected.", place, "name a file in it")
        case PermissionError():
            return Fault(f"`{name}` may not be read.", place, "ask for the permission to read it")
    return Fault(f"`{name}` cannot be read: {error.strerror or error}.", place, "check the path")
