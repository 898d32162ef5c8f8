"""`--since`: the result that a report is held against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from borderflow.errors import Fault, InputError
from borderflow.model.difference import Snapshot
from borderflow.model.report import Review


def read_since(name: str) -> tuple[Snapshot, ...]:
    """The systems of a `result.json`, or of the one inside a PDF report.

    Raises:
        InputError: when it cannot be read, or is no result.
    """
    from borderflow.readers.result import read_result, read_result_text

    path = Path(name)
    if path.suffix.lower() != ".pdf":
        return read_result(path)
    from borderflow.renderers.pdf.attached import attached_result

    try:
        printed = path.read_bytes()
    except OSError as error:
        raise InputError(Fault(f"`{name}` cannot be read: {error.strerror}.")) from error
    return read_result_text(attached_result(printed, name), "result.json")


def held_against(review: Review, earlier: Sequence[Snapshot]) -> Review:
    """The review with what changed since; the system of the same name counts, or the only one.

    Raises:
        InputError: when none of several systems bears the name.
    """
    from borderflow.work.difference import difference, snapshot_of

    after = snapshot_of(review)
    same = [one for one in earlier if one.system == after.system]
    before = next(iter(same or (earlier if len(earlier) == 1 else ())), None)
    if before is None:
        known = ", ".join(f"`{one.system}`" for one in earlier) or "none"
        message = f"The earlier result has no system named `{after.system}`; it has {known}."
        raise InputError(Fault(message, hint="name the result of this system"))
    return replace(review, since=difference(before, after))
