"""Which services the role of a resource may call, and which resources of the stack it may reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from borderflow.foreign.grants import Grant, actions_in, grants_of
from borderflow.readers.cloudformation.template import function_of, listed, mapping
from borderflow.readers.cloudformation.values import Scope

_DEEPEST = 40
# Policy templates of SAM and managed policies of AWS, by the service that they open.
_TEMPLATES = {
    "ComprehendBasicAccessPolicy": "comprehend:DetectEntities",
    "PollyFullAccessPolicy": "polly:SynthesizeSpeech",
    "RekognitionDetectOnlyPolicy": "rekognition:DetectLabels",
    "RekognitionFacesPolicy": "rekognition:CompareFaces",
    "SESBulkTemplatedCrudPolicy": "ses:SendEmail",
    "SESCrudPolicy": "ses:SendEmail",
    "SESEmailTemplateCrudPolicy": "ses:SendEmail",
    "SESSendBouncePolicy": "ses:SendBounce",
    "TextractDetectAnalyzePolicy": "textract:AnalyzeDocument",
    "TextractPolicy": "textract:AnalyzeDocument",
    "AmazonBedrockFullAccess": "bedrock:*",
    "AmazonBedrockLimitedAccess": "bedrock:InvokeModel",
    "AmazonPollyFullAccess": "polly:*",
    "AmazonRekognitionFullAccess": "rekognition:*",
    "AmazonRekognitionReadOnlyAccess": "rekognition:DetectLabels",
    "AmazonSESFullAccess": "ses:*",
    "AmazonTextractFullAccess": "textract:*",
    "AmazonTranscribeFullAccess": "transcribe:*",
    "ComprehendFullAccess": "comprehend:*",
    "ComprehendReadOnly": "comprehend:DetectEntities",
    "TranslateFullAccess": "translate:*",
    "TranslateReadOnly": "translate:TranslateText",
}


class Permissions:
    """The policies of one template, by the role that they belong to."""

    def __init__(self, resources: Mapping[str, Any], scope: Scope) -> None:
        self._scope = scope
        self._of_role: dict[str, list[Any]] = {}
        self._profiles: dict[str, tuple[str, ...]] = {}
        for name, resource in resources.items():
            properties = mapping(mapping(resource).get("Properties"))
            match mapping(resource).get("Type"):
                case "AWS::IAM::Role":
                    self._of_role.setdefault(self._at(name), []).extend(_policies(properties))
                case "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy" | "AWS::IAM::RolePolicy":
                    for role in scope.references([properties.get("Roles"), properties.get("RoleName")]):
                        self._of_role.setdefault(role, []).append(properties.get("PolicyDocument"))
                case "AWS::IAM::InstanceProfile":
                    self._profiles[self._at(name)] = scope.references(properties.get("Roles"))

    def of(self, properties: Mapping[str, Any]) -> tuple[Grant, ...]:
        """What a resource may call: by the role that it names, by its own policies, by its tasks."""
        nodes = [one for role in self._roles(properties) for one in self._of_role.get(role, ())]
        nodes += listed(properties.get("Policies"))
        found = [grant for node in nodes for grant in self._grants(node)]
        definition = "".join(_texts(self._scope.value(_definition(properties)), 0))
        found += grants_of(actions_in(definition))
        return _distinct(found)

    def reach(self, properties: Mapping[str, Any]) -> tuple[str, ...]:
        """Resources of the stack that the policies of its role name."""
        nodes = [one for role in self._roles(properties) for one in self._of_role.get(role, ())]
        return self._scope.references(nodes)

    def _at(self, name: str) -> str:
        return f"{self._scope.prefix}{name}"

    def _roles(self, properties: Mapping[str, Any]) -> Iterator[str]:
        for reference in self._scope.references(
            [one for key, one in properties.items() if _is_role(key)] + [properties.get("LaunchTemplateData")]
        ):
            yield from self._profiles.get(reference, (reference,))

    def _grants(self, node: Any) -> Iterator[Grant]:
        for statement in _statements(node, 0):
            if statement.get("Effect", "Allow") != "Allow":
                continue
            actions = [one for one in listed(self._scope.value(statement.get("Action"))) if _is_text(one)]
            places = self._scope.value(statement.get("Resource"))
            if not any(self._scope.references(statement.get("Resource"))):
                yield from grants_of(actions, [one for one in listed(places) if _is_text(one)])
            elif any(isinstance(one, str) and "foundation-model" in one for one in listed(places)):
                yield from grants_of(actions)
        for name in _names(node, 0):
            if action := _TEMPLATES.get(name.rpartition("/")[2]):
                yield from grants_of([action])


def _is_role(key: str) -> bool:
    return key.endswith(("Role", "RoleArn", "IamInstanceProfile"))


def _policies(properties: Mapping[str, Any]) -> Iterator[Any]:
    yield from listed(properties.get("Policies"))
    yield from listed(properties.get("ManagedPolicyArns"))


def _definition(properties: Mapping[str, Any]) -> Any:
    return [properties.get(key) for key in ("Definition", "DefinitionString")]


def _statements(node: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Everything in a policy that allows or denies."""
    if depth > _DEEPEST:
        return
    if isinstance(node, dict):
        if "Action" in node:
            yield node
        for inner in node.values():
            yield from _statements(inner, depth + 1)
    elif isinstance(node, list):
        for inner in node:
            yield from _statements(inner, depth + 1)


def _names(node: Any, depth: int) -> Iterator[str]:
    """Names of policies that others wrote: a text of its own, or the one key of a mapping."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict) and len(node) == 1 and depth == 0:
        name, argument = function_of(node)
        yield from _names(listed(argument)[0], 1) if name == "Fn::Sub" and listed(argument) else node


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{value}\n"
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner, depth + 1)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _distinct(found: list[Grant]) -> tuple[Grant, ...]:
    """One a service; the one that says a place is kept."""
    kept: dict[tuple[str, str], Grant] = {}
    for grant in sorted(found, key=lambda one: not one.region):
        kept.setdefault((grant.product, grant.kind), grant)
    return tuple(kept.values())
