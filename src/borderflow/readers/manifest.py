"""The native manifest, version 1: from a document to an architecture."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from borderflow.documents import Document
from borderflow.errors import Fault, InputError, raise_all
from borderflow.model.architecture import (
    UNSTATED,
    Acceptance,
    Architecture,
    Artifact,
    Assessed,
    ChainLink,
    Clauses,
    Component,
    Contract,
    Datum,
    Dpf,
    Flow,
    Holder,
    Host,
    Input,
    Keys,
    Organisation,
    PartyFacts,
    Protection,
    Pseudonymisation,
    Purpose,
    Review,
    Safeguards,
    SupportAccess,
    System,
)
from borderflow.model.knowledge import Unknown
from borderflow.model.records import NOTHING, Answer, Path, Record, Standing
from borderflow.readers.faults import describe, suggest
from borderflow.readers.oneline import Ends, read_component, read_flow
from borderflow.readers.reader import Misread, Reader

if TYPE_CHECKING:
    from borderflow.shapes import manifest as shapes
    from borderflow.shapes.words import HostShape, RecordBody

_RECORDS = (
    "retention deletion_by_source reindex permissions isolation authentication access_log erasure "
    "rectification access_path guard screening "
    "dataset provenance national_rule anonymised provider_retention refresh redaction reach"
).split()
_SYSTEM_RECORDS = (
    "decision_safeguards dpia consultation national_list record record_exempt notice changed "
    "access_procedure travel_policy"
).split()
_ANSWERS = ("public", "training_use", "human_review")
_SAFEGUARDS = (*_RECORDS, *_ANSWERS, "encryption", "artifact", "audiences", "tenants")


def recognises(document: Document) -> bool:
    """A manifest says which version of the format it is."""
    return isinstance(document.value, dict) and "borderflow" in document.value


def read(document: Document) -> Architecture:
    """Read a manifest.

    Raises:
        InputError: with every fault of shape, dangling id and endless acceptance, each with its line.
    """
    value = _with_defaults(document)
    brief = _Brief(value)
    manifest = _validate(value, brief.rest(value), document)
    architecture = _architecture(manifest, brief, document)
    raise_all(InputError, _foreign_sources(manifest, document))
    if faults := _contradictions(architecture):
        raise Misread(*faults, rest=architecture)
    return architecture


def component_of(id_: str, entry: Any) -> Component:
    """One component, read apart from its manifest.

    Raises:
        InputError: it cannot be read; where its faults stand is for the reading of the whole to say.
    """
    from borderflow.shapes.manifest import ComponentShape
    from borderflow.shapes.reading import validated

    try:
        return read_component(id_, entry) or _component(id_, validated(ComponentShape, entry))
    except ValueError as error:
        raise InputError(Fault(f"`{id_}` cannot be read.")) from error


class _Brief:
    """What is written on one line, read without the models."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        flows, components = value.get("flows"), value.get("components")
        self.flows = list(map(read_flow, flows)) if isinstance(flows, list) else []
        """Each flow in its place; None where the models are needed."""
        self.components = (
            {id_: read_component(id_, entry) for id_, entry in components.items()}
            if isinstance(components, dict)
            else {}
        )

    def rest(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """The manifest without it."""
        rest = dict(value)
        if self.flows:
            pairs = zip(value["flows"], self.flows, strict=True)
            rest["flows"] = [entry for entry, read_already in pairs if read_already is None]
        if self.components:
            pairs = value["components"].items()
            rest["components"] = {id_: entry for id_, entry in pairs if self.components[id_] is None}
        return rest


def _validate(value: Any, rest: Any, document: Document) -> shapes.ManifestShape:
    """The shapes of the rest. When it has a fault, the whole is validated: that names the places."""
    from borderflow.shapes.manifest import ManifestShape
    from borderflow.shapes.reading import validated

    try:
        return validated(ManifestShape, rest)
    except ValueError:
        return _explained(value, document)


def _explained(value: Any, document: Document) -> shapes.ManifestShape:
    from pydantic import ValidationError

    from borderflow.shapes.keys import keys_at
    from borderflow.shapes.manifest import ManifestShape
    from borderflow.shapes.models import model_of, read_leniently

    try:
        return read_leniently(ManifestShape, value)
    except ValidationError as error:
        known = partial(keys_at, model_of(ManifestShape))
        faults = describe(error, document, known)
        rest = _spared(value, [one["loc"] for one in error.errors(include_url=False)], document)
        if rest is None:
            raise InputError(*faults) from error
        raise Misread(*faults, *_contradictions(rest), rest=rest) from error


def _spared(value: Any, faults: Sequence[Path], document: Document) -> Architecture | None:
    """What is left without the faults; None when too little is."""
    from borderflow.shapes.manifest import ManifestShape
    from borderflow.shapes.reading import validated
    from borderflow.shapes.sparing import spare

    for thoroughly in (False, True):
        rest = spare(value, faults, thoroughly=thoroughly)
        with contextlib.suppress(ValueError):
            if rest is not None:
                brief = _Brief(rest)
                return _architecture(validated(ManifestShape, brief.rest(rest)), brief, document)
    return None


def _foreign_sources(manifest: shapes.ManifestShape, document: Document) -> Iterator[Fault]:
    """Files of other formats are opened by who has the folder; a text alone has none."""
    for number, name in enumerate(manifest.sources):
        yield Fault(
            f"`{name}` is opened only beside a manifest that is a file.",
            document.locate(("sources", number)),
            "save the manifest beside it, and name the file",
        )


def _with_defaults(document: Document) -> Any:
    """The document with `defaults:` merged under each entry of their section."""
    value = document.value
    defaults = value.get("defaults") if isinstance(value, dict) else None
    if not isinstance(defaults, dict):
        return value
    merged = dict(value)
    for section, under in defaults.items():
        if isinstance(under, dict) and section in value:
            merged[section] = _merge_section(section, value[section], under)
    return merged


def _merge_section(section: str, entries: Any, under: Mapping[str, Any]) -> Any:
    if section == "flows" and isinstance(entries, list):
        from borderflow.shapes.manifest import parse_flow

        return [_merge_entry(_try(parse_flow, entry), under) for entry in entries]
    if not isinstance(entries, dict):
        return entries
    return {
        key: [_merge_entry(one, under) for one in entry]
        if isinstance(entry, list)
        else _merge_entry(entry, under)
        for key, entry in entries.items()
    }


def _merge_entry(entry: Any, under: Mapping[str, Any]) -> Any:
    return {**under, **entry} if isinstance(entry, dict) else entry


def _try(parse: Callable[[Any], Any], entry: Any) -> Any:
    try:
        return parse(entry)
    except ValueError:
        return entry


def _architecture(manifest: shapes.ManifestShape, brief: _Brief, document: Document) -> Architecture:
    return Architecture(
        system=_system(manifest.system),
        controller=_organisation(manifest.controller),
        data={id_: _datum(id_, shape) for id_, shape in manifest.data.items()},
        purposes={id_: _purpose(id_, shape) for id_, shape in manifest.purposes.items()},
        components={
            id_: one or _component(id_, manifest.components[id_]) for id_, one in brief.components.items()
        },
        flows=tuple(_flows(brief.flows, iter(manifest.flows))),
        parties={id_: _party(id_, shape) for id_, shape in manifest.parties.items()},
        contracts=tuple(_contracts(manifest.contracts)),
        accepted=tuple(_acceptance(shape, ("accepted", n)) for n, shape in enumerate(manifest.accepted)),
        owners=dict(manifest.owners),
        review=Review(**asdict(manifest.review)) if manifest.review else Review(),
        inputs=(Input(document.name, "manifest", document.digest),),
        locate=lambda path: document.locate(path, key=None),
        lines_of_flows=lambda: zip(
            repeat(document.name), document.item_lines(("flows",), brief.flows), strict=False
        ),
        line=lambda place: document.line(place.line),
    )


def _record(shape: RecordBody | None, path: Path) -> Record:
    if shape is None:
        return NOTHING
    return Record(
        standing=shape.standing,
        text=shape.text,
        on=shape.on,
        expires=shape.expires,
        version=shape.version,
        evidence=shape.evidence,
        by=shape.by,
        covers=shape.covers,
        path=path,
    )


def _answer(value: Answer | None) -> Answer:
    return Answer.ABSENT if value is None else value


def _answers(stated: Mapping[Any, Answer]) -> dict[str, Answer]:
    return dict(stated)


def _system(shape: shapes.SystemShape) -> System:
    at = ("system",)
    records: dict[str, Any] = {name: _record(getattr(shape, name), (*at, name)) for name in _SYSTEM_RECORDS}
    return System(
        name=shape.name,
        version=shape.version,
        purpose=shape.purpose,
        role=shape.role,
        use_case=shape.use_case,
        criteria=shape.criteria,
        decides=_answer(shape.decides),
        human_role=shape.human_role,
        decision_ground=shape.decision_ground,
        dpia_content=_answers(shape.dpia_content),
        record_content=_answers(shape.record_content),
        notice_content=_answers(shape.notice_content),
        residual_risk=shape.residual_risk,
        large_scale=_answer(shape.large_scale),
        seal=tuple(_assessed(id_, one, (*at, "seal", id_)) for id_, one in sorted(shape.seal.items())),
        path=at,
        **records,
    )


def _assessed(objective: str, shape: shapes.SealShape, at: Path) -> Assessed:
    record = Record(
        Standing.RECORDED, on=shape.on, expires=shape.expires, evidence=shape.evidence, by=shape.by, path=at
    )
    return Assessed(objective, shape.level, record)


def _organisation(shape: shapes.OrganisationShape) -> Organisation:
    parent = shape.parent
    return Organisation(
        name=shape.name,
        country=shape.country,
        public_body=_answer(shape.public_body),
        secrecy=_answer(shape.secrecy),
        parent_name=parent.name if parent else None,
        parent_country=parent.country if parent else None,
        sector=shape.sector,
        path=("controller",),
    )


def _datum(id_: str, shape: shapes.DatumShape) -> Datum:
    at = ("data", id_)
    return Datum(
        id=id_,
        label=shape.label or id_,
        personal=shape.personal,
        categories=shape.categories,
        subjects=shape.subjects,
        retention=_record(shape.retention, (*at, "retention")),
        large_scale=_answer(shape.large_scale),
        free_text=_answer(shape.free_text),
        screening=_record(shape.screening, (*at, "screening")),
        condition=_record(shape.condition, (*at, "condition")),
        pseudonymised=_pseudonymised(shape.pseudonymised, (*at, "pseudonymised")),
        anonymised=_record(shape.anonymised, (*at, "anonymised")),
        collected_for=shape.collected_for,
        path=at,
    )


def _pseudonymised(shape: shapes.PseudonymisationShape | None, at: Path) -> Pseudonymisation | None:
    if shape is None:
        return None
    return Pseudonymisation(shape.key, shape.country, _record(shape.analysis, (*at, "analysis")))


def _purpose(id_: str, shape: shapes.PurposeShape) -> Purpose:
    at = ("purposes", id_)
    return Purpose(
        id=id_,
        label=shape.label or id_,
        basis=shape.basis,
        record=_record(shape.record, (*at, "record")),
        assessment=_record(shape.assessment, (*at, "assessment")),
        condition=_record(shape.condition, (*at, "condition")),
        notice=_record(shape.notice, (*at, "notice")),
        compatibility=_record(shape.compatibility, (*at, "compatibility")),
        path=at,
    )


def _component(id_: str, shape: shapes.ComponentShape) -> Component:
    at = ("components", id_)
    return Component(
        id=id_,
        kind=shape.kind,
        label=shape.label,
        operator=shape.operator,
        host=_host(shape.host, shape.deployment, (*at, "host")),
        software=shape.software,
        model=shape.model,
        holds=shape.holds,
        purposes=shape.purpose,
        stores=shape.stores,
        tier=shape.tier,
        personal=shape.personal,
        staff_in=shape.staff_in,
        owner=shape.owner,
        critical=_answer(shape.critical),
        safeguards=_safeguards(shape, at),
        path=at,
    )


def _host(shape: HostShape | None, deployment: str | None, at: Path) -> Host | None:
    if shape is None or shape == type(shape)():
        return Host(deployment=deployment, path=at) if deployment else None
    return Host(
        shape.provider,
        shape.product,
        shape.region,
        shape.deployment or deployment,
        tuple(dict.fromkeys(shape.country)),
        at,
    )


def _safeguards(shape: shapes.ComponentShape, at: Path) -> Safeguards:
    if all(getattr(shape, name) is None for name in _SAFEGUARDS):
        return UNSTATED
    records: dict[str, Any] = {name: _record(getattr(shape, name), (*at, name)) for name in _RECORDS}
    answers: dict[str, Any] = {name: _answer(getattr(shape, name)) for name in _ANSWERS}
    return Safeguards(
        protection=_protection(shape.encryption, (*at, "encryption")),
        artifact=_artifact(shape.artifact, (*at, "artifact")),
        audiences=shape.audiences,
        tenants=shape.tenants,
        **records,
        **answers,
    )


def _artifact(shape: shapes.ArtifactShape | None, at: Path) -> Artifact:
    if shape is None:
        return Artifact()
    return Artifact(
        _answer(shape.personal), _record(shape.assessment, (*at, "assessment")), _answer(shape.published)
    )


def _protection(shape: shapes.ProtectionShape | None, at: Path) -> Protection:
    if shape is None:
        return Protection()
    keys = Keys(shape.keys.holder, shape.keys.country, shape.keys.service) if shape.keys else Keys()
    return Protection(
        transport=_answer(shape.transport),
        at_rest=_answer(shape.at_rest),
        client_side=_answer(shape.client_side),
        keys=keys,
        claims_uc1=shape.uc1,
        conditions=_answers(shape.conditions),
        path=at,
    )


def _flows(lines: Iterable[Ends | None], others: Iterator[shapes.FlowShape]) -> Iterator[Flow]:
    """Flows with ids `from->to`, numbered when a pair has several."""
    ids = _Ids()
    for number, line in enumerate(lines):
        at = ("flows", number)
        if line is None:
            shape = next(others)
            yield _flow(ids.of(shape.source, shape.target), shape, at)
        else:
            source, target, carries = line
            yield Flow(ids.of(source, target), source, target, carries, path=at)


class _Ids:
    """Ids of flows: a second one of a pair bears a number."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, source: str, target: str) -> str:
        pair = f"{source}->{target}"
        count = self._seen.get(pair, 0) + 1
        self._seen[pair] = count
        return pair if count == 1 else f"{pair}#{count}"


def _flow(id_: str, shape: shapes.FlowShape, at: Path) -> Flow:
    protection = _protection(shape.encryption, (*at, "encryption"))
    if shape.tls is not None:
        protection = Protection(transport=shape.tls, path=(*at, "tls"))
    return Flow(
        id=id_,
        source=shape.source,
        target=shape.target,
        carries=None if shape.carries is None else tuple(shape.carries.items()),
        purpose=shape.purpose,
        when=shape.when,
        protection=protection,
        pseudonymised=_pseudonymised(shape.pseudonymised, (*at, "pseudonymised")),
        local=shape.local,
        path=at,
    )


def _party(id_: str, shape: shapes.PartyShape) -> PartyFacts:
    at = ("parties", id_)
    parent = shape.parent
    return PartyFacts(
        id=id_,
        entity=shape.entity,
        country=shape.country,
        parent_name=parent.name if parent else None,
        parent_country=parent.country if parent else None,
        parent_share=parent.share if parent else None,
        parent_since=parent.since if parent else None,
        independent=parent.none if parent else False,
        control=shape.control,
        role=shape.role,
        group=shape.group,
        basis=shape.basis,
        notice=_record(shape.notice, (*at, "notice")),
        conditions=dict(shape.conditions),
        international_organisation=shape.international_organisation,
        public_body=_answer(shape.public_body),
        support=_support(shape.support, (*at, "support")),
        sub_processors=_chain(shape.sub_processors, (*at, "sub_processors")),
        immunity=_record(shape.immunity, (*at, "immunity")),
        cannot_reidentify=_record(shape.cannot_reidentify, (*at, "cannot_reidentify")),
        certificates={
            id_: _record(one, (*at, "certificates", id_)) for id_, one in shape.certificates.items()
        },
        lei=shape.lei,
        shareholders=_holders(shape.shareholders),
        as_of=shape.as_of,
        path=at,
    )


def _holders(shapes_: list[shapes.HolderShape] | str | None) -> tuple[Holder, ...] | None:
    if isinstance(shapes_, str):
        return ()
    if shapes_ is None:
        return None
    return tuple(Holder(one.name, one.country, one.share, one.decisive) for one in shapes_)


def _support(shape: shapes.SupportShape | None, at: Path) -> SupportAccess | None:
    if shape is None:
        return None
    return SupportAccess(
        countries=shape.countries,
        by=shape.by,
        same_entity=shape.same_entity,
        excluded=_record(shape.excluded, (*at, "excluded")),
        exceptions=_answer(shape.exceptions),
        tool=_record(shape.tool, (*at, "tool")),
        policy=_record(shape.policy, (*at, "policy")),
        path=at,
    )


def _chain(links: list[shapes.LinkShape] | str | None, at: Path) -> tuple[ChainLink, ...] | Unknown | None:
    if links is None or links == "none":
        return None if links is None else ()
    if isinstance(links, str):
        return Unknown(
            "sub-processors exist, but are not named", "Which sub-processors does it engage, and where?"
        )
    return tuple(
        ChainLink(
            party=link.party,
            country=link.country,
            does=link.does,
            access=_answer(link.access),
            remote=link.remote,
            tool=_record(link.tool, (*at, number, "tool")),
            dpf=link.dpf,
            path=(*at, number),
        )
        for number, link in enumerate(links)
    )


def _contracts(sections: Mapping[str, list[shapes.ContractShape]]) -> Iterator[Contract]:
    for party, entries in sections.items():
        for number, shape in enumerate(entries):
            at: Path = ("contracts", party, number) if len(entries) > 1 else ("contracts", party)
            yield _contract(party, shape, at)


def _contract(party: str, shape: shapes.ContractShape, at: Path) -> Contract:
    names = (
        "dpa onward tia assessment due_diligence sub_processor_authorisation sub_processor_list flow_down "
        "deletion request_procedure arrangement exit dora_register"
    ).split()
    records = {name: _record(getattr(shape, name), (*at, name)) for name in names}
    return Contract(
        party=party,
        product=shape.product,
        exporter=shape.with_,
        entity=shape.entity,
        content=_answers(shape.content),
        clauses=_clauses(shape.tool, (*at, "tool")),
        dpf=_dpf(shape.dpf, (*at, "dpf")),
        tia_finding=shape.tia_finding,
        third_country_law=_answer(shape.third_country_law),
        telemetry=shape.telemetry or "",
        path=at,
        **records,
    )


def _clauses(shape: shapes.ClausesShape | None, at: Path) -> Clauses:
    if shape is None:
        return Clauses()
    record = Record(
        standing=Standing(shape.standing),
        on=shape.signed,
        expires=shape.expires,
        version=shape.version,
        evidence=shape.evidence,
        path=at,
    )
    occasional = _record(shape.occasional, (*at, "occasional"))
    return Clauses(record, shape.kind, shape.module, _answer(shape.annexes), occasional)


def _dpf(shape: shapes.DpfShape | None, at: Path) -> Dpf:
    if shape is None:
        return Dpf()
    return Dpf(shape.status, _answer(shape.hr), shape.checked, shape.extract, at)


def _acceptance(shape: shapes.AcceptanceShape, at: Path) -> Acceptance:
    return Acceptance(**asdict(shape), path=at)


def _contradictions(architecture: Architecture) -> tuple[Fault, ...]:
    return (*_dangling(architecture), *_endless(architecture))


def _dangling(architecture: Architecture) -> Iterator[Fault]:
    """Ids that point nowhere. Whether there are any is asked first: most manifests have none."""
    if _all_known(architecture):
        return
    for flow in architecture.flows:
        yield from _unknown_ids(architecture, "component", (flow.source,), (*flow.path, "from"))
        yield from _unknown_ids(architecture, "component", (flow.target,), (*flow.path, "to"))
        carried = (id_ for id_, _ in flow.carries or ())
        yield from _unknown_ids(architecture, "data", carried, (*flow.path, "carries"))
        purposes = (flow.purpose,) if flow.purpose else ()
        yield from _unknown_ids(architecture, "purpose", purposes, (*flow.path, "purpose"))
    for component in architecture.components.values():
        yield from _unknown_ids(architecture, "data", component.holds, (*component.path, "holds"))
        yield from _unknown_ids(architecture, "purpose", component.purposes, (*component.path, "purpose"))
    for datum in architecture.data.values():
        yield from _unknown_ids(architecture, "purpose", datum.collected_for, (*datum.path, "collected_for"))


def _all_known(architecture: Architecture) -> bool:
    flows, components = architecture.flows, architecture.components.values()
    ends = {flow.source for flow in flows} | {flow.target for flow in flows}
    carried = {id_ for pairs in {flow.carries for flow in flows} for id_, _ in pairs or ()}
    held = {id_ for words in {component.holds for component in components} for id_ in words}
    served = {id_ for words in {component.purposes for component in components} for id_ in words}
    served |= {flow.purpose for flow in flows if flow.purpose}
    return (
        ends <= architecture.components.keys()
        and carried | held <= architecture.data.keys()
        and served <= architecture.purposes.keys()
    )


def _endless(architecture: Architecture) -> Iterator[Fault]:
    """Acceptances without a last day: a risk that nobody looks at again is not accepted but forgotten."""
    for one in architecture.accepted:
        if one.until is None and one.cure is None:
            yield Fault(
                f"The acceptance of {one.rule} does not say until when it holds.",
                architecture.locate(one.path),
                "add `until:` with its last day, or `cure:` with the day by which a violation is mended",
            )


def _unknown_ids(architecture: Architecture, what: str, ids: Iterable[str], path: Path) -> Iterator[Fault]:
    known: Mapping[str, object] = {
        "component": architecture.components,
        "data": architecture.data,
        "purpose": architecture.purposes,
    }[what]
    for id_ in ids:
        if id_ not in known:
            yield _no_such(architecture, what, id_, path, known)


def _no_such(
    architecture: Architecture, what: str, id_: str, path: Path, known: Mapping[str, object]
) -> Fault:
    hint = (
        suggest(id_, known)
        or f"declare it, or name one of: {', '.join(sorted(known)[:8]) or 'none declared'}"
    )
    return Fault(f"There is no {what} called `{id_}`.", architecture.locate(path), hint)


READER = Reader("manifest", recognises, read)
