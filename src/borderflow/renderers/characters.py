"""Characters that no XML, HTML or PDF may hold (XML 1.0, production 2)."""

from __future__ import annotations

import re

_MARKS = dict.fromkeys(map(ord, "\ue000\ue001"))
"""What stands around a quotation from the English catalogue (`language.forms.quoted`)."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def legible(text: str) -> str:
    """A text from outside with each forbidden character shown as the replacement character."""
    return _FORBIDDEN.sub("\ufffd", text).translate(_MARKS)
