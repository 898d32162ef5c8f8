"""What reaches where, in which form, and on which way it came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from borderflow.analysis.fixpoint import FORMS, INDEX, Fixpoint, bits, present
from borderflow.model.architecture import Architecture, Datum, Flow, Form
from borderflow.model.report import DataForm
from borderflow.model.resolved import ResolvedArchitecture


class Lineage(Struct, frozen=True, eq=False, dict=True):
    """The result: per component the data that can be there, and where each datum is collected."""

    width: int
    data: tuple[str, ...]
    personal: int
    """Mask of the personal data, over one form."""
    states: Mapping[str, int]
    emitted: Mapping[str, int]
    """Flow id to what passes on it."""
    origins: Mapping[str, int]
    """Component to the data that are collected there."""
    incoming: Mapping[str, Sequence[Flow]]
    outgoing: Mapping[str, Sequence[Flow]]
    open_flows: tuple[Flow, ...]
    """Flows of open kinds without `carries` whose source holds personal data."""
    unreached: tuple[tuple[Flow, str], ...]
    """Flows that carry a datum which is held elsewhere and cannot reach their source (MAN-06)."""
    _named: dict[int, tuple[DataForm, ...]] = field(default_factory=dict)
    _alive: dict[int, int] = field(default_factory=dict)
    _living_data: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def forms(self, mask: int) -> tuple[DataForm, ...]:
        """A mask as (datum, form) pairs, in the order of data and forms; one tuple for all that have it."""
        if mask not in self._named:
            self._named[mask] = tuple([pair for bit, pair in self._pairs if mask & bit])
        return self._named[mask]

    def is_in(self, mask: int, form: Form) -> bool:
        """Whether anything in a mask is there in that form."""
        return bool(mask >> (INDEX[form] * self.width) & ((1 << self.width) - 1))

    @cached_property
    def _pairs(self) -> tuple[tuple[int, DataForm], ...]:
        """Every pair that occurs, with its bit."""
        everything = 0
        for mask in (*self.states.values(), *self.emitted.values(), *self.origins.values()):
            everything |= mask
        bits = (
            (1 << (number * self.width + position), DataForm(datum, form))
            for position, datum in enumerate(self.data)
            for number, form in enumerate(FORMS)
        )
        return tuple((bit, pair) for bit, pair in bits if everything & bit)

    def at(self, component: str) -> tuple[DataForm, ...]:
        """What can be at a component."""
        return self.forms(self.states.get(component, 0))

    def is_personal(self, mask: int) -> bool:
        """Whether what is at a component, or passes on a flow, is personal and not shown to be anonymous."""
        return mask in self.living

    @cached_property
    def living(self) -> frozenset[int]:
        """The masks of components and flows with personal data: far fewer than there are of these."""
        masks = {*self.states.values(), *self.emitted.values()}
        return frozenset(mask for mask in masks if self._living(mask))

    def personal_data(self, mask: int) -> tuple[str, ...]:
        """The personal data in a mask, whatever their form but anonymised."""
        living = self._living(mask)
        if living not in self._living_data:
            self._living_data[living] = tuple(self.data[position] for position in bits(living))
        return self._living_data[living]

    def only_in(self, mask: int, forms: Iterable[Form]) -> bool:
        """Whether every personal datum of the mask is there in these forms alone."""
        rest = mask
        for form in (*forms, Form.ANONYMISED):
            rest &= ~(((1 << self.width) - 1) << (INDEX[form] * self.width))
        return not self._living(rest)

    def _living(self, mask: int) -> int:
        if mask not in self._alive:
            anonymised = ((1 << self.width) - 1) << (INDEX[Form.ANONYMISED] * self.width)
            self._alive[mask] = present(mask & ~anonymised, self.width) & self.personal
        return self._alive[mask]


def is_personal(datum: Datum) -> bool:
    """Data are personal unless declared otherwise; anonymised ones once there is evidence."""
    return datum.personal is not False


def trace(system: ResolvedArchitecture) -> Lineage:
    """Run the fixpoint over the flows of a system."""
    fixpoint = Fixpoint(system)
    unreached = fixpoint.run()
    incoming, outgoing = _ends(system.architecture.flows)
    personal = sum(1 << n for n, d in enumerate(system.architecture.data.values()) if is_personal(d))
    states = fixpoint.reached()
    return Lineage(
        width=fixpoint.width,
        data=fixpoint.data,
        personal=personal,
        states=states,
        emitted=fixpoint.emitted(),
        origins=fixpoint.origins,
        incoming=incoming,
        outgoing=outgoing,
        open_flows=tuple(
            flow
            for flow in system.architecture.flows
            if flow.carries is None
            and system.treatment(system.architecture.components[flow.source].kind) == "open"
            and present(states.get(flow.source, 0), fixpoint.width) & personal
        ),
        unreached=unreached,
    )


def _ends(flows: Iterable[Flow]) -> tuple[dict[str, list[Flow]], dict[str, list[Flow]]]:
    """Flows by their targets and by their sources."""
    incoming: dict[str, list[Flow]] = defaultdict(list)
    outgoing: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows:
        incoming[flow.target].append(flow)
        outgoing[flow.source].append(flow)
    return incoming, outgoing


def shortest_way(lineage: Lineage, targets: Iterable[str], data: Iterable[str]) -> tuple[str | Flow, ...]:
    """The shortest way of some data from where they are collected to the nearest of several components.

    Returns components and flows in turn, beginning with the origin; just the component when the data are
    collected there. Among ways of one length the first by id is taken, so that the result is stable.
    """
    positions = {datum: number for number, datum in enumerate(lineage.data)}
    wanted = sum(1 << positions[datum] for datum in set(data))
    layer = sorted(targets)
    nearest = layer[0]
    came_by: dict[str, Flow | None] = dict.fromkeys(layer)
    while layer:
        for id_ in layer:
            if lineage.origins.get(id_, 0) & wanted:
                return _unrolled(id_, came_by)
        layer = sorted(_one_step_back(lineage, layer, wanted, came_by))
    return (nearest,)


def _one_step_back(
    lineage: Lineage, layer: list[str], wanted: int, came_by: dict[str, Flow | None]
) -> list[str]:
    found = []
    for id_ in layer:
        for flow in sorted(lineage.incoming.get(id_, ()), key=lambda flow: flow.id):
            if flow.source not in came_by and present(lineage.emitted[flow.id], lineage.width) & wanted:
                came_by[flow.source] = flow
                found.append(flow.source)
    return found


def _unrolled(start: str, came_by: Mapping[str, Flow | None]) -> tuple[str | Flow, ...]:
    way: list[str | Flow] = [start]
    flow = came_by[start]
    while flow is not None:
        way += [flow, flow.target]
        flow = came_by[flow.target]
    return tuple(way)


def holders(architecture: Architecture, datum: str) -> tuple[str, ...]:
    """Components that declare to hold a datum."""
    return tuple(id_ for id_, component in architecture.components.items() if datum in component.holds)
