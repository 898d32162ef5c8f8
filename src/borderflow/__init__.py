"""Borderflow: where a system's personal data goes, under whose law, and on which legal footing.

import borderflow

loaded = borderflow.load("borderflow.yaml", as_of=date.today())
loaded.graph            # a networkx.MultiDiGraph of components and parties
results = borderflow.check("borderflow.yaml", as_of=date.today())
results[0].review       # the judged review: findings, transfers, questions
borderflow.drift("borderflow.yaml", ["compose.yaml"], as_of=date.today())   # what runs and is not declared
borderflow.stress("borderflow.yaml", as_of=date.today())    # what a changed law or owner would change
"""

__version__ = "0.1.0"
__all__ = [
    "CheckResult",
    "Loaded",
    "Review",
    "StressResult",
    "__version__",
    "check",
    "drift",
    "load",
    "speaking",
    "stress",
]

TYPE_CHECKING = False  # importing typing costs as much as starting Python
if TYPE_CHECKING:
    from typing import Any

    from borderflow.api import CheckResult, Loaded, StressResult, check, drift, load, speaking, stress
    from borderflow.model.report import Review


def __getattr__(name: str) -> "Any":  # noqa: ANN401 - as the language asks
    """Import the API only when it is asked for: `borderflow --version` pays for nothing else."""
    if name == "Review":
        from borderflow.model.report import Review

        return Review
    if name in __all__:
        from borderflow import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
