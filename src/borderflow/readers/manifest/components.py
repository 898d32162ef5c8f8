"""Components with their safeguards, and the flows between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from borderflow.model.architecture import (
    UNSTATED,
    Artifact,
    Component,
    Flow,
    Host,
    Keys,
    Protection,
    Safeguards,
)
from borderflow.model.records import Path
from borderflow.readers.manifest.oneline import Ends
from borderflow.readers.manifest.records import answer_of, answers_of, record_of
from borderflow.readers.manifest.system import pseudonymisation_of

if TYPE_CHECKING:
    from borderflow.shapes.manifest.components import ArtifactShape, ComponentShape, ProtectionShape
    from borderflow.shapes.manifest.flows import FlowShape
    from borderflow.shapes.words import HostShape


_RECORDS = (
    "retention deletion_by_source reindex permissions isolation authentication access_log erasure "
    "rectification access_path guard screening "
    "dataset provenance national_rule anonymised provider_retention refresh redaction reach"
).split()
_ANSWERS = ("public", "training_use", "human_review")
_SAFEGUARDS = (*_RECORDS, *_ANSWERS, "encryption", "artifact", "audiences", "tenants")


def component_of(id_: str, shape: ComponentShape) -> Component:
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
        critical=answer_of(shape.critical),
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


def _safeguards(shape: ComponentShape, at: Path) -> Safeguards:
    if all(getattr(shape, name) is None for name in _SAFEGUARDS):
        return UNSTATED
    records: dict[str, Any] = {name: record_of(getattr(shape, name), (*at, name)) for name in _RECORDS}
    answers: dict[str, Any] = {name: answer_of(getattr(shape, name)) for name in _ANSWERS}
    return Safeguards(
        protection=protection_of(shape.encryption, (*at, "encryption")),
        artifact=_artifact(shape.artifact, (*at, "artifact")),
        audiences=shape.audiences,
        tenants=shape.tenants,
        **records,
        **answers,
    )


def _artifact(shape: ArtifactShape | None, at: Path) -> Artifact:
    if shape is None:
        return Artifact()
    return Artifact(
        answer_of(shape.personal),
        record_of(shape.assessment, (*at, "assessment")),
        answer_of(shape.published),
    )


def protection_of(shape: ProtectionShape | None, at: Path) -> Protection:
    if shape is None:
        return Protection()
    keys = Keys(shape.keys.holder, shape.keys.country, shape.keys.service) if shape.keys else Keys()
    return Protection(
        transport=answer_of(shape.transport),
        at_rest=answer_of(shape.at_rest),
        client_side=answer_of(shape.client_side),
        keys=keys,
        claims_uc1=shape.uc1,
        conditions=answers_of(shape.conditions),
        path=at,
    )


def flows_of(lines: Iterable[Ends | None], others: Iterator[FlowShape]) -> Iterator[Flow]:
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


def _flow(id_: str, shape: FlowShape, at: Path) -> Flow:
    protection = protection_of(shape.encryption, (*at, "encryption"))
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
        pseudonymised=pseudonymisation_of(shape.pseudonymised, (*at, "pseudonymised")),
        local=shape.local,
        path=at,
    )
