"""One service of a Compose project, put together from the layers that describe it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from borderflow.foreign import Draft, Setting, Sheet
from borderflow.foreign.dotenv import path_of, read_entries
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.compose.interpolation import Substituted, substitute


class Service(Struct):
    """What counts of a service after everything is merged. Later layers win."""

    name: str
    path: Path
    image: str = ""
    image_path: Path = ()
    is_built: bool = False
    environment: dict[str, Setting] = field(default_factory=dict)
    words: dict[Path, str] = field(default_factory=dict)
    """Command, entrypoint and health of it: texts that may hold URLs."""
    needs: dict[str, tuple[str, Path]] = field(default_factory=dict)
    """Services that it waits for, with the condition."""
    names: dict[str, None] = field(default_factory=dict)
    """Further names under which the network knows it."""
    nicknames: dict[str, str] = field(default_factory=dict)
    """Names under which it knows others (`links: [db:database]`)."""
    published: bool = False
    mounts: list[tuple[str, str, Path]] = field(default_factory=list)
    configs: list[tuple[str, Path]] = field(default_factory=list)
    profiles: dict[str, None] = field(default_factory=dict)
    env_files: list[tuple[str, bool, Path]] = field(default_factory=list)


class Layer(Struct, frozen=True):
    """One mapping under `services`, in its file, with the variables that count there."""

    sheet: Sheet
    keys: Path
    """Keys from the document on."""
    value: Mapping[str, Any]
    variables: Mapping[str, str]

    def path(self, *keys: str | int) -> Path:
        return self.sheet.path(*self.keys, *keys)

    def filled(self, value: Any) -> Substituted:
        """A scalar as text, with its variables substituted."""
        return substitute(scalar(value), self.variables)

    def tag(self, *keys: str | int) -> str:
        document = self.sheet.documents[0]
        return document.tag((*self.keys, *keys))


class Given(Struct, frozen=True):
    """One key of a layer."""

    layer: Layer
    value: Any
    key: str
    draft: Draft


def scalar(value: Any) -> str:
    """A scalar as Compose sees it: everything is text, and `true` is written small."""
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def lay(service: Service, layer: Layer, draft: Draft) -> None:
    """Lay one description over what is known so far."""
    for key, value in layer.value.items():
        is_reset = layer.tag(key) == "!reset"
        if is_reset or layer.tag(key) == "!override":
            _forget(service, key)
        if not is_reset and (add := _PARTS.get(key)):
            add(service, Given(layer, value, key, draft))


def setting(name: str, value: Any, layer: Layer, path: Path) -> Setting:
    """One variable, with how its value came about."""
    if value is None:  # taken from the shell, or from the `.env` of the project
        given = layer.variables.get(name)
        if given is None:
            return Setting(
                name, None, path, Known.UNKNOWN, f"`{name}` is taken from the shell", open_names=(name,)
            )
        return Setting(name, given, path, Known.RESOLVED, f"`{name}` is set beside the file")
    return _filled(name, layer.filled(value), path)


def _filled(name: str, found: Substituted, path: Path) -> Setting:
    defaulted, taken, unset = tuple(found.defaulted), tuple(found.taken), tuple(found.unset)
    how = Known.UNKNOWN if unset else Known.RESOLVED if defaulted or taken else Known.DECLARED
    because = ""
    if defaulted and not unset:
        because = f"`{name}` has its default, which `{defaulted[0]}` can override"
    elif taken and not unset:
        because = f"`{name}` is set through `{taken[0]}`"
    is_empty = not found.text.strip().strip("\"'")
    return Setting(name, found.text, path, how, because, is_empty and bool(defaulted), unset)


def read_env_file(sheet: Sheet, variables: Mapping[str, str]) -> Iterator[Setting]:
    """The variables of a file that a service loads."""
    for entry in read_entries(sheet).values():
        path = path_of(sheet, entry)
        if entry.literal:
            yield Setting(entry.name, entry.value, path)
        else:
            yield _filled(entry.name, substitute(entry.value, variables), path)


def _forget(service: Service, key: str) -> None:
    match key:
        case "environment":
            service.environment.clear()
        case "depends_on":
            service.needs.clear()
        case "ports":
            service.published = False
        case "volumes":
            service.mounts.clear()
        case "profiles":
            service.profiles.clear()
        case "env_file":
            service.env_files.clear()
        case "command" | "entrypoint":
            service.words.clear()
        case "image":
            service.image = ""
        case _:
            pass


def _add_environment(service: Service, given: Given) -> None:
    if isinstance(given.value, dict):
        for name, one in given.value.items():
            if given.layer.tag(given.key, name) == "!reset":
                service.environment.pop(name, None)
            else:
                service.environment[name] = setting(name, one, given.layer, given.layer.path(given.key, name))
    elif isinstance(given.value, list):
        for number, one in enumerate(given.value):
            name, equals, text = scalar(one).partition("=")
            path = given.layer.path(given.key, number)
            if name:
                service.environment[name] = setting(name, text if equals else None, given.layer, path)
    elif given.value is not None:
        given.draft.remark(
            "`environment` is neither a mapping nor a list, and is left aside.", given.layer.path(given.key)
        )


def _add_env_file(service: Service, given: Given) -> None:
    for number, one in enumerate(given.value if isinstance(given.value, list) else [given.value]):
        at = (
            given.layer.path(given.key, number)
            if isinstance(given.value, list)
            else given.layer.path(given.key)
        )
        entry = one if isinstance(one, dict) else {"path": one}
        if name := given.layer.filled(entry.get("path")).text:
            service.env_files.append((name, entry.get("required") is not False, at))


def _add_image(service: Service, given: Given) -> None:
    service.image, service.image_path = given.layer.filled(given.value).text, given.layer.path(given.key)


def _add_build(service: Service, given: Given) -> None:
    service.is_built = bool(given.value)


def _add_words(service: Service, given: Given) -> None:
    words = given.value if isinstance(given.value, list) else [given.value]
    text = " ".join(given.layer.filled(word).text for word in words)
    if text.strip():
        service.words[given.layer.path(given.key)] = text


def _add_needs(service: Service, given: Given) -> None:
    if isinstance(given.value, dict):
        for name, one in given.value.items():
            condition = scalar(one.get("condition")) if isinstance(one, dict) else ""
            service.needs[name] = condition, given.layer.path(given.key, name)
    elif isinstance(given.value, list):
        for number, one in enumerate(given.value):
            service.needs[scalar(one)] = "", given.layer.path(given.key, number)


def _add_links(service: Service, given: Given) -> None:
    for number, one in enumerate(given.value if isinstance(given.value, list) else ()):
        name, _, alias = scalar(one).partition(":")
        service.needs[name] = "", given.layer.path(given.key, number)
        if alias:
            service.nicknames[alias] = name


def _add_name(service: Service, given: Given) -> None:
    if name := given.layer.filled(given.value).text:
        service.names[name] = None


def _add_networks(service: Service, given: Given) -> None:
    for one in given.value.values() if isinstance(given.value, dict) else ():
        aliases = one.get("aliases") if isinstance(one, dict) else None
        service.names.update(
            (scalar(alias), None) for alias in (aliases if isinstance(aliases, list) else ())
        )


def _add_ports(service: Service, given: Given) -> None:
    service.published = service.published or bool(given.value)


def _add_mounts(service: Service, given: Given) -> None:
    for number, one in enumerate(given.value if isinstance(given.value, list) else ()):
        path = given.layer.path(given.key, number)
        if isinstance(one, dict):
            source, target = (
                given.layer.filled(one.get("source")).text,
                given.layer.filled(one.get("target")).text,
            )
        else:
            source, _, rest = given.layer.filled(one).text.partition(":")
            target = rest.partition(":")[0]
        if source.startswith((".", "/", "~")) or "." in source:
            service.mounts.append((source, target, path))


def _add_configs(service: Service, given: Given) -> None:
    for number, one in enumerate(given.value if isinstance(given.value, list) else ()):
        name = scalar(one.get("source")) if isinstance(one, dict) else scalar(one)
        service.configs.append((name, given.layer.path(given.key, number)))


def _add_profiles(service: Service, given: Given) -> None:
    words = given.value if isinstance(given.value, list) else [given.value]
    service.profiles.update((word, None) for word in map(scalar, words) if word)


_PARTS = {
    "environment": _add_environment,
    "env_file": _add_env_file,
    "image": _add_image,
    "build": _add_build,
    "command": _add_words,
    "entrypoint": _add_words,
    "depends_on": _add_needs,
    "links": _add_links,
    "container_name": _add_name,
    "hostname": _add_name,
    "networks": _add_networks,
    "ports": _add_ports,
    "volumes": _add_mounts,
    "configs": _add_configs,
    "profiles": _add_profiles,
}
