"""One stack: its resources under the names of Terraform, and what they hand to one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from borderflow.foreign import Setting, Sheet
from borderflow.foreign.infrastructure import Link, Resource, Told
from borderflow.model.records import Path
from borderflow.readers.cloudformation.environment import settings_of, without_settings
from borderflow.readers.cloudformation.permissions import Permissions
from borderflow.readers.cloudformation.template import listed, mapping
from borderflow.readers.cloudformation.types import snaked, terraform_type
from borderflow.readers.cloudformation.values import Scope

_SAM = "AWS::Serverless::"
_IMPLICIT = {"Api": "ServerlessRestApi", "HttpApi": "ServerlessHttpApi"}
_IMPLICIT_TYPES = {"Api": f"{_SAM}Api", "HttpApi": f"{_SAM}HttpApi"}
_API_OF_EVENT = {"Api": "RestApiId", "HttpApi": "ApiId"}
_NO_SOURCE = frozenset(("Schedule", "ScheduleV2", "AlexaSkill", "IoTRule"))
_SOURCES = "Bucket Topic Queue Stream Broker Cluster UserPool LogGroupName EventBusName".split()
_JOINING = (
    (f"{_SAM}Connector", "Source", "Destination"),
    ("AWS::Pipes::Pipe", "Source", "Target"),
    ("AWS::Pipes::Pipe", "Source", "Enrichment"),
    ("AWS::AutoScaling::AutoScalingGroup", "LoadBalancerNames", "LaunchConfigurationName"),
    ("AWS::AutoScaling::AutoScalingGroup", "LoadBalancerNames", "LaunchTemplate"),
    ("AWS::Bedrock::DataSource", "DataSourceConfiguration", "KnowledgeBaseId"),
    ("AWS::Logs::SubscriptionFilter", "LogGroupName", "DestinationArn"),
    ("AWS::Lambda::EventInvokeConfig", "FunctionName", "DestinationConfig"),
)
"""Types that only join two others, with the properties that name these."""
# Properties that name a resource without calling it.
_ASIDE = ("DependsOn", "Events", "Tags", "VpcConfig", "NotificationConfiguration", "ReplicationConfiguration")
_ASIDE_OF = {
    "AWS::DynamoDB::": ("StreamSpecification",),
    "AWS::Events::Rule": ("RoleArn", "EventBusName"),
    "AWS::Pipes::Pipe": ("Source", "Target", "Enrichment"),
}


class Stack:
    """The resources of one template in one scope."""

    def __init__(self, sheet: Sheet, template: Mapping[str, Any], scope: Scope, provider: str) -> None:
        self._sheet = sheet
        self._globals = mapping(template.get("Globals"))
        self._resources = expanded(mapping(template.get("Resources")))
        self._scope = scope
        self._provider = provider
        self._permissions = Permissions(self._resources, scope)

    def resources(self) -> Iterator[Resource]:
        """Every resource of a type that Terraform has too, and the APIs that SAM makes unasked."""
        for name, resource in self._resources.items():
            type_ = resource.get("Type")
            if isinstance(type_, str) and (known := terraform_type(type_)):
                yield self._resource(name, type_, known, resource)
        yield from self._implicit()

    def links(self) -> Iterator[Link]:
        """Data that events, notifications, replication and connectors carry."""
        for name, resource in self._resources.items():
            properties = mapping(resource.get("Properties"))
            path = self._path(name)
            at = f"{self._scope.prefix}{name}"
            type_ = resource.get("Type")
            if type_ in (f"{_SAM}Function", f"{_SAM}StateMachine"):
                yield from self._events(at, properties, path)
            elif type_ == "AWS::S3::Bucket":
                yield from self._bucket(at, properties, path)
            elif type_ == "AWS::SNS::Topic":
                for target in self._scope.references(properties.get("Subscription")):
                    yield Link(at, target, path, f"`{at}` hands messages on")
            elif type_ == "AWS::Events::Rule":
                for source in self._scope.references(properties.get("EventBusName")):
                    yield Link(source, at, path, f"`{at}` takes events of `{source}`")
            for of, source, target in _JOINING:
                if type_ == of:
                    yield from self._between(properties, source, target, path)

    def _resource(self, name: str, type_: str, known: str, resource: Mapping[str, Any]) -> Resource:
        properties = self._properties(type_, mapping(resource.get("Properties")))
        path = self._path(name)
        named = self._without_asides(type_, properties)
        script = mapping(resource.get("Metadata")).get("AWS::CloudFormation::Init")
        values = self._scope.value(without_settings(properties))
        return Resource(
            f"{self._scope.prefix}{name}",
            known,
            f"{self._scope.prefix.rstrip('.').replace('.', '-')}-{name}" if self._scope.prefix else name,
            _adapted(type_, snaked(values)) if isinstance(values, dict) else {},
            path,
            self._provider,
            tuple(
                dict.fromkeys(
                    (*self._scope.references([named, script]), *self._permissions.reach(properties))
                )
            ),
            {snake: (*path, "Properties", key) for key in properties for snake in snaked({key: 0})},
            type_,
            tuple(self._settings(type_, resource.get("Properties"), path)),
            self._permissions.of(properties),
            self._condition(resource.get("Condition")),
        )

    def _path(self, name: str) -> Path:
        return self._sheet.path("Resources", name)

    def _properties(self, type_: str, own: Mapping[str, Any]) -> Mapping[str, Any]:
        """With what the `Globals` of SAM say for all of a type; the environment is joined elsewhere."""
        general = mapping(self._globals.get(type_.removeprefix(_SAM))) if type_.startswith(_SAM) else {}
        return {**general, **own}

    def _settings(self, type_: str, properties: Any, path: Path) -> Iterator[Setting]:
        found: dict[str, Setting] = {}
        if type_.startswith(_SAM):
            group = type_.removeprefix(_SAM)
            shared = {"Environment": mapping(self._globals.get(group)).get("Environment")}
            at = self._sheet.path("Globals", group)
            found.update({one.name: one for one in settings_of(shared, at, self._scope)})
        for number, one in enumerate(settings_of(properties, (*path, "Properties"), self._scope)):
            key = one.name if type_.startswith(_SAM) else f"{number}"  # containers may share a name
            found[key] = one
        yield from found.values()

    @staticmethod
    def _without_asides(type_: str, properties: Mapping[str, Any]) -> dict[str, Any]:
        more = next((keys for start, keys in _ASIDE_OF.items() if type_.startswith(start)), ())
        return {key: one for key, one in properties.items() if key not in (*_ASIDE, *more)}

    def _condition(self, name: Any) -> str:
        if not isinstance(name, str):
            return ""
        met = self._scope.named(name)
        now = "" if met is None else f", which the values here {'meet' if met else 'do not meet'}"
        return f"is made only under the condition `{name}`{now}"

    def _events(self, at: str, properties: Mapping[str, Any], path: Path) -> Iterator[Link]:
        """What starts a function of SAM hands data to it."""
        for name, event in mapping(properties.get("Events")).items():
            kind = mapping(event).get("Type")
            inside = mapping(mapping(event).get("Properties"))
            if not isinstance(kind, str) or kind in _NO_SOURCE:
                continue
            place = (*path, "Properties", "Events", name)
            sources = self._scope.references(_source(kind, inside))
            if not sources and kind in _IMPLICIT:
                sources = (f"{self._scope.prefix}{_IMPLICIT[kind]}",)
            for source in sources:
                yield Link(source, at, place, f"the event `{name}` starts `{at}`")

    def _bucket(self, at: str, properties: Mapping[str, Any], path: Path) -> Iterator[Link]:
        told = properties.get("NotificationConfiguration")
        place = (*path, "Properties", "NotificationConfiguration")
        for target in self._scope.references(told):
            yield Link(at, target, place, f"`{at}` tells of new objects")
        rules = listed(mapping(properties.get("ReplicationConfiguration")).get("Rules"))
        place = (*path, "Properties", "ReplicationConfiguration")
        for target in self._scope.references([mapping(rule).get("Destination") for rule in rules]):
            yield Link(at, target, place, f"`{at}` is replicated there")

    def _between(self, properties: Mapping[str, Any], source: str, target: str, path: Path) -> Iterator[Link]:
        sources = self._scope.references(properties.get(source))
        for one in sources:
            for other in self._scope.references(properties.get(target)):
                if other not in sources:
                    yield Link(one, other, path, f"`{path[-1]}` joins them")

    def _implicit(self) -> Iterator[Resource]:
        """The API that SAM makes for events that name none."""
        found: dict[str, str] = {}
        for name, resource in self._resources.items():
            events = mapping(mapping(resource.get("Properties")).get("Events"))
            for event in map(mapping, events.values()):
                kind = event.get("Type")
                inside = mapping(event.get("Properties"))
                if isinstance(kind, str) and kind in _IMPLICIT and _API_OF_EVENT[kind] not in inside:
                    found.setdefault(kind, name)
        for kind, name in found.items():
            type_ = _IMPLICIT_TYPES[kind]
            id_ = _IMPLICIT[kind]
            path = (*self._path(name), id_)
            address = f"{self._scope.prefix}{id_}"
            known = terraform_type(type_)
            yield Resource(address, known, id_, {}, path, self._provider, written=type_, settings=())


def expanded(resources: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Resources by name; of a loop, what it makes once."""
    found: dict[str, Mapping[str, Any]] = {}
    for name, resource in resources.items():
        if name.startswith("Fn::ForEach"):
            body = listed(resource)[-1:]
            for inner in map(mapping, body):
                found |= {key: one for key, one in inner.items() if isinstance(one, dict)}
        elif isinstance(resource, dict):
            found[name] = resource
    return found


def _source(kind: str, inside: Mapping[str, Any]) -> Any:
    """The property of an event that says where it comes from."""
    return [inside.get(key) for key in (_API_OF_EVENT.get(kind, ""), *_SOURCES)]


def _adapted(type_: str, values: dict[str, Any]) -> dict[str, Any]:
    """Arguments that Terraform calls otherwise, or that say more here."""
    if type_ == "AWS::DynamoDB::GlobalTable":
        replicas = map(mapping, listed(values.get("replicas")))
        regions = [region for one in replicas if isinstance(region := one.get("region"), str)]
        if len(regions) == 1:
            values["region"] = Told(regions[0], "its only replica is there")
    return values


def nested(resource: Mapping[str, Any]) -> Any:
    """Where the template of a nested stack lies, as written; None when it is none."""
    properties = mapping(resource.get("Properties"))
    match resource.get("Type"):
        case "AWS::CloudFormation::Stack":
            return properties.get("TemplateURL")
        case "AWS::Serverless::Application":
            return properties.get("Location")
    return None
