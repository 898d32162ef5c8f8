"""JUnit XML, the test results that most CI servers draw (the `testsuites` of Jenkins' and GitLab's readers).

A system is a suite. What blocks is a failure; what does not is a test that passed and says something; a
question or an accepted risk is a skipped one; and a rule that is satisfied is a test that passed. So the
numbers in the CI server agree with the exit code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from borderflow.model.findings import Finding, Outcome, Status
from borderflow.model.report import Review
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.text.ink import neutral

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def _render(review: Review, options: Options) -> bytes:
    return _render_all((review,), options)


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:  # noqa: ARG001 - JUnit has no options
    from xml.etree.ElementTree import Element, indent, tostring

    suites = [_suite(review) for review in reviews]
    root = Element("testsuites", {"name": "borderflow", **_counts(suites)})
    root.extend(suites)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(review: Review) -> Element:
    from xml.etree.ElementTree import Element

    name = neutral(review.architecture.system.name)
    cases = [*(_case(finding, name) for finding in review.findings), *_passes(review, name)]
    suite = Element("testsuite", name=name, timestamp=f"{review.as_of}T00:00:00", errors="0", time="0")
    suite.attrib |= {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
    }
    suite.extend(cases)
    return suite


def _counts(suites: Sequence[Element]) -> dict[str, str]:
    return {
        key: str(sum(int(suite.attrib[key]) for suite in suites)) for key in ("tests", "failures", "skipped")
    }


def _case(finding: Finding, system: str) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    case = Element("testcase", classname=f"{system}.{finding.rule}", name=_name(finding), time="0")
    if finding.location:
        case.attrib |= {"file": neutral(finding.location.file), "line": str(finding.location.line)}
    message = neutral(finding.title)
    if finding.blocking:
        failure = SubElement(case, "failure", message=message, type=f"{finding.severity} {finding.outcome}")
        failure.text = _text(finding)
    elif finding.status is not Status.OPEN or finding.outcome is Outcome.UNKNOWN:
        SubElement(case, "skipped", message=f"{_reason(finding)}: {message}")
    else:
        SubElement(case, "system-out").text = _text(finding)
    return case


def _reason(finding: Finding) -> str:
    return "question" if finding.status is Status.OPEN else str(finding.status)


def _name(finding: Finding) -> str:
    """The rule and what it speaks about: a name that stays from run to run."""
    return neutral(f"{finding.name} {finding.fingerprint[:12] or ' '.join(finding.subject)}: {finding.title}")


def _text(finding: Finding) -> str:
    lines = [
        f"{finding.severity} {finding.outcome}: {finding.message}",
        *(f"at: {finding.location}" for _ in (finding.location,) if finding.location),
        f"law: {'; '.join(finding.basis)}",
        *(f"fix: {remedy}" for remedy in finding.remedies),
    ]
    return "\n".join(map(neutral, lines))


def _passes(review: Review, system: str) -> Iterator[Element]:
    from xml.etree.ElementTree import Element

    for rule in review.rules.satisfied:
        note = review.rule_notes.get(rule)
        yield Element("testcase", classname=f"{system}.{rule}", name=note.name if note else rule, time="0")


junit = Renderer("junit", ".xml", "application/xml", _render, _render_all)
