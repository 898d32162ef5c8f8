"""A cloud resource as a reader hands it over, and what is asked of its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from msgspec import Struct, field

from borderflow.foreign.grants import Grant
from borderflow.foreign.settings import Setting
from borderflow.model.records import Path


class Told(str):
    """A text that was not written where it is used: a default, a variable, an input of a module."""

    __slots__ = ("because",)
    because: str

    def __new__(cls, text: str, because: str) -> Self:
        made = super().__new__(cls, text)
        made.because = because
        return made


class Resource(Struct):
    """One resource, with what could be evaluated; None stands for what is not known before it is applied."""

    address: str
    type: str
    name: str
    values: Mapping[str, Any]
    path: Path
    provider: str = ""
    """The key of its provider block: `aws`, `aws.ohio`."""
    references: tuple[str, ...] = ()
    """Addresses that its arguments name."""
    paths: Mapping[str, Path] = field(default_factory=dict)
    """Places of single arguments."""
    written: str = ""
    """The type as the file has it, when that is another name."""
    settings: tuple[Setting, ...] | None = None
    """Its environment, when the reader knows where that stands; None: wherever names in capitals are."""
    grants: tuple[Grant, ...] = ()
    """Services that its role may call."""
    condition: str = ""
    """When it is made, if it is not always."""

    @property
    def said(self) -> str:
        """The type as people wrote it."""
        return self.written or self.type

    def path_of(self, key: str) -> Path:
        return self.paths.get(key, self.path)


class ProviderBlock(Struct, frozen=True):
    """How a provider is set up."""

    name: str
    values: Mapping[str, Any]
    path: Path
    open: str = ""
    """Why nothing in it says the region, where that is so by nature."""


class Link(Struct, frozen=True):
    """Data that one resource hands to another, by addresses."""

    source: str
    target: str
    path: Path
    because: str


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list):
        yield from (each for each in value if isinstance(each, str) and each)


def entries(value: Any) -> list[dict[str, Any]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
