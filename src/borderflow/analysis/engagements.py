"""Who receives personal data: the controller's processors, and the chain behind each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from borderflow.analysis.lineage import Lineage
from borderflow.language import say
from borderflow.language.forms import AND_OTHERS, country_name
from borderflow.model.architecture import (
    SELF,
    ChainLink,
    Clauses,
    Contract,
    Datum,
    Dpf,
    Form,
    Pseudonymisation,
    Safeguards,
)
from borderflow.model.catalog import Adequacy, Jurisdiction, Owner, Product, ProviderRole, Zone
from borderflow.model.knowledge import Unknown
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.resolved import Company, Resolved, ResolvedArchitecture

GRAVE_MARKS = frozenset({"special", "criminal", "children", "monitoring"})
_WITH_ARTICLE = frozenset({"US", "GB", "NL", "AE", "PH", "CZ", "DO", "BS", "MV", "KY", "VA", "IM"})
_FARTHEST = (Zone.OTHER, Zone.US, Zone.UNKNOWN, Zone.ADEQUATE, Zone.EEA)
MODELS = frozenset({"llm", "agent"})
_RECIPIENTS = 64
"""Recipients whose flows and ways are kept: contract, transfer and control all ask for them."""
_NAMED = 8
"""Labels at most in one sentence; the finding itself lists all data."""
CONSUMER = frozenset({"consumer", "free", "personal", "plus", "hobby"})


class Engagement(Struct, frozen=True):
    """A company that personal data reach, with the components through which they do."""

    company: Company
    engaged_by: str
    """Company id of the processor that engages it; empty for the controller."""
    components: tuple[str, ...]
    data: tuple[str, ...]
    link: ChainLink | None = None
    """The entry of the sub-processor list, when it is known from one."""
    via: tuple[str, ...] = ()
    """The chain down to whoever engages it, the controller's own processor first."""

    @property
    def reads(self) -> bool:
        """Whether it can read what it holds, as far as is known."""
        return self.link is None or self.link.access is not Answer.NO

    @property
    def remote(self) -> bool:
        return self.link is not None and self.link.remote


