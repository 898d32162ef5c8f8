"""A manifest held against what files show: recipients, regions and flows that run and are not declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from borderflow.model.architecture import SELF, UNSTATED_OPERATOR, Component, Flow, Host
from borderflow.model.drift import Aspect, Difference, Drift, Match, Remark
from borderflow.model.location import Location
from borderflow.model.reading import Basis, Known
from borderflow.model.resolved import Resolved, ResolvedArchitecture
from borderflow.work.matching import match_components


def find_drift(declared: ResolvedArchitecture, shown: ResolvedArchitecture) -> Drift:
    """Both resolved with the same catalogue for the same day."""
    table = _Table(declared, shown)
    differences = (*table.recipients(), *table.swapped(), *table.regions(), *table.flows())
    order = list(Aspect)
    return Drift(
        system=declared.architecture.system.name,
        manifest=declared.architecture.inputs[0].path,
        files=tuple(one.path for one in shown.architecture.inputs),
        as_of=declared.as_of,
        differences=tuple(sorted(differences, key=lambda one: (order.index(one.aspect), one.subject))),
        remarks=tuple(table.remarks()),
        matches=table.matches,
    )


class _Table:
    """Both sides, with what was matched to what."""

    def __init__(self, declared: ResolvedArchitecture, shown: ResolvedArchitecture) -> None:
        self._declared, self._shown = declared, shown
        self.matches: tuple[Match, ...] = match_components(shown, declared)
        self._of = {one.shown: one.declared for one in self.matches}
        reading = shown.architecture.reading
        self._bases: Mapping[tuple[str, str], Basis] = reading.bases if reading else {}
        self._known = {company for one in declared.components.values() for company in _companies(one)}
        self._pairs = {(flow.source, flow.target) for flow in declared.architecture.flows}
        self._remarks: list[Remark] = []

    # Recipients.

    def recipients(self) -> Iterator[Difference]:
        """Companies, and those whom no file names, of whom the manifest says nothing."""
        by_company: dict[str, list[Resolved]] = defaultdict(list)
        for one in self._shown.components.values():
            for company in _companies(one) - self._known:
                by_company[company].append(one)
            if one.component.operator == UNSTATED_OPERATOR and one.component.id not in self._of:
                yield self._nameless(one)
        for company, components in sorted(by_company.items()):
            yield self._recipient(company, components)

    def _recipient(self, company: str, components: list[Resolved]) -> Difference:
        name = self._shown.companies[company].name
        ids = [one.component.id for one in components]
        hosts_only = all(one.operator != company for one in components)
        does = "hosts" if hosts_only else "operates"
        basis = self._basis(ids[0], "host" if hosts_only else "operator")
        return Difference(
            Aspect.RECIPIENT,
            company,
            f"{name} {does} {_quoted(ids)}, and no component of the manifest is operated or hosted by it.",
            self._location(components[0].component, basis),
            known=basis.how,
            because=basis.because,
            flows=tuple(self._flows_of(ids)),
            answer=_line(components[0].component),
        )

    def _nameless(self, one: Resolved) -> Difference:
        id_ = one.component.id
        basis = self._basis(id_, "operator")
        return Difference(
            Aspect.RECIPIENT,
            id_,
            f"Somebody answers as `{id_}` and receives data, and no component of the manifest stands for it.",
            self._location(one.component, basis),
            known=Known.UNKNOWN,
            because=basis.because,
            flows=tuple(self._flows_of([id_])),
            answer=f"components: {{{id_}: {{kind: {one.component.kind}, operator: company/product}}}}",
        )

    def swapped(self) -> Iterator[Difference]:
        """Components that somebody else operates than is declared, though the manifest knows the company."""
        for match in self.matches:
            ours, theirs = self._shown.components[match.shown], self._declared.components[match.declared]
            if ours.component.operator == UNSTATED_OPERATOR or ours.operator == theirs.operator:
                continue
            if ours.operator is not None and ours.operator not in self._known:
                continue  # said of the company
            basis = self._basis(match.shown, "operator")
            if ours.operator is None and (match.shown, "operator") not in self._bases:
                self._remarks.append(self._hosted_elsewhere(match, theirs))
                continue
            yield Difference(
                Aspect.RECIPIENT,
                match.shown,
                f"`{match.shown}` is operated by {self._name(ours)} in the files, and by "
                f"{self._name(theirs)} in the manifest.",
                self._location(ours.component, basis),
                self._declared_at(match.declared, "operator"),
                basis.how,
                basis.because,
            )

    def _hosted_elsewhere(self, match: Match, theirs: Resolved) -> Remark:
        return Remark(
            f"`{match.shown}` is run by {self._name(theirs)} in the manifest; the files do not say by whom.",
            self._declared_at(match.declared, "operator"),
        )

    def _name(self, one: Resolved) -> str:
        side = self._shown if one.component.id in self._shown.components else self._declared
        company = side.companies.get(one.operator or "") or self._declared.companies.get(one.operator or "")
        return company.name if company else "the controller"

    # Regions.

    def regions(self) -> Iterator[Difference]:
        """Places that a file states, and that the manifest has otherwise or not at all."""
        for match in self.matches:
            ours, theirs = self._shown.components[match.shown], self._declared.components[match.declared]
            place = ours.component.host
            if place is None or not (place.region or place.countries) or not ours.place.countries:
                continue
            strange = [code for code in ours.place.countries if code not in theirs.place.countries]
            if strange:
                yield self._region(match, ours, theirs)
            elif _region_of(theirs.component.host) not in ("", _region_of(place)):
                self._remarks.append(
                    Remark(
                        f"`{match.shown}` is at {_place(place)} in the files, and at "
                        f"{_place(theirs.component.host)} in the manifest: the same countries.",
                        self._declared_at(match.declared, "host"),
                    )
                )

    def _region(self, match: Match, ours: Resolved, theirs: Resolved) -> Difference:
        basis = self._basis(match.shown, "region")
        declared = ", ".join(theirs.place.countries)
        there = ", ".join(ours.place.countries)
        says = f"the manifest says {declared}" if declared else "the manifest does not say where"
        return Difference(
            Aspect.REGION,
            match.shown,
            f"`{match.shown}` runs at {_place(ours.component.host)} ({there}), and {says}.",
            self._location(ours.component, basis),
            self._declared_at(match.declared, "host"),
            basis.how,
            basis.because,
            answer=f"components: {{{match.declared}: {{host: {_place(ours.component.host)}}}}}",
        )

    # Flows.

    def flows(self) -> Iterator[Difference]:
        """Flows between what was matched that the manifest does not have."""
        for flow in self._shown.architecture.flows:
            source, target = self._of.get(flow.source), self._of.get(flow.target)
            if target is None or source == target or (source, target) in self._pairs:
                continue
            if source is None and any(end == target for _, end in self._pairs):
                continue  # the manifest draws fewer components, and has the recipient
            basis = self._bases.get((flow.id, "flow"), Basis(Known.DECLARED))
            if basis.how is Known.INFERRED and self._is_inside(flow):
                self._remarks.append(Remark(f"{_arrow(flow)} is inferred and not declared.", self._at(flow)))
                continue
            yield Difference(
                Aspect.FLOW,
                f"{flow.source}->{flow.target}",
                f"Data go from `{flow.source}` to `{flow.target}`, and the manifest has no such flow"
                f"{self._as_declared(flow, source, target)}.",
                self._at(flow),
                known=basis.how,
                because=basis.because,
                flows=(flow.id,),
                answer=f"flows: ['{source or flow.source} -> {target}']",
            )

    def _as_declared(self, flow: Flow, source: str | None, target: str) -> str:
        renamed = [
            f"`{ours}` is `{theirs}`"
            for ours, theirs in ((flow.source, source), (flow.target, target))
            if theirs not in (None, ours)
        ]
        return f" ({', '.join(renamed)} there)" if renamed else ""

    def _is_inside(self, flow: Flow) -> bool:
        ends = (self._shown.components[id_] for id_ in (flow.source, flow.target))
        return all(one.operator is None and one.component.operator == SELF for one in ends)

    def _at(self, flow: Flow) -> Location:
        return self._shown.architecture.locate(flow.path)

    def _flows_of(self, ids: Iterable[str]) -> Iterator[str]:
        named = set(ids)
        yield from (flow.id for flow in self._shown.architecture.flows if named & {flow.source, flow.target})

    # What is no drift.

    def remarks(self) -> Iterator[Remark]:
        """What the files have and the manifest leaves out of its own, and what it has and no file shows."""
        yield from dict.fromkeys(self._remarks)
        for id_, one in self._shown.components.items():
            if id_ not in self._of and not _companies(one) - self._known and one.component.operator == SELF:
                place = self._shown.architecture.locate(one.component.path)
                yield Remark(f"`{id_}` runs here and stands for no component of the manifest.", place)
        matched = set(self._of.values())
        for id_ in self._declared.components:
            if id_ not in matched:
                yield Remark(f"`{id_}` is declared, and no file shows it.", self._declared_at(id_, "kind"))
        shown = {
            (self._of.get(flow.source), self._of.get(flow.target)) for flow in self._shown.architecture.flows
        }
        for flow in self._declared.architecture.flows:
            if {flow.source, flow.target} <= matched and (flow.source, flow.target) not in shown:
                yield Remark(
                    f"{_arrow(flow)} is declared, and no file shows it.",
                    self._declared.architecture.locate(flow.path),
                )

    # Places.

    def _basis(self, id_: str, field: str) -> Basis:
        fields = {"region": ("region", "host"), "host": ("host", "region", "kind")}.get(field, (field,))
        found = (self._bases.get((id_, one)) for one in fields)
        return next((one for one in found if one is not None), Basis(Known.DECLARED))

    def _location(self, component: Component, basis: Basis) -> Location:
        return self._shown.architecture.locate(basis.path or component.path)

    def _declared_at(self, id_: str, field: str) -> Location:
        return self._declared.architecture.locate((*self._declared.components[id_].component.path, field))


def _companies(one: Resolved) -> set[str]:
    return {company for company in (one.operator, one.host) if company}


def _quoted(ids: Iterable[str]) -> str:
    return ", ".join(f"`{id_}`" for id_ in ids)


def _arrow(flow: Flow) -> str:
    return f"The flow from `{flow.source}` to `{flow.target}`"


def _region_of(host: Host | None) -> str:
    return (host.region or "") if host else ""


def _place(host: Host | None) -> str:
    if host is None:
        return "no stated place"
    company = "/".join(filter(None, (host.provider, host.product)))
    return f"{company}@{host.region}" if host.region else company or ", ".join(host.countries)


def _line(component: Component) -> str:
    host = component.host
    place = f", host: {_place(host)}" if host and host.region else ""
    return (
        f"components: {{{component.id}: {{kind: {component.kind}, operator: {component.operator}{place}}}}}"
    )
