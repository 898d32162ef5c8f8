"""Cloud resources as components, whatever tool describes them: what each type holds, whose it is, and where.

A resource of a cloud is run for the customer: its operator is oneself, its host the cloud. A model or a whole
service that is called has the company as its operator. Types that hold no data are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, Self

from borderflow.foreign.draft import Draft
from borderflow.foreign.grants import Grant, profile_of
from borderflow.foreign.hosts import Side, find_endpoints, side_of
from borderflow.foreign.resource_kinds import kind_of_type
from borderflow.foreign.roles import grants_by_role
from borderflow.foreign.settings import Around, Setting, Supply, Use, find_uses, uses_of_text
from borderflow.model.architecture import SELF, Host
from borderflow.model.findings import Severity
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
_PLACE_KEYS = (
    "location",
    "region",
    "region_name",
    "availability_zone",
    "zone",
    "location_id",
    "datacenter",
    "provider_region_name",
)
_COPIES = ("replica", "replicas", "georeplications", "geo_location")
"""Blocks that name further places, not the first one."""
_ENGINES = ("engine", "database_engine", "db_engine", "kind", "type")
_CALLED = frozenset("llm search document-parsing speech-to-text translation".split())
_STORES = frozenset("datastore cache queue file-store search vector-store graph-store backup".split())
_SILENT = (_STORES | {"llm", "observability"}) - {"queue"}
"""Kinds that call nobody by themselves; agents and knowledge bases of Bedrock do."""
_REDUNDANT = re.compile(r"(?i)\A(?:RA)?-?(?:GZ?RS|GRS)\Z")
_UPPER = re.compile(r"[A-Z][A-Z0-9_]{2,}\Z")
_NO_CALL = re.compile(
    r"(?i)callback|logout|redirect|allow(?:ed)?_?origin|cors|descri|comment|tags?$|labels$|annotations"
    r"|external_?docs|license|terms_?of|contact"
    r"|assume_role|identifier|^servers$|template_url|authorization_url|token_url|issuer|schema|readme|image_uri"
)
"""Arguments whose URLs nobody calls with data: one's own addresses, prose, places of sources."""
_BARE = frozenset((bool, int, float, type(None)))
_PROGRAM = re.compile(r"(?i)user_?data|custom_data|startup_script|zip_?file|inline_?code")
_SIGN_IN = frozenset(("Google", "Facebook", "LoginWithAmazon", "SignInWithApple"))
_VAULT = re.compile(r"arn:aws[\w-]*:backup:([\w-]+):")
_BUCKET = re.compile(r"arn:aws[\w-]*:s3:::([\w.-]+)\Z")
_NAMED = 4
"""Components that a question names; the line to write has all of them."""


class Told(str):
    """A text that was not written where it is used: a default, a variable, an input of a module."""

    __slots__ = ("because",)
    because: str

    def __new__(cls, text: str, because: str) -> Self:
        made = super().__new__(cls, text)
        made.because = because
        return made


@dataclass(slots=True)
class Resource:
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


@dataclass(frozen=True)
class ProviderBlock:
    """How a provider is set up."""

    name: str
    values: Mapping[str, Any]
    path: Path
    open: str = ""
    """Why nothing in it says the region, where that is so by nature."""


@dataclass(frozen=True)
class Link:
    """Data that one resource hands to another, by addresses."""

    source: str
    target: str
    path: Path
    because: str


@dataclass(frozen=True)
class _Home:
    """Whose a resource is, and where."""

    product: str
    region: str
    how: Known
    because: str
    path: Path
    redirected: bool = False
    deployment: str | None = None


def draw(
    resources: Sequence[Resource],
    providers: Mapping[str, ProviderBlock],
    draft: Draft,
    links: Iterable[Link] = (),
) -> None:
    """Add the resources that hold or move data, and the flows that their references and links show."""
    _Drawing(resources, providers, draft).run(links)


