"""Many findings of one rule are told once, with a list of the places where it speaks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from msgspec import Struct

from borderflow.language.forms import in_turn
from borderflow.renderers.report.findings import FindingView
from borderflow.renderers.report.likeness import Likeness, are_alike, likeness_of, runs_of


class PlaceRow(Struct, frozen=True):
    """One finding of a group, by what it does not share with the others."""

    view: FindingView
    name: str
    """What its title alone says."""
    differs: tuple[str, ...]
    """What its explanation, changes and proof alone say, beyond name and data."""


class FindingGroup(Struct, frozen=True):
    """Findings with one rule, weight, legal basis and reason, which name different things.

    In each text `…` stands for what the rows name.
    """

    first: FindingView
    """Bears what all share."""
    title: str
    message: str
    remedies: tuple[str, ...]
    proof: tuple[str, ...]
    rows: tuple[PlaceRow, ...]

    @property
    def views(self) -> tuple[FindingView, ...]:
        return tuple(row.view for row in self.rows)


Batch = FindingGroup | tuple[FindingView, ...]
"""A group, or findings one by one."""


def group_findings(views: Iterable[FindingView]) -> tuple[Batch, ...]:
    """Fold what is said of many, each group where its first finding stands."""
    return tuple(_group(run) if are_alike(run, _key) else run for run in runs_of(views, _key))


class Head(Struct, frozen=True):
    """A group or a single finding as lists name it that have room for a few."""

    title: str
    change: str
    """The first change that closes it."""
    views: tuple[FindingView, ...]
    """One, or those of the group."""

    @property
    def first(self) -> FindingView:
        return self.views[0]


def heads(batches: Iterable[Batch]) -> tuple[Head, ...]:
    """Each group once, and each single finding, gravest first."""
    return tuple(head for batch in batches for head in _heads(batch))


def _heads(batch: Batch) -> Iterator[Head]:
    if isinstance(batch, FindingGroup):
        change = batch.remedies[0] if batch.remedies else batch.first.remedies[0]
        yield Head(batch.title, change, batch.views)
    else:
        yield from (Head(view.finding.title, view.remedies[0], (view,)) for view in batch)


def _key(view: FindingView) -> Hashable:
    """What a group says once. Findings that bring others with them have more changes, and stand apart."""
    finding = view.finding
    said = (finding.rule, finding.outcome, finding.step, finding.severity, finding.why, view.basis)
    return (*said, view.weight, finding.status, view.owner, view.due, len(view.remedies), len(view.proof))


def _group(views: tuple[FindingView, ...]) -> FindingGroup:
    titles = likeness_of([view.finding.title for view in views])
    messages = likeness_of([view.finding.message for view in views])
    remedies = [likeness_of(texts) for texts in zip(*(view.remedies for view in views), strict=True)]
    proof = [likeness_of(texts) for texts in zip(*(view.proof for view in views), strict=True)]
    others = (messages, *remedies, *proof)
    return FindingGroup(
        first=views[0],
        title=titles.text or views[0].rule_title,
        message=messages.text,
        remedies=tuple(one.text for one in remedies if one.text),
        proof=tuple(one.text for one in proof if one.text),
        rows=tuple(_row(view, place, titles, others) for place, view in enumerate(views)),
    )


def _row(view: FindingView, place: int, titles: Likeness, others: tuple[Likeness, ...]) -> PlaceRow:
    name = in_turn(titles.differences[place]) or view.finding.title
    told = dict.fromkeys(text for one in others for text in one.differences[place])
    return PlaceRow(view, name, tuple(text for text in told if text not in f"{name}; {view.data}"))
