"""A team adopts Borderflow: the story from the first run to the first finding that is mended."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import run

pytestmark = [pytest.mark.slow, pytest.mark.needs("git")]

COMPANIES = "openai anthropic pinecone elevenlabs cohere deepgram langsmith slack zendesk groq".split()
MANIFEST = f"""\
borderflow: 1
system: {{name: Helpdesk, version: 1.0.0, purpose: Answer customers}}
controller: {{name: Acme SAS, country: FR}}
data:
  tickets: {{label: Ticket texts, categories: [contact, correspondence], subjects: [customers]}}
components:
  desk: {{kind: application, host: ovhcloud@GRA, holds: [tickets]}}
{"".join(f"  with-{one}: {{kind: saas, operator: {one}}}{chr(10)}" for one in COMPANIES)}\
flows:
{"".join(f"- desk -> with-{one}: tickets{chr(10)}" for one in COMPANIES)}\
contracts:
  openai: {{dpa: none}}
"""
NIGHT = "  night: {kind: datastore, operator: self, host: aws@us-east-1}\nflows:\n- desk -> night: tickets\n"
TERMS = "contract is with legal by cto@acme.example until 2027-01-31"
BASELINE = ".borderflow-baseline.json"


class Team:
    """A repository, and those who work on it."""

    def __init__(self, folder: Path) -> None:
        self.manifest = folder / "architecture" / "helpdesk.yaml"
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "team@acme.example")
        self.git("config", "user.name", "The team")

    def git(self, *words: str) -> None:
        subprocess.run(["git", *words], check=True, capture_output=True)

    def commit(self, said: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", said)

    def writes(self, text: str) -> None:
        self.manifest.parent.mkdir(exist_ok=True)
        self.manifest.write_text(text, "utf-8")

    def changes(self, old: str, new: str) -> None:
        text = self.manifest.read_text("utf-8")
        assert old in text
        self.writes(text.replace(old, new, 1))

    def checks(self, *words: str, day: str = "2026-11-21"):
        return run("check", "architecture", "--as-of", day, "--fail-on", "medium", *words)


@pytest.fixture(name="team")
def _team(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    return Team(tmp_path)


def test_the_adoption(team):  # noqa: PLR0915 - it is one story
    ci = ("--baseline", BASELINE)

    # The first run finds more than anybody can mend in an afternoon.
    team.writes(MANIFEST)
    first = team.checks("-f", "json")
    found = [one for one in json.loads(first.out)["findings"] if one["outcome"] != "unknown"]
    assert first.code == 1
    assert len(found) >= 40

    # So the team keeps what it knows, and the pipeline is green.
    assert run("baseline", "write", "architecture", "--as-of", "2026-11-21").code == 0
    team.commit("Describe the helpdesk, and keep what is known")
    assert team.checks(*ci).code == 0

    # A pull request sends the tickets to a region in the United States. Only that fails.
    team.git("switch", "-q", "-c", "night")
    team.changes("flows:\n", NIGHT)
    team.commit("Keep the tickets at night")
    pull_request = team.checks("--diff-base", "main", "-f", "markdown")
    assert pull_request.code == 1
    assert "### What changed since `main`" in pull_request.out
    assert "gives Ticket texts to a new recipient: Amazon Web Services" in pull_request.out
    assert said(pull_request) == ["PRC-01", "REC-03"]
    assert team.checks(*ci).code == 1

    # They set a period, which was due anyway. The contract takes a while, and the CTO answers for that.
    team.changes("subjects: [customers]}", "subjects: [customers], retention: P2Y}")
    team.changes("aws@us-east-1}", f"aws@us-east-1}}  # borderflow: ignore[PRC-01] {TERMS}")
    team.commit("Delete tickets after two years; sign the contract by the end of January")
    assert team.checks("--diff-base", "main").code == 0
    assert team.checks(*ci).code == 0
    assert "accepted by cto@acme.example until 2027-01-31: contract is with legal" in team.checks(*ci).out
    team.git("switch", "-q", "main")
    team.git("merge", "-q", "night")

    # February comes, and the contract is not there: nobody gets by with a promise.
    late = team.checks(*ci, day="2027-02-01")
    assert late.code == 1
    assert "accepted by cto@acme.example until 2027-01-31, and counts again since then" in " ".join(
        late.out.split()
    )

    # It is signed at last. The comment has nothing to accept any more, and is told off until it goes.
    team.changes("contracts:\n", "contracts:\n  aws: {dpa: {signed: 2027-02-02, version: 2026-01}}\n")
    signed = team.checks(*ci, day="2027-02-03")
    assert signed.code == 0
    assert "MAN-09" in signed.out
    team.changes(f"  # borderflow: ignore[PRC-01] {TERMS}", "")
    assert "MAN-09" not in team.checks(*ci, day="2027-02-03").out
    team.commit("File the contract with Amazon")

    # Somebody tidies up: another name for the file, another order in it. Nothing is new.
    team.git("switch", "-q", "-c", "tidy")
    team.git("mv", "architecture/helpdesk.yaml", "architecture/support.yaml")
    team.manifest = team.manifest.with_name("support.yaml")
    head, flows = team.manifest.read_text("utf-8").split("flows:\n")
    lines, contracts = flows.split("contracts:\n")
    backwards = "\n".join(reversed(lines.splitlines()))
    team.writes(f"# Our helpdesk\n{head}contracts:\n{contracts}\nflows:\n{backwards}\n")
    team.commit("Tidy the description")
    assert team.checks(*ci, day="2027-02-03").code == 0
    tidied = team.checks("--diff-base", "main", "-f", "json", day="2027-02-03")
    assert tidied.code == 0
    change = json.loads(tidied.out)["change"]
    assert (change["added"], change["removed"], change["findings"]["new"]) == ([], [], [])

    # A finding of the first day is mended. It leaves the baseline, and cannot come back unseen.
    team.changes("openai: {dpa: none}", "openai: {dpa: {signed: 2027-02-03, version: 2026-01}}")
    mended = team.checks(*ci, day="2027-02-03")
    assert mended.code == 0
    assert "no longer found; `borderflow baseline prune` takes out what is gone" in mended.err
    assert run("baseline", "prune", "architecture", "--as-of", "2027-02-03").code == 0
    assert "no longer found" not in team.checks(*ci, day="2027-02-03").err
    team.commit("Sign the contract with OpenAI")
    team.changes("openai: {dpa: {signed: 2027-02-03, version: 2026-01}}", "openai: {dpa: none}")
    assert team.checks(*ci, day="2027-02-03").code == 1
    assert team.checks("--diff-base", "HEAD", day="2027-02-03").code == 1


def said(done):
    """The rules of the findings that a Markdown comment spells out."""
    return re.findall(r"^### (?:Blocker|Major).*\n\n`([A-Z]+-\d+)`", done.out, re.MULTILINE)
