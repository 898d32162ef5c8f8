"""What the arguments of a resource say: its environment, the texts that may name whom it calls, its model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from borderflow.foreign.grants import profile_of
from borderflow.foreign.infrastructure.resource import Resource, Told, entries
from borderflow.foreign.settings import Setting
from borderflow.model.reading import Known

_UPPER = re.compile(r"[A-Z][A-Z0-9_]{2,}\Z")
_NO_CALL = re.compile(
    r"(?i)callback|logout|redirect|allow(?:ed)?_?origin|cors|descri|comment|tags?$|labels$|annotations"
    r"|external_?docs|license|terms_?of|contact"
    r"|assume_role|identifier|^servers$|template_url|authorization_url|token_url|issuer|schema|readme|image_uri"
)
"""Arguments whose URLs nobody calls with data: one's own addresses, prose, places of sources."""
_BARE = frozenset((bool, int, float, type(None)))
_PROGRAM = re.compile(r"(?i)user_?data|custom_data|startup_script|zip_?file|inline_?code")


def settings_of(value: Any, one: Resource) -> Iterator[Setting]:
    """Environment variables, wherever a type keeps them: keys in capitals, or blocks of name and value."""
    if isinstance(value, dict):
        name, given = value.get("name"), value.get("value")
        if isinstance(name, str) and _UPPER.match(name) and "value" in value:
            yield _setting(name, given, one)
        for key, inner in value.items():
            if _UPPER.match(key) and not isinstance(inner, dict | list):
                yield _setting(key, inner, one)
            else:
                yield from settings_of(inner, one)
    elif isinstance(value, list):
        for inner in value:
            yield from settings_of(inner, one)


def _setting(name: str, value: Any, one: Resource) -> Setting:
    path = (*one.path, name)
    if value is None:  # computed, or a reference: whose it is, the references tell
        return Setting(
            name, None, path, Known.UNKNOWN, f"`{name}` is known once it is applied", conditional=True
        )
    how = Known.RESOLVED if isinstance(value, Told) else Known.DECLARED
    because = value.because if isinstance(value, Told) else ""
    return Setting(name, str(value), path, how, because, isinstance(value, Told) and not value)


def texts_of(value: Any, *, of_programs: bool = False, inside: bool = False) -> Iterator[str]:
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
                yield from texts_of(inner, of_programs=of_programs, inside=inside or is_program)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner, of_programs=of_programs, inside=inside)


@lru_cache(maxsize=10_000)
def _treatment(key: str) -> tuple[bool, bool]:
    """Whether nobody calls what stands under an argument, and whether it is a program."""
    return bool(_NO_CALL.search(key)), bool(_PROGRAM.search(key))


def origins_of(one: Resource) -> Iterator[str]:
    """Hosts from which a delivery network fetches, as addresses."""
    settings = one.values.get("distribution_config")
    for entry in (one.values, *entries(settings)):
        for origin in (*entries(entry.get("origin")), *entries(entry.get("origins"))):
            host = origin.get("domain_name")
            if isinstance(host, str) and "$" not in host and not host.endswith(".amazonaws.com"):
                yield f"https://{host}"


def inference_profile_of(one: Resource) -> str:
    """The inference profile of a resource of Bedrock; empty when its models stay in one region."""
    return next((found for text in texts_of(one.values) if (found := profile_of(text))), "")


def model_of(one: Resource) -> str:
    """The model that a resource of Bedrock names."""
    found = one.values.get("foundation_model") if "_bedrock" in one.type else None
    return found if isinstance(found, str) and "$" not in found else ""
