"""What a draft says before it has a form: facts with their sources, and what people still have to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from borderflow.language import say
from borderflow.language.forms import day
from borderflow.model.catalog import Jurisdiction
from borderflow.model.report import Review, TransferView
from borderflow.renderers.assessment.facts import Line, lines_of
from borderflow.renderers.assessment.prompts import ABOUT, CONCLUSION, PROMPTS
from borderflow.renderers.footing import footing
from borderflow.renderers.report.article30 import register_entry
from borderflow.renderers.report.names import Names, collect_names, run_id
from borderflow.renderers.report.transfers import STEPS, asked_about, concerns
from borderflow.renderers.report.words import not_declared

_LONGEST = 40
"""Letters of each part of a file's name."""


class Part(Struct, frozen=True):
    """One of the six steps."""

    title: str
    about: str
    required: bool
    lines: tuple[Line, ...]
    prompts: tuple[str, ...]
    """What only people can write; none where the step is not required."""


class Finding(Struct, frozen=True):
    """A finding of the review that is about this transfer."""

    id: str
    title: str
    remedy: str


class Asked(Struct, frozen=True):
    """A question of the review that is open about this transfer."""

    id: str
    asks: str
    answer: str
    """What to write into the description of the system."""


class Draft(Struct, frozen=True):
    """The assessment of one transfer, as far as facts go."""

    file: str
    """Name of its file, without the ending: letters, digits and hyphens."""
    title: str
    transfer: str
    head: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    questions: tuple[Asked, ...]
    findings: tuple[Finding, ...]
    conclusion: tuple[str, ...]
    footer: str
    as_of: date


def drafts_of(reviews: Sequence[Review], jurisdictions: Mapping[str, Jurisdiction]) -> tuple[Draft, ...]:
    """One draft a transfer, in the order and with the numbers of the report. Jurisdictions are by country."""
    found: list[Draft] = []
    taken: set[str] = set()
    for review in reviews:
        names = collect_names(review)
        for transfer in review.transfers:
            found.append(_draft(names, transfer, jurisdictions, taken))
            taken.add(found[-1].file)
    return tuple(found)


def _draft(
    names: Names, transfer: TransferView, jurisdictions: Mapping[str, Jurisdiction], taken: set[str]
) -> Draft:
    review, countries = names.review, names.countries(transfer.countries)
    there, reaching = (
        [jurisdictions[code] for code in codes if code in jurisdictions]
        for codes in (transfer.countries, _reaching(transfer, names))
    )
    lines = lines_of(transfer, names, there, reaching)
    importer = transfer.importer_name or names.party(transfer.importer)
    way = f"{names.party(transfer.exporter)} → {importer}, {countries}"
    return Draft(
        file=_file(review, transfer, taken),
        title=say("Transfer impact assessment"),
        transfer=say("{name}: {said}", name=transfer.id, said=way),
        head=tuple(_head(names)),
        parts=tuple(_parts(transfer, lines)),
        questions=tuple(Asked(id_, one.asks, one.answer) for id_, one in asked_about(transfer, names)),
        findings=tuple(_findings(names, transfer)),
        conclusion=tuple(map(say, CONCLUSION)),
        footer=" ".join((say("Draft."), footing(review))),
        as_of=review.as_of,
    )


def _reaching(transfer: TransferView, names: Names) -> list[str]:
    """Countries that the importer is under through its group, apart from those that the data go to."""
    party = names.parties.get(transfer.importer.partition("/")[0])
    return [code for code in (party.control if party else ()) if code not in transfer.countries]


def _head(names: Names) -> Iterator[tuple[str, str]]:
    review, architecture = names.review, names.review.architecture
    controller, system = architecture.controller, architecture.system
    country = f", {names.country(controller.country)}" if controller.country else ""
    yield say("System"), " ".join(filter(None, (system.name, system.version)))
    role = say("Processor") if system.role == "processor" else say("Controller")
    yield role, controller.name + country
    yield say("Data protection officer"), architecture.review.dpo or not_declared()
    yield say("Register entry"), register_entry(review)
    yield say("Facts as of"), day(review.as_of)
    yield say("Run"), run_id(review)


def _parts(transfer: TransferView, lines: Sequence[tuple[Line, ...]]) -> Iterator[Part]:
    for number, (title, about, found, prompts) in enumerate(zip(STEPS, ABOUT, lines, PROMPTS, strict=True)):
        steps = transfer.steps
        required = number >= len(steps) or steps[number].state != "not required"
        yield Part(say(title), say(about), required, found, tuple(map(say, prompts)) if required else ())


def _findings(names: Names, transfer: TransferView) -> Iterator[Finding]:
    for id_, finding in names.findings:
        if concerns(finding, transfer):
            yield Finding(id_, finding.title, finding.remedies[0] if finding.remedies else not_declared())


def _file(review: Review, transfer: TransferView, taken: set[str]) -> str:
    """`tia-support-copilot-t1-openai-us`: no word of a manifest gets into a path as it stands."""
    importer = _plain(transfer.importer)
    country = [code for code in map(_plain, transfer.countries) if not importer.endswith(f"-{code}")]
    parts = (_plain(review.architecture.system.name), _plain(transfer.id), importer, *country)
    stem = "-".join(("tia", *filter(None, parts)))
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _plain(text: str) -> str:
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.casefold())[:_LONGEST].strip("-")
