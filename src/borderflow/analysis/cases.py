"""From a resolved system to the cases that rules are asked about."""

from __future__ import annotations

from borderflow.analysis.control import control_cases
from borderflow.analysis.engagements import Scene
from borderflow.analysis.parts import component_cases, flow_cases
from borderflow.analysis.processors import engagement_cases
from borderflow.analysis.training import training_cases
from borderflow.analysis.transfers import transfer_cases
from borderflow.analysis.whole import purpose_cases, system_cases
from borderflow.model.facts import Case


def find_cases(scene: Scene) -> tuple[Case, ...]:
    """Every subject of the system with its facts, in a stable order."""
    transfers = tuple(transfer_cases(scene))
    controls = tuple(control_cases(scene, transfers))
    return (
        *transfers,
        *controls,
        *engagement_cases(scene),
        *training_cases(scene),
        *component_cases(scene),
        *flow_cases(scene),
        *purpose_cases(scene),
        *system_cases(scene, (*transfers, *controls)),
    )
