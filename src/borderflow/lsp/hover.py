"""What is known of the thing under the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct

from borderflow.catalog import Catalog
from borderflow.lsp import pages
from borderflow.lsp.subjects import Kind, Subject, subject_at
from borderflow.lsp.words import words_of
from borderflow.shapes.fields import field_facts

_SECTIONS = {Kind.COMPONENT: "components", Kind.DATUM: "data", Kind.PURPOSE: "purposes"}
VOCABULARY = {Kind.KIND: "kinds", Kind.CATEGORY: "categories", Kind.GROUP: "subjects"}


class Hover(Struct, frozen=True):
    """A page in Markdown about what stands between two offsets."""

    page: str
    start: int
    end: int


def page_of(kind: Kind, name: str, text: str, catalog: Catalog, day: date) -> str:
    """The page about something that could be written; empty when nothing is known of it."""
    company, _, region = name.partition("@")
    of = company if kind is Kind.REGION else ""
    return _page(Subject(kind, region if of else company, 0, 0, (), of), text, catalog, day)


def hover(text: str, offset: int, catalog: Catalog, day: date) -> Hover | None:
    """The page about what stands at an offset; None where nothing is known."""
    subject = subject_at(text, offset)
    page = _page(subject, text, catalog, day) if subject else ""
    return Hover(page, subject.start, subject.end) if subject and page else None


def _page(subject: Subject, text: str, catalog: Catalog, day: date) -> str:
    name = subject.name
    match subject.kind:
        case Kind.COMPONENT:
            return _component(name, text, catalog)
        case Kind.DATUM | Kind.PURPOSE:
            said = stated(text, _SECTIONS[subject.kind], name)
            return pages.named_page(name, said) if said else ""
        case Kind.PARTY:
            return _party(name, text, catalog)
        case Kind.REGION:
            region = catalog.region(subject.of, name) if subject.of else None
            return pages.region_page(region, catalog, day) if region else ""
        case Kind.COUNTRY:
            return pages.country_line(name, catalog, day).removeprefix("- ")
        case Kind.RULE:
            return next(
                (pages.rule_page(one) for one in catalog.rules() if name in (one["id"], one["name"])), ""
            )
        case Kind.KIND | Kind.CATEGORY | Kind.GROUP:
            section = VOCABULARY[subject.kind]
            words = catalog.vocabulary.means(section, name) if catalog.vocabulary.knows(section, name) else ""
            return pages.word_page(name, words) if words else ""
        case Kind.FIELD:
            facts = field_facts(subject.path)
            return pages.field_page(name, facts) if facts.description else ""
        case Kind.HOST | Kind.FLOW:  # their parts are subjects of their own
            return ""


def stated(text: str, section: str, id_: str) -> Mapping[str, str]:
    """What an entry of a section says of itself in single words; those of a list with commas between."""
    return _entries(text).get((section, id_), {})


@lru_cache(maxsize=2)
def _entries(text: str) -> Mapping[tuple[str, str], Mapping[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for word in words_of(text):
        path = word.path
        if word.is_key or len(path) not in (3, 4) or not isinstance(path[2], str):
            continue
        said = found.setdefault((str(path[0]), str(path[1])), {})
        key = ".".join(part for part in path[2:] if isinstance(part, str))
        said[key] = f"{said[key]}, {word.text}" if key in said else word.text
    return found


def _component(name: str, text: str, catalog: Catalog) -> str:
    said = stated(text, "components", name)
    if not said:
        return ""
    host = said.get("host", "")
    provider = said.get("host.provider", "")
    if provider:
        host = provider + (f"@{said['host.region']}" if "host.region" in said else "")
    company, _, code = host.partition("@")
    region = catalog.region(company, code) if code else None
    place = region.place.known if region else None
    countries = ", ".join(place.countries) if place else said.get("host.country", "")
    where = " ".join(filter(None, (host, f"({countries})" if countries else "")))
    return pages.component_page(name, said, where)


def _party(name: str, text: str, catalog: Catalog) -> str:
    """What the catalogue says of a company, and above it what the manifest does."""
    said = stated(text, "parties", name)
    own = pages.named_page(name, said) if said else ""
    provider = catalog.provider(name)
    if provider is None:
        return own
    product = name.partition("/")[2]
    page = pages.provider_page(provider, catalog.product(provider.id, product) if product else None)
    return f"{own}\n\n---\n\n{page}" if own else page
