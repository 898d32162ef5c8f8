"""What the settings of one component say about whom it talks to.

An endpoint decides before a key does: the same protocol is not the same provider. A key whose value is empty
unless somebody sets it is a possibility and no recipient. What a variable leaves open becomes a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from borderflow.foreign.hints import Hints
from borderflow.foreign.hosts import Endpoint, Side, find_endpoints, is_loopback, side_of
from borderflow.foreign.kinds import AI, kind_of_scheme, kind_of_words
from borderflow.foreign.secrets import is_secret
from borderflow.model.reading import Known
from borderflow.model.records import Path

_HOSTLIKE = re.compile(
    r"(?:^|_)(?:URL|URI|HOST|HOSTS|HOSTNAME|ENDPOINT|ENDPOINTS|BASE|SERVER|SERVERS|SERVERURL|ADDR|ADDRESS|ADDRESSES|BROKERS?"
    r"|BOOTSTRAP_SERVERS|HOST_IP|SERVICE_IP|_IP|DSN|DATABASE_URL|CONNECTION|CONNECTION_STRING|BACKEND|UPSTREAM|SERVICE|API|DOMAIN|TARGET|DD_SITE)\Z"
    r"|(?:URL|HOST|ENDPOINT)S?\Z|URL|ENDPOINT|_HOST_|_HOST\d*\Z"
)
_OWN_ADDRESS = re.compile(
    r"^(?:.*_)?(?:NEXTAUTH_URL|WEBHOOK_URL|CALLBACK(?:_URL)?|REDIRECT(?:_URI|_URL)?|ALLOWED_\w+|CORS\w*|ORIGINS?|DOMAIN|WEB_DOMAIN"
    r"|SERVER_NAME|VIRTUAL_HOST|LETSENCRYPT\w*|PUBLIC_(?:URL|HOST|DOMAIN)|SITE_URL|APP_URL|WEB_URL|FRONTEND_URL|EXTERNAL_URL|ROOT_URL|WEBUI_URL"
    r"|HOSTNAME|REFERER|HTTP_REFERER|COOKIE_DOMAIN|BIND\w*|LISTEN\w*)$|^(?:BASE_URL|HOST|URL|SITE|DOMAIN)$"
)
_WEBHOOK = re.compile(r"\w_WEBHOOK(?:_URL)?\Z")
"""One's own address at which others call, or, at a host that is known, where messages are sent."""
_SAID = re.compile(r"\b(?:echo|printf)\s+(?:'[^']*'|\"[^\"]*\"|[^\n;|&]*)")
"""What a script only says: addresses in it are for people to read."""
_S3_STORES = frozenset(("minio", "seaweedfs", "garage", "ceph", "localstack", "rustfs"))
_PROXY = frozenset(("no_proxy", "http_proxy", "https_proxy", "all_proxy", "ftp_proxy"))
_SUPPLY = re.compile(
    r"^(?:HF_(?:TOKEN|HUB\w*|ENDPOINT|HOME)|HUGGING_?FACE_HUB_TOKEN|HUGGINGFACEHUB_\w+|NGC_\w+|PIP_\w+|UV_\w+|NPM_\w+|DOCKER_\w+|GITHUB_TOKEN|GOPROXY)$"
)
_PROVIDER_SWITCH = re.compile(r"(?:PROVIDER|_ENGINE|_VENDOR|MODELENGINE)\Z")
_REGION = re.compile(r"(?:^|_)(?:REGION|REGION_NAME|DEFAULT_REGION|LOCATION)\Z")
_GENERIC_MODEL = re.compile(
    r"(?:^|_)(?:LLM|CHAT|COMPLETION|COMPLETIONS|INFERENCE|OPENAI|GPT|MODEL)(?:_|\Z|SERVER)"
)
_BEDROCK = re.compile(
    r"(?:arn:aws[\w-]*:bedrock:(?P<region>[\w-]+):[^/]*/)?(?:(?P<profile>us-gov|us|eu|apac|jp|au|ca|global)\.)?"
    r"(?:anthropic\.claude|amazon\.(?:titan|nova|rerank)|meta\.llama|mistral\.\w|cohere\.(?:command|embed|rerank)"
    r"|ai21\.j|deepseek\.\w|stability\.\w|openai\.gpt|qwen\.qwen|twelvelabs\.)[\w.:-]*\Z"
)
"""Ids of models as only Amazon Bedrock writes them:
https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html."""
_OFF = frozenset(("", "false", "0", "no", "off", "none", "null", "disabled"))
_FAMILIES = {"aws": ("S3", "MINIO"), "langsmith": ("LANGCHAIN", "LANGSMITH"), "openai": ("OPENAI",)}
"""Further beginnings of the names under which the endpoint of a company's protocol is set."""
_REGION_HEADS = {
    "aws": ("AWS", "S3", "BEDROCK", "SAGEMAKER"),
    "google-cloud": ("GOOGLE", "GCP", "VERTEX", "VERTEXAI", "GCLOUD"),
    "azure": ("AZURE",),
    "scaleway": ("SCW", "SCALEWAY"),
    "ovhcloud": ("OVH", "OVHCLOUD", "OS"),
}


