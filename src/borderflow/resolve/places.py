"""Where a component is processed: the place that was chosen, the provider's default, or a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderflow.language import say
from borderflow.language.forms import AND_OTHERS, either, told
from borderflow.model.architecture import Host
from borderflow.model.catalog import Place, Product, Region
from borderflow.model.knowledge import Ground, Origin
from borderflow.model.resolved import Placement

if TYPE_CHECKING:
    from borderflow.catalog import Catalog

_WORLD = "global"


def own_place(host: Host | None) -> Placement:
    """The place of what the controller runs in its own rooms."""
    if host and host.countries:
        named = either(host.countries)
        ground = Ground(say("its place is stated to be in {countries}", countries=named), Origin.DECLARED)
        return Placement(tuple(sorted(host.countries)), True, "chosen", label=named, ground=ground)
    return Placement(routing="unknown", reason=say("neither a host nor a country is stated"))


def is_worldwide(host: Host) -> bool:
    """Whether the manifest says that the service runs anywhere."""
    return _WORLD in (host.deployment or "").lower()


def worldwide() -> Placement:
    """Anywhere at all: nobody names the places."""
    return Placement(
        (),
        False,
        _WORLD,
        "group",
        say("global deployment"),
        ground=_declared(say("the deployment is global")),
    )


def hosted_place(host: Host, provider: str, product: Product | None, catalog: Catalog) -> Placement:
    """The place of what runs at a provider in the region that the manifest names."""
    if not host.region:
        return _unchosen(host, product)
    region = catalog.region(product.id if product else provider, host.region) or catalog.region(
        provider, host.region
    )
    place = region.place.known if region else None
    if region is None or place is None:
        return _unmapped(host, provider)
    chosen = _chosen(region, place, host)
    return _deployed(chosen, host, provider, product, catalog)


def _unchosen(host: Host, product: Product | None) -> Placement:
    if host.countries:
        return own_place(host)
    if product and (deployment := _deployment(host, product)) in (_WORLD, "eu"):
        return default_place(product, deployment)
    return default_place(product)


def _unmapped(host: Host, provider: str) -> Placement:
    if host.countries:
        return own_place(host)
    return Placement(
        routing="unknown",
        reason=say(
            "`{region}` is not a region of {provider} that the catalogue knows",
            region=host.region,
            provider=provider,
        ),
    )


def _chosen(region: Region, place: Place, host: Host) -> Placement:
    ground = region.place.ground(
        say(
            "region {region} is in {countries}",
            region=region.id,
            countries=", ".join(place.countries) or say("an unnamed place"),
        )
    )
    mismatch = ""
    if host.countries and place.countries and set(host.countries).isdisjoint(place.countries):
        said, known = ", ".join(host.countries), ", ".join(place.countries)
        mismatch = say(
            "region `{region}` is in {known}, the manifest says {said}",
            region=host.region,
            known=known,
            said=said,
        )
    return Placement(
        place.countries,
        place.complete and bool(place.countries),
        "chosen",
        place.run_by,
        f"{region.id} ({', '.join(place.countries)})",
        ground=ground,
        mismatch=mismatch,
    )


def _deployment(host: Host, product: Product | None) -> str:
    """What the declared deployment type means; empty when nothing turns on it."""
    if product is None or not product.deployments:
        return ""
    stated = (host.deployment or "default").lower()
    return product.deployments.get(stated, "unstated" if host.deployment is None else _guess(stated))


def _guess(stated: str) -> str:
    """A deployment name that the catalogue does not hold, read by its words (globalStandard)."""
    if _WORLD in stated:
        return _WORLD
    return "region" if "regional" in stated or stated == "standard" else "unstated"


def _deployed(
    chosen: Placement, host: Host, provider: str, product: Product | None, catalog: Catalog
) -> Placement:
    match _deployment(host, product):
        case "" | "region":
            return chosen
        case "unstated":
            return Placement(
                chosen.countries,
                False,
                "unstated",
                chosen.run_by,
                chosen.label,
                say("the deployment type decides between the region and a wider place, and is not stated"),
                chosen.ground,
                chosen.mismatch,
            )
        case "global":
            return Placement(
                (),
                False,
                _WORLD,
                chosen.run_by,
                say("global deployment"),
                ground=_declared(say("the deployment is global")),
            )
        case wider:
            wider = _zone_of(host, provider, product, catalog) if wider == "zone" else wider
            region = catalog.region(product.id if product else provider, wider) or catalog.region(
                provider, wider
            )
            place = region.place.known if region else None
            return _chosen(region, place, host) if region and place else chosen


def _zone_of(host: Host, provider: str, product: Product | None, catalog: Catalog) -> str:
    """The wider place that a zone deployment from a region may use."""
    code = host.region or ""
    region = catalog.region(product.id if product else provider, code) or catalog.region(provider, code)
    return region.zone if region else ""


def default_place(product: Product | None, deployment: str = "") -> Placement:
    """The place where a product processes when the customer chooses nothing."""
    if product is None:
        return Placement(routing="unknown", reason=say("neither host nor region is stated"))
    if deployment == _WORLD:
        return worldwide()
    place = product.default_place.known
    if product.choice_required or place is None:
        return Placement(
            routing="unknown", reason=say("no region of {product} is stated", product=product.name)
        )
    ground = product.default_place.ground(
        say("the default place of {product} is {place}", product=product.name, place=_shown(place))
    )
    return Placement(
        place.countries,
        place.complete and bool(place.countries),
        "default",
        place.run_by,
        _shown(place),
        ground=ground,
    )


def _shown(place: Place) -> str:
    countries = ", ".join(place.countries)
    if place.complete:
        return told(place.label) or countries
    return told(place.label) or (
        say(AND_OTHERS, countries=countries) if countries else say("not named (global)")
    )


def _declared(text: str) -> Ground:
    return Ground(text, Origin.DECLARED)
