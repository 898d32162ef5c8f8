"""What every reader is: a name, a way to recognise its files, and a way to read them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from borderflow.documents import Document
from borderflow.errors import Fault, InputError
from borderflow.model.architecture import Architecture


class Misread(InputError):
    """A file with faults, of which enough could be read to look for more: for words that nobody knows."""

    def __init__(self, *faults: Fault, rest: Architecture) -> None:
        super().__init__(*faults)
        self.rest = rest
        """What could be read. It is no description of the system."""


class Reader(Struct, frozen=True):
    """A format of architecture descriptions. What reads a file is a reader; *importer* is the law's word."""

    name: str
    recognises: Callable[[Document], bool]
    """Whether a document is of this format, judged by its content."""
    read: Callable[[Document], Architecture]
    """Turn a document into an architecture, or raise `InputError` with every fault of it."""
