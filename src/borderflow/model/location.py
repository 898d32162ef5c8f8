"""Where a statement stands: file, line and column, so that every finding can be traced to its line."""

from __future__ import annotations

from msgspec import Struct


class Location(Struct, frozen=True, order=True):
    """A place in an input file. Lines and columns count from 1; columns count characters, not bytes."""

    file: str
    """The path as the user gave it, with forward slashes."""
    line: int = 1
    column: int = 1
    end_column: int | None = None
    """One past the last character on the same line, or None when only the start is known."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
