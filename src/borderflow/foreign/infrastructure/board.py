"""The work in hand: all resources of one description, and the components made of them so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from borderflow.foreign.draft import Draft
from borderflow.foreign.infrastructure.resource import ProviderBlock, Resource


class Board(Struct, frozen=True):
    """Resources by address, blocks by the key of their provider, and ids of components by address."""

    resources: Mapping[str, Resource]
    providers: Mapping[str, ProviderBlock]
    draft: Draft
    ids: dict[str, str] = field(default_factory=dict)

    def kind_at(self, address: str) -> str:
        """The kind of the component at an address."""
        return self.draft.components[self.ids[address]].kind

    def type_at(self, address: str) -> str:
        """The type of the resource at an address."""
        return self.resources[address].type

    def named(self, one: Resource) -> Iterator[tuple[str, str]]:
        """Components that a resource names, also through the outputs of a module."""
        for reference in one.references:
            if target := self.ids.get(reference):
                yield reference, target
            elif reference.rpartition(".")[0].endswith("module") and reference not in one.address:
                inside = (id_ for address, id_ in self.ids.items() if address.startswith(f"{reference}."))
                yield from ((reference, id_) for id_ in inside)
