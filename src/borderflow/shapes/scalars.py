"""The small words of the manifest: answers, records, hosts, flows in one line.

Each has a short way of writing and a long one. A validator turns the short way into the long one before
pydantic looks, so that an error names the line that the user wrote and not a branch of a union.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from borderflow.model.records import Answer, Standing

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOST = re.compile(r"(?P<company>[^@/\s]+)(?:/(?P<product>[^@\s]+))?(?:@(?P<region>\S+))?")


class Shape(BaseModel):
    """Base: closed, immutable, built only when a file needs it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, populate_by_name=True)


def _answer(value: Any) -> Any:
    if value is True or value is False:
        return Answer.YES if value else Answer.NO
    if value == "none":
        return Answer.NO
    return value


AnswerShape = Annotated[
    Literal[Answer.YES, Answer.NO, Answer.UNKNOWN],
    BeforeValidator(_answer, json_schema_input_type=bool | Literal["yes", "no", "unknown"]),
]
"""`true`, `false` or `unknown`; leaving it out says that nothing is on record."""


def _with_synonyms(schema: dict[str, Any]) -> None:
    """The JSON Schema names every word that the reader takes, not only the first."""
    properties = schema["properties"]
    for name in ("text", "on"):
        for synonym in _SYNONYMS[name].choices[1:]:
            properties[synonym] = {**properties[name], "description": f"The same as `{name}`."}


_SYNONYMS = {
    "text": AliasChoices("text", "id", "note", "method", "criteria", "plan"),
    "on": AliasChoices("on", "signed", "date", "accepted", "reviewed"),
}


class RecordBody(Shape):
    """Something on record: a contract, assessment, plan or setting, with its date and evidence."""

    model_config = ConfigDict(json_schema_extra=_with_synonyms)

    standing: Literal[Standing.RECORDED, Standing.NONE, Standing.UNKNOWN] = Field(
        Standing.RECORDED,
        description="`recorded` unless `none` or `unknown` is written in place of the record.",
    )
    text: str = Field(
        "",
        validation_alias=_SYNONYMS["text"],
        description="What it is. `id`, `note`, `method`, `criteria` and `plan` mean the same.",
    )
    on: date | None = Field(
        None,
        validation_alias=_SYNONYMS["on"],
        description="When it was concluded or last reviewed. "
        "`signed`, `date`, `accepted` and `reviewed` mean the same.",
    )
    expires: date | None = Field(None, description="Last day on which it holds.")
    version: str = Field("", coerce_numbers_to_str=True, description="Version of the terms or document.")
    evidence: str = Field("", description="Path beside the manifest (checked to exist) or a link.")
    by: str = Field("", description="Who wrote, signed or advised it.")
    covers: tuple[str, ...] = Field(
        (), description="What it deals with: `training`, `access`, a party, a law."
    )


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


RecordShape = Annotated[
    RecordBody,
    BeforeValidator(_record, json_schema_input_type=RecordBody | bool | str),
]
"""`none`, `unknown`, `true`, a date, a text, or a mapping with date, version and evidence."""


def _words(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words, json_schema_input_type=str | list[str])]
"""One word or a list of them."""


def _countries(value: Any) -> Any:
    return () if value is None else _words(value)


Countries = Annotated[
    tuple[str, ...], BeforeValidator(_countries, json_schema_input_type=str | list[str] | None)
]
"""One country or a list of them."""


class HostShape(Shape):
    """Where a component runs."""

    provider: str | None = Field(None, description="Company that hosts it (`ovhcloud`).")
    product: str | None = Field(None, description="Product of that company, when it has several that host.")
    region: str | None = Field(None, description="Region code of the provider (`GRA`, `eu-central-1`).")
    deployment: str | None = Field(
        None, description="Deployment type: `regional`, `data-zone`, `global`, a profile."
    )
    country: Countries = Field(
        (), description="Country of one's own place, or against the catalogue; a list: somewhere among them."
    )


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


HostField = Annotated[HostShape, BeforeValidator(parse_host, json_schema_input_type=HostShape | str)]


def _count(value: Any) -> Any:
    return len(value) if isinstance(value, list) else value


Count = Annotated[int, Field(ge=0), BeforeValidator(_count, json_schema_input_type=int | list[str])]
"""A number, or the list of what is counted."""
