"""How far each sovereignty objective can reach, from the facts that the system shows.

Source: the EU Cloud Sovereignty Framework 1.2.1 and its calculator, as `policies/catalog/sovereignty.yaml`
has them. A fact caps the level of its objective; nothing raises it but what an assessor stated with evidence.
What nobody stated is neither: it stays open, and counts as nothing on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from borderflow.analysis.control import reach_of
from borderflow.analysis.engagements import MODELS, Scene, known_country
from borderflow.analysis.shields import keeps_keys, uc1_holds
from borderflow.language import say, to_say
from borderflow.model.architecture import SELF
from borderflow.model.catalog import Owner
from borderflow.model.knowledge import Ground, Origin, Unknown
from borderflow.model.records import Answer, Standing
from borderflow.model.resolved import Company, Resolved
from borderflow.model.sovereignty import FULL, Estimate, Framework, Objective

_AI = MODELS | frozenset(
    "embedding reranker image-model speech speech-to-text text-to-speech translation document-parsing "
    "fine-tuning training evaluation annotation synthetic-data".split()
)
_PROVIDER_KEYS = ("kms", "customer-managed-kms", "byok")


class Limit(Struct, frozen=True):
    """A fact that keeps an objective at a level."""

    objective: str
    level: int
    ground: Ground
    companies: tuple[str, ...] = ()
    components: tuple[str, ...] = ()


class Measured:
    """A system under the measure of the framework: who serves it, what caps it, what nobody stated."""

    def __init__(self, scene: Scene, framework: Framework, maker_country: Callable[[str], str]) -> None:
        self.scene = scene
        self.framework = framework
        self._maker_country = maker_country

    @cached_property
    def serving(self) -> Mapping[str, tuple[str, ...]]:
        """Company id to the components that it operates or hosts, whether or not these hold personal data."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_, resolved in self.scene.system.components.items():
            for company in dict.fromkeys((resolved.operator, resolved.host)):
                if company is not None:
                    found[company].append(id_)
        return {id_: tuple(found[id_]) for id_ in sorted(found)}

    def company(self, id_: str) -> Company:
        return self.scene.system.companies[id_]

    def is_foreign(self, country: str) -> bool:
        """Outside the European Union: control and seat are judged by it, the place of data by the EEA."""
        return country not in self.framework.union

    def controlled_from(self, company: Company) -> str | None:
        """Where the one sits who decides: the ultimate parent, else the company itself. None if unknown."""
        if isinstance(company.parent, Unknown):
            return None
        return company.parent.country if isinstance(company.parent, Owner) else known_country(company)

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Everything that caps an objective, the lowest first."""
        found = [
            *(limit for id_ in self.serving for limit in self._of_company(self.company(id_))),
            *self._of_chain(),
            *(limit for one in self.scene.system.components.values() for limit in self._of_component(one)),
        ]
        return tuple(sorted(found, key=lambda one: (one.objective, one.level, one.ground.text)))

    def _limit(
        self, criterion: str, answer: str, text: str, ground: Ground | None, **ids: tuple[str, ...]
    ) -> Limit:
        """A limit with its evidence: the fact, the criterion that it answers, and the cap."""
        measured = self.framework.criteria[criterion]
        level = measured.caps[answer]
        known = ground or Ground("", Origin.INFERRED)
        words = say(
            "{fact} ({criterion}, {name}: SEAL-{level} at most)",
            fact=text,
            criterion=criterion,
            name=say(measured.name),
            level=level,
        )
        evidence = Ground(words, known.origin, known.source, known.as_of, known.level, known.location)
        return Limit(measured.objective, level, evidence, **ids)

    def _of_company(self, company: Company) -> Iterator[Limit]:
        ids = {"companies": (company.id,), "components": self.serving.get(company.id, ())}
        country, owner = self.controlled_from(company), company.grounds.get("parent")
        if country is not None and self.is_foreign(country):
            text = say(
                "{company} is controlled from {country}",
                company=company.name,
                country=self.scene.country_name(country),
            )
            yield self._limit("SOV-1.1", "outside", text, owner or company.grounds.get("country"), **ids)
            yield self._limit("SEAL-2", "dependent", text, owner or company.grounds.get("country"), **ids)
        elif company.declared and company.declared.shareholders:
            text = say("{company} has holders outside the EU", company=company.name)
            yield self._limit("SOV-1.1", "minority-outside", text, None, **ids)
        yield from self._of_law(company, ids)
        yield from self._of_support(company, ids)

    def _of_law(self, company: Company, ids: Mapping[str, tuple[str, ...]]) -> Iterator[Limit]:
        reach = reach_of(self.scene, company)
        if reach is None or reach.level == "nexus" or self._is_immune(company):
            return
        jurisdiction = self.scene.jurisdiction(reach.country)
        laws = ", ".join(law.name for law in jurisdiction.laws if law.reaches_abroad) if jurisdiction else ""
        country = self.scene.country_name(reach.country)
        text = say(
            "{company} can be compelled under the law of {country}: {laws}",
            company=company.name,
            country=country,
            laws=laws,
        )
        yield self._limit("SOV-2.2", "exposed", text, company.grounds.get("parent"), **ids)

    def _is_immune(self, company: Company) -> bool:
        declared = company.declared
        if declared and declared.immunity.standing_on(self.scene.as_of) is Standing.RECORDED:
            return True
        return company.provider is not None and bool(company.provider.immunity.known)

    def _of_support(self, company: Company, ids: Mapping[str, tuple[str, ...]]) -> Iterator[Limit]:
        countries, ground = _support_from(company)
        home = known_country(company)
        if home is not None and self.is_foreign(home):
            countries, ground = (home,), company.grounds.get("country")
        if outside := [country for country in countries if self.is_foreign(country)]:
            places = ", ".join(self.scene.country_name(country) for country in outside)
            text = say(
                "{company} is run or supported from {countries}", company=company.name, countries=places
            )
            yield self._limit("SOV-4.2", "outside", text, ground, **ids)

    def _of_chain(self) -> Iterator[Limit]:
        """Companies behind those who serve the system, as far as personal data reach them."""
        seen = set(self.serving)
        for engagement in self.scene.engagements:
            company = engagement.company
            country = self.controlled_from(company)
            if company.id in seen or country is None or not self.is_foreign(country):
                continue
            seen.add(company.id)
            seat = self.scene.country_name(country)
            text = say(
                "{company}, behind {other}, is controlled from {country}",
                company=company.name,
                other=engagement.engaged_by,
                country=seat,
            )
            yield self._limit(
                "SEAL-2", "dependent", text, company.grounds.get("parent"), companies=(company.id,)
            )

    def _of_component(self, resolved: Resolved) -> Iterator[Limit]:
        id_, place = resolved.component.id, resolved.place
        outside = [country for country in place.countries if not self.scene.is_eea(country)]
        if outside and self.holds(id_):
            places = ", ".join(self.scene.country_name(country) for country in outside)
            text = say("`{component}` is processed in {countries}", component=id_, countries=places)
            yield self._limit(
                "SOV-3.4", "third-country", text, place.ground or self._at(resolved), components=(id_,)
            )
        if (answer := self.keys(resolved)) in self.framework.criteria["SOV-3.1"].caps:
            text = say("`{component}`: {keys}", component=id_, keys=say(_KEYS[answer]))
            yield self._limit("SOV-3.1", answer, text, self._at(resolved), components=(id_,))
        if resolved.component.kind in _AI and (foreign := self._foreign_ai(resolved)):
            yield self._limit("SOV-3.5", "foreign", foreign, self._at(resolved), components=(id_,))

    def _at(self, resolved: Resolved) -> Ground:
        return Ground("", Origin.DECLARED, location=self.scene.locate(resolved.component.path))

    def holds(self, component: str) -> bool:
        """Any data at all, personal or not."""
        return bool(self.scene.lineage.states.get(component))

    def keys(self, resolved: Resolved) -> str:
        """Who can use the keys of a component in another's hands: the answer to SOV-3.1, if there is one."""
        company = self._in_whose_hands(resolved)
        if company is None or not self.holds(resolved.component.id):
            return "own"
        protection = resolved.component.safeguards.protection
        if protection.keys.holder is None:
            return "unstated"
        if uc1_holds(self.scene, protection, company):
            return "exclusive"
        if protection.keys.holder == SELF:
            return "override" if protection.keys.service in _PROVIDER_KEYS else "readable"
        return "provider" if keeps_keys(self.scene, protection, company) else "readable"

    def _in_whose_hands(self, resolved: Resolved) -> Company | None:
        id_ = resolved.operator or resolved.host
        return self.company(id_) if id_ else None

    def _foreign_ai(self, resolved: Resolved) -> str:
        """Why an AI service is not of the EU: who operates it, or who made the model."""
        component = resolved.component
        operator = self.company(resolved.operator) if resolved.operator else None
        country = self.controlled_from(operator) if operator else None
        if operator and country and self.is_foreign(country):
            seat = self.scene.country_name(country)
            return say(
                "`{component}` is an AI service of {company}, controlled from {country}",
                component=component.id,
                company=operator.name,
                country=seat,
            )
        maker = self._maker_country(component.model) if component.model else ""
        if maker and self.is_foreign(maker):
            return say(
                "`{component}` runs {model}, made in {country}",
                component=component.id,
                model=component.model,
                country=self.scene.country_name(maker),
            )
        return ""


