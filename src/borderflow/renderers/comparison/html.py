"""The comparison as one HTML file that opens from disk: a column a candidate, no request, no script."""

from __future__ import annotations

import base64
import hashlib

from borderflow.model.comparison import Comparison
from borderflow.renderers.comparison.measured import BESIDE, measured_rows
from borderflow.renderers.comparison.renderer import (
    FOOTING,
    VERDICTS,
    ComparisonRenderer,
    change_words,
    questions_of,
    recipient_words,
    title_of,
)
from borderflow.renderers.places import countries_in_words
from borderflow.renderers.renderer import Options
from borderflow.renderers.supposed import WARNING, sentences
from borderflow.renderers.text.ink import neutral
from borderflow.resources import templates_dir


def _render(comparison: Comparison, options: Options) -> bytes:  # noqa: ARG001 - the page has no options
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = templates_dir() / "comparison"
    styles = (folder / "comparison.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, finalize=_shown
    )
    environment.filters.update(title=title_of, recipient=recipient_words, countries=countries_in_words)
    page = environment.get_template("comparison.html.j2").render(
        comparison=comparison,
        policy=_policy(styles),
        styles=Markup(styles),  # noqa: S704 - our own file
        verdicts=VERDICTS,
        questions=[dict(questions_of(one)) for one in comparison.candidates],
        changes=[list(change_words(one)) for one in comparison.candidates],
        measured=measured_rows(comparison),
        beside=BESIDE,
        footing=FOOTING,
        supposed=[f"{WARNING}: {said}" for said in sentences(comparison.assumptions)],
    )
    return page.encode(errors="backslashreplace")


def _shown(value: object) -> object:
    """Whatever a manifest names, without control characters; our own markup as it is."""
    return neutral(value) if type(value) is str else value


def _policy(styles: str) -> str:
    """Nothing may load but the one style sheet of the page."""
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


comparison_html = ComparisonRenderer("html", ".html", "text/html; charset=utf-8", _render)
