"""Conditions over facts: `all`, `any`, `not`, `known`, comparisons, and nothing that could run code.

A mapping of several facts is an implicit `all`. A fact is compared with a scalar (equality), `{in: […]}`,
`{not: …}`, `{at_least: n}` or `{below: n}`; `known: fact` asks whether it is known at all. A fact that is
`Unknown` makes its comparison undetermined, and the rest follows Kleene's strong three-valued logic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from msgspec import Struct

from borderflow.model.facts import Facts
from borderflow.model.knowledge import Unknown

Tri = bool | None
"""True, False, or None for undetermined."""
Parsed = Mapping[str, Any]


class Condition(Struct, frozen=True):
    """A compiled condition."""

    holds: Callable[[Facts], Tri]
    reads: tuple[str, ...]
    """Every fact that it looks at, in the order of the text."""
    used: Callable[[Facts], tuple[str, ...]]
    """The facts by which it holds, when it does: of alternatives, those of the first that holds."""


def compile_condition(node: Parsed) -> Condition:
    """Compile a parsed condition. Its shape was validated before (`shapes/rule.py`)."""
    parts = tuple(_part(key, value) for key, value in node.items())
    return parts[0] if len(parts) == 1 else _all(parts)


def facts_named(node: Parsed) -> Iterator[str]:
    """Every fact that a parsed condition looks at."""
    for key, value in node.items():
        match key:
            case "all" | "any":
                for one in value:
                    yield from facts_named(one)
            case "not":
                yield from facts_named(value)
            case "known":
                yield value
            case _:
                yield key


def _part(key: str, value: Any) -> Condition:  # noqa: ANN401 - a parsed value
    match key:
        case "all":
            return _all(tuple(map(compile_condition, value)))
        case "any":
            return _any(tuple(map(compile_condition, value)))
        case "not":
            return _not(compile_condition(value))
        case "known":
            return _known(value)
    return _compare(key, value)


def _compare(name: str, wanted: Any) -> Condition:  # noqa: ANN401 - a parsed value
    read, test = attrgetter(name), _test(wanted)

    def compared(facts: Facts) -> Tri:
        fact = read(facts)
        return None if fact.__class__ is Unknown else test(fact)

    return Condition(compared, (name,), lambda _: (name,))


def _test(wanted: Any) -> Callable[[Any], bool]:  # noqa: ANN401 - a parsed value
    if not isinstance(wanted, dict):
        return lambda fact: bool(fact == wanted)
    ((operator, operand),) = wanted.items()
    match operator:
        case "in":
            return frozenset(operand).__contains__
        case "not":
            refused = frozenset(operand if isinstance(operand, list) else [operand])
            return lambda fact: fact not in refused
        case "at_least":
            return lambda fact: bool(fact >= operand)
        case _:
            return lambda fact: bool(fact < operand)


def _known(name: str) -> Condition:
    read = attrgetter(name)
    return Condition(lambda facts: not isinstance(read(facts), Unknown), (name,), lambda _: (name,))


def _all(parts: tuple[Condition, ...]) -> Condition:
    tests = [part.holds for part in parts]

    def every(facts: Facts) -> Tri:
        result: Tri = True
        for test in tests:
            found = test(facts)
            if found is False:
                return False
            if found is None:
                result = None
        return result

    return Condition(
        every, _reads(parts), lambda facts: tuple(name for part in parts for name in part.used(facts))
    )


def _any(parts: tuple[Condition, ...]) -> Condition:
    tests = [part.holds for part in parts]

    def some(facts: Facts) -> Tri:
        result: Tri = False
        for test in tests:
            found = test(facts)
            if found is True:
                return True
            if found is None:
                result = None
        return result

    def used(facts: Facts) -> tuple[str, ...]:
        return next((part.used(facts) for part in parts if part.holds(facts)), ())

    return Condition(some, _reads(parts), used)


def _not(part: Condition) -> Condition:
    test = part.holds

    def negated(facts: Facts) -> Tri:
        found = test(facts)
        return None if found is None else not found

    return Condition(negated, part.reads, lambda _: part.reads)


def _reads(parts: Sequence[Condition]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part.reads))
