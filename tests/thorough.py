"""How many inputs a property is tried on, where a hundred are not the right number."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def tried(inputs: int) -> settings:
    """So many inputs in a full run, a fifth of them in the inner loop."""
    share = settings.default.max_examples / 100 if settings.default else 1
    return settings(max_examples=max(5, round(inputs * share)), suppress_health_check=[HealthCheck.too_slow])
