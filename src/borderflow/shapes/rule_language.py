"""The rule language beyond its shape: facts that exist, values that they can be, words that a message has.

The vocabulary is closed: a condition can only compare the facts of its subject (`model/facts.py`) with values
that these can take. What is wrong is told with its line and the nearest right word.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, get_args, get_type_hints

from borderflow.documents import Document
from borderflow.errors import Fault
from borderflow.model.facts import SUBJECTS, Facts, OneOf

Path = tuple[str | int, ...]

_COMMON = frozenset({"id", "components", "data", "party"})
_COMPANY = _COMMON | {"entity", "country", "parent", "component", "place"}
WORDS_OF: Mapping[str, frozenset[str]] = {
    "engagement": _COMPANY | {"purpose", "missing", "origin", "option"},
    "transfer": _COMPANY | {"importer", "exporter", "tool", "origin"},
    "control": _COMPANY | {"law"},
    "training": _COMPANY | {"purpose"},
    "component": _COMPANY | {"missing"},
    "flow": _COMMON | {"component", "importer", "exporter"},
    "purpose": frozenset({"id", "purpose", "data", "party"}),
    "objective": _COMMON | {"purpose", "missing", "place"},
    "provider": _COMPANY | {"missing", "law"},
    "acceptance": frozenset({"id", "rule", "party", "by", "until", "reason", "places"}),
    "system": _COMMON
    | {"component", "purpose", "missing", "law"}
    | {"unassessed", "unrecorded", "unnoticed", "outdated", "changed"},
}
"""What each subject has a word for: analysis fills these, and a rule may use no other. `id` is the party, or
else the component or purpose, as the manifest calls it."""
OPERATORS = frozenset({"in", "not", "at_least", "below"})
_GATHERING = frozenset({"all", "any"})
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def language_faults(document: Document) -> Iterator[Fault]:
    """Everything that a rule of the right shape still gets wrong."""
    rule = document.value
    kinds = {facts.kind: facts for facts in SUBJECTS}
    facts = kinds.get(rule["subject"])
    if facts is None:
        yield Fault(
            f"There is no subject called `{rule['subject']}`.",
            document.locate(("subject",)),
            _nearest(rule["subject"], kinds),
        )
        return
    for path, node in _conditions(rule):
        yield from _Reader(document, facts).faults(path, node)
    for path, text in _sentences(rule):
        yield from _word_faults(document, path, text, WORDS_OF[facts.kind])
    yield from _pair_faults(document)
    yield from _name_faults(document)


def _conditions(rule: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    for key in ("applies", "raise_if"):
        if rule.get(key) is not None:
            yield (key,), rule[key]
    for number, step in enumerate(rule["outcomes"]):
        if "when" in step:
            yield ("outcomes", number, "when"), step["when"]


def _sentences(rule: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Every text into which the words of a case are put."""
    steps: list[tuple[Path, Mapping[str, Any]]] = [
        (("outcomes", number), step) for number, step in enumerate(rule["outcomes"])
    ]
    if rule.get("undetermined"):
        steps.append((("undetermined",), rule["undetermined"]))
    for path, step in steps:
        yield from (
            ((*path, key), step[key]) for key in ("title", "message", "ask", "answer", "file") if key in step
        )
    yield ("title",), rule["title"]
    for key in ("silenced_by", "remedy"):
        yield from (((key, number), text) for number, text in enumerate(rule[key]))


def _word_faults(document: Document, path: Path, text: str, known: Iterable[str]) -> Iterator[Fault]:
    subject = document.value["subject"]
    for word in sorted(set(_PLACEHOLDER.findall(text)).difference(known)):
        message = f"A rule on the subject `{subject}` has no word `{{{word}}}`."
        yield Fault(message, document.locate(path), _nearest(word, known))


