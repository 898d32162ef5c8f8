"""The tables of the register, from the same sections that the report prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from borderflow.language.forms import day
from borderflow.model.report import PartyView, Review
from borderflow.renderers.register.checklist import COLUMNS as CHECKS
from borderflow.renderers.register.checklist import OWN_CONTROLLERS, check_rows
from borderflow.renderers.register.renderer import Column, Register, Table
from borderflow.renderers.report.article30 import controller_fields, processor_fields
from borderflow.renderers.report.names import Names, collect_names
from borderflow.renderers.report.record import Recipient, recipients_of
from borderflow.renderers.report.transfers import TransferColumn, prepare_transfers
from borderflow.renderers.report.words import NONE, NOT_DECLARED

_CONTROLLER = (
    "controller_and_dpo", "purposes", "legal_basis", "data_subjects", "data_categories", "recipients",
    "transfers", "erasure", "security",
)  # fmt: skip
_PROCESSOR = ("processor_and_dpo", "on_behalf_of", "processing", "sub_processors", "transfers", "security")
"""The fields of Art. 30(1) and (2) for programs, in the order of the sections of the report."""


def register_of(reviews: Sequence[Review]) -> Register:
    """One register over all systems; a table that nothing belongs to is left out, the recipients excepted."""
    all_names = [collect_names(review) for review in reviews]
    controllers = [names for names in all_names if not _is_processor(names)]
    processors = [names for names in all_names if _is_processor(names)]
    tables = (
        *_records(controllers, processors),
        _recipients(all_names),
        _sub_processors(all_names),
        _checklist(all_names),
        _transfers(all_names),
    )
    return Register("Register of processing activities", reviews[0].as_of, tables, _caveat(reviews[0]))


def _caveat(review: Review) -> str:
    facts = f"; provider facts of {review.catalog_reviewed}" if review.catalog_reviewed else ""
    return f"Decision support, no legal advice. As of {day(review.as_of)}{facts}."


def _is_processor(names: Names) -> bool:
    return names.review.architecture.system.role == "processor"


def _records(controllers: Sequence[Names], processors: Sequence[Names]) -> Iterator[Table]:
    if controllers:
        yield _record(
            "record_30_1",
            "Record, Art. 30(1)",
            "A row a processing activity, in the order of Art. 30(1); the legal basis is added.",
            [
                (names, [(field.name, field.lines) for field in controller_fields(names)])
                for names in controllers
            ],
            _CONTROLLER,
        )
    if processors:
        yield _record(
            "record_30_2",
            "Record, Art. 30(2)",
            "A row a category of processing on behalf of others, in the order of Art. 30(2).",
            [
                (names, [(field.name, field.lines) for field in processor_fields(names)])
                for names in processors
            ],
            _PROCESSOR,
        )


def _record(
    id_: str,
    title: str,
    about: str,
    activities: Sequence[tuple[Names, list[tuple[str, tuple[str, ...]]]]],
    ids: Sequence[str],
) -> Table:
    heads = [name for name, _ in activities[0][1]]
    columns = (
        Column("system", "System", 22),
        Column("register_entry", "Register entry", 14),
        *(Column(key, name, 34) for key, name in zip(ids, heads, strict=True)),
        Column("declared_in", "Declared in", 26),
    )
    rows = tuple(
        (
            _system(names),
            names.review.architecture.review.register_entry or _entries(names) or NOT_DECLARED,
            *("\n".join(lines) for _, lines in fields),
            "\n".join(one.path for one in names.review.inputs) or NOT_DECLARED,
        )
        for names, fields in activities
    )
    return Table(id_, title, about, columns, rows)


def _entries(names: Names) -> str:
    """The ids under which its purposes are in the register already."""
    return "\n".join(dict.fromkeys(one.record.text for one in names.review.purposes if one.record.text))


def _system(names: Names) -> str:
    system = names.review.architecture.system
    return " ".join(filter(None, (system.name, system.version)))


def _recipients(systems: Iterable[Names]) -> Table:
    columns = (
        Column("system", "System", 22),
        Column("recipient", "Recipient"),
        Column("entity", "Legal entity and seat", 30),
        Column("role", "Role", 16),
        Column("parent", "Parent"),
        Column("places", "Places of processing"),
        Column("law", "Law that reaches it", 20),
        Column("data", "Data", 30),
        Column("contract", "Contract (Art. 28)", 18),
        Column("reference", "Reference", 26),
        Column("sub_processors", "Sub-processors", 30),
        Column("deletion", "Deletion at end", 18),
    )
    rows = tuple(
        (_system(names), *_recipient(party, row, names))
        for names in systems
        for party, row in zip(names.review.parties, recipients_of(names), strict=True)
    )
    about = "Everybody who receives personal data, with the role and what is on record (Art. 30(1)(d))."
    return Table("recipients", "Recipients", about, columns, rows)


def _recipient(party: PartyView, row: Recipient, names: Names) -> Iterator[str]:
    yield row.name
    yield row.entity
    yield row.role
    yield _parent(party, names)
    yield row.places.name
    yield row.law.name
    yield "\n".join(map(names.datum, party.data)) or NONE
    yield row.contract.text
    yield row.contract_text or NOT_DECLARED
    yield row.sub_processors.text
    yield row.deletion.text


def _parent(party: PartyView, names: Names) -> str:
    country = names.country(party.parent_country) if party.parent_country else ""
    return ", ".join(filter(None, (party.parent, country))) or NOT_DECLARED


def _sub_processors(systems: Iterable[Names]) -> Table:
    columns = (
        Column("system", "System", 22),
        Column("engaged_by", "Engaged by"),
        Column("sub_processor", "Sub-processor"),
        Column("entity", "Legal entity and seat", 30),
        Column("parent", "Parent"),
        Column("data", "Data that reach it", 30),
        Column("list", "List of sub-processors", 20),
    )
    rows = tuple((_system(names), *row) for names in systems for row in _chain(names))
    about = "Sub-processors by the processor that engages them (Art. 28(2), 28(4)); for Art. 30(1)(d) too."
    return Table("sub_processors", "Sub-processors", about, columns, rows)


def _chain(names: Names) -> Iterator[tuple[str, ...]]:
    """Those that data are known to reach, and those that are only named."""
    shown = {party.id: row for party, row in zip(names.review.parties, recipients_of(names), strict=True)}
    for party in names.review.parties:
        behind = [one for one in names.review.parties if one.engaged_by == party.id]
        standing = shown[party.id].sub_processor_list.text
        for one in behind:
            data = "\n".join(map(names.datum, one.data)) or NOT_DECLARED
            yield party.name, one.name, shown[one.id].entity, _parent(one, names), data, standing
        named = [name for name in party.sub_processors if name not in {one.name for one in behind}]
        if not behind and not named and party.binding is not None and party.role not in OWN_CONTROLLERS:
            named = [_none_named(party, names)]
        for name in named:
            yield party.name, name, NOT_DECLARED, NOT_DECLARED, NOT_DECLARED, standing


def _none_named(party: PartyView, names: Names) -> str:
    """A processor that is declared to engage nobody, or one of which nobody said whom it engages."""
    declared = names.review.architecture.parties.get(party.id)
    return NONE if declared is not None and declared.sub_processors == () else NOT_DECLARED


def _checklist(systems: Iterable[Names]) -> Table:
    rows = tuple((_system(names), *row) for names in systems for row in check_rows(names))
    about = (
        "What the contract with each processor must set out (Art. 28). “Presumed” is part of published terms "
        "that nobody has recorded as read; contracts are recorded here, and not read."
    )
    return Table("article_28", "Art. 28 checklist", about, (Column("system", "System", 22), *CHECKS), rows)


def _transfers(systems: Iterable[Names]) -> Table:
    columns = (
        Column("system", "System", 22),
        Column("id", "No.", 6),
        Column("exporter", "Exporter"),
        Column("importer", "Importer"),
        Column("kind", "Kind", 20),
        Column("countries", "Country", 18),
        Column("data", "Data", 30),
        Column("tool", "Tool or ground", 30),
        Column("safeguards", "Documentation of safeguards", 40),
    )
    rows = tuple(
        (_system(names), *_transfer(column))
        for names in systems
        for column in prepare_transfers(names).columns
    )
    about = (
        "Transfers outside the EEA with the documentation of suitable safeguards (Art. 30(1)(e), 30(2)(c))."
    )
    return Table("transfers", "Transfers", about, columns, rows)


def _transfer(one: TransferColumn) -> tuple[str, ...]:
    tool, formal = one.cells[1], one.cells[4]
    safeguards = f"{tool.state}: {tool.text}\n{formal.state}: {formal.text}"
    return one.id, one.exporter, one.importer, one.kind, one.countries, one.data, one.tool, safeguards
