"""What the file of settings says, where the command line says nothing."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from borderflow.config import find_config
from borderflow.errors import Fault, InputError
from borderflow.trail import is_file, is_folder
from borderflow.walking import Omitted

if TYPE_CHECKING:
    from borderflow.config import Config

_NAMES = {
    "profile": "profiles",
    "policy": "policies",
    "output": "outputs",
    "from": "source_format",
    "lang": "language",
}
"""Options that bear another name inside."""
_OF_CHECK = frozenset({"format", "output", "fail-on", "strict", "quiet", "verbose"})
"""What other commands have too, in another sense."""
_OPPOSITES = {"format": "outputs", "quiet": "verbose", "verbose": "quiet"}
"""Left alone when the command line says this: an ending names a form, and one is not loud and quiet."""
_HERE = Path("borderflow.yaml")
"""What is read when no path is named anywhere: the manifest of the folder in which one stands."""
_MAGIC = frozenset("*?[")


def settle(arguments: Namespace, given: Collection[str]) -> None:
    """Fill in what the nearest file of settings says; what was given on the command line stays.

    Raises:
        InputError: when it cannot be read, says what it may not, or no path is named anywhere.
    """
    path = _config_of(arguments)
    arguments.config = None if path is None else path.as_posix()
    if path is not None:
        _fill_in(arguments, given, path)
    arguments.omitted = _omitted(arguments)
    if not arguments.paths and is_file(_HERE):
        arguments.paths = [_HERE.name]
    if not arguments.paths:
        hint = "name a file or a folder, or write `paths` into borderflow.toml"
        raise InputError(Fault("No path is named, and no settings name one.", hint=hint))


def _config_of(arguments: Namespace) -> Path | None:
    if arguments.no_config:
        return None
    if arguments.config is not None:
        return Path(arguments.config)
    found = find_config(_folder(arguments.paths[0] if arguments.paths else "."))
    return None if found is None else Path(os.path.relpath(found))


def _folder(path: str) -> Path:
    """The folder of a path; of a glob, the part before its first sign."""
    parts = Path("." if path == "-" else path).absolute().parts
    plain = next((n for n, part in enumerate(parts) if _MAGIC & set(part)), len(parts))
    folder = Path(os.path.normpath(Path(*parts[:plain])))
    return folder if is_folder(folder) else folder.parent


def _fill_in(arguments: Namespace, given: Collection[str], path: Path) -> None:
    from borderflow.config import read_config

    config = read_config(path)
    is_check = "outputs" in arguments
    for key, value in config.values.items():
        name = _NAMES.get(key, key.replace("-", "_"))
        is_said = (name in given and getattr(arguments, name) != []) or _OPPOSITES.get(name) in given
        if name in arguments and not is_said and (is_check or key not in _OF_CHECK):
            setattr(arguments, name, list(value) if isinstance(value, tuple) else value)
            if name == "exclude":
                arguments.exclude_base = path.parent
    _add_profiles(arguments, config)


def _omitted(arguments: Namespace) -> Omitted:
    """Patterns of the settings are seen from their folder, those of the command line from here."""
    return Omitted(arguments.exclude, base=arguments.exclude_base, gitignore=arguments.gitignore)


def _add_profiles(arguments: Namespace, config: Config) -> None:
    from borderflow.config.reading import HOUSE

    arguments.own_profiles = config.profiles
    if any(one["id"] == HOUSE for one in config.profiles):
        arguments.profiles = [*arguments.profiles, HOUSE]
