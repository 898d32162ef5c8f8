"""`borderflow import`: write a manifest from the files that there are."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.judging import review_one
from borderflow.cli.output import STDOUT, deliver
from borderflow.errors import Fault, InputError, OutputError
from borderflow.trail import is_there


def run(arguments: Namespace, console: Console) -> int:
    """Write the manifest, with what is open as questions in place.

    Raises:
        InputError: when the files cannot be read, are several systems, or are a manifest already.
        OutputError: when the file is there already, or cannot be written.
    """
    from borderflow.overlay.page import manifest_page

    path = str(arguments.output)
    if path != STDOUT and is_there(Path(path)) and not arguments.force:
        raise OutputError(Fault(f"`{path}` is there already.", hint="name another file, or add `--force`"))
    review = review_one(arguments, console)
    if review.architecture.reading is None:
        raise InputError(
            Fault(f"`{review.inputs[0].path}` is a manifest already.", hint="name files of other formats")
        )
    text = manifest_page(review)
    deliver(text.encode(), path, console, (one.path for one in review.inputs))
    if path != STDOUT:
        console.remark(f"wrote {path}; now run `borderflow check {path}`")
    return NOTHING_BLOCKS
