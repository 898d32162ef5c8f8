"""What may stand in a JSON text, and how it is written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | dict[str, Json] | None"
Object: TypeAlias = dict[str, Json]


def written(value: Json) -> bytes:
    """The value as indented UTF-8. A lone surrogate, which UTF-8 has no place for, is escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return text.encode(errors="backslashreplace") + b"\n"
