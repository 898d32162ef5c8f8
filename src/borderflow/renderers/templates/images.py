"""Images of the user's templates: small files of their folder, which travel inside the page."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from borderflow.errors import Fault, InputError
from borderflow.model.location import Location

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST = 512 * 1024
"""Bytes: a logo has a tenth of that, and every page that is written bears it."""
_WIDEST = 4000
"""Pixels of a side: a small file can unfold to gigabytes."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG after which its height and width stand (ITU T.81, table B.1)."""
_HINT = "use a PNG or JPEG, or an SVG of shapes and text alone"
_FORBIDDEN = frozenset(
    (
        "script foreignobject image feimage iframe object embed audio video set animate "
        "use pattern mask marker filter"
    ).split()
)
"""Elements that run, load or move something, or that a few lines can repeat without end (`use` of `use`)."""
_OUTSIDE = re.compile(r"(url\s*\(\s*['\"]?\s*(?!#)|@import|javascript:|\\)", re.IGNORECASE)
"""A reference that is none to the drawing itself, or a way to hide one."""
_LOCAL = re.compile(r"\s*#")


def image_address(folder: Path | None, name: object) -> str:
    """A `data:` address with the image in it.

    Raises:
        InputError: when there is no such image in the folder, or it is larger or other than it may be.
    """
    if folder is None or not isinstance(name, str):
        raise InputError(
            Fault(f"`{name}` names no image beside the templates.", hint="name a file of the folder")
        )
    data = _read(folder, name)
    kind = _kind(data, Location((folder / name).as_posix()))
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    place = Location(path.as_posix())
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            message = f"The image `{name}` lies outside the folder of the templates."
            raise InputError(Fault(message, place, "copy it into the folder"))
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        message = f"The image `{name}` cannot be read from `{folder.as_posix()}`."
        raise InputError(Fault(message, place, "put it into the folder of the templates")) from error
    if len(data) > _LARGEST:
        message = f"The image `{name}` is larger than {_LARGEST // 1024} KiB."
        raise InputError(Fault(message, place, "make it smaller"))
    return data


def _kind(data: bytes, place: Location) -> str:
    """By its contents, whatever it is called."""
    if data.startswith(_PNG):
        _refuse_large(int.from_bytes(data[16:20]), int.from_bytes(data[20:24]), place)
        return "png"
    if data.startswith(_JPEG):
        _refuse_large(*_jpeg_size(data), place)
        return "jpeg"
    _refuse_unsafe(data, place)
    return "svg+xml"


def _refuse_large(width: int, height: int, place: Location) -> None:
    if not (0 < width <= _WIDEST and 0 < height <= _WIDEST):
        message = f"The image is {width} by {height} pixels, and a side may have 1 to {_WIDEST}."
        raise InputError(Fault(message, place, "make it smaller"))


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height of the first frame; zero when there is none."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0, 0


def _refuse_unsafe(data: bytes, place: Location) -> None:
    """An SVG that runs nothing, loads nothing and refers to nothing but itself."""
    upper = data.upper()
    if b"\x00" in data or b"<!DOCTYPE" in upper or b"<!ENTITY" in upper or not _is_utf8(data):
        raise InputError(Fault("The image is of no kind that is known here.", place, _HINT))
    import xml.etree.ElementTree as ET

    try:
        root = ET.fromstring(data)  # noqa: S314 - no document type, so no entities to expand or to fetch
    except (ET.ParseError, LookupError, ValueError, RecursionError) as error:
        raise InputError(Fault("The image is of no kind that is known here.", place, _HINT)) from error
    for what in _unsafe(root):
        raise InputError(
            Fault(f"The drawing has {what}, which could run, load or repeat something.", place, _HINT)
        )


def _is_utf8(data: bytes) -> bool:
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", data)
    if declared and declared[1].upper() not in (b"UTF-8", b"US-ASCII", b"ASCII"):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unsafe(root: Element) -> Iterator[str]:
    if root.tag.rpartition("}")[2] != "svg":
        yield f"a root `{root.tag[:40]}`"
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag in _FORBIDDEN or tag.startswith("animate"):
            yield f"an element `{tag}`"
        if tag == "style" and _OUTSIDE.search(element.text or ""):
            yield "a style that refers to something outside"
        for name, value in element.attrib.items():
            key = name.rpartition("}")[2].lower()
            if key.startswith("on") or (key in ("href", "src") and not _LOCAL.match(value)):
                yield f"an attribute `{key}`"
            elif _OUTSIDE.search(value):
                yield f"a reference to something outside in `{key}`"
