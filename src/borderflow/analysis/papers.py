"""What the papers of a system say, held against what the system does: assessment, register and notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from borderflow.analysis.engagements import Scene
from borderflow.language import say, to_say
from borderflow.language.forms import dated
from borderflow.model.facts import Case, ControlFacts, TransferFacts
from borderflow.model.records import Answer, Record, Standing

_AI_TREATMENTS = frozenset({"embedding", "output", "weights"})
_ASSESSED = {
    "transfers": to_say("transfers to third countries"),
    "access_laws": to_say("access laws of third countries"),
    "model_rights": to_say("the rights of persons over models"),
}
"""What an impact assessment has to deal with, where a system has it (Art. 35(7))."""
_REGISTERED = {
    "recipients": to_say("recipients"),
    "transfers": to_say("transfers to third countries"),
    "safeguards": to_say("safeguards of transfers"),
    "retention": to_say("periods of retention"),
}
"""What a register states of a processing (Art. 30(1)(d) to (g))."""
_TOLD = {
    "ai": to_say("processing by AI"),
    "recipients": to_say("recipients"),
    "transfers": to_say("transfers to third countries"),
    "source": to_say("where the data come from"),
}
"""What a notice tells (Art. 13, 14)."""


def processes_by_model(scene: Scene) -> bool:
    """Whether an AI model processes personal data."""
    kinds = {scene.system.components[id_].component.kind for id_ in scene.personal}
    return any(scene.system.treatment(kind) in _AI_TREATMENTS for kind in kinds)


class Papers:
    """The papers of one system; `cases` say which transfers and which exposed parties it has."""

    def __init__(self, scene: Scene, cases: Iterable[Case]) -> None:
        self._scene = scene
        self._cases = tuple(cases)
        self._system = scene.architecture.system

    @cached_property
    def _has(self) -> frozenset[str]:
        """Topics that this system has to do with."""
        return frozenset(self._topics())

    def _topics(self) -> Iterator[str]:
        yield from ("retention", "source")
        for case in self._cases:
            match case.facts:
                case TransferFacts(third_country=True):
                    yield from ("transfers", "safeguards")
                case ControlFacts():
                    yield "access_laws"
        if self._scene.engagements:
            yield "recipients"
        if processes_by_model(self._scene):
            yield from ("ai", "model_rights")

    def _silent(self, content: Mapping[str, Answer], words: Mapping[str, str]) -> tuple[str, ...]:
        """Topics that the system has, and on which a paper is declared to be silent."""
        if Answer.NO not in content.values():
            return ()
        return tuple(
            say(text) for id_, text in words.items() if content.get(id_) is Answer.NO and id_ in self._has
        )

    @cached_property
    def unassessed(self) -> tuple[str, ...]:
        """What the impact assessment leaves out (DPI-04)."""
        return self._silent(self._system.dpia_content, _ASSESSED)

    @cached_property
    def unrecorded(self) -> tuple[str, ...]:
        """What the register leaves out (REC-02)."""
        return self._silent(self._system.record_content, _REGISTERED)

    def register(self) -> str:
        """`complete` on an extract, or when everything that the system has is declared to be stated."""
        entries = [self._system.record, *(one.record for one in self._scene.architecture.purposes.values())]
        on_record = [entry for entry in entries if self._stands(entry)]
        if not on_record:
            return "none"
        if self.unrecorded:
            return "incomplete"
        content, owed = self._system.record_content, self._has & _REGISTERED.keys()
        is_stated = all(content.get(topic) is Answer.YES for topic in owed)
        return "complete" if is_stated or any(entry.evidence for entry in on_record) else "unshown"

    @cached_property
    def unnoticed(self) -> tuple[str, ...]:
        """What persons are declared not to be told (RTS-05)."""
        return tuple(self._untold())

    def _untold(self) -> Iterator[str]:
        if self._system.notice.standing is Standing.NONE:
            yield say("the processing as a whole")
        yield from self._silent(self._system.notice_content, _TOLD)
        for purpose in self._scene.architecture.purposes.values():
            if purpose.notice.standing is Standing.NONE:
                yield say("the purpose {purpose}", purpose=purpose.label)
        for company in dict.fromkeys(one.company.id for one in self._scene.engagements):
            declared = self._scene.system.companies[company].declared
            is_untold = declared is not None and declared.notice.standing is Standing.NONE
            if is_untold and declared is not None and declared.role not in ("controller", "joint"):
                yield say("the recipient {party}", party=self._scene.system.companies[company].name)

    def notice(self) -> str:
        """A notice of the system, or one for every purpose."""
        if self.unnoticed:
            return "silent"
        notices = [one.notice for one in self._scene.architecture.purposes.values()]
        told = self._stands(self._system.notice) or (bool(notices) and all(map(self._stands, notices)))
        return "recorded" if told else "unshown"

    @property
    def last_change(self) -> str:
        """Date and words of the last change."""
        changed = self._system.changed
        return " ".join(
            filter(
                None, (dated(changed.on) if changed.on else "", f"({changed.text})" if changed.text else "")
            )
        )

    @cached_property
    def outdated(self) -> tuple[str, ...]:
        """Assessments older than the last change of what they assess (REC-04)."""
        changed = self._system.changed.on
        if changed is None or changed > self._scene.as_of:
            return ()
        return tuple(words for words, record in self._assessments() if self._is_older(record, changed))

    def _assessments(self) -> Iterator[tuple[str, Record]]:
        yield say("the impact assessment"), self._system.dpia
        concerned = self._system.changed.covers
        for contract in self._scene.architecture.contracts:
            if not concerned or contract.party in concerned:
                yield say("the transfer impact assessment for `{party}`", party=contract.party), contract.tia
                yield say("the assessment of `{party}`", party=contract.party), contract.assessment

    def _is_older(self, record: Record, changed: date) -> bool:
        return self._stands(record) and record.on is not None and record.on < changed

    def _stands(self, record: Record) -> bool:
        return record.standing_on(self._scene.as_of) is Standing.RECORDED
