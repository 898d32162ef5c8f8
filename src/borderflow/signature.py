"""Ed25519 signatures (RFC 8032) over plain values. The one room that knows of keys.

What is signed is a canonical form: JSON in ASCII with sorted keys and no spaces, so that a file may be laid
out anew and its signature still fits.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from borderflow.errors import Fault, InputError
from borderflow.model.location import Location
from borderflow.model.signoff import Signature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Key = TypeVar("Key")
_LARGEST = 16_384
"""Bytes of a key file: a PEM key of this kind has little more than a hundred."""
_MAKE = "make one with `openssl genpkey -algorithm ed25519`"


def canonical(value: object) -> bytes:
    """The bytes that are signed. `jq -acjS .` writes the same."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def sign(data: bytes, key: Path) -> Signature:
    """Sign with a private key in PEM.

    Raises:
        InputError: when the file is no such key, or is locked by a password.
    """
    private = _read(key, _private)
    return Signature(_in_base64(private.public_key().public_bytes_raw()), _in_base64(private.sign(data)))


def fits(signature: Signature, data: bytes) -> bool:
    """Whether the signature was made over these bytes by the key that it names, whosever that is."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signature.public_key, validate=True))
        key.verify(base64.b64decode(signature.value, validate=True), data)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def public_key(path: Path) -> str:
    """The public key of a PEM file in base64, as signatures name it.

    Raises:
        InputError: when the file is no such key.
    """
    return _in_base64(_read(path, _public).public_bytes_raw())


def _private(data: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    found = load_pem_private_key(data, password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise ValueError("it is a key of another kind")  # noqa: TRY004 - a fault of the file, told below
    return found


def _public(data: bytes) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    found = load_pem_public_key(data)
    if not isinstance(found, Ed25519PublicKey):
        raise ValueError("it is a key of another kind")  # noqa: TRY004 - as above
    return found


def _read(path: Path, load: Callable[[bytes], Key]) -> Key:
    from cryptography.exceptions import UnsupportedAlgorithm

    kind = "private" if load is _private else "public"
    place = Location(path.as_posix())
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fault = Fault(f"The key `{path}` cannot be read: {reason.lower()}.", place, _MAKE)
        raise InputError(fault) from error
    try:
        return load(data)
    except TypeError as error:  # the library's word for a key that is locked
        message = f"The key `{path}` is locked by a password."
        hint = "unlock a copy with `openssl pkey`, sign, and delete the copy"
        raise InputError(Fault(message, place, hint)) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        fault = Fault(f"`{path}` holds no {kind} Ed25519 key in PEM.", place, _MAKE)
        raise InputError(fault) from error


def _in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
