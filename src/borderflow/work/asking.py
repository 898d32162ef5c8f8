"""The open questions of a review as rows that people fill in who write no YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from borderflow.model.architecture import SELF, UNSTATED_OPERATOR, Architecture
from borderflow.model.findings import Question
from borderflow.model.records import Path
from borderflow.model.report import Review
from borderflow.model.sheet import QuestionSheet, Row
from borderflow.shapes.answer_lines import Slot, slots
from borderflow.shapes.fields import FieldFacts, field_facts

if TYPE_CHECKING:
    from borderflow.catalog import Catalog

_OPEN = ("…", "company@region", "company/product")
_VOCABULARY = {"categories": "categories", "subjects": "subjects", "kind": "kinds"}
_PLAINLY = {
    ("components", "host"): "Company and region (ovhcloud@GRA), or the country of your own rooms (FR).",
    (
        "components",
        "operator",
    ): "The company, with its product if it has several (mistral, openai/api); `self` if it is you.",
    ("data", "categories"): "What the data say of people; several with commas between them.",
    ("data", "subjects"): "Whose data they are; several with commas between them.",
    ("flows", "carries"): "Which data pass, with commas between them, or `nothing`.",
}
"""What to fill in, for those who write no manifest."""
_WITHOUT = "Nothing to write here: this is answered by a file."


def question_sheet(review: Review, catalog: Catalog) -> QuestionSheet:
    """The questions in their order, one row for each value that they ask for."""
    beside = review.sovereignty.questions if review.sovereignty else ()
    rows = {
        row.key or row.asks: row
        for question in (*review.questions, *beside)
        for row in _rows(question, review.architecture, catalog)
    }
    return QuestionSheet(review.architecture.system.name, review.as_of, tuple(rows.values()))


def _rows(question: Question, architecture: Architecture, catalog: Catalog) -> Iterator[Row]:
    found = slots(question.answer)
    if not found:
        yield _row(question, "", FieldFacts(_WITHOUT), ())
    elif _adds(found, architecture):
        yield from _adding(question, found, architecture, catalog)
    else:
        for slot in found:
            yield _of_slot(question, slot, {"path": list(slot.path)}, architecture, catalog)


def _adds(found: tuple[Slot, ...], architecture: Architecture) -> bool:
    """Whether the answer describes a component that is not there yet."""
    kinds = [slot.path for slot in found if slot.path[0] == "components" and slot.path[2:] == ("kind",)]
    return any(path[1] not in architecture.components for path in kinds)


def _adding(
    question: Question, found: tuple[Slot, ...], architecture: Architecture, catalog: Catalog
) -> Iterator[Row]:
    """One answer brings the whole component: where it is, or else that it is there."""
    unfilled = [slot for slot in found if any(word in str(slot.example) for word in (*_OPEN, "@region"))]
    for slot in unfilled:
        key = {"path": list(slot.path), "with": question.answer}
        yield _of_slot(question, slot, key, architecture, catalog)
    if not unfilled:
        facts = FieldFacts("Is it so?")
        yield _row(
            question, _written({"with": question.answer}), facts, ("yes", "no", "unknown"), closed=True
        )


def _of_slot(
    question: Question, slot: Slot, key: Mapping[str, object], architecture: Architecture, catalog: Catalog
) -> Row:
    facts = field_facts(slot.path)
    says = _PLAINLY.get((str(slot.path[0]), str(slot.path[-1])), facts.description)
    options = _options(slot.path, facts, architecture, catalog)
    told = FieldFacts(f"{_name(slot.path)}: {says}", facts.words, facts.types)
    example = "" if str(slot.example) in _OPEN else _example(slot.example)
    return _row(question, _written(key), told, options, example=example, closed=facts.is_closed)


def _row(
    question: Question,
    key: str,
    facts: FieldFacts,
    options: tuple[str, ...],
    *,
    example: str = "",
    closed: bool = False,
) -> Row:
    return Row(
        key=key,
        where=str(question.location or ""),
        subject=question.subject,
        asks=question.asks,
        field=facts.description,
        why=question.why,
        rule=question.rule,
        worst=str(question.worst),
        options=options,
        is_closed=closed,
        example=example,
    )


def _written(key: Mapping[str, object]) -> str:
    return json.dumps(key, ensure_ascii=False, sort_keys=True)


def _name(path: Path) -> str:
    """`components web host` as people say it."""
    _, *rest = path
    return " ".join(str(part) for part in rest if not isinstance(part, int))


def _example(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_example, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _options(path: Path, facts: FieldFacts, architecture: Architecture, catalog: Catalog) -> tuple[str, ...]:
    """Words of the field, of the vocabulary, regions of the company, data of the system."""
    name = path[-1]
    if path[0] == "flows":
        return (*architecture.data, "nothing")
    if path[0] == "components" and name == "host":
        return _regions(str(path[1]), architecture, catalog)
    if name in _VOCABULARY:
        return catalog.vocabulary.words(_VOCABULARY[str(name)])
    if "string" in facts.types and {"yes", "no"} <= set(facts.words):  # a record
        return ("none", "unknown")
    return facts.words


def _regions(id_: str, architecture: Architecture, catalog: Catalog) -> tuple[str, ...]:
    component = architecture.components.get(id_)
    if component is None:
        return ()
    names = (component.host.provider if component.host else None, component.operator)
    name = next((one for one in names if one and one not in (SELF, UNSTATED_OPERATOR)), "")
    company = name.partition("/")[0]
    return tuple(f"{company}@{region.id}" for region in catalog.regions(company)) if company else ()
