"""Facts about training runs: who trains on what, on which basis, and who then holds a standing copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from borderflow.analysis.control import is_exposed_or_abroad
from borderflow.analysis.engagements import Scene, has_no_access, known_country
from borderflow.analysis.shields import is_closed
from borderflow.analysis.transfers import support_abroad
from borderflow.analysis.witness import owner_hop, to_company, way_to
from borderflow.language import say
from borderflow.model.age import TIA_LIMIT_DAYS
from borderflow.model.architecture import Form, Purpose, Safeguards
from borderflow.model.catalog import Adequacy
from borderflow.model.facts import Case, TrainingFacts, Tri
from borderflow.model.findings import Hop
from borderflow.model.knowledge import Ground, Unknown
from borderflow.model.location import Location
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.resolved import Company, Resolved

_ANNOTATION = "annotation"
_CONTROLS = ("authentication", "access_log", "permissions")


def _lacks(place: Safeguards, source: Safeguards) -> bool:
    """Whether a place is declared to lack a control that the source has."""
    if source.protection.at_rest is Answer.YES and place.protection.at_rest is Answer.NO:
        return True
    return any(
        getattr(source, name).standing is Standing.RECORDED and getattr(place, name).standing is Standing.NONE
        for name in _CONTROLS
    )


def training_cases(scene: Scene) -> Iterator[Case]:
    """One case a component that trains on personal data."""
    runs = [
        resolved
        for id_, resolved in scene.system.components.items()
        if scene.system.treatment(resolved.component.kind) == "weights" and id_ in scene.personal
    ]
    keepers = dict(_keepers(scene)) if runs else {}
    for resolved in runs:
        yield _Run(scene, resolved, keepers).case()


def _keepers(scene: Scene) -> Iterator[tuple[str, frozenset[str]]]:
    """Components that keep weights, or where people label a set, with the data in question."""
    for id_ in scene.personal:
        kind = scene.system.components[id_].component.kind
        if kind == _ANNOTATION:
            yield id_, frozenset(scene.data_at((id_,)))
        elif scene.system.treatment(kind) in ("open", "all"):
            kept = frozenset(datum for datum, form in scene.lineage.at(id_) if form is Form.WEIGHTS)
            if kept:
                yield id_, kept


class _Run:
    def __init__(self, scene: Scene, resolved: Resolved, keepers: Mapping[str, frozenset[str]]) -> None:
        self._scene = scene
        self._resolved = resolved
        self._id = resolved.component.id
        self._safeguards = resolved.component.safeguards
        self._data = scene.data_at((self._id,))
        self._marks = scene.marks(self._data)
        self._keepers = keepers
        self._holders = tuple(self._holding())

    def case(self) -> Case:
        scene, path = self._scene, self._resolved.component.path
        return Case(
            kind="training",
            subject=(self._id,),
            facts=self._facts(),
            words=self._words(),
            grounds=dict(self._grounds()),
            group=f"training:{self._id}",
            components=tuple(dict.fromkeys((self._id, *(id_ for id_, _ in self._holders)))),
            parties=tuple(dict.fromkeys(company.id for _, company in self._exposed())),
            data=self._data,
            flows=scene.flows_into((self._id,)),
            path=self._path(),
            location=scene.locate(path),
            locations={
                name: scene.locate((*path, name))
                for name in ("erasure", "screening", "dataset", "artifact", "purpose")
            }
            | self._basis_location(),
        )

    def _facts(self) -> TrainingFacts:
        scene, safeguards = self._scene, self._safeguards
        return TrainingFacts(
            personal=True,
            sensitive=scene.is_sensitive(self._data, (self._id,)),
            basis=self._basis(),
            special=bool(self._marks & {"special", "criminal"}),
            condition=self._condition(),
            free_text=self._is_free_text(),
            screening=self._screening(),
            exposed=bool(self._exposed()),
            exposure_known=self._exposure_known(),
            assessed=self._assessed(),
            pseudonymised_only=scene.is_effectively_pseudonymised((self._id,)),
            adequate_only=self._adequate_only(),
            claimed_anonymous=safeguards.artifact.personal is Answer.NO,
            artifact_assessed=safeguards.artifact.assessment.standing_on(scene.as_of),
            erasure=safeguards.erasure.standing_on(scene.as_of),
            employees="employee" in self._marks,
            dataset=safeguards.dataset.standing_on(scene.as_of),
            national_rule=safeguards.national_rule.standing_on(scene.as_of),
            drift=scene.drifts(self._data, [purpose.id for purpose in self._purposes()]),
            published=safeguards.artifact.published is Answer.YES,
            weaker=self._is_weaker(),
        )

    def _holding(self) -> Iterator[tuple[str, Company]]:
        """Companies that hold or can read the set, the job, the checkpoints, the weights or the labels."""
        for id_ in self._places_of_the_run():
            resolved = self._scene.system.components[id_]
            host = None if has_no_access(resolved) else resolved.host
            direct = [self._scene.system.companies[one] for one in (resolved.operator, host) if one]
            behind = [one.company for one in self._scene.behind(id_) if one.reads]
            for company in {one.id: one for one in (*direct, *behind)}.values():
                if not is_closed(self._scene, id_, company):
                    yield id_, company

    def _places_of_the_run(self) -> Iterator[str]:
        yield self._id
        data = set(self._data)
        yield from (id_ for id_, kept in self._keepers.items() if id_ != self._id and kept & data)

    def _exposed(self) -> tuple[tuple[str, Company], ...]:
        return tuple(
            (id_, company)
            for id_, company in self._holders
            if is_exposed_or_abroad(self._scene, company) is True or support_abroad(self._scene, company)
        )

    def _exposure_known(self) -> Tri:
        for _, company in self._holders:
            known = is_exposed_or_abroad(self._scene, company)
            if isinstance(known, Unknown):
                return known
        return True

    def _adequate_only(self) -> bool:
        """Every exposed holder sits in an adequate country and under nobody else's law."""
        exposed = self._exposed()
        for _, company in exposed:
            found = self._scene.jurisdiction(known_country(company) or "")
            if found is None or found.adequacy is not Adequacy.ADEQUATE:
                return False
            if any(self._scene.is_exposing(country) for country in company.control if country != found.code):
                return False
        return bool(exposed)

    def _assessed(self) -> bool:
        """A dated assessment names the training: of the impact, or of a company at each place of the run."""
        if self._names_training(self._scene.architecture.system.dpia):
            return True
        exposed = self._exposed()
        assessed = {id_ for id_, company in exposed if self._is_assessed(company)}
        return bool(exposed) and assessed == {id_ for id_, _ in exposed}

    def _is_assessed(self, company: Company) -> bool:
        contract = self._scene.contract(company.id)
        return not self._is_overtaken(company) and (
            self._names_training(contract.assessment) or self._names_training(contract.tia, TIA_LIMIT_DAYS)
        )

    def _is_overtaken(self, company: Company) -> bool:
        """Its owner, or a law that reaches it, is supposed to be another than when anybody assessed it."""
        law = [self._scene.jurisdiction(code) for code in (known_country(company), *company.control) if code]
        is_sold = company.provider is not None and company.provider.unsettled
        return is_sold or any(one is not None and one.unsettled for one in law)

    def _names_training(self, record: Record, limit_days: int | None = None) -> bool:
        standing = record.standing_on(self._scene.as_of, limit_days)
        named = {"training", "fine-tuning", self._id} & set(record.covers)
        return standing is Standing.RECORDED and record.on is not None and bool(named)

    def _is_weaker(self) -> bool:
        """Where the weights lie, a control is declared to be missing that the data have at their source."""
        sources = [
            self._scene.architecture.components[id_].safeguards
            for id_, held in self._scene.lineage.origins.items()
            if set(self._scene.lineage.personal_data(held)) & set(self._data)
        ]
        places = [self._scene.architecture.components[id_].safeguards for id_ in self._places_of_the_run()]
        return any(_lacks(place, source) for place in places for source in sources)

    def _purposes(self) -> tuple[Purpose, ...]:
        declared = self._scene.architecture.purposes
        flows = [flow.purpose for flow in self._scene.lineage.incoming.get(self._id, ()) if flow.purpose]
        return tuple(declared[id_] for id_ in dict.fromkeys((*self._resolved.component.purposes, *flows)))

    def _basis(self) -> str:
        """`none` when a purpose is declared to have none, `recorded` when all have one."""
        bases = [purpose.basis for purpose in self._purposes()]
        if "none" in bases:
            return "none"
        return "recorded" if bases and all(bases) else "absent"

    def _basis_location(self) -> dict[str, Location]:
        for purpose in self._purposes():
            if purpose.basis in (None, "none"):
                return {"basis": self._scene.locate((*purpose.path, "basis"))}
        return {}

    def _condition(self) -> Standing:
        """The condition of Art. 9 or 10 for every special datum, on the datum or on the purpose."""
        day = self._scene.as_of
        by_purpose = [purpose.condition.standing_on(day) for purpose in self._purposes()]
        special = [id_ for id_ in self._data if self._scene.marks((id_,)) & {"special", "criminal"}]
        found = [self._scene.architecture.data[id_].condition.standing_on(day) for id_ in special]
        if Standing.NONE in (*found, *by_purpose):
            return Standing.NONE
        if Standing.RECORDED in by_purpose or all(standing is Standing.RECORDED for standing in found):
            return Standing.RECORDED
        return Standing.ABSENT

    def _is_free_text(self) -> bool:
        for id_ in self._data:
            stated = self._scene.architecture.data[id_].free_text
            if stated is Answer.YES or (stated is not Answer.NO and "free_text" in self._scene.marks((id_,))):
                return True
        return False

    def _screening(self) -> Standing:
        day = self._scene.as_of
        own = self._safeguards.screening.standing_on(day)
        if own is not Standing.ABSENT:
            return own
        found = [self._scene.architecture.data[id_].screening.standing_on(day) for id_ in self._data]
        return (
            Standing.RECORDED if found and all(one is Standing.RECORDED for one in found) else Standing.ABSENT
        )

    def _path(self) -> tuple[Hop, ...]:
        """To the run itself, and on to the exposed company that holds it."""
        for id_, company in self._exposed():
            for engagement in self._scene.engagements:
                if engagement.company.id == company.id and id_ in engagement.components:
                    here = replace(engagement, components=(id_,), data=self._data)
                    return (*to_company(self._scene, here), *owner_hop(company))
        return way_to(self._scene, (self._id,), self._data)

    def _grounds(self) -> Iterator[tuple[str, Ground]]:
        for _, company in self._exposed():
            if (ground := company.grounds.get("parent") or company.grounds.get("country")) is not None:
                yield "exposed", ground
                return

    def _in_reach_of(self, company: Company) -> str:
        """The owner, or the support team where nothing but that brings the data within reach."""
        if is_exposed_or_abroad(self._scene, company) is not True:
            countries = ", ".join(map(self._scene.country_name, support_abroad(self._scene, company)))
            return say("support staff in {countries}", countries=countries)
        return getattr(company.parent, "name", company.entity)

    def _words(self) -> dict[str, str]:
        exposed = [company for _, company in self._exposed()]
        names = ", ".join(dict.fromkeys(company.name for company in exposed))
        countries = [known_country(company) or "" for company in exposed]
        return {
            "component": self._id,
            "components": self._id,
            "data": self._scene.data_words(self._data),
            "party": names or say("the controller"),
            "entity": ", ".join(dict.fromkeys(company.entity for company in exposed))
            or say("the controller"),
            "country": ", ".join(dict.fromkeys(self._scene.country_name(code) for code in countries if code))
            or say("the EEA"),
            "parent": ", ".join(dict.fromkeys(map(self._in_reach_of, exposed))) or say("nobody outside"),
            "purpose": ", ".join(purpose.label for purpose in self._purposes()) or say("no declared purpose"),
            "place": self._resolved.place.label,
            "law": "",
            "tool": "",
            "missing": "",
            "importer": names,
            "exporter": self._scene.architecture.controller.name,
        }