class Setting(Struct, frozen=True):
    """One variable of a component's environment, after substitution."""

    name: str
    value: str | None
    """None when it comes from outside the files."""
    path: Path = ()
    how: Known = Known.DECLARED
    because: str = ""
    """How the value came about, when the file does not say it outright."""
    conditional: bool = False
    """Empty unless somebody sets it."""
    open_names: tuple[str, ...] = ()
    """Variables in it that no file gives a value."""


class Use(Struct, frozen=True):
    """Somebody whom a component talks to, as its settings tell."""

    path: Path
    how: Known
    because: str
    kind: str = ""
    neighbour: str = ""
    """A component of the same files."""
    host: str = ""
    product: str = ""
    """A product of the catalogue, when the host or key is known."""
    region: str = ""
    deployment: str | None = None
    """How a model is served, when that decides where."""
    variable: str = ""
    """The variable that decides, when no file says who answers."""
    own: bool = False
    """A host of an own network that the files do not describe."""
    conditional: bool = False


class Supply(Struct, frozen=True):
    """A source of software or weights that a setting names."""

    path: Path
    source: str
    what: str


class Around(Struct, frozen=True):
    """What stands beside the component whose settings are read."""

    neighbours: Mapping[str, tuple[str, ...]]
    """Host name, casefolded, to component ids: alternatives may share a name."""
    vendors: frozenset[str]
    """Makers of software that runs in these files: their keys are for that."""
    own_vendor: str = ""
    """The maker of what the component itself runs."""


def find_uses(settings: Sequence[Setting], around: Around, hints: Hints) -> Iterator[Use | Supply]:
    """Everybody whom the settings of one component name."""
    read = [one for one in settings if one.name.casefold() not in _PROXY]
    uses = [use for one in read for use in _of_endpoint(one, around, hints)]
    keys = [use for one in read for use in _of_key(one, read, uses, around, hints)]
    switches = [use for one in read for use in _of_switch(one, [*uses, *keys], hints)]
    models = [use for one in read for use in _of_model(one, hints)]
    regions = [one for one in read if _REGION.search(one.name.upper()) and one.value]
    for use in _without_doubles([*uses, *models, *keys, *switches]):
        yield _with_region(use, regions, hints) if isinstance(use, Use) else use


def uses_of_text(
    text: str,
    path: Path,
    around: Around,
    hints: Hints,
    *,
    name: str = "",
    how: Known = Known.DECLARED,
    kind: str = "",
) -> Iterator[Use | Supply]:
    """Whom the URLs in a command line or an argument name. With a kind, that is what they are used as."""
    for endpoint in find_endpoints(_SAID.sub(" ", text)):
        for use in _use(endpoint, Setting(name, text, path, how), around, hints):
            is_named = kind and isinstance(use, Use) and not use.neighbour
            yield replace(use, kind=kind) if is_named and isinstance(use, Use) else use


def _of_endpoint(setting: Setting, around: Around, hints: Hints) -> Iterator[Use | Supply]:
    name = setting.name.upper()
    if setting.value is None or _is_off(setting.value):
        if setting.open_names or (setting.value is None and not setting.conditional):
            yield from _open_endpoint(setting)
        return
    is_hostlike = bool(_HOSTLIKE.search(name))
    endpoints = [
        one
        for one in find_endpoints(setting.value, bare=True)
        if one.scheme or _is_bare(one, is_hostlike, around)
    ]
    if not endpoints and setting.open_names:
        yield from _open_endpoint(setting)
    for endpoint in endpoints:
        if side_of(endpoint.host) is Side.OPEN and setting.open_names:
            yield from _open_endpoint(setting)
        elif (
            endpoint.host in around.neighbours
            or not _OWN_ADDRESS.match(name)
            or (_WEBHOOK.search(name) and hints.host(endpoint.host))
        ):
            yield from _use(endpoint, setting, around, hints)


