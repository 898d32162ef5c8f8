"""A long run: `python -m tests.fuzz loader --inputs 1000000 --seed 1`.

With atheris installed, its coverage decides which inputs are worth changing further; without it, all inputs
are made of the ordinary ones. A traceback or an input that takes over two seconds is kept in a file, and ends
the run with exit code 1.
"""

from __future__ import annotations

import hashlib
import signal
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from random import Random

from tests.fuzz.targets import TARGETS, Target, mutate

LIMIT = 2
"""Seconds of processor time that one input may take: a busy machine is no hang."""


class Hang(Exception):
    """An input took too long."""


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"), help="folder for inputs that failed")
    arguments = parser.parse_args()
    return _run(TARGETS[arguments.target], arguments.inputs, arguments.seed, arguments.keep)


def _run(target: Target, inputs: int, seed: int, keep: Path) -> int:
    chance, seeds = Random(seed), target.seeds()  # noqa: S311 - no secrets
    signal.signal(signal.SIGPROF, _ring)
    taken = failed = 0
    slowest, start = 0.0, time.perf_counter()
    for number in range(inputs):
        one = chance.choice(seeds)
        data = mutate(target, one, chance)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            taken += target.survives(data, one.name)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            failed += 1
            _keep(keep, target, one, data, error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - began)
        if number % 10_000 == 9_999 and number + 1 < inputs:
            _tell(target, number + 1, taken, failed, slowest, start)
    _tell(target, inputs, taken, failed, slowest, start)
    return 1 if failed else 0


def _ring(*_: object) -> None:
    raise Hang


def _keep(folder: Path, target: Target, seed: Path, data: bytes, error: Exception) -> None:
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256(data).hexdigest()[:12]
    (folder / f"{target.name}-{digest}-{seed.name}").write_bytes(data)
    print(f"{target.name}-{digest}-{seed.name}: {type(error).__name__}: {str(error)[:200]}", flush=True)  # noqa: T201


def _tell(target: Target, inputs: int, taken: int, failed: int, slowest: float, start: float) -> None:
    spent = time.perf_counter() - start
    counts = f"{inputs:,} inputs, {taken:,} taken, {failed} failed"
    print(f"{target.name}: {counts}, slowest {slowest:.2f} s, {spent:.0f} s", flush=True)  # noqa: T201


sys.exit(main())
