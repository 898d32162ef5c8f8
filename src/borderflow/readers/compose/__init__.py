"""Docker Compose: services become components, and their environment says whom they talk to.

The format: https://github.com/compose-spec/compose-spec. No such file says where a
machine stands, nor what data there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.foreign.desk import Companion
from borderflow.foreign.hints import Found
from borderflow.foreign.kinds import kind_of_words
from borderflow.foreign.settings import Around, uses_of_text
from borderflow.model.reading import Known
from borderflow.readers.compose.project import Loader, Project
from borderflow.readers.compose.service import Service

_SIGNS = frozenset(
    "image build environment env_file extends command entrypoint depends_on ports volumes networks deploy "
    "profiles container_name restart healthcheck labels".split()
)
_STORES = frozenset(("datastore", "cache", "queue", "file-store", "search", "vector-store", "graph-store"))
_PLAIN = frozenset(("datastore", "cache", "search", "application", "embedding", ""))
_TELLING = frozenset(("vector-store", "embedding", "reranker"))
"""What one image serves as well as another: the name of the service tells."""
_DONE = "service_completed_successfully"


def recognises(sheet: Sheet) -> bool:
    """`services` with what only Compose has in them, or nothing but `include`."""
    value = sheet.mapping
    services = value.get("services")
    if isinstance(services, dict) and "apiVersion" not in value:
        bodies = [one for one in services.values() if isinstance(one, dict)]
        return any(_SIGNS & one.keys() for one in bodies) or "include" in value
    return isinstance(value.get("include"), list) and not value.keys() - {"include", "name", "version"}


def read(sheets: Sequence[Sheet], desk: Desk, draft: Draft) -> None:
    """Read the projects, one a folder."""
    for folder in dict.fromkeys(sheet.file.parent for sheet in sheets):
        own = [sheet for sheet in sheets if sheet.file.parent == folder and sheet.file not in desk.used]
        if own:
            project = Loader(desk, draft).load(own)
            draft.names.append(folder.name)
            _draw(project, desk, draft)


def _draw(project: Project, desk: Desk, draft: Draft) -> None:
    """Components first, so that every name is known when the settings are read."""
    found = {name: draft.hints.image(one.image) for name, one in project.services.items()}
    ids = {name: _component(one, found[name], draft) for name, one in project.services.items()}
    known = _known_names(project, ids)
    draft.neighbours.update(known)
    vendors = frozenset(one.vendor for one in found.values() if one.vendor)
    for name, service in project.services.items():
        nicknames = {
            alias.casefold(): (ids[other],) for alias, other in service.nicknames.items() if other in ids
        }
        around = Around({**known, **nicknames}, vendors, found[name].vendor)
        draft.settle(ids[name], tuple(service.environment.values()), around)
        for path, text in service.words.items():
            draft.apply(ids[name], uses_of_text(text, path, around, draft.hints))
        _mounted(service, ids[name], project, desk, draft)
    for name, service in project.services.items():
        _needed(service, ids[name], ids, draft)


def _known_names(project: Project, ids: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Every name that the network resolves. Alternatives of different profiles may share one."""
    found: dict[str, tuple[str, ...]] = {}
    for name, service in project.services.items():
        for other in (name, *service.names):
            found[other.casefold()] = tuple(dict.fromkeys((*found.get(other.casefold(), ()), ids[name])))
    return found


def _component(service: Service, found: Found, draft: Draft) -> str:
    kind, because = _kind(service, found)
    id_ = draft.component(
        service.name,
        service.path,
        kind,
        software=found.software,
        how=Known.INFERRED,
        because=because,
    )
    if service.image:
        draft.supply(service.image, "container image", service.image_path)
    if service.profiles:
        names = ", ".join(f"`{name}`" for name in service.profiles)
        draft.know(id_, "condition", Known.DECLARED, f"runs only with the profile {names}", service.path)
    if service.published and kind not in _STORES:
        draft.enters(id_)
    return id_


def _kind(service: Service, found: Found) -> tuple[str, str]:
    named = kind_of_words(service.name)
    if found.software:
        kind = named if found.kind in _PLAIN and named in _TELLING else found.kind
        return kind or "application", f"the image is of {found.software}"
    if found.kind and not service.is_built:
        return (named if named in _TELLING else found.kind), f"the image is named `{service.image}`"
    if named and not service.is_built and (not service.image or service.name.isalnum()):
        return named, "its name says so"
    return "application", "it is built here" if service.is_built else "nothing in its name says otherwise"


def _needed(service: Service, id_: str, ids: dict[str, str], draft: Draft) -> None:
    """What a service waits for it most likely calls; a job that has ended is called by nobody."""
    for name, (condition, path) in service.needs.items():
        target = ids.get(name)
        if target is None or condition == _DONE or draft.has_flow(id_, target) or draft.has_flow(target, id_):
            continue
        draft.flow(id_, target, path, how=Known.INFERRED, because=f"`{id_}` waits for `{target}` to start")


def _mounted(service: Service, id_: str, project: Project, desk: Desk, draft: Draft) -> None:
    """Configurations that the service reads: another reader may know them."""
    for source, _, path in service.mounts:
        if source.endswith((".yaml", ".yml", ".json")) and not source.startswith("~"):
            sheet = _sheet_of(path, desk)
            found = desk.companion(source, sheet, draft.locate(path), take=False) if sheet else None
            if isinstance(found, Sheet):  # most mounts are no business of ours, there or not
                desk.companions.append(Companion(found, id_, service.environment))
    for name, _ in service.configs:
        _configured(name, service, id_, project, desk, draft)


def _configured(name: str, service: Service, id_: str, project: Project, desk: Desk, draft: Draft) -> None:
    body, sheet, path = project.configs.get(name, (None, None, ()))
    if not isinstance(body, dict) or sheet is None:
        return
    if isinstance(text := body.get("content"), str):
        line = draft.locate((*path, "content")).line + 1
        desk.companions.append(Companion(desk.embedded(name, text, sheet, line), id_, service.environment))
    elif isinstance(file := body.get("file"), str):
        found = desk.companion(file, sheet, draft.locate(path), take=False)
        if isinstance(found, Sheet):
            desk.companions.append(Companion(found, id_, service.environment))
        else:
            draft.note(found)


def _sheet_of(path: tuple[str | int, ...], desk: Desk) -> Sheet | None:
    return desk.sheets.get(str(path[0]))


READER = ForeignReader(
    "compose",
    "Docker Compose",
    (".yaml", ".yml", ".json"),
    re.compile(r"(?m)^[ {]*[\"']?(?:services|include)[\"']?[ \t]*:"),
    recognises,
    read,
)
