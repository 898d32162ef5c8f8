"""Names and numbers that every section shares, so that an id means the same on every page."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import say, say_counted
from borderflow.language.forms import by_name, country_name, listed
from borderflow.model import run
from borderflow.model.catalog import Zone
from borderflow.model.findings import Finding, Outcome, Question
from borderflow.model.report import ComponentView, FlowView, PartyView, Review
from borderflow.renderers.diagram.network import LANES, chip_of
from borderflow.renderers.diagram.words import countries_counted, parted


class Chip(Struct, frozen=True):
    """An ISO code in the colour and with the name of its zone."""

    text: str
    zone: Zone
    name: str


class Names(Struct, frozen=True):
    """Look-ups by id."""

    review: Review
    components: dict[str, ComponentView]
    parties: dict[str, PartyView]
    flows: dict[str, FlowView]
    findings: tuple[tuple[str, Finding], ...]
    """`F1` to `Fn` in the order of the review; questions have a list of their own."""
    questions: tuple[tuple[str, Question], ...]

    @property
    def heard(self) -> set[str]:
        """Rules that say something, be it a note or beside another finding."""
        found = [finding for _, finding in self.findings]
        return {one.rule for one in found} | {also.rule for one in found for also in one.also}

    @property
    def doubted(self) -> set[str]:
        """Parties whose recorded contract has no date, has expired, or names another entity (PRC-03)."""
        return {
            finding.parties[0]
            for _, finding in self.findings
            if finding.parties and "PRC-03" in (finding.rule, *(also.rule for also in finding.also))
        }

    def component(self, id: str) -> str:
        known = self.components.get(id)
        return (known.label or known.id) if known else id

    def party(self, id: str) -> str:
        if id in ("self", "controller"):
            return self.review.architecture.controller.name
        known = self.parties.get(id)
        return known.name if known else id

    def datum(self, id: str) -> str:
        return next((datum.label or id for datum in self.review.data if datum.id == id), id)

    def country(self, code: str) -> str:
        return country_name(code, self.review.country_names.get(code, code))

    def countries(self, codes: tuple[str, ...]) -> str:
        return ", ".join(by_name(map(self.country, codes))) or say("Not declared")

    def places(self, codes: tuple[str, ...]) -> str:
        """Names of countries; of a long list, those outside the EEA by name and the others as a number."""
        inside, outside = parted(codes, self.review.country_zones)
        if len(codes) < 5 or len(outside) > 4:
            return self.countries(codes) if len(codes) < 5 else countries_counted(len(codes))
        members = say_counted("{n} EEA country", "{n} EEA countries", inside)
        return listed([*by_name(map(self.country, outside)), members])

    def chip(self, codes: tuple[str, ...], zone: Zone | None = None) -> Chip:
        """One chip for a place or a law; the zone is the farthest of its countries unless stated."""
        codes = tuple(filter(None, codes))
        zones = [self.review.country_zones.get(code, Zone.OTHER) for code in codes] or [Zone.UNKNOWN]
        return Chip(
            chip_of(codes, self.review.country_zones),
            zone or max(zones, key=LANES.index),
            self.countries(codes),
        )


def collect_names(review: Review) -> Names:
    numbered = [finding for finding in review.findings if finding.outcome is not Outcome.UNKNOWN]
    return Names(
        review,
        {item.id: item for item in review.components},
        {item.id: item for item in review.parties},
        {item.id: item for item in review.flows},
        tuple((f"F{number}", finding) for number, finding in enumerate(numbered, 1)),
        tuple((f"Q{number}", asked) for number, asked in enumerate(_questions(review), 1)),
    )


def run_id(review: Review) -> str:
    """Eight letters that stand for the run."""
    return run.run_id(
        review.tool_version,
        review.as_of.isoformat(),
        review.profile,
        review.catalog_digest,
        (one.label for one in review.assumptions),
        review.inputs,
    )


def _questions(review: Review) -> list[Question]:
    """All questions; a finding that only asks is one, unless the list has it already."""
    asked = list(review.questions)
    for finding in review.findings:
        if finding.outcome is Outcome.UNKNOWN and not any(_same(finding, question) for question in asked):
            asked.append(_ask(finding))
    return asked


def _same(finding: Finding, question: Question) -> bool:
    about = {*finding.subject, *finding.components, *finding.parties, *finding.data, *finding.flows}
    return finding.rule == question.rule and (question.subject in about or not question.subject)


def _ask(finding: Finding) -> Question:
    return Question(
        subject=", ".join(finding.subject),
        asks=finding.title,
        why=finding.message,
        rule=finding.rule,
        severity=finding.severity,
        location=finding.location,
        answer=next(iter(finding.silenced_by), ""),
    )
