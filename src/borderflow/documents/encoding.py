"""From bytes to text: UTF-8, UTF-16 and UTF-32, as section 5.2 of YAML 1.2.2 tells them apart."""

from __future__ import annotations

import codecs
import hashlib

from borderflow.documents.limits import Limits
from borderflow.documents.source import Source
from borderflow.errors import Fault, InputError
from borderflow.model.location import Location

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF8, "utf-8"),
)


def decode(data: str | bytes, name: str, limits: Limits) -> Source:
    """The text of a file.

    Raises:
        InputError: it is too large, empty, binary, or not in the encoding that it begins with.
    """
    raw = data if isinstance(data, bytes) else _encode(data, name)
    if len(raw) > limits.bytes:
        raise too_large(name, len(raw), limits)
    text = _decode(raw, name) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    if "\0" in text:
        raise _binary(name)
    if not text or text.isspace():
        raise empty(name)
    return Source(name, text, hashlib.sha256(raw).hexdigest())


def too_large(name: str, size: int | None, limits: Limits) -> InputError:
    """The refusal of a file; its size is None where only reading it would tell."""
    much = f"{size / 1024**2:.1f} MiB large" if size else "larger than that"
    message = f"`{name}` is {much}, and at most {limits.bytes / 1024**2:g} MiB are read."
    return InputError(Fault(message, Location(name), "split it into several files"))


def empty(name: str) -> InputError:
    """The refusal of a file that says nothing."""
    return InputError(
        Fault(f"`{name}` is empty.", Location(name), "write something into it, or leave it out")
    )


def _binary(name: str) -> InputError:
    hint = "name a text file in YAML or JSON"
    return InputError(Fault(f"`{name}` looks like a binary file.", Location(name), hint))


def _encode(text: str, name: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        fault = Fault(
            f"`{name}` holds half of a surrogate pair, which is no character.",
            Source(name, text).at(error.start),
            "remove it",
        )
        raise InputError(fault) from error


def _decode(raw: bytes, name: str) -> str:
    codec, mark = _codec(raw)
    try:
        return raw[mark:].decode(codec) if mark else raw.decode(codec)
    except UnicodeDecodeError as error:
        if b"\0" in raw and not (mark and codec.startswith("utf-16")):
            raise _binary(name) from error
        offset = mark + error.start
        before = Source(name, raw[mark:offset].decode(codec))
        fault = Fault(
            f"The byte 0x{raw[offset]:02X} at offset {offset} is not valid {codec.upper()}.",
            before.at(len(before.text)),
            "save the file as UTF-8; it may be in an older encoding, such as Windows-1252",
        )
        raise InputError(fault) from error


def _codec(raw: bytes) -> tuple[str, int]:
    """The encoding, and how many bytes its mark takes. The first character is ASCII: its zeros tell."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return codec, len(mark)
    match [byte == 0 for byte in raw[:4]]:
        case [True, True, True, False]:
            return "utf-32-be", 0
        case [False, True, True, True]:
            return "utf-32-le", 0
        case [True, False, *_]:
            return "utf-16-be", 0
        case [False, True, *_]:
            return "utf-16-le", 0
    return "utf-8", 0
