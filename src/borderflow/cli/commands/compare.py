"""`borderflow compare`: set candidate architectures side by side."""

from __future__ import annotations

from argparse import Namespace

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import NOT_MADE, NOTHING_BLOCKS
from borderflow.cli.judging import form_of, judge, reviews_of
from borderflow.cli.output import STDOUT, deliver
from borderflow.errors import Fault, InputError
from borderflow.renderers import find_comparison_renderer
from borderflow.work.compare import compare


def run(arguments: Namespace, console: Console) -> int:
    """Write the comparison.

    Raises:
        InputError: when there is only one candidate.
    """
    results = judge(arguments, console, together=False)
    if len(results) < 2:
        fault = Fault("There is one candidate, and nothing to set beside it.", hint="name two files or more")
        raise InputError(fault)
    reviews = reviews_of(results)
    if reviews:
        form = find_comparison_renderer(form_of(arguments))
        options = console.options(to_file=arguments.output not in (None, STDOUT))
        data = form.render(compare(reviews), options)
        deliver(data, arguments.output, console, (result.source for result in results))
    return NOTHING_BLOCKS if len(reviews) == len(results) else NOT_MADE
