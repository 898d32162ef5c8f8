"""An architecture that was read from foreign files, as text: what golden files hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from borderflow.api import open_catalog
from borderflow.errors import InputError
from borderflow.foreign import Survey
from borderflow.model.architecture import Architecture, Component
from borderflow.readers import foreign_readers

CATALOG = open_catalog()


def read(*paths: Path, form: str = "") -> Architecture:
    """The architecture that some files describe."""
    return Survey(paths, foreign_readers(), form).architecture(CATALOG)


def sketch(*paths: Path) -> str:
    """Components, flows, questions and remarks with how they are known and where they stand."""
    try:
        survey = Survey(paths, foreign_readers())
        if survey.strangers and not survey.found:
            return "no reader knows it\n"
        return "\n".join(_lines(survey.architecture(CATALOG))) + "\n"
    except InputError as error:
        return "".join(f"error: {fault}\n" for fault in error.faults)


def recipients(architecture: Architecture) -> dict[str, str]:
    """Everybody outside: product to region; an unknown operator by its id."""
    return {
        one.operator if one.operator != "unknown" else f"unknown: {one.id}": (one.host and one.host.region)
        or ""
        for one in architecture.components.values()
        if one.operator != "self"
    }


def hosts(architecture: Architecture) -> set[str]:
    """Providers on whose machines something of one's own runs, with the region."""
    return {
        f"{one.host.provider}@{one.host.region or ''}"
        for one in architecture.components.values()
        if one.operator == "self" and one.host and one.host.provider
    }


def _lines(architecture: Architecture) -> Iterator[str]:
    reading = architecture.reading
    assert reading is not None
    yield f"system {architecture.system.name}"
    for one in architecture.inputs:
        yield f"read {one.path} as {one.format}"
    for datum in architecture.data.values():
        yield f"data {datum.id}: {', '.join((*datum.categories, *datum.subjects))}"
    for component in architecture.components.values():
        yield _component(component)
        for (id_, field), basis in reading.bases.items():
            if id_ == component.id and (field != "kind" or component.operator == "self"):
                yield f"    {field}: {basis.how}, {basis.because or 'the file says so'}"
    for flow in architecture.flows:
        basis = reading.bases[flow.id, "flow"]
        carried = "" if flow.carries is None else f": {', '.join(id_ for id_, _ in flow.carries)}"
        yield f"flow {flow.id}{carried} ({basis.how}) {architecture.locate(basis.path)}"
    yield from (f"supply {link.source}" for link in reading.supply)
    yield from (f"ask {one.subject}: {one.asks} {one.location}" for one in reading.questions)
    yield from (f"remark {fault}" for fault in reading.remarks)


def _component(one: Component) -> str:
    host = one.host
    place = (
        f" at {host.provider}@{host.region or ', '.join(host.countries) or host.deployment or ''}"
        if host
        else ""
    )
    runs = f", {one.software}" if one.software else ""
    model = f", model {one.model}" if one.model else ""
    holds = f", holds {', '.join(one.holds)}" if one.holds else ""
    return f"{one.kind} {one.id}: {one.operator}{place}{runs}{model}{holds}"
