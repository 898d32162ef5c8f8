"""Whether a rule file says what the language allows: shape, facts, values, words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from borderflow.documents import Document
from borderflow.errors import Fault, PolicyError, raise_all
from borderflow.model.facts import SUBJECTS, Facts

WORDS = frozenset(
    "party entity country importer exporter parent component components data purpose law tool place missing "
    "origin option id".split()
)
"""What messages may name. A word that a subject has nothing to say for stays empty."""
_OPERATORS = frozenset({"in", "not", "at_least", "below"})
_KINDS: Mapping[str, type[Facts]] = {facts.kind: facts for facts in SUBJECTS}


def validate(documents: Iterable[Document]) -> None:
    """Check rule files.

    Raises:
        PolicyError: with every fault of every file, and for an id that is given twice.
    """
    faults: list[Fault] = []
    seen: dict[str, Document] = {}
    for document in documents:
        found = list(_shape_faults(document)) or list(_language_faults(document))
        faults += found
        if not found:
            faults += _given_twice(document, seen)
    raise_all(PolicyError, faults)


def _given_twice(document: Document, seen: dict[str, Document]) -> Iterator[Fault]:
    id_ = document.value["id"]
    if id_ in seen:
        first = seen[id_].locate(("id",))
        yield Fault(f"Rule {id_} is given twice.", document.locate(("id",)), f"it stands in {first} already")
    seen.setdefault(id_, document)


def _shape_faults(document: Document) -> Iterator[Fault]:
    from pydantic import ValidationError

    from borderflow.shapes.rule import RuleShape

    try:
        RuleShape.model_validate(document.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = tuple(part for part in detail["loc"] if part != "[key]")
            where = ".".join(map(str, path)) or "the rule"
            yield Fault(f"`{where}`: {detail['msg']}.", document.locate(path), "see docs/rules.md for the form")


def _language_faults(document: Document) -> Iterator[Fault]:
    rule = document.value
    facts = _KINDS.get(rule["subject"])
    if facts is None:
        hint = f"one of: {', '.join(sorted(_KINDS))}"
        yield Fault(f"There is no subject `{rule['subject']}`.", document.locate(("subject",)), hint)
        return
    known = {field.name for field in fields(facts)}  # type: ignore[arg-type]
    for path in (("applies",), ("raise_if",), *(("outcomes", n, "when") for n in range(len(rule["outcomes"])))):
        yield from _condition_faults(document, path, known, facts.kind)
    for number, step in enumerate(rule["outcomes"]):
        yield from _word_faults(document, ("outcomes", number, "message"), step["message"])
        if re.search(r"-(critical|high|medium|low)$", step["is"]) and not rule.get("raise_if"):
            at = document.locate(("outcomes", number, "is"))
            yield Fault("A pair of severities needs `raise_if`.", at, "say when the second one applies")


def _condition_faults(
    document: Document, path: tuple[str | int, ...], known: set[str], kind: str
) -> Iterator[Fault]:
    node: Any = document.value
    for part in path:
        node = node.get(part) if isinstance(node, dict) else node[part]
        if node is None:
            return
    yield from _node_faults(document, path, node, known, kind)


def _node_faults(
    document: Document, path: tuple[str | int, ...], node: object, known: set[str], kind: str
) -> Iterator[Fault]:
    if not isinstance(node, dict):
        yield Fault("A condition is a mapping of facts to values.", document.locate(path), "write `{fact: value}`")
        return
    for key, value in node.items():
        at = (*path, key)
        if key in ("all", "any"):
            for number, one in enumerate(value if isinstance(value, list) else [value]):
                yield from _node_faults(document, (*at, number), one, known, kind)
        elif key == "not":
            yield from _node_faults(document, at, value, known, kind)
        else:
            yield from _fact_faults(document, at, value if key == "known" else key, value, known, kind)


def _fact_faults(
    document: Document, path: tuple[str | int, ...], fact: object, value: object, known: set[str], kind: str
) -> Iterator[Fault]:
    if fact not in known:
        near = difflib.get_close_matches(str(fact), known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"the facts of a {kind} are listed in docs/rules.md"
        yield Fault(f"A {kind} has no fact `{fact}`.", document.locate(path, key=True), hint)
    if isinstance(value, dict) and (len(value) != 1 or not set(value) <= _OPERATORS):
        hint = f"use one of: {', '.join(sorted(_OPERATORS))}"
        yield Fault(f"`{fact}` is compared with an unknown operator.", document.locate(path), hint)


def _word_faults(document: Document, path: tuple[str | int, ...], text: str) -> Iterator[Fault]:
    for word in sorted(set(re.findall(r"\{(\w+)\}", text)) - WORDS):
        hint = f"use one of: {', '.join(sorted(WORDS))}"
        yield Fault(f"No subject has a word `{{{word}}}`.", document.locate(path), hint)
