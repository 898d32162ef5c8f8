"""What changed between two versions, by files, by results, and by git."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from tests.cli.running import run

ROOT = Path(__file__).parents[2]
DIFF = jsonschema.Draft202012Validator(
    json.loads((ROOT / "docs/schema/diff-v1.schema.json").read_text("utf-8"))
)
RESULT = jsonschema.Draft202012Validator(
    json.loads((ROOT / "docs/schema/result-v1.schema.json").read_text("utf-8"))
)
DAY = ("--as-of", "2026-11-21")
OLD = """\
borderflow: 1
system: {name: Desk, record: ROPA-1}
controller: {name: Acme SAS, country: FR}
data:
  tickets: {label: Ticket texts, categories: [contact], subjects: [customers], retention: P1Y}
components:
  desk: {kind: application, host: ovhcloud@GRA, holds: [tickets]}
flows: []
contracts: {ovhcloud: {dpa: {signed: 2026-01-01, version: 1}}, openai: {dpa: none}}
"""
BOT = "  bot: {kind: llm, operator: openai}\nflows:\n- desk -> bot: tickets\n"
NEW = OLD.replace("flows: []\n", BOT)
KEPT = """\
accepted: 1
systems:
  Desk:
  - {rule: PRC-07, party: openai, reason: soon, by: a@acme.example, until: 2027-01-31}