class _Drawing:
    def __init__(
        self, resources: Sequence[Resource], providers: Mapping[str, ProviderBlock], draft: Draft
    ) -> None:
        self._resources = {one.address: one for one in resources}
        self._providers = providers
        self._draft = draft
        self._ids: dict[str, str] = {}
        self._product = cache(self._find_product)
        self._has_front = _has_front(resources)
        self._unplaced: dict[tuple[str, str], list[str]] = {}
        self._homes: dict[tuple[str, str], _Home] = {}
        self._asked: set[str] = set()
        self._roles = grants_by_role(resources)

    def run(self, links: Iterable[Link]) -> None:
        for one in self._resources.values():
            if kind := self._kind(one):
                self._ids[one.address] = self._component(one, kind)
        for link in links:
            if link.source in self._ids and link.target in self._ids:
                self._draft.flow(
                    self._ids[link.source], self._ids[link.target], link.path, because=link.because
                )
        for one in self._resources.values():
            if one.address in self._ids:
                self._connect(one)
                self._copies(one)
            else:
                self._helper(one)
        for key, ids in self._unplaced.items():
            self._ask_region(ids, key[0], self._homes[key])

    def _kind(self, one: Resource) -> str | None:
        kind = kind_of_type(one.type)
        if "_event_rule" in one.type and one.values.get("schedule_expression"):
            return None  # a clock hands over no data
        if one.type == "azurerm_cognitive_account":
            return _cognitive(str(one.values.get("kind") or ""))
        if kind == "datastore" and (
            engine := next((str(one.values[key]) for key in _ENGINES if one.values.get(key)), "")
        ):
            known = self._draft.hints.image(engine).kind
            return known if known in _STORES else kind
        return kind

    # Whose it is, and where.

    def _component(self, one: Resource, kind: str) -> str:
        home = self._home(one, kind)
        company, _, product = home.product.partition("/")
        host = Host(company, product or None, home.region or None, home.deployment, path=one.path)
        is_called = bool(company) and (kind in _CALLED or self._is_service(company)) and not home.redirected
        is_placed = bool(home.region or home.deployment)
        id_ = self._draft.component(
            one.name,
            one.path,
            kind,
            label=one.address,
            operator=home.product if is_called else SELF,
            host=host if company and (is_placed or not is_called) else None,
            model=_model_of(one),
            because=f"it is `{one.said}`",
        )
        if company:
            whose = (
                ("operator", f"`{one.said}` is a service of {company}")
                if is_called
                else ("host", f"`{one.said}` is of {company}")
            )
            self._draft.know(id_, whose[0], Known.DECLARED, whose[1], one.path)
        if is_placed:
            self._draft.know(id_, "region", home.how, home.because, home.path)
        elif company and home.because:
            self._put_off(id_, one, company, home)
        if one.condition:
            self._draft.know(id_, "condition", Known.RESOLVED, one.condition, one.path)
        if kind in ("gateway", "cdn") or (kind == "application" and not self._has_front):
            self._draft.enters(id_)
        return id_

    def _put_off(self, id_: str, one: Resource, company: str, home: _Home) -> None:
        """What shares a provider block shares its region: that is asked once for all."""
        if any(key in one.values for key in _PLACE_KEYS):
            self._ask_region([id_], company, home)
            return
        key = company, one.provider
        self._unplaced.setdefault(key, []).append(id_)
        self._homes.setdefault(key, home)

    def _ask_region(self, ids: Sequence[str], company: str, home: _Home) -> None:
        named = ", ".join(f"`{id_}`" for id_ in ids[:_NAMED])
        rest = len(ids) - _NAMED
        which = f"{named} and {rest} more" if rest > 0 else " and ".join(named.rsplit(", ", 1))
        places = ", ".join(f"{id_}: {{host: {company}@region}}" for id_ in dict.fromkeys(ids))
        self._draft.ask(
            ids[0],
            f"In which region of {company} {'is' if len(ids) == 1 else 'are'} {which}?",
            f"{home.because}: the place decides whether data leave the Union.",
            home.path,
            worst=Severity.HIGH,
            answer=f"components: {{{places}}}",
        )

    def _is_service(self, company: str) -> bool:
        """A company whose product is the service itself, and not a machine that one rents."""
        product = self._draft.hints.catalog.product(company, None, "host")
        return product is None or not product.hosts

    def _home(self, one: Resource, kind: str) -> _Home:
        block = self._block(one)
        if block and (host := _redirect(one.type, block)):
            return self._redirected(host, block)
        product = self._product(one.type, kind)
        company = product.partition("/")[0]
        if "cloudfront" in one.type:
            because = "CloudFront answers at edges around the world"
            return _Home(product, "aws-global", Known.RESOLVED, because, one.path)
        if "_bedrock" in one.type and (profile := _profile(one)):
            return self._of_profile(product, profile, one)
        for value, path in self._places(one, block):
            text = str(value)
            code = self._draft.hints.region_code(product, text) or self._draft.hints.region_code(
                company, text.replace("_", "-").lower()
            )
            if code:
                how, because = (
                    (Known.RESOLVED, value.because)
                    if isinstance(value, Told)
                    else (Known.DECLARED, f"`{text}` is set")
                )
                return _Home(product, code, how, because, path)
        return _Home(product, "", Known.UNKNOWN, self._why_open(one, block), one.path)

    def _of_profile(self, product: str, profile: str, one: Resource) -> _Home:
        """A model that an inference profile sends to several regions."""
        because = f"the inference profile `{profile}.` sends requests to any of its regions"
        code = self._draft.hints.region_code(product, profile) or ""
        deployment = "global" if profile == "global" else None
        return _Home(product, code, Known.DECLARED, because, one.path, deployment=deployment)

    def _find_product(self, type_: str, kind: str) -> str:
        """The product that a type is of: a telling prefix, else the company's for that kind."""
        catalog = self._draft.hints.catalog
        prefix = type_.partition("_")[0]
        found = catalog.hint("terraform", type_) or ""
        plain = catalog.hint("terraform", f"{prefix}_") or ""
        company = _COMPANIES.get(prefix) or (found or plain).partition("/")[0]
        if found and found != plain and found.partition("/")[0] == company:
            return found
        if not company:
            return ""
        product = catalog.product(company, None, kind if kind in _CALLED else "host")
        return product.id if product else company

    def _block(self, one: Resource) -> ProviderBlock | None:
        return self._providers.get(one.provider) or self._providers.get(one.type.partition("_")[0])

    def _places(self, one: Resource, block: ProviderBlock | None) -> Iterator[tuple[Any, Path]]:
        """Values that may name a region, the nearest first."""
        for key in _PLACE_KEYS:
            if key in one.values:
                yield from ((value, one.path_of(key)) for value in _strings(one.values[key]))
        for key, nested in one.values.items():
            if isinstance(nested, dict | list) and key not in _COPIES:
                for value in _places_in(nested):
                    yield value, one.path_of(key)
        if isinstance(arn := one.values.get("arn"), str) and arn.count(":") >= 5:
            yield arn.split(":")[3], one.path_of("arn")
        yield from self._inherited(one)
        for key in ("region", "location", "zone"):
            for value in _strings(block.values.get(key) if block else None):
                because = value.because if isinstance(value, Told) else f"the provider is set to `{value}`"
                yield Told(str(value), because), block.path if block else ()

    def _inherited(self, one: Resource) -> Iterator[tuple[Any, Path]]:
        """The place of the resource group that a resource of Azure is in."""
        for reference in one.references:
            group = self._resources.get(reference)
            if group and group.type == "azurerm_resource_group":
                for value in _strings(group.values.get("location")):
                    yield Told(str(value), f"the resource group is in `{value}`"), group.path_of("location")

    def _why_open(self, one: Resource, block: ProviderBlock | None) -> str:
        named = next((key for key in _PLACE_KEYS if key in one.values), "")
        if named:
            return f"`{named}` of `{one.address}` is known to nobody before it is applied"
        if block is not None and block.open:
            return block.open
        return (
            f"nothing sets a region for `{one.address}`"
            if block is None or not block.values
            else (f"the region of the provider of `{one.address}` is not known")
        )

    def _redirected(self, host: str, block: ProviderBlock) -> _Home:
        because = f"the provider block sends its calls to `{host}`"
        product = self._draft.hints.host(host) or ""
        if side_of(host) is Side.OWN or not product:
            return _Home("", "", Known.RESOLVED, "", block.path, redirected=True)
        region = self._draft.hints.region(product, host) or ""
        return _Home(product, region, Known.RESOLVED, because, block.path, redirected=True)

    # Whom it knows.

    def _connect(self, one: Resource) -> None:
        source = self._ids[one.address]
        kind = self._draft.components[source].kind
        if kind in _SILENT and "_bedrock" not in one.type:
            return
        for reference, target in self._named(one):
            if not self._draft.has_flow(target, source):
                because = f"`{one.address}` refers to `{reference}`"
                self._draft.flow(source, target, one.path, how=Known.INFERRED, because=because)
        around = Around({}, frozenset())
        settings = list(_settings(one.values, one)) if one.settings is None else list(one.settings)
        hints = self._draft.hints
        uses = find_uses([*settings, *self._own_region(one, source)], around, hints)
        self._draft.apply(source, self._outside(source, uses))
        named = {setting.value for setting in settings}
        for text in (*_texts(one.values), *_origins(one)):
            if "://" in text and text not in named:
                uses = uses_of_text(text, one.path, around, hints, name=one.address)
                self._draft.apply(source, self._outside(source, uses))
        self._partner(one, source)
        self._programs(one, source)
        of_roles = (grant for each in one.references for grant in self._roles.get(each, ()))
        for grant in (*one.grants, *of_roles):
            self._granted(one, source, grant)
        self._ask_services(one, source)

    def _outside(self, source: str, uses: Iterable[Use | Supply]) -> Iterator[Use | Supply]:
        """Without the cloud that it runs in: an address there is one's own, unless in another region."""
        host = self._draft.components[source].host
        own = f"{host.provider}/{host.product}" if host else ""
        for use in uses:
            if isinstance(use, Use) and use.product == own:
                is_elsewhere = bool(use.region and host and host.region and use.region != host.region)
                if not is_elsewhere:
                    continue
            yield use

    def _partner(self, one: Resource, source: str) -> None:
        """A service that sends its events to a bus (`aws.partner/zendesk.com/…`)."""
        name = str(one.values.get("event_source_name") or "")
        host = name.split("/")[1] if name.startswith("aws.partner/") and name.count("/") else ""
        if product := self._draft.hints.host(host) if host else None:
            because = f"`{one.address}` takes the events of `{host}`"
            kind = self._draft.hints.kind_of_product(product)
            id_ = self._draft.external(product, kind, one.path, because=because)
            self._draft.flow(id_, source, one.path, because=because)

    def _own_region(self, one: Resource, source: str) -> Iterator[Setting]:
        """The region that the clients of a cloud take when nobody gives them another: their own."""
        host = self._draft.components[source].host
        if host and host.provider == "aws" and host.region:
            yield Setting("AWS_REGION", host.region, one.path, Known.RESOLVED)

    def _ask_services(self, one: Resource, source: str) -> None:
        """Services of the same cloud that it calls stand where it stands itself, which is asked for."""
        own = self._draft.components[source].host
        for target in self._draft.called_by(source) if own else ():
            component = self._draft.components[target]
            company = component.operator.partition("/")[0]
            is_open = component.host is None and own is not None and company == own.provider
            if is_open and target not in self._asked:
                self._asked.add(target)
                self._put_off(target, replace(one, values={}), company, self._home(one, component.kind))

    def _programs(self, one: Resource, source: str) -> None:
        """Services that a program in the file names. What it downloads from elsewhere is no recipient."""
        for text in _texts(one.values, of_programs=True):
            for use in uses_of_text(text, one.path, Around({}, frozenset()), self._draft.hints):
                if isinstance(use, Use) and use.product and self._is_called(use.product):
                    because = f"a program in `{one.address}` names the host `{use.host}`"
                    self._draft.apply(source, [replace(use, how=Known.INFERRED, because=because)])

    def _is_called(self, product: str) -> bool:
        """Whether it is a service, and not a cloud from which things are fetched."""
        company, _, name = product.partition("/")
        known = self._draft.hints.catalog.product(company, name or None, None)
        return known is not None and not known.hosts and "file-store" not in known.kinds

    def _granted(self, one: Resource, source: str, grant: Grant) -> None:
        """A service that a role may call, unless something of it is drawn already."""
        company = grant.product.partition("/")[0]
        for component in map(self._draft.components.__getitem__, self._draft.called_by(source)):
            is_of_cloud = component.operator.startswith(company) or (
                component.host is not None and component.host.provider == company
            )
            if component.kind == grant.kind and is_of_cloud:
                return
        region, deployment, because = self._granted_place(one, grant)
        target = self._draft.external(
            grant.product,
            grant.kind,
            one.path,
            region=region,
            deployment=deployment,
            how=Known.INFERRED,
            because=because,
        )
        self._draft.flow(source, target, one.path, how=Known.INFERRED, because=because)

    def _granted_place(self, one: Resource, grant: Grant) -> tuple[str, str | None, str]:
        """Where a granted service is: as the permission says, else where its caller is."""
        because = f"`{one.address}` may call `{grant.action}`"
        if grant.region == "global":
            return "", "global", because
        if code := self._draft.hints.region_code(grant.product, grant.region):
            return code, None, because
        home = self._home(one, grant.kind)
        return home.region, None, because

    def _named(self, one: Resource) -> Iterator[tuple[str, str]]:
        """Components that a resource names, also through the outputs of a module."""
        for reference in one.references:
            if target := self._ids.get(reference):
                yield reference, target
            elif reference.rpartition(".")[0].endswith("module") and reference not in one.address:
                inside = (id_ for address, id_ in self._ids.items() if address.startswith(f"{reference}."))
                yield from ((reference, id_) for id_ in inside)

    def _helper(self, one: Resource) -> None:
        """Resources that say something about others."""
        known = [reference for reference in one.references if reference in self._ids]
        if one.type == "azurerm_cognitive_deployment" and known:
            self._deployed(one, self._ids[known[0]])
        if one.type == "aws_cognito_identity_provider" and known:
            self._signs_in(one, self._ids[known[0]])
        for type_, of_source, does in _HANDS_ON:
            if known and type_.search(one.type):
                sources = [each for each in known if of_source(self, each)]
                self._hand_on(one, sources[:1], [each for each in known if each not in sources], does)

    def _hand_on(self, one: Resource, sources: Sequence[str], targets: Sequence[str], does: str) -> None:
        """Flows from the first source, also to hosts that the resource names."""
        for each in sources:
            for target in targets:
                because = f"`{one.address}` {does}"
                self._draft.flow(self._ids[each], self._ids[target], one.path, because=because)
            for text in (text for text in _texts(one.values) if "://" in text):
                uses = uses_of_text(text, one.path, Around({}, frozenset()), self._draft.hints, name=each)
                self._draft.apply(self._ids[each], uses)

    def _signs_in(self, one: Resource, pool: str) -> None:
        """Somebody whose accounts people may use: a company by name, or whoever answers at an address."""
        named = str(one.values.get("provider_type") or "")
        if named in _SIGN_IN:
            asks = f"Which company behind `{named}` signs people in, and in which country?"
            because = f"`{one.address}` lets people sign in with `{named}`"
            id_ = self._draft.stranger(named, "identity", one.path, asks=asks, because=because)
            self._draft.flow(pool, id_, one.path, because=because)
        details = one.values.get("provider_details")
        around = Around({}, frozenset())
        for text in details.values() if isinstance(details, dict) else ():
            if isinstance(text, str):
                uses = uses_of_text(text, one.path, around, self._draft.hints, name=named, kind="identity")
                self._draft.apply(pool, uses)

    def kind_at(self, address: str) -> str:
        """The kind of the component at an address."""
        return self._draft.components[self._ids[address]].kind

    def type_at(self, address: str) -> str:
        """The type of the resource at an address."""
        return self._resources[address].type

    def _deployed(self, one: Resource, id_: str) -> None:
        """The deployment type of a model: whether it stays in its region."""
        inner = [entry for key in ("sku", "scale") for entry in _entries(one.values.get(key))]
        name = next((str(entry[key]) for entry in inner for key in ("name", "type") if entry.get(key)), "")
        host = self._draft.components[id_].host or Host("azure", "openai")
        if name:
            made = replace(host, deployment=name)
            self._draft.place(
                id_, made, one.path, how=Known.DECLARED, because=f"`{one.address}` is of the type `{name}`"
            )

    def _copies(self, one: Resource) -> None:
        """Places beyond the first one."""
        id_ = self._ids[one.address]
        kind = str(
            one.values.get("account_replication_type") or one.values.get("geo_redundant_backup_enabled") or ""
        )
        if _REDUNDANT.match(kind) or kind == "True":
            self._draft.ask(
                id_,
                f"In which region is the second copy of `{id_}`?",
                "Geo-redundant storage keeps a copy in a second region, which the file does not name.",
                one.path_of("account_replication_type"),
                worst=Severity.HIGH,
                answer=self._copy_line(id_),
            )
        self._distant(one, id_)
        for key in _COPIES:
            for entry in _entries(one.values.get(key)):
                for value in (each for name in _PLACE_KEYS for each in _strings(entry.get(name))):
                    self._copy(one, id_, str(value), key)

    def _copy_line(self, id_: str) -> str:
        component = self._draft.components[id_]
        company = component.host.provider if component.host and component.host.provider else "company"
        there = f"{{kind: {component.kind}, host: {company}@region}}"
        return f"components: {{{id_}-copy: {there}}}\nflows: ['{id_} -> {id_}-copy']"

    def _distant(self, one: Resource, id_: str) -> None:
        """Copies at an address that is written out: a vault says its region, a bucket does not."""
        for key in ("replication_configuration", "backup_plan", "rule"):
            for text in _texts(one.values[key]) if key in one.values else ():
                if vault := _VAULT.match(text):
                    self._copy(one, id_, vault[1], key)
                elif bucket := _BUCKET.match(text):
                    self._draft.ask(
                        id_,
                        f"In which region is the bucket `{bucket[1]}`, to which `{id_}` is copied?",
                        "A copy in another region may be a transfer of its own.",
                        one.path_of(key),
                        worst=Severity.HIGH,
                        answer=self._copy_line(id_),
                    )

    def _copy(self, one: Resource, id_: str, region: str, key: str) -> None:
        component = self._draft.components[id_]
        provider = component.host.provider if component.host and component.host.provider else ""
        code = self._draft.hints.region_code(provider, region) if provider else None
        if code and component.host and code != component.host.region:
            because = f"`{key}` names `{region}`"
            copy = self._draft.component(
                f"{id_}-{code}",
                one.path_of(key),
                component.kind,
                host=Host(provider, component.host.product, code),
                because=because,
                key=("copy", id_, code),
            )
            self._draft.know(copy, "region", Known.DECLARED, because, one.path_of(key))
            self._draft.flow(id_, copy, one.path_of(key), because=because)


