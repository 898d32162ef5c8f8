"""Facts about purposes and about the system as a whole: records, impact assessment, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borderflow.analysis.engagements import Scene
from borderflow.analysis.papers import Papers, processes_by_model
from borderflow.language import say, say_counted, to_say
from borderflow.language.forms import in_sentence
from borderflow.model.age import OWNERSHIP_LIMIT_DAYS, TIA_LIMIT_DAYS
from borderflow.model.facts import Case, PurposeFacts, SystemFacts
from borderflow.model.records import Answer, Path, Record, Standing
from borderflow.model.report import Criterion
from borderflow.model.resolved import Contradiction

_TOLD = 12
"""Contradictions of flows that one question tells; it counts the others."""
_VULNERABLE = frozenset({"children", "employee", "vulnerable"})
WP248 = (
    ("scoring", to_say("Evaluation or scoring")),
    ("automated-decision", to_say("Automated decision with legal or similar effect")),
    ("monitoring", to_say("Systematic monitoring")),
    ("sensitive", to_say("Sensitive data")),
    ("large-scale", to_say("Large scale")),
    ("matching", to_say("Matching or combining datasets")),
    ("vulnerable", to_say("Vulnerable persons")),
    ("innovative", to_say("Innovative technology")),
    ("blocking", to_say("Preventing the exercise of a right or the use of a service")),
)
"""The nine criteria of WP248 rev.01."""

_PLACES = {
    "dpia": "dpia",
    "human_role": "human_role",
    "decision_ground": "decision_ground",
    "listed": "national_list",
    "dpia_silent": "dpia_content",
    "register": "record",
    "notice": "notice",
    "outdated": "changed",
    "residual_risk": "residual_risk",
    "consultation": "consultation",
}
"""Facts of the system to the line where each is stated."""
_PAPERS = {
    "dpa": to_say("processor contract"),
    "tia": to_say("transfer impact assessment"),
    "assessment": to_say("assessment"),
    "due_diligence": to_say("note on guarantees"),
}
_UNDATED_PROVES_NOTHING = ("tia", "assessment")
"""Papers that lower a finding only when their date shows that they are current."""


def purpose_cases(scene: Scene) -> Iterator[Case]:
    """One case a purpose; one for the system when no purpose is declared."""
    if not scene.personal:
        return
    system, day = scene.architecture.system, scene.as_of
    exempt = system.record_exempt.standing is Standing.RECORDED
    for purpose in scene.architecture.purposes.values():
        standing = _first(purpose.record, system.record).standing_on(day)
        yield _purpose(scene, purpose.id, purpose.label, standing, exempt, purpose.path)
    if not scene.architecture.purposes:
        yield _purpose(
            scene,
            "system",
            system.purpose or system.name,
            system.record.standing_on(day),
            exempt,
            system.path,
        )


def _first(*records: Record) -> Record:
    return next((record for record in records if record.standing is not Standing.ABSENT), records[0])


def _purpose(scene: Scene, id_: str, label: str, standing: Standing, exempt: bool, path: Path) -> Case:
    data = scene.data_at(scene.personal)
    return Case(
        kind="purpose",
        subject=(id_,),
        facts=PurposeFacts(personal=True, record=standing, exempt=exempt),
        words={"purpose": label, "data": scene.data_words(data), "party": scene.architecture.controller.name},
        group=f"purpose:{id_}",
        data=data,
        location=scene.locate(path),
        locations={"record": scene.locate((*path, "record"))} if standing is not Standing.ABSENT else {},
    )


def system_cases(scene: Scene, others: Iterable[Case] = ()) -> Iterator[Case]:
    """One case for the system as a whole; what was found of its transfers and parties is in the others."""
    system = scene.architecture.system
    applying = [criterion for criterion in wp248(scene) if criterion.state == "applies"]
    data = scene.data_at(scene.personal)
    contradictions = _contradictions(scene)
    papers = Papers(scene, others)
    yield Case(
        kind="system",
        subject=("system",),
        facts=_facts(scene, papers, len(applying), _gravity(contradictions)),
        words={
            "component": system.name,
            "components": system.name,
            "data": scene.data_words(data),
            "party": scene.architecture.controller.name,
            "purpose": system.purpose or system.name,
            "missing": " ".join((*(one.text for one in contradictions), *_stale(scene))),
            **_words_of_papers(papers),
            "law": ", ".join(f"{in_sentence(criterion.name)} ({criterion.fact})" for criterion in applying),
            "place": "",
            "country": "",
        },
        group="system",
        data=data,
        location=scene.locate(system.path),
        locations={name: scene.locate((*system.path, key)) for name, key in _PLACES.items()},
    )


def _facts(scene: Scene, papers: Papers, criteria: int, contradiction: str) -> SystemFacts:
    system, day = scene.architecture.system, scene.as_of
    return SystemFacts(
        personal=bool(scene.personal),
        processor=system.role == "processor",
        dpia=system.dpia.standing_on(day),
        criteria=criteria,
        article_35_3=_article_35_3(scene),
        annex_iii=bool(system.use_case),
        decides=system.decides.value,
        human_role=system.human_role,
        decision_ground=system.decision_ground or "absent",
        decision_safeguards=system.decision_safeguards.standing_on(day),
        listed=system.national_list.standing_on(day),
        dpia_silent=bool(papers.unassessed),
        register=papers.register(),
        notice=papers.notice(),
        outdated=bool(papers.outdated),
        residual_risk=system.residual_risk,
        consultation=system.consultation.standing_on(day),
        stale_evidence=bool(_stale(scene)),
        contradiction=contradiction,
    )


def _words_of_papers(papers: Papers) -> dict[str, str]:
    return {
        "unassessed": ", ".join(papers.unassessed),
        "unrecorded": ", ".join(papers.unrecorded),
        "unnoticed": ", ".join(papers.unnoticed),
        "outdated": ", ".join(papers.outdated),
        "changed": papers.last_change,
    }


def wp248(scene: Scene) -> tuple[Criterion, ...]:
    """The nine criteria, counted on declared facts only; AI alone is one of them."""
    facts = dict(_criteria(scene))
    return tuple(
        Criterion(
            say(label), "applies" if facts.get(id_) else "unknown", facts.get(id_) or say("not declared")
        )
        for id_, label in WP248
    )


def _criteria(scene: Scene) -> Iterator[tuple[str, str]]:
    system = scene.architecture.system
    data = scene.data_at(scene.personal)
    for word in system.criteria:
        yield word, say("declared")
    if system.decides is Answer.YES:
        yield "automated-decision", say("the system decides about persons")
    marks = scene.marks(data)
    if marks & {"special", "criminal"}:
        yield "sensitive", say("special-category or criminal data")
    if scene.is_large_scale(data):
        yield "large-scale", say("declared")
    if found := marks & _VULNERABLE:
        yield "vulnerable", ", ".join(map(say, sorted(found)))
    if processes_by_model(scene):
        yield "innovative", say("an AI model processes personal data")


def _article_35_3(scene: Scene) -> bool:
    """A case of Art. 35(3): evaluation with legal effect, special data at large scale, monitoring."""
    system = scene.architecture.system
    special = [id_ for id_ in scene.data_at(scene.personal) if scene.marks((id_,)) & {"special", "criminal"}]
    evaluates = system.decides is Answer.YES or bool(system.use_case)
    public_monitoring = "public-monitoring" in system.criteria
    return evaluates or (bool(special) and scene.is_large_scale(special)) or public_monitoring


def _contradictions(scene: Scene) -> tuple[Contradiction, ...]:
    found = [one for company in scene.system.companies.values() for one in company.contradictions]
    unreached = scene.lineage.unreached
    for flow, datum in unreached[:_TOLD]:
        text = say(
            "`{flow}` carries `{data}`, which is held elsewhere and cannot reach `{source}`.",
            flow=flow.id,
            data=datum,
            source=flow.source,
        )
        found.append(Contradiction(text, decides=False))
    if len(unreached) > _TOLD:
        more = say_counted(
            "{n} more flow carries what cannot reach its source.",
            "{n} more flows carry what cannot reach their source.",
            len(unreached) - _TOLD,
        )
        found.append(Contradiction(more, decides=False))
    reading = scene.architecture.reading
    found += [Contradiction(text, decides=True) for text in (reading.disputes if reading else ())]
    return tuple(found)


def _gravity(contradictions: Iterable[Contradiction]) -> str:
    decisive = {one.decides for one in contradictions}
    return "decisive" if True in decisive else ("minor" if decisive else "")


def _stale(scene: Scene) -> tuple[str, ...]:
    """Records past their expiry and evidence that is not there, as whole sentences."""
    day = scene.as_of
    absent = sorted(path for path, digest in scene.architecture.evidence.items() if not digest)
    found = [say("The evidence `{path}` is not beside the manifest.", path=path) for path in absent]
    for contract in scene.architecture.contracts:
        for name, words in _PAPERS.items():
            record: Record = getattr(contract, name)
            standing = record.standing_on(day, TIA_LIMIT_DAYS if name == "tia" else None)
            if standing is Standing.STALE:
                found.append(
                    say("The {paper} for `{party}` is out of date.", paper=say(words), party=contract.party)
                )
            elif standing is Standing.RECORDED and record.on is None and name in _UNDATED_PROVES_NOTHING:
                found.append(
                    say("The {paper} for `{party}` bears no date.", paper=say(words), party=contract.party)
                )
        if contract.dpf.status == "active" and contract.dpf.checked is None:
            found.append(
                say(
                    "The standing of `{party}` on the Data Privacy Framework list is undated.",
                    party=contract.party,
                )
            )
    found += [
        say("What is stated of `{party}` was checked more than six months ago.", party=party.id)
        for party in scene.architecture.parties.values()
        if party.as_of is not None and (day - party.as_of).days > OWNERSHIP_LIMIT_DAYS
    ]
    return tuple(found)
