"""Parts of a drawn model: a box has a name, some words and a side of the wall, and hardly ever more.

Who operates it is inferred from a company that it names. Where none is named, what is drawn outside is asked
for, and so is what might be on either side; no finding rests on either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from borderflow.foreign.brands import find_brand, find_counterpart
from borderflow.foreign.draft import Draft
from borderflow.foreign.hints import Hints, words_of
from borderflow.foreign.hosts import Side, find_endpoints, side_of
from borderflow.foreign.kinds import kind_of_words
from borderflow.model.architecture import SELF, Host
from borderflow.model.reading import Known
from borderflow.model.records import Path


class Belongs(StrEnum):
    """On which side of the wall a box is drawn."""

    PEOPLE = "people"
    """Persons, or what they hold in their hands: what they enter comes from there."""
    OWN = "own"
    OUTSIDE = "outside"
    """Somebody else's, as the model says."""
    OPEN = "open"
    """The model does not say whose it is."""


class Box(Struct, frozen=True):
    """A part of a drawn model, in the words of its author."""

    name: str
    path: Path
    belongs: Belongs
    kind: str = ""
    """A kind of component that the format itself names; empty leaves it to the words."""
    words: tuple[str, ...] = ()
    """Technology, type and tags: what may name a company or a kind. A description speaks of others, too."""
    urls: tuple[str, ...] = ()
    """Addresses at which it answers."""
    why: str = ""
    """Why it belongs there, as the end of a sentence: `the model calls it an external entity`."""
    product: str = ""
    """`company/product` that its type stands for in the catalogue of the format; `why` then says so."""
    key: Path = ()
    """What makes it the same box elsewhere, when that is not its place."""


_PEOPLE = frozenset(
    "admin administrator administrators admins analyst analysts applicant applicants auditor auditors "
    "buyer buyers citizen citizens clerk clerks client clinician contributor customer customers dev devs "
    "developer developers doctor doctors donor employee employees engineer engineers guest guests human "
    "humans learner maintainer maintainers manager managers marketer member members nurse patient "
    "patients people person player players researcher reviewer seller shopper staff student students "
    "subscriber subscribers teacher teachers tester traveler traveller user users visitor visitors voter "
    "actor attacker hacker representative scientist browser browsers smartphone personnel kunde kunden "
    "nutzer benutzer mitarbeiter utilisateur clientèle clients".split()
)
_FOR_PEOPLE = re.compile(r"\(.*?\)|\b(?:'s)?\s+(?:device|devices|computer|laptop|phone|workstation|pc)\Z")


_CODES = re.compile(r"[\s(),;:/\[\]]+")
_IS_CODE = re.compile(r"-|\d\Z")


def names_people(name: str) -> bool:
    """Whether the last word of a name is one for persons: `Bank Staff` is, `Customer Database` is not."""
    parts = re.split(r"[/&,]|\b(?:or|and)\b", _FOR_PEOPLE.sub("", name.casefold().strip()))
    return any(words[-1] in _PEOPLE for part in parts if (words := words_of(part)))


def draw_box(draft: Draft, box: Box) -> str:
    """Add the component that a box stands for, and give its id."""
    if box.belongs is Belongs.PEOPLE:
        return _people(draft, box)
    return _at_address(draft, box) or _of_brand(draft, box) or _unnamed(draft, box)


def _people(draft: Draft, box: Box) -> str:
    because = box.why or "its name speaks of people"
    id_ = draft.component(
        box.name, box.path, "person", label=box.name, how=Known.INFERRED, because=because, key=box.key
    )
    draft.enters(id_)
    return id_


def _at_address(draft: Draft, box: Box) -> str:
    """The component of a box whose address the catalogue knows; empty where it has none."""
    for endpoint in (one for url in box.urls for one in find_endpoints(url)):
        if side_of(endpoint.host) is Side.OUTSIDE and (product := draft.hints.host(endpoint.host)):
            region = draft.hints.region(product, endpoint.host) or ""
            because = f"its address is at `{endpoint.host}`"
            return _of_product(draft, box, product, region, Known.DECLARED, because)
    return ""


