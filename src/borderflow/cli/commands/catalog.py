"""`borderflow catalog`: look up providers, products and regions."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator

from borderflow.api import open_catalog
from borderflow.catalog import Catalog
from borderflow.cli.console import Console
from borderflow.cli.day import day_of
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.judging import form_of
from borderflow.cli.output import deliver
from borderflow.errors import Fault, InputError
from borderflow.model.catalog import Jurisdiction, Product, Provider
from borderflow.renderers.jsontext import Json, Object, written
from borderflow.renderers.provider import product_entry, region_entry
from borderflow.renderers.text.ink import Line, inked
from borderflow.renderers.text.provider import product_lines, region_lines, vocabulary_lines
from borderflow.renderers.text.table import table


def run(arguments: Namespace, console: Console) -> int:
    """Do what the first word says.

    Raises:
        InputError: when the catalogue knows nothing of that name.
    """
    if arguments.action in ("lint", "stale"):
        from borderflow.cli.commands.upkeep import run as look_after

        return look_after(arguments, console)
    catalog = open_catalog(arguments.policies)
    lookup = {"show": _show, "search": _search, "region": _region}[arguments.action]
    entry, lines = lookup(catalog, arguments, console)
    if form_of(arguments) == "json":
        data = written(entry)
    else:
        data = inked(lines, arguments.output is None and console.has_colour(console.stdout))
    deliver(data, arguments.output, console)
    return NOTHING_BLOCKS


def _show(catalog: Catalog, arguments: Namespace, console: Console) -> tuple[Object, Iterable[Line]]:
    (name,) = _exactly(arguments, 1, "a provider, a product or an alias")
    if name in catalog.vocabulary.sections:
        words = {word: catalog.vocabulary.means(name, word) for word in catalog.vocabulary.words(name)}
        return {**words}, vocabulary_lines(words, console.width)
    provider, product = _meant(catalog, name)
    law = _law(catalog, arguments, console)
    entry = product_entry(provider, product, catalog.regions(provider.id), law)
    return entry, product_lines(entry, console.width)


def _region(catalog: Catalog, arguments: Namespace, console: Console) -> tuple[Object, Iterable[Line]]:
    name, code = _exactly(arguments, 2, "a provider and one of its regions")
    provider, _ = _meant(catalog, name)
    region = catalog.region(name, code)
    if region is None:
        known = [one.id for one in catalog.regions(provider.id)]
        raise InputError(_unknown(f"{provider.name} has no region `{code}`.", code, known))
    entry = region_entry(region, _law(catalog, arguments, console))
    return entry, region_lines(entry, console.width)


def _search(catalog: Catalog, arguments: Namespace, console: Console) -> tuple[Object, Iterable[Line]]:
    query = " ".join(arguments.words)
    if not query:
        _exactly(arguments, 1, "something to look for")
    rows = list(_found(catalog, query))
    results: list[Json] = [{"id": id_, "name": name, "seat": seat or None} for id_, name, seat in rows]
    if not rows:
        console.remark(f"Nothing in the catalogue is like `{query}`.")
    return {"query": query, "results": results}, table(
        ("id", "name", "seat"), rows, console.width, indent=""
    ) if rows else ()


def _found(catalog: Catalog, query: str) -> Iterator[tuple[str, str, str]]:
    for id_ in catalog.find(query):
        provider = catalog.provider(id_)
        if provider:
            product = provider.products.get(id_.partition("/")[2])
            seat = next((one.country for one in provider.entities if one.role == "contracting"), "")
            yield id_, product.name if product else provider.name, seat
    if software := catalog.software_hinted(query):
        yield f"software:{software.id}", f"{software.name}, which its host runs", ""


def _meant(catalog: Catalog, name: str) -> tuple[Provider, Product]:
    provider = catalog.provider(name)
    meant = catalog.identify(name)
    if provider is None or meant is None:
        known = (*catalog.provider_ids, *catalog.find(name))
        raise InputError(_unknown(f"The catalogue does not know `{name}`.", name, known))
    product = provider.products.get(meant[1] or provider.default_product)
    if product is None:
        products = [one.id for one in provider.products.values()]
        raise InputError(_unknown(f"{provider.name} has no product `{meant[1]}`.", name, products))
    return provider, product


def _unknown(message: str, word: str, known: Iterable[str]) -> Fault:
    from borderflow.cli.nearest import did_you_mean

    return Fault(message, hint=did_you_mean(word, known) or "see `borderflow catalog search`")


def _law(catalog: Catalog, arguments: Namespace, console: Console) -> dict[str, Jurisdiction | None]:
    day = day_of(arguments.as_of, console.environ)
    return {code: catalog.jurisdiction(code, day) for code in catalog.jurisdiction_codes}


def _exactly(arguments: Namespace, number: int, what: str) -> list[str]:
    words: list[str] = arguments.words
    if len(words) != number:
        raise InputError(
            Fault(f"`catalog {arguments.action}` takes {what}.", hint="see `borderflow catalog --help`")
        )
    return words