class Scene:
    """Everything that facts are computed from, with what several of them ask for."""

    def __init__(self, system: ResolvedArchitecture, lineage: Lineage) -> None:
        self.system = system
        self.lineage = lineage
        self.architecture = system.architecture
        self.as_of = system.as_of
        self.locate = system.architecture.locate
        self._marks = lru_cache(maxsize=None)(self._marked)
        self.zone = lru_cache(maxsize=None)(self._zone)
        self.retention = lru_cache(maxsize=None)(self._retention)
        self._is_grave = lru_cache(maxsize=None)(self._grave)
        self.flows_into = lru_cache(maxsize=_RECIPIENTS)(self._flows_into)

    @cached_property
    def personal(self) -> Mapping[str, int]:
        """Components that hold personal data, with what they hold."""
        return {
            id_: mask
            for id_, mask in self.lineage.states.items()
            if mask in self.lineage.living and not scrubbed(self.system.components[id_])
        }

    @cached_property
    def engagements(self) -> tuple[Engagement, ...]:
        """First those of the controller, then the chain behind each, by id."""
        return tuple(_engagements(self))

    def engaged(self, company: str) -> Sequence[Engagement]:
        """The chain behind a company that the controller engages, however deep it is."""
        return self._chains.get(company, ())

    def behind(self, component: str) -> Sequence[Engagement]:
        """Companies engaged by a processor, through which what a component holds is reached."""
        return self._behind.get(component, ())

    @cached_property
    def _behind(self) -> Mapping[str, Sequence[Engagement]]:
        found: dict[str, list[Engagement]] = defaultdict(list)
        for one in self.engagements:
            for id_ in one.components if one.engaged_by else ():
                found[id_].append(one)
        return found

    @cached_property
    def _chains(self) -> Mapping[str, Sequence[Engagement]]:
        found: dict[str, list[Engagement]] = defaultdict(list)
        for one in self.engagements:
            for id_ in one.via[:1]:
                found[id_].append(one)
        return found

    @cached_property
    def prompted(self) -> frozenset[str]:
        """Personal data that reach a model."""
        models = [id_ for id_ in self.personal if self.system.components[id_].component.kind in MODELS]
        return frozenset(self.data_at(models))

    @cached_property
    def erased(self) -> frozenset[str]:
        """Data whose source says how a person is erased from it."""
        return self._stated_at_source(lambda safeguards: safeguards.erasure)

    @cached_property
    def corrected(self) -> frozenset[str]:
        """Data whose source says how they are corrected."""
        return self._stated_at_source(lambda safeguards: safeguards.rectification)

    def _stated_at_source(self, record: Callable[[Safeguards], Record]) -> frozenset[str]:
        mask = 0
        for id_, collected in self.lineage.origins.items():
            stated = record(self.system.components[id_].component.safeguards)
            if stated.standing_on(self.as_of) is Standing.RECORDED:
                mask |= collected
        return frozenset(self.lineage.personal_data(mask))

    @cached_property
    def pseudonym_keys(self) -> Mapping[str, frozenset[str]]:
        """Pseudonymised data to whoever is said to hold their keys, the controller apart."""
        found: dict[str, set[str]] = defaultdict(set)
        for datum in self.architecture.data.values():
            if datum.pseudonymised is not None:
                found[datum.id].add(_keeper(datum.pseudonymised))
        for flow in self.architecture.flows:
            if flow.pseudonymised is not None:
                for id_ in self.lineage.personal_data(self.lineage.emitted[flow.id]):
                    found[id_].add(_keeper(flow.pseudonymised))
        others = {id_: frozenset(keys) - {SELF} for id_, keys in found.items()}
        return {id_: holders for id_, holders in others.items() if holders}

    def data_at(self, components: Iterable[str]) -> tuple[str, ...]:
        """Personal data at any of the components, in the order of declaration."""
        mask = 0
        for id_ in components:
            mask |= self.personal.get(id_, 0)
        return self.lineage.personal_data(mask)

    def marks(self, data: Iterable[str]) -> frozenset[str]:
        """Marks of data by their categories and subjects."""
        return self._marks(tuple(data))

    def _marked(self, data: tuple[str, ...]) -> frozenset[str]:
        found: set[str] = set()
        for id_ in data:
            datum = self.architecture.data[id_]
            for word in (*datum.categories, *datum.subjects):
                found |= self.system.marks(word)
        return frozenset(found)

    def is_employment_data(self, data: Iterable[str]) -> bool:
        """Data of a category that belongs to employment; that an employee writes them is not enough."""
        words = (word for id_ in data for word in self.architecture.data[id_].categories)
        return any("employee" in self.system.marks(word) for word in words)

    def is_large_scale(self, data: Iterable[str]) -> bool:
        return self.architecture.system.large_scale is Answer.YES or any(
            self.architecture.data[id_].large_scale is Answer.YES for id_ in data
        )

    def is_sensitive(self, data: Iterable[str], components: Iterable[str] = ()) -> bool:
        """Special, criminal, children or monitoring data, or large scale, not effectively pseudonymised."""
        grave = self._is_grave(tuple(data))
        return grave and not (components and self.is_effectively_pseudonymised(components))

    def _grave(self, data: tuple[str, ...]) -> bool:
        return bool(self.marks(data) & GRAVE_MARKS) or self.is_large_scale(data)

    def _retention(self, data: tuple[str, ...]) -> Standing:
        """A period or criteria for every datum of several."""
        found = [self.architecture.data[id_].retention.standing_on(self.as_of) for id_ in data]
        if Standing.NONE in found:
            return Standing.NONE
        return Standing.RECORDED if all(one is Standing.RECORDED for one in found) else Standing.ABSENT

    def is_effectively_pseudonymised(self, components: Iterable[str]) -> bool:
        """UC2: only pseudonymised data, key with the exporter in the EEA, analysis on record."""
        components = tuple(components)
        if not all(
            self.lineage.only_in(self.personal.get(id_, 0), (Form.PSEUDONYMISED,)) for id_ in components
        ):
            return False
        return all(
            self._key_is_kept(self.architecture.data[id_], components) for id_ in self.data_at(components)
        )

    def _key_is_kept(self, datum: Datum, components: tuple[str, ...]) -> bool:
        on_the_way = [
            flow.pseudonymised
            for id_ in components
            for flow in self.lineage.incoming.get(id_, ())
            if flow.pseudonymised is not None
        ]
        return any(
            one.analysis.standing_on(self.as_of) is Standing.RECORDED and self._is_trusted(one, components)
            for one in (datum.pseudonymised, *on_the_way)
            if one is not None
        )

    def _is_trusted(self, pseudonym: Pseudonymisation, components: tuple[str, ...]) -> bool:
        """The key is with the exporter, or with a custodian in the EEA or an adequate country (UC2)."""
        country = pseudonym.key_country
        if pseudonym.key_holder not in (None, SELF):
            custodian = self.system.companies.get(self.system.company_of(pseudonym.key_holder))
            if custodian is None or self._receives(custodian, components):
                return False
            country = country or known_country(custodian) or ""
        return country is None or self.is_covered(country)

    def _receives(self, company: Company, components: tuple[str, ...]) -> bool:
        """Whether a company, or another of its group, operates or hosts any of the components."""
        used = (self.system.components[id_] for id_ in components)
        recipients = {id_ for one in used for id_ in (one.operator, one.host) if id_}
        return any(is_one_group(company, self.system.companies[id_]) for id_ in recipients)

    def jurisdiction(self, country: str) -> Jurisdiction | None:
        return self.system.jurisdiction(country)

    def is_eea(self, country: str) -> bool:
        found = self.jurisdiction(country)
        return found is not None and found.adequacy is Adequacy.EEA

    def is_covered(self, country: str) -> bool:
        """In the EEA, or adequate as such (no condition about the recipient)."""
        found = self.jurisdiction(country)
        return found is not None and found.adequacy in (Adequacy.EEA, Adequacy.ADEQUATE)

    def is_exposing(self, country: str) -> bool:
        """A third country whose law reaches providers under its control, wherever the data lie."""
        found = self.jurisdiction(country)
        return (
            found is not None
            and found.adequacy is not Adequacy.EEA
            and any(law.reaches_abroad for law in found.laws)
        )

    def _zone(self, countries: tuple[str, ...], complete: bool = True) -> Zone:
        """The lane of a place: the farthest of its countries; unknown when some are not named."""
        zones = {found.zone for country in countries if (found := self.jurisdiction(country))}
        if not complete and not zones & {Zone.OTHER, Zone.US}:
            return Zone.UNKNOWN
        return next((zone for zone in _FARTHEST if zone in zones), Zone.UNKNOWN)

    def country_name(self, country: str) -> str:
        """The name as it stands in a sentence: "the United States", "Ireland"."""
        found = self.jurisdiction(country)
        if found is None:
            return country
        return country_name(country, f"the {found.name}" if country in _WITH_ARTICLE else found.name)

    def drifts(self, data: Iterable[str], purposes: Iterable[str]) -> bool:
        """Data collected for something else serve a purpose without a test of compatibility (Art. 6(4))."""
        declared = self.architecture.purposes
        untested = {
            id_
            for id_ in purposes
            if declared[id_].compatibility.standing_on(self.as_of) is not Standing.RECORDED
        }
        origins = (set(self.architecture.data[id_].collected_for) for id_ in data)
        return any(origin and untested - origin for origin in origins)

    def contract(self, company: str, exporter: str | None = None) -> Contract:
        """What is on record with a company; several entries are read together, the first statement first.

        With `exporter`, what that company has agreed with it, in place of the controller.
        """
        used = {_short(product) for product in self.system.companies[company].products}
        return self._entries(company, used, exporter)

    def contract_on(self, company: str, product: Product) -> Contract:
        """What is on record with a company about one product; an entry that names none is about all."""
        return self._entries(company, {_short(product)}, None)

    def _entries(self, company: str, used: set[str], exporter: str | None) -> Contract:
        entries = [
            entry
            for entry in self.system.contracts.get(company, ())
            if entry.exporter == exporter and (entry.product is None or not used or entry.product in used)
        ]
        if not entries:
            return Contract(party=company)
        if not used:  # its products are not known, so that what names none speaks first
            entries.sort(key=lambda entry: entry.product is not None)
        return entries[0] if len(entries) == 1 else _read_together(entries)

    def is_consumer(self, engagement: Engagement) -> bool:
        """Whether terms are those of a consumer or free tier, which are never presumed."""
        products = {product.id for product in engagement.company.products if product.tier == "consumer"}
        for id_ in engagement.components:
            resolved = self.system.components[id_]
            used = resolved.product if resolved.operator == engagement.company.id else resolved.host_product
            if resolved.component.tier in CONSUMER or (
                used and used.id in products and not resolved.component.tier
            ):
                return True
        return False

    def role(self, engagement: Engagement) -> str | Unknown:
        """`processor`, `controller`, `dual`, `joint` or `group`: as declared, else by documented terms."""
        company, declared = engagement.company, engagement.company.declared
        if declared and declared.role == "unknown":
            return Unknown("its role is not known", f"Is `{company.id}` a processor or its own controller?")
        if declared and (declared.role or declared.group):
            return declared.role or "group"
        roles = {product.role.known for product in company.products}
        is_private = any(product.tier == "consumer" for product in company.products)
        if ProviderRole.CONTROLLER in roles and (is_private or self.is_consumer(engagement)):
            return "dual"  # what the controller has done there on a private account still lacks a contract
        for role in (ProviderRole.DUAL, ProviderRole.CONTROLLER):
            if role in roles:
                return role.value
        return "processor"

    def _flows_into(self, components: tuple[str, ...]) -> tuple[str, ...]:
        """Flows that bring personal data to some components."""
        incoming, emitted, living = self.lineage.incoming, self.lineage.emitted, self.lineage.living
        return tuple(
            flow.id for id_ in components for flow in incoming.get(id_, ()) if emitted[flow.id] in living
        )

    def data_words(self, data: Iterable[str]) -> str:
        """Labels of data for a sentence, which names no more than a reader takes in."""
        labels = list(dict.fromkeys(self.architecture.data[id_].label for id_ in data))
        if len(labels) > _NAMED:
            labels[_NAMED - 1 :] = [say("{n} more", n=len(labels) - _NAMED + 1)]
        return ", ".join(labels) or say("personal data")

    def place_words(self, components: Iterable[str]) -> str:
        """Places of components for a sentence; one that another begins with is told by that other."""
        labels = sorted({self.system.components[id_].place.label for id_ in components} - {""})
        return ", ".join(
            label for label in labels if not any(other.startswith(_wider(label)) for other in labels)
        )


