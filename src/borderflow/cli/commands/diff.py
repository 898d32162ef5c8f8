"""`borderflow diff`: what changed between two versions of a system."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import BLOCKED, NOTHING_BLOCKS
from borderflow.cli.judging import checking, form_of
from borderflow.cli.output import STDOUT, deliver
from borderflow.cli.progress import waiting
from borderflow.model.difference import Difference
from borderflow.model.findings import Severity, Status
from borderflow.renderers import find_difference_renderer


def run(arguments: Namespace, console: Console) -> int:
    """Write what changed; 1 when a finding is new or worse that `--fail-on` names.

    Raises:
        BorderflowError: when one of the two cannot be read or judged.
    """
    from borderflow import api
    from borderflow.changes import diff

    check = checking(arguments, console)
    old, new = map(Path, arguments.paths)
    with waiting("comparing", console):
        found = diff(
            old,
            new,
            lambda path: check((path,), arguments.accepted),
            api.open_catalog(arguments.policies),
        )
    options = console.options(to_file=arguments.output not in (None, STDOUT))
    data = find_difference_renderer(form_of(arguments)).render(found, options)
    deliver(data, arguments.output, console, arguments.paths)
    return BLOCKED if _fails(found, arguments.fail_on) else NOTHING_BLOCKS


def _fails(found: Sequence[Difference], fail_on: str | None) -> bool:
    if fail_on in (None, "never"):
        return False
    level = Severity.parse(fail_on)
    notes = (note for one in found for note in (*one.new, *(worse.after for worse in one.worse)))
    return any(
        note.severity >= level and note.status is Status.OPEN and not note.is_question for note in notes
    )
