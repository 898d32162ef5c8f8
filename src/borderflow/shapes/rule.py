"""A rule as people write it: policies/rules/<group>/<ID>-<name>.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from borderflow.documents import Document
from borderflow.errors import Fault, PolicyError, raise_all
from borderflow.shapes.rule_language import language_faults
from borderflow.shapes.scalars import Shape, Words

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_SEVERITY = "(critical|high|medium|low)"
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-\d{2}$")]
RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Outcome = Annotated[
    str,
    StringConstraints(pattern=rf"^(info|(violation|risk|gap|unknown) {_SEVERITY}(-{_SEVERITY})?)$"),
]
"""`gap medium`, or a pair `violation high-critical` whose second severity needs `raise_if`."""
Worst = Literal["", "critical", "high", "medium", "low"]
ConditionShape = dict[str, Any]
"""Facts and their values; `all`, `any`, `not`, `known`."""


class CitationShape(Shape):
    """A legal source."""

    cite: str = Field(min_length=3, description="Article, guideline or judgment.")
    url: str = Field("", description="Official address.")


class StepShape(Shape):
    """One thing that the rule can say."""

    when: ConditionShape = Field({}, description="When it speaks; the first step that holds does.")
    is_: Outcome = Field(alias="is", description="Outcome and severity, or a pair of severities.")
    title: str = Field("", description="A title of its own, when the rule's does not fit.")
    message: str = Field(min_length=10, description="Whole sentences: the thing, the place, the way out.")
    ask: str = Field("", description="The question, when the outcome is one.")
    answer: str = Field("", description="For a question: the line of the manifest that answers it.")
    worst: Worst = Field("", description="For a question: the gravest severity that an answer could bring.")
    name: str = Field(
        "", description="What a profile calls it, when the outcome alone does not tell it apart."
    )
    file: str = Field(
        "", description="A paper to file, listed with the others in one low finding a recipient."
    )


class UndeterminedShape(Shape):
    """What is said when a needed fact is not known."""

    is_: Outcome = Field(alias="is")
    title: str = ""
    message: str = Field(min_length=10)
    ask: str = Field(min_length=5)
    answer: str = ""
    worst: Worst = ""


class ExampleShape(Shape):
    """A manifest, over a base header, and what the rule says of it."""

    title: str = Field(min_length=5, description="What it shows.")
    manifest: dict[str, Any] = Field(description="Sections over `{borderflow: 1, system, controller}`.")
    expect: str = Field("", description="Outcome and severity; left out for satisfied examples.")
    as_of: str = Field("", description="Day of the law; today's by default.")
    profile: str = Field("default", description="Profile, for rules that only a profile puts in force.")


class ExamplesShape(Shape):
    """One that speaks and one that is silent, at least; one that leaves open where a fact can be missing."""

    violated: tuple[ExampleShape, ...] = ()
    satisfied: tuple[ExampleShape, ...] = Field(min_length=1)
    undetermined: tuple[ExampleShape, ...] = ()


class RuleShape(Shape):
    """One rule: when it applies, what it can say, the law, the words, and its own examples."""

    id: RuleId = Field(description="Permanent id, `TRF-01`.")
    name: RuleName = Field(description="What people read: `uncovered-transfer`.")
    title: str = Field(min_length=5)
    subject: str = Field(description="Kind of subject: engagement, transfer, control, training, component, …")
    gather: Literal["", "system", "recipient"] = Field(
        "", description="The same on many subjects, there, is one finding that lists them."
    )
    applies: ConditionShape = Field({}, description="Which subjects the rule is about; all when left out.")
    outcomes: tuple[StepShape, ...] = Field(min_length=1)
    raise_if: ConditionShape | None = Field(None, description="When the second severity of a pair applies.")
    undetermined: UndeterminedShape | None = None
    silenced_by: tuple[str, ...] = Field(min_length=1)
    yields_to: Words = Field((), description="Rules that explain the same better; triage's business.")
    basis: tuple[CitationShape, ...] = Field(min_length=1)
    why: str = Field(min_length=20)
    remedy: tuple[str, ...] = Field(min_length=1)
    traps: tuple[str, ...] = Field((), description="What a naive checker would take for a finding.")
    examples: ExamplesShape | None = None


def check_rule(document: Document) -> None:
    """Check one rule file: its shape, then its facts, values and words.

    Raises:
        PolicyError: with every fault of the file.
    """
    raise_all(PolicyError, list(_shape_faults(document)) or language_faults(document))


def _shape_faults(document: Document) -> Iterator[Fault]:
    try:
        RuleShape.model_validate(document.value)
    except ValidationError as error:
        yield from (_fault(detail, document) for detail in error.errors(include_url=False))


def _fault(detail: ErrorDetails, document: Document) -> Fault:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    where = ".".join(map(str, path)) or "the rule"
    match detail["type"]:
        case "missing":
            return Fault(f"`{where}` is missing in the rule.", document.locate(path), f"add `{path[-1]}:`")
        case "extra_forbidden":
            hint = "remove it, or mend its spelling"
            return Fault(f"`{where}` is not a key of a rule.", document.locate(path, key=True), hint)
        case "string_pattern_mismatch":
            hint = f"write it as in {_PATTERNS[str(path[-1])]}"
            return Fault(f"`{where}` cannot be `{detail['input']}`.", document.locate(path), hint)
        case _:
            message = detail["msg"][:1].lower() + detail["msg"][1:]
            return Fault(f"`{where}` cannot be read.", document.locate(path), message)


_PATTERNS = {
    "id": "`TRF-01`",
    "name": "`uncovered-transfer`",
    "is": "`gap medium`, `violation high-critical` or `info`",
}
