"""Whatever strangers hand over ends in a result or in a fault that is said in words.

The same targets run longer by hand: `python -m tests.fuzz TARGET` (docs/security.md has the record).
"""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.targets import TARGETS, mutate

INPUTS = {"loader": 1500, "manifest": 40, "rule": 150}


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
def test_no_input_breaks_it(target):
    chance = Random(target.name)  # noqa: S311 - no secrets
    for number in range(INPUTS.get(target.name, 40)):
        seed = chance.choice(target.seeds())
        data = mutate(target, seed, chance)
        try:
            target.survives(data, seed.name)
        except Exception as error:
            error.add_note(f"input {number}, made of {seed.name}:\n{data[:3000]!r}")
            raise


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
def test_the_ordinary_inputs_are_taken(target):
    assert any(target.survives(seed.read_bytes(), seed.name) for seed in target.seeds())
