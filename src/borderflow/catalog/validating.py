"""A document is held against its shape, and what pydantic finds is said in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from borderflow.errors import Fault, PolicyError
from borderflow.shapes.scalars import Shape

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from borderflow.documents import Document

S = TypeVar("S", bound=Shape)


def validate(shape: type[S], document: Document, what: str) -> S:
    """The document as that shape.

    Raises:
        PolicyError: with every fault of the document; `what` is what its keys belong to.
    """
    try:
        return shape.model_validate(document.value)
    except ValidationError as error:
        faults = [_fault(detail, document, what) for detail in error.errors(include_url=False)]
        raise PolicyError(*faults) from error


def _fault(detail: ErrorDetails, document: Document, what: str) -> Fault:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    where = ".".join(str(part) for part in path) or "the file"
    match detail["type"]:
        case "missing":
            message, hint = f"`{where}` is missing.", f"add `{path[-1]}:`"
        case "extra_forbidden":
            message, hint = f"`{where}` is not a key of {what}.", "remove it, or mend its spelling"
        case _:
            said = detail["msg"].removeprefix("Value error, ")
            message, hint = f"`{where}` cannot be read.", said[:1].lower() + said[1:]
    return Fault(message, document.locate(path, key=detail["type"] == "extra_forbidden"), hint)