"""
RULES = ["PRC-01", "ACC-01", "TRF-05", "PRC-07"]
SENTENCES = [
    "This change sends Ticket texts to a new country: United States (through OpenAI).",
    "This change gives Ticket texts to a new recipient: OpenAI (Ireland).",
    "This change adds 1 flow: desk -> bot.",
]


@pytest.fixture(name="files", autouse=True)
def _files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    Path("old.yaml").write_text(OLD, "utf-8")
    Path("new.yaml").write_text(NEW, "utf-8")
    return tmp_path


def diff(*words):
    return run("diff", *words, *DAY)


def told(*words):
    value = json.loads(diff(*words, "-f", "json").out)
    DIFF.validate(value)
    return value["differences"]


class TestTwoVersions:
    def test_what_came_and_what_went(self):
        (there,) = told("old.yaml", "new.yaml")
        assert (there["added"], there["removed"]) == (SENTENCES, [])
        assert [one["rule"] for one in there["findings"]["new"]] == RULES
        (back,) = told("new.yaml", "old.yaml")
        assert not back["added"]
        assert back["removed"] == [
            "Ticket texts: no longer in United States.",
            "OpenAI is no longer a recipient.",
            "This change takes out 1 flow: desk -> bot.",
        ]
        assert [one["rule"] for one in back["findings"]["fixed"]] == RULES

    def test_a_result_stands_for_the_files_that_it_was_made_of(self):
        run("check", "old.yaml", *DAY, "-f", "json", "-o", "old.json")
        run("check", "new.yaml", *DAY, "-f", "json", "-o", "new.json")
        assert told("old.json", "new.json") == told("old.json", "new.yaml") == told("old.yaml", "new.yaml")

    def test_a_result_of_whatever_day_and_country(self):
        run("check", "old.yaml", *DAY, "-f", "json", "-o", "old.json")
        value = json.loads(Path("old.json").read_text("utf-8"))
        value["as_of"] = "some day"
        value["components"][0]["countries"] = ["XX"]
        Path("old.json").write_text(json.dumps(value), "utf-8")
        assert "tickets: no longer in XX" in diff("old.json", "new.yaml").out.replace(
            "Ticket texts", "tickets"
        )

    def test_a_person_and_a_pull_request_read_the_same(self):
        text, page = diff("old.yaml", "new.yaml").out, diff("old.yaml", "new.yaml", "-f", "markdown").out
        assert all(f"  + {sentence}" in text for sentence in SENTENCES)
        assert f"- **{SENTENCES[0]}**" in page
        assert "New findings (4)" in text
        assert "### New findings (4)" in page

    def test_of_the_same_nothing_is_told(self):
        done = diff("old.yaml", "old.yaml")
        assert "What this change does" not in done.out
        assert "0 new, 0 worse, 0 milder, 0 gone" in done.out

    def test_the_exit_code_speaks_only_when_asked(self):
        assert diff("old.yaml", "new.yaml").code == 0
        assert diff("old.yaml", "new.yaml", "--fail-on", "high").code == 1
        assert diff("old.yaml", "new.yaml", "--fail-on", "critical").code == 0
        assert diff("new.yaml", "old.yaml", "--fail-on", "low").code == 0

    def test_systems_are_known_by_their_names(self):
        for folder, texts in {"a": [OLD], "b": [NEW, OLD.replace("Desk", "Second")]}.items():
            Path(folder).mkdir()
            for number, text in enumerate(texts):
                Path(folder, f"{number}.yaml").write_text(text, "utf-8")
        first, second = told("a", "b")
        assert first["added"] == SENTENCES
        assert (second["system"], second["before"]) == ("Second", None)
        assert "This system is new." in diff("a", "b").out
        assert "This system is gone." in diff("b", "a").out

    def test_more_data_to_the_same_place(self):
        more = NEW.replace(
            "data:\n", "data:\n  notes: {label: Medical notes, categories: [health], subjects: [customers]}\n"
        )
        Path("more.yaml").write_text(
            more.replace("holds: [tickets]", "holds: [tickets, notes]").replace(
                "bot: tickets", "bot: [tickets, notes]"
            ),
            "utf-8",
        )
        (found,) = told("new.yaml", "more.yaml")
        assert found["added"] == [
            "This change sends Medical notes to France (through OVHcloud), too.",
            "This change sends Medical notes to United States (through OpenAI), too.",
            "OpenAI now receives Medical notes, too.",
            "OVHcloud now receives Medical notes, too.",
            "This change processes new categories of personal data: health.",
            "The flow desk->bot now carries Medical notes, too.",
        ]
        assert "PRC-01" in [one["rule"] for one in found["findings"]["worse"]]

    @pytest.mark.parametrize("words", [("old.yaml", "gone.yaml"), ("old.yaml", "bad.json"), ("old.yaml",)])
    def test_what_cannot_be_read_is_an_error(self, words):
        Path("bad.json").write_text('{"findings": 3}', "utf-8")
        done = diff(*words)
        assert done.code == 2
        assert "error: " in done.err


HOSTILE = "<img src=x onerror=alert(1)> @team | **b** [a](javascript:x) \x1b[31m ::error::x ${{ x }} =1+1"


class TestHostileNames:
    @pytest.fixture(autouse=True)
    def _hostile(self, files):
        value = {
            "borderflow": 1,
            "system": {"name": HOSTILE},
            "controller": {"name": HOSTILE, "country": "FR"},
            "data": {"d": {"label": HOSTILE, "categories": ["contact"], "subjects": ["customers"]}},
            "components": {
                "desk": {"kind": "application", "host": {"country": "FR"}, "holds": ["d"]},
                HOSTILE: {"kind": "saas", "operator": HOSTILE, "host": {"country": "US"}},
            },
            "flows": [{"from": "desk", "to": HOSTILE, "carries": ["d"]}],
        }
        Path("bad.json").write_text(json.dumps(value), "utf-8")
        Path("mild.json").write_text(json.dumps({**value, "flows": []}), "utf-8")

    def test_in_a_comment_nothing_is_obeyed(self):
        page = diff("mild.json", "bad.json", "-f", "markdown").out
        assert "new recipient" in page
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(page)
        assert not re.search(r"<img|<a |javascript:x\"|<strong>b|\x1b", html)
        assert "@team" not in page

    def test_in_a_terminal_nothing_is_obeyed(self):
        assert "\x1b" not in diff("mild.json", "bad.json").out
        assert not re.search("^::", diff("mild.json", "bad.json").out, re.MULTILINE)

    def test_in_json_it_is_what_it_was(self):
        (found,) = told("mild.json", "bad.json")
        assert found["system"] == HOSTILE


class Repository:
    """A checkout with one commit, of the system as it was."""

    @pytest.fixture(autouse=True)
    def _repository(self, files):
        git("init", "-q", "-b", "main")
        git("config", "user.email", "a@acme.example")
        git("config", "user.name", "A")
        Path("docs").mkdir()
        Path("docs/desk.yaml").write_text(OLD, "utf-8")
        commit()

    def check(self, *words):
        return run("check", *words, *DAY)


@pytest.mark.needs("git")
class TestSinceARevision(Repository):
    def test_only_what_is_new_fails(self):
        Path("docs/desk.yaml").write_text(NEW, "utf-8")
        done = self.check("docs/desk.yaml", "--diff-base", "main", "-f", "json")
        value = json.loads(done.out)
        RESULT.validate(value)
        assert done.code == 1
        assert value["change"]["added"] == SENTENCES
        assert value["change"]["since"] == "main"
        assert {one["rule"] for one in value["findings"] if one["status"] == "open"} == {
            "PRC-01",
            "ACC-01",
            "TRF-05",
            "PRC-07",
        }
        commit()
        assert self.check("docs/desk.yaml", "--diff-base", "main").code == 0

    def test_no_program_of_the_repository_is_run(self):
        Path(".gitattributes").write_text("* filter=bad diff=bad merge=bad\n", "utf-8")
        for key in ("filter.bad.clean", "filter.bad.smudge", "diff.bad.command", "diff.bad.textconv"):
            git("config", key, "touch pwned; cat")
        git("config", "core.fsmonitor", "touch pwned; false")
        Path("docs/desk.yaml").write_text(NEW, "utf-8")
        assert "new country: United States" in self.check(".", "--diff-base", "main").out
        assert not Path("pwned").exists()

    @pytest.mark.parametrize(
        ("revision", "said"),
        [
            ("--output=pwned", "`--output=pwned` is no revision."),
            ("a\nb", "is no revision."),
            ("main:docs", "git knows no revision `main:docs`."),
            ("$(touch pwned)", "git knows no revision"),
        ],
    )
    def test_only_a_revision_is_taken_for_one(self, revision, said):
        done = self.check("docs/desk.yaml", f"--diff-base={revision}")
        assert done.code == 2
        assert said in done.err
        assert not Path("pwned").exists()


@pytest.mark.slow
@pytest.mark.needs("git")
class TestSinceARevisionInDepth(Repository):
    def test_the_checkout_is_not_touched(self):
        Path("docs/desk.yaml").write_text(NEW, "utf-8")
        before = status()
        index = Path(".git/index").read_bytes()
        self.check(".", "--diff-base", "main")
        assert Path(".git/index").read_bytes() == index
        assert (status(), Path("docs/desk.yaml").read_text("utf-8")) == (before, NEW)

    def test_in_a_folder_of_the_repository(self, monkeypatch):
        Path("docs/desk.yaml").write_text(NEW, "utf-8")
        monkeypatch.chdir("docs")
        assert "new country: United States" in self.check("desk.yaml", "--diff-base", "main").out
        assert "new country: United States" in self.check(".", "--diff-base", "main").out

    def test_inside_a_hook(self, monkeypatch):
        Path("docs/desk.yaml").write_text(NEW, "utf-8")
        monkeypatch.setenv("GIT_DIR", ".git")
        monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
        assert "new country: United States" in self.check("docs/desk.yaml", "--diff-base", "main").out

    def test_what_a_thin_clone_lacks_is_said(self):
        blob = subprocess.run(["git", "rev-parse", "main:docs/desk.yaml"], capture_output=True, check=True)
        name = blob.stdout.decode().strip()
        Path(".git/objects", name[:2], name[2:]).unlink()
        done = self.check("docs/desk.yaml", "--diff-base", "main")
        assert done.code == 2
        assert "git does not hold all files of that version, and none is fetched." in done.err

    def test_what_others_did_since_is_not_this_change(self):
        git("switch", "-q", "-c", "mine")
        git("switch", "-q", "main")
        Path("docs/desk.yaml").write_text(NEW, "utf-8")
        commit()
        git("switch", "-q", "mine")
        done = self.check("docs/desk.yaml", "--diff-base", "main")
        assert "What this change does" not in done.out

    @pytest.mark.parametrize("known", [True, False])
    def test_a_file_that_moved_is_found_again(self, known):
        Path("docs/desk.yaml").rename("moved.yaml")
        if known:
            git("add", "-A")
        Path("moved.yaml").write_text(NEW, "utf-8")
        done = self.check("moved.yaml", "--diff-base", "main", "-f", "json")
        assert json.loads(done.out)["change"]["added"] == SENTENCES

    def test_a_new_file_is_new_as_a_whole(self):
        Path("docs/second.yaml").write_text(NEW.replace("Desk", "Second"), "utf-8")
        done = self.check("docs/second.yaml", "--diff-base", "main", "-f", "json")
        assert done.code == 1
        assert json.loads(done.out)["change"]["before"] is None

    def test_a_system_that_is_gone_is_remarked(self):
        Path("docs/second.yaml").write_text(OLD.replace("Desk", "Second"), "utf-8")
        commit()
        Path("docs/second.yaml").unlink()
        assert "Second was there at HEAD, and is no longer" in self.check("docs", "--diff-base", "HEAD").err

    def test_evidence_and_accepted_risks_are_those_of_then(self):
        evidence = "dpa: {signed: 2026-01-01, version: 1, evidence: papers/dpa.pdf}"
        Path("docs/papers").mkdir()
        Path("docs/papers/dpa.pdf").write_bytes(b"signed")
        kept = Path(".borderflow-accepted.yaml")
        kept.write_text(KEPT, "utf-8")
        Path("docs/desk.yaml").write_text(NEW.replace("dpa: none", evidence), "utf-8")
        commit()
        value = json.loads(self.check("docs/desk.yaml", "--diff-base", "main", "-f", "json").out)
        assert not any(value["change"]["findings"][part] for part in ("new", "worse", "milder", "fixed"))
        kept.unlink()
        value = json.loads(self.check("docs/desk.yaml", "--diff-base", "main", "-f", "json").out)
        assert {one["rule"] for one in value["change"]["findings"]["worse"]} == {"PRC-07"}
        assert {one["rule"] for one in value["findings"] if one["status"] == "open"} >= {"PRC-07"}

    def test_other_formats_are_compared_as_well(self):
        Path("app").mkdir()
        compose = "services:\n  web:\n    image: nginx\n    environment: {%s: x}\n"
        Path("app/compose.yaml").write_text(compose % "A", "utf-8")
        commit()
        Path("app/compose.yaml").write_text(compose % "OPENAI_API_KEY", "utf-8")
        done = self.check("app", "--diff-base", "main")
        assert "a new recipient: OpenAI" in done.out

    def test_without_a_repository_there_is_nothing_to_compare_with(self, tmp_path_factory, monkeypatch):
        folder = tmp_path_factory.mktemp("elsewhere")
        (folder / "m.yaml").write_text(OLD, "utf-8")
        monkeypatch.chdir(folder)
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
        done = self.check("m.yaml", "--diff-base", "main")
        assert done.code == 2
        assert "There is no git repository around `m.yaml`." in done.err


def git(*words):
    subprocess.run(["git", *words], check=True, capture_output=True)


def status():
    words = ["git", "status", "--porcelain", "--ignored"]
    return subprocess.run(words, capture_output=True, check=True).stdout


def commit():
    git("add", "-A")
    git("commit", "-q", "-m", "x")
