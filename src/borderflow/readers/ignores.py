"""Acceptances that stand as comments in a manifest, beside what they are about.

    bot: {kind: llm, operator: openai} # borderflow: ignore[ACC-01] pilot by cto@acme.example until 2027-01-31

Rule ids or names, a reason, who accepts it, and the last day (`until`), or for a violation the day by which
it is cured (`cure`). Who accepts is a word with an `@`, or a name in quotes: "replaced by Mistral" names
nobody. Without one, it is whom the manifest names under `owners:` for the rule or the component, or the
component's `owner:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from borderflow.documents.comments import Comment, read_comments
from borderflow.documents.source import Source
from borderflow.errors import Fault, InputError, raise_all
from borderflow.model.architecture import Acceptance, Architecture, Lines

_BEGINS = re.compile(r"[ \t]*borderflow:[ \t]*ignore\b")
_WHOLE = ("system", "controller", "review")
_FORM = re.compile(r"#\s*borderflow:\s*ignore\s*(?:\[(?P<rules>[^\]]*)\])?(?P<rest>.*)")
_END = re.compile(r"(?:^|\s)(?P<word>until|cure)\s+(?P<day>\S+)\s*$")
_BY = re.compile(r"""(?:^|\s)by\s+(?:"(?P<quoted>[^"]+)"|'(?P<single>[^']+)'|(?P<plain>\S*@\S*))\s*$""")
_HINT = "write `# borderflow: ignore[PRC-01] reason by name@example.org until 2027-01-31`"


def with_ignores(architecture: Architecture, source: Source) -> Architecture:
    """The architecture with what comments of its manifest accept.

    Raises:
        InputError: with every comment that says too little.
    """
    found = read_comments(source, _BEGINS, _WHOLE)
    if not found:
        return architecture
    read = [_Ignore(comment, architecture) for comment in found]
    raise_all(InputError, (fault for one in read for fault in one.faults()))
    accepted = (acceptance for one in read for acceptance in one.acceptances())
    return replace(architecture, accepted=(*architecture.accepted, *accepted))


class _Ignore:
    """One comment, taken apart."""

    def __init__(self, comment: Comment, architecture: Architecture) -> None:
        self._comment, self._architecture = comment, architecture
        form = _FORM.match(comment.text)
        rules, rest = (form["rules"] or "", form["rest"]) if form else ("", "")
        self._rules = tuple(dict.fromkeys(word.strip() for word in rules.split(",") if word.strip()))
        end = _END.search(rest)
        self._word, self._day = (end["word"], _day(end["day"])) if end else ("", None)
        rest = rest[: end.start()] if end else rest
        by = _BY.search(rest)
        self._by = next(filter(None, by.groups())) if by else ""
        self._reason = (rest[: by.start()] if by else rest).strip()

    def faults(self) -> Iterator[Fault]:
        """What it lacks."""
        if not self._rules:
            yield self._fault("This comment does not say which rule it accepts.")
            return
        named = ", ".join(self._rules)
        if not self._reason:
            yield self._fault(f"The acceptance of {named} does not say why.")
        if not self._word:
            yield self._fault(f"The acceptance of {named} does not say until when it holds.")
        elif self._day is None:
            yield self._fault(f"The acceptance of {named} ends on a day that is none.")
        unanswered = [rule for rule in self._rules if not self._person(rule)]
        if unanswered:
            message = f"Nobody answers for the acceptance of {', '.join(unanswered)}."
            hint = "add `by name@example.org` before its last day, or name the person under `owners:`"
            yield Fault(message, self._comment.location, hint)

    def acceptances(self) -> Iterator[Acceptance]:
        """One a rule."""
        lines = self._lines()
        for rule in self._rules:
            yield Acceptance(
                rule,
                reason=self._reason,
                by=self._person(rule),
                until=self._day if self._word == "until" else None,
                cure=self._day if self._word == "cure" else None,
                place=self._comment.location,
                lines=lines,
            )

    def _person(self, rule: str) -> str:
        """Who is named, else who answers for the rule or for a component that the comment stands at."""
        owners, components = self._architecture.owners, self._architecture.components
        at = [components[id_] for id_ in self._lines().components if id_ in components]
        named = (owners.get(one.id) or one.owner for one in at)
        return self._by or owners.get(rule) or next(filter(None, named), "")

    def _lines(self) -> Lines:
        entries, line = self._comment.entries, self._comment.line
        return Lines(
            self._comment.location.file,
            line,
            max((entry.last for entry in entries), default=line),
            next((".".join(map(str, entry.path)) for entry in entries), ""),
            tuple(str(entry.path[1]) for entry in entries if entry.path[0] == "components"),
        )

    def _fault(self, message: str) -> Fault:
        return Fault(message, self._comment.location, _HINT)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if len(word) == 10 else None
    except ValueError:
        return None
