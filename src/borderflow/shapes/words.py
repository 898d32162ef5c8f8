"""The small words of the manifest: answers, records, hosts, flows in one line.

Each has a short way of writing and a long one.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta

from borderflow.model.records import Answer, Standing
from borderflow.shapes.written import Short, Written

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOST = re.compile(r"(?P<company>[^@/\s]+)(?:/(?P<product>[^@\s]+))?(?:@(?P<region>\S+))?")


def _answer(value: Any) -> Any:
    if value is True or value is False:
        return Answer.YES if value else Answer.NO
    if value == "none":
        return Answer.NO
    return value


AnswerShape = Short[
    Literal[Answer.YES, Answer.NO, Answer.UNKNOWN], _answer, bool | Literal["yes", "no", "unknown"]
]
"""`true`, `false` or `unknown`; leaving it out says that nothing is on record."""


def _as_text(value: Any) -> Any:
    return str(value) if value.__class__ in (int, float) else value


Numbered = Short[str, _as_text, str]
"""A version: a text that may look like a number."""


def _as_is(value: Any) -> Any:
    return value


Stood = Short[
    Literal[Standing.RECORDED, Standing.NONE, Standing.UNKNOWN],
    _as_is,
    Literal["recorded", "none", "unknown"],
]
"""How a record stands, as far as it may be written."""


class RecordBody(Written, frozen=True):
    """Something on record: a contract, assessment, plan or setting, with its date and evidence."""

    SYNONYMS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("id", "note", "method", "criteria", "plan"), "text"),
        **dict.fromkeys(("signed", "date", "accepted", "reviewed"), "on"),
    }

    standing: Annotated[
        Stood, Meta(description="`recorded` unless `none` or `unknown` is written in place of the record.")
    ] = Standing.RECORDED
    text: Annotated[
        str, Meta(description="What it is. `id`, `note`, `method`, `criteria` and `plan` mean the same.")
    ] = ""
    on: Annotated[
        date | None,
        Meta(
            description="When it was concluded or last reviewed. "
            "`signed`, `date`, `accepted` and `reviewed` mean the same."
        ),
    ] = None
    expires: Annotated[date | None, Meta(description="Last day on which it holds.")] = None
    version: Annotated[Numbered, Meta(description="Version of the terms or document.")] = ""
    evidence: Annotated[str, Meta(description="Path beside the manifest (checked to exist) or a link.")] = ""
    by: Annotated[str, Meta(description="Who wrote, signed or advised it.")] = ""
    covers: Annotated[
        tuple[str, ...], Meta(description="What it deals with: `training`, `access`, a party, a law.")
    ] = ()


def _record(value: Any) -> Any:
    if value is False or value == "none":
        return {"standing": Standing.NONE}
    if value == "unknown":
        return {"standing": Standing.UNKNOWN}
    if value is True:
        return {}
    if isinstance(value, str):
        return {"on": value} if _DATE.fullmatch(value) else {"text": value}
    if isinstance(value, int):
        return {"text": str(value)}
    return value


RecordShape = Short[RecordBody, _record, RecordBody | bool | str]
"""`none`, `unknown`, `true`, a date, a text, or a mapping with date, version and evidence."""


def one_or_many(value: Any) -> Any:
    """A word as a list of one."""
    return [value] if isinstance(value, str) else value


Words = Short[tuple[str, ...], one_or_many, str | list[str]]
"""One word or a list of them."""


def _countries(value: Any) -> Any:
    return () if value is None else one_or_many(value)


Countries = Short[tuple[str, ...], _countries, str | list[str] | None]
"""One country or a list of them."""


class HostShape(Written, frozen=True):
    """Where a component runs."""

    provider: Annotated[str | None, Meta(description="Company that hosts it (`ovhcloud`).")] = None
    product: Annotated[
        str | None, Meta(description="Product of that company, when it has several that host.")
    ] = None
    region: Annotated[
        str | None, Meta(description="Region code of the provider (`GRA`, `eu-central-1`).")
    ] = None
    deployment: Annotated[
        str | None, Meta(description="Deployment type: `regional`, `data-zone`, `global`, a profile.")
    ] = None
    country: Annotated[
        Countries,
        Meta(
            description="Country of one's own place, or against the catalogue; a list: somewhere among them."
        ),
    ] = ()


def parse_host(value: Any) -> Any:
    """Turn `company[/product]@region` into its mapping.

    Raises:
        ValueError: when a word does not read so.
    """
    if not isinstance(value, str):
        return value
    if value == "unknown":  # said to be open, as one does of every other field
        return {"provider": None, "product": None, "region": None}
    match = _HOST.fullmatch(value)
    if match is None:
        raise ValueError("a host is written company[/product]@region, or as a mapping")
    return {"provider": match["company"], "product": match["product"], "region": match["region"]}


HostField = Short[HostShape, parse_host, HostShape | str]


def _count(value: Any) -> Any:
    return len(value) if isinstance(value, list) else value


Count = Short[Annotated[int, Meta(ge=0)], _count, int | list[str]]
"""A number, or the list of what is counted."""
