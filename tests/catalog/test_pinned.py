"""A rule pack is what was reviewed, or it is refused."""

from __future__ import annotations

import os

import pytest

from borderflow.api import open_catalog
from borderflow.catalog.pinned import digest_of, unpinned
from borderflow.errors import PolicyError
from tests.catalog.building import policies
from tests.cli.running import run

RULE = """\
id: OWN-01
name: own-rule
title: A rule of one's own
subject: system
outcomes:
- {is: risk low, message: "This is said of every system."}
silenced_by: [Nothing.]
basis: [{cite: House rule 1}]
why: It shows that a rule of a pack is read.
remedy: [Nothing.]
examples: {satisfied: [{title: Nothing to see, manifest: {}}]}
"""


@pytest.fixture(autouse=True)
def small(tmp_path_factory, monkeypatch):
    """What ships is another matter here, and takes a second to compile."""
    folder = policies(tmp_path_factory.mktemp("small"))
    monkeypatch.setattr("borderflow.resources.policies_dir", lambda: folder)


@pytest.fixture
def pack(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "OWN-01-own-rule.yaml").write_text(RULE, encoding="utf-8")
    return tmp_path


def test_the_pinned_content_is_taken(pack):
    pin = run("rules", "pin", str(pack)).out.strip()
    assert pin == f"{pack}@sha256:{digest_of(pack)}"
    assert "OWN-01" in {rule["id"] for rule in open_catalog([pin]).rules()}


def test_a_changed_pack_is_refused_whatever_is_cached(pack):
    pin = f"{pack}@sha256:{digest_of(pack)}"
    open_catalog([pin])
    file = pack / "rules" / "OWN-01-own-rule.yaml"
    before = file.stat()
    file.write_text(RULE.replace("low", "low "), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(PolicyError, match="pinned to another content"):
        open_catalog([pin])


@pytest.mark.parametrize("pin", ["", "0" * 63, "F" * 64, "x"])
def test_half_a_pin_pins_nothing_and_is_refused(pack, pin):
    with pytest.raises(PolicyError, match="review what changed"):
        unpinned(f"{pack}@sha256:{pin}")


def test_the_digest_is_of_names_and_contents_alone(pack, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "rules").mkdir()
    (other / "rules" / "OWN-01-own-rule.yaml").write_text(RULE, encoding="utf-8")
    (other / "README.md").write_text("Not read.", encoding="utf-8")
    assert digest_of(other) == digest_of(pack)
    (other / "rules" / "OWN-01-own-rule.yaml").rename(other / "rules" / "OWN-02-own-rule.yaml")
    assert digest_of(other) != digest_of(pack)


def test_a_link_out_of_the_pack_is_not_read(pack, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("password: hunter2", encoding="utf-8")
    (pack / "rules" / "stolen.yaml").symlink_to(secret)
    ran = run("rules", "list", "--policy", str(pack))
    assert ran.code == 2
    assert "leads out of the policy folder" in ran.err
    assert "hunter2" not in ran.err


def test_pinning_nothing():
    assert run("rules", "pin").code == 2
    assert run("rules", "pin", "no-such-folder").code == 2
