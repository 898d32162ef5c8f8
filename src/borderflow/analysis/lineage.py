"""What reaches where, in which form: a monotone fixpoint over the flows.

Each component's state is one integer: bit `form * width + datum` says that the datum can be there in that
form. Union is `|`, so that a hundred thousand flows cost a hundred thousand shifts and not as many sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from heapq import heapify, heappop, heappush

from borderflow.model.architecture import Architecture, Component, Datum, Flow, Form
from borderflow.model.records import Answer, Standing
from borderflow.model.report import DataForm
from borderflow.model.resolved import ResolvedArchitecture

_FORMS = tuple(Form)
_INDEX = {form: number for number, form in enumerate(_FORMS)}
_DERIVED = {
    "embedding": Form.EMBEDDING,
    "context": Form.CONTEXT,
    "output": Form.OUTPUT,
    "weights": Form.WEIGHTS,
}
_STILL_CLOSED = (Form.ANONYMISED, Form.ENCRYPTED)


@dataclass(frozen=True)
class Lineage:
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
    _named: dict[int, tuple[DataForm, ...]] = field(default_factory=dict, repr=False, compare=False)
    _alive: dict[int, int] = field(default_factory=dict, repr=False, compare=False)
    _living_data: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def forms(self, mask: int) -> tuple[DataForm, ...]:
        """A mask as (datum, form) pairs, in the order of data and forms; one tuple for all that have it."""
        if mask not in self._named:
            self._named[mask] = tuple([pair for bit, pair in self._pairs if mask & bit])
        return self._named[mask]

    def is_in(self, mask: int, form: Form) -> bool:
        """Whether anything in a mask is there in that form."""
        return bool(mask >> (_INDEX[form] * self.width) & ((1 << self.width) - 1))

    @cached_property
    def _pairs(self) -> tuple[tuple[int, DataForm], ...]:
        """Every pair that occurs, with its bit."""
        everything = 0
        for mask in (*self.states.values(), *self.emitted.values(), *self.origins.values()):
            everything |= mask
        bits = (
            (1 << (number * self.width + position), DataForm(datum, form))
            for position, datum in enumerate(self.data)
            for number, form in enumerate(_FORMS)
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
            self._living_data[living] = tuple(self.data[position] for position in _bits(living))
        return self._living_data[living]

    def only_in(self, mask: int, forms: Iterable[Form]) -> bool:
        """Whether every personal datum of the mask is there in these forms alone."""
        rest = mask
        for form in (*forms, Form.ANONYMISED):
            rest &= ~(((1 << self.width) - 1) << (_INDEX[form] * self.width))
        return not self._living(rest)

    def _living(self, mask: int) -> int:
        if mask not in self._alive:
            anonymised = ((1 << self.width) - 1) << (_INDEX[Form.ANONYMISED] * self.width)
            self._alive[mask] = _present(mask & ~anonymised, self.width) & self.personal
        return self._alive[mask]


def is_personal(datum: Datum) -> bool:
    """Data are personal unless declared otherwise; anonymised ones once there is evidence."""
    return datum.personal is not False


def trace(system: ResolvedArchitecture) -> Lineage:
    """Run the fixpoint over the flows of a system."""
    return _Fixpoint(system).run()


def _bits(mask: int) -> Iterator[int]:
    """Positions of the set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@lru_cache(maxsize=4096)  # thousands of components hold the same
def _present(mask: int, width: int) -> int:
    """The data of a mask in any form, over one form."""
    found, one = 0, (1 << width) - 1
    while mask:
        found |= mask & one
        mask >>= width
    return found


def _changes_form(flow: Flow) -> bool:
    return flow.pseudonymised is not None or flow.protection.client_side is Answer.YES


def _downstream(outgoing: Mapping[str, Sequence[Flow]]) -> list[str]:
    """Components with flows, sources before targets wherever no circle forbids it (reverse postorder)."""
    seen: set[str] = set()
    finished: list[str] = []
    for root in outgoing:
        way = [] if root in seen else [(root, iter(outgoing[root]))]
        seen.add(root)
        while way:
            following = next((flow.target for flow in way[-1][1] if flow.target not in seen), None)
            if following is None:
                finished.append(way.pop()[0])
            else:
                seen.add(following)
                way.append((following, iter(outgoing.get(following, ()))))
    return finished[::-1]


