"""Where the shipped files lie: the policies that judge and the templates that speak.

An installed wheel carries them in `borderflow/_shipped`; a checkout has them at its top level, two floors
above the package. Nothing is opened here, and pathlib is imported only by those who ask for a path, so that
asking costs nothing.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(__file__)  # noqa: PTH120 - pathlib takes longer to import than all the rest
_WHEEL: str | Path = f"{_PACKAGE}/_shipped"
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))  # noqa: PTH120 - as above


def policies_dir() -> Path:
    """The shipped rules and catalogue, as YAML."""
    return _below("policies")


def templates_dir() -> Path:
    """The shipped templates and style sheets of the report."""
    return _below("templates")


def translations(language: str) -> tuple[Path, ...]:
    """The shipped messages of a language: those of code and templates, and those of the policies."""
    return tuple(folder / "locale" / f"{language}.po" for folder in (templates_dir(), policies_dir()))


def compiled_policies() -> Path | None:
    """The policies as the one indexed file that the wheel build made; None in a checkout."""
    return _below("compiled.json") if _is_wheel() else None


def rules_folder() -> str:
    """The shipped rules, for what has to start without pathlib."""
    return f"{_WHEEL if _is_wheel() else _CHECKOUT}/policies/rules"


def program_folders() -> tuple[str, ...]:
    """All that shapes a result: the code, the policies and the templates."""
    package = str(_PACKAGE)
    return (package,) if _is_wheel() else (package, f"{_CHECKOUT}/policies", f"{_CHECKOUT}/templates")


def _below(name: str) -> Path:
    from pathlib import Path

    return Path(_WHEEL if _is_wheel() else _CHECKOUT) / name


def _is_wheel() -> bool:
    return os.path.isdir(_WHEEL)  # noqa: PTH112 - as above
