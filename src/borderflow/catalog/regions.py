"""A region code becomes a place: the choices of the product first, then of the company, then its regions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from borderflow.catalog import values
from borderflow.catalog.layout import Store
from borderflow.model.catalog import Region

_CLOUD_PREFIX = re.compile(r"^(aws|gcp|azure)[-:/ ]?", re.IGNORECASE)
Table = dict[str, Any]
"""Entries, and the spellings of their codes."""


def find(store: Store, company: str, product: str | None, code: str) -> Region | None:
    """The region that a code means to a company; last, in the cloud of another that it can run on."""
    for table in _tables(store, company, product):
        if (entry := _entry(table, code)) is not None:
            return values.region(company, entry)
    return _in_another_cloud(store, company, code)


def named(store: Store, company: str) -> tuple[Region, ...]:
    """Every region that a company names itself."""
    tables = _tables(store, company, None)
    return tuple(values.region(company, entry) for table in tables for entry in table["entries"])


def folded(code: str) -> str:
    """A code as it is compared: `West Europe` and `westeurope` are one."""
    return re.sub(r"[\s_]+", "", code).casefold()


def _tables(store: Store, company: str, product: str | None) -> Iterator[Table]:
    """The narrowest first: of the product, the company's named choices, its region file."""
    entry = store.get("providers", company)
    if product in entry["products"]:
        yield entry["products"][product]["regions"]
    yield entry["regions"]
    if product is None:
        yield entry["products"][entry["default"]]["regions"]
    if (own := store.get("regions", company)) is not None:
        yield own


def _in_another_cloud(store: Store, company: str, code: str) -> Region | None:
    bare = _CLOUD_PREFIX.sub("", code)
    for cloud in store.get("providers", company)["regions_of"]:
        table = store.get("regions", cloud)
        if table is not None and (entry := _entry(table, code) or _entry(table, bare)) is not None:
            return values.region(company, entry, run_by_others=True)
    return None


def _entry(table: Table, code: str) -> dict[str, Any] | None:
    codes, word = table["codes"], folded(code)
    suffix = table.get("zone_suffix")
    at = codes.get(word)
    if at is None and suffix:
        at = codes.get(re.sub(suffix, "", word))
    entry: dict[str, Any] | None = None if at is None else table["entries"][at]
    return entry
