"""`borderflow stress`: what would change if the law or an owner changed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from borderflow.api import StressResult
from borderflow.cli.console import Console
from borderflow.cli.exit_codes import BLOCKED, NOT_MADE, NOTHING_BLOCKS, gravest
from borderflow.cli.faults import complain
from borderflow.cli.judging import asked, form_of
from borderflow.cli.output import STDOUT, deliver
from borderflow.cli.progress import waiting
from borderflow.model.findings import Severity
from borderflow.model.stress import StressTest
from borderflow.renderers import find_stress_renderer


def run(arguments: Namespace, console: Console) -> int:
    """Write what every scenario would add and lift; 1 when one adds what `--fail-on` names."""
    results = _judge(arguments, console)
    tests = tuple(result.stress for result in results if result.stress)
    if tests:
        options = console.options(to_file=arguments.output not in (None, STDOUT))
        data = find_stress_renderer(form_of(arguments)).render(tests, options)
        deliver(data, arguments.output, console, (result.source for result in results))
    return gravest({_code(result.stress, arguments.fail_on) for result in results})


def _judge(arguments: Namespace, console: Console) -> Sequence[StressResult]:
    from borderflow import api

    settings = asked(arguments, console)
    with waiting("trying the scenarios", console):
        results = api.stress(arguments.paths, assume=arguments.assume, **settings)
    for result in results:
        if result.error:
            complain(result.error, console)
    return results


def _code(test: StressTest | None, fail_on: str | None) -> int:
    if test is None:
        return NOT_MADE
    if fail_on in (None, "never"):
        return NOTHING_BLOCKS
    level = Severity.parse(fail_on)
    heaviest = (effect.heaviest for effect in test.effects)
    return BLOCKED if any(one is not None and one >= level for one in heaviest) else NOTHING_BLOCKS
