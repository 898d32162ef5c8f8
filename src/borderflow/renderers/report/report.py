"""All sections of one report."""

from __future__ import annotations

from msgspec import Struct

from borderflow.model.report import Review
from borderflow.renderers.report.changes import Changes, prepare_changes
from borderflow.renderers.report.cover import Cover, prepare_cover
from borderflow.renderers.report.decision import Decision, prepare_decision
from borderflow.renderers.report.evidence import Evidence, prepare_evidence
from borderflow.renderers.report.findings import FindingView, prepare_findings
from borderflow.renderers.report.grouping import Batch, group_findings, heads
from borderflow.renderers.report.names import collect_names, run_id
from borderflow.renderers.report.record import Processing, prepare_processing
from borderflow.renderers.report.screening import Screening, prepare_screening
from borderflow.renderers.report.sovereignty import SovereigntyPart, prepare_sovereignty
from borderflow.renderers.report.summary import Summary, prepare_summary
from borderflow.renderers.report.transfers import Transfers, prepare_transfers


class Report(Struct, frozen=True):
    """What the templates draw. Every field is filled; nothing is left for them to decide but words."""

    review: Review
    run: str
    cover: Cover
    summary: Summary
    processing: Processing
    transfers: Transfers
    findings: tuple[FindingView, ...]
    blocking: tuple[Batch, ...]
    """The blockers as they are told: one by one, or where there are many of a kind once with their places."""
    below: tuple[Batch, ...]
    """The others, in the same way."""
    screening: Screening
    decision: Decision
    evidence: Evidence
    sovereignty: SovereigntyPart | None
    changes: Changes | None

    @property
    def blockers(self) -> tuple[FindingView, ...]:
        return tuple(view for view in self.findings if view.weight == "blocker")

    @property
    def others(self) -> tuple[FindingView, ...]:
        return tuple(view for view in self.findings if view.weight != "blocker")


def prepare(review: Review) -> Report:
    """Number, count and word a review, section by section."""
    names = collect_names(review)
    findings = prepare_findings(names)
    blocking = group_findings(view for view in findings if view.weight == "blocker")
    below = group_findings(view for view in findings if view.weight != "blocker")
    return Report(
        review=review,
        run=run_id(review),
        cover=prepare_cover(names),
        summary=prepare_summary(names, findings, blocking),
        processing=prepare_processing(names),
        transfers=prepare_transfers(names),
        findings=findings,
        blocking=blocking,
        below=below,
        screening=prepare_screening(names),
        decision=prepare_decision(names, heads((*blocking, *below))),
        evidence=prepare_evidence(names),
        sovereignty=prepare_sovereignty(names),
        changes=prepare_changes(names),
    )
