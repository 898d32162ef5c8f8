"""What the catalogue may hold once only: a region in its list, an alias. And owners that go in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from borderflow.catalog.reading import Policies, Read
from borderflow.errors import Fault
from borderflow.shapes.catalog import AliasShape, EntityShape, ProviderShape

Path = tuple[str | int, ...]


def fault_at(read: Read[Any], path: Path, message: str, hint: str) -> Fault:
    """A fault with the place of a value."""
    return Fault(message, read.document.locate(path), hint)


def doubles(policies: Policies) -> Iterator[Fault]:
    """Regions and aliases that stand twice."""
    yield from _regions(policies)
    yield from _aliases(policies)


def _regions(policies: Policies) -> Iterator[Fault]:
    """A region code means one place within its list."""
    for read in policies.regions.values():
        seen: set[str] = set()
        for at, region in enumerate(read.shape.regions):
            if region.id in seen:
                yield fault_at(
                    read, ("regions", at, "id"), f"Region `{region.id}` stands here twice.", "keep one"
                )
            seen.add(region.id)


def _aliases(policies: Policies) -> Iterator[Fault]:
    """An alias belongs to one company, product or software of its policy folder."""
    seen: dict[tuple[object, str, str], str] = {}
    for read, path, owner, aliases in _alias_lists(policies):
        for kind, words in aliases:
            for word in words:
                first = seen.setdefault((read.origin, kind, word.casefold()), owner)
                if first != owner and not (kind == "ids" and "software:" in first + owner):
                    message = f"The alias `{word}` already belongs to `{first}`."
                    yield fault_at(read, (*path, "aliases", kind), message, "keep it in one place")


def _alias_lists(policies: Policies) -> Iterator[tuple[Read[Any], Path, str, AliasShape]]:
    for id_, read in policies.providers.items():
        yield read, (), id_, read.shape.aliases
        for product_id, product in read.shape.products.items():
            yield read, ("products", product_id), f"{id_}/{product_id}", product.aliases
    for software in policies.software:
        for id_, item in software.shape.software.items():
            yield software, ("software", id_), f"software:{id_}", item.aliases


def _signing(shape: ProviderShape) -> Iterator[EntityShape]:
    return (entity for entity in shape.entities if entity.role == "contracting")


def owners_in_a_circle(policies: Policies) -> Iterator[Fault]:
    """Going up from owner to owner ends somewhere."""
    ids = {read.shape.name: id_ for id_, read in policies.providers.items()}
    ids |= {entity.name: id_ for id_, read in policies.providers.items() for entity in _signing(read.shape)}
    above = {id_: ids.get(read.shape.parent.name) for id_, read in policies.providers.items()}
    for id_ in sorted(above):
        met, at = {id_}, above[id_]
        while at is not None and at not in met:
            met.add(at)
            at = above.get(at) if above.get(at) != at else None
        if at == id_ and len(met) > 1:
            message = f"The owners of `{id_}` lead back to it: {', '.join(sorted(met))}."
            yield fault_at(policies.providers[id_], ("parent",), message, "mend one of the parents")
