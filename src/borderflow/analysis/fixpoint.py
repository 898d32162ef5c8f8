"""How data spread over the flows until nothing changes: a monotone fixpoint on integers.

Components are numbers, and the state of one is an integer: bit `form * width + datum` says that the datum can
be there in that form. Union is `|`, so that a hundred thousand flows cost a hundred thousand shifts and not
as many sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from typing import NamedTuple

from borderflow.model.architecture import Component, Flow, Form
from borderflow.model.records import Answer, Standing
from borderflow.model.resolved import ResolvedArchitecture

FORMS = tuple(Form)
INDEX = {form: number for number, form in enumerate(FORMS)}
_DERIVED = {
    "embedding": Form.EMBEDDING,
    "context": Form.CONTEXT,
    "output": Form.OUTPUT,
    "weights": Form.WEIGHTS,
}
_STILL_CLOSED = (Form.ANONYMISED, Form.ENCRYPTED)
_ALL = -1
"""Every bit of a mask, however wide."""


class Passage(NamedTuple):
    """A flow that says what it carries, or that changes its form on the way."""

    flow: Flow
    target: int
    data: int
    """What it can carry, over one form."""
    stated: int
    """Bits whose form it states."""
    loose: int
    """Bits that pass as the source has them."""


class Fixpoint:
    """The flows of a system, and what has spread over them so far."""

    def __init__(self, system: ResolvedArchitecture) -> None:
        self.architecture = architecture = system.architecture
        self.data = tuple(architecture.data)
        self.width = max(1, len(self.data))
        self.ids = tuple(architecture.components)
        self.number = {id_: number for number, id_ in enumerate(self.ids)}
        self.states = [0] * len(self.ids)
        self.origins: dict[str, int] = {}
        self._position = {datum: number for number, datum in enumerate(self.data)}
        self._one = (1 << self.width) - 1
        self._closed = sum(self._one << self._shift(form) for form in _STILL_CLOSED)
        self._in_any_form = sum(1 << self._shift(form) for form in FORMS)
        treatments = [system.treatment(one.kind) for one in architecture.components.values()]
        self._is_open = [treatment == "open" for treatment in treatments]
        self._derived = [_DERIVED.get(treatment) for treatment in treatments]
        self._stores_text = {
            number
            for number, one in enumerate(architecture.components.values())
            if treatments[number] == "context" and one.stores != "embeddings"
        }
        self._plain: list[list[int]] = [[] for _ in self.ids]
        """Targets of flows on which all passes that the kind of their source lets through."""
        self._special: dict[int, list[Passage]] = defaultdict(list)
        self._carriers: list[tuple[int, Passage]] = []
        for flow in architecture.flows:
            self._add(flow, self.number[flow.source], self.number[flow.target])
        self._order = self._downstream()
        self._rank = {number: rank for rank, number in enumerate(self._order)}

    def _add(self, flow: Flow, source: int, target: int) -> None:
        if flow.carries is not None:
            passage = self._carried(flow, flow.carries, target)
            self._carriers.append((source, passage))
            self._special[source].append(passage)
        elif self._is_open[source]:
            return
        elif flow.pseudonymised is not None or flow.protection.client_side is Answer.YES:
            self._special[source].append(Passage(flow, target, self._one, 0, _ALL))
        else:
            self._plain[source].append(target)

    def _carried(self, flow: Flow, carries: Iterable[tuple[str, Form | None]], target: int) -> Passage:
        data = stated = loose = 0
        for datum, form in carries:
            data |= 1 << self._position[datum]
            if form is None:
                loose |= self._in_any_form << self._position[datum]
            else:
                stated |= self._bit(datum, self._shown(flow, datum, form))
        return Passage(flow, target, data, stated, loose)

    def _shown(self, flow: Flow, datum: str, form: Form) -> Form:
        """What is called anonymous without evidence is no more than pseudonymised."""
        if form is not Form.ANONYMISED:
            return form
        source = self.architecture.components[flow.source].safeguards
        evidence = (self.architecture.data[datum].anonymised, source.anonymised, source.redaction)
        is_shown = any(record.standing is Standing.RECORDED for record in evidence)
        return form if is_shown else Form.PSEUDONYMISED

    def _downstream(self) -> list[int]:
        """Sources before targets wherever no circle forbids it (reverse postorder)."""
        targets = [
            [*plain, *(one.target for one in self._special.get(number, ()))]
            for number, plain in enumerate(self._plain)
        ]
        seen: set[int] = set()
        finished: list[int] = []
        for root in range(len(targets)):
            way = [] if root in seen else [(root, iter(targets[root]))]
            seen.add(root)
            while way:
                following = next((target for target in way[-1][1] if target not in seen), None)
                if following is None:
                    finished.append(way.pop()[0])
                else:
                    seen.add(following)
                    way.append((following, iter(targets[following])))
        return finished[::-1]

    def run(self) -> tuple[tuple[Flow, str], ...]:
        """Spread what is held, and what is carried from where nothing of it is found: it is collected there.

        Gives the flows that carry a datum which is held elsewhere and cannot reach their source. One layer at
        a time: a source that another pending source feeds is no origin itself, whatever the ids are called.
        """
        components = self.architecture.components.values()
        self._spread((number, self._held(one)) for number, one in enumerate(components) if one.holds)
        held = {datum for component in components for datum in component.holds}
        unreached: list[tuple[Flow, str]] = []
        while pending := self._pending():
            gained: dict[int, int] = defaultdict(int)
            for source, passage, missing in self._not_fed_by_others(pending):
                id_ = self.ids[source]
                self.origins[id_] = self.origins.get(id_, 0) | missing
                for datum in self.named(missing):
                    gained[source] |= self._born(datum)
                    if datum in held:
                        unreached.append((passage.flow, datum))
            self._spread(gained.items())
        return tuple(unreached)

    def named(self, data: int) -> tuple[str, ...]:
        """The data of a mask over one form."""
        return tuple(self.data[position] for position in bits(data))

    def emitted(self) -> dict[str, int]:
        """What passes on each flow, by its id."""
        passed = [self._passed(number) for number in range(len(self.ids))]
        of_source = {
            id_: 0 if is_open else mask
            for id_, is_open, mask in zip(self.ids, self._is_open, passed, strict=True)
        }
        found = {flow.id: of_source[flow.source] for flow in self.architecture.flows}
        for source, passages in self._special.items():
            for one in passages:
                found[one.flow.id] = self._narrowed(one, passed[source])
        return found

    def _shift(self, form: Form) -> int:
        return INDEX[form] * self.width

    def _bit(self, datum: str, form: Form) -> int:
        return 1 << (self._shift(form) + self._position[datum])

    def _born(self, id_: str) -> int:
        """The form in which a datum is collected: clear unless it says otherwise."""
        datum = self.architecture.data[id_]
        if datum.anonymised.standing is Standing.RECORDED:
            return self._bit(id_, Form.ANONYMISED)
        return self._bit(id_, Form.PSEUDONYMISED if datum.pseudonymised else Form.CLEAR)

    def _held(self, component: Component) -> int:
        mask = 0
        for datum in component.holds:
            mask |= self._born(datum)
        self.origins[component.id] = self.origins.get(component.id, 0) | present(mask, self.width)
        return mask

    def _spread(self, gained: Iterable[tuple[int, int]]) -> None:
        """Let new bits run along the flows until nothing changes."""
        self._sweep({number for number, mask in gained if self._gain(number, mask)}, self._pass_on)

    def _sweep(self, begin: Iterable[int], pass_on: Callable[[int], Sequence[int]]) -> None:
        """Let components pass on, sources before targets, until none has gained anything.

        What lies upstream waits for the next sweep. So there are as many sweeps as a way has flows that lead
        back, and not one for each of these (Kam and Ullman 1976).
        """
        rank, waiting = self._rank, {self._rank[number] for number in begin}
        while waiting:
            queue, ahead, waiting = sorted(waiting), waiting, set()
            while queue:
                here = heappop(queue)
                for target in pass_on(self._order[here]):
                    there = rank[target]
                    if there <= here:
                        waiting.add(there)
                    elif there not in ahead:
                        ahead.add(there)
                        heappush(queue, there)

    def _pass_on(self, source: int) -> list[int]:
        """Hand on what a component passes; gives those who gained by it."""
        passed, states = self._passed(source), self.states
        gained = [
            target
            for target in self._plain[source]
            if passed | states[target] != states[target] and self._gain(target, passed)
        ]
        special = self._special.get(source, ())
        return gained + [one.target for one in special if self._gain(one.target, self._narrowed(one, passed))]

    def _gain(self, number: int, mask: int) -> bool:
        old = self.states[number]
        new = old | mask
        if number in self._stores_text:
            new |= self._legible(new) << self._shift(Form.CLEAR)
        if new == old:
            return False
        self.states[number] = new
        return True

    def _passed(self, number: int) -> int:
        """What the kind of a component lets through, in the form that it gives."""
        state, derived = self.states[number], self._derived[number]
        if derived is None or not state:
            return state
        return state & self._closed | self._legible(state) << self._shift(derived)

    def _legible(self, mask: int) -> int:
        """Data of a mask that can be turned into text again (neither anonymised nor encrypted)."""
        return present(mask & ~self._closed, self.width)

    def _narrowed(self, passage: Passage, passed: int) -> int:
        """What of it passes, with the form that encryption or a pseudonym on the way gives."""
        mask, flow = passage.stated | (passed & passage.loose), passage.flow
        if flow.protection.client_side is Answer.YES:
            return present(mask, self.width) << self._shift(Form.ENCRYPTED)
        if flow.pseudonymised is not None:
            clear = mask >> self._shift(Form.CLEAR) & self._one
            return mask & ~(clear << self._shift(Form.CLEAR)) | clear << self._shift(Form.PSEUDONYMISED)
        return mask

    def _pending(self) -> list[tuple[int, Passage, int]]:
        """Flows that carry what is not found at their source, with the data that lack."""
        there = [present(state, self.width) for state in self.states]
        lacking = ((source, one, one.data & ~there[source]) for source, one in self._carriers)
        return [(source, one, data) for source, one, data in lacking if data]

    def _not_fed_by_others(
        self, pending: Sequence[tuple[int, Passage, int]]
    ) -> Sequence[tuple[int, Passage, int]]:
        fed = self._fed(pending)
        first = [(source, one, data & ~fed[source]) for source, one, data in pending]
        return [item for item in first if item[2]] or pending

    def _fed(self, pending: Sequence[tuple[int, Passage, int]]) -> Mapping[int, int]:
        """Component to the data that could reach it from some pending source."""
        fed: dict[int, int] = defaultdict(int)
        sources: dict[int, int] = defaultdict(int)
        for source, _, data in pending:
            sources[source] |= data

        def feed(number: int) -> list[int]:
            here, gained = fed[number] | sources.get(number, 0), []
            ways = [(target, self._one) for target in self._plain[number]]
            for target, data in (*ways, *((one.target, one.data) for one in self._special.get(number, ()))):
                if new := here & data & ~fed[target]:
                    fed[target] |= new
                    gained.append(target)
            return gained

        self._sweep(sources, feed)
        return fed


def bits(mask: int) -> Iterator[int]:
    """Positions of the set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@lru_cache(maxsize=4096)  # thousands of components hold the same
def present(mask: int, width: int) -> int:
    """The data of a mask in any form, over one form."""
    found, one = 0, (1 << width) - 1
    while mask:
        found |= mask & one
        mask >>= width
    return found
