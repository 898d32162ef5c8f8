"""Open Threat Model 0.1 and 0.2, in JSON or YAML: components in trust zones, with assets and data flows.

The format: https://github.com/iriusrisk/OpenThreatModel. Types are those of the catalogues of IriusRisk and
StartLeft: a service of a cloud tells whose machines they are. A trust zone says nothing of place or owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet, mentions
from borderflow.foreign.boxes import Belongs, Box, draw_box, house, names_people
from borderflow.foreign.hints import Hints, words_of
from borderflow.foreign.values import entries_of, mapping_of, text_of, texts_of
from borderflow.model.records import Path

_AWS = frozenset(
    "ec2 s3 rds dynamodb sqs sns kinesis cloudfront cloudwatch cognito elasticache redshift route-53 "
    "api-gateway athena aurora eks ecs ecr efs emr fargate glacier sagemaker step-functions systems-manager "
    "elastic-container-service elastic-container-registry elastic-kubernetes-service elastic-file-system "
    "elastic-block-store aws-lambda-function lambda kinesis-data-analytics kinesis-data-firehose kms "
    "secrets-manager cloudtrail guardduty eventbridge documentdb neptune msk mq acm certificate-manager "
    "network-firewall dms opensearch-service simple-email-service ses".split()
)
"""Services that the catalogues of IriusRisk and StartLeft name without their company."""
_CLOUDS = {
    "aws": "aws/cloud",
    "amazon": "aws/cloud",
    "azure": "azure/cloud",
    "microsoft-azure": "azure/cloud",
    "gcp": "google-cloud/cloud",
    "google": "google-cloud/cloud",
    "firebase": "google-cloud/cloud",
    "alibaba": "alibaba/cloud",
}
_KINDS = {
    "s3": "file-store",
    "ec2": "application",
    "rds": "datastore",
    "aurora": "datastore",
    "redshift": "datastore",
    "documentdb": "datastore",
    "kinesis": "queue",
    "sns": "queue",
    "eventbridge": "queue",
    "elasticache": "cache",
    "cloudfront": "cdn",
    "cognito": "identity",
    "ses": "email",
    "route-53": "gateway",
    "load-balancer": "gateway",
    **dict.fromkeys(
        "elastic-container-service elastic-kubernetes-service elastic-container-registry".split(),
        "application",
    ),
    "elastic-file-system": "file-store",
    "efs": "file-store",
    "sagemaker": "application",
}
_CLIENTS = re.compile(
    r"(?:\A|-)(?:client|browser|mobile-device|android|ios|user|actor|human)(?:-|\Z)|\Aweb-client"
)
_GROUPS = re.compile(
    r"\A(?:empty-component|vpc|subnet|virtual-network|code-class|.*-(?:vpc|subnet|virtual-network))\Z"
)
"""Types that hold others and no data of their own."""
_OUTSIDE = re.compile(
    r"\b(?:external|third ?part(?:y|ies)|3rd ?part(?:y|ies)|saas|vendor|partner|supplier|outsourced)\b"
)
_ADDRESS = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?\s*|\s*[0-9a-f]*:[0-9a-f:]+(?:/\d+)?\s*")
_DEEPEST = 30
"""Levels of nesting that are followed; a circle ends there, too."""
_INTERNET = "f0ba7722-39b6-4c81-8290-a30a248bb8d9"
"""The trust zone `Internet` of IriusRisk."""


def recognises(sheet: Sheet) -> bool:
    """The version, which every file of the format states."""
    return "otmVersion" in sheet.mapping


def read(sheets: Sequence[Sheet], _desk: Desk, draft: Draft) -> None:
    """Read each file as a model of its own; their data are joined by id."""
    for sheet in sheets:
        draft.note(*sheet.remarks)
        if name := text_of(mapping_of(sheet.mapping.get("project")).get("name")):
            draft.names.append(name)
        _Model(sheet, draft).draw()


class _Part(Struct, frozen=True, eq=False, dict=True):
    """A component or trust zone."""

    value: Mapping[str, Any]
    path: Path

    @property
    def id(self) -> str:
        return text_of(self.value.get("id"))

    @property
    def name(self) -> str:
        return " ".join(text_of(self.value.get("name")).split()) or self.type or self.id or "component"

    @property
    def written_type(self) -> str:
        return text_of(self.value.get("type"))

    @cached_property
    def type(self) -> str:
        """The type in small letters, without the marks of a catalogue: `CD-V2-AWS-…`, `aws:…`."""
        plain = "-".join(words_of(self.written_type))
        return re.sub(r"\Acd-(?:v\d+-)?", "", plain)

    @property
    def tags(self) -> tuple[str, ...]:
        return texts_of(self.value.get("tags"))

    @property
    def parent(self) -> tuple[str, str]:
        """The component and the zone that it lies in; empty where it names none."""
        parent = mapping_of(self.value.get("parent"))
        return text_of(parent.get("component")), text_of(parent.get("trustZone"))


class _Model:
    """One file."""

    def __init__(self, sheet: Sheet, draft: Draft) -> None:
        self._sheet = sheet
        self._draft = draft
        self._zones = {part.id: part for part in self._parts("trustZones", "trustzones") if part.id}
        self._parts_all = list(self._parts("components"))
        self._by_id = {part.id: part for part in self._parts_all if part.id}
        self._flows = list(self._parts("dataflows", "dataFlows"))
        self._data: dict[str, str] = {}
        self._ids: dict[str, str] = {}

    def draw(self) -> None:
        for asset in self._parts("assets"):
            words = (text_of(asset.value.get("description")), *asset.tags)
            datum = mentions.datum(mentions.id_of(asset.id or asset.name), asset.name, asset.path, words)
            self._data[asset.id] = self._draft.datum(datum)
        ends = {end for flow in self._flows for end in _ends(flow)}
        self._leave_out_addresses()
        for part in self._parts_all:
            if not _ADDRESS.fullmatch(part.name) and (part.id in ends or not self._is_group(part)):
                self._add(part)
        for flow in self._flows:
            self._flow(flow)

    def _parts(self, *sections: str) -> Iterator[_Part]:
        for section in sections:
            for at, one in entries_of(self._sheet.mapping.get(section)):
                yield _Part(one, self._sheet.path(section, at))

    # Components.

    def _is_group(self, part: _Part) -> bool:
        return bool(_GROUPS.match(part.type)) and not mapping_of(part.value.get("assets"))

    def _leave_out_addresses(self) -> None:
        """Rules of a firewall, drawn as clients: what may pass is not what does."""
        found = [part for part in self._parts_all if _ADDRESS.fullmatch(part.name)]
        if found:
            self._draft.remark(
                f"Addresses such as `{found[0].name}` stand for rules of a firewall and are left aside: what "
                "may pass is not what does.",
                found[0].path,
                "draw who is meant, where data go there",
            )

    def _add(self, part: _Part) -> None:
        product = _product(part, self._draft.hints)
        because = (
            f"its type or tag `{_said(part)}` is a service of this cloud" if product else self._why(part)
        )
        kind = _KINDS.get(part.type, "")
        words = (part.type.replace("-", " "), *part.tags)
        box = Box(part.name, part.path, self._belongs(part), kind, words, why=because, product=product)
        id_ = draw_box(self._draft, box)
        self._ids[part.id] = id_
        around = [(text, one.path) for one in self._around(part) for text in (*one.tags, one.type, one.name)]
        house(self._draft, id_, around)
        assets = mapping_of(part.value.get("assets"))
        self._draft.hold(
            id_, [*self._carried(assets.get("stored"), part), *self._carried(assets.get("processed"), part)]
        )

    def _belongs(self, part: _Part) -> Belongs:
        if _CLIENTS.search(part.type) or (not part.type and names_people(part.name)):
            return Belongs.PEOPLE
        zone = self._zone(part)
        texts = [
            *part.tags,
            part.type,
            *(one.name for one in (zone,) if one),
            *(one.type for one in (zone,) if one),
        ]
        is_outside = any(_OUTSIDE.search(" ".join(words_of(text))) for text in texts)
        return Belongs.OUTSIDE if is_outside or self._is_at_large(zone) else Belongs.OWN

    def _why(self, part: _Part) -> str:
        belongs = self._belongs(part)
        zone = self._zone(part)
        if belongs is Belongs.PEOPLE:
            return f"its type is `{part.written_type}`" if part.type else ""
        return (
            f"it lies in the zone `{zone.name}`, or is tagged so"
            if zone and belongs is Belongs.OUTSIDE
            else ""
        )

    def _is_at_large(self, zone: _Part | None) -> bool:
        return zone is not None and (
            zone.id == _INTERNET or zone.type == "internet" or zone.name.casefold() == "internet"
        )

    def _zone(self, part: _Part) -> _Part | None:
        return next(
            (one for one in self._around(part) if one.id in self._zones and self._zones[one.id] is one), None
        )

    def _around(self, part: _Part) -> list[_Part]:
        """What it lies in, the inmost first."""
        found: list[_Part] = []
        component, zone = part.parent
        while outer := self._by_id.get(component) or self._zones.get(zone):
            if len(found) == _DEEPEST or outer is part:
                break
            found.append(outer)
            component, zone = outer.parent
        return found

    # What passes.

    def _flow(self, flow: _Part) -> None:
        ends = _ends(flow)
        if any(end in self._by_id and end not in self._ids for end in ends):
            return  # an address that was left aside
        source, target = (self._ids.get(end) for end in ends)
        if source is None or target is None:
            self._draft.remark(f"The flow `{flow.name}` has an end that is no component.", flow.path)
            return
        carried = self._carried(flow.value.get("assets"), flow)
        carries = [(id_, None) for id_ in carried] or None
        self._draft.flow(source, target, flow.path, carries=carries)
        if flow.value.get("bidirectional") is True:
            self._draft.flow(target, source, flow.path, carries=carries)

    def _carried(self, written: Any, part: _Part) -> list[str]:
        names = [
            text_of(one.get("id")) if isinstance(one, dict) else text_of(one)
            for one in (written if isinstance(written, list) else ())
        ]
        for name in names:
            if name and name not in self._data:
                self._draft.remark(f"`{name}` is no asset of the model.", part.path)
        return [self._data[name] for name in names if name in self._data]


def _ends(flow: _Part) -> tuple[str, str]:
    source = flow.value.get("source", flow.value.get("sourceNode"))
    target = flow.value.get("destination", flow.value.get("destinationNode"))
    return text_of(source), text_of(target)


def _product(part: _Part, hints: Hints) -> str:
    """The cloud whose service the type is, or of whose provider a tag names a resource."""
    name = next((name for name in sorted(_CLOUDS, key=len, reverse=True) if _starts(part.type, name)), "")
    if name or part.type in _AWS:
        return hints.phrases.get(part.type.replace("-", " ")) or _CLOUDS.get(name, "aws/cloud")
    found = (hints.catalog.hint("terraform", tag) for tag in part.tags if re.fullmatch(r"[a-z]+_\w+", tag))
    return next((one for one in found if one and not one.startswith("software:")), "")


def _said(part: _Part) -> str:
    is_type = part.type in _AWS or any(_starts(part.type, name) for name in _CLOUDS)
    return part.written_type if is_type else next((tag for tag in part.tags if "_" in tag), part.written_type)


def _starts(type_: str, name: str) -> bool:
    return type_ == name or type_.startswith(f"{name}-")


READER = ForeignReader(
    "otm",
    "Open Threat Model",
    (".otm", ".json", ".yaml", ".yml"),
    re.compile(r"otmVersion"),
    recognises,
    read,
)
