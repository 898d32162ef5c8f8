"""Hosts in the values of settings: found, and told apart. Only the last kind leaves the house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address

from msgspec import Struct

_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^/\s@\"'<>]*@)?"
    r"(?P<host>\[[0-9A-Fa-f:]+\]|(?:\$\{[^}]*\}|\{\{.*?\}\}|[^/:?#\s\"'`,;(){}<>\\])+)"
    r"(?::(?P<port>\d+))?"
)
_PLAIN = re.compile(
    r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9_-]+)*)(?::(?P<port>\d{1,5}))?/?\Z"
)
_INTERNAL_ENDS = (
    ".local .localhost .internal .intranet .lan .home .corp .svc .localdomain .test .docker .home.arpa"
).split()
_EXAMPLES = frozenset(("example.com", "example.org", "example.net"))
_SUPPLY_HOSTS = frozenset(
    "ghcr.io docker.io registry-1.docker.io index.docker.io hub.docker.com quay.io gcr.io nvcr.io "
    "cgr.dev mcr.microsoft.com public.ecr.aws registry.k8s.io k8s.gcr.io registry.gitlab.com "
    "registry.terraform.io huggingface.co hf.co cdn-lfs.huggingface.co hf-mirror.com modelscope.cn "
    "ngc.nvidia.com api.ngc.nvidia.com pypi.org download.pytorch.org npmjs.com "
    "crates.io proxy.golang.org github.com raw.githubusercontent.com objects.githubusercontent.com "
    "gitlab.com bitbucket.org codeload.github.com json-schema.org json.schemastore.org "
    "www.schemastore.org schemas.microsoft.com www.w3.org yaml.org schema.org "
    "acme-v02.api.letsencrypt.org acme-staging-v02.api.letsencrypt.org dl-cdn.alpinelinux.org "
    "openaipublic.blob.core.windows.net ollama.com registry.ollama.ai static.structurizr.com "
    "charts.bitnami.com releases.hashicorp.com apache.org www.apache.org opensource.org "
    "creativecommons.org".split()
)
_SUPPLY_PATTERNS = re.compile(
    r"(?:.+\.)?pkg\.dev|.+\.gcr\.io|.+\.dkr\.ecr\.[\w-]+\.amazonaws\.com(?:\.cn)?|.+\.azurecr\.io|docs\..+|.+\.github\.io"
    r"|(?:docker|registry|charts|helm|download|downloads|mirror|mirrors|pypi|npm|schemas?)\.[\w.-]+|.+\.readthedocs\.(?:io|org)|.+\.(?:pythonhosted|debian|ubuntu)\.(?:org|com)"
    r"|rg\.[\w-]+\.scw\.cloud|developer\..+|developers\..+|learn\.microsoft\.com|support\..+"
)


_KEPT = 10_000
"""Texts that are remembered: the settings of a thousand functions are mostly the same."""


class Side(StrEnum):
    """On which side of the wall a host stands."""

    OWN = "own"
    """This machine, a private address, or a name that only an own network knows."""
    SUPPLY = "supply"
    """Where images, packages, weights, schemas or documentation come from."""
    OUTSIDE = "outside"
    OPEN = "open"
    """A variable decides."""


class Endpoint(Struct, frozen=True):
    """A host with what was written around it."""

    host: str
    scheme: str = ""
    port: int = 0


@lru_cache(maxsize=_KEPT)
def find_endpoints(text: str, *, bare: bool = False) -> tuple[Endpoint, ...]:
    """Every host of the URLs in a text; with `bare`, also those of `host:port` and of plain host names."""
    return tuple(_endpoints(text, bare))


def _endpoints(text: str, bare: bool) -> Iterator[Endpoint]:
    found = [
        Endpoint(_clean(one["host"]), one["scheme"].casefold(), int(one["port"] or 0))
        for one in _URL.finditer(text)
    ]
    if found or not bare:
        yield from (one for one in found if one.host and one.scheme not in ("file", "sqlite", "unix", "urn"))
        return
    for word in re.split(r"[,;\s]+", text.strip().strip("\"'")):
        if (plain := _PLAIN.match(word)) and not plain["host"].isdigit():
            yield Endpoint(_clean(plain["host"]), "", int(plain["port"] or 0))


@lru_cache(maxsize=_KEPT)
def side_of(host: str) -> Side:
    """Where a host stands, judged by its name alone."""
    if any(mark in host for mark in ("$", "{", "<", "*")):
        return Side.OPEN
    if _is_own(host):
        return Side.OWN
    if host in _SUPPLY_HOSTS or _SUPPLY_PATTERNS.fullmatch(host):
        return Side.SUPPLY
    return Side.OUTSIDE


def is_loopback(host: str) -> bool:
    """The machine itself, or every address of it: nobody is called."""
    return host in ("localhost", "0.0.0.0", "::", "::1") or host.startswith("127.")  # noqa: S104 - compared only


def _is_own(host: str) -> bool:
    if "." not in host and ":" not in host:
        return True
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        parent = ".".join(host.split(".")[-2:])
        return host.endswith(tuple(_INTERNAL_ENDS)) or ".svc." in host or parent in _EXAMPLES


def _clean(host: str) -> str:
    return host.strip("[]").rstrip(".").casefold() if "$" not in host and "{" not in host else host
