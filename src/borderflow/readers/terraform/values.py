"""What expressions of Terraform come to, as far as files alone can tell.

Literals, defaults of variables, locals, inputs of modules, templates of these, and the few functions that
only hand a value on. All else is None: known when somebody applies it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from borderflow.foreign.infrastructure import Told
from borderflow.readers.terraform.hcl import Argument, Block, NotHcl, find, split

_REFERENCE = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\.\d+|\.\*|\[[^\[\]]*\])+")
_CALL = re.compile(r"([a-z_0-9]+)\((.*)\)\Z", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_TEMPLATE = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")
_PASSING = frozenset(
    "tostring tolist toset tomap lower upper trimspace jsonencode yamlencode sensitive nonsensitive "
    "one".split()
)
_FIRST = frozenset(("coalesce", "try", "coalescelist"))
_DEEPEST = 20
_WORDS = {"true": True, "false": False, "null": None}


class Scope(Struct):
    """The names that count in one module."""

    variables: dict[str, Any] = field(default_factory=dict)
    """Variable to its value: an input, a tfvars entry, or its default."""
    expressions: dict[str, str] = field(default_factory=dict)
    """Locals, as written."""
    resources: dict[str, Block] = field(default_factory=dict)
    outputs: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Module to the values of its outputs."""
    _busy: set[str] = field(default_factory=set)
    _known: dict[str, Any] = field(default_factory=dict)
    """Locals that were worked out: one may be as long as a file, and be named a thousand times."""

    def value(self, text: str, depth: int = 0) -> Any:
        """What an expression comes to; None when only applying it tells."""
        if depth > _DEEPEST or not text.strip():
            return None
        try:
            return self._value(text.strip(), depth)
        except NotHcl:  # the text only looked like what it was split as
            return None

    def _value(self, text: str, depth: int) -> Any:
        if text in _WORDS:
            return _WORDS[text]
        if _NUMBER.match(text):
            return float(text) if "." in text else int(text)
        if text[0] == '"' and text[-1] == '"' and len(text) > 1:
            return self._string(text[1:-1], depth)
        if text.startswith("<<"):
            return self._string(text.partition("\n")[2].rpartition("\n")[0], depth)
        if text[0] == "[" and text[-1] == "]":
            return None if text[1:].lstrip().startswith("for ") else self._list(text[1:-1], depth)
        if text[0] == "{" and text[-1] == "}":
            return None if text[1:].lstrip().startswith("for ") else self._object(text[1:-1], depth)
        if text[0] == "(" and text[-1] == ")":
            return self.value(text[1:-1], depth + 1)
        return self._composed(text, depth)

    def body(self, block: Block, depth: int = 0) -> dict[str, Any]:
        """A block as a mapping; nested blocks are lists of mappings."""
        found: dict[str, Any] = {name: self.value(one.text) for name, one in block.arguments.items()}
        for inner in block.blocks if depth < _DEEPEST else ():
            name, content = _static(inner)
            held = found.setdefault(name, [])
            if isinstance(held, list):
                held.append(self.body(content, depth + 1))
        return found

    def _composed(self, text: str, depth: int) -> Any:
        question = find(text, "?")
        if question > 0 and (colon := find(text[question + 1 :], ":")) >= 0:
            one = self.value(text[question + 1 : question + 1 + colon], depth + 1)
            other = self.value(text[question + 2 + colon :], depth + 1)
            return one if one == other else None
        if call := _CALL.match(text):
            parts = [part for part, _ in split(call[2], ",")]
            if call[1] in _PASSING:
                return self.value(parts[0], depth + 1)
            if call[1] in _FIRST:
                return next(
                    (value for part in parts if (value := self.value(part, depth + 1)) not in (None, "")),
                    None,
                )
            return None
        return self._named(text, depth) if _REFERENCE.fullmatch(text) else None

    def _named(self, text: str, depth: int) -> Any:
        parts = [part for part in re.split(r"[.\[\]]+", text) if part]
        if len(parts) < 2:
            return None
        kind, name, rest = parts[0], parts[1], parts[2:]
        if kind == "var":
            value: Any = self.variables.get(name)
        elif kind == "local":
            value = self._local(name, depth)
        elif kind == "module":
            value = self.outputs.get(name, {})
        elif f"{kind}.{name}" in self.resources and rest:
            argument = self.resources[f"{kind}.{name}"].arguments.get(
                next((part for part in rest if not part.isdigit()), "")
            )
            return self.value(argument.text, depth + 1) if argument else None
        else:
            return None
        for part in rest:
            value = _inside(value, part.strip('"'))
        return value

    def _local(self, name: str, depth: int) -> Any:
        if name in self._known:
            return self._known[name]
        if name not in self.expressions or name in self._busy:
            return None
        self._busy.add(name)
        try:
            value = self.value(self.expressions[name], depth + 1)
        finally:
            self._busy.discard(name)
        if value is not None or len(self._busy) == 0:  # an unknown one may only stand too deep
            self._known[name] = value
        return value

    def _string(self, text: str, depth: int) -> Any:
        """A text with its templates filled; a single open one leaves the whole unknown, but for hosts."""
        if "${" not in text and "%{" not in text:
            return text.replace('\\"', '"').replace("\\n", "\n")
        because = ""
        is_open = False

        def fill(found: re.Match[str]) -> str:
            nonlocal because, is_open
            value = self.value(found[1], depth + 1)
            if isinstance(value, str | int | float):
                because = because or getattr(value, "because", f"`{found[1].strip()}` is set elsewhere")
                return str(value)
            is_open = True
            return f"${{{found[1].strip()}}}"

        filled = _TEMPLATE.sub(fill, text)
        if is_open and "://" not in filled:
            return None
        return Told(filled, because) if because else filled

    def _list(self, text: str, depth: int) -> list[Any]:
        return [
            self.value(part, depth + 1) for part, _ in split(text) if part.strip() and not _is_comment(part)
        ]

    def _object(self, text: str, depth: int) -> dict[str, Any]:
        found = {}
        for part, _ in split(text):
            at = find(part, "=")
            at = at if at > 0 else find(part, ":")
            if at > 0 and not _is_comment(part):
                found[part[:at].strip().strip('"()')] = self.value(part[at + 1 :].lstrip("> "), depth + 1)
        return found


def references(block: Block) -> tuple[str, ...]:
    """Addresses that the arguments of a block and of what is in it name, in order."""
    found: dict[str, None] = {}
    for argument in arguments(block):
        for match in _REFERENCE.finditer(argument.text):
            parts = re.split(r"[.\[]", match[0])
            if parts[0] not in ("var", "local", "each", "self", "count", "path", "terraform"):
                size = 3 if parts[0] == "data" else 2
                found[".".join(parts[:size])] = None
    return tuple(found)


def arguments(block: Block) -> list[Argument]:
    """All arguments of a block and of the blocks in it."""
    return [*block.arguments.values(), *(each for inner in block.blocks for each in arguments(inner))]


def _static(block: Block) -> tuple[str, Block]:
    """A block as if it were written out: of a dynamic one, the name and the content."""
    if block.type != "dynamic" or not block.labels:
        return block.type, block
    return block.labels[0], next((each for each in block.blocks if each.type == "content"), block)


def _inside(value: Any, part: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, list) and part.isdigit() and int(part) < len(value):
        return value[int(part)]
    if isinstance(value, list) and part == "*":
        return value
    return None


def _is_comment(part: str) -> bool:
    return part.lstrip().startswith(("#", "//"))
