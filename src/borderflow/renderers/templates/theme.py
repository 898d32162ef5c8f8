"""`theme.css` of the user's templates: colours and rules that follow ours, and load nothing."""

from __future__ import annotations

import re
from pathlib import Path

from borderflow.errors import Fault, InputError
from borderflow.model.location import Location
from borderflow.trail import is_file

NAME = "theme.css"
_LARGEST = 256 * 1024
_REFUSED = (
    (re.compile(r"@import", re.IGNORECASE), "`@import` would load another file"),
    (re.compile(r"url\s*\(\s*['\"]?\s*(?!data:|#|['\"])", re.IGNORECASE), "`url()` would load another file"),
    (re.compile(r"</", re.IGNORECASE), "`</` would end the style sheet"),
    (re.compile(r"\\[0-9a-fA-F]"), "an escaped letter could hide an address"),
)


def theme_of(folder: Path | None) -> str:
    """The style sheet beside the templates; empty when there is none.

    Raises:
        InputError: when it would load something, or is no text.
    """
    if folder is None or not is_file(folder / NAME):
        return ""
    path = folder / NAME
    place = Location(path.as_posix())
    if not path.resolve().is_relative_to(folder.resolve()):
        message = f"`{path.as_posix()}` lies outside the folder of the templates."
        raise InputError(Fault(message, place, "copy it into the folder"))
    text = _text(path, place)
    for pattern, why in _REFUSED:
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            message = f"The style sheet cannot be used: {why}."
            raise InputError(Fault(message, Location(path.as_posix(), line), "a report loads nothing"))
    return text


def _text(path: Path, place: Location) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        text = data.decode()
    except (OSError, UnicodeDecodeError) as error:
        message = f"`{path.as_posix()}` cannot be read as text in UTF-8."
        raise InputError(Fault(message, place, "save it as UTF-8")) from error
    if len(data) > _LARGEST:
        message = f"`{path.as_posix()}` is larger than {_LARGEST // 1024} KiB."
        raise InputError(Fault(message, place, "keep fonts and images out of it"))
    return text
