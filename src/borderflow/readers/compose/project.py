"""A Compose project: its files with what they include and extend, and the `.env` beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as File
from typing import Any

from msgspec import Struct, field

from borderflow.foreign import Desk, Draft, Sheet
from borderflow.foreign.dotenv import read_entries
from borderflow.model.findings import Severity
from borderflow.model.records import Path
from borderflow.readers.compose.interpolation import substitute
from borderflow.readers.compose.service import Layer, Service, lay, read_env_file, scalar
from borderflow.trail import looked

_DEFAULT_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
_DEEPEST = 20


class Project(Struct):
    """The services of one project, and the configurations that it keeps at the top."""

    services: dict[str, Service] = field(default_factory=dict)
    configs: dict[str, tuple[Any, Sheet, Path]] = field(default_factory=dict)


class Loader:
    """Follows a project through its files."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        self._desk = desk
        self._draft = draft
        self.project = Project()
        self._missing: dict[str, None] = {}

    def load(self, sheets: Sequence[Sheet]) -> Project:
        """Lay the files of one folder over one another, as `docker compose -f a -f b` does."""
        folder = sheets[0].file.parent
        variables = self._variables(sheets[0], folder)
        for sheet in (*sheets, *self._override(sheets)):
            self._file(sheet, variables, folder, ())
        return self.project

    def _override(self, sheets: Sequence[Sheet]) -> Iterator[Sheet]:
        """The file that Compose lays over the default one unasked."""
        first = sheets[0]
        if len(sheets) != 1 or first.file.name not in _DEFAULT_NAMES:
            return
        stem, _, ending = first.file.name.rpartition(".")
        for name in (f"{stem}.override.{one}" for one in (ending, "yml", "yaml")):
            if looked(first.file.parent / name).is_file():
                found = self._desk.companion(name, first, first.locate(()))
                if isinstance(found, Sheet):
                    yield found
                    return

    def _variables(self, sheet: Sheet, folder: File, names: Sequence[str] = (".env",)) -> dict[str, str]:
        """What the `.env` of a project sets."""
        found: dict[str, str] = {}
        for name in names:
            if not looked(folder / name).is_file():
                continue
            env = self._desk.companion(name, sheet, sheet.locate(()), folder=folder)
            if isinstance(env, Sheet):
                for entry in read_entries(env).values():
                    value = entry.value if entry.literal else substitute(entry.value, found).text
                    found[entry.name] = value
            else:
                self._draft.note(env)
        return found

    def _file(self, sheet: Sheet, variables: Mapping[str, str], folder: File, above: tuple[str, ...]) -> None:
        self._draft.note(*sheet.remarks)
        value = sheet.mapping
        if not value and sheet.fault:
            for fault in sheet.fault.faults:
                self._draft.note(fault)
        if isinstance(name := value.get("name"), str) and not above:
            self._draft.names.append(substitute(name, variables).text)
        self._include(sheet, value.get("include"), variables, (*above, sheet.name))
        for key, one in _entries(value.get("configs")):
            self.project.configs[key] = one, sheet, sheet.path("configs", key)
        services = value.get("services")
        if services is not None and not isinstance(services, dict):
            self._draft.remark("`services` is not a mapping, and is left aside.", sheet.path("services"))
        for key, one in _entries(services):
            self._service(key, one, sheet, variables, folder)

    def _include(
        self, sheet: Sheet, value: Any, variables: Mapping[str, str], above: tuple[str, ...]
    ) -> None:
        for number, one in enumerate(value if isinstance(value, list) else ()):
            entry = one if isinstance(one, dict) else {"path": one}
            at = sheet.path("include", number)
            written = [substitute(scalar(each), variables).text for each in _listed(entry.get("path"))]
            found = [self._companion(name, sheet, at, None, above) for name in written if name]
            sheets = [each for each in found if each is not None]
            if not sheets:
                continue
            folder = sheets[0].file.parent
            if isinstance(directory := entry.get("project_directory"), str):
                folder = sheet.file.parent / substitute(directory, variables).text
            names = [substitute(scalar(each), variables).text for each in _listed(entry.get("env_file"))]
            own = (
                self._variables(sheet, sheet.file.parent, names)
                if names
                else self._variables(sheets[0], folder)
            )
            for each in sheets:
                self._file(each, {**own, **variables}, folder, above)

    def _companion(
        self, name: str, sheet: Sheet, at: Path, folder: File | None, above: tuple[str, ...]
    ) -> Sheet | None:
        if len(above) > _DEEPEST:
            self._draft.remark("Files include one another too deeply.", at, "include fewer")
            return None
        found = self._desk.companion(name, sheet, self._draft.locate(at), folder=folder)
        if not isinstance(found, Sheet):
            self._draft.note(found)
            return None
        if found.name in above:
            self._draft.remark(f"`{found.name}` includes itself.", at, "take one of the two lines out")
            return None
        return found

    def _service(
        self, name: str, value: Any, sheet: Sheet, variables: Mapping[str, str], folder: File
    ) -> None:
        if value is None:
            value = {}
        if not isinstance(value, dict):
            self._draft.remark(
                f"The service `{name}` is not a mapping, and is left aside.", sheet.path("services", name)
            )
            return
        service = self.project.services.get(name)
        if service is None:
            service = self.project.services[name] = Service(name, sheet.path("services", name))
        for layer in self._layers(name, value, sheet, variables, ()):
            before = len(service.env_files)
            lay(service, layer, self._draft)
            self._load_env_files(service, before, layer, folder)

    def _layers(
        self,
        name: str,
        value: Mapping[str, Any],
        sheet: Sheet,
        variables: Mapping[str, str],
        above: tuple[tuple[str, str], ...],
    ) -> Iterator[Layer]:
        """What a service extends comes first, then itself."""
        at = sheet.path("services", name, "extends")
        if (sheet.name, name) in above or len(above) > _DEEPEST:
            self._draft.remark(f"`{name}` extends itself.", at, "take the `extends` out")
            return
        extends = value.get("extends")
        if extends is not None:
            entry = extends if isinstance(extends, dict) else {"service": extends}
            written = substitute(scalar(entry.get("file")), variables).text
            base = self._companion(written, sheet, at, None, ()) if written else sheet
            other = scalar(entry.get("service"))
            parent = base.mapping.get("services") if base else None
            found = parent.get(other) if isinstance(parent, dict) else None
            if base is not None and isinstance(found, dict):
                yield from self._layers(other, found, base, variables, (*above, (sheet.name, name)))
            elif base is not None:
                self._draft.remark(f"There is no service `{other}` to extend.", at, "mend the name")
        yield Layer(sheet, ("services", name), value, variables)

    def _load_env_files(self, service: Service, before: int, layer: Layer, folder: File) -> None:
        """Files count less than `environment`, whatever the order in which both are written."""
        for name, required, at in service.env_files[before:]:
            own = folder if layer.sheet.file.parent == folder else layer.sheet.file.parent
            base = folder if self._desk.lacks(name, own) else own
            if self._desk.lacks(name, base):
                self._missing_env_file(name, at, required=required)
                continue
            found = self._desk.companion(name, layer.sheet, self._draft.locate(at), folder=base)
            if not isinstance(found, Sheet):
                self._draft.note(found)
                continue
            for one in read_env_file(found, layer.variables):
                service.environment.setdefault(one.name, one)

    def _missing_env_file(self, name: str, at: Path, *, required: bool) -> None:
        if name in self._missing:
            return
        self._missing[name] = None
        kind = "is not here" if required else "is not here and need not be"
        self._draft.ask(
            name,
            f"Which endpoints and keys does `{name}` set?",
            f"Services load it, and it {kind}: recipients that stand only there cannot be seen. "
            "Put it beside the file, or name it on the command line.",
            at,
            worst=Severity.HIGH if required else Severity.MEDIUM,
        )


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((key, one) for key, one in value.items() if not key.startswith("x-"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