_HANDS_ON: tuple[tuple[re.Pattern[str], Callable[[_Drawing, str], bool], str], ...] = (
    (
        re.compile("event_source_mapping"),
        lambda drawing, at: drawing.kind_at(at) != "application",
        "hands events on",
    ),
    (
        re.compile("_integration$|_appsync_datasource$"),
        lambda drawing, at: drawing.kind_at(at) == "gateway",
        "hands requests on",
    ),
    (
        re.compile("_event_target$"),
        lambda drawing, at: "_event_" in drawing.type_at(at),
        "hands events on",
    ),
    (
        re.compile("_topic_subscription$"),
        lambda drawing, at: "_topic" in drawing.type_at(at),
        "hands messages on",
    ),
    (
        re.compile("_bucket_notification$"),
        lambda drawing, at: "_bucket" in drawing.type_at(at),
        "tells of new objects",
    ),
    (
        re.compile("_log_subscription_filter$"),
        lambda drawing, at: drawing.kind_at(at) == "observability",
        "sends logs on",
    ),
    (
        re.compile("diagnostic_setting"),
        lambda drawing, at: drawing.kind_at(at) not in ("observability", "file-store"),
        "sends logs",
    ),
)
"""Resources that only say what one component hands to another: which of them is the source, what it does."""


