"""What reaches where, in which form: a monotone fixpoint over the flows.

Each component's state is one integer: bit `form * width + datum` says that the datum can be there in that
form. Union is `|`, so that a hundred thousand flows cost a hundred thousand shifts and not as many sets.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from borderflow.model.architecture import Architecture, Component, Datum, Flow, Form
from borderflow.model.records import Answer, Standing
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
    _named: dict[int, tuple[tuple[str, Form], ...]] = field(default_factory=dict, repr=False, compare=False)
    _living_data: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def forms(self, mask: int) -> tuple[tuple[str, Form], ...]:
        """A mask as (datum, form) pairs, in the order of data and forms."""
        if mask not in self._named:
            bits = sorted(_bits(mask), key=self._order.__getitem__)
            self._named[mask] = tuple(self._pairs[position] for position in bits)
        return self._named[mask]

    def is_in(self, mask: int, form: Form) -> bool:
        """Whether anything in a mask is there in that form."""
        return bool(mask >> (_INDEX[form] * self.width) & ((1 << self.width) - 1))

    @cached_property
    def _pairs(self) -> list[tuple[str, Form]]:
        """Bit position to what it means."""
        return [(datum, form) for form in _FORMS for datum in (self.data or ("",))]

    @cached_property
    def _order(self) -> list[tuple[int, int]]:
        """Bit position to its place in the order of data and forms."""
        return [(datum, form) for form in range(len(_FORMS)) for datum in range(self.width)]

    def at(self, component: str) -> tuple[tuple[str, Form], ...]:
        """What can be at a component."""
        return self.forms(self.states.get(component, 0))

    def is_personal(self, mask: int) -> bool:
        """Whether a mask holds personal data in any form short of an evidenced anonymisation."""
        return bool(self.personal_data(mask))

    def personal_data(self, mask: int) -> tuple[str, ...]:
        """The personal data in a mask, whatever their form but anonymised."""
        if mask not in self._living_data:
            self._living_data[mask] = tuple(self.data[position] for position in _bits(self._living(mask)))
        return self._living_data[mask]

    def only_in(self, mask: int, forms: Iterable[Form]) -> bool:
        """Whether every personal datum of the mask is there in these forms alone."""
        rest = mask
        for form in (*forms, Form.ANONYMISED):
            rest &= ~(((1 << self.width) - 1) << (_INDEX[form] * self.width))
        return not self._living(rest)

    def _living(self, mask: int) -> int:
        return (
            _present(mask & ~(((1 << self.width) - 1) << (_INDEX[Form.ANONYMISED] * self.width)), self.width)
            & self.personal
        )


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


def _present(mask: int, width: int) -> int:
    """The data of a mask in any form, over one form."""
    found, one = 0, (1 << width) - 1
    while mask:
        found |= mask & one
        mask >>= width
    return found


def _changes_form(flow: Flow) -> bool:
    return flow.pseudonymised is not None or flow.protection.client_side is Answer.YES


class _Fixpoint:
    def __init__(self, system: ResolvedArchitecture) -> None:
        architecture = system.architecture
        self._architecture = architecture
        self._data = tuple(architecture.data)
        self._position = {datum: number for number, datum in enumerate(self._data)}
        self._width = max(1, len(self._data))
        self._one = (1 << self._width) - 1
        self._treatment = {id_: system.treatment(c.kind) for id_, c in architecture.components.items()}
        self._stores_text = {
            id_
            for id_, c in architecture.components.items()
            if self._treatment[id_] == "context" and c.stores != "embeddings"
        }
        self._outgoing: dict[str, list[Flow]] = defaultdict(list)
        self._incoming: dict[str, list[Flow]] = defaultdict(list)
        for flow in architecture.flows:
            self._outgoing[flow.source].append(flow)
            self._incoming[flow.target].append(flow)
        self._in_any_form = sum(1 << (number * self._width) for number in range(len(_FORMS)))
        self._fixed = {
            flow.id: self._carried(flow) for flow in architecture.flows if flow.carries is not None
        }
        self._special = set(self._fixed) | {flow.id for flow in architecture.flows if _changes_form(flow)}
        self._carriers = [
            (flow, sum(1 << self._position[datum] for datum, _ in flow.carries))
            for flow in architecture.flows
            if flow.carries is not None
        ]
        self._carried_data = {flow.id: data for flow, data in self._carriers}
        self._states: dict[str, int] = {}
        self._origins: dict[str, int] = {}

    def run(self) -> Lineage:
        self._spread({id_: self._held(c) for id_, c in self._architecture.components.items() if c.holds})
        unreached = self._find_origins()
        return Lineage(
            width=self._width,
            data=self._data,
            personal=sum(1 << n for n, d in enumerate(self._architecture.data.values()) if is_personal(d)),
            states=self._states,
            emitted={flow.id: self._emit(flow) for flow in self._architecture.flows},
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
                stated |= self._bit(datum, form)
        return stated, loose

    def _spread(self, gained: Mapping[str, int]) -> None:
        """Let new bits run along the flows until nothing changes."""
        queue = deque(id_ for id_, mask in gained.items() if self._gain(id_, mask))
        waiting = set(queue)
        states, gain, outgoing = self._states, self._gain, self._outgoing
        while queue:
            source = queue.popleft()
            waiting.discard(source)
            if source not in outgoing:
                continue
            passed = self._transformed(source)
            plain = 0 if self._treatment[source] == "open" else passed
            for flow in outgoing[source]:
                target = flow.target
                emitted = self._narrowed(flow, passed) if flow.id in self._special else plain
                if emitted & ~states.get(target, 0) and gain(target, emitted) and target not in waiting:
                    waiting.add(target)
                    queue.append(target)

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
        for form in _STILL_CLOSED:
            mask &= ~(self._one << (_INDEX[form] * self._width))
        return _present(mask, self._width)

    def _emit(self, flow: Flow) -> int:
        """What passes on a flow, given the present state of its source."""
        passed = self._transformed(flow.source)
        if flow.id in self._special:
            return self._narrowed(flow, passed)
        return 0 if self._treatment[flow.source] == "open" else passed

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
        kept = 0
        for form in _STILL_CLOSED:
            kept |= state & (self._one << (_INDEX[form] * self._width))
        return kept | self._legible(state) << (_INDEX[derived] * self._width)

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
        found = []
        for flow, data in self._carriers:
            if lacking := data & ~_present(self._states.get(flow.source, 0), self._width):
                found.append((flow, lacking))
        return found

    def _not_fed_by_others(self, pending: Sequence[tuple[Flow, int]]) -> Sequence[tuple[Flow, int]]:
        fed = self._fed(pending)
        first = [(flow, data & ~fed.get(flow.source, 0)) for flow, data in pending]
        free = [pair for pair in first if pair[1]]
        return free or pending

    def _fed(self, pending: Sequence[tuple[Flow, int]]) -> dict[str, int]:
        """Component to the data that could reach it from some pending source."""
        fed: dict[str, int] = defaultdict(int)
        sources: dict[str, int] = defaultdict(int)
        for flow, data in pending:
            sources[flow.source] |= data
        queue = deque(sources)
        while queue:
            id_ = queue.popleft()
            here = fed[id_] | sources.get(id_, 0)
            for flow in self._outgoing.get(id_, ()):
                new = here & self._lets_through(flow) & ~fed[flow.target]
                if new:
                    fed[flow.target] |= new
                    queue.append(flow.target)
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


def shortest_way(lineage: Lineage, target: str, data: Iterable[str]) -> tuple[str | Flow, ...]:
    """The shortest way of some data from where they are collected to a component.

    Returns components and flows in turn, beginning with the origin; just the component when the data are
    collected there. Among ways of one length the first by id is taken, so that the result is stable.
    """
    positions = {datum: number for number, datum in enumerate(lineage.data)}
    wanted = sum(1 << positions[datum] for datum in set(data))
    came_by: dict[str, Flow | None] = {target: None}
    layer = [target]
    while layer:
        for id_ in sorted(layer):
            if lineage.origins.get(id_, 0) & wanted:
                return _unrolled(id_, came_by)
        layer = _one_step_back(lineage, layer, wanted, came_by)
    return (target,)


def _one_step_back(
    lineage: Lineage, layer: list[str], wanted: int, came_by: dict[str, Flow | None]
) -> list[str]:
    found = []
    for id_ in sorted(layer):
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
