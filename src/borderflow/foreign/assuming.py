"""What is assumed of data where files do not say which there are: all that is entered is personal data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from borderflow.model.architecture import SELF, Architecture, Component, Datum, Flow
from borderflow.model.findings import Question, Severity
from borderflow.model.reading import Reading

if TYPE_CHECKING:
    from borderflow.catalog.vocabulary import Vocabulary

ASSUMED = "user-input"
"""The data that are assumed where nobody says which there are."""
_CONTENT = frozenset(
    "llm embedding reranker speech-to-text text-to-speech document-parsing image-model fine-tuning".split()
)
_SAID = (
    "The files declare no data. What users enter is assumed to be personal data, and to reach every "
    "service that a component calls (`--no-assume-personal-data` leaves that out)."
)


def assume(architecture: Architecture, reading: Reading, vocabulary: Vocabulary) -> Architecture:
    """What people enter is personal, and goes wherever a component sends without saying what."""
    starts = entrances(architecture, reading.entries)
    opens = {id_ for id_, one in architecture.components.items() if vocabulary.treatment(one.kind) == "open"}
    datum = Datum(ASSUMED, "What users enter (assumed)", subjects=("users",), path=("assumed",))
    return replace(
        architecture,
        data={**architecture.data, ASSUMED: datum},
        components={
            id_: replace(one, holds=(ASSUMED,)) if id_ in starts else one
            for id_, one in architecture.components.items()
        },
        flows=tuple(
            flow._replace(carries=((ASSUMED, None),))
            if flow.source in opens and flow.carries is None
            else flow
            for flow in architecture.flows
        ),
        reading=replace(
            reading,
            assumptions=(*reading.assumptions, _SAID),
            questions=(*reading.questions, which_data(architecture)),
        ),
    )


def _is_open(flow: Flow, opens: Collection[str]) -> bool:
    return flow.carries is None and flow.source in opens


def which_data(architecture: Architecture) -> Question:
    """The question that the assumption stands in for."""
    return Question(
        "data",
        "Which data do people enter, and about whom?",
        "Without an answer everything that is entered counts as ordinary personal data; health data, "
        "children or employees change most verdicts.",
        "",
        Severity.MEDIUM,
        Severity.HIGH,
        architecture.locate(()),
        f"data: {{{ASSUMED}: {{categories: [contact, correspondence], subjects: [customers]}}}}",
    )


def entrances(architecture: Architecture, entries: Sequence[str]) -> list[str]:
    """Where people enter data: what they reach, and what nobody calls; then what is still without."""
    onward = _onward(architecture.flows)
    called = {flow.target for flow in architecture.flows}
    own = {id_: one for id_, one in architecture.components.items() if one.operator == SELF}
    senders = [id_ for id_, one in own.items() if id_ in onward and one.kind not in _CONTENT]
    starts = [id_ for id_ in senders if id_ in entries or id_ not in called]
    reached = set(starts)
    _spread(starts, onward, reached)
    for source in sorted(senders):
        if source not in reached:
            starts.append(source)
            reached.add(source)
            _spread([source], onward, reached)
    return starts or _alone(own, entries)


def _alone(own: Mapping[str, Component], entries: Sequence[str]) -> list[str]:
    return [id_ for id_ in own if id_ in entries] or list(own)[:1]


def _onward(flows: Iterable[Flow]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for flow in flows:
        found.setdefault(flow.source, []).append(flow.target)
    return found


def _spread(starts: Iterable[str], onward: Mapping[str, Sequence[str]], reached: set[str]) -> None:
    """Add what lies downstream."""
    rest = list(starts)
    while rest:
        for target in onward.get(rest.pop(), ()):
            if target not in reached:
                reached.add(target)
                rest.append(target)
