"""What every reader of a foreign format is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from borderflow.foreign.desk import Companion, Desk
    from borderflow.foreign.draft import Draft
    from borderflow.foreign.sheet import Sheet


class ForeignReader(Struct, frozen=True):
    """A format that was not made for Borderflow."""

    name: str
    """What `--from` takes: `compose`."""
    title: str
    """What people call it: `Docker Compose`."""
    suffixes: tuple[str, ...]
    """Endings of files that a scan of a folder looks into."""
    sniff: re.Pattern[str]
    """What must stand somewhere in the text: a quick no for what is something else."""
    recognises: Callable[[Sheet], bool]
    """Whether a file is of this format, judged by its content."""
    read: Callable[[Sequence[Sheet], Desk, Draft], None]
    """Fill the draft from all files of this format. What cannot be read becomes a remark."""
    inside: Callable[[Companion, Desk, Draft], None] | None = None
    """The same of a file that configures one component of another format's; None when it never does."""
