"""From a rule that speaks to the finding: its severity, its words, its place and what it rests on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter

from msgspec import Struct, field

from borderflow.language import say
from borderflow.language.forms import and_more
from borderflow.model.facts import Case
from borderflow.model.findings import Finding, Outcome, Severity
from borderflow.model.knowledge import Ground, Origin, Unknown
from borderflow.model.location import Location
from borderflow.rules.rule import Rule, Step

_PLACEHOLDER = re.compile(r"`\{(\w+)\}`|\{(\w+)\}")
_ENTRY = re.compile(r"(?P<before>[^{]*(?:\{\w+: )?)\{\{(?P<key>\w+)\}: (?P<rest>\{.*\}\})")
"""The one entry of a section that an answer names: `components: {{component}: {host: …}}`."""
_PLAIN = re.compile(r"[^\W_][\w./@+-]*(?: [\w./@+()-]+)*")
"""What needs no quotes, be it a key or inside braces."""
_NAMED_AT_MOST = 6
"""How many subjects a message names; the finding lists all."""


class Speech(Struct, frozen=True):
    """One thing that a rule says, of one case or, when it gathers, of several."""

    rule: Rule
    step: Step
    open: tuple[Step, ...]
    """What the rule might say in its place."""
    first: Case
    cases: list[Case] = field(default_factory=list)

    @property
    def severity(self) -> Severity:
        """The severity that the rule gives, before any cap."""
        return _severity(self.rule, self.step, self.first)

    @property
    def used(self) -> tuple[str, ...]:
        """The facts by which it speaks; for an undetermined rule, those that are unknown."""
        facts, rule = self.first.facts, self.rule
        if self.step is rule.undetermined:
            reads = (*rule.applies.reads, *(name for step in self.open for name in step.when.reads))
            return tuple(name for name in reads if isinstance(getattr(facts, name), Unknown))
        return (*self.step.when.used(facts), *rule.applies.used(facts))

    def fill(self, text: str) -> str:
        """Say a sentence with the words of its cases. Names come from manifests: they stay plain text."""
        said = say(text)
        return _PLACEHOLDER.sub(lambda match: self._words(match[1] or match[2], quoted=bool(match[1])), said)

    def line(self, text: str) -> str:
        """The same for the first case alone."""
        return _PLACEHOLDER.sub(lambda match: _word(self.first, match[1] or match[2]), say(text))

    def answer(self, text: str) -> str:
        """The line to write: YAML that answers for every case, to begin with all alike."""
        line = _PLACEHOLDER.sub(lambda match: _quoted(_word(self.first, match[1] or match[2]), text), text)
        entry = _ENTRY.fullmatch(text)
        if entry is None:
            return line
        keys = dict.fromkeys(_quoted(word, text) for case in self.cases for word in _keys(case, entry["key"]))
        first, *others = keys
        if not others:
            return line
        braces = entry["before"].count("{") + 1
        same = "".join(f", {key}: *same" for key in others)
        body = _PLACEHOLDER.sub(lambda match: _quoted(_word(self.first, match[2]), text), entry["rest"])
        return f"{entry['before']}{{{first}: &same {body[:-braces]}{same}{'}' * braces}"

    def _words(self, name: str, *, quoted: bool) -> str:
        found = dict.fromkeys(_word(case, name) for case in self.cases)
        words = [f"`{word}`" if quoted else word for word in found]
        return and_more(words[:_NAMED_AT_MOST], len(words) - _NAMED_AT_MOST)


def sameness(rule: Rule, step: Step, case: Case) -> tuple[object, ...]:
    """Cases with the same one are one finding. A breach is never gathered: each has its own line."""
    if not rule.gather or step.outcome is Outcome.VIOLATION:
        return rule.id, case.subject
    among = case.group if rule.gather == "recipient" else ""
    return rule.id, id(step), _severity(rule, step, case), among


def _severity(rule: Rule, step: Step, case: Case) -> Severity:
    if rule.raise_if is not None and rule.raise_if.holds(case.facts) is True:
        return step.raised
    return step.base


def _word(case: Case, name: str) -> str:
    """A word of one case; `id` is what the manifest calls its party, else its component or purpose."""
    if name == "id":
        return next(iter((*case.parties, *case.components, *case.subject)))
    return case.words.get(name, "")


def _keys(case: Case, name: str) -> Iterable[str]:
    """What an answer is about: all components of a recipient, or the one word."""
    return case.components if name == "component" and case.components else (_word(case, name),)


def _quoted(word: str, text: str) -> str:
    """A word as YAML has it; what stands in single quotes already only doubles its own."""
    if "'" in text:
        return word.replace("'", "''")
    return word if _PLAIN.fullmatch(word) else json.dumps(word, ensure_ascii=False)


def speak(speech: Speech) -> Finding:
    """The finding, with everything that proves it."""
    rule, step, first = speech.rule, speech.step, speech.first
    unverified = _unverified(speech)
    severity = speech.severity
    is_capped = bool(unverified) and severity > Severity.MEDIUM
    subject = _subject(speech)
    return Finding(
        rule=rule.id,
        name=rule.name,
        outcome=step.outcome,
        severity=Severity.MEDIUM if is_capped else severity,
        title=speech.fill(step.title or rule.title),
        message=speech.fill(step.message),
        basis=tuple(citation.cite for citation in rule.basis),
        why=say(rule.why),
        subject=subject,
        components=_gathered(speech, attrgetter("components")),
        parties=_gathered(speech, attrgetter("parties")),
        data=_gathered(speech, attrgetter("data")),
        flows=_gathered(speech, attrgetter("flows")),
        location=_location(speech),
        path=first.path,
        facts=tuple(dict.fromkeys(_grounds(speech))),
        silenced_by=tuple(map(speech.line, rule.silenced_by)),
        remedies=tuple(map(speech.fill, rule.remedy)),
        fingerprint=fingerprint(rule.id, subject),
        group=first.group,
        capped_by=unverified if is_capped else "",
        unverified=unverified,
        to_file=speech.fill(step.to_file),
        yields_to=rule.yields_to,
        step=step.name,
    )


def fingerprint(rule: str, subject: Iterable[str]) -> str:
    """A stable id of a finding: its rule and the ids it is about, no line number."""
    return hashlib.sha256("|".join((rule, *subject)).encode()).hexdigest()[:16]


def _subject(speech: Speech) -> tuple[str, ...]:
    if len(speech.cases) == 1:
        return speech.first.subject
    return tuple(sorted({id_ for case in speech.cases for id_ in case.subject}))


def _gathered(speech: Speech, ids: Callable[[Case], Iterable[str]]) -> tuple[str, ...]:
    if len(speech.cases) == 1:
        return tuple(ids(speech.first))  # each once, and many rules speak of the flows of one recipient
    return tuple(dict.fromkeys(chain.from_iterable(map(ids, speech.cases))))


def _unverified(speech: Speech) -> str:
    """The first decisive catalogue fact that nobody verified. What the manifest states never counts."""
    for name in speech.used:
        ground = speech.first.grounds.get(name)
        if ground is None or ground.level.carries:
            continue
        if ground.origin in (Origin.CATALOG, Origin.PRESUMED):
            return ground.text
    return ""


def _location(speech: Speech) -> Location | None:
    """The line of the fact that decided, when there is one; else that of the subject."""
    places = speech.first.locations
    return next((places[name] for name in speech.used if name in places), speech.first.location)


def _grounds(speech: Speech) -> Iterator[Ground]:
    """What the finding rests on: the decisive facts, and the laws that it names."""
    used = speech.used
    for case in speech.cases:
        yield from (case.grounds[name] for name in used if name in case.grounds)
        yield from (ground for name, ground in sorted(case.grounds.items()) if name.startswith("law:"))
