"""`borderflow questions`: the open questions as a sheet for people who write no YAML."""

from __future__ import annotations

from argparse import Namespace

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.judging import form_of, review_one
from borderflow.cli.output import STDOUT, deliver
from borderflow.renderers import find_question_renderer
from borderflow.renderers.rank import counted


def run(arguments: Namespace, console: Console) -> int:
    """Write the sheet.

    Raises:
        InputError: when the files cannot be read, or are several systems.
        OutputError: when the sheet cannot be written.
    """
    from borderflow.api import open_catalog
    from borderflow.work.asking import question_sheet

    review = review_one(arguments, console)
    sheet = question_sheet(review, open_catalog(arguments.policies))
    data = find_question_renderer(form_of(arguments)).render(sheet)
    deliver(data, arguments.output, console, (one.path for one in review.inputs))
    if arguments.output not in (None, STDOUT):
        console.remark(
            f"wrote {counted(len(sheet.rows), 'row')} to {arguments.output}; "
            f"when they are filled in, run `borderflow check … --answers {arguments.output}`"
        )
    return NOTHING_BLOCKS
