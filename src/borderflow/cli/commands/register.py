"""`borderflow register`: the record of processing activities, recipients and the Art. 28 checklist."""

from __future__ import annotations

from argparse import Namespace

from borderflow.api import speaking
from borderflow.cli.console import Console
from borderflow.cli.exit_codes import NOT_MADE, NOTHING_BLOCKS
from borderflow.cli.judging import form_of, judge, reviews_of
from borderflow.cli.output import STDOUT, deliver
from borderflow.renderers import find_register_renderer
from borderflow.renderers.rank import counted


def run(arguments: Namespace, console: Console) -> int:
    """Write one register over all systems; none where one could not be read, for it would miss an activity.

    Raises:
        OutputError: when it cannot be written.
    """
    with speaking(arguments.language, arguments.policies):
        return _write(arguments, console)


def _write(arguments: Namespace, console: Console) -> int:
    results = judge(arguments, console)
    reviews = reviews_of(results)
    if len(reviews) < len(results):
        return NOT_MADE
    data = find_register_renderer(form_of(arguments)).render(reviews)
    deliver(data, arguments.output, console, (one.path for review in reviews for one in review.inputs))
    if arguments.output not in (None, STDOUT):
        console.remark(f"wrote {arguments.output}: {counted(len(reviews), 'system')}")
    return NOTHING_BLOCKS
