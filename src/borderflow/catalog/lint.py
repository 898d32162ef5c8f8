"""What no single line of the catalogue can show: dangling ids, names given twice, owners in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from borderflow.catalog.reading import Policies, Read
from borderflow.errors import Fault
from borderflow.model.knowledge import Level
from borderflow.shapes.catalog import AliasShape, Dated, EntityShape, ProviderShape
from borderflow.shapes.scalars import Shape

Path = tuple[str | int, ...]
_REGION_WORDS = ("region", "zone", "global")


def lint(policies: Policies) -> list[Fault]:
    """Every fault that only shows when files are read together."""
    return [
        *_sources(policies),
        *_providers(policies),
        *_places(policies),
        *_countries(policies),
        *_twice(policies),
        *_owners_in_a_circle(policies),
    ]


def _fault(read: Read[Any], path: Path, message: str, hint: str) -> Fault:
    return Fault(message, read.document.locate(path), hint)


def _every_file(policies: Policies) -> Iterator[Read[Any]]:
    yield from policies.providers.values()
    yield from policies.regions.values()
    for files in (policies.jurisdictions, policies.laws, policies.instruments, policies.software):
        yield from files


def _sources(policies: Policies) -> Iterator[Fault]:
    """A checked fact says by which source, and the source is listed."""
    for read in _every_file(policies):
        for path, stated in _dated(read.shape, ()):
            for key in stated.source:
                if key not in read.shape.sources:
                    yield _fault(
                        read,
                        (*path, "source"),
                        f"There is no source `{key}` in this file.",
                        "list it under `sources`",
                    )
            if stated.level is not Level.UNVERIFIED and not stated.source:
                hint = "name its `source`, or call it `unverified`"
                yield _fault(read, path, "The fact is called checked without a source.", hint)


def _dated(value: object, path: Path) -> Iterator[tuple[Path, Dated]]:
    """Every dated fact of a shape, with where it stands."""
    if isinstance(value, Dated):
        yield path, value
    if isinstance(value, Shape):
        for name in type(value).model_fields:
            yield from _dated(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _dated(item, (*path, key))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _dated(item, (*path, at))


def _providers(policies: Policies) -> Iterator[Fault]:
    kinds = {kind for read in policies.vocabularies for kind in read.shape.kinds}
    for read in policies.providers.values():
        shape = read.shape
        if shape.default_product not in shape.products:
            yield _fault(
                read,
                ("default_product",),
                f"There is no product `{shape.default_product}`.",
                "name one of `products`",
            )
        for cloud in shape.regions_of:
            if cloud not in policies.regions:
                yield _fault(
                    read,
                    ("regions_of",),
                    f"There is no region file for `{cloud}`.",
                    "write one, or remove the id",
                )
        for id_, product in shape.products.items():
            for kind in product.kinds:
                if kinds and kind not in kinds:
                    hint = "use a kind of vocabulary.yaml"
                    yield _fault(read, ("products", id_, "kinds"), f"`{kind}` is no component kind.", hint)
        yield from _contracts(read)
        yield from _deployments(read, policies)


def _contracts(read: Read[ProviderShape]) -> Iterator[Fault]:
    names = {entity.name for entity in read.shape.entities}
    scopes: list[tuple[Path, str]] = [(("terms", "contract"), read.shape.terms.contract)]
    scopes += [
        (("products", id_, "contract"), product.contract) for id_, product in read.shape.products.items()
    ]
    for path, named in scopes:
        if named and named not in names:
            yield _fault(read, path, f"`{named}` is not among the entities.", "list it, or mend the name")


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
                yield _fault(
                    read,
                    path,
                    f"Deployment `{key}` leads to `{target}`, which is no region.",
                    "add the region",
                )


def _places(policies: Policies) -> Iterator[Fault]:
    """A region code means one place within its list."""
    for read in policies.regions.values():
        seen: set[str] = set()
        for at, region in enumerate(read.shape.regions):
            if region.id in seen:
                yield _fault(
                    read, ("regions", at, "id"), f"Region `{region.id}` stands here twice.", "keep one"
                )
            seen.add(region.id)


def _countries(policies: Policies) -> Iterator[Fault]:
    """Every country and law that is named exists."""
    known = {code for read in policies.jurisdictions for code in read.shape.jurisdictions}
    laws = {id_ for read in policies.laws for id_ in read.shape.laws}
    for read in policies.jurisdictions:
        for code, item in read.shape.jurisdictions.items():
            for law in item.laws:
                if law not in laws:
                    yield _fault(
                        read,
                        ("jurisdictions", code, "laws"),
                        f"There is no access law `{law}`.",
                        "see access_laws.yaml",
                    )
    for entry in policies.providers.values():
        for path, country in _named_countries(entry.shape):
            if known and country not in known | {"EU", "EEA"}:
                yield _fault(
                    entry,
                    path,
                    f"`{country}` is not in jurisdictions.yaml.",
                    "mend the code, or add the country",
                )


def _named_countries(shape: ProviderShape) -> Iterator[tuple[Path, str]]:
    yield from ((("entities", at, "country"), entity.country) for at, entity in enumerate(shape.entities))
    yield from ((("control", "is"), country) for country in shape.control.is_ or ())
    if shape.parent.country:
        yield ("parent", "country"), shape.parent.country
    for at, region in enumerate(shape.regions):
        yield from (
            (("regions", at), country) for country in (*region.countries, *filter(None, (region.country,)))
        )


def _twice(policies: Policies) -> Iterator[Fault]:
    """An alias belongs to one company, product or software of its policy folder."""
    seen: dict[tuple[object, str, str], str] = {}
    for read, path, owner, aliases in _alias_lists(policies):
        for kind, words in aliases:
            for word in words:
                first = seen.setdefault((read.origin, kind, word.casefold()), owner)
                if first != owner and not (kind == "ids" and "software:" in first + owner):
                    message = f"The alias `{word}` already belongs to `{first}`."
                    yield _fault(read, (*path, "aliases", kind), message, "keep it in one place")


def _alias_lists(policies: Policies) -> Iterator[tuple[Read[Any], Path, str, AliasShape]]:
    for id_, read in policies.providers.items():
        yield read, (), id_, read.shape.aliases
        for product_id, product in read.shape.products.items():
            yield read, ("products", product_id), f"{id_}/{product_id}", product.aliases
    for software in policies.software:
        for id_, item in software.shape.software.items():
            yield software, ("software", id_), f"software:{id_}", item.aliases


def _signing(shape: ProviderShape) -> Iterator[EntityShape]:
    return (entity for entity in shape.entities if entity.role == "contracting")


def _owners_in_a_circle(policies: Policies) -> Iterator[Fault]:
    """Going up from owner to owner ends somewhere."""
    ids = {read.shape.name: id_ for id_, read in policies.providers.items()}
    ids |= {entity.name: id_ for id_, read in policies.providers.items() for entity in _signing(read.shape)}
    above = {id_: ids.get(read.shape.parent.name) for id_, read in policies.providers.items()}
    for id_ in sorted(above):
        met, at = {id_}, above[id_]
        while at is not None and at not in met:
            met.add(at)
            at = above.get(at) if above.get(at) != at else None
        if at == id_ and len(met) > 1:
            message = f"The owners of `{id_}` lead back to it: {', '.join(sorted(met))}."
            yield _fault(policies.providers[id_], ("parent",), message, "mend one of the parents")
