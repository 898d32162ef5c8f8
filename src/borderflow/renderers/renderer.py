"""What a renderer is: a review becomes the bytes of one published form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from borderflow.model.report import Review


class Attachment(Struct, frozen=True):
    """A file that travels inside the PDF."""

    name: str
    content: bytes
    description: str
    relationship: str = "Supplement"
    """`Data` (the result), `Source` (the manifest) or `Supplement`, as PDF/A-3 names them."""


class Detail(Enum):
    """How much of a review is told in the terminal."""

    TERSE = "terse"
    """One line a finding, as compilers and editors read it."""
    USUAL = "usual"
    FULL = "full"
    """Notes and reasons too."""


class Options(Struct, frozen=True):
    """What the caller chooses about the form; never about the contents."""

    detail: Detail = Detail.USUAL
    colour: bool = False
    width: int = 100
    """Columns of the terminal."""
    epoch: datetime | None = None
    """The instant written into files that bear one; None takes midnight UTC of `review.as_of`."""
    attachments: tuple[Attachment, ...] = ()
    templates: Path | None = None
    """The user's templates for HTML and PDF; None for ours alone."""


DEFAULTS = Options()


Join: TypeAlias = Callable[[Sequence[bytes], Options], bytes]
"""Puts texts of several systems each together, as if all had been written at once."""


class Renderer(Struct, frozen=True):
    """One published form. It takes a review, gives bytes and decides nothing."""

    name: str
    """What `--format` is told."""
    suffix: str
    media_type: str
    render: Callable[[Review, Options], bytes]
    render_all: Callable[[Sequence[Review], Options], bytes] | None = None
    """Several systems in one file; None when the form holds one."""
    join: Join | None = None
    """None when a part says something that depends on the others."""
