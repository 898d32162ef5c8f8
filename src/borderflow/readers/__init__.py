"""A file becomes an architecture. One module a format; the format is recognised by content."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from borderflow.readers.manifest import READER as MANIFEST
from borderflow.readers.reader import Reader

if TYPE_CHECKING:
    from borderflow.foreign import ForeignReader

READERS: tuple[Reader, ...] = (MANIFEST,)

FOREIGN = (
    "tfplan",
    "cyclonedx",
    "cloudformation",
    "fideslang",
    "backstage",
    "litellm",
    "structurizr",
    "threat-dragon",
    "otm",
    "threagile",
    "compose",
    "kubernetes",
    "terraform",
    "env",
    "python",
)
"""Formats that were not made for us, each a module of that name; imported only when there is such a file.
The order is that of recognition: what is more telling comes first."""


def foreign_readers() -> tuple[ForeignReader, ...]:
    """The readers of foreign formats."""
    return tuple(import_module(f"borderflow.readers.{name.replace('-', '_')}").READER for name in FOREIGN)


__all__ = ["FOREIGN", "READERS", "Reader", "foreign_readers"]
