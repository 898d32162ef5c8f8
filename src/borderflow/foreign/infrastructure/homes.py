"""Whose a resource is, and where: its type, its arguments, its group, its provider block."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from borderflow.foreign.hosts import Side, find_endpoints, side_of
from borderflow.foreign.infrastructure.arguments import inference_profile_of
from borderflow.foreign.infrastructure.board import Board
from borderflow.foreign.infrastructure.resource import ProviderBlock, Resource, Told, entries, strings
from borderflow.model.reading import Known
from borderflow.model.records import Path

_COMPANIES = {
    "google-beta": "google-cloud",
    "google": "google-cloud",
    "azurerm": "azure",
    "azapi": "azure",
    "aws": "aws",
    "awscc": "aws",
    "ovh": "ovhcloud",
    "scaleway": "scaleway",
    "digitalocean": "digitalocean",
}
PLACE_KEYS = (
    "location",
    "region",
    "region_name",
    "availability_zone",
    "zone",
    "location_id",
    "datacenter",
    "provider_region_name",
)
COPIES = ("replica", "replicas", "georeplications", "geo_location")
"""Blocks that name further places, not the first one."""
CALLED = frozenset("llm search document-parsing speech-to-text translation".split())


class Home(Struct, frozen=True):
    """Whose a resource is, and where."""

    product: str
    region: str
    how: Known
    because: str
    path: Path
    redirected: bool = False
    deployment: str | None = None


class Homes:
    """Finds the company, product and region of one resource after the other."""

    def __init__(self, board: Board) -> None:
        self._resources = board.resources
        self._providers = board.providers
        self._hints = board.draft.hints
        self._product = cache(self._find_product)

    def home(self, one: Resource, kind: str) -> Home:
        block = self._block(one)
        if block and (host := _redirect(one.type, block)):
            return self._redirected(host, block)
        product = self._product(one.type, kind)
        company = product.partition("/")[0]
        if "cloudfront" in one.type:
            because = "CloudFront answers at edges around the world"
            return Home(product, "aws-global", Known.RESOLVED, because, one.path)
        if "_bedrock" in one.type and (profile := inference_profile_of(one)):
            return self._of_profile(product, profile, one)
        for value, path in self._places(one, block):
            text = str(value)
            code = self._hints.region_code(product, text) or self._hints.region_code(
                company, text.replace("_", "-").lower()
            )
            if code:
                how, because = (
                    (Known.RESOLVED, value.because)
                    if isinstance(value, Told)
                    else (Known.DECLARED, f"`{text}` is set")
                )
                return Home(product, code, how, because, path)
        return Home(product, "", Known.UNKNOWN, self._why_open(one, block), one.path)

    def _of_profile(self, product: str, profile: str, one: Resource) -> Home:
        """A model that an inference profile sends to several regions."""
        because = f"the inference profile `{profile}.` sends requests to any of its regions"
        code = self._hints.region_code(product, profile) or ""
        deployment = "global" if profile == "global" else None
        return Home(product, code, Known.DECLARED, because, one.path, deployment=deployment)

    def _find_product(self, type_: str, kind: str) -> str:
        """The product that a type is of: a telling prefix, else the company's for that kind."""
        catalog = self._hints.catalog
        prefix = type_.partition("_")[0]
        found = catalog.hint("terraform", type_) or ""
        plain = catalog.hint("terraform", f"{prefix}_") or ""
        company = _COMPANIES.get(prefix) or (found or plain).partition("/")[0]
        if found and found != plain and found.partition("/")[0] == company:
            return found
        if not company:
            return ""
        product = catalog.product(company, None, kind if kind in CALLED else "host")
        return product.id if product else company

    def _block(self, one: Resource) -> ProviderBlock | None:
        return self._providers.get(one.provider) or self._providers.get(one.type.partition("_")[0])

    def _places(self, one: Resource, block: ProviderBlock | None) -> Iterator[tuple[Any, Path]]:
        """Values that may name a region, the nearest first."""
        for key in PLACE_KEYS:
            if key in one.values:
                yield from ((value, one.path_of(key)) for value in strings(one.values[key]))
        for key, nested in one.values.items():
            if isinstance(nested, dict | list) and key not in COPIES:
                for value in _places_in(nested):
                    yield value, one.path_of(key)
        if isinstance(arn := one.values.get("arn"), str) and arn.count(":") >= 5:
            yield arn.split(":")[3], one.path_of("arn")
        yield from self._inherited(one)
        for key in ("region", "location", "zone"):
            for value in strings(block.values.get(key) if block else None):
                because = value.because if isinstance(value, Told) else f"the provider is set to `{value}`"
                yield Told(str(value), because), block.path if block else ()

    def _inherited(self, one: Resource) -> Iterator[tuple[Any, Path]]:
        """The place of the resource group that a resource of Azure is in."""
        for reference in one.references:
            group = self._resources.get(reference)
            if group and group.type == "azurerm_resource_group":
                for value in strings(group.values.get("location")):
                    yield Told(str(value), f"the resource group is in `{value}`"), group.path_of("location")

    def _why_open(self, one: Resource, block: ProviderBlock | None) -> str:
        named = next((key for key in PLACE_KEYS if key in one.values), "")
        if named:
            return f"`{named}` of `{one.address}` is known to nobody before it is applied"
        if block is not None and block.open:
            return block.open
        return (
            f"nothing sets a region for `{one.address}`"
            if block is None or not block.values
            else (f"the region of the provider of `{one.address}` is not known")
        )

    def _redirected(self, host: str, block: ProviderBlock) -> Home:
        because = f"the provider block sends its calls to `{host}`"
        product = self._hints.host(host) or ""
        if side_of(host) is Side.OWN or not product:
            return Home("", "", Known.RESOLVED, "", block.path, redirected=True)
        region = self._hints.region(product, host) or ""
        return Home(product, region, Known.RESOLVED, because, block.path, redirected=True)


def _places_in(nested: Any) -> Iterator[str]:
    """Places that the blocks in a resource name."""
    for entry in entries(nested):
        for name in PLACE_KEYS:
            if name in entry:
                yield from strings(entry[name])


def _redirect(type_: str, block: ProviderBlock) -> str:
    """The host to which calls for a type go instead of its cloud; empty when nobody says so."""
    service = type_.split("_")[1] if "_" in type_ else ""
    for entry in entries(block.values.get("endpoints")):
        url = entry.get(service)
        for endpoint in find_endpoints(str(url), bare=True) if url else ():
            if not endpoint.host.endswith(("amazonaws.com", "amazonaws.com.cn")):
                return endpoint.host
    return ""
