"""The pydantic model of a written shape: lenient where msgspec is strict, and with every fault named."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from msgspec import Meta
from msgspec.structs import FieldInfo, fields
from pydantic import AliasChoices, BeforeValidator, Field, create_model

from borderflow.shapes.scalars import Shape
from borderflow.shapes.written import Written, is_short, read

W = TypeVar("W", bound=Written)


def read_leniently(shape: type[W], value: object) -> W:
    """A value as its shape, in any way in which it may be written.

    Raises:
        pydantic.ValidationError: with every fault.
    """
    model = model_of(shape).model_validate(value)
    return read(shape, model.model_dump(by_alias=True, exclude_unset=True))


@cache
def model_of(shape: type[Written]) -> type[Shape]:
    """The model with the fields, limits and descriptions of a shape, and of all below it."""
    synonyms = _synonyms(shape)
    declared: Mapping[str, Any] = {one.name: _field(one, synonyms.get(one.name, ())) for one in fields(shape)}
    return create_model(
        shape.__name__,
        __base__=Shape,
        __module__=shape.__module__,
        __doc__=shape.__doc__,
        __cls_kwargs__={"json_schema_extra": _with_synonyms(synonyms)} if synonyms else None,
        **declared,
    )


def _synonyms(shape: type[Written]) -> Mapping[str, tuple[str, ...]]:
    """Each field that goes by several names, with the others."""
    meant = shape.SYNONYMS
    return {field: tuple(one for one in meant if meant[one] == field) for field in meant.values()}


def _with_synonyms(synonyms: Mapping[str, tuple[str, ...]]) -> Any:
    """The JSON Schema names every word that the reader takes, not only the first."""

    def name_them(schema: dict[str, Any]) -> None:
        properties = schema["properties"]
        for name, others in synonyms.items():
            for other in others:
                properties[other] = {**properties[name], "description": f"The same as `{name}`."}

    return name_them


def _field(one: FieldInfo, synonyms: tuple[str, ...]) -> tuple[Any, Any]:
    kind, meta = get_args(one.type)
    default = one.default_factory() if callable(one.default_factory) else one.default
    names: dict[str, Any] = {"alias": one.encode_name} if one.encode_name != one.name else {}
    if synonyms:
        names["validation_alias"] = AliasChoices(one.name, *synonyms)
    return _lenient(kind), Field(... if one.required else default, **names, **_told(meta))


def _told(meta: Meta) -> dict[str, Any]:
    told = {name: getattr(meta, name) for name in ("ge", "le", "min_length", "description")}
    return {name: value for name, value in told.items() if value is not None}


def _lenient(kind: Any) -> Any:
    """The type as pydantic reads it: shapes as models, spellings as validators before the body."""
    if is_short(kind):
        before = BeforeValidator(kind.lengthen, json_schema_input_type=_lenient(kind.as_written))
        return Annotated[_lenient(kind.body), before]
    if isinstance(kind, type) and issubclass(kind, Written):
        return model_of(kind)
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[_lenient(inside[0]), Field(**_told(inside[1]))]
    if origin in (Union, UnionType):
        return Union[tuple(_lenient(one) for one in inside)]  # noqa: UP007
    if origin in (None, Literal):
        return kind
    return origin[tuple(_lenient(one) for one in inside)]