def _wider(label: str) -> tuple[str, str]:
    """How the label of a place begins that holds another."""
    return f"{label} and ", say(AND_OTHERS, countries=label)


def is_one_group(one: Company, other: Company) -> bool:
    """Whether two companies are the same, or controlled by the same parent, or one by the other."""
    heads = [
        {company.id, company.entity} | ({company.parent.name} if isinstance(company.parent, Owner) else set())
        for company in (one, other)
    ]
    return not heads[0].isdisjoint(heads[1])


def _short(product: Product) -> str:
    """The name of a product under its company."""
    return product.id.partition("/")[2]


def scrubbed(resolved: Resolved) -> bool:
    """Evidence that what reaches a component is anonymous: a tested filter, or an anonymised set."""
    safeguards = resolved.component.safeguards
    return safeguards.redaction.standing is Standing.RECORDED or (
        resolved.component.personal is False and safeguards.anonymised.standing is Standing.RECORDED
    )


def _engagements(scene: Scene) -> Iterator[Engagement]:
    reached: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id_ in scene.system.components:
        if id_ in scene.personal:
            for key in _recipients(scene.system.components[id_]):
                reached[key].append(id_)
    for (by, company), ids in sorted(reached.items()):
        yield Engagement(
            scene.system.companies[company], by, tuple(ids), scene.data_at(ids), via=(by,) if by else ()
        )
    yield from _Chains(scene, reached).engagements()


