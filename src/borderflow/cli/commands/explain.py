"""`borderflow explain`: say what a rule or a finding means."""

from __future__ import annotations

from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.rulebook import find_rule, nearest_rule, rule_documents
from borderflow.renderers.text.ink import BLANK, inked
from borderflow.renderers.text.rule import rule_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from types import SimpleNamespace

    from borderflow.cli.console import Console
    from borderflow.renderers.text.ink import Line


def run(arguments: Namespace | SimpleNamespace, console: Console) -> int:
    """Print the page of a rule, or the findings that are meant with the page of their rule.

    Raises:
        InputError: when nothing is called so.
    """
    rule = find_rule(arguments.subject, arguments.policies)
    lines = list(_findings(arguments, console) if arguments.paths else ())
    if rule is None and not lines:
        from borderflow.errors import Fault, InputError

        nearest = nearest_rule(arguments.subject, rule_documents(arguments.policies))
        raise InputError(Fault(*_unknown(arguments, nearest)))
    if rule is not None:
        lines += rule_page(rule, console.width)
    console.write(inked(lines, console.has_colour(console.stdout)))
    return NOTHING_BLOCKS


def _unknown(arguments: Namespace | SimpleNamespace, nearest: str) -> tuple[str, None, str]:
    subject = arguments.subject
    is_fingerprint = len(subject) >= 6 and set(subject) <= set("0123456789abcdef")
    if arguments.paths:
        return f"No rule and no finding there is called `{subject}`.", None, nearest
    if is_fingerprint:
        return (
            f"`{subject}` is no rule.",
            None,
            f"for a finding, name its file: `borderflow explain {subject} FILE`",
        )
    return f"There is no rule `{subject}`.", None, nearest


def _findings(arguments: Namespace | SimpleNamespace, console: Console) -> Iterator[Line]:
    """The findings with that rule, name or beginning of a fingerprint."""
    from borderflow import api
    from borderflow.cli.day import day_of
    from borderflow.cli.faults import complain
    from borderflow.renderers.text.finding import full_finding

    day = day_of(arguments.as_of, console.environ)
    for result in api.check(arguments.paths, as_of=day, policies=arguments.policies):
        if result.error:
            complain(result.error, console)
        for finding in result.review.findings if result.review else ():
            meant = arguments.subject.casefold() in (finding.rule.casefold(), finding.name)
            if result.review and (meant or finding.fingerprint.startswith(arguments.subject)):
                yield from full_finding(finding, result.review, console.width, reasons=True)
                yield BLANK
