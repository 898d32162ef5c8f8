"""A hop between two legal entities, as a case that rules judge: its facts, grounds, places and words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from borderflow.analysis.engagements import Engagement, Scene
from borderflow.analysis.shields import is_out_of_reach
from borderflow.analysis.tools import ORIGINS, Tool, is_framework_in_force, tool_words
from borderflow.analysis.witness import to_company
from borderflow.language import say, to_say
from borderflow.language.forms import country_name, told
from borderflow.model.age import DPF_LIMIT_DAYS, TIA_LIMIT_DAYS
from borderflow.model.architecture import Clauses, Contract, Dpf
from borderflow.model.catalog import Adequacy, Jurisdiction, Owner
from borderflow.model.facts import Case, TransferFacts, Tri
from borderflow.model.findings import Hop
from borderflow.model.knowledge import Ground, Level, Origin, Unknown
from borderflow.model.location import Location
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.resolved import Company

_LISTED = {
    "active": to_say("active"),
    "claimed": to_say("claimed"),
    "lapsed": to_say("lapsed"),
    "other-entity": to_say("held by another entity"),
    "none": to_say("none"),
    "unknown": to_say("unknown"),
}
"""How an organisation stands on the list of the Data Privacy Framework."""
_MODULES = {
    ("controller", "controller"): 1,
    ("controller", "processor"): 2,
    ("processor", "processor"): 3,
    ("processor", "controller"): 4,
}
"""Roles of exporter and importer to the module of the clauses of 2021."""
_EITHER = ("controller", "processor")
_AS_IMPORTER = {"processor": ("processor",), "controller": ("controller",), "joint": ("controller",)}
"""What a party is to the clauses; joint controllers are two controllers to them."""


def is_organisation(company: Company) -> bool:
    return bool(company.declared and company.declared.international_organisation)


class EntityHop(Struct, frozen=True):
    """One hop on its way to becoming a case."""

    scene: Scene
    engagement: Engagement
    exporter: str
    """`controller`, or the company id of the processor that exports."""
    importer: str
    name: str
    country: str | None
    contract: Contract
    tool: Tool | None = None
    remote: bool = False
    access: str = "known"
    dpf: Dpf | None = None
    """Standing of this importer on the list, where the contract is with another."""
    of_group: bool = False
    """The exporter is a company of the controller's group, judged as the controller is."""

    @property
    def onward(self) -> bool:
        return self.exporter != "controller" and not self.of_group

    @property
    def _listed(self) -> Dpf:
        return self.contract.dpf if self.dpf is None else self.dpf

    def case(self) -> Case:
        engagement = self.engagement
        tool = self.tool or self._first_hop_tool()
        return Case(
            kind="transfer",
            subject=(self.exporter, self.importer),
            facts=self._facts(tool),
            words=self._words(tool),
            grounds=dict(self._grounds(tool)),
            group=f"importer:{engagement.company.id}",
            components=engagement.components,
            parties=(engagement.company.id,)
            if not engagement.engaged_by
            else (engagement.company.id, engagement.engaged_by),
            data=engagement.data,
            flows=self.scene.flows_into(engagement.components),
            path=(*to_company(self.scene, engagement), *self._last_hop()),
            location=self.scene.locate(
                (*self.scene.architecture.components[engagement.components[0]].path, "operator")
            ),
            locations=dict(self._locations(tool)),
        )

    def _facts(self, tool: Tool) -> TransferFacts:
        scene, data = self.scene, self.engagement.data
        found = self._regime()
        in_force = self._is_dpf_in_force()
        hr = scene.is_employment_data(data)
        facts = TransferFacts(
            personal=True,
            sensitive=scene.is_sensitive(data, self.engagement.components),
            exporter="processor" if self.onward else "controller",
            third_country=self._third_country(),
            adequacy=found.adequacy if found else Adequacy.NONE,
            conditions=self._conditions(in_force),
            united_states=in_force,
            dpf=self._dpf_status() if in_force else "none",
            dpf_in_force=in_force,
            dpf_stale=self._dpf_stale(),
            hr_data=hr,
            hr_covered=self._hr_covered(),
            tool=tool.standing,
            tool_valid=self._validity(),
            derogation=self._derogation(),
            tia=self._tia(),
            tia_finding=self.contract.tia_finding,
            remote=self.remote,
            access=self.access,
            international_organisation=is_organisation(self.engagement.company) and not self.onward,
            transparent=_told(scene),
            problematic=bool(found and found.problematic),
            verify_status=bool(found and found.verify_status),
            shielded=is_out_of_reach(scene, self.engagement)
            or scene.is_effectively_pseudonymised(self.engagement.components),
        )
        return replace(facts, tool_needed=_is_tool_needed(facts))

    def _regime(self) -> Jurisdiction | None:
        """What Chapter V knows of the importer: its country, or the organisation itself wherever it sits."""
        if self.importer == self.engagement.company.id and is_organisation(self.engagement.company):
            return self.scene.jurisdiction(self.engagement.company.id.upper())
        return self.scene.jurisdiction(self.country) if self.country else None

    def _tia(self) -> Standing:
        """The standing of the assessment; one that was made before the law changed is out of date."""
        standing, regime = _dated(self.contract.tia, self.scene.as_of), self._regime()
        if standing is Standing.RECORDED and regime is not None and regime.unsettled:
            return Standing.STALE
        return standing

    def _is_dpf_in_force(self) -> bool:
        """Whether the decision of the day about the United States is the Data Privacy Framework."""
        return self.country == "US" and is_framework_in_force(self._regime())

    def _third_country(self) -> Tri:
        if self.country is None:
            return Unknown(f"the country of {self.name} is not known", f"Where is {self.name} established?")
        return not self.scene.is_eea(self.country) or is_organisation(self.engagement.company)

    def _conditions(self, dpf_in_force: bool) -> str:
        """Conditions about the recipient; where no decision sets any, no statement can meet them."""
        regime = self._regime()
        if regime is None or regime.adequacy is not Adequacy.PARTIAL:
            return "unknown"
        if dpf_in_force:
            status = self._dpf_status()
            return {"active": "met", "claimed": "unknown", "unstated": "unknown"}.get(status, "failed")
        declared = self.engagement.company.declared
        answers = set(declared.conditions.values()) if declared else set()
        if Answer.NO in answers or (declared and declared.public_body is Answer.YES):
            return "failed"
        return "met" if answers == {Answer.YES} else "unknown"

    def _dpf_status(self) -> str:
        if stated := self._listed.status:
            return "unstated" if stated == "unknown" else stated
        for product in self.engagement.company.products:
            if (known := product.dpf.known) is not None:
                return known.value
        return "unstated"

    def _dpf_stale(self) -> bool:
        checked = self._listed.checked
        return checked is not None and (self.scene.as_of - checked).days > DPF_LIMIT_DAYS

    def _hr_covered(self) -> str:
        return {Answer.YES: "yes", Answer.NO: "no"}.get(self._listed.hr, "unknown")

    def _first_hop_tool(self) -> Tool:
        clauses, at = self.contract.clauses, None
        if clauses.record.standing is not Standing.ABSENT:
            at = self.scene.locate(clauses.record.path)
            standing = clauses.record.standing_on(self.scene.as_of)
            if clauses.kind == "art49":
                return Tool(Standing.ABSENT, "art49", None, at)
            return Tool(
                standing,
                _clause_words(clauses),
                Ground(
                    say("transfer tool: {tool}", tool=_stated(clauses, standing)),
                    Origin.DECLARED,
                    location=at,
                ),
                at,
            )
        return self._presumed()

    def _presumed(self) -> Tool:
        """Clauses that the provider's terms contain, for business tiers only."""
        products = self.engagement.company.products
        stated_none = self.contract.dpa.standing is Standing.NONE
        if not products or stated_none or self.scene.is_consumer(self.engagement):
            return Tool(Standing.ABSENT)
        for product in products:
            if product.sccs_in_terms.known and product.dpa_incorporated.known:
                text = say(
                    "the terms of {product} contain standard contractual clauses", product=product.name
                )
                return Tool(Standing.PRESUMED, "scc", product.sccs_in_terms.ground(text, Origin.PRESUMED))
        return Tool(Standing.ABSENT)

    def _validity(self) -> str:
        clauses = self.contract.clauses
        if self.onward or clauses.kind != "scc" or clauses.record.standing is not Standing.RECORDED:
            return "valid"
        adopted = self.scene.system.clauses(clauses.record.version)
        if (
            adopted is None
            or not adopted.covers_transfer
            or not adopted.holds_on(self.scene.as_of, clauses.record.on)
        ):
            return "wrong"
        if not adopted.modules:
            return "valid"
        if not clauses.modules:
            return "unstated"
        if not self._fitting_modules() & set(clauses.modules):
            return "wrong"
        return "annex-missing" if clauses.annexes is Answer.NO else "valid"

    def _fitting_modules(self) -> set[int]:
        """Modules for the roles of the two; where a role is open or twofold, each that may fit."""
        own = "processor" if self.scene.architecture.system.role == "processor" else "controller"
        role = self.scene.role(self.engagement)
        roles = _AS_IMPORTER.get(role, _EITHER) if isinstance(role, str) else _EITHER
        return {_MODULES[own, role] for role in roles}

    def _derogation(self) -> str:
        clauses = self.contract.clauses
        if self.onward or clauses.kind != "art49" or clauses.record.standing is not Standing.RECORDED:
            return "no"
        return "occasional" if clauses.occasional.standing is Standing.RECORDED else "standing"

    def _last_hop(self) -> tuple[Hop, ...]:
        if self.importer == self.engagement.company.id:
            return ()
        role = say("has remote access") if self.remote else say("processes for it")
        where = f"{self.name} ({self.country})" if self.country else self.name
        return (Hop(say("{who} {does}", who=where, does=role), party=self.name),)

    def _grounds(self, tool: Tool) -> Iterator[tuple[str, Ground]]:
        company = self.engagement.company
        if not self.onward or self.engagement.engaged_by:
            if "country" in company.grounds:
                yield "third_country", company.grounds["country"]
        else:
            yield (
                "third_country",
                Ground(
                    say(
                        "{entity} is established in {country}",
                        entity=self.name,
                        country=self.country or say("an unknown country"),
                    ),
                    Origin.CATALOG,
                    level=_level(company),
                ),
            )
        if tool.ground is not None:
            yield "tool", tool.ground
        found = self.scene.jurisdiction(self.country) if self.country else None
        if found is not None and found.instrument:
            yield (
                "adequacy",
                Ground(
                    say(
                        "{name}: {said}",
                        name=country_name(found.code, found.name),
                        said=told(found.instrument),
                    ),
                    Origin.CATALOG,
                    found.source,
                    found.as_of,
                ),
            )
        if self._is_dpf_in_force():
            yield "dpf", self._dpf_ground()

    def _dpf_ground(self) -> Ground:
        if self._listed.status:
            at = self.scene.locate(self._listed.path) if self._listed.path else None
            return Ground(
                say("Data Privacy Framework: {status}", status=say(_LISTED[self._listed.status])),
                Origin.DECLARED,
                location=at,
            )
        for product in self.engagement.company.products:
            if product.dpf.known is not None:
                return product.dpf.ground(
                    say("Data Privacy Framework: {status}", status=say(_LISTED[product.dpf.known]))
                )
        return Ground(say("Data Privacy Framework: nothing stated"), Origin.INFERRED)

    def _locations(self, tool: Tool) -> Iterator[tuple[str, Location]]:
        if tool.location is not None:
            yield "tool", tool.location
        if self.contract.path:
            for fact in ("tia", "dpf"):
                yield fact, self.scene.locate((*self.contract.path, fact))

    def _words(self, tool: Tool) -> dict[str, str]:
        scene, company = self.scene, self.engagement.company
        by = scene.system.companies.get(self.exporter)
        return {
            "id": company.id,
            "party": company.name,
            "entity": company.entity,
            "importer": self.name,
            "exporter": (by.entity if by else scene.architecture.controller.name),
            "code": self.country or "",
            "country": scene.country_name(self.country) if self.country else say("an unknown country"),
            "data": scene.data_words(self.engagement.data),
            "components": ", ".join(self.engagement.components),
            "component": self.engagement.components[0],
            "tool": tool_words(tool.kind) if tool.kind else say("no tool"),
            "parent": company.parent.name if isinstance(company.parent, Owner) else say("no known parent"),
            "place": scene.place_words(self.engagement.components),
            "origin": say(ORIGINS[tool.standing]),
        }


