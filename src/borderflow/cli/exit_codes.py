"""What the exit code says. Of several inputs the gravest speaks: 2 over 1 over 4 over 0."""

from __future__ import annotations

NOTHING_BLOCKS = 0
BLOCKED = 1
"""A finding at the threshold, or a named sign-off that does not hold or is a rejection."""
NOT_MADE = 2
"""Bad input, rule or option, or an output that cannot be written."""
NOTHING_TO_CHECK = 3
OPEN_QUESTION = 4
"""Nothing blocks, but a question is open whose worst answer would (`--strict`)."""
INTERRUPTED = 130

_GRAVITY = (NOT_MADE, BLOCKED, OPEN_QUESTION, NOTHING_BLOCKS)


def gravest(codes: set[int]) -> int:
    """The one code for several inputs."""
    return next(code for code in _GRAVITY if code in codes)
