"""Threagile models: technical assets, the data that they process and store, and the links between them.

The format: https://github.com/Threagile/threagile, `support/schema.json`. A link belongs to whoever opens it:
what it sends goes to the target, and what it receives comes back. No model says in which country anything is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from borderflow.errors import Fault
from borderflow.foreign import Desk, Draft, ForeignReader, Sheet, mentions
from borderflow.foreign.boxes import Belongs, Box, draw_box, house, names_people
from borderflow.foreign.hints import plain_organisation
from borderflow.foreign.values import text_of, texts_of
from borderflow.model.architecture import SELF
from borderflow.model.findings import Severity
from borderflow.model.reading import Known
from borderflow.model.records import Path

_HANDS = frozenset("browser desktop mobile-app client-system devops-client".split())
"""Technologies that people hold in their hands."""
_KINDS = {
    "database": "datastore",
    "identity-store-database": "identity",
    "identity-store-ldap": "identity",
    "identity-provider": "identity",
    "file-server": "file-store",
    "local-file-system": "file-store",
    "block-storage": "file-store",
    "data-lake": "file-store",
    "big-data-platform": "datastore",
    "search-index": "search",
    "search-engine": "search",
    "message-queue": "queue",
    "stream-processing": "queue",
    "event-listener": "application",
    "load-balancer": "gateway",
    "reverse-proxy": "gateway",
    "gateway": "gateway",
    "waf": "gateway",
    "service-mesh": "gateway",
    "monitoring": "observability",
    "mail-server": "email",
    "ai": "llm",
    "build-pipeline": "ci",
    "sourcecode-repository": "ci",
    "artifact-registry": "ci",
    "code-inspection-platform": "ci",
    "iot-device": "device",
}
_DEEPEST = 30
"""Levels of nesting that are followed; a circle ends there, too."""
_MARKUP = re.compile(r"<[^>]{0,200}>")


def recognises(sheet: Sheet) -> bool:
    """A version of the format, or the assets that only it has; a model in parts names them in `includes`."""
    value = sheet.mapping
    return "threagile_version" in value or any(
        isinstance(value.get(key), dict | list) for key in ("technical_assets", "data_assets")
    )


def read(sheets: Sequence[Sheet], desk: Desk, draft: Draft) -> None:
    """Read each model with the files that it includes; what no other one includes is a model."""
    covered: set[str] = set()
    for sheet in sorted(
        sheets, key=lambda one: ("threagile_version" not in one.mapping, "includes" not in one.mapping)
    ):
        if sheet.name not in covered:
            model = _Model(sheet, desk, draft)
            model.draw()
            covered |= {part.name for part in model.parts}


class _Entry(NamedTuple):
    """An asset, boundary or runtime, with its title and its place."""

    title: str
    value: Mapping[str, Any]
    path: Path

    @property
    def id(self) -> str:
        return text_of(self.value.get("id")) or mentions.id_of(self.title)

    def texts(self, *keys: str) -> tuple[str, ...]:
        """The texts of some fields, lists or not, without markup."""
        return tuple(_MARKUP.sub(" ", text) for key in keys for text in texts_of(self.value.get(key)))


class _Asset(Struct, frozen=True):
    entry: _Entry

    @property
    def technologies(self) -> tuple[str, ...]:
        return self.entry.texts("technology", "technologies")

    @property
    def owner(self) -> str:
        return text_of(self.entry.value.get("owner"))

    @property
    def is_external(self) -> bool:
        return text_of(self.entry.value.get("type")) == "external-entity"

    @property
    def links(self) -> Iterator[_Entry]:
        section = "communication_links"
        return _entries_of(self.entry.value.get(section), self.entry.path, section)

    @property
    def is_in_hands(self) -> bool:
        """Whether people use it as their client."""
        is_client = self.entry.value.get("used_as_client_by_human") is True
        named = self.is_external and names_people(self.entry.title)
        return is_client or named or bool(_HANDS.intersection(self.technologies))

    @property
    def kind(self) -> str:
        kinds = (_KINDS[one] for one in self.technologies if one in _KINDS)
        is_store = text_of(self.entry.value.get("type")) == "datastore"
        return next(kinds, "datastore" if is_store else "")


class _Model:
    """One model, in one file or several."""

    def __init__(self, sheet: Sheet, desk: Desk, draft: Draft) -> None:
        self.sheet = sheet
        self._draft = draft
        self.parts = _with_included(sheet, desk, draft)
        self._assets = [_Asset(entry) for entry in self._entries("technical_assets")]
        self._own = self._own_names()
        self._ids: dict[str, str] = {}
        self._data: dict[str, str] = {}
        self._passing: set[tuple[str, str]] = set()
        """Component and datum that some link brings or takes."""

    def draw(self) -> None:
        for part in self.parts:
            self._draft.note(*part.remarks)
            if title := text_of(part.mapping.get("title")):
                self._draft.names.append(title)
        for entry in self._entries("data_assets"):
            words = entry.texts("description", "tags", "justification_cia_rating")
            datum = mentions.datum(mentions.id_of(entry.id), entry.title, entry.path, words)
            self._data[entry.id] = self._draft.datum(datum)
        for asset in self._assets:
            self._ids[asset.entry.id] = self._component(asset)
        for asset in self._assets:
            for link in asset.links:
                self._link(asset, link)
        for asset in self._assets:
            self._keep(asset)
        self._place()
        self._ask_who_owns()

    def _entries(self, section: str) -> list[_Entry]:
        return [
            entry
            for part in self.parts
            for entry in _entries_of(part.mapping.get(section), part.path(), section)
        ]

    # Whose it is.

    def _own_names(self) -> dict[str, str]:
        """The organisation, plainly and as written: it owns the data, or most of what holds them."""
        owners = Counter(one.owner for one in self._assets if not one.is_external)
        owns_data = Counter(text_of(entry.value.get("owner")) for entry in self._entries("data_assets"))
        found = [name for count in (owners, owns_data) for name, _ in count.most_common(1)]
        return {_plain(name): name for name in found if name}

    def _belongs(self, asset: _Asset) -> tuple[Belongs, str]:
        if asset.is_in_hands:
            return Belongs.PEOPLE, "people use it as their client"
        owner = asset.owner
        if _plain(owner) in self._own or (not owner and not asset.is_external):
            return Belongs.OWN, f"its owner is `{owner}`" if owner else ""
        if asset.is_external:
            return Belongs.OUTSIDE, f"it is an external entity{f' of `{owner}`' if owner else ''}"
        return Belongs.OUTSIDE, f"its owner is `{owner}`"

    def _component(self, asset: _Asset) -> str:
        belongs, why = self._belongs(asset)
        owner = (asset.owner,) if belongs is Belongs.OUTSIDE and asset.owner else ()
        tags = asset.entry.texts("tags")
        box = Box(
            asset.entry.title,
            asset.entry.path,
            belongs,
            asset.kind,
            (*owner, *tags, *asset.technologies),
            why=why,
        )
        return draw_box(self._draft, box)

    def _ask_who_owns(self) -> None:
        """Systems of one organisation with the data of another: somebody processes for somebody."""
        if len(self._own) > 1:
            one, other = sorted(self._own.values())
            self._draft.ask(
                "controller",
                f"Are `{one}` and `{other}` one organisation?",
                "One owns the data, the other what holds them. Of two, one may process for the other.",
                self.sheet.path("technical_assets"),
                worst=Severity.HIGH,
                answer="controller: {name: …, country: …}",
            )

    # What passes.

    def _link(self, asset: _Asset, link: _Entry) -> None:
        source, target = self._ids[asset.entry.id], self._ids.get(text_of(link.value.get("target")))
        if target is None:
            self._draft.remark(f"The link `{link.title}` leads to no asset of the model.", link.path)
            return
        sent, received = (self._carried(link, key) for key in ("data_assets_sent", "data_assets_received"))
        self._pass(source, target, sent, link)
        self._pass(target, source, received, link)
        if not sent and not received:
            because = "the link does not say which data pass"
            self._draft.flow(source, target, link.path, how=Known.INFERRED, because=because)

    def _pass(self, source: str, target: str, data: Sequence[str], link: _Entry) -> None:
        if data:
            self._draft.flow(source, target, link.path, carries=[(id_, None) for id_ in data])
        self._passing |= {(end, id_) for end in (source, target) for id_ in data}

    def _carried(self, entry: _Entry, key: str) -> list[str]:
        names = texts_of(entry.value.get(key))
        for name in names:
            if name not in self._data:
                self._draft.remark(f"`{name}` is no data asset of the model.", entry.path)
        return [self._data[name] for name in names if name in self._data]

    def _keep(self, asset: _Asset) -> None:
        """Stored data lie in an asset; processed ones begin there when no link brings them."""
        id_ = self._ids[asset.entry.id]
        stored = self._carried(asset.entry, "data_assets_stored")
        processed = self._carried(asset.entry, "data_assets_processed")
        self._draft.hold(id_, [*stored, *(one for one in processed if (id_, one) not in self._passing)])

    # Where it stands.

    def _place(self) -> None:
        """Boundaries and runtimes tell in which cloud something is, where their names or tags do."""
        boundaries = {entry.id: entry for entry in self._entries("trust_boundaries")}
        parents = {
            inner: entry.id
            for entry in boundaries.values()
            for inner in entry.texts("trust_boundaries_nested")
        }
        around: dict[str, list[_Entry]] = {}
        inside: dict[str, list[str]] = {}
        for entry in self._entries("shared_runtimes"):
            for inner in entry.texts("technical_assets_running"):
                around.setdefault(inner, []).append(entry)
        for entry in boundaries.values():
            chain = _chain(entry, boundaries, parents)
            for inner in entry.texts("technical_assets_inside"):
                around.setdefault(inner, []).extend(chain)
                for outer in chain:
                    inside.setdefault(outer.id, []).append(inner)
        for inner, entries in around.items():
            if id_ := self._ids.get(inner):
                texts = [(text, one.path) for one in entries for text in (*one.texts("tags"), one.title)]
                house(self._draft, id_, texts)
        for entry in boundaries.values():
            self._ask_of_cloud(entry, inside.get(entry.id, ()))

    def _ask_of_cloud(self, boundary: _Entry, inside: Sequence[str]) -> None:
        """A network at a cloud or hoster that nothing names."""
        type_ = text_of(boundary.value.get("type"))
        if type_ not in ("network-cloud-provider", "network-dedicated-hoster"):
            return
        inner = [self._ids[name] for name in inside if name in self._ids]
        open_ = [id_ for id_ in inner if self._is_homeless(id_)]
        if open_:
            self._draft.ask(
                open_[0],
                f"Whose is the network `{boundary.title}`, and in which region?",
                f"Its type is `{type_}`, and no company is named. Whoever runs it holds what is inside.",
                boundary.path,
                worst=Severity.HIGH,
                answer=f"components: {{{open_[0]}: {{host: company@region}}}}",
            )

    def _is_homeless(self, id_: str) -> bool:
        one = self._draft.components[id_]
        return one.operator == SELF and one.host is None and one.kind != "person"


def _with_included(sheet: Sheet, desk: Desk, draft: Draft) -> list[Sheet]:
    """The file and those that it includes, also through others, each once."""
    found = [sheet]
    for one in found:
        for at, name in enumerate(texts_of(one.mapping.get("includes"))):
            part = desk.companion(name, one, draft.locate(one.path("includes", at)))
            if isinstance(part, Fault):
                draft.note(part)
            elif part not in found:
                found.append(part)
    return found


def _entries_of(value: Any, path: Path, section: str) -> Iterator[_Entry]:
    """The entries of a section: a mapping by title, or a list of what bears its own."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in pairs:
        if isinstance(one, dict):
            title = key if isinstance(key, str) else text_of(one.get("title")) or text_of(one.get("id"))
            yield _Entry(_MARKUP.sub("", title).strip() or str(key), one, (*path, section, key))


def _chain(entry: _Entry, boundaries: Mapping[str, _Entry], parents: Mapping[str, str]) -> list[_Entry]:
    """A boundary and those around it, the inmost first."""
    found = [entry]
    while (outer := boundaries.get(parents.get(found[-1].id, ""))) and len(found) < _DEEPEST:
        found.append(outer)
    return found


def _plain(name: str) -> str:
    return plain_organisation(name) or name.casefold()


READER = ForeignReader(
    "threagile",
    "Threagile",
    (".yaml", ".yml", ".json"),
    re.compile(r"threagile_version|technical_assets|data_assets"),
    recognises,
    read,
)
