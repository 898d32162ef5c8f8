"""Where the shipped files lie: the policies that judge and the templates that speak.

An installed wheel carries them in `borderflow/_shipped`; a checkout has them at its top level, two floors
above the package. Nothing is opened here: these are paths and no more, so that asking costs nothing.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_WHEEL = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parent.parent


def policies_dir() -> Path:
    """The shipped rules and catalogue, as YAML."""
    return _root() / "policies"


def templates_dir() -> Path:
    """The shipped templates and style sheets of the report."""
    return _root() / "templates"


def compiled_policies() -> Path | None:
    """The policies as the one indexed file that the wheel build made; None in a checkout."""
    return _WHEEL / "compiled.json" if _WHEEL.is_dir() else None


def _root() -> Path:
    return _WHEEL if _WHEEL.is_dir() else _CHECKOUT