_KEYS = {
    "provider": to_say("the provider holds the keys"),
    "override": to_say("the keys lie in the provider's key service, which can override"),
    "readable": to_say("the keys are the customer's, but the provider handles the clear text"),
}


def estimate(measured: Measured) -> tuple[Estimate, ...]:
    """The upper bound and what is on record, objective by objective."""
    opened = _opened(measured)
    return tuple(
        _estimate(measured, objective, opened[objective.id]) for objective in measured.framework.objectives
    )


def _estimate(measured: Measured, objective: Objective, opened: Iterable[str]) -> Estimate:
    limits = [one for one in measured.limits if one.objective == objective.id]
    bound = min((one.level for one in limits), default=FULL)
    shown, doubt = _on_record(measured, objective.id)
    open_ = [*opened, *doubt] if shown is None else list(opened)
    if shown is None and not doubt:
        open_.append(say("No assessor's level with evidence is on record."))
    return Estimate(
        objective=objective,
        at_most=bound if shown is None else min(bound, shown),
        on_record=None if shown is None else min(bound, shown),
        limits=tuple(one.ground for one in limits),
        open=tuple(open_),
    )


def _on_record(measured: Measured, objective: str) -> tuple[int | None, list[str]]:
    """A level that somebody else assessed, with evidence, and that holds today; else why none counts."""
    system = measured.scene.architecture.system
    stated = next((one for one in system.seal if one.objective == objective), None)
    if stated is None:
        return None, []
    record = stated.record
    if not record.by or not record.evidence:
        return None, [say("SEAL-{level} is claimed, without assessor or evidence.", level=stated.level)]
    if not _is_there(measured.scene, record.evidence):
        return None, [say("The evidence `{path}` is not beside the manifest.", path=record.evidence)]
    if record.standing_on(measured.scene.as_of) is not Standing.RECORDED:
        return None, [say("The assessment of SEAL-{level} is out of date.", level=stated.level)]
    return stated.level, []


