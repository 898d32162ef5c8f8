"""Evidence beside the manifest is looked up where the manifest is read."""

import hashlib
from datetime import date

import pytest

from borderflow import api
from borderflow.errors import InputError

MANIFEST = """\
borderflow: 1
system: {name: Example, record: ROPA-1, dpia: {on: 2026-05-01, evidence: %s}}
controller: {name: Example GmbH, country: DE}
data: {tickets: {categories: [contact], subjects: [customers], retention: P1Y}}
components:
  desk: {kind: application, host: {country: DE}, holds: [tickets]}
"""


@pytest.fixture
def written(tmp_path):
    def write(evidence):
        (tmp_path / "system").mkdir(exist_ok=True)
        (tmp_path / "outside.pdf").write_bytes(b"not yours")
        (tmp_path / "system" / "dpia.pdf").write_bytes(b"assessment")
        path = tmp_path / "system" / "borderflow.yaml"
        path.write_text(MANIFEST % evidence)
        return path

    return write


def findings(path):
    (result,) = api.check(path, as_of=date(2026, 11, 21))
    assert result.review is not None
    return {finding.rule: finding.message for finding in result.review.findings}


def test_evidence_is_hashed(written):
    architecture = api.read(written("dpia.pdf"))
    assert architecture.evidence == {"dpia.pdf": hashlib.sha256(b"assessment").hexdigest()}


def test_evidence_that_is_there_says_nothing(written):
    assert "MAN-05" not in findings(written("dpia.pdf"))


def test_evidence_that_is_not_there_is_a_question(written):
    assert "`lost.pdf` is not beside the manifest" in findings(written("lost.pdf"))["MAN-05"]


def test_a_link_is_not_followed(written):
    assert api.read(written('"https://records.example/dpia"')).evidence == {}


@pytest.mark.parametrize("path", ["../outside.pdf", "/etc/hostname"])
def test_evidence_from_elsewhere_is_refused(written, path):
    with pytest.raises(InputError, match="lies outside the folder of the manifest"):
        api.read(written(path))
