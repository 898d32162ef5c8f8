"""Facts about an engagement: is the company properly bound, on which terms, and where does it process?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from borderflow.analysis.engagements import Engagement, Scene, known_country
from borderflow.analysis.shields import is_out_of_reach
from borderflow.analysis.tools import onward_tool
from borderflow.analysis.witness import to_company
from borderflow.language import say
from borderflow.language.forms import dated, dated_text, quoted
from borderflow.model.architecture import ChainLink, Contract
from borderflow.model.catalog import Owner, Product, TrainingUse
from borderflow.model.facts import Case, EngagementFacts, Tri
from borderflow.model.knowledge import Fact, Ground, Origin, Unknown
from borderflow.model.location import Location
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.resolved import Placement, Resolved

AI_KINDS = frozenset(
    (
        "embedding reranker llm agent image-model speech speech-to-text text-to-speech translation "
        "document-parsing fine-tuning training evaluation annotation synthetic-data"
    ).split()
)
"""Kinds that the vocabulary marks `ai`."""
_WORST_FIRST = (Standing.NONE, Standing.ABSENT, Standing.UNKNOWN, Standing.PRESUMED, Standing.RECORDED)
_ROUTING = ("global", "default", "unstated", "unknown", "chosen")


def engagement_cases(scene: Scene) -> Iterator[Case]:
    """One case a company that the controller engages."""
    for engagement in scene.engagements:
        if not engagement.engaged_by:
            yield _case(scene, engagement)


def _case(scene: Scene, engagement: Engagement) -> Case:
    company = engagement.company
    reader = _Terms(scene, engagement)
    return Case(
        kind="engagement",
        subject=(company.id,),
        facts=reader.facts(),
        words=reader.words(),
        grounds=reader.grounds(),
        group=f"recipient:{company.id}",
        components=engagement.components,
        parties=(company.id,),
        data=engagement.data,
        flows=scene.flows_into(engagement.components),
        path=to_company(scene, engagement),
        location=scene.locate((*scene.architecture.components[engagement.components[0]].path, "operator")),
        locations=dict(reader.locations()),
    )


def is_bound(scene: Scene, engagement: Engagement) -> bool:
    """Whether a contract that has not run out binds a company, on record or by its terms."""
    return _Terms(scene, engagement).binds()


class _Terms:
    """What is on record with one company, read once."""

    def __init__(self, scene: Scene, engagement: Engagement) -> None:
        self._scene = scene
        self._engagement = engagement
        self._company = engagement.company
        self._contract = scene.contract(engagement.company.id)
        self._components = [scene.system.components[id_] for id_ in engagement.components]
        self._consumer = scene.is_consumer(engagement)
        self._role = scene.role(engagement)

    def binds(self) -> bool:
        """A contract on record or presumed, and not expired."""
        standing, contract = self._binding
        is_over = contract.dpa.standing_on(self._scene.as_of) is Standing.STALE
        return standing in (Standing.RECORDED, Standing.PRESUMED) and not is_over

    def facts(self) -> EngagementFacts:
        contract, day = self._contract, self._scene.as_of
        routing, leaves, run_by_group, second = self._place()
        links = self._company.links
        return EngagementFacts(
            personal=True,
            sensitive=self._scene.is_sensitive(self._engagement.data, self._engagement.components),
            role=self._role,
            role_stated=bool(self._company.declared and self._company.declared.role),
            role_documented=self._role_documented(),
            basis=self._basis(),
            contract=self._standing(),
            contract_dated=contract.dpa.standing is not Standing.RECORDED
            or bool(contract.dpa.on or contract.dpa.version or contract.dpa.evidence),
            contract_expired=contract.dpa.standing_on(day) is Standing.STALE,
            contract_wrong_entity=self._company.misnamed,
            content_missing=Answer.NO in contract.content.values(),
            content_open=Answer.UNKNOWN in contract.content.values(),
            authorisation=self._authorisation(),
            engages_others=_engages_others(links, contract),
            chain_identified=self._chain_identified(),
            sub_processor_list=self._or_links(contract.sub_processor_list),
            flow_down=contract.flow_down.standing_on(day),
            guarantees=self._guarantees(),
            deletion=contract.deletion.standing_on(day),
            third_country_clause={Answer.YES: "so-worded", Answer.NO: "limited"}.get(
                contract.third_country_law, "absent"
            ),
            request_procedure=self._request_procedure(),
            arrangement=contract.arrangement.standing_on(day),
            exposed=self._exposed(),
            trains=self._trains(),
            tier_stated=all(resolved.component.tier for resolved in self._components),
            ai_service=self._is_ai(),
            terms_open=self._terms_open(),
            routing=routing,
            leaves=leaves,
            run_by_group=run_by_group,
            group_tool=self._group_tool(),
            second_entity_known=second,
            entity_known=known_country(self._company) is not None
            and not isinstance(self._company.parent, Unknown),
            only_ciphertext=is_out_of_reach(self._scene, self._engagement),
        )

    def words(self) -> dict[str, str]:
        company, country = self._company, known_country(self._company)
        labels = self._scene.place_words(resolved.component.id for resolved in self._components)
        return {
            "id": company.id,
            "party": company.name,
            "entity": company.entity,
            "country": self._scene.country_name(country) if country else say("an unknown country"),
            "parent": company.parent.name if isinstance(company.parent, Owner) else say("no known parent"),
            "data": self._scene.data_words(self._engagement.data),
            "components": ", ".join(self._engagement.components),
            "component": self._engagement.components[0],
            "place": labels or say("a place that is not stated"),
            "purpose": ", ".join(self._own_purposes()) or say("purposes of its own"),
            "missing": ", ".join(
                say("Art. 28(3)({letter})", letter=letter)
                for letter, answer in sorted(self._contract.content.items())
                if answer is Answer.NO
            ),
            "option": self._eu_option(),
            "origin": self._origin(),
        }

    def grounds(self) -> dict[str, Ground]:
        """Fact name to what it rests on."""
        found = self._company.grounds
        grounds = {"entity_known": found["country"]} if "country" in found else {}
        if "parent" in found:
            grounds["exposed"] = found["parent"]
        grounds.update(self._contract_grounds())
        for resolved in self._components:
            if resolved.place.ground is not None:
                grounds.setdefault("leaves", resolved.place.ground)
        return grounds

    def locations(self) -> Iterator[tuple[str, Location]]:
        """Where the answer to each question goes."""
        scene, company = self._scene, self._company.id
        contract = self._contract
        if contract.path:
            for fact in ("contract", "content_missing", "content_open", "contract_dated", "contract_expired"):
                yield fact, scene.locate((*contract.path, "dpa"))
            yield "authorisation", scene.locate((*contract.path, "sub_processor_authorisation"))
        path = self._components[0].component.path
        for fact in ("leaves", "routing"):
            yield fact, scene.locate((*path, "host"))
        yield "trains", scene.locate((*path, "training_use"))
        if declared := scene.architecture.parties.get(company):
            yield "role", scene.locate((*declared.path, "role"))

    def _eu_option(self) -> str:
        """What keeps processing in the EEA, in the provider's own words."""
        options = [product.eu_option for product in self._products() if product.eu_option]
        return quoted(options[0]) if options else say("none is known for this product.")

    def _origin(self) -> str:
        """Where the presumption of a contract comes from, and whether somebody read it."""
        fact = self._products()[0].dpa_incorporated if self._products() else None
        if fact is None or self._standing() is not Standing.PRESUMED:
            return say("on record")
        origin = say("presumed from provider terms")
        if fact.as_of:
            origin = say("presumed from provider terms of {day}", day=dated_text(fact.as_of))
        return origin if fact.level.carries else say("{origin}, not verified", origin=origin)

    def _products(self) -> tuple[Product, ...]:
        return self._company.products

    def _role_documented(self) -> bool:
        declared = self._company.declared
        return not (declared and declared.role) and self._role in ("dual", "controller")

    def _own_purposes(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(quoted(purpose) for product in self._products() for purpose in product.own_purposes)
        )

    def _basis(self) -> str:
        declared = self._company.declared
        if declared is None or declared.basis is None:
            return "absent"
        if declared.basis == "none":
            return "none"
        return "recorded" if declared.notice.standing is Standing.RECORDED else "absent"

    def _standing(self) -> Standing:
        """Standing of the Art. 28 contract: what binds for one product does not bind for another."""
        return self._binding[0]

    @cached_property
    def _binding(self) -> tuple[Standing, Contract]:
        """The standing of the product that is bound worst, with what is on record about it."""
        bound = [self._bound(product) for product in self._products()]
        unlisted = _standing(self._contract, presumes=False), self._contract
        return min(bound or [unlisted], key=lambda pair: _WORST_FIRST.index(pair[0]))

    def _bound(self, product: Product) -> tuple[Standing, Contract]:
        """Terms that incorporate the contract are presumed, never those of consumer or free tiers."""
        contract = self._scene.contract_on(self._company.id, product)
        presumes = bool(product.dpa_incorporated.known) and not self._consumer
        return _standing(contract, presumes=presumes), contract

    def _contract_grounds(self) -> Iterator[tuple[str, Ground]]:
        standing, contract = self._binding
        at = self._scene.locate((*contract.path, "dpa")) if contract.path else None
        if standing is Standing.PRESUMED:
            fact: Fact[bool] = self._products()[0].dpa_incorporated
            text = say(
                "the terms of {product} incorporate a processor contract", product=self._products()[0].name
            )
            yield "contract", fact.ground(text, Origin.PRESUMED)
        elif contract.dpa.standing is Standing.NONE:
            yield "contract", _declared(say("the manifest states that there is no processor contract"), at)
        elif standing is Standing.RECORDED:
            yield "contract", _declared(_shown(contract.dpa), at)

    def _request_procedure(self) -> Standing:
        """The clause on requests of foreign authorities; clause 15 of the standard clauses is one."""
        own = self._contract.request_procedure.standing_on(self._scene.as_of)
        clauses = self._contract.clauses
        has_standard = (
            clauses.kind == "scc" and clauses.record.standing_on(self._scene.as_of) is Standing.RECORDED
        )
        return Standing.RECORDED if own is Standing.ABSENT and has_standard else own

    def _authorisation(self) -> Standing:
        standing = self._contract.sub_processor_authorisation.standing_on(self._scene.as_of)
        if standing is Standing.ABSENT and self._standing() in (Standing.RECORDED, Standing.PRESUMED):
            return Standing.PRESUMED
        return standing

    def _or_links(self, record: Record) -> Standing:
        """A list on record, or in the manifest, or published by the provider."""
        if self._company.links == ():
            return Standing.RECORDED
        standing = record.standing_on(self._scene.as_of)
        if standing is not Standing.ABSENT:
            return standing
        if self._company.declared and isinstance(self._company.declared.sub_processors, tuple):
            return Standing.RECORDED
        return (
            Standing.PRESUMED if any(product.sub_processors_url for product in self._products()) else standing
        )

    def _chain_identified(self) -> bool:
        """Every sub-processor known to exist is identified, and so are those behind it (Opinion 22/2024)."""
        behind = [engagement.company for engagement in self._scene.engaged(self._company.id)]
        if any(isinstance(company.links, Unknown) for company in (self._company, *behind)):
            return False
        named = (link.party for link in self._company.named_links)
        return all(map(self._identified, (*named, *(company.id for company in behind))))

    def _identified(self, party: str) -> bool:
        found = self._scene.system.companies.get(party)
        return found is not None and known_country(found) is not None

    def _guarantees(self) -> Standing:
        """A note on sufficient guarantees, or the fuller Art. 28(1) assessment."""
        for record in (self._contract.due_diligence, self._contract.assessment):
            if (standing := record.standing_on(self._scene.as_of)) is not Standing.ABSENT:
                return standing
        return Standing.ABSENT

    def _exposed(self) -> bool:
        scene, company = self._scene, self._company
        reach = (known_country(company), *company.control)
        foreign = [country for country in reach if country is not None and not scene.is_covered(country)]
        return any(map(scene.is_exposing, foreign))

    def _trains(self) -> str:
        """Own training on what the company receives: the worst over the components it operates."""
        answers = {
            self._trains_on(resolved)
            for resolved in self._components
            if resolved.operator == self._company.id
        }
        return next((answer for answer in ("yes", "open") if answer in answers), "no")

    def _trains_on(self, resolved: Resolved) -> str:
        match resolved.component.safeguards.training_use:
            case Answer.YES:
                return "yes"
            case Answer.NO:
                return "no"
        product = resolved.product
        if product is None:
            return "no"
        by_tier = product.training_by_tier.get(resolved.component.tier) if resolved.component.tier else None
        use = by_tier or product.training.known
        if use == TrainingUse.YES:
            return "yes"
        return "open" if use == TrainingUse.OPT_OUT else "no"

    def _is_ai(self) -> bool:
        return any(
            resolved.operator == self._company.id and resolved.component.kind in AI_KINDS
            for resolved in self._components
        )

    def _terms_open(self) -> bool:
        """Nobody can say whether the provider trains on what it receives: neither manifest nor catalogue."""
        for resolved in self._components:
            if resolved.operator != self._company.id or resolved.component.kind not in AI_KINDS:
                continue
            if resolved.component.safeguards.training_use in (Answer.YES, Answer.NO):
                continue
            known = resolved.product is not None and resolved.product.training.known is not None
            if not known or self._trains_on(resolved) == "open":
                return True
        return False

    def _group_tool(self) -> bool:
        """A tool or the DPF for the provider's group is on record, claimed or presumed."""
        tool = onward_tool(self._scene, self._company.id, "US")
        return tool.standing in (Standing.RECORDED, Standing.PRESUMED)

    def _place(self) -> tuple[str, Tri, bool, bool]:
        """Worst over the components: how it came about, leaves, run by the group, entity known."""
        own = known_country(self._company)
        judged = [(resolved.place, self._leaves(resolved.place, own)) for resolved in self._components]
        worst = min(judged, key=lambda pair: (_weight(pair[1]), _ROUTING.index(pair[0].routing)))
        place, leaves = worst
        return place.routing, leaves, place.run_by == "group", self._second_entity(place)

    def _leaves(self, place: Placement, own: str | None) -> Tri:
        """Whether a place goes beyond the EEA, adequate countries and the importer's own country."""
        if any(not self._scene.is_covered(country) and country != own for country in place.countries):
            return True
        if place.routing in ("default", "global") and not place.complete:
            return True
        if place.routing == "unstated":
            return Unknown(place.reason, "Which deployment type is it?")
        return False

    def _second_entity(self, place: Placement) -> bool:
        """A second legal entity is known where the data are processed outside the EEA."""
        abroad = {country for country in self._countries_behind() if not self._scene.is_eea(country)}
        outside = {country for country in place.countries if not self._scene.is_eea(country)}
        return bool(abroad) if not place.complete else outside <= abroad

    def _countries_behind(self) -> Iterator[str]:
        """Countries of the group's companies, of the parent and of everybody in the chain behind it."""
        company = self._company
        yield from (entity.country for entity in company.affiliates)
        if isinstance(company.parent, Owner):
            yield company.parent.country
        for link in company.named_links:
            if link.country is not None:
                yield link.country
        for behind in self._scene.engaged(company.id):
            yield from (entity.country for entity in behind.company.affiliates)
            yield from filter(None, (known_country(behind.company),))


