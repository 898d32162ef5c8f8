"""What the papers of a system say, held against what the system does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borderflow.analysis.engagements import Scene
from borderflow.model.facts import Case, ControlFacts, TransferFacts
from borderflow.model.records import Answer

AI_TREATMENTS = frozenset({"embedding", "output", "weights"})
_TOPICS = {
    "transfers": "transfers to third countries",
    "access_laws": "access laws of third countries",
    "model_rights": "the rights of persons over models",
}


def not_assessed(scene: Scene, cases: Iterable[Case]) -> tuple[str, ...]:
    """Topics that this system has and on which its impact assessment is declared to be silent (DPI-04)."""
    content = scene.architecture.system.dpia_content
    owed = set(_topics(scene, cases)) if Answer.NO in content.values() else set()
    return tuple(words for id_, words in _TOPICS.items() if id_ in owed and content.get(id_) is Answer.NO)


def _topics(scene: Scene, cases: Iterable[Case]) -> Iterator[str]:
    for case in cases:
        match case.facts:
            case TransferFacts(third_country=True):
                yield "transfers"
            case ControlFacts():
                yield "access_laws"
    if processes_by_model(scene):
        yield "model_rights"


def processes_by_model(scene: Scene) -> bool:
    """Whether an AI model processes personal data."""
    kinds = {scene.system.components[id_].component.kind for id_ in scene.personal}
    return any(scene.system.treatment(kind) in AI_TREATMENTS for kind in kinds)
