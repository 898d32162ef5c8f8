"""What the script of a page is told: JSON that no HTML parser takes for markup."""

from __future__ import annotations

import json

from markupsafe import Markup

from borderflow.renderers.characters import legible
from borderflow.renderers.report.explorer import Choice, Explorer
from borderflow.renderers.report.findings import FindingView

_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}
"""Everything beyond ASCII is escaped by `json.dumps`, the line separators of JavaScript among it."""


def page_data(explorer: Explorer, findings: tuple[FindingView, ...]) -> Markup:
    """The graph, the choices in the order of their buttons, and what the findings are filtered by."""
    told = {
        "components": [
            {"id": item.id, "told": legible(told), "words": legible(words)}
            for item, told, words in explorer.components
        ],
        "flows": [
            {"number": flow.number, "from": flow.source, "to": flow.target, "told": legible(told)}
            for flow, told in explorer.flows
        ],
        "choices": [_choice(choice) for group in explorer.groups for choice in group.choices],
        "findings": [
            {"id": view.id, "weight": view.weight, "rule": view.finding.rule, "owner": legible(view.owner)}
            for view in findings
        ],
    }
    return Markup(json.dumps(told, separators=(",", ":")).translate(_ESCAPES))  # noqa: S704 - escaped just now


def _choice(choice: Choice) -> dict[str, object]:
    words = {"label": choice.label, "told": choice.told, "anchor": choice.anchor}
    shown = {"components": choice.components, "flows": choice.flows}
    return {**shown, **{name: legible(text) for name, text in words.items()}}
