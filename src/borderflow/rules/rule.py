"""A rule, compiled: when it applies, what it can say, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from borderflow.model.findings import Outcome, Severity
from borderflow.rules.condition import Condition


class Citation(Struct, frozen=True):
    """A legal source with its official address."""

    cite: str
    url: str = ""


class Step(Struct, frozen=True):
    """One thing that a rule can say, and when. The first step that holds speaks."""

    when: Condition
    outcome: Outcome
    base: Severity
    raised: Severity
    """The severity where `raise_if` holds; the same as `base` when the rule gives no pair."""
    message: str
    title: str = ""
    """A title that names the thing; the rule's own when it is empty."""
    name: str = ""
    """What a profile calls it, when the outcome alone does not tell it apart."""
    ask: str = ""
    """For an unknown: the question."""
    answer: str = ""
    """For an unknown: the line of the manifest that answers it."""
    worst: Severity | None = None
    """For an unknown: the gravest finding that the answer could bring, when it is another rule's."""
    to_file: str = ""
    """A paper that one low finding a recipient lists with the others (facts/rules.md 12.6)."""

    @property
    def gravity(self) -> tuple[int, Severity]:
        """The order of what can be said: a breach over a risk or a gap, over a question, over a note."""
        return _GRAVITY[self.outcome], self.base


_GRAVITY = {Outcome.INFO: 0, Outcome.UNKNOWN: 1, Outcome.GAP: 2, Outcome.RISK: 2, Outcome.VIOLATION: 3}


class Rule(Struct, frozen=True, eq=False):
    """A rule of the law or of a house, from one YAML file."""

    id: str
    name: str
    title: str
    subject: str
    applies: Condition
    steps: tuple[Step, ...]
    undetermined: Step | None
    """What it says when a fact that decides is `Unknown`; None when another rule asks for that fact."""
    raise_if: Condition | None
    basis: tuple[Citation, ...]
    why: str
    remedy: tuple[str, ...]
    silenced_by: tuple[str, ...]
    yields_to: tuple[str, ...] = ()
    gather: str = ""
    """`system` or `recipient`: the same thing said of many subjects there is one finding that lists them."""
    traps: tuple[str, ...] = ()
    file: str = ""
    document: Mapping[str, Any] = field(default_factory=dict)
    """The parsed file, for `explain` and the examples."""

    @property
    def group(self) -> str:
        """`TRF` of `TRF-01`."""
        return self.id.partition("-")[0]
