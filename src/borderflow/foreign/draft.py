"""An architecture in the making: readers add to it what they see, with how they know it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from borderflow.errors import Fault, InputError
from borderflow.foreign.assuming import assume
from borderflow.foreign.hints import Hints
from borderflow.foreign.settings import Around, Setting, Supply, Use, find_uses
from borderflow.foreign.sheet import Sheet
from borderflow.model.architecture import (
    SELF,
    UNSTATED_OPERATOR,
    Architecture,
    Component,
    Contract,
    Datum,
    Flow,
    Form,
    Host,
    Input,
    Organisation,
    PartyFacts,
    Purpose,
    System,
)
from borderflow.model.findings import Question, Severity
from borderflow.model.location import Location
from borderflow.model.reading import Basis, Known, Reading, SupplyLink
from borderflow.model.records import Path

_CONTROLLER = "The controller (not stated)"
_ORDER = list(Known)
_WORD = re.compile(r"[^\W_][\w.-]*")
"""An id that YAML takes as it is."""
_MOST_NAMED = 6


class _Edge(Struct, frozen=True):
    flow: Flow
    basis: Basis


class Draft:
    """What the readers of one check put together. Ids are names as people know them, made unique."""

    def __init__(self, hints: Hints, sheets: Mapping[str, Sheet]) -> None:
        self.hints = hints
        self._sheets = sheets
        self.components: dict[str, Component] = {}
        self.data: dict[str, Datum] = {}
        self.purposes: dict[str, Purpose] = {}
        self.parties: dict[str, PartyFacts] = {}
        self.contracts: list[Contract] = []
        self.names: list[str] = []
        """Names that files give the system; the first one is taken."""
        self.owner: Organisation | None = None
        """The organisation, where a file names it."""
        self.formats: dict[str, str] = {}
        """File name to the format as which it was read."""
        self.neighbours: dict[str, tuple[str, ...]] = {}
        """Host names of one's own network to the components that answer to them."""
        self._bases: dict[tuple[str, str], Basis] = {}
        self._flows: dict[tuple[str, str], _Edge] = {}
        self._called: dict[str, dict[str, None]] = {}
        self._origins: dict[Path, str] = {}
        self._entries: dict[str, None] = {}
        self._remarks: dict[Fault, None] = {}
        self._supply: dict[tuple[str, str], SupplyLink] = {}
        self._questions: dict[tuple[str, str], Question] = {}
        self._located: dict[Path, Location] = {}
        """Several facts stand at one place: it is looked up once."""
        self._possible: set[tuple[str, str]] = set()
        """Questions whether somebody is used at all."""

    # What is there.

    def component(
        self,
        name: str,
        path: Path,
        kind: str,
        *,
        label: str = "",
        operator: str = SELF,
        host: Host | None = None,
        software: str = "",
        model: str = "",
        how: Known = Known.DECLARED,
        because: str = "",
        holds: tuple[str, ...] = (),
        key: Path = (),
    ) -> str:
        """Add a component and give its id; the same place, or the same key, is the same component."""
        key = key or path
        if key in self._origins:
            return self._origins[key]
        id_ = self._free(name)
        shown = label if label != id_ else ""
        self.components[id_] = Component(
            id_, kind, shown, operator, host, software, model, holds=holds, path=path
        )
        self._origins[key] = id_
        self.know(id_, "kind", how, because, path)
        return id_

    def external(
        self,
        product: str,
        kind: str,
        path: Path,
        *,
        region: str = "",
        deployment: str | None = None,
        model: str = "",
        how: Known = Known.DECLARED,
        because: str = "",
    ) -> str:
        """A recipient of the catalogue; the same product, region and use is one."""
        company, _, name = product.partition("/")
        known = self.hints.catalog.product(company, name or None, kind)
        product, name = (known.id, known.id.partition("/")[2]) if known else (product, name)
        key: Path = ("external", product, region, kind, deployment or "")
        if key in self._origins:
            self._firmer(self._origins[key], "operator", Basis(how, because, path))
            return self._origins[key]
        host = (
            Host(company, name or None, region or None, deployment, path=path)
            if region or deployment
            else None
        )
        wanted = company if kind in ("llm", "saas", *self._main_kinds(product)) else f"{company}-{kind}"
        id_ = self._free(
            f"{wanted}-{region}" if region and wanted in self.components else wanted, f"{wanted}-service"
        )
        self.components[id_] = Component(
            id_, kind, known.name if known else "", product, host, model=model, path=path
        )
        self._origins[key] = id_
        self.know(id_, "operator", how, because, path)
        if region:
            self.know(id_, "region", how, f"region `{region}`: {because}", path)
        return id_

    def stranger(
        self,
        name: str,
        kind: str,
        path: Path,
        *,
        asks: str,
        why: str = "",
        because: str = "",
        worst: Severity = Severity.HIGH,
    ) -> str:
        """Somebody who receives data and whom no file names: no finding rests on it, a question does."""
        key: Path = ("stranger", name, kind)
        if key not in self._origins:
            id_ = self._free(name)
            self.components[id_] = Component(id_, kind, operator=UNSTATED_OPERATOR, path=path)
            self._origins[key] = id_
            self.know(id_, "operator", Known.UNKNOWN, because, path)
            self.ask(
                id_,
                asks,
                why or "Whoever answers there receives the data: a recipient, perhaps in a third country.",
                path,
                worst=worst,
                answer=f"components: {{{id_}: {{operator: company/product, host: company@region}}}}",
            )
        return self._origins[key]

    def datum(self, datum: Datum, *, how: Known = Known.INFERRED, because: str = "") -> str:
        """A class of data that the files speak of; what several say of one is joined."""
        before = self.data.get(datum.id)
        if before is None:
            self.data[datum.id] = datum
            self.know(datum.id, "data", how, because or "its name and what is said of it", datum.path)
            return datum.id
        stated = before.personal, datum.personal
        self.data[datum.id] = replace(
            before,
            personal=True if True in stated else None if None in stated else False,
            categories=tuple(dict.fromkeys((*before.categories, *datum.categories))),
            subjects=tuple(dict.fromkeys((*before.subjects, *datum.subjects))),
        )
        return datum.id

    def hold(self, id_: str, data: Iterable[str]) -> None:
        """Note that data originate in, or lie in, a component."""
        held = self.components[id_].holds
        self.components[id_] = replace(self.components[id_], holds=tuple(dict.fromkeys((*held, *data))))

    def enters(self, id_: str) -> None:
        """Note that people reach this component: what they enter arrives here."""
        self._entries[id_] = None

    def flow(
        self,
        source: str,
        target: str,
        path: Path,
        *,
        how: Known = Known.DECLARED,
        because: str = "",
        carries: Sequence[tuple[str, Form | None]] | None = None,
        purpose: str | None = None,
    ) -> None:
        """Data go from one component to another. A pair is one flow; what several say of it is joined."""
        if source == target or source not in self.components or target not in self.components:
            return
        basis = Basis(how, because, path)
        carried = None if carries is None else tuple(dict.fromkeys(carries))
        before = self._flows.get((source, target))
        if before is not None:
            both = before.flow.carries, carried
            joined = None if None in both else tuple(dict.fromkeys((*(both[0] or ()), *(both[1] or ()))))
            firmer = min(before.basis, basis, key=lambda one: _ORDER.index(one.how))
            self._flows[source, target] = _Edge(
                before.flow._replace(carries=joined or before.flow.carries or carried), firmer
            )
            return
        flow = Flow(f"{source}->{target}", source, target, carried, purpose, path=path)
        self._flows[source, target] = _Edge(flow, basis)
        self._called.setdefault(source, {})[target] = None

    def doubt_keys(self, source: str) -> None:
        """Take back recipients that only a key in the settings of a component spoke of.

        A configuration that says for which endpoints the keys are knows better.
        """
        for key, edge in list(self._flows.items()):
            target = self.components[key[1]]
            if key[0] == source and edge.basis.how is Known.INFERRED and target.operator != SELF:
                del self._flows[key]
                del self._called[source][target.id]
                if not any(target.id in ends for ends in self._flows):
                    self._remove(target.id)

    def _remove(self, id_: str) -> None:
        del self.components[id_]
        self._origins = {origin: one for origin, one in self._origins.items() if one != id_}
        self._bases = {ground: basis for ground, basis in self._bases.items() if ground[0] != id_}

    def called_by(self, source: str) -> tuple[str, ...]:
        """The components to which one hands data."""
        return tuple(self._called.get(source, ()))

    def has_flow(self, source: str, target: str) -> bool:
        return (source, target) in self._flows

    # How it is known, and what is not.

    def know(self, id_: str, field: str, how: Known, because: str, path: Path) -> None:
        """Say how a fact about a component is known."""
        self._bases[id_, field] = Basis(how, because, path)

    def ask(
        self,
        subject: str,
        asks: str,
        why: str,
        path: Path,
        *,
        worst: Severity = Severity.MEDIUM,
        answer: str = "",
    ) -> None:
        """A question that only a person can answer."""
        weight = Severity.MEDIUM if worst >= Severity.HIGH else Severity.LOW
        self._questions.setdefault(
            (subject, asks), Question(subject, asks, why, "", weight, worst, self.locate(path), answer)
        )

    def ask_operator(self, id_: str, asks: str, why: str, path: Path) -> None:
        """Whether somebody else runs a component; whoever does receives what it holds."""
        answer = f"components: {{{id_}: {{operator: company/product}}}}"
        self.ask(id_, asks, why, path, worst=Severity.HIGH, answer=answer)

    def remark(self, message: str, place: Path | Location | None = None, hint: str | None = None) -> None:
        """Something that was not read, or let pass."""
        at = self.locate(place) if isinstance(place, tuple) else place
        self._remarks[Fault(message, at, hint)] = None

    def note(self, *faults: Fault) -> None:
        """The same, as faults that somebody else worded."""
        self._remarks |= dict.fromkeys(faults)

    def supply(self, source: str, what: str, path: Path) -> None:
        """Where software or weights come from: kept apart from the flows."""
        self._supply.setdefault((source, what), SupplyLink(source, what, self.locate(path)))

    # What settings say.

    def settle(self, id_: str, settings: Sequence[Setting], around: Around) -> None:
        """Add everybody whom the settings of a component name."""
        self.apply(id_, find_uses(settings, around, self.hints))

    def apply(self, id_: str, uses: Iterable[Use | Supply]) -> None:
        """Add partners that were found, with the flows to them."""
        for use in uses:
            if isinstance(use, Supply):
                self.supply(use.source, use.what, use.path)
            elif use.conditional:
                key = str(use.path[-1]) if use.path else "its key"
                because = f"`{key}` is empty unless somebody sets it"
                self.possibility(use.product, use.kind, use.path, because, source=id_)
            else:
                target = self._partner(use)
                self.flow(id_, target, use.path, how=use.how, because=use.because)

    def _partner(self, use: Use) -> str:
        if use.neighbour:
            return use.neighbour
        if use.product:
            return self.external(
                use.product,
                use.kind,
                use.path,
                region=use.region,
                deployment=use.deployment,
                how=use.how,
                because=use.because,
            )
        if use.own:
            known: Path = ("own", use.host)
            if known not in self._origins:
                self._origins[known] = self.component(
                    use.host,
                    (*use.path, use.host),
                    use.kind or "application",
                    how=Known.INFERRED,
                    because=use.because,
                )
                self.remark(
                    f"`{use.host}` is called and not described in these files; it is taken for one's own.",
                    use.path,
                    "name the file that describes it",
                )
            return self._origins[known]
        if use.host:
            asks = f"Who operates `{use.host}`, and where?"
        else:
            asks = f"Which service does `{use.variable}` lead to, and who operates it?"
        name = use.host or use.variable.casefold().replace("_", "-")
        return self.stranger(name, use.kind or "application", use.path, asks=asks, because=use.because)

    def partners(self, use: Use | Supply) -> tuple[str, ...]:
        """The component that stands for somebody who was found; none for a source of software."""
        return () if isinstance(use, Supply) else (self._partner(use),)

    def place(self, id_: str, host: Host, path: Path, *, how: Known, because: str) -> None:
        """Say where a component runs."""
        self.components[id_] = replace(self.components[id_], host=replace(host, path=path))
        self.know(id_, "host", how, because, path)

    def possibility(self, product: str, kind: str, path: Path, because: str, *, source: str = "") -> None:
        """Somebody who may be called: asked for, unless it is a recipient already. Nothing flows there."""
        company = product.partition("/")[0]
        if any(one.operator.partition("/")[0] == company for one in self.components.values()):
            return
        provider = self.hints.catalog.provider(company)
        name = provider.name if provider else company
        asks = f"Is {name} used, and with which data?"
        self._possible.add((company, asks))
        self.ask(
            company,
            asks,
            f"{because[:1].upper()}{because[1:]}. If it is used, {name} is a recipient.",
            path,
            answer=f"components: {{{company}: {{kind: {kind}, operator: {product}}}}}"
            + (f"\nflows: ['{source} -> {company}']" if source else ""),
        )

    # The whole.

    def locate(self, path: Path) -> Location:
        """The line of a path whose first part is a file."""
        if path not in self._located:
            sheet = self._sheets.get(str(path[0])) if path else None
            if sheet is None:  # of the system as a whole
                return Location(next(iter(self.formats), "<files>"))
            self._located[path] = sheet.locate(path[1:])
        return self._located[path]

    def refuse_nothing(self) -> None:
        """An empty success would be a lie.

        Raises:
            InputError: there is no component; with everything that was remarked.
        """
        if not self.components:
            names = ", ".join(f"`{name}`" for name in self.formats) or "the files"
            empty = Fault(
                f"Nothing in {names} holds or moves data.", None, "name the files that describe the services"
            )
            raise InputError(*(self._remarks or [empty]))

    def finish(self, inputs: Sequence[Input], *, assume_personal_data: bool) -> Architecture:
        """The architecture, with the assumption about data where the files declare none."""
        self._drop_answered()
        self._ask_of_data()
        bases = dict(self._bases)
        bases |= {(edge.flow.id, "flow"): edge.basis for edge in self._flows.values()}
        reading = Reading(
            bases,
            (),
            tuple(self._remarks),
            tuple(self._supply[key] for key in sorted(self._supply)),
            tuple(self._questions.values()),
            tuple(self._entries),
        )
        made = self._architecture(inputs, reading)
        if self.data or not assume_personal_data:
            return made
        return assume(made, reading, self.hints.catalog.vocabulary)

    def _architecture(self, inputs: Sequence[Input], reading: Reading) -> Architecture:
        sheets = self._sheets
        return Architecture(
            system=System(self._name()),
            controller=self.owner or Organisation(_CONTROLLER),
            data=dict(self.data),
            purposes=dict(self.purposes),
            components={id_: self.components[id_] for id_ in sorted(self.components)},
            flows=tuple(self._flows[key].flow for key in sorted(self._flows)),
            parties=dict(self.parties),
            contracts=tuple(self.contracts),
            inputs=tuple(inputs),
            locate=self.locate,
            line=lambda place: sheets[place.file].line(place.line) if place.file in sheets else None,
            reading=reading,
        )

    def _ask_of_data(self) -> None:
        """Data of which nothing says whether they are personal count as personal: one question for all."""
        open_ = [one for one in self.data.values() if one.personal is None]
        if not open_:
            return
        named = ", ".join(f"`{one.id}`" for one in open_[:_MOST_NAMED])
        more = f" and {len(open_) - _MOST_NAMED} more" if len(open_) > _MOST_NAMED else ""
        self.ask(
            "data",
            f"Are there personal data in {named}{more}, and about whom?",
            "Nothing says so, and until somebody does they count as personal data.",
            open_[0].path,
            answer=_for_all([one.id for one in open_]),
        )

    def _drop_answered(self) -> None:
        """Whether somebody is used need not be asked once a later file has shown it."""
        used = {one.operator.partition("/")[0] for one in self.components.values()}
        for key in self._possible:
            if key[0] in used:
                self._questions.pop(key, None)

    def _name(self) -> str:
        """What a file calls the system, else the folder of the first file."""
        folders = [self._sheets[name].file.parent.name for name in self.formats if name in self._sheets]
        return next((name for name in (*self.names, *folders) if name), "The files given")

    def _main_kinds(self, product: str) -> tuple[str, ...]:
        company, _, name = product.partition("/")
        known = self.hints.catalog.product(company, name or None, None)
        return known.kinds[:1] if known else ()

    def _firmer(self, id_: str, field: str, basis: Basis) -> None:
        before = self._bases.get((id_, field))
        if before is None or _ORDER.index(basis.how) < _ORDER.index(before.how):
            self._bases[id_, field] = basis

    def _free(self, name: str, other: str = "") -> str:
        """An id that nothing bears yet."""
        plain = re.sub(r"[^\w.-]+", "-", name.strip()).strip("-") or "part"
        if plain not in self.components:
            return plain
        if other and other not in self.components:
            return other
        return next(f"{plain}-{n}" for n in range(2, 1_000_000) if f"{plain}-{n}" not in self.components)


def _for_all(data: Sequence[str]) -> str:
    """The line that says of all of them that they are not personal."""
    first, *others = (
        json.dumps(id_, ensure_ascii=False) if not _WORD.fullmatch(id_) else id_ for id_ in data
    )
    mark = "&same " if others else ""
    return f"data: {{{first}: {mark}{{personal: false}}{''.join(f', {id_}: *same' for id_ in others)}}}"
