"""Every output of a review says when a finding rests on an old fact, and only then."""

from datetime import date

import pytest
from msgspec.structs import replace

import borderflow
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import DEFAULTS
from tests.renderers.sample_review import blocked_review

NOTE = "rests on `dpf` of OpenAI as of 2024-10, older than its limit of 3 months: check it again (MAN-05)"
SAID = {
    "text": "= aged: rests on `dpf` of OpenAI as of 2024-10",
    "json": f'"aged": "{NOTE}"',
    "sarif": f"It {NOTE}.",
    "html": "of OpenAI as of 2024-10, older than its limit of 3 months: check it again (MAN-05).",
}


@pytest.mark.parametrize("form", SAID)
def test_the_note_is_shown(form):
    review = blocked_review()
    head, *others = review.findings
    renderer = find_renderer(form)
    noted = replace(review, findings=(replace(head, aged=NOTE), *others))
    assert SAID[form] in renderer.render(noted, DEFAULTS).decode()
    assert "MAN-05" not in renderer.render(review, DEFAULTS).decode()


MANIFEST = """
borderflow: 1
system: {name: Tickets}
controller: {name: Acme SAS, country: FR}
data: {tickets: {categories: [contact], subjects: [customers]}}
components:
  desk: {kind: application, operator: self, host: {country: FR}, holds: [tickets]}
  errors: {kind: observability, operator: sentry}
flows: ["desk -> errors: tickets"]
"""


def test_the_day_of_the_check_decides(tmp_path):
    path = tmp_path / "manifest.yaml"
    path.write_text(MANIFEST, encoding="utf-8")
    (later,) = borderflow.check([path], as_of=date(2031, 1, 1))
    (earlier,) = borderflow.check([path], as_of=date(2024, 1, 1))
    assert later.review
    assert any(one.aged for one in later.review.findings)
    assert earlier.review
    assert not any(one.aged for one in earlier.review.findings)
