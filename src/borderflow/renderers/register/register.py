"""The tables of the register, from the same sections that the report prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from borderflow.language import say
from borderflow.language.forms import in_turn
from borderflow.model.records import Standing
from borderflow.model.report import PartyView, Review
from borderflow.renderers.footing import footing
from borderflow.renderers.register.checklist import (
    OWN_CONTROLLERS,
    check_columns,
    check_rows,
    contract_reference,
)
from borderflow.renderers.register.renderer import Column, Register, Table
from borderflow.renderers.report.article30 import (
    controller_fields,
    processor_fields,
    register_entry,
    transfers_field,
)
from borderflow.renderers.report.names import Names, collect_names
from borderflow.renderers.report.record import Recipient, recipients_of
from borderflow.renderers.report.transfers import TransferColumn, prepare_transfers
from borderflow.renderers.report.words import NONE, not_declared

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
    return Register(say("Register of processing activities"), reviews[0].as_of, tables, footing(reviews[0]))


def _is_processor(names: Names) -> bool:
    return names.review.architecture.system.role == "processor"


def _records(controllers: Sequence[Names], processors: Sequence[Names]) -> Iterator[Table]:
    if controllers:
        yield _record(
            "record_30_1",
            say("Record, Art. 30(1)"),
            say("A row a processing activity, in the order of Art. 30(1); the legal basis is added."),
            [
                (names, [(field.name, field.lines) for field in controller_fields(names)])
                for names in controllers
            ],
            _CONTROLLER,
        )
    if processors:
        yield _record(
            "record_30_2",
            say("Record, Art. 30(2)"),
            say("A row a category of processing on behalf of others, in the order of Art. 30(2)."),
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
        Column("system", say("System"), 22),
        Column("register_entry", say("Register entry"), 14),
        *(Column(key, name, 24) for key, name in zip(ids, heads, strict=True)),
        Column("declared_in", say("Declared in"), 20),
    )
    rows = tuple(
        (
            _system(names),
            register_entry(names.review),
            *("\n".join(lines) for _, lines in fields),
            "\n".join(one.path for one in names.review.inputs) or not_declared(),
        )
        for names, fields in activities
    )
    return Table(id_, title, about, columns, rows)


def _system(names: Names) -> str:
    system = names.review.architecture.system
    return " ".join(filter(None, (system.name, system.version)))


def _recipients(systems: Iterable[Names]) -> Table:
    columns = (
        Column("system", say("System"), 18),
        Column("recipient", say("Recipient"), 18),
        Column("entity", say("Legal entity and seat"), 24),
        Column("role", say("Role"), 19),
        Column("parent", say("Parent"), 20),
        Column("places", say("Places of processing")),
        Column("law", say("Law that reaches it"), 16),
        Column("data", say("Data"), 24),
        Column("contract", say("Contract (Art. 28)"), 16),
        Column("reference", say("Reference"), 22),
        Column("sub_processors", say("Sub-processors"), 24),
        Column("deletion", say("Deletion at end"), 16),
        Column("audit", say("Audit right"), 16),
    )
    rows = tuple(
        (_system(names), *_recipient(party, row, names))
        for names in systems
        for party, row in zip(names.review.parties, recipients_of(names), strict=True)
    )
    about = say("Everybody who receives personal data, with the role and what is on record (Art. 30(1)(d)).")
    return Table("recipients", say("Recipients"), about, columns, rows)


def _recipient(party: PartyView, row: Recipient, names: Names) -> Iterator[str]:
    yield row.name
    yield row.entity
    yield _role(party, row.role, names)
    yield _parent(party, names)
    yield row.places.name
    yield _law(party, names)
    yield "\n".join(map(names.datum, party.data)) or say(NONE)
    yield row.contract.text
    yield contract_reference(party, names) or not_declared()
    yield row.sub_processors.text
    yield row.deletion.text
    yield row.audit.text


def _role(party: PartyView, role: str, names: Names) -> str:
    """That a recipient is a processor is presumed where neither role nor contract is on record."""
    declared = names.review.architecture.parties.get(party.id)
    is_stated = party.contract is Standing.RECORDED or bool(declared and declared.role)
    return role if is_stated or party.role != "processor" else say("{role} (presumed)", role=role)


def _law(party: PartyView, names: Names) -> str:
    """The law of its own seat, and every other that reaches it."""
    countries = dict.fromkeys(filter(None, (party.country, *party.control)))
    return names.countries(tuple(countries)) if countries else not_declared()


def _parent(party: PartyView, names: Names) -> str:
    country = names.country(party.parent_country) if party.parent_country else ""
    return ", ".join(filter(None, (party.parent, country))) or not_declared()


def _sub_processors(systems: Iterable[Names]) -> Table:
    columns = (
        Column("system", say("System"), 22),
        Column("engaged_by", say("Engaged by")),
        Column("sub_processor", say("Sub-processor")),
        Column("entity", say("Legal entity and seat"), 30),
        Column("parent", say("Parent")),
        Column("data", say("Data that reach it"), 30),
        Column("list", say("List of sub-processors"), 20),
    )
    rows = tuple((_system(names), *row) for names in systems for row in _chain(names))
    about = say(
        "Sub-processors by the processor that engages them (Art. 28(2), 28(4)); for Art. 30(1)(d) too."
    )
    return Table("sub_processors", say("Sub-processors"), about, columns, rows)


def _chain(names: Names) -> Iterator[tuple[str, ...]]:
    """Those that data are known to reach, and those that are only named."""
    shown = {party.id: row for party, row in zip(names.review.parties, recipients_of(names), strict=True)}
    for party in names.review.parties:
        behind = [one for one in names.review.parties if one.engaged_by == party.id]
        standing = shown[party.id].sub_processor_list.text
        for one in behind:
            data = "\n".join(map(names.datum, one.data)) or not_declared()
            yield party.name, one.name, shown[one.id].entity, _parent(one, names), data, standing
        abroad = _importers(party, behind, names)
        for name, entity, data in abroad:
            yield party.name, name, entity, _parent(party, names), data, standing
        named = [name for name in party.sub_processors if name not in {one.name for one in behind}]
        if (
            not behind
            and not abroad
            and not named
            and party.binding is not None
            and party.role not in OWN_CONTROLLERS
        ):
            named = [_none_named(party, names)]
        for name in named:
            yield party.name, name, not_declared(), not_declared(), not_declared(), standing


def _importers(party: PartyView, behind: Sequence[PartyView], names: Names) -> list[tuple[str, str, str]]:
    """Entities abroad that it passes data on to: name, name with country, and data."""
    known = {party.id, *(one.id for one in behind)}
    return [
        (
            one.importer_name,
            f"{one.importer_name}, {names.countries(one.countries)}",
            "\n".join(map(names.datum, one.data)) or not_declared(),
        )
        for one in names.review.transfers
        if one.exporter_id == party.id and one.importer not in known
    ]


def _none_named(party: PartyView, names: Names) -> str:
    """A processor that is declared to engage nobody, or one of which nobody said whom it engages."""
    declared = names.review.architecture.parties.get(party.id)
    return say(NONE) if declared is not None and declared.sub_processors == () else not_declared()


def _checklist(systems: Iterable[Names]) -> Table:
    rows = tuple((_system(names), *row) for names in systems for row in check_rows(names))
    about = say(
        "What the contract with each processor must set out (Art. 28). “Presumed” is taken from published "
        "terms, or from a contract on record, that nobody has recorded as read; contracts are recorded here, "
        "and not read."
    )
    return Table(
        "article_28",
        say("Art. 28 checklist"),
        about,
        (Column("system", say("System"), 22), *check_columns()),
        rows,
    )


def _transfers(systems: Sequence[Names]) -> Table:
    columns = (
        Column("system", say("System"), 22),
        Column("id", say("No."), 6),
        Column("exporter", say("Exporter")),
        Column("importer", say("Importer")),
        Column("kind", say("Kind"), 20),
        Column("countries", say("Country"), 18),
        Column("data", say("Data"), 30),
        Column("tool", say("Tool or ground"), 30),
        Column("safeguards", say("Documentation of safeguards"), 40),
    )
    rows = tuple(
        (_system(names), *_transfer(column))
        for names in systems
        for column in prepare_transfers(names).columns
    )
    without = [names for names in systems if not names.review.transfers]
    about = say(
        "Transfers outside the EEA (Art. 30(1)(e), 30(2)(c)). What covers each is added: the articles ask "
        "for documented safeguards only where Art. 49(1), second subparagraph, is relied on."
    )
    none = in_turn(
        say("{name}: {said}", name=_system(names), said=line)
        for names in without
        for line in transfers_field(names).lines
    )
    return Table("transfers", say("Transfers"), about, columns, rows, none)


def _transfer(one: TransferColumn) -> tuple[str, ...]:
    tool, formal = one.cells[1], one.cells[4]
    safeguards = f"{tool.state}: {tool.text}\n{formal.state}: {formal.text}"
    return one.id, one.exporter, one.importer, one.kind, one.countries, one.data, one.tool, safeguards