def _places_in(nested: Any) -> Iterator[str]:
    """Places that the blocks in a resource name."""
    for entry in _entries(nested):
        for name in _PLACE_KEYS:
            if name in entry:
                yield from _strings(entry[name])


def _origins(one: Resource) -> Iterator[str]:
    """Hosts from which a delivery network fetches, as addresses."""
    settings = one.values.get("distribution_config")
    for entry in (one.values, *_entries(settings)):
        for origin in (*_entries(entry.get("origin")), *_entries(entry.get("origins"))):
            host = origin.get("domain_name")
            if isinstance(host, str) and "$" not in host and not host.endswith(".amazonaws.com"):
                yield f"https://{host}"


def _profile(one: Resource) -> str:
    """The inference profile of a resource of Bedrock; empty when its models stay in one region."""
    return next((found for text in _texts(one.values) if (found := profile_of(text))), "")


def _model_of(one: Resource) -> str:
    """The model that a resource of Bedrock names."""
    found = one.values.get("foundation_model") if "_bedrock" in one.type else None
    return found if isinstance(found, str) and "$" not in found else ""


def _cognitive(kind: str) -> str:
    match kind.casefold():
        case "formrecognizer":
            return "document-parsing"
        case "speechservices":
            return "speech-to-text"
        case "texttranslation":
            return "translation"
    return "llm"


