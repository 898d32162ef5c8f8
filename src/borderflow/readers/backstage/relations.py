"""Relations between entities: who needs whom, directly or through an API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from borderflow.foreign import Desk, Draft, Sheet
from borderflow.foreign.brands import find_brand
from borderflow.foreign.hosts import Side, find_endpoints, side_of
from borderflow.foreign.settings import Around, Supply, uses_of_text
from borderflow.foreign.values import entries_of, mapping_of, text_of, texts_of
from borderflow.model.architecture import SELF, Host
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.backstage.entities import Entity, Reference
from borderflow.readers.backstage.parties import Parties, kind_of

_SERVED = re.compile(r"servers|swagger|asyncapi")
_NODES = ("component", "resource")


class Shelf:
    """All entities of the catalogue."""

    def __init__(self, entities: Sequence[Entity], desk: Desk, draft: Draft) -> None:
        self._desk = desk
        self._draft = draft
        self._parties = Parties(draft)
        self._entities: dict[Reference, Entity] = {}
        for one in entities:
            if one.name and one.reference in self._entities:
                draft.remark(f"The {one.kind} `{one.name}` is described a second time.", one.path())
            elif one.name:
                self._entities[one.reference] = one
        self.ids: dict[Reference, str] = {}
        """Components and resources, and what stands for an API that none of them provides."""
        self._providers: dict[Reference, list[str]] = {}
        self._served: set[str] = set()
        """Models that something of one's own needs, and so runs."""

    def draw(self) -> None:
        """Add what there is, then who needs whom."""
        nodes = [one for one in self._entities.values() if one.kind in _NODES]
        for one in nodes:
            self.ids[one.reference] = self._parties.component(one)
        for one in nodes:
            for written in texts_of(one.spec.get("providesApis")):
                api = self._find(one.refers(written, "api"))
                self._providers.setdefault(api, []).append(self.ids[one.reference])
        for one in list(self._entities.values()):
            self._relate(one)
        for one in nodes:
            self._place(one)
            if self._parties.is_model(one) and self.ids[one.reference] not in self._served:
                self._ask_of_model(one)
        self._parties.wonder()

    def _find(self, reference: Reference) -> Reference:
        """The reference under which the entity stands: namespaces and kinds are often left out."""
        kind, space, name = reference
        kinds = dict.fromkeys((kind, *(_NODES if kind in _NODES else ())))
        tried = [(each, where, name) for where in dict.fromkeys((space, "default")) for each in kinds]
        return next((one for one in tried if one in self._entities), reference)

    def _relate(self, one: Entity) -> None:
        for number, written in enumerate(texts_of(one.spec.get("dependsOn"))):
            self._need(one, one.refers(written, "component"), ("spec", "dependsOn", number))
        for number, written in enumerate(texts_of(one.spec.get("consumesApis"))):
            self._need(one, one.refers(written, "api"), ("spec", "consumesApis", number))
        for number, written in enumerate(texts_of(one.spec.get("dependencyOf"))):
            other = self._entities.get(self._find(one.refers(written, "component")))
            if other is not None:
                path = one.path("spec", "dependencyOf", number)
                self._flow(other, one.reference, path)

    def _need(self, one: Entity, target: Reference, keys: Path) -> None:
        self._flow(one, self._find(target), one.path(*keys))

    def _flow(self, one: Entity, target: Reference, path: Path) -> None:
        """From who needs to what is needed; which data pass, and whether any come back, nobody says."""
        source = self.ids.get(one.reference)
        if source is None:
            return
        for id_ in self._behind(target, path):
            self._served.add(id_)
            because = f"`{one.name}` needs it; a catalogue does not say what passes"
            self._draft.flow(source, id_, path, how=Known.INFERRED, because=because)

    def _behind(self, target: Reference, path: Path) -> Sequence[str]:
        """The components that a reference leads to; through an API, whoever provides it."""
        if not target[2]:
            return ()
        if target[0] == "api":
            return self._providers.get(target) or [self._api(target, path)]
        if target[0] not in _NODES:
            return ()
        if target not in self.ids:
            self.ids[target] = self._absent(target, path)
        return (self.ids[target],)

    def _absent(self, target: Reference, path: Path) -> str:
        """What is named and not described: one's own, unless it bears the name of a company."""
        kind, _, name = target
        if company := self._bearer(target, path):
            return company
        self._draft.remark(
            f"The {kind} `{name}` is needed and not described in these files; it is taken for one's own.",
            path,
            "name the file that describes it",
        )
        used_as = kind_of(kind, "", name)
        return self._draft.component(
            name, (*path, "absent"), used_as, how=Known.INFERRED, because="its name says so"
        )

    def _bearer(self, target: Reference, path: Path) -> str:
        """The company that a reference into the blue bears the name of; empty for none."""
        brand = find_brand(target[2].replace("-", " "), self._draft.hints)
        if brand is None:
            return ""
        because = f"`{target[2]}` is needed, and no file describes it"
        kind = self._draft.hints.kind_of_product(brand.product)
        return self._draft.external(brand.product, kind, path, how=Known.INFERRED, because=because)

    # APIs.

    def _api(self, target: Reference, path: Path) -> str:
        """What answers for an API that no component of the catalogue provides."""
        if target not in self.ids:
            self.ids[target] = self._server(self._entities.get(target), target, path)
        return self.ids[target]

    def _server(self, api: Entity | None, target: Reference, path: Path) -> str:
        for written, at in self._servers(api) if api else ():
            for use in uses_of_text(written, at, Around({}, frozenset()), self._draft.hints, name="servers"):
                if not isinstance(use, Supply):
                    return self._draft.partners(use)[0]
        if api is not None:
            found = self._parties.component(api)
            if self._draft.components[found].operator != SELF:
                return found
            self._draft.ask_operator(
                found,
                f"Who provides the API `{api.title}`, and where?",
                "It is used, no component provides it, and its definition names no server.",
                api.path(),
            )
            return found
        return self._bearer(target, path) or self._draft.stranger(
            target[2],
            "saas",
            path,
            asks=f"Who provides the API `{target[2]}`, and where?",
            because=f"the API `{target[2]}` is used, and no file describes it",
        )

    def _servers(self, api: Entity) -> Iterator[tuple[str, Path]]:
        """URLs at which an API answers, as its definition says."""
        sheet = self._definition(api)
        value = sheet.mapping if sheet is not None else {}
        servers = value.get("servers")
        listed = (
            [(("servers", at), one) for at, one in entries_of(servers)]
            if isinstance(servers, list)
            else [(("servers", key), mapping_of(one)) for key, one in mapping_of(servers).items()]
        )
        for keys, one in listed:
            url = text_of(one.get("url")) or text_of(one.get("host"))
            if sheet is not None and url and not url.startswith("/"):
                yield (url if "://" in url else f"https://{url}"), sheet.path(*keys)
        host = text_of(value.get("host"))
        if sheet is not None and host and "swagger" in value:
            yield f"https://{host}", sheet.path("host")

    def _definition(self, api: Entity) -> Sheet | None:
        """The definition of an API: a text in the entity, or a file that it names."""
        written = api.spec.get("definition")
        if isinstance(written, str) and _SERVED.search(written):
            line = self._draft.locate(api.path("spec", "definition")).line + 1
            return self._desk.embedded(f"{api.document}:{api.name}", written, api.sheet, line)
        for key in ("$text", "$openapi", "$asyncapi", "$yaml", "$json"):
            if target := text_of(mapping_of(written).get(key)):
                place = self._draft.locate(api.path("spec", "definition", key))
                found = self._desk.companion(target, api.sheet, place)
                if isinstance(found, Sheet):
                    return found
                self._draft.note(found)
        return None

    def _place(self, one: Entity) -> None:
        """What provides an API runs where the definition says that it answers, when a cloud answers there."""
        id_ = self.ids[one.reference]
        if self._draft.components[id_].operator != SELF:
            return
        for written in texts_of(one.spec.get("providesApis")):
            api = self._entities.get(self._find(one.refers(written, "api")))
            if api is None or not isinstance(api.spec.get("definition"), str):
                continue
            for url, path in self._servers(api):
                for endpoint in find_endpoints(url):
                    product = self._draft.hints.host(endpoint.host)
                    if product and side_of(endpoint.host) is Side.OUTSIDE:
                        company, _, name = product.partition("/")
                        host = Host(company, name or None, self._draft.hints.region(product, endpoint.host))
                        because = f"its API answers at `{endpoint.host}`"
                        self._draft.place(id_, host, path, how=Known.INFERRED, because=because)
                        return

    def _ask_of_model(self, one: Entity) -> None:
        id_ = self.ids[one.reference]
        self._draft.ask_operator(
            id_,
            f"Does `{id_}` run on machines of one's own, or does a provider answer?",
            "The catalogue lists the model, and nothing that serves it.",
            one.path(),
        )
