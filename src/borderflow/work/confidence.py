"""What rests on a foreign file is marked with how it is known; what such a file leaves open is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from borderflow.foreign.assuming import ASSUMED
from borderflow.language import say, to_say
from borderflow.model.architecture import UNSTATED_OPERATOR, Architecture
from borderflow.model.findings import Finding, Question, Severity
from borderflow.model.knowledge import Ground, Origin
from borderflow.model.reading import Known, Reading

_ASSUMED = to_say("what users enter is assumed to be personal data, for the files declare none")
_PASSED_ON = to_say("that these data go there is assumed, for nothing says what the flows carry")
_ORIGINS = {
    Known.DECLARED: Origin.DECLARED,
    Known.RESOLVED: Origin.RESOLVED,
    Known.INFERRED: Origin.INFERRED,
    Known.UNKNOWN: Origin.INFERRED,
}
DATA = "data"
"""The subject under which a reader asks which data there are."""
_MOST = 6
"""Grounds of this kind that one finding shows."""


def mark(findings: Sequence[Finding], architecture: Architecture) -> tuple[Finding, ...]:
    """Add to each finding what it rests on that a reader resolved or inferred."""
    reading = architecture.reading
    if reading is None:
        return tuple(findings)
    return tuple(
        replace(finding, facts=(*finding.facts, *_grounds(finding, architecture, reading)))
        for finding in findings
    )


def ask_openly(questions: Sequence[Question], architecture: Architecture) -> tuple[Question, ...]:
    """The questions of the rules, those of the readers, and who runs what nobody's name stands at."""
    reading = architecture.reading
    found = list(reading.questions if reading else ())
    asked = {one.subject for one in found}
    found += [one for one in _operators(architecture) if one.subject not in asked]
    if not found:
        return tuple(questions)
    return tuple(
        sorted(
            (*questions, *found), key=lambda one: (-one.worst, -one.severity, one.rule or "~", one.subject)
        )
    )


def _operators(architecture: Architecture) -> Iterator[Question]:
    for id_, component in architecture.components.items():
        if component.operator == UNSTATED_OPERATOR:
            yield Question(
                id_,
                say("Who operates `{component}`?", component=id_),
                say("Whoever operates it receives the data: a recipient, perhaps in a third country."),
                "",
                Severity.MEDIUM,
                Severity.HIGH,
                architecture.locate((*component.path, "operator")),
                f"components: {{{id_}: {{operator: company/product}}}}",
            )


def _grounds(finding: Finding, architecture: Architecture, reading: Reading) -> Iterable[Ground]:
    ids = (*finding.components, *finding.flows, *_between(finding, architecture))
    found = {
        basis.because: basis
        for id_ in dict.fromkeys(ids)
        for field in ("operator", "region", "flow")
        if (basis := reading.bases.get((id_, field))) and basis.because and basis.how is not Known.DECLARED
    }
    grounds = [
        Ground(text, _ORIGINS[basis.how], location=architecture.locate(basis.path))
        for text, basis in found.items()
    ]
    return (*grounds[:_MOST], *_assumed(finding, architecture, reading))


def _assumed(finding: Finding, architecture: Architecture, reading: Reading) -> Iterator[Ground]:
    """What was taken for so: that there are personal data, or that declared ones are passed on."""
    if reading.assumptions and finding.data:
        datum = architecture.data.get(ASSUMED)
        is_bare = ASSUMED in finding.data and (datum is None or not datum.categories)
        yield Ground(say(_ASSUMED if is_bare else _PASSED_ON), Origin.INFERRED)


def _between(finding: Finding, architecture: Architecture) -> Iterator[str]:
    """Flows on the witness path."""
    hops = [hop.component for hop in finding.path if hop.component]
    pairs = set(pairwise(hops))
    yield from (flow.id for flow in architecture.flows if (flow.source, flow.target) in pairs)
