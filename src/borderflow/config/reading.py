"""A file of settings becomes values, with paths as they are from where the command runs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from borderflow.config.finding import SHARED
from borderflow.config.places import place_of
from borderflow.documents import Limits, Source, read_source
from borderflow.errors import Fault, InputError, raise_all
from borderflow.model.location import Location

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from borderflow.shapes.config import ConfigShape

_LIMITS = Limits(bytes=1024 * 1024)
_PREFIX = ("tool", "borderflow")
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
HOUSE = "settings"
"""The profile that the severities of a file of settings make."""


class Config(Struct, frozen=True):
    """What a file of settings says; what it leaves out is not here."""

    path: Path
    values: Mapping[str, Any] = field(default_factory=dict)
    """Key as it is written (`fail-on`) to its value; several words are a tuple."""
    profiles: tuple[Mapping[str, Any], ...] = ()
    """Profiles of one's own, in the form of those in `policies/profiles/`."""


def read_config(path: Path) -> Config:
    """Read a file of settings.

    Raises:
        InputError: with every fault of it; also when it leads out of its folder and the checkout around it.
    """
    from borderflow.config.trust import Grounds

    name = path.as_posix()
    source = read_source(path, name=name, limits=_LIMITS)
    prefix = _PREFIX if path.name == SHARED else ()
    shape = _shape(_table(_parsed(source), prefix), source, prefix)
    values = {key: value for key, value in _stated(shape) if key not in ("severities", "profiles")}
    grounds = Grounds(path)
    raise_all(
        InputError,
        (
            Fault(message, place_of(source, (*prefix, key)), hint)
            for key, message, hint in grounds.refusals(values)
        ),
    )
    return Config(path, grounds.moved(values), tuple(_profiles(shape, name)))


def _parsed(source: Source) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_no_toml(str(error), source)) from error
    except RecursionError as error:
        raise InputError(Fault(f"`{source.name}` is nested too deeply.", source.at(0))) from error


def _no_toml(said: str, source: Source) -> Fault:
    found = _POSITION.search(said)
    message = said[: found.start()] if found else said
    place = source.at(len(source.text) - 1)
    if found and found[1]:
        place = Location(source.name, int(found[1]), int(found[2]))
    return Fault(f"This is no TOML: {message[:1].lower()}{message[1:]}.", place, "mend the line")


def _table(value: Any, prefix: tuple[str, ...]) -> Any:
    for part in prefix:
        value = value.get(part, {}) if isinstance(value, dict) else value
    return value


def _shape(value: Any, source: Source, prefix: tuple[str, ...]) -> ConfigShape:
    from pydantic import ValidationError

    from borderflow.shapes.config import ConfigShape

    try:
        return ConfigShape.model_validate(value)
    except ValidationError as error:
        faults = [_fault(detail, source, prefix) for detail in error.errors(include_url=False)]
        raise InputError(*faults) from error


def _fault(detail: ErrorDetails, source: Source, prefix: tuple[str, ...]) -> Fault:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    place = place_of(source, (*prefix, *path))
    where = ".".join(map(str, path)) or "the file"
    given = detail["input"]
    match detail["type"]:
        case "extra_forbidden":
            return Fault(f"There is no setting `{where}`.", place, _instead(path))
        case "missing":
            return Fault(f"`{where}` is missing.", place, f"add `{path[-1]}`")
        case "literal_error":
            return Fault(
                f"`{where}` is {_shown(given)}, which is not one of the words known here.",
                place,
                f"write {detail['ctx']['expected']}",
            )
    hint = detail["msg"].removeprefix("Value error, ")
    return Fault(f"`{where}` cannot be {_shown(given)}.", place, hint[:1].lower() + hint[1:])


def _instead(path: tuple[str | int, ...]) -> str:
    from difflib import get_close_matches

    from borderflow.shapes.config import ConfigShape
    from borderflow.shapes.keys import keys_at

    known = keys_at(ConfigShape, path[:-1])
    near = get_close_matches(str(path[-1]).replace("_", "-"), known, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else f"the keys here are {', '.join(known)}"


def _shown(value: object) -> str:
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text[:57]}…`" if len(text) > 60 else f"`{text}`"


def _stated(shape: ConfigShape) -> Iterator[tuple[str, Any]]:
    for name, info in type(shape).model_fields.items():
        if name in shape.model_fields_set:
            yield info.alias or name, getattr(shape, name)


def _profiles(shape: ConfigShape, name: str) -> Iterator[Mapping[str, Any]]:
    for id_, one in shape.profiles.items():
        yield {"id": id_, "name": one.name or id_, "severities": one.severities, "_file": name}
    if shape.severities:
        words = f"Severities of {os.path.basename(name)}"  # noqa: PTH119 - a name for people
        yield {"id": HOUSE, "name": words, "severities": shape.severities, "_file": name}