def _pair_faults(document: Document) -> Iterator[Fault]:
    for number, step in enumerate(document.value["outcomes"]):
        if "-" in step["is"] and not document.value.get("raise_if"):
            place = document.locate(("outcomes", number, "is"))
            yield Fault(
                f"`{step['is']}` is a pair of severities, and nothing says when the second one applies.",
                place,
                "add `raise_if:`, or write one severity",
            )


def _name_faults(document: Document) -> Iterator[Fault]:
    """A file bears the id and the name of its rule."""
    wanted = f"{document.value['id']}-{document.value['name']}.yaml"
    if "/" in document.name and document.name.rpartition("/")[2] != wanted:
        message = f"The file of this rule is called `{document.name.rpartition('/')[2]}`."
        yield Fault(message, document.locate(("id",)), f"rename it to `{wanted}`")


class _Reader:
    """Reads the conditions of one rule against the facts of its subject."""

    def __init__(self, document: Document, facts: type[Facts]) -> None:
        self._document = document
        self._kind = facts.kind
        self._values = values_of(facts)

    def faults(self, path: Path, node: object) -> Iterator[Fault]:
        if not isinstance(node, dict):
            yield self._fault("A condition is a mapping of facts to values.", path, "write `{fact: value}`")
            return
        for key, value in node.items():
            yield from self._part(path, key, value)

    def _part(self, path: Path, key: str, value: object) -> Iterator[Fault]:
        at = (*path, key)
        if key in _GATHERING:
            if not isinstance(value, list):
                yield self._fault(
                    f"`{key}` takes a list of conditions.", at, f"write `{key}: [{{…}}, {{…}}]`"
                )
                return
            for number, one in enumerate(value):
                yield from self.faults((*at, number), one)
        elif key == "not":
            yield from self.faults(at, value)
        elif key == "known":
            yield from self._name(at, value, key=False)
        else:
            yield from (
                self._name(at, key, key=True) if key not in self._values else self._compared(at, key, value)
            )

    def _name(self, path: Path, fact: object, *, key: bool) -> Iterator[Fault]:
        if not isinstance(fact, str) or fact not in self._values:
            place = self._document.locate(path, key=key)
            hint = _nearest(str(fact), self._values)
            yield Fault(f"A rule on the subject `{self._kind}` has no fact `{fact}`.", place, hint)

    def _compared(self, path: Path, fact: str, value: object) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield from self._value(path, fact, value)
        elif len(value) != 1 or not set(value) <= OPERATORS:
            hint = f"use one of: {', '.join(sorted(OPERATORS))}"
            yield self._fault(f"`{fact}` is compared by an operator that does not exist.", path, hint)
        else:
            ((operator, operand),) = value.items()
            for one in operand if isinstance(operand, list) else [operand]:
                yield from self._value((*path, operator), fact, one)

    def _value(self, path: Path, fact: str, value: object) -> Iterator[Fault]:
        allowed = self._values[fact]
        if allowed is None or any(
            value == one and isinstance(value, bool) == isinstance(one, bool) for one in allowed
        ):
            return
        written = str(value).lower() if isinstance(value, bool) else value
        yield self._fault(f"`{fact}` is never `{written}`.", path, _nearest(str(value), map(_shown, allowed)))

    def _fault(self, message: str, path: Path, hint: str) -> Fault:
        return Fault(message, self._document.locate(path), hint)


@cache
def values_of(facts: type[Facts]) -> Mapping[str, tuple[object, ...] | None]:
    """The facts of a subject with the values that each can take; None for numbers and free text."""
    hints = get_type_hints(facts, include_extras=True)
    return {name: _values(hint) for name, hint in hints.items() if name != "kind"}


def _values(hint: Any) -> tuple[object, ...] | None:
    for one in (hint, *get_args(hint)):
        if isinstance(one, OneOf):
            return one
        if one is bool:
            return (True, False)
        if isinstance(one, type) and issubclass(one, Enum):
            return tuple(member.value for member in one)
    return None


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _nearest(word: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1)
    return f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(names)}"
