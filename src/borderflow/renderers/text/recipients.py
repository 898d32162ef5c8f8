"""The table of recipients: who they are, whose law reaches them, what is on record, and the transfers."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.records import Standing
from borderflow.model.report import PartyView, Review, TransferView
from borderflow.renderers.text.ink import Line
from borderflow.renderers.text.table import table

HEAD = ("recipient", "entity", "seat", "law", "contract", "transfer")
CONTRACTS = {
    Standing.RECORDED: "on record",
    Standing.PRESUMED: "presumed",
    Standing.STALE: "expired",
    Standing.UNKNOWN: "not known",
    Standing.ABSENT: "not on record",
    Standing.NONE: "none",
}


def recipients(review: Review, width: int) -> Iterator[Line]:
    """One row a party; a party engaged by another stands under it."""
    rows = [recipient_row(party, review) for party in review.parties]
    yield from table(HEAD, rows, width)


def recipient_row(party: PartyView, review: Review) -> tuple[str, ...]:
    """The six cells of a recipient; a dash where there is nothing to say."""
    return (
        ("+ " if party.engaged_by else "") + party.name,
        party.entity or "-",
        party.country or "?",
        " ".join(party.control) or party.country or "?",
        CONTRACTS[party.contract],
        _transfer(party, review),
    )


def _has_part(party: PartyView, transfer: TransferView) -> bool:
    """Whether a party exports or imports, itself or through a company behind it (`openai/us`)."""
    names = {party.id, party.name, party.entity}
    return (
        transfer.exporter in names
        or transfer.importer in names
        or transfer.importer.startswith(f"{party.id}/")
    )


def _transfer(party: PartyView, review: Review) -> str:
    mine = [transfer for transfer in review.transfers if _has_part(party, transfer)]
    return "; ".join(f"{one.id} to {' '.join(one.countries) or '?'}: {_status(one)}" for one in mine) or "-"


def _status(transfer: TransferView) -> str:
    """What rests on a provider's published terms alone is told apart from what is on record."""
    return "presumed" if transfer.is_presumed else transfer.status
