"""A whole review as lines: every finding with all that proves it, every question, transfer and objective.

What a rule says of itself alone (why, basis) stays out: its own examples and page hold that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from borderflow.model.findings import Finding, Hop, Question
from borderflow.model.knowledge import Ground, Level
from borderflow.model.location import Location
from borderflow.model.report import Review, TransferView
from borderflow.model.sovereignty import Estimate, Sovereignty


def tell(found: Review | Sovereignty | None, manifest: str) -> str:
    """All that analysis and rules found, with the lines of the manifest instead of their numbers."""
    telling = _Telling(manifest)
    lines = telling.review(found) if isinstance(found, Review) else telling.sovereignty(found)
    return "\n".join(lines) + "\n"


class _Telling:
    def __init__(self, manifest: str) -> None:
        self.lines = manifest.splitlines()

    def review(self, review: Review) -> Iterator[str]:
        yield f"verdict: {review.verdict}"
        for finding in review.findings:
            yield from self._finding(finding)
        for question in review.questions:
            yield from self._question(question)
        yield from _each("transfer", map(_transfer, review.transfers))
        known = (one for one in review.criteria if one.state != "unknown")
        yield from _each("criterion", (f"{one.name}: {one.state}: {one.fact}" for one in known))

    def sovereignty(self, found: Sovereignty | None) -> Iterator[str]:
        assert found
        yield f"at most SEAL-{found.at_most}, on record {found.on_record}, score {found.score}"
        for estimate in found.estimates:
            yield from self._estimate(estimate)
        for finding in found.findings:
            yield from self._finding(finding)
        for question in found.questions:
            yield from self._question(question)

    def _finding(self, one: Finding) -> Iterator[str]:
        step = f" ({one.step})" if one.step else ""
        yield f"\n{one.rule} {one.outcome} {one.severity}{step}{self._at(one.location)}"
        yield f"  {one.title}"
        yield f"  {one.message}"
        yield from _listed(
            about=one.subject,
            components=one.components,
            parties=one.parties,
            data=one.data,
            flows=one.flows,
            group=[one.group],
            file=[one.to_file],
            capped=[one.capped_by],
            aged=[one.aged],
        )
        yield from (f"  -> {self._hop(hop)}" for hop in one.path)
        yield from (f"  = {self._ground(ground)}" for ground in one.facts)
        yield from (f"  + {also.rule} {also.outcome} {also.severity}: {also.message}" for also in one.also)
        yield from (f"  closed by: {text}" for text in one.remedies)
        yield from (f"  silenced by: {text}" for text in one.silenced_by)

    def _question(self, one: Question) -> Iterator[str]:
        yield f"\n? {one.asks} [{one.rule} {one.severity}, at worst {one.worst}]{self._at(one.location)}"
        yield f"  {one.subject}: {one.why}"
        yield f"  {one.answer}"

    def _estimate(self, one: Estimate) -> Iterator[str]:
        yield f"{one.objective.id} at most {one.at_most}, on record {one.on_record}"
        yield from (f"  = {self._ground(ground)}" for ground in one.limits)
        yield from (f"  ? {text}" for text in one.open)

    def _hop(self, hop: Hop) -> str:
        who = hop.component or hop.party
        return f"{hop.caption} [{who}]{self._at(hop.location)}"

    def _ground(self, ground: Ground) -> str:
        level = "" if ground.level is Level.VERIFIED else f" {ground.level}"
        told = f" {ground.as_of} {ground.source[:40]}".rstrip()
        return f"{ground.text} ({ground.origin}{level}{told}){self._at(ground.location)}"

    def _at(self, location: Location | None) -> str:
        return f"  @ {self.lines[location.line - 1][location.column - 1 :][:60]}" if location else ""


def _transfer(one: TransferView) -> str:
    kind = " ".join(word for word, is_so in (("onward", one.onward), ("remote", one.remote)) if is_so)
    what = f"{', '.join(one.data)} by {', '.join(one.flows) or 'no flow'} at {', '.join(one.components)}"
    ends = f"{one.exporter_id} -> {one.importer} ({', '.join(one.countries)})"
    return f"{ends} {kind} {what}: {one.status}, {one.tool}"


def _each(name: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"{'' if number else chr(10)}{name} {line}"


def _listed(**lists: Sequence[str]) -> Iterator[str]:
    said = (f"{name}: {', '.join(words)}" for name, words in lists.items() if any(words))
    if line := "; ".join(said):
        yield f"  {line}"
