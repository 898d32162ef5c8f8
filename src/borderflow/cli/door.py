"""From the command line to an exit code."""

from __future__ import annotations

import os
import sys

from borderflow.cli.console import Console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn, TextIO

    from borderflow.errors import BorderflowError


def command() -> NoReturn:
    """The installed program: run the command line, and end the process with the exit code.

    What was made is left to the system, for Python would take a large review apart value by value. Plugins
    of pydantic that happen to be installed are not looked for: no stranger's code has a say in a check.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # gone or closed: Python's own way out knows what to say
        sys.exit(code)
    os._exit(code)


def main(
    argv: Sequence[str] | None = None,
    *,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
    environ: Mapping[str, str] | None = None,
) -> int:
    """Run one command and return its exit code. A bug shows its traceback."""
    console = Console(stdin, stdout, stderr, environ)
    try:
        return _run(list(sys.argv[1:] if argv is None else argv), console)
    except _expected() as error:
        from borderflow.cli.faults import complain, exit_code

        complain(error, console)
        return exit_code(error)
    except SystemExit as end:  # argparse, after `--help`
        return int(end.code or 0)
    except KeyboardInterrupt:
        from borderflow.cli.exit_codes import INTERRUPTED

        return INTERRUPTED


def _expected() -> type[BorderflowError]:
    """Looked up only when something went wrong."""
    from borderflow.errors import BorderflowError

    return BorderflowError


def _run(words: list[str], console: Console) -> int:
    command, rest = (words[0], words[1:]) if words else ("", [])
    if command in ("--version", "-V"):
        from borderflow import __version__

        console.print(f"borderflow {__version__}")
        return 0
    if command == "explain" and len(rest) == 1 and not rest[0].startswith("-"):
        return _explain(rest[0], console)
    if command == "check":
        return _check(rest, console)
    from borderflow.cli.options import COMMANDS, overview

    if command in ("--help", "-h", "help"):
        console.write(overview().encode())
        return 0
    if command not in COMMANDS:
        return _unknown(command, console)
    return _command(command, rest, console)


def _explain(subject: str, console: Console) -> int:
    """What people type most, while they wait: it needs no argparse."""
    from types import SimpleNamespace

    from borderflow.cli.commands.explain import run

    return run(SimpleNamespace(subject=subject, paths=(), policies=()), console)


def _check(words: list[str], console: Console) -> int:
    """What was checked before and has not changed is written once more."""
    from borderflow.cli.kept_results import kept_result

    kept = kept_result(words, console)
    if kept is None:
        return _command("check", words, console)
    code = kept.replay(console)
    if code is not None:
        return code
    from borderflow.cli.remembering import remembered

    return remembered(kept, console, lambda recording: _command("check", words, recording))


def _command(name: str, words: list[str], console: Console) -> int:
    from argparse import Namespace
    from importlib import import_module
    from keyword import iskeyword

    from borderflow.cli.options import parser_of

    parser = parser_of(name)
    parser.console = console
    arguments = Namespace(**parser.read(words))
    if "no_config" in arguments:
        from borderflow.cli.settled import settle

        settle(arguments, parser.given(words))
    module = f"{name}_" if iskeyword(name) else name
    run = import_module(f"borderflow.cli.commands.{module}").run
    return int(run(arguments, console))


def _unknown(command: str, console: Console) -> int:
    from borderflow.cli.exit_codes import NOT_MADE
    from borderflow.cli.options import COMMANDS, overview

    if not command:
        console.say(overview().encode())
        return NOT_MADE
    from borderflow.cli.nearest import did_you_mean, nearest
    from borderflow.errors import Fault, InputError

    is_option = command.startswith("-")
    kind, known = ("option", ["--version", "--help"]) if is_option else ("command", [*COMMANDS])
    hint = did_you_mean(command, known) if nearest(command, known) else "see `borderflow --help`"
    raise InputError(Fault(f"`borderflow` has no {kind} `{command}`.", hint=hint))
