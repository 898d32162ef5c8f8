"""`borderflow cache`: where results are kept, and how to be rid of them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.kept_results import cache_folder
from borderflow.errors import Fault, InputError


def run(arguments: Namespace, console: Console) -> int:
    """Print the folder, or take out the results; the compiled policies stay.

    Raises:
        InputError: when the environment names no folder.
    """
    folder = cache_folder(console.environ)
    if not folder:
        raise InputError(Fault("There is no folder to keep results in.", hint="set XDG_CACHE_HOME or HOME"))
    results = Path(folder) / "results"
    if arguments.action == "path":
        console.print(str(results))
        return NOTHING_BLOCKS
    found = sorted(results.iterdir()) if results.is_dir() else []
    for path in found:
        path.unlink(missing_ok=True)
    console.remark(f"{results}: {len(found)} kept results taken out")
    return NOTHING_BLOCKS