def _redirect(type_: str, block: ProviderBlock) -> str:
    """The host to which calls for a type go instead of its cloud; empty when nobody says so."""
    service = type_.split("_")[1] if "_" in type_ else ""
    for entry in _entries(block.values.get("endpoints")):
        url = entry.get(service)
        for endpoint in find_endpoints(str(url), bare=True) if url else ():
            if not endpoint.host.endswith(("amazonaws.com", "amazonaws.com.cn")):
                return endpoint.host
    return ""


def _has_front(resources: Iterable[Resource]) -> bool:
    return any(kind_of_type(one.type) in ("gateway", "cdn") for one in resources)


def _settings(value: Any, one: Resource) -> Iterator[Setting]:
    """Environment variables, wherever a type keeps them: keys in capitals, or blocks of name and value."""
    if isinstance(value, dict):
        name, given = value.get("name"), value.get("value")
        if isinstance(name, str) and _UPPER.match(name) and "value" in value:
            yield _setting(name, given, one)
        for key, inner in value.items():
            if _UPPER.match(key) and not isinstance(inner, dict | list):
                yield _setting(key, inner, one)
            else:
                yield from _settings(inner, one)
    elif isinstance(value, list):
        for inner in value:
            yield from _settings(inner, one)


def _setting(name: str, value: Any, one: Resource) -> Setting:
    path = (*one.path, name)
    if value is None:  # computed, or a reference: whose it is, the references tell
        return Setting(
            name, None, path, Known.UNKNOWN, f"`{name}` is known once it is applied", conditional=True
        )
    how = Known.RESOLVED if isinstance(value, Told) else Known.DECLARED
    because = value.because if isinstance(value, Told) else ""
    return Setting(name, str(value), path, how, because, isinstance(value, Told) and not value)


def _texts(value: Any, *, of_programs: bool = False, inside: bool = False) -> Iterator[str]:
    """Texts that may say whom a resource calls; its own addresses and prose do not. Programs are apart."""
    if isinstance(value, str):
        if inside or not of_programs:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if inner.__class__ in _BARE:
                continue
            is_aside, is_program = _treatment(key)
            if not is_aside and (of_programs or not is_program):
                yield from _texts(inner, of_programs=of_programs, inside=inside or is_program)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, of_programs=of_programs, inside=inside)


@lru_cache(maxsize=10_000)
def _treatment(key: str) -> tuple[bool, bool]:
    """Whether nobody calls what stands under an argument, and whether it is a program."""
    return bool(_NO_CALL.search(key)), bool(_PROGRAM.search(key))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list):
        yield from (each for each in value if isinstance(each, str) and each)


def _entries(value: Any) -> list[dict[str, Any]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
