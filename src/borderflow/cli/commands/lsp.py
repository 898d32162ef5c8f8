"""`borderflow lsp`: tell an editor about manifests while they are written."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from borderflow.cli.console import Console
from borderflow.cli.day import day_of
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.errors import Fault, InputError


def run(arguments: Namespace, console: Console) -> int:
    """Serve one editor over standard input and output until it says that it leaves.

    Raises:
        InputError: when the library that speaks the protocol is not installed.
    """
    try:
        from borderflow.lsp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        message = "The language server needs pygls, which is not installed."
        raise InputError(Fault(message, hint='run `pip install "borderflow[lsp]"`')) from error

    def today() -> date:
        return day_of(arguments.as_of, console.environ)

    today()  # a day that is none is said before an editor waits
    make_server(today).start_io()
    return NOTHING_BLOCKS