def _recipients(resolved: Resolved) -> Iterator[tuple[str, str]]:
    """Who engages whom for a component: the operator for the controller, its host for the operator."""
    if resolved.operator is not None:
        yield "", resolved.operator
        if resolved.host not in (None, resolved.operator) and not has_no_access(resolved):
            yield resolved.operator, resolved.host
    elif resolved.host is not None and not has_no_access(resolved):
        yield "", resolved.host


def has_no_access(resolved: Resolved) -> bool:
    """Of a host, `reach: none` with evidence: a landlord without logical access is no processor."""
    reach = resolved.component.safeguards.reach
    return reach.standing in (Standing.RECORDED, Standing.NONE) and bool(reach.evidence)


class _Chains:
    """Sub-processors by their lists: of each processor, of those that it engages, and so on.

    What a company can read is handed on to whomever it lists, until nothing changes. Lists that name one
    another in a circle end where the chain would meet itself again.
    """

    def __init__(self, scene: Scene, reached: Mapping[tuple[str, str], list[str]]) -> None:
        self._scene = scene
        self._companies = scene.system.companies
        self._hosts: dict[str, set[str]] = defaultdict(set)
        self._via: dict[str, tuple[str, ...]] = {}
        self._holds: dict[str, dict[str, None]] = defaultdict(dict)
        for (by, company), ids in sorted(reached.items()):
            self._hosts[by].add(company)
            self._via.setdefault(company, (by,) if by else ())
            self._holds[company] |= dict.fromkeys(ids)

    def engagements(self) -> Iterator[Engagement]:
        """One a list that names a company, with everything that is reached through it."""
        found: dict[tuple[str, ChainLink], dict[str, None]] = defaultdict(dict)
        queue = list(self._holds)
        for by in queue:  # grows while it is walked
            for link in self._links(by):
                found[by, link] |= self._holds[by]
                if link.access is not Answer.NO and self._gains(link.party, by):
                    queue.append(link.party)
        for (by, link), held in found.items():
            ids, via = tuple(held), (*self._via[by], by)
            yield Engagement(self._companies[link.party], by, ids, self._scene.data_at(ids), link, via)

    def _links(self, by: str) -> Iterator[ChainLink]:
        above = {by, *self._via[by]} | self._hosts[by]
        for link in self._companies[by].named_links:
            if link.party in self._companies and link.party not in above:
                yield link

    def _gains(self, party: str, by: str) -> bool:
        """Hand on what the one above can read; whether that is news to the other."""
        self._via.setdefault(party, (*self._via[by], by))
        before = len(self._holds[party])
        self._holds[party] |= self._holds[by]
        return len(self._holds[party]) > before


