"""A file becomes an architecture. One module a format; the format is recognised by content."""

from __future__ import annotations

from borderflow.readers.manifest import READER as MANIFEST
from borderflow.readers.reader import Reader

READERS: tuple[Reader, ...] = (MANIFEST,)

__all__ = ["READERS", "Reader"]
