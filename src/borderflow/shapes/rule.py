"""A rule as people write it: policies/rules/<group>/<ID>-<name>.yaml."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from borderflow.shapes.scalars import Shape, Words

RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-\d{2}$")]
RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Outcome = Annotated[
    str,
    StringConstraints(
        pattern=r"^(info|(violation|risk|gap|unknown) (critical|high|medium|low)(-(critical|high|medium|low))?)$"
    ),
]
"""`gap medium`, or a pair `violation high-critical` whose second severity needs `raise_if`."""
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
    worst: str = Field("", description="For a question: the gravest severity that an answer could bring.")
    name: str = Field("", description="What a profile calls it, when the outcome alone does not tell it apart.")
    file: str = Field("", description="A paper to file, listed with the others in one low finding a recipient.")


class UndeterminedShape(Shape):
    """What is said when a needed fact is not known."""

    is_: Outcome = Field(alias="is")
    title: str = ""
    message: str = Field(min_length=10)
    ask: str = Field(min_length=5)
    answer: str = ""
    worst: str = ""


class ExampleShape(Shape):
    """A manifest, over a base header, and what the rule says of it."""

    title: str = Field(min_length=5, description="What it shows.")
    manifest: dict[str, Any] = Field(description="Sections over `{borderflow: 1, system, controller}`.")
    expect: str = Field("", description="Outcome and severity; left out for satisfied examples.")
    as_of: str = Field("", description="Day of the law; today's by default.")


class ExamplesShape(Shape):
    """At least one that violates and one that satisfies; one that leaves open where a fact can be missing."""

    violated: tuple[ExampleShape, ...] = Field(min_length=1)
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
    applies: ConditionShape = {}
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
