"""What a renderer of registers is, and what it draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from borderflow.model.report import Review


class Column(Struct, frozen=True):
    """A column: its name for programs, its name for people, and how wide it is beside the others."""

    id: str
    title: str
    width: int = 24


class Table(Struct, frozen=True):
    """One table of the register. Every cell holds a text; a list has an entry a line."""

    id: str
    title: str
    about: str
    """What it is for, in a sentence."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str = ""
    """What is to be said in place of rows; else that there are none."""


class Register(Struct, frozen=True):
    """All tables, over all systems."""

    title: str
    as_of: date
    tables: tuple[Table, ...]
    caveat: str


class RegisterRenderer(Struct, frozen=True):
    """One published form of the register."""

    name: str
    """What `--format` is told."""
    suffix: str
    render: Callable[[Sequence[Review]], bytes]
