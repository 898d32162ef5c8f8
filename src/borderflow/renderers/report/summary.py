"""The one page for the decision: recommendation, four numbers, blockers, and what is on record."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import say
from borderflow.model.catalog import Zone
from borderflow.model.records import Standing
from borderflow.model.report import PartyView, Review, TransferView
from borderflow.renderers.diagram.network import is_foreign
from borderflow.renderers.report.findings import FindingView
from borderflow.renderers.report.grouping import Batch, Head, heads
from borderflow.renderers.report.names import Names

MOST = 5
"""Blockers in the table; the page stays one page."""
_PROCESSORS = ("processor", "sub-processor", "dual")


class Counts(Struct, frozen=True):
    """The numbers of the first pages; each equals a list further on."""

    blockers: int
    others: int
    accepted: int
    applied: int
    silent: int
    transfers: int
    uncovered: int
    undecided: int
    untold: int
    """Transfers without a tool on record or presumed: all of both, and what is only encrypted."""
    processors: int
    unbound: int
    presumed: int
    questions: int
    tools_presumed: int


class Summary(Struct, frozen=True):
    """The second page."""

    counts: Counts
    blockers: tuple[Head, ...]
    more: int
    """Blockers beyond those."""
    on_record: tuple[str, ...]


def prepare_summary(names: Names, findings: tuple[FindingView, ...], blocking: tuple[Batch, ...]) -> Summary:
    blockers = heads(blocking)
    total, shown = (sum(len(one.views) for one in some) for some in (blockers, blockers[:MOST]))
    counts = _counts(names, findings, total)
    return Summary(counts, blockers[:MOST], total - shown, tuple(_on_record(names)[:3]))


def _counts(names: Names, findings: tuple[FindingView, ...], blockers: int) -> Counts:
    review = names.review
    accepted = sum(view.accepted for view in findings)
    processors = [party for party in review.parties if party.role in _PROCESSORS]
    statuses = [item.status for item in review.transfers]
    standings = [party.contract for party in processors]
    return Counts(
        blockers=blockers,
        others=len(findings) - blockers - accepted,
        accepted=accepted,
        applied=_applied(review),
        silent=len(set(review.rules.satisfied) - names.heard),
        transfers=len(statuses),
        uncovered=statuses.count("uncovered"),
        undecided=statuses.count("unknown"),
        untold=sum(_is_without_tool(item) for item in review.transfers),
        processors=len(processors),
        unbound=sum(standings.count(one) for one in (Standing.NONE, Standing.ABSENT, Standing.STALE)),
        presumed=standings.count(Standing.PRESUMED),
        questions=len(names.questions),
        tools_presumed=sum(item.is_presumed for item in review.transfers),
    )


def _applied(review: Review) -> int:
    rules = review.rules
    return len(rules.violated) + len(rules.satisfied) + len(rules.undetermined)


def _on_record(names: Names) -> list[str]:
    """Contracts first, then transfers with their tool, then what stays in the EEA."""
    review = names.review
    recorded = (party for party in review.parties if party.contract is Standing.RECORDED)
    doubted = names.doubted
    contracts = [party for party in recorded if party.id not in doubted]
    found = [_contract(party) for party in contracts[:1]]
    found += [
        say("{transfer} to {importer}: {tool}", transfer=item.id, importer=item.importer_name, tool=item.tool)
        for item in review.transfers
        if item.status == "covered" and item.tool_state == "on record"
    ][:1]
    home = [item for item in review.components if item.zone is Zone.EEA and not is_foreign(item, review)]
    if home:
        found.append(
            say(
                "{n} of {all} components are processed in the EEA, "
                "and no foreign control over them is known.",
                n=len(home),
                all=len(review.components),
            )
        )
    found += [_contract(party) for party in contracts[1:]]
    return found


def _is_without_tool(item: TransferView) -> bool:
    return item.status != "covered" or item.tool_state not in ("on record", "presumed")


def _contract(party: PartyView) -> str:
    text = party.contract_text or say("on record")
    if party.role in _PROCESSORS:
        return say("Processor contract with {party}: {text}", party=party.name, text=text)
    return say("Contract with {party}: {text}", party=party.name, text=text)
