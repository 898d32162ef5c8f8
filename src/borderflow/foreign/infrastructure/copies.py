"""Places beyond the first one: geo-redundant storage, replicas, vaults and buckets that copies go to."""

from __future__ import annotations

import re

from borderflow.foreign.infrastructure.arguments import texts_of
from borderflow.foreign.infrastructure.board import Board
from borderflow.foreign.infrastructure.homes import COPIES, PLACE_KEYS
from borderflow.foreign.infrastructure.resource import Resource, entries, strings
from borderflow.model.architecture import Host
from borderflow.model.findings import Severity
from borderflow.model.reading import Known

_REDUNDANT = re.compile(r"(?i)\A(?:RA)?-?(?:GZ?RS|GRS)\Z")
_VAULT = re.compile(r"arn:aws[\w-]*:backup:([\w-]+):")
_BUCKET = re.compile(r"arn:aws[\w-]*:s3:::([\w.-]+)\Z")


class Copies:
    """Adds the copies of one resource after the other, or asks where they are."""

    def __init__(self, board: Board) -> None:
        self._ids = board.ids
        self._draft = board.draft

    def add(self, one: Resource) -> None:
        """Places beyond the first one."""
        id_ = self._ids[one.address]
        kind = str(
            one.values.get("account_replication_type") or one.values.get("geo_redundant_backup_enabled") or ""
        )
        if _REDUNDANT.match(kind) or kind == "True":
            self._draft.ask(
                id_,
                f"In which region is the second copy of `{id_}`?",
                "Geo-redundant storage keeps a copy in a second region, which the file does not name.",
                one.path_of("account_replication_type"),
                worst=Severity.HIGH,
                answer=self._copy_line(id_),
            )
        self._distant(one, id_)
        for key in COPIES:
            for entry in entries(one.values.get(key)):
                for value in (each for name in PLACE_KEYS for each in strings(entry.get(name))):
                    self._copy(one, id_, str(value), key)

    def _copy_line(self, id_: str) -> str:
        component = self._draft.components[id_]
        company = component.host.provider if component.host and component.host.provider else "company"
        there = f"{{kind: {component.kind}, host: {company}@region}}"
        return f"components: {{{id_}-copy: {there}}}\nflows: ['{id_} -> {id_}-copy']"

    def _distant(self, one: Resource, id_: str) -> None:
        """Copies at an address that is written out: a vault says its region, a bucket does not."""
        for key in ("replication_configuration", "backup_plan", "rule"):
            for text in texts_of(one.values[key]) if key in one.values else ():
                if vault := _VAULT.match(text):
                    self._copy(one, id_, vault[1], key)
                elif bucket := _BUCKET.match(text):
                    self._draft.ask(
                        id_,
                        f"In which region is the bucket `{bucket[1]}`, to which `{id_}` is copied?",
                        "A copy in another region may be a transfer of its own.",
                        one.path_of(key),
                        worst=Severity.HIGH,
                        answer=self._copy_line(id_),
                    )

    def _copy(self, one: Resource, id_: str, region: str, key: str) -> None:
        component = self._draft.components[id_]
        provider = component.host.provider if component.host and component.host.provider else ""
        code = self._draft.hints.region_code(provider, region) if provider else None
        if code and component.host and code != component.host.region:
            because = f"`{key}` names `{region}`"
            copy = self._draft.component(
                f"{id_}-{code}",
                one.path_of(key),
                component.kind,
                host=Host(provider, component.host.product, code),
                because=because,
                key=("copy", id_, code),
            )
            self._draft.know(copy, "region", Known.DECLARED, because, one.path_of(key))
            self._draft.flow(id_, copy, one.path_of(key), because=because)
