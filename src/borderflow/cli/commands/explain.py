"""`borderflow explain`: say what a rule or a finding means."""

from __future__ import annotations

from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.rulebook import find_rule, nearest_rule, rule_documents
from borderflow.renderers.text.ink import BLANK, inked
from borderflow.renderers.text.rule import rule_page

_SOVEREIGNTY = "SOV-"
"""Rules that only a profile puts in force."""
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from types import SimpleNamespace

    from borderflow.cli.console import Console
    from borderflow.cli.rulebook import Parsed
    from borderflow.renderers.text.ink import Line


def run(arguments: Namespace | SimpleNamespace, console: Console) -> int:
    """Print the page of a rule, or the findings that are meant with the page of their rule.

    Raises:
        InputError: when nothing is called so.
    """
    rule = find_rule(arguments.subject, arguments.policies)
    lines = _findings(arguments, console, rule) if arguments.paths else []
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


def _findings(arguments: Namespace | SimpleNamespace, console: Console, rule: Parsed | None) -> list[Line]:
    """The findings that are meant, under the first profile that makes them."""
    lines: list[Line] = []
    is_of_the_law = rule is not None and not rule["id"].startswith(_SOVEREIGNTY)
    for number, profile in enumerate(_profiles(arguments)):
        if lines or (number and is_of_the_law):
            break
        lines = list(_under(profile, arguments, console, is_first=not number))
    return lines


def _profiles(arguments: Namespace | SimpleNamespace) -> Iterator[str]:
    """The profiles that were named; without any, the law, then each one that asks for more than the law."""
    from borderflow import api

    if arguments.profiles:
        yield ",".join(arguments.profiles)
        return
    yield "default"
    documents = api.open_catalog(arguments.policies).profiles()
    yield from sorted(one["id"] for one in documents if one.get("sovereignty"))


def _under(
    profile: str, arguments: Namespace | SimpleNamespace, console: Console, *, is_first: bool
) -> Iterator[Line]:
    """Findings with that rule, name or beginning of a fingerprint. A faulty file is told of once."""
    from borderflow import api
    from borderflow.cli.day import day_of
    from borderflow.cli.faults import complain
    from borderflow.renderers.text.finding import full_finding
    from borderflow.renderers.text.ink import Tone

    day = day_of(arguments.as_of, console.environ)
    for result in api.check(arguments.paths, as_of=day, profile=profile, policies=arguments.policies):
        if result.error and is_first:
            complain(result.error, console)
        if result.review is None:
            continue
        beside = result.review.sovereignty.findings if result.review.sovereignty else ()
        for finding in (*result.review.findings, *beside):
            meant = arguments.subject.casefold() in (finding.rule.casefold(), finding.name)
            if meant or finding.fingerprint.startswith(arguments.subject):
                yield from full_finding(finding, result.review, console.width, reasons=True)
                if finding in beside:
                    said = f"Found with `--profile {profile}`, beside the law: no part of the verdict."
                    yield ((Tone.FAINT, said),)
                yield BLANK
