"""Services of BOMs: who runs each, and which data pass between them.

The `flow` of data is told from the service that carries it. What has no `source` or `destination` passes
between the service and whoever depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from borderflow.foreign import Draft, mentions
from borderflow.foreign.settings import Around, Supply, uses_of_text
from borderflow.foreign.values import entries_of, text_of, texts_of
from borderflow.model.architecture import SELF
from borderflow.model.findings import Severity
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.cyclonedx.bom import Bom, Part, Reference
from borderflow.readers.cyclonedx.operators import Operators, hosts_of


class Services:
    """All services of all BOMs; connected when every one of them is known."""

    def __init__(self, boms: Sequence[Bom], draft: Draft) -> None:
        self._draft = draft
        self._all = boms
        self._parts = [part for bom in boms for part in bom.services()]
        self._of_path: dict[Path, str] = {}
        self._system: dict[Bom, str] = {}
        self._inner: set[Reference] = set()
        self.ids: dict[Reference, str] = {}
        """Reference to the component that stands for it."""
        self.boms = {part.bom for part in self._parts}

    def add(self) -> None:
        """Every service becomes a component."""
        operators = Operators(self._all, self._parts, self._draft)
        for part in self._parts:
            id_ = operators.component(part)
            self._of_path[part.path()] = id_
            if part.ref is not None and part.ref in self.ids:
                self._draft.remark(f"The `bom-ref` `{part.ref[1]}` is here a second time.", part.path())
            elif part.ref is not None:
                self.ids[part.ref] = id_
        for bom in self.boms:
            self._inner |= {one.ref for one in (bom.subject, *bom.components()) if one.ref is not None}

    def connect(self) -> None:
        """Data pass between services, as they or their dependencies say."""
        callers = self._callers()
        self._around = Around(self._hosts(), frozenset())
        for part in self._parts:
            _Passage(self, part, callers.get(self.id_of(part), []), self._draft).draw()

    def id_of(self, part: Part) -> str:
        return self._of_path[part.path()]

    def system(self, bom: Bom) -> str:
        """What a BOM describes: it calls the services that nobody else is said to call."""
        if bom not in self._system:
            subject = bom.subject
            self._system[bom] = self._draft.component(
                subject.name or "application",
                subject.path() if subject.value else bom.sheet.path(),
                "application",
                because="the BOM describes it" if subject.value else "something uses these services",
                how=Known.DECLARED if subject.value else Known.INFERRED,
            )
        return self._system[bom]

    def counterparts(self, part: Part, written: str, path: Path) -> tuple[str, ...]:
        """The components that a `source` or `destination` names: a `bom-ref`, a BOM-Link or a URL."""
        reference = part.bom.reference(written)
        if reference in self.ids:
            return (self.ids[reference],)
        if reference in self._inner:
            return (self.system(part.bom),)
        if written.startswith("urn:cdx:"):
            self._draft.ask(
                self.id_of(part),
                f"Which service does `{written}` name, and who operates it?",
                "Data pass to or from it, and the BOM that it leads to is not here. Name it, too.",
                path,
                worst=Severity.HIGH,
            )
            return ()
        return tuple(self._at_url(written, path))

    def _at_url(self, written: str, path: Path) -> Iterator[str]:
        for use in uses_of_text(written, path, self._around, self._draft.hints, name=str(path[-1])):
            if isinstance(use, Supply):
                self._draft.supply(use.source, use.what, use.path)
            yield from self._draft.partners(use)

    def _hosts(self) -> dict[str, tuple[str, ...]]:
        """Hosts of endpoints to the first service that answers there."""
        found: dict[str, tuple[str, ...]] = {}
        for part in self._parts:
            for host in hosts_of(part.value.get("endpoints")):
                found.setdefault(host, (self.id_of(part),))
        return found

    def _callers(self) -> dict[str, list[tuple[str, Path]]]:
        """Who depends on each service, with the line; nobody for one that no dependency names."""
        callers: dict[str, list[tuple[str, Path]]] = {}
        for bom in self._all:
            for caller, needed, path in bom.dependencies():
                target = self.ids.get(needed)
                source = self.ids.get(caller) or (self.system(bom) if target else None)
                if target and source and source != target:
                    callers.setdefault(target, []).append((source, path))
        return callers


class _Passage:
    """The data of one service."""

    def __init__(self, services: Services, part: Part, callers: list[tuple[str, Path]], draft: Draft) -> None:
        self._services = services
        self._part = part
        self._id = services.id_of(part)
        self._draft = draft
        self._callers = callers

    def draw(self) -> None:
        entries = list(entries_of(self._part.value.get("data")))
        told = bool(entries)
        passed = [self._pass(one, ("data", at)) for at, one in entries]
        for caller, path in [] if any(passed) else self._who_calls(told):
            because = "it depends on the service, which does not say what it is sent"
            self._draft.flow(caller, self._id, path, how=Known.INFERRED, because=because)
        if told and self._is_outside() and all(_way(one.get("flow")) == "out" for _, one in entries):
            self._ask_what_arrives()

    def _pass(self, value: Any, keys: Path) -> bool:
        """Draw what one entry says; whether anything comes in."""
        path = self._part.path(*keys)
        datum = self._datum(value, path)
        way = _way(value.get("flow"))
        sources = self._named(value, "source", keys)
        targets = self._named(value, "destination", keys)
        if not sources and way in ("in", "both") and not _is_linked(value.get("source")):
            sources = self._others(datum)
        if not targets and way in ("out", "both") and not _is_linked(value.get("destination")):
            targets = self._others(datum)
        for source in sources:
            self._draft.flow(source, self._id, path, carries=[(datum, None)])
        for target in targets:
            self._draft.flow(self._id, target, path, carries=[(datum, None)])
        if not way and not sources and not targets:
            self._open(datum, path)
        return bool(sources) or (way in ("in", "both") and not self._is_outside())

    def _datum(self, value: Any, path: Path) -> str:
        classification = text_of(value.get("classification"))
        label = text_of(value.get("name")) or classification
        words = (classification, text_of(value.get("description")))
        return self._draft.datum(mentions.datum(mentions.id_of(label), label, path, words))

    def _named(self, value: Any, key: str, keys: Path) -> list[str]:
        texts = texts_of(value.get(key))
        path = self._part.path(*keys, key)
        found = (id_ for one in texts for id_ in self._services.counterparts(self._part, one, path))
        return [id_ for id_ in dict.fromkeys(found) if id_ != self._id]

    def _others(self, datum: str) -> list[str]:
        """With whom data pass when the entry names nobody."""
        callers = [id_ for id_, _ in self._who_calls(told=True)]
        if not callers:
            self._draft.hold(self._id, [datum])
        return callers

    def _who_calls(self, told: bool) -> Sequence[tuple[str, Path]]:
        """Who depends on the service, else what holds it, else what the BOM describes."""
        parent, bom = self._part.parent, self._part.bom
        if self._callers:
            return self._callers
        if parent is not None:
            return [(self._services.id_of(parent), self._part.path())] if told or self._is_outside() else []
        if self._is_outside() or (told and bom.subject.value):
            return [(self._services.system(bom), self._part.path())]
        return []

    def _is_outside(self) -> bool:
        return self._draft.components[self._id].operator != SELF

    def _open(self, datum: str, path: Path) -> None:
        """The direction is not known: what is one's own may hold it, what is not is asked for."""
        if not self._is_outside():
            self._draft.hold(self._id, [datum])
            return
        caller = next((id_ for id_, _ in self._who_calls(told=True)), "component")
        self._draft.ask(
            self._id,
            f"Does `{datum}` go to `{self._id}`, or come from it?",
            "The BOM does not say in which direction the data pass.",
            path,
            worst=Severity.HIGH,
            answer=f"flows: ['{caller} -> {self._id}: {datum}']",
        )

    def _ask_what_arrives(self) -> None:
        caller = next((id_ for id_, _ in self._who_calls(told=True)), "component")
        self._draft.ask(
            self._id,
            f"What is sent to `{self._id}`?",
            "Its data are `outbound`, which means out of that service. A request carries data, too.",
            self._part.path("data"),
            worst=Severity.HIGH,
            answer=f"flows: ['{caller} -> {self._id}: …']",
        )


def _is_linked(written: Any) -> bool:
    """Whether a BOM-Link says with whom data pass, even where it leads out of these files."""
    return any(one.startswith("urn:cdx:") for one in texts_of(written))


def _way(written: Any) -> str:
    """The direction, seen from the service: in, out, both, or empty when it is not known."""
    text = text_of(written).casefold()
    return next(
        (way for way, start in (("in", "in"), ("out", "out"), ("both", "bi")) if text.startswith(start)), ""
    )
