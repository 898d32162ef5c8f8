"""`borderflow init`: ask a few questions and write a manifest that checks."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from borderflow.cli.console import Console, is_terminal
from borderflow.cli.day import day_of
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.first_manifest import first_manifest
from borderflow.cli.interview import interview
from borderflow.cli.output import STDOUT, deliver
from borderflow.errors import Fault, InputError, OutputError
from borderflow.trail import is_there


def run(arguments: Namespace, console: Console) -> int:
    """Write the manifest.

    Raises:
        InputError: when an answer cannot be taken.
        OutputError: when the file is there already, or cannot be written.
    """
    from borderflow import api

    path = str(arguments.path)
    if path != STDOUT and is_there(Path(path)) and not arguments.force:
        raise OutputError(Fault(f"`{path}` is there already.", hint="name another file, or add `--force`"))
    given = _pairs(arguments.answers)
    asks = is_terminal(console.stdin) and is_terminal(console.stderr)
    answers = interview(given, api.open_catalog(), console, ask=asks)
    text = first_manifest(answers)
    api.review_text(text, name=path, as_of=day_of(None, console.environ))  # raises for what does not check
    deliver(text.encode(), path, console)
    if path != STDOUT:
        console.remark(f"wrote {path}; now run `borderflow check {path}`")
    return NOTHING_BLOCKS


def _pairs(words: Sequence[str]) -> dict[str, str]:
    wrong = [word for word in words if "=" not in word]
    if wrong:
        raise InputError(*(Fault(f"`{word}` is no answer.", hint="write `key=value`") for word in wrong))
    return dict(word.split("=", 1) for word in words)
