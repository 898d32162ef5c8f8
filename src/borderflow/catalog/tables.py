"""The names of companies, products and software, put together for looking up and for searching."""

from __future__ import annotations

from borderflow.catalog.reading import Policies
from borderflow.shapes.catalog import AliasShape


def alias_tables(found: Policies) -> dict[str, dict[str, str]]:
    """Of each kind of name, what it stands for: `company`, `company/product`, or `software:id`."""
    table: dict[str, dict[str, str]] = {kind: {} for kind in AliasShape.model_fields}
    for read in found.software:
        for id_, item in read.shape.software.items():
            _add(table, item.aliases, f"software:{id_}")
    for id_, provider in found.providers.items():
        _add(table, provider.shape.aliases, id_)
        for product_id, product in provider.shape.products.items():
            _add(table, product.aliases, f"{id_}/{product_id}")
    return table


def _add(table: dict[str, dict[str, str]], aliases: AliasShape, target: str) -> None:
    for kind, words in aliases:
        for word in words:
            if kind == "ids" and target.startswith("software:"):
                table.setdefault("software", {})[word.casefold()] = target.removeprefix("software:")
            else:
                table[kind][word.casefold()] = target


def names(found: Policies) -> list[tuple[str, str]]:
    """What people call companies and products, for searching."""
    found_names = [(read.shape.name, id_) for id_, read in found.providers.items()]
    found_names += [
        (product.name, f"{id_}/{product_id}")
        for id_, read in found.providers.items()
        for product_id, product in read.shape.products.items()
    ]
    return sorted(found_names)
