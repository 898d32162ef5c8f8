"""What reaches where, in which form: a monotone fixpoint over the flows.

Each component's state is one integer: bit `form * width + datum` says that the datum can be there in that
form. Union is `|`, so that a hundred thousand flows cost a hundred thousand shifts and not as many sets.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from borderflow.model.architecture import Architecture, Component, Datum, Flow, Form
from borderflow.model.records import Answer, Standing
from borderflow.model.resolved import ResolvedArchitecture

_FORMS = tuple(Form)
_INDEX = {form: number for number, form in enumerate(_FORMS)}
_DERIVED = {"embedding": Form.EMBEDDING, "context": Form.CONTEXT, "output": Form.OUTPUT, "weights": Form.WEIGHTS}
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
    open_flows: tuple[Flow, ...]
    """Flows of open kinds without `carries` whose source holds personal data."""
    unreached: tuple[tuple[Flow, str], ...]
    """Flows that carry a datum which is held elsewhere and cannot reach their source (MAN-06)."""

    def forms(self, mask: int) -> tuple[tuple[str, Form], ...]:
        """A mask as (datum, form) pairs, in the order of data and forms."""
        return tuple(
            (datum, form)
            for position, datum in enumerate(self.data)
            for number, form in enumerate(_FORMS)
            if mask >> (number * self.width + position) & 1
        )

    def at(self, component: str) -> tuple[tuple[str, Form], ...]:
        """What can be at a component."""
        return self.forms(self.states.get(component, 0))

    def is_personal(self, mask: int) -> bool:
        """Whether a mask holds personal data in any form short of an evidenced anonymisation."""
        return bool(self._living(mask))

    def personal_data(self, mask: int) -> tuple[str, ...]:
        """The personal data in a mask, whatever their form but anonymised."""
        living = self._living(mask)
        return tuple(datum for position, datum in enumerate(self.data) if living >> position & 1)

    def only_in(self, mask: int, forms: Iterable[Form]) -> bool:
        """Whether every personal datum of the mask is there in these forms alone."""
        rest = mask
        for form in (*forms, Form.ANONYMISED):
            rest &= ~(((1 << self.width) - 1) << (_INDEX[form] * self.width))
        return not self._living(rest)

    def _living(self, mask: int) -> int:
        return _present(mask & ~(((1 << self.width) - 1) << (_INDEX[Form.ANONYMISED] * self.width)), self.width) & self.personal


def is_personal(datum: Datum) -> bool:
    """Data are personal unless declared otherwise; anonymised ones once there is evidence."""
    return datum.personal is not False


def trace(system: ResolvedArchitecture) -> Lineage:
    """Run the fixpoint over the flows of a system."""
    return _Fixpoint(system).run()


def _present(mask: int, width: int) -> int:
    """The data of a mask in any form, over one form."""
    found, one = 0, (1 << width) - 1
    while mask:
        found |= mask & one
        mask >>= width
    return found


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
        self._fixed = {flow.id: self._carried(flow) for flow in architecture.flows if flow.carries is not None}
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
                loose |= 1 << self._position[datum]
            else:
                stated |= self._bit(datum, form)
        return stated, loose

    def _spread(self, gained: Mapping[str, int]) -> None:
        """Let new bits run along the flows until nothing changes."""
        queue = deque(id_ for id_, mask in gained.items() if self._gain(id_, mask))
        waiting = set(queue)
        while queue:
            source = queue.popleft()
            waiting.discard(source)
            for flow in self._outgoing.get(source, ()):
                if self._gain(flow.target, self._emit(flow)) and flow.target not in waiting:
                    waiting.add(flow.target)
                    queue.append(flow.target)

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
        fixed = self._fixed.get(flow.id)
        if fixed is not None:
            stated, loose = fixed
            passed = stated | (passed & self._over_all_forms(loose))
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

    def _over_all_forms(self, data: int) -> int:
        mask = 0
        for number in range(len(_FORMS)):
            mask |= data << (number * self._width)
        return mask

    def _protected(self, flow: Flow, mask: int) -> int:
        """Client-side encryption and pseudonymisation on the way change the form."""
        if flow.protection.client_side is Answer.YES:
            return _present(mask, self._width) << (_INDEX[Form.ENCRYPTED] * self._width)
        if flow.pseudonymised is not None:
            clear = mask & self._one << (_INDEX[Form.CLEAR] * self._width)
            return (mask & ~clear) | clear << ((_INDEX[Form.PSEUDONYMISED] - _INDEX[Form.CLEAR]) * self._width)
        return mask

    def _find_origins(self) -> tuple[tuple[Flow, str], ...]:
        """Data that are carried from where lineage finds none are collected there.

        One layer at a time: a source that another pending source feeds is no origin itself, whatever
        the ids are called.
        """
        unreached: list[tuple[Flow, str]] = []
        while pending := self._pending():
            first = self._not_fed_by_others(pending)
            for flow, datum in first:
                if any(datum in c.holds for c in self._architecture.components.values()):
                    unreached.append((flow, datum))
                self._origins[flow.source] = self._origins.get(flow.source, 0) | 1 << self._position[datum]
            gained: dict[str, int] = defaultdict(int)
            for flow, datum in first:
                gained[flow.source] |= self._born(datum)
            self._spread(gained)
        return tuple(unreached)

    def _pending(self) -> list[tuple[Flow, str]]:
        found = []
        for flow in self._architecture.flows:
            fixed = self._fixed.get(flow.id)
            if fixed is None:
                continue
            lacking = (fixed[0] and _present(fixed[0], self._width) or 0) | fixed[1]
            lacking &= ~_present(self._states.get(flow.source, 0), self._width)
            found += [(flow, datum) for datum in self._data if lacking >> self._position[datum] & 1]
        return found

    def _not_fed_by_others(self, pending: Sequence[tuple[Flow, str]]) -> Sequence[tuple[Flow, str]]:
        sources = {(flow.source, datum) for flow, datum in pending}
        fed = {(target, datum) for source, datum in sources for target in self._downstream(source, datum)}
        first = [(flow, datum) for flow, datum in pending if (flow.source, datum) not in fed]
        return first or pending

    def _downstream(self, source: str, datum: str) -> Iterator[str]:
        """Components that a datum could reach from a source."""
        seen, queue, bit = {source}, deque([source]), 1 << self._position[datum]
        while queue:
            for flow in self._outgoing.get(queue.popleft(), ()):
                fixed = self._fixed.get(flow.id)
                passes = (
                    self._treatment[flow.source] != "open"
                    if fixed is None
                    else bool((_present(fixed[0], self._width) | fixed[1]) & bit)
                )
                if passes and flow.target not in seen:
                    seen.add(flow.target)
                    queue.append(flow.target)
                    yield flow.target

    def _open(self) -> Iterator[Flow]:
        personal = sum(1 << n for n, d in enumerate(self._architecture.data.values()) if is_personal(d))
        for flow in self._architecture.flows:
            if flow.carries is None and self._treatment[flow.source] == "open":
                if _present(self._states.get(flow.source, 0), self._width) & personal:
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


def _one_step_back(lineage: Lineage, layer: list[str], wanted: int, came_by: dict[str, Flow | None]) -> list[str]:
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