def _is_tool_needed(facts: TransferFacts) -> bool:
    """Whether adequacy, or the DPF as far as it is claimed, leaves the flow to an Art. 46 tool."""
    if facts.adequacy in (Adequacy.EEA, Adequacy.ADEQUATE):
        return False
    if facts.united_states and facts.dpf in ("active", "claimed"):
        return facts.hr_data and facts.hr_covered != "yes"
    return facts.conditions != "met"


def _dated(tia: Record, day: date) -> Standing:
    """The standing of an assessment: without a date nobody can tell whether it is current."""
    standing = tia.standing_on(day, TIA_LIMIT_DAYS)
    return Standing.STALE if standing is Standing.RECORDED and tia.on is None else standing


def _told(scene: Scene) -> str:
    """Whether notice and register both tell of transfers: `false` when one is said not to."""
    system = scene.architecture.system
    told = [one.get("transfers", Answer.ABSENT) for one in (system.record_content, system.notice_content)]
    if Answer.NO in told:
        return "false"
    return "recorded" if set(told) == {Answer.YES} else "absent"


def _clause_words(clauses: Clauses) -> str:
    if clauses.kind != "scc":
        return clauses.kind.upper()
    modules = ", ".join(map(str, clauses.modules))
    if not modules:
        return say("standard contractual clauses")
    return say("standard contractual clauses, module {modules}", modules=modules)


def _stated(clauses: Clauses, standing: Standing) -> str:
    return _clause_words(clauses) if standing is Standing.RECORDED else say(ORIGINS[standing])


def _level(company: Company) -> Level:
    """How well the company's structure is verified: what is known of its affiliates is no better."""
    ground = company.grounds.get("parent") or company.grounds.get("country")
    return ground.level if ground else Level.UNVERIFIED
