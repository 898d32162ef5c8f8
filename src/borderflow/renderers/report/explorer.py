"""What a reader of the page may single out in its diagram, each with a sentence that says what is shown.

The way of a class of data, the reach of a provider or of a law, a transfer, the path of a finding. The script
of the page only shows them; what belongs to which is found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from borderflow.language import say, to_say
from borderflow.model.catalog import Zone
from borderflow.model.report import ComponentView, FlowView
from borderflow.renderers.diagram.words import components_counted, flows_counted
from borderflow.renderers.report.findings import FindingView
from borderflow.renderers.report.names import Names, collect_names
from borderflow.renderers.report.record import FlowRow
from borderflow.renderers.report.report import Report
from borderflow.renderers.report.words import WEIGHTS, phrase, role_word


class Choice(Struct, frozen=True):
    """One thing to single out, and the components and flows that are then shown."""

    label: str
    note: str
    """What stands beside the label; may be empty."""
    told: str
    """The sentence that says what is shown."""
    components: tuple[str, ...]
    flows: tuple[int, ...]
    anchor: str = ""
    """Where the report says more of it; empty for what has no place of its own."""


class Group(Struct, frozen=True):
    """Choices of one kind."""

    title: str
    choices: tuple[Choice, ...]


class Explorer(Struct, frozen=True):
    """Everything that can be singled out, and a sentence for each component and each flow."""

    groups: tuple[Group, ...]
    components: tuple[tuple[ComponentView, str, str], ...]
    """Each with the sentence about it and with the words by which it is found."""
    flows: tuple[tuple[FlowView, str], ...]


def prepare_explorer(report: Report) -> Explorer:
    names = collect_names(report.review)
    near = _Neighbourhood(names)
    groups = (
        Group(say("Data"), tuple(_data(names))),
        Group(say("Providers"), tuple(_providers(names, near))),
        Group(say("Foreign law"), tuple(_laws(names, near))),
        Group(say("Transfers"), tuple(_transfers(names))),
        Group(say("Findings"), tuple(_finding(view, names, near) for view in report.findings)),
    )
    flows = sorted(names.review.flows, key=lambda flow: flow.number)
    return Explorer(
        tuple(group for group in groups if group.choices),
        tuple((item, _described(item, names), _searched(item, names)) for item in names.review.components),
        tuple((flow, _passing(row)) for flow, row in zip(flows, report.processing.flows, strict=True)),
    )


class _Neighbourhood:
    """Flows by their ends, gathered once."""

    def __init__(self, names: Names) -> None:
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._between: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for flow in names.review.flows:
            self._between[flow.source, flow.target].append(flow.number)
            for end in {flow.source, flow.target}:
                self._at[end].append(flow.number)

    def touching(self, components: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({number for id in components for number in self._at.get(id, ())}))

    def along(self, stations: Iterable[str]) -> set[int]:
        return {number for pair in pairwise(stations) for number in self._between.get(pair, ())}


def _data(names: Names) -> Iterator[Choice]:
    """The way of each class of personal data."""
    holding, passing = defaultdict[str, set[str]](set), defaultdict[str, set[FlowView]](set)
    for item in names.review.components:
        for held in item.data:
            holding[held.data].add(item.id)
    for flow in names.review.flows:
        for sent in flow.carries:
            passing[sent.data].add(flow)
    for datum in (datum for datum in names.review.data if datum.personal):
        flows = passing[datum.id]
        ends = {end for flow in flows for end in (flow.source, flow.target)}
        yield _choice(
            datum.label or datum.id,
            ", ".join(phrase(word) for word in datum.categories),
            to_say("{label}: in {components}, on {flows}; {leaving} of them reach beyond the EEA."),
            holding[datum.id] | ends,
            (flow.number for flow in flows),
            leaving=str(sum(flow.crosses for flow in flows)),
        )


def _providers(names: Names, near: _Neighbourhood) -> Iterator[Choice]:
    for party in names.review.parties:
        yield _choice(
            party.name,
            role_word(party),
            to_say("{label} reaches {components}, joined by {flows}. Data: {data}."),
            party.components,
            near.touching(party.components),
            data=", ".join(map(names.datum, party.data)) or say("none"),
        )


def _laws(names: Names, near: _Neighbourhood) -> Iterator[Choice]:
    """Which components the law of a country outside the EEA reaches, by control or by staff with access."""
    reached = defaultdict[str, set[str]](set)
    for item in names.review.components:
        for code in (*item.control, *item.access):
            if names.review.country_zones.get(code, Zone.OTHER) is not Zone.EEA:
                reached[code].add(item.id)
    for code, components in sorted(reached.items()):
        yield _choice(
            names.country(code),
            code,
            to_say("{label}: its law, or staff there, can reach {components}, joined by {flows}."),
            components,
            near.touching(components),
        )


def _transfers(names: Names) -> Iterator[Choice]:
    for transfer in names.review.transfers:
        flows = [names.flows[id] for id in transfer.flows if id in names.flows]
        ends = {end for flow in flows for end in (flow.source, flow.target)}
        yield _choice(
            f"{transfer.id} {transfer.importer_name}",
            names.countries(transfer.countries),
            to_say("{label}: {flows} to {countries}, by {components}."),
            {*transfer.components, *ends},
            (flow.number for flow in flows),
            anchor=transfer.id,
            countries=names.countries(transfer.countries),
        )


def _finding(view: FindingView, names: Names, near: _Neighbourhood) -> Choice:
    """The path that proves it, with the components and flows that it names."""
    finding = view.finding
    stations = [hop.component for hop in finding.path if hop.component]
    named = {names.flows[id].number for id in finding.flows if id in names.flows}
    return _choice(
        f"{view.id} {finding.title.replace('`', '')}",
        say(WEIGHTS[view.weight]),
        to_say("{label}. Witness path: {path}."),
        {*stations, *finding.components},
        near.along(stations) | named,
        anchor=view.id,
        path=" → ".join(step.label for step in view.path) or say("not applicable"),
    )


def _choice(
    label: str,
    note: str,
    told: str,
    components: Iterable[str],
    flows: Iterable[int],
    anchor: str = "",
    **more: str,
) -> Choice:
    found, numbers = tuple(sorted(set(components))), tuple(sorted(flows))
    counts = {"components": components_counted(len(found)), "flows": flows_counted(len(numbers))}
    return Choice(label, note, say(told, label=label, **counts, **more), found, numbers, anchor)


def _described(item: ComponentView, names: Names) -> str:
    held = ", ".join(dict.fromkeys(names.datum(held.data) for held in item.data)) or say("none")
    operator = item.operator_name or item.operator
    return say(
        "{component} ({kind}), operated by {operator}, in {countries}. Data: {data}.",
        component=item.label or item.id,
        kind=phrase(item.kind),
        operator=operator,
        countries=names.countries(item.countries),
        data=held,
    )


def _searched(item: ComponentView, names: Names) -> str:
    """Its names, company, kind, place, law and data, as a reader may type them."""
    held = (names.datum(held.data) for held in item.data)
    places = (word for code in (*item.countries, *item.control) for word in (code, names.country(code)))
    words = (item.label, item.id, item.operator_name, item.operator, item.host, phrase(item.kind), item.place)
    return " ".join(dict.fromkeys(filter(None, (*words, *places, *held))))


def _passing(row: FlowRow) -> str:
    return say(
        "Flow {n}: {source} → {target}. {sent}. {status}.",
        n=row.number,
        source=row.source,
        target=row.target,
        sent=row.sent,
        status=row.status.text,
    )
