"""Puts into the wheel what ships beside the code: policies, templates and the compiled policies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "borderflow/_shipped"


class ShippedFiles(BuildHookInterface[Any]):
    """An editable install gets nothing: there the package reads the checkout itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for folder in ("policies", "templates"):
            self._ship(self._existing(folder), f"{SHIPPED}/{folder}", build_data)
        self._ship(self._compile(), f"{SHIPPED}/compiled.json", build_data)

    def _existing(self, folder: str) -> Path:
        path = Path(self.root, folder)
        if not path.is_dir():
            raise FileNotFoundError(f"{path} is missing: without its {folder} a wheel judges nothing.")
        return path

    def _compile(self) -> Path:
        """Compile with the code that will read the result, so that the two cannot disagree."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from borderflow.catalog.compiled import build

        target = Path(self.root, "build", "compiled.json")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(build(Path(self.root, "policies")))
        return target

    def _ship(self, path: Path, target: str, build_data: dict[str, Any]) -> None:
        build_data["force_include"][str(path)] = target
