"""The four questions of a review, answered in words: transfer, cover, compulsion, contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from borderflow.language.forms import in_turn
from borderflow.model.catalog import Zone
from borderflow.model.comparison import Answers, Reply, Said
from borderflow.model.records import Standing
from borderflow.model.report import PartyView, Review, TransferView
from borderflow.model.whereabouts import countries_outside, is_place_open

_BOUND_ROLES = frozenset(("processor", "dual", "group"))
_CONTRACTS = (
    ((Standing.NONE,), "none with"),
    ((Standing.ABSENT, Standing.UNKNOWN), "nothing on record with"),
    ((Standing.STALE,), "expired with"),
    ((Standing.PRESUMED,), "presumed from the terms of"),
    ((Standing.RECORDED,), "on record with"),
)


def answer(review: Review) -> Answers:
    """All four, each on its own facts."""
    return Answers(_transfer(review), _covered(review), _compelled(review), _bound(review))


def law_of(party: PartyView, review: Review) -> tuple[str, ...]:
    """Countries outside the EEA whose law reaches a party, through control or its own seat."""
    countries = dict.fromkeys((*party.control, party.country))
    return tuple(code for code in countries if code and review.country_zones.get(code) is not Zone.EEA)


def _transfer(review: Review) -> Said:
    if review.transfers:
        return Said(Reply.YES, in_turn(map(_named, review.transfers)))
    if is_place_open(review):
        return Said(Reply.OPEN, "A place or an importer is not known")
    if places := _named_places(review):
        who = f"No importer outside the EEA on the declared facts, yet data may be processed in {places}"
        return Said(Reply.OPEN, who)
    return Said(Reply.NO, "No importer outside the EEA on the declared facts")


def _named_places(review: Review) -> str:
    return ", ".join(review.country_names.get(code, code) for code in countries_outside(review))


def _are_adequate(review: Review, places: Iterable[str]) -> bool:
    """Whether a decision covers these countries, whoever receives data there (Art. 45)."""
    zones = {review.country_zones.get(code) for code in places}
    return zones == {Zone.ADEQUATE} and all(flow.status != "unknown" for flow in review.flows)


def _named(transfer: TransferView) -> str:
    how = ", by remote access" if transfer.remote else ""
    return (
        f"{transfer.id} to {transfer.importer_name} ({' '.join(transfer.countries) or 'place unknown'}{how})"
    )


def _covered(review: Review) -> Said:
    if not review.transfers:
        return _covered_if_any(review)
    by_status = {
        status: [one for one in review.transfers if one.status == status]
        for status in ("uncovered", "unknown", "covered")
    }
    words = {"uncovered": "no safeguard on record", "unknown": "open", "covered": "on record"}
    text = in_turn(
        f"{one.id}: {one.tool or words[status]}" for status, found in by_status.items() for one in found
    )
    is_shown = all(one.tool_state == "on record" for one in by_status["covered"])
    covered = Reply.YES if is_shown else Reply.PARTLY
    replies = {"uncovered": Reply.NO, "unknown": Reply.OPEN, "covered": covered}
    return Said(next(replies[status] for status, found in by_status.items() if found), text)


def _covered_if_any(review: Review) -> Said:
    """Cover of what may be a transfer, where no importer is known."""
    places = countries_outside(review)
    if is_place_open(review) or (places and not _are_adequate(review, places)):
        return Said(Reply.OPEN, "Depends on the place")
    if places:
        return Said(Reply.YES, f"Adequate by decision: {_named_places(review)}")
    return Said(Reply.NONE, "No transfer")


def _compelled(review: Review) -> Said:
    by_law: dict[str, list[str]] = defaultdict(list)
    for party in review.parties:
        for code in law_of(party, review) if party.data else ():
            by_law[code].append(party.name)
    if by_law:
        laws = (
            f"{review.country_names.get(code, code)}: {', '.join(dict.fromkeys(names))}"
            for code, names in sorted(by_law.items())
        )
        return Said(Reply.YES, in_turn(laws))
    if any(not party.country for party in review.parties):
        return Said(Reply.OPEN, "The seat of a recipient is not known")
    if branches := [one.title for one in review.findings if one.rule == "ACC-08"]:
        noted = in_turn(branches)
        return Said(
            Reply.NO,
            f"No recipient by its seat or owner on the declared facts; a lighter tie is noted: {noted}",
        )
    return Said(Reply.NO, "Nobody under foreign law on the declared facts")


def _bound(review: Review) -> Said:
    owed = [party for party in review.parties if party.role in _BOUND_ROLES and not party.engaged_by]
    if not owed:
        return Said(Reply.NONE, "No processor")
    found = [(words, _names(owed, standings)) for standings, words in _CONTRACTS]
    text = in_turn(f"{words} {names}" for words, names in found if names)
    standings = {party.contract for party in owed}
    if standings <= {Standing.RECORDED}:
        return Said(Reply.YES, text)
    return Said(Reply.PARTLY if standings <= {Standing.RECORDED, Standing.PRESUMED} else Reply.NO, text)


def _names(parties: Iterable[PartyView], standings: tuple[Standing, ...]) -> str:
    return ", ".join(party.name for party in parties if party.contract in standings)
