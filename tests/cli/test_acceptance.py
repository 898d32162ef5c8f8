"""Accepted risks on real files: in the manifest, in a file of their own, and as comments."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run

DAY = ("--as-of", "2026-11-21")
MANIFEST = """\
borderflow: 1
system: {name: Desk, record: ROPA-1}
controller: {name: Acme SAS, country: FR}
data:
  tickets: {categories: [contact], subjects: [customers], retention: P1Y}
components:
  desk: {kind: application, host: ovhcloud@GRA, holds: [tickets]}
  bot: {kind: llm, operator: openai, host: openai@eu}
flows:
- desk -> bot: tickets
contracts:
  ovhcloud: {dpa: {signed: 2026-01-01, version: 1}}
  openai: {dpa: {signed: 2026-01-01, version: 1}}
"""
TEXT = "pilot by cto@acme.example until 2027-01-31"
KEPT = """\
accepted: 1
systems:
  Desk:
  - {rule: ACC-01, party: openai, reason: pilot, by: cto@acme.example, until: 2027-01-31}
  Another:
  - {rule: ACC-01, party: aws, reason: elsewhere, by: cto@acme.example, until: 2027-01-31}
"""
LISTED = "accepted:\n- {rule: ACC-01, party: aws, reason: a, by: b@c.example, until: 2027-01-31}\n"
AT = "  openai: {dpa: {signed: 2026-01-01, version: 1}}"


@pytest.fixture(name="repository")
def _repository(tmp_path, monkeypatch):
    """A checkout with a manifest in a folder of it, in which the checks run."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text):
    Path("docs/desk.yaml").write_text(text, "utf-8")


def found(*words, as_of="2026-11-21"):
    """Status, place and message of every finding, by rule."""
    done = run("check", "docs/desk.yaml", *words, "--as-of", as_of, "-f", "json")
    assert not done.err
    return {
        one["rule"]: (one["status"], one["location"]["line"], one["message"])
        for one in json.loads(done.out)["findings"]
    }


def test_a_risk_is_open_until_somebody_accepts_it(repository):
    write(MANIFEST)
    status, line, _ = found()["ACC-01"]
    assert (status, line) == ("open", 13)


@pytest.mark.parametrize(
    "text",
    [
        MANIFEST.replace(AT, f"{AT}  # borderflow: ignore[ACC-01] {TEXT}"),
        MANIFEST.replace(AT, f"  # borderflow: ignore[third-country-parent] {TEXT}\n\n  # note\n{AT}"),
        MANIFEST.replace(AT, f"  openai: # borderflow: ignore[ACC-01] {TEXT}\n    dpa: {{version: 1}}"),
    ],
)
def test_a_comment_accepts_what_is_found_where_it_stands(repository, text):
    write(text)
    assert found()["ACC-01"][0] == "accepted"
    assert "MAN-09" not in found()


def test_a_file_of_its_own_is_found_beside_and_above(repository):
    write(MANIFEST)
    for folder in (repository, repository / "docs"):
        kept = folder / ".borderflow-accepted.yaml"
        kept.write_text(KEPT, "utf-8")
        assert found()["ACC-01"][0] == "accepted"
        assert "MAN-09" not in found()
        kept.unlink()


def test_a_file_above_the_checkout_is_not_ours(repository):
    (repository / "docs/.git").mkdir()
    (repository / ".borderflow-accepted.yaml").write_text(KEPT, "utf-8")
    write(MANIFEST)
    assert found()["ACC-01"][0] == "open"


def test_a_file_that_is_named_takes_its_place(repository):
    write(MANIFEST)
    (repository / "docs/.borderflow-accepted.yaml").write_text("accepted: 1\nsystems: {}\n", "utf-8")
    (repository / "kept.yaml").write_text(KEPT, "utf-8")
    assert found()["ACC-01"][0] == "open"
    assert found("--accepted", "kept.yaml")["ACC-01"][0] == "accepted"
    assert run("check", "docs", *DAY, "--accepted", "gone.yaml").code == 2


def test_settings_may_name_it(repository):
    write(MANIFEST)
    (repository / "kept.yaml").write_text(KEPT, "utf-8")
    (repository / "borderflow.toml").write_text('accepted = "kept.yaml"\n', "utf-8")
    assert found()["ACC-01"][0] == "accepted"


def test_a_file_of_accepted_risks_is_no_manifest(repository):
    write(MANIFEST)
    (repository / ".borderflow-accepted.yaml").write_text(f"# see borderflow\n{KEPT}", "utf-8")
    assert run("check", ".", *DAY, "-q").err == ""


def test_what_is_expired_counts_again_and_says_since_when(repository):
    write(MANIFEST.replace(AT, f"{AT}  # borderflow: ignore[ACC-01] {TEXT}"))
    status, _, message = found(as_of="2027-02-01")["ACC-01"]
    assert status == "open"
    assert message.endswith(
        "It was accepted by cto@acme.example until 2027-01-31, and counts again since then."
    )


