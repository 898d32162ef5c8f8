"""Whom a resource knows: by references, environment, addresses, programs, permissions of its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from borderflow.foreign.grants import Grant
from borderflow.foreign.infrastructure.arguments import origins_of, settings_of, texts_of
from borderflow.foreign.infrastructure.board import Board
from borderflow.foreign.infrastructure.components import STORES, Components
from borderflow.foreign.infrastructure.homes import Homes
from borderflow.foreign.infrastructure.resource import Resource
from borderflow.foreign.roles import grants_by_role
from borderflow.foreign.settings import Around, Setting, Supply, Use, find_uses, uses_of_text
from borderflow.model.reading import Known

_SILENT = (STORES | {"llm", "observability"}) - {"queue"}
"""Kinds that call nobody by themselves; agents and knowledge bases of Bedrock do."""


class Calls:
    """Draws the flows of one resource after the other."""

    def __init__(self, board: Board, homes: Homes, components: Components) -> None:
        self._board = board
        self._draft = board.draft
        self._homes = homes
        self._components = components
        self._roles = grants_by_role(board.resources.values())

    def connect(self, one: Resource) -> None:
        source = self._board.ids[one.address]
        kind = self._draft.components[source].kind
        if kind in _SILENT and "_bedrock" not in one.type:
            return
        self._refers(one, source)
        self._addresses(one, source)
        self._partner(one, source)
        self._programs(one, source)
        of_roles = (grant for each in one.references for grant in self._roles.get(each, ()))
        for grant in (*one.grants, *of_roles):
            self._granted(one, source, grant)
        self._components.ask_services(one, source)

    def _refers(self, one: Resource, source: str) -> None:
        for reference, target in self._board.named(one):
            if not self._draft.has_flow(target, source):
                because = f"`{one.address}` refers to `{reference}`"
                self._draft.flow(source, target, one.path, how=Known.INFERRED, because=because)

    def _addresses(self, one: Resource, source: str) -> None:
        """Hosts and services that its environment names, then those in any other argument."""
        around, hints = Around({}, frozenset()), self._draft.hints
        settings = list(settings_of(one.values, one)) if one.settings is None else list(one.settings)
        uses = find_uses([*settings, *self._own_region(one, source)], around, hints)
        self._draft.apply(source, self._outside(source, uses))
        named = {setting.value for setting in settings}
        for text in (*texts_of(one.values), *origins_of(one)):
            if "://" in text and text not in named:
                uses = uses_of_text(text, one.path, around, hints, name=one.address)
                self._draft.apply(source, self._outside(source, uses))

    def _outside(self, source: str, uses: Iterable[Use | Supply]) -> Iterator[Use | Supply]:
        """Without the cloud that it runs in: an address there is one's own, unless in another region."""
        host = self._draft.components[source].host
        own = f"{host.provider}/{host.product}" if host else ""
        for use in uses:
            if isinstance(use, Use) and use.product == own:
                is_elsewhere = bool(use.region and host and host.region and use.region != host.region)
                if not is_elsewhere:
                    continue
            yield use

    def _partner(self, one: Resource, source: str) -> None:
        """A service that sends its events to a bus (`aws.partner/zendesk.com/…`)."""
        name = str(one.values.get("event_source_name") or "")
        host = name.split("/")[1] if name.startswith("aws.partner/") and name.count("/") else ""
        if product := self._draft.hints.host(host) if host else None:
            because = f"`{one.address}` takes the events of `{host}`"
            kind = self._draft.hints.kind_of_product(product)
            id_ = self._draft.external(product, kind, one.path, because=because)
            self._draft.flow(id_, source, one.path, because=because)

    def _own_region(self, one: Resource, source: str) -> Iterator[Setting]:
        """The region that the clients of a cloud take when nobody gives them another: their own."""
        host = self._draft.components[source].host
        if host and host.provider == "aws" and host.region:
            yield Setting("AWS_REGION", host.region, one.path, Known.RESOLVED)

    def _programs(self, one: Resource, source: str) -> None:
        """Services that a program in the file names. What it downloads from elsewhere is no recipient."""
        for text in texts_of(one.values, of_programs=True):
            for use in uses_of_text(text, one.path, Around({}, frozenset()), self._draft.hints):
                if isinstance(use, Use) and use.product and self._is_called(use.product):
                    because = f"a program in `{one.address}` names the host `{use.host}`"
                    self._draft.apply(source, [replace(use, how=Known.INFERRED, because=because)])

    def _is_called(self, product: str) -> bool:
        """Whether it is a service, and not a cloud from which things are fetched."""
        company, _, name = product.partition("/")
        known = self._draft.hints.catalog.product(company, name or None, None)
        return known is not None and not known.hosts and "file-store" not in known.kinds

    def _granted(self, one: Resource, source: str, grant: Grant) -> None:
        """A service that a role may call, unless something of it is drawn already."""
        company = grant.product.partition("/")[0]
        for component in map(self._draft.components.__getitem__, self._draft.called_by(source)):
            is_of_cloud = component.operator.startswith(company) or (
                component.host is not None and component.host.provider == company
            )
            if component.kind == grant.kind and is_of_cloud:
                return
        region, deployment, because = self._granted_place(one, grant)
        target = self._draft.external(
            grant.product,
            grant.kind,
            one.path,
            region=region,
            deployment=deployment,
            how=Known.INFERRED,
            because=because,
        )
        self._draft.flow(source, target, one.path, how=Known.INFERRED, because=because)

    def _granted_place(self, one: Resource, grant: Grant) -> tuple[str, str | None, str]:
        """Where a granted service is: as the permission says, else where its caller is."""
        because = f"`{one.address}` may call `{grant.action}`"
        if grant.region == "global":
            return "", "global", because
        if code := self._draft.hints.region_code(grant.product, grant.region):
            return code, None, because
        home = self._homes.home(one, grant.kind)
        return home.region, None, because