def _engages_others(links: tuple[ChainLink, ...] | Unknown | None, contract: Contract) -> Tri:
    """Whether sub-processors are known; who says that they are not bound says that there are some."""
    if links == ():
        return False
    named = links is not None or contract.flow_down.standing is Standing.NONE
    return True if named else Unknown("no list")


def _standing(contract: Contract, *, presumes: bool) -> Standing:
    """SCC modules 2 and 3 are a processor contract, too (recital 9 of (EU) 2021/914)."""
    stated = contract.dpa.standing
    if stated in (Standing.RECORDED, Standing.UNKNOWN):
        return stated
    clauses = contract.clauses
    if clauses.record.standing is Standing.RECORDED and {2, 3} & set(clauses.modules):
        return Standing.RECORDED
    if stated is Standing.NONE:
        return stated
    return Standing.PRESUMED if presumes else Standing.ABSENT


def _weight(leaves: Tri) -> int:
    return 1 if isinstance(leaves, Unknown) else (0 if leaves else 2)


def _shown(record: Record) -> str:
    if record.on is None:
        return say("a processor contract is on record")
    return say("a processor contract of {day} is on record", day=dated(record.on))


def _declared(text: str, location: Location | None) -> Ground:
    return Ground(text, Origin.DECLARED, location=location)
