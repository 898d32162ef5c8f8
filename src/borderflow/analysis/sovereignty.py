"""What sovereignty rules are asked about: one case an objective, one a company that serves the system.

Made only when a profile asks for it. None of it is about data protection law.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from borderflow.analysis.control import reach_of
from borderflow.analysis.engagements import Engagement, Scene, known_country
from borderflow.analysis.seal import Measured
from borderflow.analysis.witness import to_company
from borderflow.language import say, to_say
from borderflow.model.catalog import Owner
from borderflow.model.facts import Case, ObjectiveFacts, ProviderFacts, Tri
from borderflow.model.knowledge import Ground, Origin, Unknown
from borderflow.model.location import Location
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.resolved import Company
from borderflow.model.sovereignty import Estimate, Framework, Scheme

_HEALTH = frozenset({"health", "genetic"})


def objective_cases(measured: Measured, estimates: Iterable[Estimate], target: int) -> Iterator[Case]:
    """One case an objective, with the evidence for its upper bound."""
    for one in estimates:
        limits = [limit for limit in measured.limits if limit.objective == one.objective.id]
        binding = [limit for limit in limits if limit.level < target]
        yield Case(
            kind="objective",
            subject=(one.objective.id,),
            facts=ObjectiveFacts(target=target, below=_below(one, target)),
            words={
                "id": one.objective.id,
                "purpose": say(
                    "{objective} ({id}) at most SEAL-{level}",
                    objective=say(one.objective.name),
                    id=one.objective.id,
                    level=one.at_most,
                ),
                "missing": one.objective.id,
                "place": f"SEAL-{target}",
                "components": ", ".join(_ids(limit.components for limit in binding)),
                "party": ", ".join(_ids(limit.companies for limit in binding)),
                "data": "",
            },
            grounds={f"law:{n:02}": limit.ground for n, limit in enumerate(binding)},
            group="sovereignty",
            components=_ids(limit.components for limit in binding),
            parties=_ids(limit.companies for limit in binding),
            location=measured.scene.locate(measured.scene.architecture.system.path),
        )


def _below(one: Estimate, target: int) -> Tri:
    if one.at_most < target:
        return True
    if one.on_record is None:
        return Unknown(f"nobody showed a level of {one.objective.id}")
    return one.on_record < target


def _ids(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for part in parts for id_ in part))


def provider_cases(measured: Measured) -> Iterator[Case]:
    """One case a company that operates or hosts a part of the system, whatever data it holds."""
    for id_ in measured.serving:
        yield _Provider(measured, measured.company(id_)).case()


class _Provider(Struct, frozen=True):
    """A company in the eyes of the sovereignty rules."""

    measured: Measured
    company: Company

    @property
    def scene(self) -> Scene:
        return self.measured.scene

    @property
    def framework(self) -> Framework:
        return self.measured.framework

    @property
    def components(self) -> tuple[str, ...]:
        return self.measured.serving[self.company.id]

    def case(self) -> Case:
        company, scene = self.company, self.scene
        claims, missing = self._claims(), self._missing_fields()
        country = known_country(company)
        return Case(
            kind="provider",
            subject=(company.id,),
            facts=self._facts(bool(missing), claims),
            words={
                "id": company.id,
                "party": company.name,
                "entity": company.entity,
                "country": scene.country_name(country) if country else say("a country that is not known"),
                "parent": company.parent.name if isinstance(company.parent, Owner) else "",
                "component": self.components[0],
                "components": ", ".join(self.components),
                "data": scene.data_words(self._data()),
                "missing": f"{company.name} ({', '.join(missing)})" if missing else "",
                "law": ", ".join(claims),
                "place": self._places(),
            },
            grounds=dict(self._grounds()),
            group=f"recipient:{company.id}",
            components=self.components,
            parties=(company.id,),
            data=self._data(),
            path=to_company(scene, Engagement(company, "", self.components, self._data())),
            location=scene.locate(company.path or scene.architecture.components[self.components[0]].path),
            locations=self._locations(),
        )

    def _facts(self, fields_missing: bool, claims: Mapping[str, Standing]) -> ProviderFacts:
        scene, company, day = self.scene, self.company, self.scene.as_of
        country = known_country(company)
        reach = reach_of(scene, company)
        contract = scene.contract(company.id)
        return ProviderFacts(
            sensitive=scene.is_sensitive(self._data(), self.components),
            seat_in_union=_known(country, "its seat is not known", lambda one: one in self.framework.union),
            holder_too_large=self._holder_too_large(),
            holders_too_large=self._holders_too_large(),
            decisive_holder=self._decisive_holder(),
            secnumcloud=self._standing("secnumcloud"),
            french_health=self._health_for("FR"),
            hds=self._standing("hds"),
            german_health=self._health_for("DE"),
            c5=self._standing("c5"),
            financial=self._is_financial(),
            register=contract.dora_register.standing_on(day),
            fields_missing=fields_missing,
            only_impersonal=self._holds_something() and not self._personal(),
            exposed=reach is not None and reach.level in ("direct", "parent"),
            held_in_union=self._held_in_union(),
            critical=self._is_critical(),
            exit=contract.exit.standing_on(day),
            impossible_claim=_claimed(claims),
        )

    def _data(self) -> tuple[str, ...]:
        return self.scene.data_at(self.components)

    def _personal(self) -> list[str]:
        return [id_ for id_ in self.components if id_ in self.scene.personal]

    def _holds_something(self) -> bool:
        return any(self.measured.holds(id_) for id_ in self.components)

    def _foreign_parent(self) -> Tri:
        parent = self.company.parent
        if isinstance(parent, Unknown):
            return parent
        return isinstance(parent, Owner) and self.measured.is_foreign(parent.country)

    def _holders(self) -> tuple[float, ...] | None:
        """Shares of holders outside the EU; None when nobody listed them."""
        declared = self.company.declared
        if declared is None or declared.shareholders is None:
            return None
        return tuple(one.share for one in declared.shareholders if self.measured.is_foreign(one.country))

    def _holder_too_large(self) -> Tri:
        """A parent outside the EU directs the company, whatever its share; else the listed holders tell."""
        if self._foreign_parent() is True:
            return True
        shares = self._holders()
        return _NO_HOLDERS if shares is None else max(shares, default=0) > self.framework.single_share

    def _holders_too_large(self) -> Tri:
        shares = self._holders()
        return _NO_HOLDERS if shares is None else sum(shares) > self.framework.joint_share

    def _decisive_holder(self) -> Tri:
        if self._foreign_parent() is True:
            return True
        declared = self.company.declared
        if declared is None or declared.shareholders is None:
            return _NO_HOLDERS
        return any(one.decisive and self.measured.is_foreign(one.country) for one in declared.shareholders)

    def _hosting(self) -> tuple[str, ...]:
        """Components that lie with this company: it hosts them, or operates them at no other host."""
        resolved = self.scene.system.components
        return tuple(
            id_
            for id_ in self.components
            if self.company.id == (resolved[id_].host or resolved[id_].operator)
        )

    def _health_for(self, country: str) -> Tri:
        data = self.scene.data_at(self._hosting())
        if not any(_HEALTH & set(self.scene.architecture.data[id_].categories) for id_ in data):
            return False
        controller = self.scene.architecture.controller
        return _known(controller.country, "the country of the controller is not stated", country.__eq__)

    def _is_financial(self) -> Tri:
        sector = self.scene.architecture.controller.sector
        return _known(sector or None, "the sector of the controller is not stated", "finance".__eq__)

    def _is_critical(self) -> Tri:
        stated = {self.scene.architecture.components[id_].critical for id_ in self.components}
        if Answer.YES in stated:
            return True
        if stated == {Answer.NO}:
            return False
        return Unknown("nobody states whether it carries a critical function")

    def _held_in_union(self) -> Tri:
        places = [
            self.scene.system.components[id_].place for id_ in self.components if self.measured.holds(id_)
        ]
        countries = {country for place in places for country in place.countries}
        if any(self.measured.is_foreign(country) for country in countries):
            return False
        if all(place.countries and place.complete for place in places):
            return True
        return Unknown("where it holds the data is not known")

    def _standing(self, scheme: str) -> Standing:
        """How a certificate stands: what the manifest shows, else what the catalogue names, undated."""
        found = _certificate(self._certificates(), self.framework.schemes[scheme], self.scene.as_of)
        if found is Standing.ABSENT and scheme == "secnumcloud" and self.company.declared:
            found = self.company.declared.immunity.standing_on(self.scene.as_of)
        if found is not Standing.ABSENT:
            return found
        named = [word.casefold() for product in self.company.products for word in product.certifications]
        held = (word for word in named if word.startswith(scheme) and "progress" not in word)
        return Standing.PRESUMED if any(held) else Standing.ABSENT

    def _certificates(self) -> Mapping[str, Record]:
        declared = self.company.declared
        return {id_.casefold(): one for id_, one in declared.certificates.items()} if declared else {}

    def _claims(self) -> Mapping[str, Standing]:
        """Certificates that nobody can have today, as the manifest writes them."""
        return {
            id_: record.standing
            for id_, record in sorted(self._certificates().items())
            if any(id_.startswith(claim) for claim in self.framework.impossible)
            and record.standing is not Standing.NONE
        }

    def _missing_fields(self) -> tuple[str, ...]:
        """What the register of information asks for and nobody knows (DORA Art. 28(3))."""
        company, contract = self.company, self.scene.contract(self.company.id)
        held = self.scene.system.components
        known = {
            to_say("identifier of the provider"): bool(company.declared and company.declared.lei),
            to_say("country of provision"): known_country(company) is not None,
            to_say("ultimate parent"): not isinstance(company.parent, Unknown),
            to_say("places of storage and processing"): all(
                held[id_].place.countries for id_ in self.components
            ),
            to_say("chain of subcontracting"): self._is_critical() is False
            or isinstance(company.links, tuple),
            to_say("function supported and whether it is critical"): not isinstance(
                self._is_critical(), Unknown
            ),
            to_say("date of the contract"): contract.dpa.on is not None,
        }
        return tuple(say(name) for name, is_known in known.items() if not is_known)

    def _places(self) -> str:
        countries = sorted(
            {c for id_ in self.components for c in self.scene.system.components[id_].place.countries}
        )
        return ", ".join(map(self.scene.country_name, countries)) or say("a place that is not stated")

    def _grounds(self) -> Iterator[tuple[str, Ground]]:
        company = self.company
        if "country" in company.grounds:
            yield "seat_in_union", company.grounds["country"]
        if "parent" in company.grounds and self._foreign_parent() is True:
            yield "holder_too_large", company.grounds["parent"]
            yield "decisive_holder", company.grounds["parent"]
        for scheme in ("hds", "c5", "secnumcloud"):
            if self._standing(scheme) is Standing.PRESUMED:
                text = say(
                    "the catalogue names {scheme} for {company}",
                    scheme=self.framework.schemes[scheme].name,
                    company=company.name,
                )
                yield scheme, Ground(text, Origin.CATALOG)
        for claim, ground in self.framework.impossible.items():
            if any(id_.startswith(claim) for id_ in self._claims()):
                yield "impossible_claim", ground

    def _locations(self) -> dict[str, Location]:
        """Where certificates, holders and records of this company are, or could be, stated."""
        locate, company = self.scene.locate, self.company
        found = {}
        if company.declared and company.declared.path:
            at = company.declared.path
            facts = ("hds", "c5", "impossible_claim") if company.declared.certificates else ()
            found = {fact: locate((*at, "certificates")) for fact in facts}
        contract = self.scene.contract(company.id)
        if contract.path:
            found |= {
                "register": locate((*contract.path, "dora_register")),
                "exit": locate((*contract.path, "exit")),
            }
        return found


_NO_HOLDERS = Unknown("nobody lists the holders outside the EU")


def _known(value: str | None, reason: str, test: Callable[[str], bool]) -> Tri:
    return Unknown(reason) if value is None else test(value)


def _certificate(certificates: Mapping[str, Record], scheme: Scheme, day: date) -> Standing:
    """The best that any certificate of a scheme shows on a day."""
    found = {
        _of_version(
            scheme, id_.removeprefix(scheme.id).lstrip("-_ ") or record.version.casefold(), record, day
        )
        for id_, record in certificates.items()
        if id_.startswith(scheme.id)
    }
    return next((standing for standing in _BEST_FIRST if standing in found), Standing.ABSENT)


_BEST_FIRST = (Standing.RECORDED, Standing.UNKNOWN, Standing.STALE, Standing.NONE)


def _of_version(scheme: Scheme, version: str, record: Record, day: date) -> Standing:
    """One of a version that no longer counts is as good as run out."""
    standing = record.standing_on(day)
    if standing is not Standing.RECORDED:
        return standing
    if any(since <= day and _is_version(version, old) for old, since in scheme.superseded.items()):
        return Standing.STALE
    return Standing.UNKNOWN if scheme.asks_version and not version else standing


def _is_version(version: str, named: str) -> bool:
    """`1.1` and `v1` are version 1; `2020-type-1` is of type 1."""
    written, known = (re.sub(r"[^a-z0-9.]", "", one.casefold()) for one in (version, named))
    return written.endswith(known) or written.removeprefix("v").partition(".")[0] == known.removeprefix("v")


def _claimed(claims: Mapping[str, Standing]) -> Tri:
    if any(standing is not Standing.UNKNOWN for standing in claims.values()):
        return True
    return Unknown("whether it is certified is not known") if claims else False
