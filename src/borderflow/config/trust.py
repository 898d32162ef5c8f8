"""What a file of settings may name: paths below its folder, or in the checkout around it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from borderflow.shapes.config import CheckFormat
from borderflow.trail import looked

_PATHS = ("paths", "policy", "answers", "baseline", "accepted", "assume", "output")
_GIT = ".git"


class Grounds:
    """The folder of a file of settings, and how far it reaches."""

    def __init__(self, config: Path) -> None:
        self._folder = config.resolve().parent
        above = (self._folder, *self._folder.parents)
        checkout = next((one for one in above if looked(one / _GIT).exists()), self._folder)
        self._root = checkout if checkout.parent != checkout else self._folder

    def refusals(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        """Key, sentence and way out for each path that leads elsewhere."""
        for key in _PATHS:
            for word in _words(values.get(key, ())):
                path = _path_in(key, word)
                if key == "output" and path == word:
                    yield (
                        key,
                        f"`{word}` does not say its format.",
                        "write `FORMAT:FILE`, as `sarif:out.sarif`",
                    )
                elif path and not self._holds(path):
                    message = f"`{key}` leads out of the folder of these settings: `{path}`."
                    yield key, message, "keep the file below it, or name it on the command line"
                elif path and key == "output" and self._is_of_git(path):
                    yield key, f"`{path}` is git's own, and is not written to.", "name another file"

    def moved(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The same values, with paths as they are from the folder in which the command runs."""
        return {key: self._moved(key, value) if key in _PATHS else value for key, value in values.items()}

    def _moved(self, key: str, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._moved(key, word) for word in value)
        path = _path_in(key, value)
        return value.removesuffix(path) + self._from_here(path) if path else value

    def _from_here(self, path: str) -> str:
        return os.path.relpath(self._folder / path).replace(os.sep, "/")

    def _holds(self, path: str) -> bool:
        if "\0" in path or "://" in path or path.startswith("~"):
            return False
        try:
            return (self._folder / path).resolve().is_relative_to(self._root)
        except (OSError, RuntimeError):
            return False

    def _is_of_git(self, path: str) -> bool:
        parts = (self._folder / path).resolve().relative_to(self._root).parts
        return any(part.casefold() == _GIT for part in (*parts, *Path(path).parts))


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _path_in(key: str, word: str) -> str:
    """The path that a word names; empty for a scenario's name, and for standard output."""
    if key == "output":
        form, colon, path = word.partition(":")
        word = path if colon and form in get_args(CheckFormat) else word
        return "" if word == "-" else word
    if key == "assume":
        name = word.rpartition("=")[0] or word
        return word if "/" in name or name.endswith((".yaml", ".yml", ".json")) else ""
    return word
