"""What no single line of the catalogue can show: dangling ids, names given twice, owners in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from borderflow.catalog.doubles import doubles, fault_at, owners_in_a_circle
from borderflow.catalog.reading import Policies, Read
from borderflow.errors import Fault
from borderflow.model.knowledge import Level
from borderflow.shapes.catalog import Dated, ProviderShape
from borderflow.shapes.scalars import Shape

Path = tuple[str | int, ...]
_REGION_WORDS = ("region", "zone", "global")


def lint(policies: Policies) -> list[Fault]:
    """Every fault that only shows when files are read together."""
    return [
        *_sources(policies),
        *_providers(policies),
        *_laws(policies),
        *_countries(policies),
        *doubles(policies),
        *owners_in_a_circle(policies),
    ]


def every_file(policies: Policies) -> Iterator[Read[Any]]:
    """Every file of the catalogue that states dated facts."""
    yield from policies.providers.values()
    yield from policies.regions.values()
    for files in (
        policies.jurisdictions,
        policies.laws,
        policies.instruments,
        policies.software,
        policies.sovereignty,
    ):
        yield from files


def _sources(policies: Policies) -> Iterator[Fault]:
    """A checked fact says by which source, and the source is listed."""
    for read in every_file(policies):
        for path, stated in dated_facts(read.shape):
            for key in stated.source:
                if key not in read.shape.sources:
                    message = f"There is no source `{key}` in this file."
                    yield fault_at(read, (*path, "source"), message, "list it under `sources`")
            if stated.level is not Level.UNVERIFIED and not stated.source:
                hint = "name its `source`, or call it `unverified`"
                yield fault_at(read, path, "The fact is called checked without a source.", hint)


def dated_facts(value: object, path: Path = ()) -> Iterator[tuple[Path, Dated]]:
    """Every dated fact of a shape, with where it stands."""
    if isinstance(value, Dated):
        yield path, value
    if isinstance(value, Shape):
        for name in type(value).model_fields:
            yield from dated_facts(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from dated_facts(item, (*path, key))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from dated_facts(item, (*path, at))


def _providers(policies: Policies) -> Iterator[Fault]:
    kinds = {kind for read in policies.vocabularies for kind in read.shape.kinds}
    for read in policies.providers.values():
        yield from _default_product(read)
        yield from _clouds(read, policies)
        yield from _kinds(read, kinds)
        yield from _contracts(read)
        yield from _deployments(read, policies)


def _default_product(read: Read[ProviderShape]) -> Iterator[Fault]:
    default = read.shape.default_product
    if default not in read.shape.products:
        message = f"There is no product `{default}`."
        yield fault_at(read, ("default_product",), message, "name one of `products`")


def _clouds(read: Read[ProviderShape], policies: Policies) -> Iterator[Fault]:
    for cloud in read.shape.regions_of:
        if cloud not in policies.regions:
            message = f"There is no region file for `{cloud}`."
            yield fault_at(read, ("regions_of",), message, "write one, or remove the id")


def _kinds(read: Read[ProviderShape], known: set[str]) -> Iterator[Fault]:
    for id_, product in read.shape.products.items():
        for kind in product.kinds:
            if kind not in known:
                path: Path = ("products", id_, "kinds")
                yield fault_at(read, path, f"`{kind}` is no component kind.", "use a kind of vocabulary.yaml")


def _contracts(read: Read[ProviderShape]) -> Iterator[Fault]:
    names = {entity.name for entity in read.shape.entities}
    scopes: list[tuple[Path, str]] = [(("terms", "contract"), read.shape.terms.contract)]
    scopes += [
        (("products", id_, "contract"), product.contract) for id_, product in read.shape.products.items()
    ]
    for path, named in scopes:
        if named and named not in names:
            yield fault_at(read, path, f"`{named}` is not among the entities.", "list it, or mend the name")


def _deployments(read: Read[ProviderShape], policies: Policies) -> Iterator[Fault]:
    """A deployment type leads to `region`, `zone`, `global` or a region that exists."""
    shape = read.shape
    file = policies.regions.get(shape.id)
    shared = {region.id for region in (*shape.regions, *(file.shape.regions if file else ()))}
    for id_, product in shape.products.items():
        known = shared | {region.id for region in product.regions}
        for key, target in product.deployments.items():
            if target not in _REGION_WORDS and target not in known:
                path: Path = ("products", id_, "deployments", key)
                message = f"Deployment `{key}` leads to `{target}`, which is no region."
                yield fault_at(read, path, message, "add the region")


def _laws(policies: Policies) -> Iterator[Fault]:
    """Every law that a country names is written down."""
    known = {id_ for read in policies.laws for id_ in read.shape.laws}
    for read in policies.jurisdictions:
        for code, item in read.shape.jurisdictions.items():
            for law in sorted(set(item.laws) - known):
                path: Path = ("jurisdictions", code, "laws")
                yield fault_at(read, path, f"There is no access law `{law}`.", "see access_laws.yaml")


def _countries(policies: Policies) -> Iterator[Fault]:
    """Every country that a company names exists."""
    known = {"EU", "EEA", *(code for read in policies.jurisdictions for code in read.shape.jurisdictions)}
    for read in policies.providers.values():
        for path, country in _named_countries(read.shape):
            if country not in known:
                message = f"`{country}` is not in jurisdictions.yaml."
                yield fault_at(read, path, message, "mend the code, or add the country")


def _named_countries(shape: ProviderShape) -> Iterator[tuple[Path, str]]:
    yield from ((("entities", at, "country"), entity.country) for at, entity in enumerate(shape.entities))
    yield from ((("control", "is"), country) for country in shape.control.is_ or ())
    if shape.parent.country:
        yield ("parent", "country"), shape.parent.country
    for at, region in enumerate(shape.regions):
        yield from (
            (("regions", at), country) for country in (*region.countries, *filter(None, (region.country,)))
        )
