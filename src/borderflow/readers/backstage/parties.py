"""Who stands behind an entity: oneself, unless its type, its tags, its address or its name say otherwise.

Vendors in the names and tags of models are makers of models. What an entity is built from is no recipient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from borderflow.foreign import Draft
from borderflow.foreign.brands import find_brand
from borderflow.foreign.kinds import AI, kind_of_words
from borderflow.model.findings import Severity
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.backstage.entities import Entity

_OUTSIDE = re.compile(r"\b(?:external|saas|third party|3rd party|vendor|partner)\b")
_MODEL = re.compile(r"\b(?:ai model|ml model|llm|model|machine learning model)\b")
_CLOUDS = (
    ("aws", re.compile(r"\b(?:aws|amazon|dynamodb|rds|sqs|sns|kinesis|redshift)\b")),
    ("google-cloud", re.compile(r"\b(?:gcp|google cloud|bigquery|bigtable|firestore|gcs|pubsub)\b")),
    ("azure", re.compile(r"\b(?:azure|cosmos ?db)\b")),
)
_MAYBE = (("aws", re.compile(r"\bs3\b")),)
"""A protocol that several speak."""
_ARN = re.compile(r"arn:aws[\w-]*:[\w-]*:(?P<region>[\w-]*):")
_WATCHING = frozenset(("observability", "analytics"))
_OWN_CODE = ("backstage.io/source-location", "github.com/project-slug", "gitlab.com/project-slug")
_VISITED = frozenset(("website", "frontend", "mobile-app", "app", "spa", "portal"))


class Parties:
    """Turns entities into components."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._hints = draft.hints
        self._doubts: list[tuple[str, str, Path, str]] = []

    def component(self, one: Entity) -> str:
        """The component of an entity."""
        kind, words = kind_of(one.kind, one.type, one.name), _words(one.type)
        is_outside = bool(_OUTSIDE.search(words)) or any(_OUTSIDE.search(_words(tag)) for tag in one.tags)
        if self.is_model(one):
            return self._own(one, kind if kind in AI else "llm")
        if cloud := self._cloud(one, words):
            product, region, because = cloud
            kind = self._hints.kind_of_product(product, kind)
            return self._draft.external(
                product, kind, one.path(), region=region, how=Known.INFERRED, because=because
            )
        if company := self._company(one, is_outside):
            kind = self._hints.kind_of_product(company, kind)
            because = f"it is called `{one.title}`"
            return self._draft.external(company, kind, one.path(), how=Known.INFERRED, because=because)
        if is_outside:
            return self._draft.stranger(
                one.title,
                kind if kind != "application" else "saas",
                one.path(),
                asks=f"Who operates `{one.title}`, and where?",
                because="the catalogue calls it external, and names nobody",
                worst=Severity.HIGH,
            )
        return self._own(one, kind)

    def wonder(self) -> None:
        """Ask for companies that may be used, and are not known to be by now."""
        for product, kind, path, because in self._doubts:
            self._draft.possibility(product, kind, path, because)

    def is_model(self, one: Entity) -> bool:
        return one.kind == "resource" and bool(_MODEL.search(_words(one.type)))

    def _own(self, one: Entity, kind: str) -> str:
        model = one.name if self.is_model(one) else ""
        id_ = self._draft.component(
            one.name or one.kind,
            one.path(),
            kind,
            label=one.title,
            model=model,
            how=Known.INFERRED,
            because="its type and name say so",
        )
        if one.type in _VISITED:
            self._draft.enters(id_)
        path = one.path("metadata")
        self._doubts += [
            (product, used_as, path, because) for product, used_as, because in self._possible(one)
        ]
        return id_

    def _cloud(self, one: Entity, words: str) -> tuple[str, str, str] | None:
        """The cloud that a resource is of, by its type or its address there; with the region of that."""
        if one.kind != "resource":
            return None
        for value in one.annotations.values():
            if found := _ARN.match(value):
                region = self._hints.region_code("aws", found["region"]) or ""
                return "aws", region, "its annotations hold an ARN"
        for company, pattern in _CLOUDS:
            if pattern.search(words):
                return company, "", f"its type is `{one.type}`"
        return None

    def _company(self, one: Entity, is_outside: bool) -> str | None:
        """A company of the catalogue whose name the entity bears, where it is no code of one's own."""
        names = tuple(dict.fromkeys((one.title, one.name)))
        if one.kind != "component" or is_outside:
            brands = (find_brand(_words(name), self._hints, outside=is_outside) for name in names)
            return next((brand.product for brand in brands if brand), None)
        if any(key in one.annotations for key in _OWN_CODE):
            return None
        plain = [
            name for name in names if not self._hints.catalog.software(name) and not self._hints.is_word(name)
        ]
        return next((found for name in plain if (found := self._hints.organisation(name))), None)

    def _possible(self, one: Entity) -> Iterator[tuple[str, str, str]]:
        """Companies that may be used: by the annotations for their tools, and by words of the name."""
        for key in one.annotations:
            product = self._hints.host(key.partition("/")[0])
            kind = self._hints.kind_of_product(product) if product else ""
            if product and kind in _WATCHING:
                yield product, kind, f"the annotation `{key}` is for it"
        if self.is_model(one):
            return
        for company, pattern in _MAYBE if one.kind == "resource" else ():
            if pattern.search(_words(one.type)):
                yield (
                    company,
                    kind_of(one.kind, one.type, one.name),
                    f"the type of `{one.name}` is `{one.type}`",
                )
        for word in _words(one.name).split():
            if self._hints.is_word(word) or self._hints.catalog.software(word):
                continue
            if found := self._hints.company(word):
                yield found, self._hints.kind_of_product(found), f"`{one.name}` bears its name"


def kind_of(kind: str, type_: str, name: str) -> str:
    """What an entity is, by its type and name."""
    if kind == "component" and type_ in _VISITED:
        return "application"
    return kind_of_words(f"{type_} {name}") or ("datastore" if "database" in type_ else "application")


def _words(text: str) -> str:
    return " ".join(re.split(r"[\W_]+", text.casefold()))
