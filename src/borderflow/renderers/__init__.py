"""A review becomes bytes: one module a form, each ending in a `Renderer`.

The forms are listed here by name; a module is imported when its form is asked for, for some are heavy.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # importing typing costs as much as starting Python
if TYPE_CHECKING:
    from typing import Any

    from borderflow.renderers.comparison.renderer import ComparisonRenderer
    from borderflow.renderers.difference.renderer import DifferenceRenderer
    from borderflow.renderers.drift.renderer import DriftRenderer
    from borderflow.renderers.graph import GraphRenderer
    from borderflow.renderers.questions.renderer import QuestionRenderer
    from borderflow.renderers.register.renderer import RegisterRenderer
    from borderflow.renderers.renderer import Renderer
    from borderflow.renderers.stress.renderer import StressRenderer

RENDERERS = {
    "text": "text.page:text",
    "json": "result:json_result",
    "jsonld": "jsonld:jsonld",
    "sarif": "sarif:sarif",
    "junit": "junit:junit",
    "github": "github:github",
    "gitlab": "gitlab:gitlab",
    "markdown": "markdown:markdown",
    "csv": "table:table",
    "html": "html:html",
    "pdf": "pdf:pdf",
    "svg": "svg:svg",
    "mermaid": "mermaid:mermaid",
}
"""Name to the module and the value at its end."""

GRAPH_RENDERERS = {"node-link": "node_link:node_link", "graphml": "graphml:graphml"}

COMPARISON_RENDERERS = {
    "text": "comparison.text:comparison_text",
    "json": "comparison.result:comparison_json",
    "markdown": "comparison.markdown:comparison_markdown",
    "html": "comparison.html:comparison_html",
}

STRESS_RENDERERS = {
    "text": "stress.text:stress_text",
    "json": "stress.result:stress_json",
    "markdown": "stress.markdown:stress_markdown",
}


QUESTION_RENDERERS = {
    "xlsx": "questions.workbook:questions_xlsx",
    "csv": "questions.table:questions_csv",
    "markdown": "questions.page:questions_markdown",
    "json": "questions.result:questions_json",
}


REGISTER_RENDERERS = {
    "xlsx": "register.workbook:register_xlsx",
    "csv": "register.sheet:register_csv",
    "markdown": "register.page:register_markdown",
    "json": "register.result:register_json",
}


DRIFT_RENDERERS = {
    "text": "drift.text:drift_text",
    "json": "drift.result:drift_json",
    "markdown": "drift.markdown:drift_markdown",
}


DIFFERENCE_RENDERERS = {
    "text": "difference.text:difference_text",
    "json": "difference.result:difference_json",
    "markdown": "difference.markdown:difference_markdown",
}


def find_difference_renderer(name: str) -> DifferenceRenderer:
    """The renderer of that name, for what changed."""
    found: DifferenceRenderer = _value(DIFFERENCE_RENDERERS[name])
    return found


def find_renderer(name: str) -> Renderer:
    """The renderer of that name, for reviews."""
    found: Renderer = _value(RENDERERS[name])
    return found


def find_graph_renderer(name: str) -> GraphRenderer:
    """The renderer of that name, for the networkx graph."""
    found: GraphRenderer = _value(GRAPH_RENDERERS[name])
    return found


def find_comparison_renderer(name: str) -> ComparisonRenderer:
    """The renderer of that name, for comparisons."""
    found: ComparisonRenderer = _value(COMPARISON_RENDERERS[name])
    return found


def find_stress_renderer(name: str) -> StressRenderer:
    """The renderer of that name, for stress tests."""
    found: StressRenderer = _value(STRESS_RENDERERS[name])
    return found


def find_question_renderer(name: str) -> QuestionRenderer:
    """The renderer of that name, for the open questions."""
    found: QuestionRenderer = _value(QUESTION_RENDERERS[name])
    return found


def find_register_renderer(name: str) -> RegisterRenderer:
    """The renderer of that name, for the register."""
    found: RegisterRenderer = _value(REGISTER_RENDERERS[name])
    return found


def find_drift_renderer(name: str) -> DriftRenderer:
    """The renderer of that name, for drift."""
    found: DriftRenderer = _value(DRIFT_RENDERERS[name])
    return found


def _value(place: str) -> Any:  # noqa: ANN401 - of the kind that the list says
    module, _, name = place.partition(":")
    return getattr(import_module(f"borderflow.renderers.{module}"), name)
