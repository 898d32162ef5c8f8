"""YAML through libyaml's events, or PyYAML's own parser where libyaml is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from borderflow.documents.complaints import in_order
from borderflow.documents.composition import Composition
from borderflow.documents.document import Document
from borderflow.documents.limits import Limits
from borderflow.documents.source import Source
from borderflow.errors import InputError, raise_all

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_yaml(source: Source, limits: Limits, *, lenient: bool = False) -> tuple[Document, ...]:
    """The documents of a stream; those that hold nothing are left out.

    Raises:
        InputError: with every fault up to the first one of syntax.
    """
    import yaml  # only here: a check of JSON never needs it

    composition = Composition(source, limits, lenient=lenient)
    try:
        composition.consume(events_of(source.text), yaml.events)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        from borderflow.documents.yaml_syntax import explain

        raise InputError(*in_order((*composition.faults, explain(error, source)))) from error
    raise_all(InputError, in_order(composition.faults))
    found = zip(composition.values, composition.roots, strict=True)
    remarks = tuple(in_order(composition.remarks))
    return tuple(
        Document(value, source, composition.positions, root, remarks)
        for value, root in found
        if value is not None
    )


def events_of(text: str) -> Iterator[Any]:
    """What the parser meets in a text, in its order."""
    try:
        from yaml import CSafeLoader as Parser
    except ImportError:  # no libyaml: the same events, some twenty times slower
        from yaml import SafeLoader as Parser  # type: ignore[assignment]
    # Both give None after the last event; `yaml.parse` would look twice at each.
    return iter(Parser(text).get_event, None)
