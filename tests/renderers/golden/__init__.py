"""Expected bytes, read in review like code. `BORDERFLOW_GOLDEN=write pytest` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent


def assert_golden(name: str, got: bytes) -> None:
    """Compare with the file of that name; write it instead when asked to."""
    path = HERE / name
    if os.environ.get("BORDERFLOW_GOLDEN") == "write":
        path.write_bytes(got)
    assert got.decode() == path.read_text(encoding="utf-8")
