"""Parsed rule documents become rules. Their shape was checked before (`shapes/rule.py`): this is cheap."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from borderflow.errors import Fault, PolicyError, raise_all
from borderflow.model.findings import Outcome, Severity
from borderflow.model.location import Location
from borderflow.rules.condition import Condition, compile_condition
from borderflow.rules.rule import Citation, Rule, Step

Parsed = Mapping[str, Any]


def load_rules(documents: Iterable[Parsed]) -> tuple[Rule, ...]:
    """Compile rule documents, in the order of their ids.

    Raises:
        PolicyError: when an id is given twice; with both places.
    """
    rules = sorted((load_rule(document) for document in documents), key=lambda rule: rule.id)
    raise_all(PolicyError, _repeated(rules))
    return tuple(rules)


def load_rule(document: Parsed) -> Rule:
    """Compile one rule document."""
    raise_if, undetermined = document.get("raise_if"), document.get("undetermined")
    return Rule(
        id=document["id"],
        name=document["name"],
        title=document["title"],
        subject=document["subject"],
        applies=_condition(document.get("applies")),
        steps=tuple(map(_step, document["outcomes"])),
        undetermined=_step(undetermined) if undetermined else None,
        raise_if=compile_condition(raise_if) if raise_if else None,
        basis=tuple(Citation(entry["cite"], entry.get("url", "")) for entry in document["basis"]),
        why=_one_line(document["why"]),
        remedy=tuple(map(_one_line, document["remedy"])),
        silenced_by=tuple(map(_one_line, document["silenced_by"])),
        yields_to=tuple(document.get("yields_to", ())),
        gather=document.get("gather", ""),
        traps=tuple(map(_one_line, document.get("traps", ()))),
        file=document.get("_file", ""),
        document=document,
    )


def _condition(node: Parsed | None) -> Condition:
    """A condition that is left out always holds."""
    return compile_condition(node or {"all": []})


def _step(entry: Parsed) -> Step:
    outcome, base, raised = parse_outcome(entry["is"])
    return Step(
        when=_condition(entry.get("when")),
        outcome=outcome,
        base=base,
        raised=raised,
        message=_one_line(entry["message"]),
        title=entry.get("title", ""),
        name=entry.get("name", ""),
        ask=_one_line(entry.get("ask", "")),
        answer=entry.get("answer", ""),
        worst=Severity.parse(entry["worst"]) if "worst" in entry else None,
        to_file=_one_line(entry.get("file", "")),
    )


def parse_outcome(text: str) -> tuple[Outcome, Severity, Severity]:
    """Read `gap medium` or `violation high-critical`; `info` has one severity.

    Raises:
        ValueError: when a word is neither an outcome nor a severity.
    """
    word, _, severities = text.partition(" ")
    base, _, raised = (severities or "info").partition("-")
    try:
        return Outcome(word), Severity.parse(base), Severity.parse(raised or base)
    except KeyError as error:
        raise ValueError(f"`{text}` names no severity of critical, high, medium, low, info") from error


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _repeated(rules: list[Rule]) -> Iterable[Fault]:
    for first, again in itertools.pairwise(rules):
        if first.id == again.id:
            yield Fault(
                f"The rule {again.id} is given twice: in {first.file} and in {again.file}.",
                Location(again.file) if again.file else None,
                "rename one of them; an id is permanent",
            )
