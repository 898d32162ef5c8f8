"""The file of a baseline, version 1: what was known of each system on the day it was written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from borderflow.shapes.scalars import Shape


class KnownShape(Shape):
    """A finding that is known."""

    rule: str = Field(description="Rule id.")
    subject: list[str] = Field(description="What the finding is about: ids, never lines or files.")
    severity: Literal["info", "low", "medium", "high", "critical"]
    data: list[str] = Field([], description="Data that it is about.")
    title: str = Field("", description="For those who read the file; not compared.")


class BaselineShape(Shape):
    """All systems, by name."""

    baseline: Literal[1] = Field(description="Version of this format.")
    systems: dict[str, list[KnownShape]] = Field(description="What is known of each system.")
