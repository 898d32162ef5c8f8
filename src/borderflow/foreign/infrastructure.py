"""Cloud resources as components, whatever tool describes them: what each type holds, whose it is, and where.

A resource of a cloud is run for the customer: its operator is oneself, its host the cloud. A model or a whole
service that is called has the company as its operator. Types that hold no data are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Self

from borderflow.foreign.draft import Draft
from borderflow.foreign.hosts import Side, find_endpoints, side_of
from borderflow.foreign.settings import Around, Setting, uses_of_text
from borderflow.model.architecture import Host
from borderflow.model.findings import Severity
from borderflow.model.reading import Known
from borderflow.model.records import Path

# The first row that fits a type decides: a kind, and words or patterns that stand in its types.
# Types of the first row hold and move nothing by themselves.
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "",
        r"""
        _(iam|policy|role|permission|access_key|(?<!cognito_)user|grant|acl|secret|key|keyring|certificates?)(_\w+)?$
        _(subnets?|vpc|networks?|routes?|route_table|security_group|firewall|nat_gateway|internet_gateway|eip)$
        _(public_ip|network_interface|private_endpoint|endpoint_service|vpc_endpoint|dns\w*|zone|record|peering)$
        _(tags?|alarm|metric_alarm|dashboard|notification|budget|lock|identity|credential|assignment|attachment)$
        _(association|ownership_controls|public_access_block|versioning|lifecycle_configuration|launch_template)$
        _(server_side_encryption_configuration|parameter_group|option_group|subnet_group|ip_restriction|alias)$
        _(node_?pool|node_group|monitor|resource_group|project|account_alias|event_permission|layer_version)$
        _(origin_access_\w+|deployment_group|capacity_provider\w*|configuration|log_stream|listener|target_group)$
        _(registry|repository|repository_policy|container_registry|artifact_registry_repository|listener_rule)$
        ^aws_(iam|kms|acm|route53|ecr|vpc|default|ssm_parameter|secretsmanager|cloudformation|config|organizations)_
        ^aws_(api_gateway_(?!rest_api$)|apigatewayv2_(?!api$)|glue_(?!catalog_table$|job$))
        ^google_(project|service_account|kms|compute_(network|subnetwork|firewall|address|router|global_address))
        ^azurerm_(role|key_vault|virtual_network|network|private|management|policy|resource_provider)
        ^azurerm_user_assigned event_source_mapping ^google_eventarc diagnostic_setting cognitive_deployment
        _replication_configuration$
        """,
    ),
    ("llm", "bedrock cognitive_account _ai_services openai vertex_ai generative inference_deployment _genai"),
    ("llm", "llm sagemaker_(endpoint|model)"),
    ("training", "sagemaker machine_learning _ml_ notebook"),
    ("search", "kendra opensearch elasticsearch search_service discovery_engine cloudsearch"),
    ("document-parsing", "textract document_ai form_recognizer"),
    ("speech-to-text", "transcribe speech"),
    ("translation", "translate"),
    ("queue", "kinesis firehose"),
    (
        "observability",
        "cloudwatch_log _logs?$ log_group log_analytics application_insights logging_project _log_",
    ),
    ("observability", "monitoring datadog newrelic sentry grafana xray cloudtrail _observability cockpit"),
    ("queue", "_sqs _sns _queue pubsub eventhub event_hub servicebus _kafka _msk _mq_ eventgrid"),
    ("queue", "cloudwatch_event eventbridge rabbitmq _nats"),
    ("cdn", "cloudfront _cdn frontdoor front_door fastly cloudflare"),
    ("cache", "elasticache _redis memorystore memcache valkey _cache"),
    ("backup", "_backup _snapshot recovery_services"),
    ("graph-store", "neptune cosmosdb_gremlin"),
    (
        "datastore",
        "_db_ rds _database _sql sql_ dynamodb documentdb docdb cosmosdb postgres mysql mariadb mongo",
    ),
    (
        "datastore",
        "redshift bigquery bigtable spanner firestore synapse snowflake clickhouse timestream _rdb",
    ),
    ("datastore", "keyspaces athena glue_catalog alloydb cassandra dbaas cluster_database"),
    ("file-store", "s3 bucket storage _efs _fsx filestore _blob spaces _volume _disk _share"),
    (
        "gateway",
        "api_gateway apigateway api_management _lb$ _alb _elb load_?balancer application_gateway gateway",
    ),
    ("identity", "cognito identity_platform auth0 okta keycloak active_directory b2c"),
    ("email", "_ses_ sendgrid mailgun postmark email communication_service"),
    (
        "orchestrator",
        "step_functions _sfn_ workflow data_factory composer airflow mwaa logic_app dataflow glue_",
    ),
    ("orchestrator", "emr dataproc batch_job"),
    (
        "application",
        "lambda_function _function ecs_service ecs_task cloud_run app_service web_app container_app",
    ),
    ("application", "container_group apprunner app_runner beanstalk lightsail _instance _droplet _server"),
    (
        "application",
        "virtual_machine _vm _vps kubernetes _eks_cluster _gke _aks container_cluster _kube k8s _app$",
    ),
    ("application", "_app_ serverless compute_engine _service$ _cluster$"),
)
_COMPILED = tuple((re.compile("|".join(patterns.split())), kind or None) for kind, patterns in _KINDS)
_SKIPPED = frozenset(
    "random null local archive template tls time http external terraform helm kubernetes kubectl docker "
    "github gitlab dns cloudinit wavefront pagerduty statuscake acme azuread flux argocd rancher2 vault "
    "consul nomad tfe hcp".split()
)
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
_REDUNDANT = re.compile(r"(?i)\A(?:RA)?-?(?:GZ?RS|GRS)\Z")
_UPPER = re.compile(r"[A-Z][A-Z0-9_]{2,}\Z")


class Told(str):
    """A text that was not written where it is used: a default, a variable, an input of a module."""

    __slots__ = ("because",)
    because: str

    def __new__(cls, text: str, because: str) -> Self:
        made = super().__new__(cls, text)
        made.because = because
        return made


@dataclass
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

    def path_of(self, key: str) -> Path:
        return self.paths.get(key, self.path)


@dataclass(frozen=True)
class ProviderBlock:
    """How a provider is set up."""

    name: str
    values: Mapping[str, Any]
    path: Path


@dataclass(frozen=True)
class _Home:
    """Whose a resource is, and where."""

    product: str
    region: str
    how: Known
    because: str
    path: Path
    redirected: bool = False


def draw(resources: Sequence[Resource], providers: Mapping[str, ProviderBlock], draft: Draft) -> None:
    """Add the resources that hold or move data, and the flows that their references show."""
    _Drawing(resources, providers, draft).run()


@cache
def kind_of_type(type_: str) -> str | None:
    """The component kind of a resource type; None when it holds and moves nothing."""
    if type_.partition("_")[0] in _SKIPPED:
        return None
    return next((kind for pattern, kind in _COMPILED if pattern.search(type_)), None)


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

    def run(self) -> None:
        for one in self._resources.values():
            if kind := self._kind(one):
                self._ids[one.address] = self._component(one, kind)
        for one in self._resources.values():
            if one.address in self._ids:
                self._connect(one)
                self._copies(one)
            else:
                self._helper(one)

    def _kind(self, one: Resource) -> str | None:
        kind = kind_of_type(one.type)
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
        host = Host(company, product or None, home.region or None, path=one.path) if company else None
        if company and (kind in _CALLED or self._is_service(company)) and not home.redirected:
            id_ = self._draft.component(
                one.name,
                one.path,
                kind,
                label=one.address,
                operator=home.product,
                host=host if home.region else None,
                because=f"it is `{one.type}`",
            )
            self._draft.know(
                id_, "operator", Known.DECLARED, f"`{one.type}` is a service of {company}", one.path
            )
        else:
            id_ = self._draft.component(
                one.name, one.path, kind, label=one.address, host=host, because=f"it is `{one.type}`"
            )
            if company:
                self._draft.know(id_, "host", Known.DECLARED, f"`{one.type}` is of {company}", one.path)
        if home.region:
            self._draft.know(id_, "region", home.how, home.because, home.path)
        elif company and home.because:
            self._ask_region(id_, company, home)
        if kind in ("gateway", "cdn") or (kind == "application" and not self._has_front):
            self._draft.enters(id_)
        return id_

    def _ask_region(self, id_: str, company: str, home: _Home) -> None:
        self._draft.ask(
            id_,
            f"In which region of {company} is `{id_}`?",
            f"{home.because}: the place decides whether data leave the Union.",
            home.path,
            worst=Severity.HIGH,
            answer=f"components: {{{id_}: {{host: {company}@region}}}}",
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
            yield from ((value, one.path_of(key)) for value in _strings(one.values.get(key)))
        for key, nested in one.values.items():
            for entry in _entries(nested) if key not in _COPIES else ():
                found = (value for name in _PLACE_KEYS for value in _strings(entry.get(name)))
                yield from ((value, one.path_of(key)) for value in found)
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
        if kind in _STORES | {"llm", "observability", "cdn", "gateway"} and kind not in (
            "gateway",
            "cdn",
            "queue",
        ):
            return
        for reference, target in self._named(one):
            if not self._draft.has_flow(target, source):
                because = f"`{one.address}` refers to `{reference}`"
                self._draft.flow(source, target, one.path, how=Known.INFERRED, because=because)
        around = Around({}, frozenset())
        settings = list(_settings(one.values, one))
        self._draft.settle(source, settings, around)
        named = {setting.value for setting in settings}
        for text in _texts(one.values):
            if "://" in text and text not in named:
                self._draft.apply(
                    source, uses_of_text(text, one.path, around, self._draft.hints, name=one.address)
                )

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
        if "event_source_mapping" in one.type and len(known) == 2:
            sources = sorted(
                known, key=lambda each: self._draft.components[self._ids[each]].kind == "application"
            )
            because = f"`{one.address}` hands events on"
            self._draft.flow(self._ids[sources[0]], self._ids[sources[1]], one.path, because=because)
        elif "diagnostic_setting" in one.type and len(known) >= 2:
            logs = [
                each
                for each in known
                if self._draft.components[self._ids[each]].kind in ("observability", "file-store")
            ]
            for each in known:
                if each not in logs and logs:
                    because = f"`{one.address}` sends logs"
                    self._draft.flow(self._ids[each], self._ids[logs[0]], one.path, because=because)
        elif one.type.endswith("_integration") and len(known) >= 2:
            kinds = {each: self._draft.components[self._ids[each]].kind for each in known}
            fronts = [each for each in known if kinds[each] == "gateway"]
            for each in known:
                if fronts and each not in fronts:
                    because = f"`{one.address}` hands requests on"
                    self._draft.flow(self._ids[fronts[0]], self._ids[each], one.path, because=because)
        elif one.type == "azurerm_cognitive_deployment" and known:
            self._deployed(one, self._ids[known[0]])

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
        for key in _COPIES:
            for entry in _entries(one.values.get(key)):
                for value in (each for name in _PLACE_KEYS for each in _strings(entry.get(name))):
                    self._copy(one, id_, str(value), key)

    def _copy_line(self, id_: str) -> str:
        component = self._draft.components[id_]
        company = component.host.provider if component.host and component.host.provider else "company"
        there = f"{{kind: {component.kind}, host: {company}@region}}"
        return f"components: {{{id_}-copy: {there}}}\nflows: ['{id_} -> {id_}-copy']"

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


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list):
        yield from (each for each in value if isinstance(each, str) and each)


def _entries(value: Any) -> list[dict[str, Any]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
