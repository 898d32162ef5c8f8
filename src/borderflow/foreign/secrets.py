"""Secrets are never shown: not in a message, not in the line that a finding points at."""

from __future__ import annotations

import re

_NAME = (
    r"(?i:[\w.-]*(?:api_?key|access_?key|secret|token|passw(?:or)?d|pwd|credential|private_?key|salt"
    r"|encryption_?key|master_?key|license_?key|auth_?key|dsn|connection_?string|account_?key)[\w.-]*|[\w.-]*_key|[\w.-]*_auth|[\w.-]*_pass)"
)
_SECRET_NAME = re.compile(rf"{_NAME}\Z")
_NO_SECRET = re.compile(r"""(?i)["']?[\w.-]*(?:fides|parent|primary|foreign|partition|sort)_key\b""")
"""Keys that identify."""
_ASSIGNED = re.compile(
    rf"""(?P<name>["']?\b{_NAME}["']?\s*[:=]\s*)(?P<value>(?:\$\{{[^}}]*\}}|[^\s#,}}])(?:\$\{{[^}}]*\}}|[^#,}}])*)"""
)
_USERINFO = re.compile(r"(?P<scheme>\b[A-Za-z][\w+.-]*://)(?P<user>[^/\s@\"']+)@")
_TOKEN = re.compile(
    r"\b(?:sk|pk|rk|ghp|gho|xox[abp]|hf|gsk|nvapi|AKIA|AIza|glpat|eyJ)[-_A-Za-z0-9.]{12,}"
    r"|-----BEGIN [A-Z ]+-----"
)
_REFERENCE = re.compile(r"""["']?(?:\$\{\w+\}|\$\w+|os\.environ/\w+|\$\(\w+\))["']?\s*\Z""")
_PART = re.compile(
    r"(?i)((?:[?&;]|\b)(?:account_?key|shared_?access_?(?:key|signature)|password|pwd|sig|api_?key|token|secret)=)"
    r"([^;&\s\"']+)"
)
_PAIR = re.compile(
    rf"""(name["']?\s*[:=]\s*["']?{_NAME}["']?\s*,\s*["']?value["']?\s*[:=]\s*)(?P<value>"[^"]*"|'[^']*'|[^,}}\s]+)"""
)
_OPTION = re.compile(r"(?i)(--?[\w-]*(?:pass|password|token|secret|api-?key)[ =]+)([^\s\"',\]]+)")
_HARMLESS = frozenset(("null", "true", "false", "~", '""', "''", "none", "|", ">", "{", "["))


def is_secret(name: str) -> bool:
    """Whether the value under a name is to be kept to oneself."""
    plain = name.strip()
    return _SECRET_NAME.match(plain) is not None and _NO_SECRET.match(plain) is None


def masked(line: str) -> str:
    """A source line with every secret replaced by stars of the same length, so that columns stay."""
    line = _USERINFO.sub(lambda found: found["scheme"] + _stars(found["user"]) + "@", line)
    line = _PAIR.sub(lambda found: found[1] + _stars(found["value"]), line)
    line = _PART.sub(lambda found: found[1] + _stars(found[2]), line)
    line = _ASSIGNED.sub(_mask_value, line)
    line = _OPTION.sub(lambda found: found[1] + _stars(found[2]), line)
    return _TOKEN.sub(lambda found: _stars(found[0]), line)


def _stars(text: str) -> str:
    return "*" * len(text)


def _mask_value(found: re.Match[str]) -> str:
    value = found["value"]
    bare = value.rstrip()
    if (
        _NO_SECRET.match(found["name"])
        or bare.casefold() in _HARMLESS
        or _REFERENCE.match(bare)
        or "://" in bare
    ):
        return found[0]
    return found["name"] + _stars(bare) + value[len(bare) :]
