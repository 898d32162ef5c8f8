"""Terraform and OpenTofu configurations: a folder is a module, and its resources are read together.

The language: https://developer.hashicorp.com/terraform/language. Nothing is downloaded; a module from
elsewhere is judged by its name alone, and said to be.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as File
from typing import Any

from msgspec import Struct, field

from borderflow.errors import Fault
from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.foreign.infrastructure import ProviderBlock, Resource, Told, draw
from borderflow.foreign.kinds import kind_of_words
from borderflow.model.records import Path
from borderflow.readers.terraform.hcl import Block, NotHcl, parse
from borderflow.readers.terraform.values import Scope, references
from borderflow.trail import is_folder, looked, real

_SIGNS = re.compile(
    r"(?m)^[ \t]*(?:resource[ \t]+\"?[\w-]+\"?[ \t]+\"?"
    r"|(?:provider|module|variable|output|data)[ \t]+\"?[\w-]+\"?[ \t\"\w-]*\{"
    r"|(?:terraform|locals)[ \t]*\{)"
)
_LARGEST = 8 * 1024 * 1024
_DEEPEST = 8
_META = frozenset("source version providers count for_each depends_on lifecycle".split())
_AI = frozenset("llm embedding reranker speech-to-text text-to-speech document-parsing".split())


class _Module(Struct):
    """The files of one folder."""

    folder: File
    blocks: list[tuple[Block, Sheet]] = field(default_factory=list)

    def of(self, type_: str) -> Iterator[tuple[Block, Sheet]]:
        return ((block, sheet) for block, sheet in self.blocks if block.type == type_)


def recognises(sheet: Sheet) -> bool:
    """Blocks that only Terraform has, or their JSON form."""
    if sheet.name.endswith((".tf.json", ".tofu.json")):
        return bool(sheet.mapping.keys() & {"resource", "module", "provider", "variable"})
    if sheet.name.endswith((".tfvars", ".tf", ".tofu")):
        return True
    return bool(_SIGNS.search(sheet.text)) and not sheet.text.lstrip().startswith(("{", "---", "workspace"))


def read(sheets: Sequence[Sheet], desk: Desk, draft: Draft) -> None:
    """Read each folder as a module; those that others call are read with what they are given."""
    reading = _Reading(desk, draft)
    folders = list(dict.fromkeys(sheet.file.parent for sheet in sheets))
    modules = {
        folder: reading.module([one for one in sheets if one.file.parent == folder]) for folder in folders
    }
    called = {
        real(folder / source)
        for folder, module in modules.items()
        for block, _ in module.of("module")
        if (source := _source(block)).startswith(".") and real(folder / source) != folder
    }
    for folder in folders:
        if folder.resolve() not in called:
            reading.root(modules[folder], [one for one in sheets if one.file.parent == folder])
    draw(reading.resources, reading.providers, draft)


class _Reading:
    def __init__(self, desk: Desk, draft: Draft) -> None:
        self._desk = desk
        self._draft = draft
        self.resources: list[Resource] = []
        self.providers: dict[str, ProviderBlock] = {}
        self._prefixes: set[str] = set()

    def module(self, sheets: Sequence[Sheet]) -> _Module:
        """The blocks of some files; one that cannot be read is remarked."""
        module = _Module(sheets[0].file.parent)
        for sheet in sheets:
            if sheet.name.endswith(".json"):
                module.blocks += [(block, sheet) for block in _json_blocks(sheet.mapping)]
            elif not sheet.name.endswith(".tfvars"):
                module.blocks += [(block, sheet) for block in self._parsed(sheet).blocks]
        return module

    def _parsed(self, sheet: Sheet) -> Block:
        starts = [0, *(found.end() for found in re.finditer("\n", sheet.text))]

        def place(keys: Path) -> tuple[int, int]:
            offset = next((key for key in reversed(keys) if isinstance(key, int)), 0)
            line = bisect_right(starts, offset)
            return line, offset - starts[line - 1] + 1

        sheet.finder = place
        if len(sheet.text) > _LARGEST:
            self._draft.remark(
                f"`{sheet.name}` is too large to be read as Terraform.",
                sheet.path(),
                "name the plan as JSON instead",
            )
            return Block("")
        try:
            return parse(sheet.text)
        except NotHcl as error:
            self._draft.note(Fault(str(error), sheet.locate((0, error.offset)), "mend the syntax"))
            return Block("")

    def root(self, module: _Module, sheets: Sequence[Sheet]) -> None:
        scope = Scope(variables=_defaults(module))
        for sheet in sheets:
            self._settings(sheet, scope)
        for name in ("terraform.tfvars", "terraform.tfvars.json"):
            if looked(module.folder / name).is_file() and not any(one.file.name == name for one in sheets):
                found = self._desk.companion(name, sheets[0], sheets[0].locate(()))
                if isinstance(found, Sheet):
                    self._settings(found, scope)
        self._run(module, scope, "", ())

    def _settings(self, sheet: Sheet, scope: Scope) -> None:
        """Values of a tfvars file win over defaults."""
        if not sheet.name.endswith((".tfvars", ".tfvars.json")):
            return
        if sheet.name.endswith(".json"):
            given: Mapping[str, Any] = sheet.mapping
        else:
            given = Scope().body(self._parsed(sheet))
        for name, value in given.items():
            scope.variables[name] = _told(value, f"`{name}` is set in `{sheet.name.rpartition('/')[2]}`")

    def _run(self, module: _Module, scope: Scope, prefix: str, above: tuple[File, ...]) -> Mapping[str, Any]:
        """Read a module with its inputs; gives its outputs."""
        for block, _ in module.of("locals"):
            scope.expressions.update((name, one.text) for name, one in block.arguments.items())
        for kind in ("resource", "data"):
            for block, _ in module.of(kind):
                address = ".".join(block.labels) if kind == "resource" else ".".join(("data", *block.labels))
                scope.resources[address] = block
        self._prefixes |= {address.partition("_")[0] for address in scope.resources}
        for block, sheet in module.of("provider"):
            self._provider(block, sheet, scope)
        for block, sheet in module.of("module"):
            if block.labels:
                scope.outputs[block.labels[0]] = self._call(block, sheet, module, scope, prefix, above)
        self.resources += _resources(module, scope, prefix)
        return {
            block.labels[0]: scope.value(block.arguments["value"].text)
            for block, _ in module.of("output")
            if block.labels and "value" in block.arguments
        }

    def _provider(self, block: Block, sheet: Sheet, scope: Scope) -> None:
        name = block.labels[0] if block.labels else ""
        values = scope.body(block)
        alias = values.get("alias")
        key = f"{name}.{alias}" if isinstance(alias, str) else name
        self.providers.setdefault(key, ProviderBlock(name, values, sheet.path(block.offset)))

    def _call(
        self, block: Block, sheet: Sheet, module: _Module, scope: Scope, prefix: str, above: tuple[File, ...]
    ) -> Mapping[str, Any]:
        """A module that is called: read when it lies here, else judged by its name."""
        source, name = _source(block), block.labels[0]
        inputs = {key: value for key, value in scope.body(block).items() if key not in _META}
        sheets = self._files(source, sheet, block) if source.startswith(".") else []
        folder = sheets[0].file.parent if sheets else module.folder
        if not sheets or folder in (*above, module.folder) or len(above) > _DEEPEST:
            self._elsewhere(name, source, inputs, block, sheet)
            return {}
        child = self.module(sheets)
        variables = {**_defaults(child)}
        for key, value in inputs.items():
            if value is not None:
                variables[key] = _told(value, f"`{key}` is an input of the module `{name}`")
        return self._run(
            child, Scope(variables=variables), f"{prefix}module.{name}.", (*above, module.folder)
        )

    def _files(self, source: str, sheet: Sheet, block: Block) -> list[Sheet]:
        folder = sheet.file.parent / source
        names = sorted(one.name for one in folder.glob("*.tf")) if is_folder(looked(folder)) else []
        found = []
        for name in names:
            each = self._desk.companion(
                f"{source}/{name}", sheet, self._draft.locate(sheet.path(block.offset))
            )
            if isinstance(each, Sheet):
                found.append(each)
            else:
                self._draft.note(each)
                break
        return found

    def _elsewhere(
        self, name: str, source: str, inputs: Mapping[str, Any], block: Block, sheet: Sheet
    ) -> None:
        """A module whose files are not here: what its name says, and where its inputs put it."""
        path = sheet.path(block.offset)
        self._draft.remark(
            f"The files of the module `{name}` (`{source or 'no source'}`) are not here.",
            path,
            "name its folder, or the plan as JSON, which holds all of it",
        )
        words = f"{name} {source.rpartition('/')[2]}"
        kind = kind_of_words(words)
        prefixes = (
            {one.type.partition("_")[0] for one in self.resources} | self.providers.keys() | self._prefixes
        )
        cloud = next((one for one in ("azurerm", "aws", "google") if one in prefixes), "")
        if not kind or not cloud or re.search(r"dns|endpoint|subnet|network|policy|role", words):
            return
        type_ = (
            _TYPES.get((cloud, kind), _TYPES.get((cloud, ""), "")) if kind in _AI or kind in _STORED else ""
        )
        if type_:
            places = {key: value for key, value in inputs.items() if key in ("location", "region", "zone")}
            because = f"the module is called `{name}`"
            values = {key: _told(value, because) for key, value in places.items()}
            self.resources.append(Resource(f"module.{name}", type_, name, values, path, cloud))


_STORED = frozenset("datastore cache file-store observability search queue".split())
_TYPES = {
    ("azurerm", "llm"): "azurerm_cognitive_account",
    ("azurerm", "datastore"): "azurerm_postgresql_flexible_server",
    ("azurerm", "cache"): "azurerm_redis_cache",
    ("azurerm", "file-store"): "azurerm_storage_account",
    ("azurerm", "observability"): "azurerm_log_analytics_workspace",
    ("aws", "llm"): "aws_bedrock_model",
    ("aws", "datastore"): "aws_db_instance",
    ("aws", "cache"): "aws_elasticache_cluster",
    ("aws", "file-store"): "aws_s3_bucket",
    ("aws", "search"): "aws_opensearch_domain",
    ("google", "llm"): "google_vertex_ai_endpoint",
    ("google", "datastore"): "google_sql_database_instance",
    ("google", "file-store"): "google_storage_bucket",
}


def _resources(module: _Module, scope: Scope, prefix: str) -> Iterator[Resource]:
    """What is made, and the policies that are only written down as data."""
    for block, sheet in module.of("resource"):
        if len(block.labels) == 2:
            yield _resource(block, sheet, scope, prefix)
    for block, sheet in module.of("data"):
        if len(block.labels) == 2 and block.labels[0] == "aws_iam_policy_document":
            yield _resource(block, sheet, scope, f"{prefix}data.")


def _resource(block: Block, sheet: Sheet, scope: Scope, prefix: str) -> Resource:
    type_, name = block.labels
    provider = block.arguments.get("provider")
    return Resource(
        f"{prefix}{type_}.{name}",
        type_,
        name if not prefix else f"{prefix.split('.')[-2]}-{name}",
        scope.body(block),
        sheet.path(block.offset),
        provider.text.strip('"') if provider else "",
        tuple(f"{prefix}{one}" for one in references(block)),
        {key: sheet.path(one.offset) for key, one in block.arguments.items()}
        | {inner.type: sheet.path(inner.offset) for inner in block.blocks},
    )


def _defaults(module: _Module) -> dict[str, Any]:
    """Variables with their defaults, which anybody may override."""
    found: dict[str, Any] = {}
    for block, _ in module.of("variable"):
        if block.labels:
            default = block.arguments.get("default")
            value = Scope().value(default.text) if default else None
            found[block.labels[0]] = _told(value, f"`var.{block.labels[0]}` has this default, and can be set")
    return found


def _told(value: Any, because: str) -> Any:
    if isinstance(value, str):
        return Told(value, because)
    if isinstance(value, dict):
        return {key: _told(one, because) for key, one in value.items()}
    if isinstance(value, list):
        return [_told(one, because) for one in value]
    return value


def _source(block: Block) -> str:
    argument = block.arguments.get("source")
    return argument.text.strip('"') if argument else ""


def _json_blocks(value: Mapping[str, Any]) -> Iterator[Block]:
    """The JSON form of the language, as blocks."""
    from borderflow.readers.terraform.hcl import Argument

    for type_, depth in (
        ("resource", 2),
        ("data", 2),
        ("module", 1),
        ("provider", 1),
        ("variable", 1),
        ("output", 1),
        ("locals", 0),
    ):
        for labels, body in _labelled(value.get(type_), depth):
            arguments = {key: Argument(json.dumps(one), 0) for key, one in body.items()}
            yield Block(type_, labels, 0, arguments)


def _labelled(value: Any, depth: int) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        if depth == 0:
            yield (), one
        else:
            for label, inner in one.items():
                yield from (((label, *rest), body) for rest, body in _labelled(inner, depth - 1))


READER = ForeignReader(
    "terraform",
    "Terraform",
    (".tf", ".tofu", ".tfvars", ".tf.json"),
    re.compile(r"resource|provider|module|variable|terraform|locals|=|output"),
    recognises,
    read,
)
