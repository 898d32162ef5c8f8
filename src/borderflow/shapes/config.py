"""The user's settings: `borderflow.toml`, or `[tool.borderflow]` in pyproject.toml."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictInt

from borderflow.shapes.scalars import Shape, Words

SeverityWord = Literal["critical", "high", "medium", "low", "info"]
CheckFormat = Literal["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "csv"]
_OUTCOMES = ("violation", "risk", "gap")
"""What a severity for a whole rule applies to; a question blocks nothing whatever it weighs."""


def _kebab(name: str) -> str:
    return name.strip("_").replace("_", "-")


class Settings(Shape):
    """Keys are written as the options are: `fail-on`."""

    model_config = ConfigDict(alias_generator=_kebab, populate_by_name=False)


def _weights(value: Any) -> Any:
    return dict.fromkeys(_OUTCOMES, value) if isinstance(value, str) else value


Weights = Annotated[
    dict[str, SeverityWord],
    BeforeValidator(_weights, json_schema_input_type=SeverityWord | dict[str, SeverityWord]),
]
"""One severity for all that the rule finds, or one by outcome or by the name of what it says."""


class ProfileSettings(Settings):
    """A profile of one's own: it weighs findings, and changes no fact."""

    name: str = Field("", description="What the report calls it; its id when left out.")
    severities: dict[str, Weights] = Field(
        description='Rule id to a severity, or to severities by outcome (`{risk = "high"}`).'
    )


class ConfigShape(Settings):
    """Every key is optional. What the command line says wins over it."""

    paths: Words = Field(
        (), description="What `check` and `baseline` read when no path is named; else `borderflow.yaml`."
    )
    exclude: Words = Field(
        (), description="Files and folders to leave out of folders and globs, as `.gitignore` writes them."
    )
    gitignore: StrictBool | None = Field(
        None, description="Whether folders and globs leave out what git ignores; true as shipped."
    )
    format: CheckFormat | None = Field(None, description="What `check` prints.")
    output: Words = Field((), description="Further outputs of `check`, as `FORMAT:FILE`.")
    fail_on: Literal["critical", "high", "medium", "low", "never"] | None = Field(
        None, description="Severity from which the exit code is 1; high as shipped."
    )
    strict: StrictBool | None = Field(
        None, description="Exit 4 on a question whose worst answer would block."
    )
    baseline: str | None = Field(None, description="File of what is known; it does not fail the check.")
    accepted: str | None = Field(
        None,
        description="Accepted risks; else those of `.borderflow-accepted.yaml` beside a system or above.",
    )
    profile: Words = Field((), description="Profiles, shipped or of one's own, one over the other.")
    only: Words = Field((), description="Rule ids, names or groups; no other is judged.")
    ignore: Words = Field((), description="Rule ids, names or groups that are not judged.")
    policy: Words = Field((), description="Folders with further rules, providers and profiles.")
    assume: Words = Field((), description="Scenarios that are taken for granted: a changed law or owner.")
    assume_personal_data: StrictBool | None = Field(
        None, description="Take what users enter for personal data where files declare none; true as shipped."
    )
    answers: Words = Field((), description="Filled sheets of `borderflow questions`.")
    from_: str | None = Field(None, description="The format to read foreign files as.")
    lang: str | None = Field(None, description="Language of what is written for people.")
    jobs: Annotated[StrictInt, Field(ge=1, le=256)] | None = Field(
        None, description="Processes that judge several systems."
    )
    quiet: StrictBool | None = Field(None, description="Say only what fails the check.")
    verbose: StrictBool | None = Field(None, description="Say everything, and what was read.")
    severities: dict[str, Weights] = Field(
        {}, description="Severities over those of the profile: rule id to a severity, or by outcome."
    )
    profiles: dict[str, ProfileSettings] = Field({}, description="Profiles of one's own, by id.")