def _read_together(entries: list[Contract]) -> Contract:
    """Several entries on one company as one: for each matter the first entry that states it."""

    def record(name: str) -> Record:
        found = [
            value for entry in entries if (value := getattr(entry, name)).standing is not Standing.ABSENT
        ]
        return found[0] if found else Record()

    first = entries[0]
    clauses = [entry.clauses for entry in entries if entry.clauses.record.standing is not Standing.ABSENT]
    listed = [entry.dpf for entry in entries if entry.dpf.status]
    return Contract(
        party=first.party,
        entity=next((entry.entity for entry in entries if entry.entity), ""),
        dpa=record("dpa"),
        content={letter: answer for entry in reversed(entries) for letter, answer in entry.content.items()},
        clauses=clauses[0] if clauses else Clauses(),
        onward=record("onward"),
        dpf=listed[0] if listed else Dpf(),
        tia=record("tia"),
        tia_finding=next((entry.tia_finding for entry in entries if entry.tia_finding), ""),
        assessment=record("assessment"),
        due_diligence=record("due_diligence"),
        sub_processor_authorisation=record("sub_processor_authorisation"),
        sub_processor_list=record("sub_processor_list"),
        flow_down=record("flow_down"),
        deletion=record("deletion"),
        third_country_law=next(
            (one.third_country_law for one in entries if one.third_country_law is not Answer.ABSENT),
            Answer.ABSENT,
        ),
        request_procedure=record("request_procedure"),
        telemetry=next((entry.telemetry for entry in entries if entry.telemetry), ""),
        arrangement=record("arrangement"),
        exit=record("exit"),
        dora_register=record("dora_register"),
        path=first.path,
    )


def _keeper(pseudonymised: Pseudonymisation) -> str:
    """Who holds the key: the controller unless another is named."""
    return (pseudonymised.key_holder or SELF).partition("/")[0]


def known_country(company: Company) -> str | None:
    """Country of establishment when it is known."""
    return None if isinstance(company.country, Unknown) else company.country
