"""The checklist of Art. 28 for each processor: is it bound, and does the contract set out what it must?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borderflow.language import say, to_say
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.report import BindingView, PartyView
from borderflow.renderers.register.renderer import Column
from borderflow.renderers.report.citations import article_text
from borderflow.renderers.report.evidence import LEVELS
from borderflow.renderers.report.findings import ground_source, place
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.words import ANSWERS, STANDINGS, mid_sentence, not_declared, record_text

_LETTERS = {
    "a": to_say("It processes only on documented instructions, transfers included"),
    "b": to_say("Its people are bound to confidentiality"),
    "c": to_say("It takes all measures of security under Art. 32"),
    "d": to_say("It engages others only under the conditions of Art. 28(2) and (4)"),
    "e": to_say("It assists with requests of data subjects"),
    "f": to_say("It assists with Art. 32 to 36: security, breaches, impact assessment, consultation"),
    "g": to_say("It deletes or returns all data at the end"),
    "h": to_say("It makes available what shows compliance, and allows audits"),
}
"""Art. 28(3)(a) to (h), in short."""
OWN_CONTROLLERS = ("controller", "own controller", "joint")
"""Roles that no Art. 28 contract is owed for."""


def check_columns() -> tuple[Column, ...]:
    """In the language of the moment."""
    return (
        Column("processor", say("Processor")),
        Column("item", say("Article"), 18),
        Column("requirement", say("What is required"), 52),
        Column("state", say("State"), 18),
        Column("rests_on", say("Rests on"), 44),
    )


def check_rows(names: Names) -> Iterator[tuple[str, ...]]:
    """A row an item and processor. Who is a controller of its own is bound by no such contract."""
    for party in names.review.parties:
        if party.binding is not None and party.role not in OWN_CONTROLLERS:
            for items, requirement, state, basis in _items(party, party.binding, names):
                cited = ", ".join(map(article_text, items.split(", ")))
                yield party.name, cited, requirement, state, basis


def contract_reference(party: PartyView, names: Names) -> str:
    """What the contract is called. Without day, version or evidence its conclusion is not shown (PRC-03)."""
    papers = [
        one.dpa
        for one in names.review.architecture.contracts
        if one.party == party.id and one.exporter is None and one.dpa.standing is Standing.RECORDED
    ]
    is_shown = any(one.on or one.version or one.evidence for one in papers)
    if party.contract_text and papers and not is_shown:
        return say("{paper}; conclusion not shown", paper=party.contract_text)
    return party.contract_text


def _items(party: PartyView, binding: BindingView, names: Names) -> Iterator[tuple[str, str, str, str]]:
    """Article, requirement, state, and what the state rests on: a paper of its own, else the contract."""
    basis, at = _basis(party, binding, names), place(party.location)
    entries = [one for one in names.review.architecture.contracts if one.party == party.id]
    contracts = [one for one in entries if one.exporter is None]
    diligence = [record for one in contracts for record in (one.due_diligence, one.assessment)]
    deletion = _paper([one.deletion for one in contracts], basis)
    yield (
        article_text("28(1)"),
        say("Sufficient guarantees were assessed"),
        _stated(binding.guarantees),
        _paper(diligence, at),
    )
    yield (
        article_text("28(2)"),
        say("Sub-processors are authorised in writing"),
        _stated(binding.authorisation),
        _paper([one.sub_processor_authorisation for one in contracts], basis),
    )
    yield (
        f"{article_text('28(3)')}, {article_text('28(9)')}",
        say("There is a contract in writing"),
        _stated(party.contract),
        basis,
    )
    for letter, requirement in _LETTERS.items():
        rests_on = deletion if letter == "g" and letter not in binding.content else basis
        yield f"28(3)({letter})", say(requirement), _letter(letter, party, binding), rests_on
    yield (
        article_text("28(4)"),
        say("Sub-processors are bound to the same duties"),
        _stated(binding.flow_down),
        _paper([one.flow_down for one in contracts], basis),
    )


def _letter(letter: str, party: PartyView, binding: BindingView) -> str:
    answer = binding.content.get(letter, Answer.ABSENT)
    if answer is Answer.ABSENT and letter == "g" and party.deletion is not Standing.ABSENT:
        return _stated(party.deletion)
    if answer is Answer.ABSENT and party.contract is Standing.PRESUMED:
        return say(STANDINGS[Standing.PRESUMED])
    return say(ANSWERS[answer])


def _stated(standing: Standing) -> str:
    return not_declared() if standing is Standing.ABSENT else say(STANDINGS[standing])


def _paper(records: Iterable[Record], otherwise: str) -> str:
    """The first of these that is on record, in its own words; else where the matter is to be looked up."""
    shown = (one for one in records if one.standing in (Standing.RECORDED, Standing.STALE))
    return next((record_text(one) for one in shown), otherwise)


def _basis(party: PartyView, binding: BindingView, names: Names) -> str:
    """The paper itself when one is named, else what the catalogue knows, else where it could be stated."""
    if party.contract_text:
        return contract_reference(party, names)
    if binding.ground is None:
        return place(party.location)
    level = binding.ground.level
    return ground_source(binding.ground) + ("" if level.carries else f", {mid_sentence(say(LEVELS[level]))}")
