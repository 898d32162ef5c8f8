"""`borderflow graph`: draw or export the data flows of one system."""

from __future__ import annotations

from argparse import Namespace

from borderflow.cli.console import Console
from borderflow.cli.day import day_of
from borderflow.cli.exit_codes import NOT_MADE, NOTHING_BLOCKS
from borderflow.cli.judging import form_of, judge, reviews_of
from borderflow.cli.output import deliver
from borderflow.errors import Fault, InputError
from borderflow.renderers import GRAPH_RENDERERS, find_graph_renderer, find_renderer
from borderflow.renderers.renderer import DEFAULTS


def run(arguments: Namespace, console: Console) -> int:
    """Write the graph as networkx holds it, or the drawing of the review.

    Raises:
        InputError: when there is more than one system.
    """
    if form_of(arguments) in GRAPH_RENDERERS:
        return _export(arguments, console)
    results = judge(arguments, console)
    if len(results) > 1:
        raise InputError(_one_system_only(len(results)))
    for review in reviews_of(results):
        data = find_renderer(form_of(arguments)).render(review, DEFAULTS)
        deliver(data, arguments.output, console, (results[0].source,))
    return NOTHING_BLOCKS if results[0].review else NOT_MADE


def _export(arguments: Namespace, console: Console) -> int:
    from borderflow import api

    day = day_of(arguments.as_of, console.environ)
    loaded = api.load(
        arguments.paths,
        as_of=day,
        policies=arguments.policies,
        source_format=arguments.source_format or "",
        assume_personal_data=arguments.assume_personal_data,
    )
    data = find_graph_renderer(form_of(arguments)).render(loaded.graph)
    deliver(data, arguments.output, console, arguments.paths)
    return NOTHING_BLOCKS


def _one_system_only(number: int) -> Fault:
    return Fault(f"A graph is of one system, and {number} were found.", hint="name one file")