def test_a_violation_is_acknowledged_and_stays_open(repository):
    text = MANIFEST.replace("openai: {dpa: {signed: 2026-01-01, version: 1}}", "openai: {dpa: none}  %s")
    write(text % f"# borderflow: ignore[PRC-01] {TEXT}")
    assert found()["PRC-01"][0] == "open"
    assert "cannot be accepted" in found()["PRC-01"][2]
    write(text % "# borderflow: ignore[PRC-01] drafted by cto@acme.example cure 2027-01-31")
    assert found()["PRC-01"][0] == "open"
    assert "cto@acme.example acknowledges it and means to cure it by 2027-01-31." in found()["PRC-01"][2]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (MANIFEST + f"# borderflow: ignore[ACC-01] {TEXT}\n", 14),
        (MANIFEST.replace("\ndata:", f"\ndata:  # borderflow: ignore[ACC-01] {TEXT}"), 4),
        (
            MANIFEST
            + "accepted:\n- {rule: ACC-01, party: aws, reason: a, by: b@c.example, until: 2027-01-31}\n",
            15,
        ),
    ],
)
def test_what_accepts_nothing_is_a_finding_at_its_place(repository, text, line):
    write(text)
    status, at, message = found()["MAN-09"]
    assert (status, at) == ("open", line)
    assert "finds nothing" in message
    assert ", but does at docs/desk.yaml:13:" in message


def test_an_entry_that_matches_nothing_in_the_file_is_found_there(repository):
    write(MANIFEST)
    (repository / ".borderflow-accepted.yaml").write_text(KEPT.replace("openai", "aws"), "utf-8")
    done = run("check", "docs/desk.yaml", *DAY, "-q", "--fail-on", "low")
    assert ".borderflow-accepted.yaml:4:5: low[MAN-09 idle-acceptance]" in done.out


@pytest.mark.parametrize("words", [("--ignore", "ACC"), ("--only", "PRC", "--only", "MAN")])
def test_of_a_rule_that_was_not_asked_nothing_is_idle(repository, words):
    write(MANIFEST.replace(AT, f"{AT}  # borderflow: ignore[ACC-01] {TEXT}"))
    assert "MAN-09" not in found(*words)


@pytest.mark.parametrize("where", ["comment", "manifest", "file"])
def test_an_unknown_rule_is_an_error_with_the_nearest_one(repository, where):
    if where == "comment":
        write(MANIFEST.replace(AT, f"{AT}  # borderflow: ignore[ACC-1] {TEXT}"))
    else:
        write(MANIFEST)
    if where == "manifest":
        write(MANIFEST + "accepted:\n- {rule: ACC-1, reason: a, by: b@c.example, until: 2027-01-31}\n")
    if where == "file":
        (repository / ".borderflow-accepted.yaml").write_text(KEPT.replace("ACC-01", "ACC-1"), "utf-8")
    done = run("check", "docs/desk.yaml", *DAY)
    assert done.code == 2
    assert "There is no rule `ACC-1` to accept." in done.err
    assert "did you mean `ACC-01`?" in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("[]", "mapping"),
        ("accepted: 2\nsystems: {}", "`accepted` is `2`"),
        ("accepted: 1\nsystems: {Desk: [{rule: ACC-01, reason: a, by: b}]}", "does not say until when"),
        ("accepted: 1\nsystems: {Desk: [{rule: ACC-01, by: b, until: 2027-01-31}]}", "`reason` is missing"),
        ("accepted: 1\nsystems: {Desk: [{rule: ACC-01, reason: a, until: 2027-01-31}]}", "`by` is missing"),
        ("accepted: 1\nsystems: {Desk: {}}", "list"),
        ("accepted: 1\nsystem: {}", "Unknown key `system`"),
    ],
)
def test_a_broken_file_is_an_error(repository, text, said):
    write(MANIFEST)
    (repository / ".borderflow-accepted.yaml").write_text(text, "utf-8")
    done = run("check", "docs/desk.yaml", *DAY)
    assert done.code == 2
    assert said in done.err


def test_sarif_says_who_suppresses_and_where(repository):
    write(MANIFEST.replace(AT, f"{AT}  # borderflow: ignore[ACC-01] {TEXT}"))
    (log,) = json.loads(run("check", "docs/desk.yaml", *DAY, "-f", "sarif").out)["runs"]
    ((suppression,),) = (one["suppressions"] for one in log["results"] if one["ruleId"] == "ACC-01")
    assert (suppression["kind"], suppression["status"]) == ("inSource", "accepted")
    assert suppression["justification"] == "pilot (accepted by cto@acme.example until 2027-01-31)"
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 13


def test_an_import_keeps_what_a_comment_accepts_of_a_component(repository):
    (repository / "compose.yaml").write_text("services:\n  bot: {image: nginx}\n", "utf-8")
    comment = MANIFEST.replace("host: openai@eu}", f"host: openai@eu}}  # borderflow: ignore[TRF-05] {TEXT}")
    write(comment.replace(AT, f"{AT}  # borderflow: ignore[ACC-01] {TEXT}"))
    (repository / ".borderflow-accepted.yaml").write_text(KEPT, "utf-8")
    done = run("import", "compose.yaml", "docs/desk.yaml", *DAY, "-o", "-")
    assert done.code == 0
    (line,) = [one for one in done.out.splitlines() if "rule:" in one]
    assert all(word in line for word in ("TRF-05", "component: bot", "pilot", "cto@acme.example"))
