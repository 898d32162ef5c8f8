"""What the statements of the Structurizr DSL mean: a workspace, with what other files add to it.

Read is what describes a model and its deployment. Views, styles and documentation describe nothing that moves
data; scripts and plug-ins are never run, and are named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from borderflow.errors import Fault
from borderflow.foreign import Desk, Draft, Sheet
from borderflow.foreign.boxes import names_people
from borderflow.model.records import Path
from borderflow.readers.structurizr.export import read_export
from borderflow.readers.structurizr.syntax import Statement, Word, parse
from borderflow.readers.structurizr.workspace import (
    COMPONENT,
    CONTAINER,
    CUSTOM,
    INFRASTRUCTURE,
    INSTANCE,
    NODE,
    PERSON,
    SYSTEM,
    Element,
    Relation,
    Workspace,
)

_FIELDS = {
    PERSON: ("description", "tags"),
    SYSTEM: ("description", "tags"),
    CONTAINER: ("description", "technology", "tags"),
    COMPONENT: ("description", "technology", "tags"),
    NODE: ("description", "technology", "tags", "instances"),
    INFRASTRUCTURE: ("description", "technology", "tags"),
    CUSTOM: ("metadata", "description", "tags"),
}
"""What stands after the name, by keyword."""
_INSTANCES = frozenset(("containerinstance", "softwaresysteminstance", "instanceof"))
_SILENT = frozenset(
    "views configuration properties perspectives description url instances healthcheck metadata !docs !adrs "
    "!decisions !impliedrelationships deploymentgroup !components instance".split()
)
"""What tells nothing of data on their way."""
_CONSTANTS = frozenset(("!const", "!constant", "!var"))
_REFERENCES = frozenset(("!ref", "!element", "!extend"))
_ARROW = re.compile(r"->|--[\w.]+->")
_MOST_INCLUDES = 500
_LONGEST_CHAIN = 6
_MOST_NAMED = 6
_LARGEST = 8 * 1024 * 1024


class _Scope(Struct, frozen=True):
    """Where a statement stands."""

    sheet: Sheet
    element: Element | None = None
    ids: tuple[str, ...] = ()
    """Identifiers of what is around, for hierarchical ones."""
    groups: tuple[str, ...] = ()
    environment: str = ""
    enterprise: bool | None = None
    includes: tuple[str, ...] = ()

    def path(self, offset: int) -> Path:
        return self.sheet.path(offset)


class _Archetype(Struct, frozen=True):
    base: str
    technology: str = ""
    tags: tuple[str, ...] = ()


def read_language(sheet: Sheet, desk: Desk, draft: Draft) -> Workspace:
    """The workspace that a text describes, with the files that it extends and includes."""
    reading = _Reading(desk, draft)
    reading.file(sheet, _Scope(sheet))
    reading.connect()
    return reading.workspace


class _Reading:
    def __init__(self, desk: Desk, draft: Draft) -> None:
        self._desk = desk
        self._draft = draft
        self.workspace = Workspace()
        self._ids: dict[str, Element] = {}
        self._constants: dict[str, str] = {}
        self._archetypes: dict[str, _Archetype] = {}
        self._hierarchical = False
        self._later: list[Callable[[], None]] = []
        self._includes = 0
        self._said: set[str] = set()
        self._missing: dict[str, Path] = {}
        self._keys: dict[Element, str] = {}

    # Files.

    def file(self, sheet: Sheet, scope: _Scope) -> None:
        """Read the statements of a file where they stand."""
        sheet.finder = _finder(sheet.text)
        self.workspace.files.append(sheet.name)
        if len(sheet.text) > _LARGEST:
            self._draft.remark(f"`{sheet.name}` is too large to be read.", sheet.path(0), "export it as JSON")
            return
        parsed = parse(sheet.text)
        for message, offset in parsed.faults:
            self._draft.remark(message, sheet.path(offset), "mend the syntax")
        self._walk(parsed.statements, replace(scope, sheet=sheet, includes=(*scope.includes, sheet.name)))

    def connect(self) -> None:
        """Relationships and instances may name what is declared after them."""
        for step in self._later:
            step()
        if self._missing:
            names = list(self._missing)
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            self._draft.remark(
                f"Nothing here declares {', '.join(f'`{name}`' for name in names[:_MOST_NAMED])}{more}.",
                self._missing[names[0]],
                "name the file that does, too",
            )

    def _include(self, name: str, offset: int, scope: _Scope) -> None:
        self._includes += 1
        found = self._companion(name, offset, scope)
        if found is None or found.name in scope.includes:
            return
        if self._includes > _MOST_INCLUDES or len(scope.includes) > _LONGEST_CHAIN:
            self._draft.remark(
                "Too many files include one another; this one is left aside.", scope.path(offset)
            )
            return
        self.file(found, scope)

    def _extend(self, name: str, offset: int, scope: _Scope) -> None:
        """The workspace that this one begins from, in either form."""
        found = self._companion(name, offset, scope)
        if found is None or found.name in scope.includes:
            return
        if found.text.lstrip()[:1] == "{":
            before = self.workspace
            self.workspace, ids = read_export(found, self._draft)
            self.workspace.files = [*before.files, found.name]
            self._ids |= ids
            self._keys |= {element: key for key, element in ids.items()}
        else:
            self.file(found, scope)

    def _companion(self, name: str, offset: int, scope: _Scope) -> Sheet | None:
        found = self._desk.companion(name, scope.sheet, self._draft.locate(scope.path(offset)))
        if isinstance(found, Fault):
            self._draft.note(found)
            return None
        return found

    # Statements.

    def _walk(self, statements: Sequence[Statement], scope: _Scope) -> None:
        for statement in statements:
            if statement.words:
                self._statement(statement, scope)

    def _statement(self, statement: Statement, scope: _Scope) -> None:
        words = [word._replace(text=self._filled(word.text)) for word in statement.words]
        name = ""
        if len(words) > 2 and words[1].text == "=" and not words[1].is_quoted:
            name, words = words[0].text, words[2:]
        if len(words) > 1 and words[1].text == "-/>":  # replaced here by what stands in the block
            self._walk(statement.block or [], scope)
            return
        if any(_is_arrow(word) for word in words[:2]):
            self._relation(words, scope)
            return
        keyword, rest = words[0].text.casefold(), [word.text for word in words[1:]]
        block = statement.block or []
        if keyword.startswith("!") or keyword in _SILENT:
            self._directive(keyword, rest, block, words[0].offset, scope)
        elif keyword in _INSTANCES:
            self._instance(name, rest, block, words[0].offset, scope)
        elif (base := self._base(keyword)) in _FIELDS:
            self._element(keyword, base, name, rest or [name], block, words[0].offset, scope)
        elif not self._around(base, name, rest, block, words[0].offset, scope):
            self._property(keyword, rest, words[0].offset, scope)

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{([^}]{1,200})\}", lambda found: self._constants.get(found[1], found[0]), text)

    def _around(
        self, keyword: str, name: str, rest: Sequence[str], block: Sequence[Statement], at: int, scope: _Scope
    ) -> bool:
        """Blocks that hold elements without being one; whether this is one of them."""
        first = rest[0] if rest else ""
        match keyword:
            case "workspace":
                if first.casefold() == "extends" and len(rest) > 1:
                    self._extend(rest[1], at, scope)
                elif first:
                    self.workspace.name = first
                self._walk(block, scope)
            case "model":
                self._walk(block, scope)
            case "group":
                self._walk(block, replace(scope, groups=(*scope.groups, first)))
            case "enterprise":
                self.workspace.has_enterprise = True
                self._walk(block, replace(scope, enterprise=True))
            case "deploymentenvironment":
                ids = (*scope.ids, name.casefold()) if name else scope.ids
                self._walk(block, replace(scope, environment=first or "Default", ids=ids))
            case "archetypes":
                for one in block:
                    self._archetype(one)
            case _:
                return False
        return True

    def _directive(
        self, keyword: str, rest: Sequence[str], block: Sequence[Statement], at: int, scope: _Scope
    ) -> None:
        if keyword in _SILENT:
            return
        if keyword == "!identifiers":
            self._hierarchical = bool(rest) and rest[0].casefold() == "hierarchical"
        elif keyword in _CONSTANTS and len(rest) > 1:
            self._constants[rest[0]] = rest[1]
        elif keyword == "!include" and rest:
            self._include(rest[0], at, scope)
        elif keyword in _REFERENCES and rest:
            element = self._resolve(rest[0], scope) or self._stand_in(rest[0], at, scope)
            self._walk(block, replace(scope, element=element, ids=self._ids_of(element)))
        else:
            self._unsupported(keyword, at, scope)

    def _property(self, keyword: str, rest: Sequence[str], at: int, scope: _Scope) -> None:
        element = scope.element
        if keyword == "name" and rest and element is None:
            self.workspace.name = rest[0]
        elif keyword in ("tags", "tag") and element is not None:
            element.tags += _tags(rest)
        elif keyword == "technology" and element is not None and rest:
            element.technology = rest[0]
        elif keyword not in ("tags", "tag", "technology", "name"):
            self._unsupported(keyword, at, scope)

    def _unsupported(self, keyword: str, at: int, scope: _Scope) -> None:
        if keyword not in self._said:
            self._said.add(keyword)
            self._draft.remark(
                f"`{keyword}` is not read here, nor what it would add.",
                scope.path(at),
                "export the workspace as JSON with the Structurizr command line",
            )

    def _stand_in(self, name: str, at: int, scope: _Scope) -> Element:
        """An element for one that is not declared here: what is said of it is read, and it is asked for."""
        self._missing.setdefault(name, scope.path(at))
        kind = PERSON if names_people(_spaced(name)) else SYSTEM
        element = self._add(kind, name, at, replace(scope, element=None, groups=(), enterprise=None))
        element.is_declared = False
        self._ids[name.casefold()] = element
        self._keys[element] = name.casefold()
        return element

    # Elements.

    def _base(self, keyword: str) -> str:
        """The keyword that an archetype stands for, else the word itself."""
        return self._archetypes[keyword].base if keyword in self._archetypes else keyword

    def _element(
        self,
        keyword: str,
        base: str,
        name: str,
        rest: Sequence[str],
        block: Sequence[Statement],
        at: int,
        scope: _Scope,
    ) -> None:
        element = self._add(base, rest[0], at, scope)
        archetype = self._archetypes.get(keyword)
        if archetype is not None:
            element.technology = archetype.technology
            element.tags += archetype.tags
        for field, text in zip(_FIELDS[base], rest[1:], strict=False):
            if field == "technology" and text:
                element.technology = text
            elif field == "tags":
                element.tags += _tags([text])
        self._name(name, element, scope)
        self._walk(block, self._inside(element, name, scope))

    def _add(self, kind: str, name: str, at: int, scope: _Scope) -> Element:
        element = Element(kind, " ".join(name.split()) or kind, scope.path(at), scope.element)
        element.groups = scope.groups
        element.environment = scope.environment
        element.enterprise = scope.enterprise
        self.workspace.elements.append(element)
        return element

    def _inside(self, element: Element, name: str, scope: _Scope) -> _Scope:
        ids = (*scope.ids, name.casefold()) if name else scope.ids
        return replace(scope, element=element, ids=ids, groups=())

    def _name(self, name: str, element: Element, scope: _Scope) -> None:
        if name:
            key = ".".join((*scope.ids, name.casefold())) if self._hierarchical else name.casefold()
            self._ids[key] = element
            self._keys[element] = key

    def _ids_of(self, element: Element) -> tuple[str, ...]:
        key = self._keys.get(element, "")
        return tuple(key.split(".")) if key else ()

    def _instance(
        self, name: str, rest: Sequence[str], block: Sequence[Statement], at: int, scope: _Scope
    ) -> None:
        if not rest:
            return
        element = self._add(INSTANCE, rest[0], at, scope)
        self._name(name, element, scope)

        def tie() -> None:
            element.of = self._resolve(rest[0], scope) or self._stand_in(rest[0], at, scope)

        self._later.append(tie)
        self._walk(block, self._inside(element, name, scope))

    def _archetype(self, statement: Statement) -> None:
        """`name = base { technology, tags }`, or a base keyword whose defaults are set."""
        words = [word.text for word in statement.words]
        if not words:
            return
        name, base = (words[0], words[2]) if len(words) > 2 and words[1] == "=" else (words[0], words[0])
        known = self._archetypes.get(base.casefold(), _Archetype(base.casefold()))
        if known.base not in (*_FIELDS, "group"):
            return  # of relationships
        for one in statement.block or ():
            key, rest = (
                one.words[0].text.casefold() if one.words else "",
                [word.text for word in one.words[1:]],
            )
            if key == "technology" and rest:
                known = replace(known, technology=rest[0])
            elif key in ("tags", "tag"):
                known = replace(known, tags=(*known.tags, *_tags(rest)))
        mark = () if name.casefold() in _FIELDS else (_spaced(name),)
        self._archetypes[name.casefold()] = replace(known, tags=(*known.tags, *mark))

    # Relationships.

    def _relation(self, words: Sequence[Word], scope: _Scope) -> None:
        if _is_arrow(words[0]):
            source, rest = "this", words[1:]
        else:
            source, rest = words[0].text, words[2:]
        if not rest:
            return
        target, description = rest[0].text, rest[1].text if len(rest) > 1 else ""
        at = words[0].offset

        def tie() -> None:
            ends = [self._resolve(end, scope) or self._stand_in(end, at, scope) for end in (source, target)]
            self.workspace.relations.append(Relation(ends[0], ends[1], description, scope.path(at)))

        if (source, target) != ("this", "this") and (scope.element or "this" not in (source, target)):
            self._later.append(tie)

    def _resolve(self, written: str, scope: _Scope) -> Element | None:
        """What an identifier means, the nearest first."""
        if written.casefold() == "this":
            return scope.element
        key = written.casefold()
        if self._hierarchical:
            for size in range(len(scope.ids), 0, -1):
                if (found := self._ids.get(".".join((*scope.ids[:size], key)))) is not None:
                    return found
        return self._ids.get(key)


def _is_arrow(word: Word) -> bool:
    return not word.is_quoted and bool(_ARROW.fullmatch(word.text))


def _tags(texts: Sequence[str]) -> list[str]:
    return [tag.strip() for text in texts for tag in text.split(",") if tag.strip()]


def _spaced(name: str) -> str:
    """`externalSystem` in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", name)


def _finder(text: str) -> Callable[[Path], tuple[int, int]]:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(keys: Path) -> tuple[int, int]:
        offset = next((key for key in reversed(keys) if isinstance(key, int)), 0)
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return place