def _is_bare(endpoint: Endpoint, is_hostlike: bool, around: Around) -> bool:
    """Whether a word without a scheme is a host: a neighbour, something dotted, or what a name calls so."""
    if endpoint.host in around.neighbours:
        return is_hostlike or bool(endpoint.port)
    if not re.search(r"[a-z]", endpoint.host):
        return is_hostlike and endpoint.host.count(".") == 3
    return (
        is_hostlike
        and ("." in endpoint.host or bool(endpoint.port) or "_" not in endpoint.host)
        and len(endpoint.host) > 2
    )


def _use(endpoint: Endpoint, setting: Setting, around: Around, hints: Hints) -> Iterator[Use | Supply]:
    host = endpoint.host
    kind = (
        kind_of_scheme(endpoint.scheme)
        or kind_of_words(setting.name)
        or kind_of_words(host.partition(".")[0])
    )
    shown = f"`{setting.name}`" if setting.name else "the command"
    base = Use(
        setting.path,
        Known.RESOLVED if setting.how is Known.UNKNOWN else setting.how,  # the host itself is written out
        setting.because or f"{shown} names the host `{host}`",
        kind,
        host=host,
    )
    short = host.partition(".")[0] if ".svc" in host else host
    if neighbours := around.neighbours.get(host) or around.neighbours.get(short):
        yield from (replace(base, neighbour=one) for one in neighbours)
        return
    match side_of(host):
        case Side.SUPPLY:
            yield Supply(setting.path, host, "images, packages, weights or documents")
        case Side.OWN if not is_loopback(host):
            yield replace(base, own=True, how=Known.INFERRED)
        case Side.OUTSIDE if product := hints.host(host):
            region = hints.region(product, host) or ""
            yield replace(base, product=product, kind=hints.kind_of_product(product, kind), region=region)
        case Side.OUTSIDE if setting.name and _is_documentation(setting.name):
            yield Supply(setting.path, host, "documentation")
        case Side.OUTSIDE:
            yield replace(base, variable=setting.name)


def _is_documentation(name: str) -> bool:
    return bool(
        re.search(
            r"(?:^|_)(?:DOCS?|HELP|SCHEMA|LICENSE|TERMS|PRIVACY|LOGO|ICON|FAVICON|IMAGE)(?:_|\Z)",
            name.upper(),
        )
    )


def _open_endpoint(setting: Setting) -> Iterator[Use]:
    """An endpoint whose host a variable decides that no file sets: asked for where it may take content."""
    name = setting.name.upper()
    kind = kind_of_words(setting.name)
    if (
        not _HOSTLIKE.search(name)
        or _OWN_ADDRESS.match(name)
        or not kind
        or is_secret(name)
        or "PORT" in name
    ):
        return
    names = ", ".join(f"`{one}`" for one in setting.open_names) or f"`{setting.name}`"
    because = f"`{setting.name}` takes its host from {names}, which no file sets"
    if "AZURE_OPENAI" in name:  # a tenant's own host, at a company that the name says
        yield Use(setting.path, Known.INFERRED, because, kind, product="azure/openai")
        return
    yield Use(setting.path, Known.UNKNOWN, because, kind, variable=setting.name)


def _of_key(
    setting: Setting, settings: Sequence[Setting], uses: Sequence[Use | Supply], around: Around, hints: Hints
) -> Iterator[Use | Supply]:
    name = setting.name.upper()
    if _SUPPLY.match(name):
        yield Supply(setting.path, setting.name, "model weights or packages")
        return
    product = hints.variable(setting.name)
    if product is None:
        return
    company = product.partition("/")[0]
    if name.startswith("S3_") and not around.vendors.isdisjoint(_S3_STORES):
        return  # a store of one's own that speaks this protocol runs beside it
    if company in around.vendors or company == around.own_vendor or _path_is_used(setting, uses):
        return
    endpoint = _endpoint_of_family(setting, product, settings)
    if endpoint is not None and _decides(endpoint, uses):
        return
    if any(isinstance(use, Use) and use.product.partition("/")[0] == company for use in uses):
        return
    if product.startswith("openai/") and any(_answers_as_openai(use, settings) for use in uses):
        return
    is_empty = setting.value is not None and _is_off(setting.value)
    because = f"the key `{setting.name}` is set, and no base URL leads elsewhere"
    yield Use(
        setting.path,
        Known.INFERRED,
        because,
        hints.kind_of_product(product, _kind_of_key(setting.name, hints, product)),
        product=product,
        conditional=is_empty,
    )


def _path_is_used(setting: Setting, uses: Sequence[Use | Supply]) -> bool:
    """A connection string is a key that says itself whom it opens."""
    return any(isinstance(use, Use) and use.path == setting.path for use in uses)


def _kind_of_key(name: str, hints: Hints, product: str) -> str:
    kind = kind_of_words(name)
    return kind if kind and kind != hints.kind_of_product(product) else ""


