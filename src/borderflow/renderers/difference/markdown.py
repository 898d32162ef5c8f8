"""A difference as Markdown, for a comment on a change: what it means stands first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borderflow.model.difference import Difference, FindingNote
from borderflow.renderers.changes import came, went
from borderflow.renderers.difference.renderer import DifferenceRenderer, head_of
from borderflow.renderers.markdown import Block, code, escaped, items, prose, within
from borderflow.renderers.renderer import Options


def _render(differences: Sequence[Difference], options: Options) -> bytes:  # noqa: ARG001 - has no options
    return within(block for one in differences for block in _page(one))


def _page(difference: Difference) -> Iterator[Block]:
    title = f"## {escaped(difference.after.system)}: what changed"
    yield Block(("", title, "", escaped(head_of(difference)), ""))
    yield from (Block((f"- **{prose(one)}**",), "change") for one in came(difference))
    yield from (Block((f"- {prose(one)}",), "change") for one in went(difference))
    worse = [one.after for one in difference.worse]
    eased = [one.after for one in difference.eased]
    parts = {
        "New findings": difference.new,
        "Worse than before": worse,
        "Milder than before": eased,
        "Gone": difference.fixed,
    }
    for name, findings in parts.items():
        yield from items(f"{name} ({len(findings)})", map(_item, findings), "finding")


def _item(one: FindingNote) -> str:
    place = f" ({code(one.place)})" if one.place else ""
    return f"{code(one.rule)} {one.severity} {one.outcome}: {prose(one.title)}{place}"


difference_markdown = DifferenceRenderer("markdown", ".md", _render)
