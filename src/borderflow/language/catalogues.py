"""The messages of a language, from PO files. Babel is imported only here and only for another language."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from borderflow.errors import Fault, PolicyError
from borderflow.language import SPOKEN


@contextmanager
def speaking(code: str, messages: NullTranslations) -> Iterator[None]:
    """What runs inside says its sentences in that language."""
    before = SPOKEN.set((code, messages))
    try:
        yield
    finally:
        SPOKEN.reset(before)


def read_messages(files: Iterable[Path]) -> NullTranslations:
    """The messages of some PO files; what an earlier one has, a later one does not change.

    Raises:
        PolicyError: when a file is no PO file.
    """
    messages = NullTranslations()
    for file in reversed(tuple(files)):
        found = _read(file)
        found.add_fallback(messages)
        messages = found
    return messages


def _read(file: Path) -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = io.BytesIO()
    try:
        write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), abort_invalid=True))
        compiled.seek(0)
        return GNUTranslations(compiled)
    except (PoFileError, OSError, ValueError) as error:
        fault = Fault(f"The translations `{file}` cannot be read: {error}.", hint="write a PO file in UTF-8")
        raise PolicyError(fault) from error