class _Fixpoint:
    def __init__(self, system: ResolvedArchitecture) -> None:
        architecture = system.architecture
        self._architecture = architecture
        self._data = tuple(architecture.data)
        self._position = {datum: number for number, datum in enumerate(self._data)}
        self._width = max(1, len(self._data))
        self._one = (1 << self._width) - 1
        self._closed = sum(self._one << (_INDEX[form] * self._width) for form in _STILL_CLOSED)
        self._in_any_form = sum(1 << (number * self._width) for number in range(len(_FORMS)))
        self._treatment = {id_: system.treatment(c.kind) for id_, c in architecture.components.items()}
        self._stores_text = {
            id_
            for id_, c in architecture.components.items()
            if self._treatment[id_] == "context" and c.stores != "embeddings"
        }
        self._outgoing: dict[str, list[Flow]] = defaultdict(list)
        self._incoming: dict[str, list[Flow]] = defaultdict(list)
        self._plain: dict[str, set[str]] = defaultdict(set)
        """Targets of flows on which all passes that the kind of their source lets through."""
        self._special: dict[str, list[Flow]] = defaultdict(list)
        """Flows that say what they carry, or that change its form on the way."""
        for flow in architecture.flows:
            self._outgoing[flow.source].append(flow)
            self._incoming[flow.target].append(flow)
            if flow.carries is not None or _changes_form(flow):
                self._special[flow.source].append(flow)
            elif self._treatment[flow.source] != "open":
                self._plain[flow.source].add(flow.target)
        self._carriers = [flow for flow in architecture.flows if flow.carries is not None]
        self._fixed = {flow.id: self._carried(flow) for flow in self._carriers}
        self._carried_data = {
            flow.id: sum(1 << self._position[datum] for datum, _ in flow.carries or ())
            for flow in self._carriers
        }
        self._order = _downstream(self._outgoing)
        self._rank = {id_: number for number, id_ in enumerate(self._order)}
        self._states: dict[str, int] = {}
        self._origins: dict[str, int] = {}

    def run(self) -> Lineage:
        self._spread({id_: self._held(c) for id_, c in self._architecture.components.items() if c.holds})
        unreached = self._find_origins()
        return Lineage(
            width=self._width,
            data=self._data,
            personal=sum(1 << n for n, d in enumerate(self._architecture.data.values()) if is_personal(d)),
            states={id_: self._states[id_] for id_ in self._architecture.components if id_ in self._states},
            emitted=self._emitted(),
            origins=self._origins,
            incoming=self._incoming,
            outgoing=self._outgoing,
            open_flows=tuple(self._open()),
            unreached=unreached,
        )

    def _bit(self, datum: str, form: Form) -> int:
        return 1 << (_INDEX[form] * self._width + self._position[datum])

    def _born(self, id_: str) -> int:
        """The form in which a datum is collected: clear unless it says otherwise."""
        datum = self._architecture.data[id_]
        if datum.anonymised.standing is Standing.RECORDED:
            return self._bit(id_, Form.ANONYMISED)
        return self._bit(id_, Form.PSEUDONYMISED if datum.pseudonymised else Form.CLEAR)

    def _held(self, component: Component) -> int:
        mask = 0
        for datum in component.holds:
            mask |= self._born(datum)
        self._origins[component.id] = self._origins.get(component.id, 0) | _present(mask, self._width)
        return mask

    def _carried(self, flow: Flow) -> tuple[int, int]:
        """What `carries` fixes: bits with a stated form, and data whose form the source decides."""
        stated = loose = 0
        for datum, form in flow.carries or ():
            if form is None:
                loose |= self._in_any_form << self._position[datum]
            else:
                stated |= self._bit(datum, self._shown(flow, datum, form))
        return stated, loose

    def _shown(self, flow: Flow, datum: str, form: Form) -> Form:
        """What is called anonymous without evidence is no more than pseudonymised."""
        if form is not Form.ANONYMISED:
            return form
        source = self._architecture.components[flow.source].safeguards
        evidence = (self._architecture.data[datum].anonymised, source.anonymised, source.redaction)
        is_shown = any(record.standing is Standing.RECORDED for record in evidence)
        return form if is_shown else Form.PSEUDONYMISED

    def _spread(self, gained: Mapping[str, int]) -> None:
        """Let new bits run along the flows until nothing changes.

        Of those that gained, the one that lies furthest upstream passes on first: without circles each
        component has then gained all that it ever will, and is looked at once.
        """
        waiting = {
            self._rank[id_] for id_, mask in gained.items() if self._gain(id_, mask) and id_ in self._rank
        }
        queue = list(waiting)
        heapify(queue)
        while queue:
            number = heappop(queue)
            waiting.discard(number)
            for target in self._pass_on(self._order[number]):
                if (rank := self._rank[target]) not in waiting:
                    waiting.add(rank)
                    heappush(queue, rank)

    def _pass_on(self, source: str) -> Iterator[str]:
        """Hand on what a component passes; gives those who gained by it."""
        passed, states = self._transformed(source), self._states
        for target in self._plain.get(source, ()):
            if passed & ~states.get(target, 0) and self._gain(target, passed):
                yield target
        for flow in self._special.get(source, ()):
            if self._gain(flow.target, self._narrowed(flow, passed)):
                yield flow.target

    def _gain(self, id_: str, mask: int) -> bool:
        old = self._states.get(id_, 0)
        new = old | mask
        if id_ in self._stores_text and new:
            new |= self._legible(new) << (_INDEX[Form.CLEAR] * self._width)
        if new == old:
            return False
        self._states[id_] = new
        return True

    def _legible(self, mask: int) -> int:
        """Data of a mask that can be turned into text again (neither anonymised nor encrypted)."""
        return _present(mask & ~self._closed, self._width)

    def _emitted(self) -> dict[str, int]:
        """What passes on each flow, given the states as they are."""
        passed = {source: self._transformed(source) for source in self._outgoing}
        emitted = {
            flow.id: 0 if self._treatment[flow.source] == "open" else passed[flow.source]
            for flow in self._architecture.flows
        }
        for source, flows in self._special.items():
            emitted.update((flow.id, self._narrowed(flow, passed[source])) for flow in flows)
        return emitted

    def _narrowed(self, flow: Flow, passed: int) -> int:
        """What passes on a flow that says what it carries, or that changes the form on the way."""
        fixed = self._fixed.get(flow.id)
        if fixed is not None:
            stated, loose = fixed
            passed = stated | (passed & loose)
        elif self._treatment[flow.source] == "open":
            return 0
        return self._protected(flow, passed)

    def _transformed(self, source: str) -> int:
        state = self._states.get(source, 0)
        derived = _DERIVED.get(self._treatment[source])
        if derived is None or not state:
            return state
        return state & self._closed | self._legible(state) << (_INDEX[derived] * self._width)

    def _protected(self, flow: Flow, mask: int) -> int:
        """Client-side encryption and pseudonymisation on the way change the form."""
        if flow.protection.client_side is Answer.YES:
            return _present(mask, self._width) << (_INDEX[Form.ENCRYPTED] * self._width)
        if flow.pseudonymised is not None:
            clear = mask & self._one << (_INDEX[Form.CLEAR] * self._width)
            return (mask & ~clear) | clear << (
                (_INDEX[Form.PSEUDONYMISED] - _INDEX[Form.CLEAR]) * self._width
            )
        return mask

    def _find_origins(self) -> tuple[tuple[Flow, str], ...]:
        """Data that are carried from where lineage finds none are collected there.

        One layer at a time: a source that another pending source feeds is no origin itself, whatever
        the ids are called.
        """
        held = {datum for component in self._architecture.components.values() for datum in component.holds}
        unreached: list[tuple[Flow, str]] = []
        while pending := self._pending():
            gained: dict[str, int] = defaultdict(int)
            for flow, missing in self._not_fed_by_others(pending):
                self._origins[flow.source] = self._origins.get(flow.source, 0) | missing
                for datum in self._named(missing):
                    gained[flow.source] |= self._born(datum)
                    if datum in held:
                        unreached.append((flow, datum))
            self._spread(gained)
        return tuple(unreached)

    def _named(self, data: int) -> tuple[str, ...]:
        return tuple(self._data[position] for position in _bits(data))

    def _pending(self) -> list[tuple[Flow, int]]:
        """Flows that carry what lineage does not find at their source, with the data that lack."""
        there = {id_: _present(mask, self._width) for id_, mask in self._states.items()}
        lacking = (
            (flow, self._carried_data[flow.id] & ~there.get(flow.source, 0)) for flow in self._carriers
        )
        return [(flow, data) for flow, data in lacking if data]

    def _not_fed_by_others(self, pending: Sequence[tuple[Flow, int]]) -> Sequence[tuple[Flow, int]]:
        fed = self._fed(pending)
        first = [(flow, data & ~fed.get(flow.source, 0)) for flow, data in pending]
        free = [pair for pair in first if pair[1]]
        return free or pending

    def _fed(self, pending: Sequence[tuple[Flow, int]]) -> dict[str, int]:
        """Component to the data that could reach it from some pending source, upstream first."""
        fed: dict[str, int] = defaultdict(int)
        sources: dict[str, int] = defaultdict(int)
        for flow, data in pending:
            sources[flow.source] |= data
        queue = sorted(self._rank[id_] for id_ in sources)
        waiting = set(queue)
        while queue:
            number = heappop(queue)
            waiting.discard(number)
            id_ = self._order[number]
            here = fed[id_] | sources.get(id_, 0)
            for flow in self._outgoing.get(id_, ()):
                if new := here & self._lets_through(flow) & ~fed[flow.target]:
                    fed[flow.target] |= new
                    if (rank := self._rank[flow.target]) not in waiting:
                        waiting.add(rank)
                        heappush(queue, rank)
        return fed

    def _lets_through(self, flow: Flow) -> int:
        carried = self._carried_data.get(flow.id)
        if carried is not None:
            return carried
        return 0 if self._treatment[flow.source] == "open" else self._one

    def _open(self) -> Iterator[Flow]:
        personal = sum(1 << n for n, d in enumerate(self._architecture.data.values()) if is_personal(d))
        for flow in self._architecture.flows:
            unstated = flow.carries is None and self._treatment[flow.source] == "open"
            if unstated and _present(self._states.get(flow.source, 0), self._width) & personal:
                yield flow


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
            if flow.source not in came_by and _present(lineage.emitted[flow.id], lineage.width) & wanted:
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
