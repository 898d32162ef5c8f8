"""What could be written at the cursor: keys, ids of the manifest, words of the catalogue, rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from borderflow.catalog import Catalog
from borderflow.lsp.hover import VOCABULARY, stated
from borderflow.lsp.subjects import IGNORE, SECTIONS, Kind, definitions, kind_at, value_of
from borderflow.lsp.words import Gap, gap_at
from borderflow.model.architecture import SELF
from borderflow.model.catalog import Provider
from borderflow.shapes.fields import FieldFacts, field_facts
from borderflow.shapes.keys import keys_at
from borderflow.shapes.manifest import ManifestShape
from borderflow.shapes.models import model_of

_TOKEN = re.compile(r"[^\s,\[\]]*$")
_IDS = {Kind.COMPONENT: "components", Kind.DATUM: "data", Kind.PURPOSE: "purposes"}
_SEVERAL = frozenset((Kind.DATUM, Kind.PURPOSE))
"""Written as a list, or in one word with commas between."""
_EITHER = {"yes": "true", "no": "false"}


class Offer(NamedTuple):
    """One thing that could be written."""

    insert: str
    detail: str = ""
    kind: Kind | None = None
    """None for a word of the manifest itself."""
    page: str = ""
    rank: int = 1
    """The lower, the nearer to the top."""


class Offers(NamedTuple):
    """What could be written in place of what stands between two offsets."""

    offers: tuple[Offer, ...]
    start: int
    end: int


def complete(text: str, offset: int, catalog: Catalog) -> Offers | None:
    """What could be written at an offset; None where nothing is known."""
    rules = _rules_in_comment(text, offset, catalog)
    if rules is not None:
        return rules
    gap = gap_at(text, offset)
    if gap is None:
        return None
    if gap.is_key:
        return _offers(_keys(gap, text, catalog), gap.start, offset)
    start = _start(gap, offset)
    values = list(_values(gap, text, catalog))
    if _begins_a_line(text, gap.start):
        values += _keys(gap, text, catalog)
    return _offers(values, start, offset)


def _offers(found: Iterable[Offer], start: int, end: int) -> Offers | None:
    once = {one.insert: one for one in reversed(tuple(found))}
    return Offers(tuple(reversed(once.values())), start, end) if once else None


def _rules_in_comment(text: str, offset: int, catalog: Catalog) -> Offers | None:
    begin = text.rfind("\n", 0, offset) + 1
    comment = IGNORE.search(text, begin, offset)
    if comment is None or comment.end() != offset:
        return None
    token = _TOKEN.search(comment[1])
    assert token
    return _offers(_rules(catalog), offset - len(token[0]), offset)


def _start(gap: Gap, offset: int) -> int:
    """Where the word begins that is written last: a flow, and a list on one line, hold several."""
    kind = kind_at(gap.path)
    if kind in _SEVERAL or kind is Kind.FLOW:
        token = _TOKEN.search(gap.before)
        assert token
        return offset - len(token[0])
    return gap.start


def _begins_a_line(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip(" -")


def _keys(gap: Gap, text: str, catalog: Catalog) -> Iterator[Offer]:
    behind = text[gap.start + len(gap.before) :]
    has_colon = behind.lstrip("'\"").startswith(":") or text[gap.start - 1 : gap.start] in ("'", '"')
    end = "" if has_colon else ": "
    for one in _names(gap, text, catalog) if len(gap.path) == 1 else _fields(gap):
        if one.insert not in gap.beside:
            yield one._replace(insert=one.insert + end)


def _names(gap: Gap, text: str, catalog: Catalog) -> Iterator[Offer]:
    """Keys of a section that name something; what it defines itself is for the writer to name."""
    section = gap.path[0]
    if section in ("contracts", "parties"):
        yield from _in_use(text, catalog)
    elif section == "owners":
        yield from _ids(Kind.COMPONENT, text)
        yield from _rules(catalog)
    elif section not in SECTIONS:
        yield from _fields(gap)


def _fields(gap: Gap) -> Iterator[Offer]:
    if field_facts(gap.path).types.isdisjoint({"object", "array"}) and gap.path:
        return
    for key in keys_at(model_of(ManifestShape), gap.path):
        facts = field_facts((*gap.path, key))
        yield Offer(key, " | ".join(facts.words), page=facts.description, rank=0)


def _values(gap: Gap, text: str, catalog: Catalog) -> Iterator[Offer]:
    kind = kind_at(gap.path)
    match kind:
        case Kind.FLOW:
            yield from _in_flow(gap, text)
        case Kind.COMPONENT | Kind.DATUM | Kind.PURPOSE:
            yield from _ids(kind, text)
        case Kind.PARTY:
            yield from _parties(gap, text, catalog)
        case Kind.HOST:
            yield from _hosts(gap, catalog)
        case Kind.REGION:
            provider = value_of(text, (*gap.path[:-1], "provider"))
            yield from (Offer(code, said, kind) for code, said in _regions(provider, catalog))
        case Kind.RULE:
            yield from _rules(catalog)
        case Kind.COUNTRY:
            yield from _countries(catalog)
        case Kind.KIND | Kind.CATEGORY | Kind.GROUP:
            words = catalog.vocabulary.words(VOCABULARY[kind])
            means = catalog.vocabulary.means
            yield from (Offer(word, means(VOCABULARY[kind], word), kind) for word in words)
        case None | Kind.FIELD:
            yield from _words(field_facts(gap.path))


def _words(facts: FieldFacts) -> Iterator[Offer]:
    is_record = {"yes", "no"} <= set(facts.words) and "string" in facts.types
    for word in (*facts.words, *(("none", "unknown") if is_record else ())):
        yield Offer(_EITHER.get(word, word), page=facts.description, rank=0)


def _in_flow(gap: Gap, text: str) -> Iterator[Offer]:
    """The source with its arrow, the target, then data."""
    _, arrow, behind = gap.before.rpartition("->")
    if arrow and ":" in behind:
        yield from _ids(Kind.DATUM, text)
    else:
        ids = _ids(Kind.COMPONENT, text)
        yield from ids if arrow else (one._replace(insert=f"{one.insert} -> ") for one in ids)


def _ids(kind: Kind, text: str) -> Iterator[Offer]:
    for id_ in definitions(text, kind):
        said = stated(text, _IDS[kind], id_)
        words = (said.get("label", ""), said.get("kind", ""), said.get("operator", ""))
        yield Offer(id_, ", ".join(filter(None, words)), kind, rank=0)


def _parties(gap: Gap, text: str, catalog: Catalog) -> Iterator[Offer]:
    company, slash, _ = gap.before.partition("/")
    if slash:
        provider = catalog.provider(company)
        for product in provider.products.values() if provider else ():
            yield Offer(product.id, product.name, Kind.PARTY)
        return
    if gap.path[-1] == "operator":
        yield Offer(SELF, "the controller's own staff", rank=0)
    for id_ in definitions(text, Kind.PARTY):
        yield Offer(id_, "a party of this manifest", Kind.PARTY, rank=0)
    for provider in _providers(catalog):
        yield Offer(provider.id, _seat(provider), Kind.PARTY)


def _in_use(text: str, catalog: Catalog) -> Iterator[Offer]:
    """Companies that operate or host a component: of these something is to be said."""
    used: dict[str, None] = {}
    for id_ in definitions(text, Kind.COMPONENT):
        said = stated(text, "components", id_)
        hosts = (said.get("operator", SELF), said.get("host", ""), said.get("host.provider", ""))
        used |= dict.fromkeys(word.partition("@")[0].partition("/")[0] for word in hosts)
    for name in used:
        if name and name != SELF:
            provider = catalog.provider(name)
            yield Offer(name, _seat(provider) if provider else "", Kind.PARTY, rank=0)


def _hosts(gap: Gap, catalog: Catalog) -> Iterator[Offer]:
    """`company@`, then `company@region`."""
    company, at, _ = gap.before.partition("@")
    if at:
        for code, said in _regions(company, catalog):
            yield Offer(f"{company}@{code}", said, Kind.REGION)
        return
    for provider in _providers(catalog):
        is_host = any(one.hosts for one in provider.products.values())
        yield Offer(f"{provider.id}@", _seat(provider), Kind.PARTY, rank=0 if is_host else 1)


def _regions(name: str, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Codes of a company, and of its product when one is named, with the countries of each."""
    provider = catalog.provider(name)
    if provider is None:
        return
    product = catalog.product(provider.id, name.partition("/")[2] or None)
    codes = dict.fromkeys(one.id for one in catalog.regions(provider.id))
    for code in (*codes, *(product.regions if product and "/" in name else ())):
        region = catalog.region(name, code)
        place = region.place.known if region else None
        called = region.name if region else ""
        yield code, ", ".join(filter(None, (*(place.countries if place else ()), called)))


def _providers(catalog: Catalog) -> Iterator[Provider]:
    yield from (found for id_ in catalog.provider_ids if (found := catalog.provider(id_)))


def _seat(provider: Provider) -> str:
    seat = next((one.country for one in provider.entities if one.role == "contracting"), "")
    return f"{provider.name} ({seat})" if seat else provider.name


def _rules(catalog: Catalog) -> Iterator[Offer]:
    for rule in sorted(catalog.rules(), key=lambda one: str(one["id"])):
        yield Offer(rule["id"], rule["name"].replace("-", " "), Kind.RULE)


def _countries(catalog: Catalog) -> Iterator[Offer]:
    day = date.fromisoformat(catalog.reviewed)  # names of countries do not hang on it
    for code in catalog.jurisdiction_codes:
        found = catalog.jurisdiction(code, day)
        if found and len(code) == 2:
            yield Offer(code, found.name, Kind.COUNTRY)
