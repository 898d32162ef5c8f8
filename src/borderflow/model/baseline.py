"""What is known already, so that only what is new counts."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from borderflow.model.findings import Finding, Severity


class KnownFinding(Struct, frozen=True):
    """A finding of an earlier check."""

    rule: str
    subject: tuple[str, ...]
    severity: Severity
    data: tuple[str, ...] = ()
    title: str = ""

    def covers(self, finding: Finding) -> bool:
        """Whether a finding says nothing new: no further subject, no further data, nothing graver.

        No line and no file is compared, so that moving, renaming and reformatting change nothing.
        """
        return (
            self.rule == finding.rule
            and set(finding.subject) <= set(self.subject)
            and set(finding.data) <= set(self.data)
            and finding.heaviest <= self.severity
        )


class Baseline(Struct, frozen=True):
    """What is known of each system, by its name."""

    systems: Mapping[str, tuple[KnownFinding, ...]]
