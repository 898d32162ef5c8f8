"""`borderflow drift`: what runs and is not declared."""

from __future__ import annotations

from argparse import Namespace

from borderflow.cli.console import Console
from borderflow.cli.day import day_of
from borderflow.cli.exit_codes import BLOCKED, NOTHING_BLOCKS
from borderflow.cli.judging import form_of
from borderflow.cli.output import STDOUT, deliver
from borderflow.cli.progress import waiting
from borderflow.renderers import find_drift_renderer


def run(arguments: Namespace, console: Console) -> int:
    """Write the differences; 1 when there is one.

    Raises:
        InputError: when the manifest or the files cannot be read, or no file is named.
    """
    from borderflow import api

    with waiting("comparing", console):
        drift = api.drift(
            arguments.manifest,
            arguments.paths,
            as_of=day_of(arguments.as_of, console.environ),
            policies=arguments.policies,
            source_format=arguments.source_format or "",
        )
    options = console.options(to_file=arguments.output not in (None, STDOUT))
    data = find_drift_renderer(form_of(arguments)).render(drift, options)
    deliver(data, arguments.output, console, (drift.manifest, *drift.files))
    return BLOCKED if drift.differences else NOTHING_BLOCKS
