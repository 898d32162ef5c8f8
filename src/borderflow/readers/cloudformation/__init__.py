"""AWS CloudFormation and SAM templates, with the stacks inside them.

The format: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html, and
https://github.com/aws/serverless-application-model. A template says what is made and never where: the region
is that of the deployment, which `samconfig.toml` may name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.foreign.infrastructure import Link, ProviderBlock, Resource, Told, draw
from borderflow.readers.cloudformation.samconfig import NAME, Deployment, deployment
from borderflow.readers.cloudformation.stack import Stack, expanded, nested
from borderflow.readers.cloudformation.template import listed, mapping, normal
from borderflow.readers.cloudformation.values import UNSET_REGION, Output, Scope
from borderflow.trail import real

_TYPE = re.compile(r"(?:AWS|Alexa|Custom)::\w")
_MACROS = frozenset(
    ("AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen", "AWS::Include")
)
_DEEPEST = 8
_OPEN = "a template names no region: it is chosen when the stack is deployed"


def recognises(sheet: Sheet) -> bool:
    """Resources of AWS by type, or the version that only such templates have."""
    value = sheet.mapping
    resources = value.get("Resources")
    if not isinstance(resources, dict):
        return False
    types = (one.get("Type") for one in resources.values() if isinstance(one, dict))
    return "AWSTemplateFormatVersion" in value or any(
        isinstance(type_, str) and _TYPE.match(type_) for type_ in types
    )


def read(sheets: Sequence[Sheet], desk: Desk, draft: Draft) -> None:
    """Read every template that no other one calls, with those that it calls; all share what they export."""
    reading = _Reading(desk, draft)
    roots = reading.roots(sheets)
    reading.gather_exports(roots)
    for sheet in roots:
        prefix = f"{sheet.file.name.split('.')[0]}." if len(roots) > 1 else ""
        reading.root(sheet, prefix)
    draw(reading.resources, reading.providers, draft, reading.links)


class _Reading(Struct):
    desk: Desk
    draft: Draft
    resources: list[Resource] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    providers: dict[str, ProviderBlock] = field(default_factory=dict)
    exports: dict[str, Output] = field(default_factory=dict)
    _templates: dict[str, dict[str, Any]] = field(default_factory=dict)

    def roots(self, sheets: Sequence[Sheet]) -> list[Sheet]:
        """Templates that no other one of these nests."""
        called = {
            real(sheet.file.parent / where)
            for sheet in sheets
            for resource in expanded(mapping(self._template(sheet).get("Resources"))).values()
            if isinstance(where := nested(resource), str) and "://" not in where and "\0" not in where
            if real(sheet.file.parent / where) != sheet.file
        }
        return [sheet for sheet in sheets if sheet.file not in called] or list(sheets[:1])

    def gather_exports(self, sheets: Sequence[Sheet]) -> None:
        """What templates export under a name that the file itself tells."""
        for sheet in sheets if len(sheets) > 1 else ():
            scope = self._scope(sheet, f"{sheet.file.name.split('.')[0]}.", {}, {}, None)
            for output in map(mapping, mapping(self._template(sheet).get("Outputs")).values()):
                name = scope.text(mapping(output.get("Export")).get("Name"))
                if name:
                    self.exports[name] = _output(output, scope)

    def root(self, sheet: Sheet, prefix: str) -> None:
        """A template that is deployed by itself."""
        found = deployment(sheet, self.desk)
        region = Told(found.region, f"`region` is set in `{NAME}`") if found.region else None
        values = {"region": region} if region else {}
        self.providers[sheet.name] = ProviderBlock("aws", values, sheet.path(), "" if region else _OPEN)
        self._note_others(sheet, found)
        given = {key: Told(one, f"`{key}` is set in `{NAME}`") for key, one in found.parameters.items()}
        self._stack(sheet, self._scope(sheet, prefix, given, {}, region), sheet.name, ())

    def _note_others(self, sheet: Sheet, found: Deployment) -> None:
        for name, region in found.others:
            self.draft.remark(
                f"`{NAME}` deploys `{name}` to `{region}`, and what is read here is another environment.",
                sheet.path(),
                "check each environment on its own",
            )

    def _template(self, sheet: Sheet) -> dict[str, Any]:
        if sheet.name not in self._templates:
            self._templates[sheet.name] = normal(sheet)
        return self._templates[sheet.name]

    def _scope(
        self,
        sheet: Sheet,
        prefix: str,
        given: Mapping[str, Any],
        links: Mapping[str, tuple[str, ...]],
        region: Told | None,
    ) -> Scope:
        template = self._template(sheet)
        return Scope(
            prefix,
            region,
            {**_defaults(mapping(template.get("Parameters"))), **given},
            dict(links),
            mapping(template.get("Mappings")),
            mapping(template.get("Conditions")),
            frozenset(
                {*expanded(mapping(template.get("Resources"))), "ServerlessRestApi", "ServerlessHttpApi"}
            ),
            exports=self.exports,
        )

    def _stack(self, sheet: Sheet, scope: Scope, provider: str, above: tuple[Sheet, ...]) -> None:
        """Read a template, the stacks inside it first: others use what they hand out."""
        template = self._template(sheet)
        for name, resource in expanded(mapping(template.get("Resources"))).items():
            if where := nested(resource):
                scope.stacks[name] = self._inner(name, where, resource, sheet, scope, provider, above)
        stack = Stack(sheet, template, scope, provider)
        self.resources += stack.resources()
        self.links += stack.links()
        self._note_macros(sheet, template)
        self._note_custom(sheet, template)

    def _inner(
        self,
        name: str,
        where: Any,
        resource: Mapping[str, Any],
        sheet: Sheet,
        scope: Scope,
        provider: str,
        above: tuple[Sheet, ...],
    ) -> Mapping[str, Output]:
        path = sheet.path("Resources", name)
        written = scope.value(where)
        if not isinstance(written, str):
            self.draft.remark(
                f"The template of the stack `{name}` is not here.",
                path,
                "name its file, or check it on its own",
            )
            return {}
        shown = written.replace(UNSET_REGION, "${AWS::Region}")
        found = self.desk.companion(shown, sheet, self.draft.locate(path))
        if not isinstance(found, Sheet):
            self.draft.note(found)
            return {}
        if found in (*above, sheet) or len(above) > _DEEPEST or not recognises(found):
            self.draft.remark(f"`{written}` is no template that could be nested here.", path)
            return {}
        self.draft.formats[found.name] = READER.name
        parameters = mapping(mapping(resource.get("Properties")).get("Parameters"))
        given = {key: _handed(scope.value(one), key, name) for key, one in parameters.items()}
        links = {key: scope.references(one) for key, one in parameters.items()}
        inner = self._scope(found, f"{scope.prefix}{name}.", given, links, scope.region)
        self._stack(found, inner, provider, (*above, sheet))
        outputs = mapping(self._template(found).get("Outputs"))
        return {key: _output(mapping(one), inner) for key, one in outputs.items()}

    def _note_macros(self, sheet: Sheet, template: Mapping[str, Any]) -> None:
        for macro in listed(template.get("Transform")):
            name = macro if isinstance(macro, str) else mapping(macro).get("Name")
            if isinstance(name, str) and name not in _MACROS and not name.startswith("AWS::SecretsManager"):
                self.draft.remark(
                    f"The macro `{name}` rewrites the template when it is deployed; its part is not here.",
                    sheet.path("Transform"),
                    "check the processed template, which `aws cloudformation get-template` gives",
                )
        if any("Fn::Transform" in one for one in _mappings(template, 0)):
            self.draft.remark(
                "A part of the template is put in by `Fn::Transform` when it is deployed, and is not here.",
                sheet.path(),
                "check the processed template, which `aws cloudformation get-template` gives",
            )

    def _note_custom(self, sheet: Sheet, template: Mapping[str, Any]) -> None:
        """What a program makes when the stack is deployed, and stacks that are made elsewhere."""
        for name, resource in expanded(mapping(template.get("Resources"))).items():
            type_, path = str(resource.get("Type")), sheet.path("Resources", name)
            if type_.startswith("Custom::") or type_ == "AWS::CloudFormation::CustomResource":
                self.draft.remark(
                    f"`{name}` is made by a program of one's own (`{type_}`); "
                    "what it is, the template does not tell.",
                    path,
                    "add it to a manifest when it holds or receives data",
                )
            elif type_ == "AWS::CloudFormation::StackSet":
                self.draft.remark(
                    f"`{name}` deploys a template to further regions or accounts; these are not read.",
                    path,
                    "check that template for each region",
                )


def _defaults(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters with their defaults, which anybody may override; secrets have none that is looked at."""
    found: dict[str, Any] = {}
    for name, parameter in parameters.items():
        one = mapping(parameter)
        default, type_ = one.get("Default"), str(one.get("Type"))
        is_hidden = str(one.get("NoEcho")).casefold() == "true" or "SSM::Parameter" in type_
        if is_hidden or not isinstance(default, str | int | float):
            found[name] = None
            continue
        because = f"the parameter `{name}` has this default, and can be set"
        words = str(default).split(",") if "List" in type_ else []
        found[name] = [Told(word.strip(), because) for word in words] or Told(str(default), because)
    return found


def _handed(value: Any, name: str, stack: str) -> Any:
    return Told(value, f"`{name}` is handed to the stack `{stack}`") if isinstance(value, str) else value


def _output(output: Mapping[str, Any], scope: Scope) -> Output:
    value = output.get("Value")
    return Output(scope.value(value), scope.references(value))


def _mappings(value: Any, depth: int) -> Any:
    """Every mapping in a template."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list) and depth < 100:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _mappings(inner, depth + 1)


READER = ForeignReader(
    "cloudformation",
    "AWS CloudFormation, SAM",
    (".yaml", ".yml", ".json", ".template"),
    re.compile(r"AWSTemplateFormatVersion|(?:AWS|Alexa|Custom)::\w"),
    recognises,
    read,
)
