"""How data spread over the flows until nothing changes: a monotone fixpoint on integers.

Components are numbers, and the state of one is an integer: bit `form * width + datum` says that the datum can
be there in that form. Union is `|`, so that a hundred thousand flows cost a hundred thousand shifts and not
as many sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
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
_HALVES = tuple(1 << step for step in reversed(range((len(FORMS) - 1).bit_length())))
"""Numbers of forms by which a mask is folded in two, until one form is left."""
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
    changes: bool
    """Encryption or a pseudonym gives another form on the way."""


class Fixpoint:
    """The flows of a system, and what has spread over them so far."""

    def __init__(self, system: ResolvedArchitecture) -> None:
        self.architecture = architecture = system.architecture
        self.data = tuple(architecture.data)
        self.width = max(1, len(self.data))
        self.ids = _downstream(system)
        self.number = {id_: number for number, id_ in enumerate(self.ids)}
        self.states = [0] * len(self.ids)
        self.origins: dict[str, int] = {}
        self._position = {datum: number for number, datum in enumerate(self.data)}
        self._one = (1 << self.width) - 1
        self._closed = sum(self._one << self._shift(form) for form in _STILL_CLOSED)
        self._in_any_form = sum(1 << self._shift(form) for form in FORMS)
        self._clear = self._shift(Form.CLEAR)
        self._legible = cache(lambda mask: present(mask & ~self._closed, self.width))
        """Data of a mask that can be turned into text again (neither anonymised nor encrypted)."""
        components = [architecture.components[id_] for id_ in self.ids]
        treatments = [system.treatment(one.kind) for one in components]
        self._is_open = [treatment == "open" for treatment in treatments]
        derived = [_DERIVED.get(treatment) for treatment in treatments]
        self._shifts = [None if form is None else self._shift(form) for form in derived]
        """How far a component moves data to the form that it gives them; None where it gives none."""
        self._stores_text = [
            treatment == "context" and one.stores != "embeddings"
            for treatment, one in zip(treatments, components, strict=True)
        ]
        self._plain: list[list[int]] = [[] for _ in self.ids]
        """Targets of flows on which all passes that the kind of their source lets through."""
        self._special: list[list[Passage]] = [[] for _ in self.ids]
        self._carriers: list[tuple[int, Passage]] = []
        for flow in architecture.flows:
            self._add(flow, self.number[flow.source], self.number[flow.target])

    def _add(self, flow: Flow, source: int, target: int) -> None:
        if flow.carries is not None:
            passage = self._carried(flow, flow.carries, target)
            self._carriers.append((source, passage))
            self._special[source].append(passage)
        elif self._is_open[source]:
            return
        elif _changes(flow):
            self._special[source].append(Passage(flow, target, self._one, 0, _ALL, changes=True))
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
        return Passage(flow, target, data, stated, loose, _changes(flow))

    def _shown(self, flow: Flow, datum: str, form: Form) -> Form:
        """What is called anonymous without evidence is no more than pseudonymised."""
        if form is not Form.ANONYMISED:
            return form
        source = self.architecture.components[flow.source].safeguards
        evidence = (self.architecture.data[datum].anonymised, source.anonymised, source.redaction)
        is_shown = any(record.standing is Standing.RECORDED for record in evidence)
        return form if is_shown else Form.PSEUDONYMISED

    def run(self) -> tuple[tuple[Flow, str], ...]:
        """Spread what is held, and what is carried from where nothing of it is found: it is collected there.

        Gives the flows that carry a datum which is held elsewhere and cannot reach their source. One layer at
        a time: a source that another pending source feeds is no origin itself, whatever the ids are called.
        """
        components = self.architecture.components.values()
        self._spread((self.number[one.id], self._held(one)) for one in components if one.holds)
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

    def reached(self) -> dict[str, int]:
        """What can be at each component, without those that nothing reaches, in the order of declaration."""
        states = ((id_, self.states[self.number[id_]]) for id_ in self.architecture.components)
        return {id_: state for id_, state in states if state}

    def emitted(self) -> dict[str, int]:
        """What passes on each flow, by its id."""
        passed = [
            state if shift is None else state & self._closed | self._legible(state) << shift
            for state, shift in zip(self.states, self._shifts, strict=True)
        ]
        of_source = {
            id_: 0 if is_open else mask
            for id_, is_open, mask in zip(self.ids, self._is_open, passed, strict=True)
        }
        found = {flow.id: of_source[flow.source] for flow in self.architecture.flows}
        for mask, passages in zip(passed, self._special, strict=True):
            for one in passages:
                passing = one.stated | mask & one.loose
                found[one.flow.id] = self._changed(one.flow, passing) if one.changes else passing
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
        begin = []
        for number, mask in gained:
            if mask & ~self.states[number]:
                self.states[number] |= mask
                begin.append(number)
        self._sweep(begin, self._handing_on())

    def _sweep(self, begin: Iterable[int], pass_on: Callable[[int, bytearray], None]) -> None:
        """Let components pass on, sources before targets, until none has gained anything.

        What lies upstream waits for the next sweep. So there are as many sweeps as a way has flows that lead
        back, and not one for each of these (Kam and Ullman 1976).
        """
        gained = bytearray(len(self.ids))
        for number in begin:
            gained[number] = 1
        here = gained.find(1)
        while here >= 0:
            gained[here] = 0
            pass_on(here, gained)
            following = gained.find(1, here + 1)
            here = following if following >= 0 else gained.find(1)

    def _handing_on(self) -> Callable[[int, bytearray], None]:
        """What hands on what a component passes, and marks those who gain by it.

        It runs some ten times a component, so that everything that it looks up is a local name.
        """
        states, plain, special = self.states, self._plain, self._special
        stores_text, legible, clear = self._stores_text, self._legible, self._clear
        shifts, closed, handed_on = self._shifts, self._closed, [-1] * len(states)

        def pass_on(source: int, gained: bytearray) -> None:
            state = states[source]
            if stores_text[source]:
                states[source] = state = state | legible(state) << clear
            shift = shifts[source]
            passed = state if shift is None else state & closed | legible(state) << shift
            if passed == handed_on[source]:
                return
            handed_on[source] = passed
            for target in plain[source]:
                old = states[target]
                if (new := old | passed) != old:
                    states[target] = new
                    gained[target] = 1
            for flow, target, _, stated, loose, changes in special[source]:
                mask = stated | passed & loose
                if changes:
                    mask = self._changed(flow, mask)
                old = states[target]
                if (new := old | mask) != old:
                    states[target] = new
                    gained[target] = 1

        return pass_on

    def _changed(self, flow: Flow, mask: int) -> int:
        """What passes, in the form that encryption or a pseudonym on the way gives it."""
        if flow.protection.client_side is Answer.YES:
            return present(mask, self.width) << self._shift(Form.ENCRYPTED)
        clear = mask >> self._clear & self._one
        return mask & ~(clear << self._clear) | clear << self._shift(Form.PSEUDONYMISED)

    def _pending(self) -> list[tuple[int, Passage, int]]:
        """Flows that carry what is not found at their source, with the data that lack."""
        states, width = self.states, self.width
        lacking = (
            (source, one, one.data & ~present(states[source], width)) for source, one in self._carriers
        )
        return [(source, one, data) for source, one, data in lacking if data]

    def _not_fed_by_others(
        self, pending: Sequence[tuple[int, Passage, int]]
    ) -> Sequence[tuple[int, Passage, int]]:
        fed = self._fed(pending)
        first = [(source, one, data & ~fed[source]) for source, one, data in pending]
        return [item for item in first if item[2]] or pending

    def _fed(self, pending: Sequence[tuple[int, Passage, int]]) -> Sequence[int]:
        """The data that could reach each component from some pending source."""
        fed = [0] * len(self.ids)
        sources: dict[int, int] = defaultdict(int)
        for source, _, data in pending:
            sources[source] |= data

        def feed(number: int, gained: bytearray) -> None:
            here = fed[number] | sources.get(number, 0)
            for target in self._plain[number]:
                if here & ~fed[target]:
                    fed[target] |= here
                    gained[target] = 1
            for one in self._special[number]:
                if new := here & one.data & ~fed[one.target]:
                    fed[one.target] |= new
                    gained[one.target] = 1

        self._sweep(sources, feed)
        return fed


def _downstream(system: ResolvedArchitecture) -> tuple[str, ...]:
    """The components, sources before targets wherever no circle forbids it (reverse postorder).

    Only flows on which everything passes count: what flows with a list lead back, is little.
    """
    architecture = system.architecture
    is_open = {id_: system.treatment(one.kind) == "open" for id_, one in architecture.components.items()}
    targets: dict[str, list[str]] = {id_: [] for id_ in architecture.components}
    for flow in architecture.flows:
        if flow.carries is None and not is_open[flow.source]:
            targets[flow.source].append(flow.target)
    seen: set[str] = set()
    finished: list[str] = []
    for root in architecture.components:
        way = [] if root in seen else [(root, iter(targets[root]))]
        seen.add(root)
        while way:
            here, rest = way[-1]
            for target in rest:
                if target not in seen:
                    seen.add(target)
                    way.append((target, iter(targets[target])))
                    break
            else:
                finished.append(here)
                way.pop()
    return tuple(reversed(finished))


def _changes(flow: Flow) -> bool:
    return flow.pseudonymised is not None or flow.protection.client_side is Answer.YES


def bits(mask: int) -> Iterator[int]:
    """Positions of the set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@lru_cache(maxsize=4096)  # thousands of components hold the same
def present(mask: int, width: int) -> int:
    """The data of a mask in any form, over one form."""
    for forms in _HALVES:
        mask |= mask >> forms * width
    return mask & (1 << width) - 1
