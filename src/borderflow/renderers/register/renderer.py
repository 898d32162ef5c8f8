"""What a renderer of registers is, and what it draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from borderflow.model.report import Review


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its name for people, and how wide it is beside the others."""

    id: str
    title: str
    width: int = 24


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the register. Every cell holds a text; a list has an entry a line."""

    id: str
    title: str
    about: str
    """What it is for, in a sentence."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Register:
    """All tables, over all systems."""

    title: str
    as_of: date
    tables: tuple[Table, ...]
    caveat: str


@dataclass(frozen=True, slots=True)
class RegisterRenderer:
    """One published form of the register."""

    name: str
    """What `--format` is told."""
    suffix: str
    render: Callable[[Sequence[Review]], bytes]