def _endpoint_of_family(setting: Setting, product: str, settings: Sequence[Setting]) -> Setting | None:
    """The setting that says where the owner of a key is called, if there is one."""
    head = setting.name.upper().split("_")[0]
    heads = (head, *_FAMILIES.get(product.partition("/")[0], ()))
    family = re.compile(rf"(?:^|_)(?:{'|'.join(map(re.escape, heads))})(?:_|\Z)")
    for one in settings:
        name = one.name.upper()
        is_other = "AZURE" in name and head != "AZURE"
        is_endpoint = _HOSTLIKE.search(name) and family.search(name) and not is_secret(one.name)
        if one is not setting and not is_other and is_endpoint:
            return one
    return None


def _decides(endpoint: Setting, uses: Sequence[Use | Supply]) -> bool:
    """Whether an endpoint setting leaves no doubt that its owner is not simply the vendor."""
    if endpoint.value and not _is_off(endpoint.value):
        return True
    return any(isinstance(use, Use) and use.path == endpoint.path for use in uses)


def _answers_as_openai(use: Use | Supply, settings: Sequence[Setting]) -> bool:
    """A plain `LLM_…` endpoint takes OpenAI's key for its protocol; `OLLAMA_…` is a second model."""
    if not isinstance(use, Use) or use.kind != "llm" or use.product:
        return False
    name = next((one.name.upper() for one in settings if one.path == use.path), "")
    return bool(_GENERIC_MODEL.search(name))


def _of_switch(setting: Setting, uses: Sequence[Use | Supply], hints: Hints) -> Iterator[Use]:
    """`LLM_PROVIDER=openai`: a provider chosen by name, where no endpoint says otherwise."""
    kind = kind_of_words(setting.name)
    if kind not in AI or not _PROVIDER_SWITCH.search(setting.name.upper()):
        return
    if not setting.value or setting.open_names:
        if setting.open_names and not any(isinstance(use, Use) and use.kind == kind for use in uses):
            because = f"`{setting.name}` chooses who answers, and no file sets it"
            yield Use(setting.path, Known.UNKNOWN, because, kind, variable=setting.name)
        return
    product = hints.company(setting.value.strip("\"'"))
    if product is None or any(isinstance(use, Use) and use.kind == kind for use in uses):
        return
    company = product.partition("/")[0]
    if any(isinstance(use, Use) and use.product.partition("/")[0] == company for use in uses):
        return
    main = hints.kind_of_product(product, kind)
    if main != kind:
        return
    yield Use(
        setting.path,
        Known.INFERRED,
        f"`{setting.name}` chooses `{setting.value}`",
        kind,
        product=product,
    )


def _of_model(setting: Setting, hints: Hints) -> Iterator[Use]:
    """A model of Bedrock by its id; an inference profile in it says among which regions it may answer."""
    found = _BEDROCK.match((setting.value or "").strip("\"'"))
    if found is None:
        return
    kind = kind_of_words(found[0]) if re.search("embed|rerank", found[0]) else "llm"
    profile = found["profile"] or ""
    yield Use(
        setting.path,
        Known.INFERRED,
        f"`{setting.name}` names the model `{found[0]}` of Bedrock",
        kind,
        product="aws/bedrock",
        region=hints.region_code("aws/bedrock", profile or found["region"] or "") or "",
        deployment="global" if profile == "global" else None,
    )


def _with_region(use: Use, regions: Sequence[Setting], hints: Hints) -> Use:
    """The region that a setting beside the endpoint names, when the host does not."""
    if not use.product or use.region or use.deployment:
        return use
    company = use.product.partition("/")[0]
    heads = _REGION_HEADS.get(company, (company.upper().replace("-", "_"),))
    for one in regions:
        if one.name.upper().startswith(heads) and (
            code := hints.region_code(use.product, (one.value or "").strip("\"'"))
        ):
            return replace(use, region=code)
    return use


def _without_doubles(uses: Sequence[Use | Supply]) -> Iterator[Use | Supply]:
    """The same partner once, by the firmest evidence."""
    seen: set[tuple[str, ...]] = set()
    order = list(Known)
    for use in sorted(uses, key=lambda one: order.index(one.how) if isinstance(one, Use) else 0):
        key = (
            (
                use.neighbour,
                use.product,
                use.host if not use.product else "",
                use.region or use.deployment or "",
                use.kind if not use.neighbour else "",
                use.variable,
            )
            if isinstance(use, Use)
            else ("supply", use.source)
        )
        if key not in seen:
            seen.add(key)
            yield use


def _is_off(value: str) -> bool:
    return value.strip().strip("\"'").casefold() in _OFF