def _of_brand(draft: Draft, box: Box) -> str:
    """The component of a box that names a company; empty where it names none."""
    if box.product:
        return _of_product(draft, box, box.product, "", Known.INFERRED, box.why)
    is_outside = box.belongs is Belongs.OUTSIDE
    brand = find_brand(box.name, draft.hints, outside=is_outside) or next(
        filter(None, (find_brand(word, draft.hints) for word in box.words)), None
    )
    if brand is None:
        return ""
    because = f"`{brand.said}` in its name, owner, technology or tags names a company or product"
    return _of_product(draft, box, brand.product, "", Known.INFERRED, because)


def _of_product(draft: Draft, box: Box, product: str, region: str, how: Known, because: str) -> str:
    """A recipient; what one draws as one's own in a cloud is a component there."""
    hosting = _hosting(product, draft.hints)
    if box.belongs is Belongs.OWN and hosting:
        id_ = _own(draft, box)
        place = Host(product.partition("/")[0], hosting, region or None)
        draft.place(id_, place, box.path, how=how, because=because)
        return id_
    kind = draft.hints.kind_of_product(product, box.kind or _kind(box))
    return draft.external(product, kind, box.path, region=region, how=how, because=because)


def _unnamed(draft: Draft, box: Box) -> str:
    if box.belongs is Belongs.OWN:
        id_ = _own(draft, box)
        if counterpart := find_counterpart(box.name, draft.hints):
            because = f"`{box.name}` bears its name"
            kind = draft.hints.kind_of_product(counterpart.product, _kind(box))
            draft.possibility(counterpart.product, kind, box.path, because, source=id_)
        return id_
    is_outside = box.belongs is Belongs.OUTSIDE
    asks = (
        f"Who operates `{box.name}`, and where?"
        if is_outside
        else f"Is `{box.name}` run by oneself or by somebody else, and where?"
    )
    otherwise = "the model draws it outside" if is_outside else "the model does not say whose it is"
    return draft.stranger(
        box.name, box.kind or _kind(box) or "saas", box.path, asks=asks, because=box.why or otherwise
    )


def _own(draft: Draft, box: Box) -> str:
    software = next(
        (known.id for text in (*box.words, box.name) if (known := draft.hints.catalog.software(text))), ""
    )
    return draft.component(
        box.name,
        box.path,
        box.kind or _kind(box) or "application",
        label=box.name,
        software=software,
        how=Known.DECLARED if box.kind else Known.INFERRED,
        because="the model says so" if box.kind else "its name says so",
        key=box.key,
    )


def _kind(box: Box) -> str:
    """The kind that its name speaks of, else its technology, type and tags."""
    return next((kind for text in (box.name, *box.words) if (kind := kind_of_words(text))), "")


class Cloud(NamedTuple):
    """A company on whose machines something stands, as the texts around it tell."""

    company: str
    product: str
    region: str
    text: str
    path: Path


def house(draft: Draft, id_: str, around: Sequence[tuple[str, Path]]) -> None:
    """Say in which cloud and region one's own component stands, as the texts around it tell; inmost first.

    What is known already stays, and a region counts where the company has one of that name.
    """
    one = draft.components[id_]
    if one.operator != SELF or one.kind == "person" or (one.host is not None and one.host.region):
        return
    company = (one.host.provider or "") if one.host is not None else ""
    found = cloud_of(around, draft.hints, company)
    if found is None or (one.host is not None and not found.region):
        return
    place = one.host or Host(found.company, found.product)
    because = f"it is drawn inside `{found.text}`"
    draft.place(
        id_, replace(place, region=found.region or None), found.path, how=Known.INFERRED, because=because
    )


def cloud_of(around: Sequence[tuple[str, Path]], hints: Hints, company: str = "") -> Cloud | None:
    """The cloud that some texts name, the inmost first, and the region there; `company` when it is known."""
    found = Cloud(company, "", "", "", ()) if company else None
    for text, path in () if company else around:
        if (brand := find_brand(text, hints)) and (product := _hosting(brand.product, hints)):
            found = Cloud(brand.product.partition("/")[0], product, "", text, path)
            break
    if found is None:
        return None
    for text, path in around:
        for code in (text.strip(), *_CODES.split(text)):
            if (code == text.strip() or _IS_CODE.search(code)) and (
                region := hints.region_code(found.company, code)
            ):
                return found._replace(region=region, text=text, path=path)
    return found


def _hosting(product: str, hints: Hints) -> str:
    """The product on which customers run things themselves; empty when it is none."""
    company, _, name = product.partition("/")
    known = hints.catalog.product(company, name or None, "host")
    return known.id.partition("/")[2] if known is not None and known.hosts else ""
