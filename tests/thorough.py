"""How much is tried: all in a full run, enough to notice a slip in the inner loop."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, settings


def tried(inputs: int) -> settings:
    """So many inputs in a full run, a fifth of them in the inner loop."""
    share = settings.default.max_examples / 100 if settings.default else 1
    return settings(max_examples=max(5, round(inputs * share)), suppress_health_check=[HealthCheck.too_slow])


def some_of(names: Iterable[object], every: int):
    """All names in a full run, each so-many-th one in the inner loop."""
    return [
        pytest.param(name, marks=[pytest.mark.slow] if number % every else [])
        for number, name in enumerate(names)
    ]
