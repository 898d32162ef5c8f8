"""What a pod is told: its variables, the words of its command, the files that it mounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borderflow.foreign import Desk, Draft, Setting
from borderflow.foreign.desk import Companion
from borderflow.foreign.settings import Around, uses_of_text
from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.kubernetes.objects import Object, Workload, spelled

_REFERENCE = re.compile(r"\$\(([A-Za-z_][\w.-]*)\)")
_OPEN = re.compile(r"\$\{?([A-Za-z_]\w*)\}?|\{\{\s*([\w.]+)\s*\}\}|<([A-Za-z][\w. -]*)>")


class Settings:
    """ConfigMaps and Secrets, and what workloads take from them and say themselves."""

    def __init__(self, objects: Sequence[Object], desk: Desk, draft: Draft) -> None:
        self._desk = desk
        self._draft = draft
        self._sources = {
            (one.kind, one.namespace, one.name): one for one in objects if one.kind in ("ConfigMap", "Secret")
        }
        self._missing: dict[str, None] = {}

    def settle(self, workload: Workload, around: Around) -> None:
        """Add everybody whom a workload is told of."""
        for section in ("containers", "initContainers"):
            for number, each in enumerate(list_of(workload.pod.get(section))):
                at = (*workload.at, section, number)
                self._environment(workload, mapping_of(each), at)
                self._draft.apply(workload.id, self._words(workload, mapping_of(each), at, around))
        self._draft.settle(workload.id, tuple(workload.settings.values()), around)
        self._mounts(workload)

    def settle_alone(self, objects: Sequence[Object]) -> None:
        """ConfigMaps without the workload that takes them: somebody calls whom they name."""
        for one in objects:
            if one.kind == "ConfigMap":
                self._settle_alone(one)

    def _settle_alone(self, source: Object) -> None:
        settings = [_of_source(source, key, key) for key in mapping_of(source.value.get("data"))]
        because = "a workload takes its settings here"
        id_ = self._draft.component(
            source.name, source.path(), "application", how=Known.INFERRED, because=because
        )
        self._draft.settle(id_, settings, Around({}, frozenset()))
        self._draft.remark(
            f"No workload of these files uses the ConfigMap `{source.name}`.", source.path("data")
        )

    def _words(
        self, workload: Workload, container: Mapping[str, Any], at: Path, around: Around
    ) -> Iterator[Any]:
        for key in ("command", "args"):
            text = " ".join(spelled(word) for word in list_of(container.get(key)))
            if text:
                yield from uses_of_text(text, workload.object.path(*at, key), around, self._draft.hints)

    def _environment(self, workload: Workload, container: Mapping[str, Any], at: Path) -> None:
        for number, each in enumerate(list_of(container.get("envFrom"))):
            self._env_from(workload, mapping_of(each), (*at, "envFrom", number))
        for number, each in enumerate(list_of(container.get("env"))):
            entry = mapping_of(each)
            name = spelled(entry.get("name"))
            if name:
                workload.settings[name] = self._setting(workload, name, entry, (*at, "env", number))

    def _setting(self, workload: Workload, name: str, entry: Mapping[str, Any], at: Path) -> Setting:
        path = workload.object.path(*at)
        if "valueFrom" not in entry:
            text = _REFERENCE.sub(lambda found: _earlier(workload, found), spelled(entry.get("value")))
            return _setting(name, text, path)
        for key, kind in (("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")):
            reference = mapping_of(mapping_of(entry.get("valueFrom")).get(key))
            if reference:
                return self._referred(workload, name, kind, reference, path)
        return Setting(name, "", path)

    def _referred(
        self, workload: Workload, name: str, kind: str, reference: Mapping[str, Any], path: Path
    ) -> Setting:
        source, key = spelled(reference.get("name")), spelled(reference.get("key"))
        found = self._sources.get((kind, workload.object.namespace, source))
        if found is None:
            self._lacks(kind, source, path)
            return Setting(name, None, path, Known.UNKNOWN, open_names=(f"{kind} {source}",))
        return _of_source(found, key, name)

    def _env_from(self, workload: Workload, entry: Mapping[str, Any], at: Path) -> None:
        prefix = spelled(entry.get("prefix"))
        for key, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
            name = spelled(mapping_of(entry.get(key)).get("name"))
            found = self._sources.get((kind, workload.object.namespace, name))
            if found is not None:
                keys = (*mapping_of(found.value.get("data")), *mapping_of(found.value.get("stringData")))
                for one in keys:
                    workload.settings[f"{prefix}{one}"] = _of_source(found, one, f"{prefix}{one}")
            elif name:
                self._lacks(kind, name, workload.object.path(*at))

    def _lacks(self, kind: str, name: str, path: Path) -> None:
        if kind == "ConfigMap" and name not in self._missing:
            self._missing[name] = None
            self._draft.ask(
                name,
                f"Which endpoints does the ConfigMap `{name}` set?",
                "A workload takes its settings from it, and it is not in these files. Name the file, too.",
                path,
            )

    def _mounts(self, workload: Workload) -> None:
        """Configurations in ConfigMaps that a pod mounts: another reader may know them."""
        for volume in list_of(workload.pod.get("volumes")):
            name = spelled(mapping_of(mapping_of(volume).get("configMap")).get("name"))
            source = self._sources.get(("ConfigMap", workload.object.namespace, name))
            for key, text in mapping_of(source.value.get("data")).items() if source else ():
                if source and isinstance(text, str) and "\n" in text:
                    line = self._draft.locate(source.path("data", key)).line + 1
                    sheet = self._desk.embedded(key, text, source.sheet, line)
                    self._desk.companions.append(Companion(sheet, workload.id, workload.settings))


def _earlier(workload: Workload, found: re.Match[str]) -> str:
    before = workload.settings.get(found[1])
    return before.value if before and before.value is not None else f"${{{found[1]}}}"


def _of_source(source: Object, key: str, name: str) -> Setting:
    for section in ("data", "stringData"):
        values = mapping_of(source.value.get(section))
        if key in values:
            path = source.path(section, key)
            if source.kind == "Secret" and section == "data":  # encoded, and not ours to decode
                return Setting(
                    name, None, path, Known.RESOLVED, f"`{name}` is kept in the Secret `{source.name}`"
                )
            made = _setting(name, spelled(values[key]), path)
            because = f"`{name}` is set in the {source.kind} `{source.name}`"
            is_open = made.how is Known.UNKNOWN
            return Setting(
                name,
                made.value,
                path,
                made.how if is_open else Known.RESOLVED,
                because,
                False,
                made.open_names,
            )
    return Setting(
        name, None, source.path("data"), Known.UNKNOWN, open_names=(f"{source.kind} {source.name}",)
    )


def _setting(name: str, text: str, path: Path) -> Setting:
    """A value; placeholders that somebody fills before it is applied leave it open."""
    names = tuple(next(filter(None, found.groups())) for found in _OPEN.finditer(text))
    if not names:
        return Setting(name, text, path)
    return Setting(
        name,
        _OPEN.sub(lambda found: f"${{{next(filter(None, found.groups()))}}}", text),
        path,
        Known.UNKNOWN,
        open_names=names,
    )
