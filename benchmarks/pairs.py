"""Two commands timed in turn, A B A B, so that a ratio holds when the machine's speed drifts."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall seconds and peak memory in bytes."""

    seconds: float
    peak: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians of both sides and of the ratios, pair by pair."""

    ours: float
    theirs: float
    ratio: float
    peak: int
    """Largest resident memory of our side, in bytes."""


RESULTS = frozenset({0, 1})


def compare(
    ours: Sequence[str], theirs: Sequence[str], runs: int = 7, *, codes: Collection[int] = RESULTS
) -> Pair:
    """Run both commands in turn after one warm-up each; exit codes 0 and 1 are results, others are errors.

    `codes` are the results of the other command, where it has more.
    """
    run(ours), run(theirs, codes)
    pairs = [(run(ours), run(theirs, codes)) for _ in range(runs)]
    return Pair(
        ours=statistics.median(one.seconds for one, _ in pairs),
        theirs=statistics.median(other.seconds for _, other in pairs),
        ratio=statistics.median(one.seconds / other.seconds for one, other in pairs),
        peak=max(one.peak for one, _ in pairs),
    )


def run(command: Sequence[str], codes: Collection[int] = RESULTS) -> Run:
    """Run one command to its end, its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in codes:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode(errors='replace')}")
    return Run(seconds, _bytes(usage))


def _bytes(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
