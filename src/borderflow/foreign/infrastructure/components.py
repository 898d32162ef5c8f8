"""A component for every resource that holds or moves data; a question where those without region are."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from borderflow.foreign.infrastructure.arguments import model_of
from borderflow.foreign.infrastructure.board import Board
from borderflow.foreign.infrastructure.homes import CALLED, PLACE_KEYS, Home, Homes
from borderflow.foreign.infrastructure.resource import Resource
from borderflow.foreign.resource_kinds import kind_of_type
from borderflow.model.architecture import SELF, Host
from borderflow.model.findings import Severity
from borderflow.model.reading import Known

_ENGINES = ("engine", "database_engine", "db_engine", "kind", "type")
STORES = frozenset("datastore cache queue file-store search vector-store graph-store backup".split())
_NAMED = 4
"""Components that a question names; the line to write has all of them."""


class Components:
    """Makes the components, and keeps what stays to be asked until the end."""

    def __init__(self, board: Board, homes: Homes) -> None:
        self._board = board
        self._draft = board.draft
        self._homes = homes
        self._has_front = any(
            kind_of_type(one.type) in ("gateway", "cdn") for one in board.resources.values()
        )
        self._unplaced: dict[tuple[str, str], list[str]] = {}
        self._first_homes: dict[tuple[str, str], Home] = {}
        self._asked: set[str] = set()
        """Services whose place is asked for already."""

    def add_all(self) -> None:
        for one in self._board.resources.values():
            if kind := self._kind(one):
                self._board.ids[one.address] = self._component(one, kind)

    def ask_regions(self) -> None:
        for key, ids in self._unplaced.items():
            self._ask_region(ids, key[0], self._first_homes[key])

    def ask_services(self, one: Resource, source: str) -> None:
        """Services of the same cloud that it calls stand where it stands itself, which is asked for."""
        own = self._draft.components[source].host
        for target in self._draft.called_by(source) if own else ():
            component = self._draft.components[target]
            company = component.operator.partition("/")[0]
            is_open = component.host is None and own is not None and company == own.provider
            if is_open and target not in self._asked:
                self._asked.add(target)
                self._put_off(target, replace(one, values={}), company, self._homes.home(one, component.kind))

    def _kind(self, one: Resource) -> str | None:
        kind = kind_of_type(one.type)
        if "_event_rule" in one.type and one.values.get("schedule_expression"):
            return None  # a clock hands over no data
        if one.type == "azurerm_cognitive_account":
            return _cognitive(str(one.values.get("kind") or ""))
        if kind == "datastore" and (
            engine := next((str(one.values[key]) for key in _ENGINES if one.values.get(key)), "")
        ):
            known = self._draft.hints.image(engine).kind
            return known if known in STORES else kind
        return kind

    def _component(self, one: Resource, kind: str) -> str:
        home = self._homes.home(one, kind)
        company, _, product = home.product.partition("/")
        host = Host(company, product or None, home.region or None, home.deployment, path=one.path)
        is_called = bool(company) and (kind in CALLED or self._is_service(company)) and not home.redirected
        is_placed = bool(home.region or home.deployment)
        id_ = self._draft.component(
            one.name,
            one.path,
            kind,
            label=one.address,
            operator=home.product if is_called else SELF,
            host=host if company and (is_placed or not is_called) else None,
            model=model_of(one),
            because=f"it is `{one.said}`",
        )
        if company:
            whose = (
                ("operator", f"`{one.said}` is a service of {company}")
                if is_called
                else ("host", f"`{one.said}` is of {company}")
            )
            self._draft.know(id_, whose[0], Known.DECLARED, whose[1], one.path)
        if is_placed:
            self._draft.know(id_, "region", home.how, home.because, home.path)
        elif company and home.because:
            self._put_off(id_, one, company, home)
        if one.condition:
            self._draft.know(id_, "condition", Known.RESOLVED, one.condition, one.path)
        if kind in ("gateway", "cdn") or (kind == "application" and not self._has_front):
            self._draft.enters(id_)
        return id_

    def _put_off(self, id_: str, one: Resource, company: str, home: Home) -> None:
        """What shares a provider block shares its region: that is asked once for all."""
        if any(key in one.values for key in PLACE_KEYS):
            self._ask_region([id_], company, home)
            return
        key = company, one.provider
        self._unplaced.setdefault(key, []).append(id_)
        self._first_homes.setdefault(key, home)

    def _ask_region(self, ids: Sequence[str], company: str, home: Home) -> None:
        named = ", ".join(f"`{id_}`" for id_ in ids[:_NAMED])
        rest = len(ids) - _NAMED
        which = f"{named} and {rest} more" if rest > 0 else " and ".join(named.rsplit(", ", 1))
        places = ", ".join(f"{id_}: {{host: {company}@region}}" for id_ in dict.fromkeys(ids))
        self._draft.ask(
            ids[0],
            f"In which region of {company} {'is' if len(ids) == 1 else 'are'} {which}?",
            f"{home.because}: the place decides whether data leave the Union.",
            home.path,
            worst=Severity.HIGH,
            answer=f"components: {{{places}}}",
        )

    def _is_service(self, company: str) -> bool:
        """A company whose product is the service itself, and not a machine that one rents."""
        product = self._draft.hints.catalog.product(company, None, "host")
        return product is None or not product.hosts


def _cognitive(kind: str) -> str:
    match kind.casefold():
        case "formrecognizer":
            return "document-parsing"
        case "speechservices":
            return "speech-to-text"
        case "texttranslation":
            return "translation"
    return "llm"
