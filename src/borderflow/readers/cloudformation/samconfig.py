"""`samconfig.toml`: the region and the parameters with which a template is deployed.

The file: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from borderflow.foreign import Desk, Sheet
from borderflow.readers.cloudformation.template import listed, mapping

NAME = "samconfig.toml"
_PAIR = re.compile(r"""([A-Za-z0-9]+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S*))""")
_DEFAULT = "default"


class Deployment(Struct, frozen=True):
    """What is set for one environment of the file."""

    region: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    others: tuple[tuple[str, str], ...] = ()
    """Further environments with other regions."""


def deployment(sheet: Sheet, desk: Desk) -> Deployment:
    """The default environment of the file beside a template, else the first; empty without the file."""
    if desk.lacks(NAME, sheet.file.parent):
        return Deployment()
    found = desk.companion(NAME, sheet, sheet.locate(()))
    if not isinstance(found, Sheet):
        return Deployment()
    try:
        value: Any = tomllib.loads(found.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return Deployment()
    places = {name: dict(_settings(one)) for name, one in value.items() if isinstance(one, dict)}
    main = _DEFAULT if _DEFAULT in places else next(iter(places), _DEFAULT)
    region = _region(places.get(main, {}))
    others = tuple(
        (name, other) for name, one in places.items() if (other := _region(one)) not in ("", region)
    )
    return Deployment(region, dict(_pairs(places.get(main, {}).get("parameter_overrides"))), others)


def _settings(environment: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Settings of an environment: those for all commands, then those for deploying."""
    for command in ("global", "deploy"):
        yield from mapping(mapping(environment.get(command)).get("parameters")).items()


def _region(settings: Mapping[str, Any]) -> str:
    region = settings.get("region")
    return region if isinstance(region, str) else ""


def _pairs(written: Any) -> Iterator[tuple[str, str]]:
    for text in listed(written):
        if isinstance(text, str):
            yield from ((one[1], one[2] or one[3] or one[4] or "") for one in _PAIR.finditer(text))
