"""What is assumed of data where files do not say which there are: all that is entered is personal data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

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
_LEFT_OUT = "(`--no-assume-personal-data` leaves that out)"
_SAID = (
    "The files declare no data. What users enter is assumed to be personal data, and to reach every "
    f"service that a component calls {_LEFT_OUT}."
)


def assume(
    architecture: Architecture,
    reading: Reading,
    vocabulary: Vocabulary,
    settled: Collection[str] = (),
) -> Architecture:
    """What people enter is personal, and goes wherever a component sends without saying what.

    Data that a manifest declares take its place: where they are held or sent from, else wherever people
    enter something. `settled` are components of which it is stated what they hold, were it nothing.
    """
    speaking = {*settled, *(flow.source for flow in architecture.flows if flow.carries)}
    starts = dict.fromkeys(id_ for id_ in entrances(architecture, reading.entries) if id_ not in speaking)
    entered = _entered(architecture, starts)
    components = {
        id_: replace(one, holds=entered) if id_ in starts else one
        for id_, one in architecture.components.items()
    }
    data = dict(architecture.data)
    is_asked = ASSUMED not in data and ((bool(starts) and ASSUMED in entered) or _is_named(architecture))
    if is_asked:
        data[ASSUMED] = assumed_datum()
    made = replace(architecture, data=data, components=components)
    questions = (*reading.questions, which_data(architecture)) if is_asked else reading.questions
    flows = tuple(_passed_on(made, entered if starts else (), vocabulary))
    said = (_words(architecture, tuple(starts), entered),) if starts or flows != made.flows else ()
    return replace(
        made,
        flows=flows,
        reading=replace(reading, assumptions=(*reading.assumptions, *said), questions=questions),
    )


def assumed_datum() -> Datum:
    """What people enter, as long as nobody says what that is."""
    return Datum(ASSUMED, "What users enter (assumed)", subjects=("users",), path=("assumed",))


def _is_named(architecture: Architecture) -> bool:
    """Whether a manifest speaks of what people enter, without saying what that is."""
    carried = (id_ for flow in architecture.flows for id_, _ in flow.carries or ())
    return ASSUMED in carried or any(ASSUMED in one.holds for one in architecture.components.values())


def _entered(architecture: Architecture, starts: Collection[str]) -> tuple[str, ...]:
    """The data that people enter where nothing else is said."""
    declared = tuple(id_ for id_, one in architecture.data.items() if one.personal is not False)
    is_placed = any(one.holds for id_, one in architecture.components.items() if id_ not in starts) or any(
        flow.carries for flow in architecture.flows
    )
    return declared if declared and ASSUMED not in declared and not is_placed else (ASSUMED,)


def _words(architecture: Architecture, starts: Sequence[str], entered: Sequence[str]) -> str:
    if not architecture.data:
        return _SAID
    if not starts:
        return (
            f"A flow that does not say what it carries is assumed to pass on all that is there {_LEFT_OUT}."
        )
    names = ", ".join(f"`{id_}`" for id_ in sorted(starts))
    if ASSUMED in entered and ASSUMED not in architecture.data:
        return (
            f"Nothing says which data arrive at {names}. What users enter there is assumed to be personal "
            f"data, and to reach every service that a component calls {_LEFT_OUT}."
        )
    labels = ", ".join(architecture.data[id_].label for id_ in entered)
    return (
        f"Nothing says where data arrive. {labels} are assumed to be what users enter at {names}, and to "
        f"reach every service that a component calls {_LEFT_OUT}."
    )


def _passed_on(
    architecture: Architecture, otherwise: tuple[str, ...], vocabulary: Vocabulary
) -> Iterator[Flow]:
    """Each flow; one that says not what it carries passes on what reaches its source."""
    opens = {id_ for id_, one in architecture.components.items() if vocabulary.treatment(one.kind) == "open"}
    there = _reaching(architecture)
    for flow in architecture.flows:
        if flow.carries is None and flow.source in opens:
            found = tuple(id_ for id_ in architecture.data if id_ in there[flow.source]) or otherwise
            yield flow._replace(carries=tuple((id_, None) for id_ in found)) if found else flow
        else:
            yield flow


def _reaching(architecture: Architecture) -> dict[str, set[str]]:
    """Component to the data that it holds, sends or receives, were it by flows that do not say so."""
    there = {id_: set(one.holds) for id_, one in architecture.components.items()}
    for flow in architecture.flows:
        stated = {id_ for id_, _ in flow.carries or ()}
        there[flow.source] |= stated
        there[flow.target] |= stated
    onward: dict[str, list[str]] = _onward(flow for flow in architecture.flows if flow.carries is None)
    rest = sorted(there)
    while rest:
        source = rest.pop()
        for target in onward.get(source, ()):
            if not there[source] <= there[target]:
                there[target] |= there[source]
                rest.append(target)
    return there


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
    entered = frozenset(entries)
    starts = [id_ for id_ in senders if id_ in entered or id_ not in called]
    reached = set(starts)
    _spread(starts, onward, reached)
    for source in sorted(senders):
        if source not in reached:
            starts.append(source)
            reached.add(source)
            _spread([source], onward, reached)
    return starts or _alone(own, entries)


def _alone(own: Mapping[str, Component], entries: Sequence[str]) -> list[str]:
    entered = frozenset(entries)
    return [id_ for id_ in own if id_ in entered] or list(own)[:1]


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
