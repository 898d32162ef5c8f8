"""Every legal fact says from when it holds and by which source, or why that is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from borderflow.catalog.doubles import fault_at
from borderflow.catalog.reading import Policies, Read
from borderflow.errors import Fault
from borderflow.shapes.catalog import AccessLawShape, InstrumentShape, PeriodShape

Path = tuple[str | int, ...]
LegalShape = PeriodShape | AccessLawShape | InstrumentShape


def undated(policies: Policies) -> Iterator[Fault]:
    """Legal facts without a first day, without a source, or that end before they begin."""
    for read, path, fact in _legal_facts(policies):
        if not fact.from_ and not fact.why:
            hint = "write `from`, or say in `why` that the day was not found"
            yield fault_at(read, path, "It is not said from when this holds.", hint)
        if not fact.source and not fact.why:
            hint = "name its `source`, or say in `why` that none was found"
            yield fault_at(read, path, "This legal fact has no source.", hint)
        if fact.from_ and fact.until and fact.until < fact.from_:
            yield fault_at(read, (*path, "until"), "This ends before it begins.", "mend one of the days")


def _legal_facts(policies: Policies) -> Iterator[tuple[Read[Any], Path, LegalShape]]:
    for found in policies.jurisdictions:
        for code, country in found.shape.jurisdictions.items():
            for at, period in enumerate(country.adequacy):
                yield found, ("jurisdictions", code, "adequacy", at), period
    for laws in policies.laws:
        yield from ((laws, ("laws", id_), law) for id_, law in laws.shape.laws.items())
    for tools in policies.instruments:
        yield from ((tools, ("instruments", id_), one) for id_, one in tools.shape.instruments.items())
