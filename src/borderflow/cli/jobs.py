"""Many systems judged by several processes: each takes a run of them, and writes its part of the result.

The parts are put together as one process would have written them, byte for byte. What is judged does not
travel between processes, only what is written: so this is for forms whose parts can be joined.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from borderflow.api import CheckResult
from borderflow.cli.console import Console
from borderflow.cli.exit_codes import gravest
from borderflow.cli.faults import complain
from borderflow.cli.judging import asked, reviews_of
from borderflow.cli.output import deliver
from borderflow.cli.remarks import tell_what_was_read
from borderflow.errors import BorderflowError, Fault
from borderflow.model.architecture import Input
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import Detail
from borderflow.systems import SystemFiles

Targets = Sequence[tuple[str, str]]
Written = Callable[[Sequence[CheckResult], Namespace, Targets, Console], tuple[Sequence[bytes], set[int]]]
"""What one process writes for each target, and the exit codes of its systems."""


class _Part(Struct, frozen=True):
    """What comes back from a process."""

    texts: Sequence[bytes]
    codes: set[int]
    faults: Sequence[tuple[type[BorderflowError], tuple[Fault, ...]]]
    inputs: Sequence[Input]
    met: Mapping[tuple[str, str], bool]
    """Paths that it met, for those who keep results."""


_share: Callable[[int], _Part] | None = None
"""What a process does; it is handed on by forking, for it cannot be written down."""


def in_processes(arguments: Namespace, targets: Targets, console: Console, written: Written) -> int | None:
    """Check in as many processes as are asked for; None when this has to be done in one.

    Raises:
        BorderflowError: when no check can be made at all.
    """
    joins = [find_renderer(form).join for form, _ in targets]
    if sys.platform != "linux" or not all(joins) or "-" in arguments.paths:
        return None
    systems = _systems(arguments)
    if len(systems) < 2 * arguments.jobs or any(system.survey for system in systems):
        return None
    parts = _parts(systems, arguments, targets, console, written)
    _tell(parts, arguments, console)
    inputs = [one.path for part in parts for one in part.inputs]
    options = console.options(Detail.TERSE if arguments.quiet else None)
    for number, (_, output) in enumerate(targets):
        texts = [part.texts[number] for part in parts if part.texts]
        join = joins[number]
        if texts and join:
            deliver(join(texts, options), output, console, (*(system.source for system in systems), *inputs))
    return gravest({code for part in parts for code in part.codes})


def _systems(arguments: Namespace) -> Sequence[SystemFiles]:
    from pathlib import Path

    from borderflow.systems import find_systems

    paths = [Path(path) for path in arguments.paths]
    return find_systems(paths, arguments.source_format or "", omitted=arguments.omitted)


def _parts(
    systems: Sequence[SystemFiles],
    arguments: Namespace,
    targets: Targets,
    console: Console,
    written: Written,
) -> list[_Part]:
    from multiprocessing import get_context

    from borderflow import api

    global _share  # noqa: PLW0603 - as said there
    settings = asked(arguments, console)
    bounds = [len(systems) * number // arguments.jobs for number in range(arguments.jobs + 1)]
    runs = [systems[start:end] for start, end in pairwise(bounds)]

    def share(number: int) -> _Part:
        results = api.check((), systems=runs[number], assume=arguments.assume, **settings)
        texts, codes = written(results, arguments, targets, console)
        faults = [(type(one.error), one.error.faults) for one in results if one.error]
        inputs = [one for review in reviews_of(results) for one in review.inputs]
        return _Part(texts, codes, faults, inputs, console.met_paths())

    _share = share
    try:
        with get_context("fork").Pool(arguments.jobs) as pool:
            return pool.map(_do, range(arguments.jobs), chunksize=1)
    finally:
        _share = None


def _do(number: int) -> _Part:
    assert _share is not None
    return _share(number)


def _tell(parts: Sequence[_Part], arguments: Namespace, console: Console) -> None:
    """What one process would have said on standard error, in its order."""
    for part in parts:
        for kind, faults in part.faults:
            complain(kind(*faults), console)
        console.meet_paths(part.met)
    if arguments.verbose:
        tell_what_was_read([one for part in parts for one in part.inputs], arguments, console)
