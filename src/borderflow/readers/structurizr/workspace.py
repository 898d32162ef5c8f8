"""A workspace of Structurizr in whichever form: elements, and the relationships between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from borderflow.model.records import Path

PERSON = "person"
SYSTEM = "softwaresystem"
CONTAINER = "container"
COMPONENT = "component"
CUSTOM = "element"
NODE = "deploymentnode"
INFRASTRUCTURE = "infrastructurenode"
INSTANCE = "instance"
_DEFAULTS = frozenset(
    "element,person,software system,container,component,deployment node,infrastructure node,"
    "container instance,software system instance,relationship".split(",")
)
"""Tags that every element of its kind has."""


class Element(Struct, eq=False):
    """Something of the model or of a deployment."""

    kind: str
    name: str
    path: Path
    parent: Element | None = None
    technology: str = ""
    tags: list[str] = field(default_factory=list)
    groups: tuple[str, ...] = ()
    """Groups around it within its parent, the outermost first."""
    environment: str = ""
    enterprise: bool | None = None
    """Whether it stands inside the enterprise; None where the workspace draws none."""
    is_declared: bool = True
    """False when it stands in for one that another file declares."""
    of: Element | None = None
    """What an instance is an instance of."""

    @property
    def words(self) -> tuple[str, ...]:
        """Technology and tags that say something."""
        tags = (tag.strip() for tag in self.tags)
        return tuple(one for one in (self.technology, *tags) if one and one.casefold() not in _DEFAULTS)

    def around(self) -> Iterator[Element]:
        """Its parents, the inmost first."""
        outer = self.parent
        while outer is not None:
            yield outer
            outer = outer.parent


class Relation(NamedTuple):
    """Who uses whom, and what for."""

    source: Element
    target: Element
    description: str
    path: Path


class Workspace(Struct):
    """What one workspace tells."""

    name: str = ""
    elements: list[Element] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    has_enterprise: bool = False
    files: list[str] = field(default_factory=list)
    """The file that was named, and those that it extends and includes."""
