"""Mutants against tests: collected once, then one forked child a mutant, its sharpest tests first."""

from __future__ import annotations

import gc
import importlib
import json
import os
import pickle
import pkgutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

import pytest

from tests.mutants.names import function_of, module_of

if TYPE_CHECKING:
    from borderflow.rules.rule import Rule

MANIFEST = """
borderflow: 1
system: {name: Test}
controller: {name: Example GmbH, country: DE}
data: {tickets: {categories: [contact], subjects: [customers]}}
components: {desk: {kind: application, host: aws@eu-central-1, holds: [tickets]}}
"""
Seen = tuple[float, list[str]]
"""The seconds that a test takes, and the functions that it enters."""
Load = Callable[[Iterable[Mapping[str, Any]]], "tuple[Rule, ...]"]
REACHED = Mapping[str, Mapping[str, float]]
"""By function: the tests that enter it, with the seconds that each takes."""


class Run:
    """A plugin that, instead of running the tests, runs mutants against them."""

    def __init__(self, due: Sequence[str], seconds: float, kept: Path, before: Mapping[str, str]):
        self.due, self.seconds, self.kept = due, seconds, kept
        self.ends = dict(before)
        self.kills: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        _warm_up()
        reached = _who_reaches_what(items, self.kept.with_name("reached.json"))
        for number, name in enumerate(self.due, start=1):
            tests = self._sharpest_first(name, reached)
            began = time.perf_counter()
            end, killer = _against(name, [items[test] for test in tests], session)
            self._note(name, end, killer)
            counted = Counter(self.ends[one] != "survived" for one in self.due[:number])
            took = time.perf_counter() - began
            score = f"{counted[True]} of {number} killed"
            session.config.get_terminal_writer().line(f"{score} {name} {end} {took:.1f} s {killer}")
        return True

    def _sharpest_first(self, name: str, reached: REACHED) -> Iterable[str]:
        """Those that killed neighbours, those that compare whole reviews, those of the module, all others."""
        tests = reached.get(function_of(name), {})
        near, around = self.kills[function_of(name)], self.kills[module_of(name)]
        order = ("test_told_cases.py", "test_told.py", f"test_{module_of(name).rpartition('.')[2]}.py")

        def dullness(test: str) -> tuple[object, ...]:
            is_far = next((place for place, file in enumerate(order) if file in test), len(order))
            return -near[test], is_far, -around[test], tests[test], test

        left = self.seconds
        for test in sorted(tests, key=dullness):
            if (left := left - tests[test]) < 0:
                return
            yield test

    def _note(self, name: str, end: str, killer: str) -> None:
        self.ends[name] = end
        if killer:
            for group in (function_of(name), module_of(name)):
                self.kills[group][killer] += 1
        self.kept.write_text(json.dumps(self.ends, indent=1, sort_keys=True))


def _who_reaches_what(items: Mapping[str, pytest.Item], kept: Path) -> REACHED:
    """By function: the tests that enter it. Those that an earlier run has seen are not run again."""
    known: dict[str, Seen] = json.loads(kept.read_text()) if kept.exists() else {}
    due = [item for id_, item in items.items() if id_ not in known]
    known |= _watched(due)
    kept.write_text(json.dumps(known))
    reached: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for id_ in items:
        seconds, functions = known[id_]
        for function in functions:
            reached[function][id_] = seconds
    return reached


def _watched(items: Sequence[pytest.Item]) -> dict[str, Seen]:
    """Run tests in a child, and note how long each takes and which functions it enters."""
    from mutmut.mutation import trampoline

    reading, writing = os.pipe()
    if not os.fork():
        entered: set[FunctionType] = set()
        trampoline.get_mutant_under_test = lambda: _note_caller(entered)
        seen: dict[str, Seen] = {}
        for item in items:
            began = time.process_time()
            _run_test(item)
            names = sorted({function_of(f"{one.__module__}.{one.__name__}") for one in entered})
            seen[item.nodeid] = time.process_time() - began, names
            entered.clear()
        if items and items[0].session.testsfailed:
            os._exit(1)
        with os.fdopen(writing, "w") as pipe:
            json.dump(seen, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.wait()
    if status:
        pytest.exit("the tests fail without any mutant", returncode=1)
    return dict(json.loads(told))


def _warm_up() -> None:
    """Import the house, open the catalogue and compile the rules here, and not again in every child."""
    from borderflow import analysis, api, rules

    for room in (analysis, rules):
        for _, name, _ in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(name)
    api.open_catalog = cache(api.open_catalog)
    rules.load_rules = _remembering(rules.load_rules)  # type: ignore[assignment]
    for profile in ("default", "seal-2"):
        api.review_text(MANIFEST, as_of=date(2026, 11, 21), profile=profile)
    gc.freeze()  # a child that collects garbage would copy all of it first


def _remembering(load: Load) -> Load:
    """Rules by their documents. The parent compiles them without any mutant."""
    known: dict[bytes, tuple[Rule, ...]] = {}

    def load_once(documents: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
        documents = list(documents)
        if _compiles_rules(os.environ.get("MUTANT_UNDER_TEST", "")):
            return load(documents)
        key = pickle.dumps(documents)
        if key not in known:
            known[key] = load(documents)
        return known[key]

    return load_once


def _compiles_rules(mutant: str) -> bool:
    return mutant.startswith(("borderflow.rules.load", "borderflow.rules.condition", "borderflow.rules.rule"))


def _note_caller(entered: set[FunctionType]) -> str:
    """In place of mutmut's own bookkeeping, which is many times slower: note the function that is called."""
    entered.add(sys._getframe(2).f_locals["orig_func"])
    return ""


def _against(name: str, items: Sequence[pytest.Item], session: pytest.Session) -> tuple[str, str]:
    """How a mutant ended (`killed`, `timeout`, `survived`, `no tests`), and the test that killed it."""
    if not items:
        return "no tests", ""
    reading, writing = os.pipe()
    if not os.fork():
        _be(name, items, session, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.wait()
    if os.WIFSIGNALED(status):
        return ("timeout" if os.WTERMSIG(status) == signal.SIGPROF else "killed"), told
    return ("survived", "") if os.WEXITSTATUS(status) == 0 else ("killed", told)


def _be(name: str, items: Sequence[pytest.Item], session: pytest.Session, writing: int) -> None:
    """In the child: wake the mutant and run tests until one fails. Never returns."""
    from mutmut.mutation import trampoline

    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    trampoline.set_mutant_under_test(name)
    trampoline.get_mutant_under_test = lambda: name  # the environment is slow to ask
    for item in items:
        signal.setitimer(signal.ITIMER_PROF, 30)
        _run_test(item)
        if session.testsfailed:
            os.write(writing, item.nodeid.encode())
            os._exit(1)
    os._exit(0)


def _run_test(item: pytest.Item) -> None:
    """With its fixtures made and cleared away, so that the order of tests is free."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
