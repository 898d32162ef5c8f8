"""Flows between components, in one line or as a mapping."""

from typing import Annotated, Any

from msgspec import Meta

from borderflow.model.architecture import Form
from borderflow.shapes.manifest.components import ProtectionShape
from borderflow.shapes.manifest.data import PseudonymisationField
from borderflow.shapes.words import AnswerShape
from borderflow.shapes.written import Short, Written


def _carries(value: Any) -> Any:
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",")]
    if isinstance(value, list):
        if not all(isinstance(one, str) for one in value):
            raise ValueError("name data by their ids, `[tickets, letters]`, or write `{tickets: clear}`")
        return dict.fromkeys(value)
    return value


Carried = Short[dict[str, Form | None], _carries, str | list[str] | dict[str, Form | None]]


class FlowShape(Written, frozen=True, rename={"source": "from", "target": "to"}):
    """Data on their way. In one line: `a -> b` or `a -> b: data, data`."""

    source: Annotated[str, Meta(description="Component the data come from.")]
    target: Annotated[str, Meta(description="Component the data go to.")]
    carries: Annotated[
        Carried | None, Meta(description="What passes and nothing else, with its form when not clear.")
    ] = None
    purpose: Annotated[str | None, Meta(description="Purpose of the flow.")] = None
    when: Annotated[str, Meta(description="When it happens: nightly, on request, once.")] = ""
    encryption: Annotated[ProtectionShape | None, Meta(description="Protection on the way.")] = None
    tls: Annotated[AnswerShape | None, Meta(description="Short for `encryption: {transport: …}`.")] = None
    pseudonymised: Annotated[PseudonymisationField | None, Meta(description="Pseudonymised on the way.")] = (
        None
    )
    local: Annotated[bool, Meta(description="Inside one host or a private encrypted overlay.")] = False


def parse_flow(value: Any) -> Any:
    """Turn the one-line ways of writing a flow into its mapping.

    Raises:
        ValueError: when a line does not read `from -> to`.
    """
    if isinstance(value, str):
        return _ends(value)
    if isinstance(value, dict) and len(value) == 1:
        ((line, carried),) = value.items()
        if "->" in line:
            return {**_ends(line), "carries": carried}
    return value


def _ends(line: str) -> dict[str, Any]:
    line, _, carried = line.partition(":")
    ends = [end.strip() for end in line.split("->")]
    if len(ends) != 2 or not all(ends):
        raise ValueError("a flow is written `from -> to` or `from -> to: data`, one flow a line")
    flow: dict[str, Any] = {"from": ends[0], "to": ends[1]}
    return {**flow, "carries": carried.strip()} if carried.strip() else flow


FlowField = Short[FlowShape, parse_flow, FlowShape | str | dict[str, Any]]