def _is_there(scene: Scene, evidence: str) -> bool:
    """A path that was looked for and not found has no digest."""
    return scene.architecture.evidence.get(evidence, "unread") != ""


def _opened(measured: Measured) -> Mapping[str, list[str]]:
    """What nobody stated, by objective."""
    found: dict[str, list[str]] = defaultdict(list)
    unsupported: list[str] = []
    for id_ in measured.serving:
        company = measured.company(id_)
        if measured.controlled_from(company) is None:
            for objective in ("SOV-1", "SOV-2", "SOV-5"):
                found[objective].append(say("Who controls {company} is not known.", company=company.name))
        if not _support_is_known(company):
            unsupported.append(company.name)
    if unsupported:
        found["SOV-4"].append(
            say(
                "Whence it is run and supported is not stated of {companies}.",
                companies=", ".join(unsupported),
            )
        )
    for id_, resolved in measured.scene.system.components.items():
        if not measured.holds(id_):
            continue
        if measured.keys(resolved) == "unstated":
            found["SOV-3"].append(say("Who holds the keys of `{component}` is not stated.", component=id_))
        if resolved.place.routing == "unknown" or not (resolved.place.complete or resolved.place.countries):
            found["SOV-3"].append(say("Where `{component}` is processed is not known.", component=id_))
    return found


def _support_from(company: Company) -> tuple[tuple[str, ...], Ground | None]:
    """Countries whence staff can reach the data, and who says so."""
    support = company.support
    if support is None or support.excluded.standing is Standing.RECORDED:
        return (), None
    origin = Origin.DECLARED if company.declared and company.declared.support else Origin.CATALOG
    return support.countries, Ground("", origin)


def _support_is_known(company: Company) -> bool:
    return company.support is not None and company.support.exceptions is not Answer.UNKNOWN
