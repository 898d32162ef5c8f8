"""`stress`, and `--assume` on the commands that judge: what would change, said as a supposition."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.renderers.pages import read_page

ROOT = Path(__file__).parents[2]
US_STACK = ROOT / "samples" / "rag-common-us-stack.yaml"
EUROPEAN = ROOT / "samples" / "rag-ovhcloud-mistral-eu.yaml"
DAY = ("--as-of", "2026-11-21")
SUPPOSED = "Supposed, not the law and the facts of the day"


def stressed(*argv):
    ran = run("stress", *argv, *DAY, "--format", "json")
    assert ran.code == 0, ran.err
    return [{_label(one): one for one in system["scenarios"]} for system in json.loads(ran.out)["systems"]]


def _label(scenario):
    said = scenario["assumption"]
    return "=".join(filter(None, (said["id"], said["provider"])))


def rules(points):
    return [(one["rule"], tuple(one["parties"])) for one in points]


def test_what_rests_on_the_framework_alone_breaks_with_it():
    (found,) = stressed(US_STACK)
    broken = found["dpf-invalidated"]
    assert ("TRF-01", ("pinecone",)) in rules(broken["adds"])
    assert broken["lifts"] == []
    assert all(one["blocking"] for one in broken["adds"] if one["rule"] == "TRF-01")


def test_each_european_provider_in_use_is_sold_in_turn():
    (found,) = stressed(EUROPEAN)
    sold = {label for label in found if label.startswith("acquired-by-us-parent")}
    assert sold == {"acquired-by-us-parent=mistral", "acquired-by-us-parent=ovhcloud"}
    for label in sold:
        company = label.partition("=")[2]
        assert ("ACC-01", (company,)) in rules(found[label]["adds"])
    assert found["dpf-invalidated"]["adds"] == found["dpf-invalidated"]["changes"] == []


def test_no_american_provider_is_sold_to_americans():
    (found,) = stressed(US_STACK)
    assert not [label for label in found if label.startswith("acquired")]


def test_the_weightiest_scenario_comes_first():
    ran = run("stress", EUROPEAN, *DAY)
    names = [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ") and "finding" in line]
    assert names[0].startswith("acquired-by")
    assert names[-1] == "us-safeguards-revoked"


def test_an_end_of_section_702_takes_nothing_from_the_cloud_act():
    (found,) = stressed(US_STACK)
    assert found["fisa-702-expired"]["lifts"] == []


def test_one_scenario_may_be_named():
    (found,) = stressed(EUROPEAN, "--assume", "acquired-by-us-parent=mistral")
    assert list(found) == ["acquired-by-us-parent=mistral"]


@pytest.mark.parametrize(("level", "code"), [("never", 0), ("critical", 0), ("medium", 1)])
def test_the_exit_code_is_asked_for(level, code):
    assert run("stress", EUROPEAN, *DAY, "--fail-on", level).code == code


def test_a_faulty_file_does_not_stop_the_others(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("borderflow: 1\nsystem: 3\n")
    ran = run("stress", wrong, EUROPEAN, *DAY)
    assert ran.code == 2
    assert "acquired-by-us-parent=mistral" in ran.out
    assert run("stress", tmp_path / "nothing", *DAY).code == 2


def test_markdown_tells_the_same():
    ran = run("stress", US_STACK, *DAY, "--format", "markdown")
    assert "| `dpf-invalidated` |" in ran.out
    assert "- adds TRF-01" in ran.out


@pytest.mark.parametrize("form", ["text", "markdown", "json", "sarif"])
def test_a_supposed_check_says_so(form):
    supposed = run("check", US_STACK, *DAY, "--assume", "dpf-invalidated", "--format", form)
    today = run("check", US_STACK, *DAY, "--format", form)
    assert "dpf-invalidated" in supposed.out
    assert "dpf-invalidated" not in today.out
    assert "assumptions" not in today.out


def test_the_short_form_says_so_too():
    ran = run("check", EUROPEAN, *DAY, "--assume", "acquired-by-us-parent=mistral", "--quiet")
    assert "supposing acquired-by-us-parent=mistral" in ran.out.splitlines()[-1]


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_a_supposed_comparison_says_so(form):
    ran = run("compare", US_STACK, EUROPEAN, *DAY, "--assume", "dpf-invalidated", "--format", form)
    assert ran.code == 0
    assert "dpf-invalidated" in ran.out


def test_a_supposed_report_says_so_on_its_cover_and_on_every_page():
    ran = run("report", EUROPEAN, *DAY, "--assume", "acquired-by-us-parent=mistral", "--format", "html")
    assert ran.out.count(SUPPOSED) == 2
    assert "Supposing acquired-by-us-parent=mistral" in ran.out.partition('<footer class="foot">')[2]
    assert "--assume acquired-by-us-parent=mistral" in read_page(ran.out).text


def test_a_manifest_that_dates_its_owner_does_not_outlive_the_supposed_sale(tmp_path):
    text = EUROPEAN.read_text()
    declared = "\nparties:\n  mistral: {country: FR, parent: none, as_of: 2026-11-01}\n"
    path = tmp_path / "declared.yaml"
    path.write_text(text + declared)
    assert "parties:" not in text
    (found,) = stressed(path, "--assume", "acquired-by-us-parent=mistral")
    assert ("ACC-01", ("mistral",)) in rules(found["acquired-by-us-parent=mistral"]["adds"])


BRAZILIAN = """\
borderflow: 1
system: {name: Helpdesk}
controller: {name: Exemplo SA, country: PT}
data: {orders: {categories: [contact], subjects: [customers]}}
components:
  shop: {kind: application, operator: self, host: {country: PT}, holds: [orders]}
  desk: {kind: saas, operator: rio-desk, host: {country: BR}}
flows: ["shop -> desk: orders"]
parties:
  rio-desk: {entity: Rio Desk Ltda., country: BR, parent: none}
contracts:
  rio-desk: {tool: none}
"""


@pytest.mark.parametrize(("day", "is_found"), [("2026-01-25", True), ("2026-01-26", False)])
def test_one_manifest_is_judged_by_the_law_of_the_day(tmp_path, day, is_found):
    path = tmp_path / "desk.yaml"
    path.write_text(BRAZILIAN)
    ran = run("check", path, "--as-of", day, "--format", "json")
    findings = {one["rule"] for one in json.loads(ran.out)["findings"]}
    assert ("TRF-01" in findings) is is_found


def test_an_assumption_that_nobody_knows_ends_the_check():
    ran = run("check", EUROPEAN, *DAY, "--assume", "dpf-gone")
    assert ran.code == 2
    assert "There is no scenario `dpf-gone`." in ran.err


BASE = """\
borderflow: 1
system: {name: Tickets}
controller: {name: Acme SAS, country: FR}
data: {tickets: {categories: [contact], subjects: [customers], retention: P1Y}}
components:
  desk: {kind: application, operator: self, host: {country: FR}, holds: [tickets]}
  vendor: {kind: saas, operator: %s, host: {country: %s}}
flows: ["desk -> vendor: tickets"]
parties:
  harbor: {entity: Harbor Inc., country: US, parent: none}
  quay: {entity: Quay SARL, country: FR, parent: {name: Quay Inc., country: US}}
contracts: {%s}
"""
DPA = "dpa: {signed: 2026-01-05, evidence: 'https://papers.example/dpa'}"


def stressed_manifest(tmp_path, operator, country, contract):
    path = tmp_path / "borderflow.yaml"
    path.write_text(BASE % (operator, country, f"{operator}: {{{DPA}, {contract}}}"), encoding="utf-8")
    (found,) = stressed(path)
    return found


def test_an_assessment_made_under_the_law_of_today_silences_nothing_after_it(tmp_path):
    contract = "tool: {kind: scc, module: 2, signed: 2026-01-05, annexes: yes}, tia: 2026-05-01"
    found = stressed_manifest(tmp_path, "harbor", "US", contract)
    for label in ("dpf-invalidated", "us-safeguards-revoked"):
        assert ("TRF-02", ("harbor",)) in rules(found[label]["adds"]), label
    assert found["fisa-702-expired"]["adds"] == []
    assert found["uk-adequacy-lapsed"]["adds"] == []


def test_the_framework_is_no_onward_tool_once_it_has_fallen(tmp_path):
    found = stressed_manifest(tmp_path, "quay", "US", "onward: dpf")
    fallen = found["dpf-invalidated"]
    weighed = [one for one in (*fallen["adds"], *fallen["changes"]) if one["rule"] == "TRF-05"]
    assert weighed, fallen
    clauses = stressed_manifest(tmp_path, "quay", "US", "onward: scc-3")["dpf-invalidated"]
    assert not [one for one in (*clauses["adds"], *clauses["changes"]) if one["rule"] == "TRF-05"]


def test_an_assessment_of_a_company_says_nothing_of_its_next_owner(tmp_path):
    outcomes = {}
    for name, contract in (
        ("bare", ""),
        ("assessed", "assessment: {on: 2026-05-01, evidence: 'https://a.example/b'}"),
    ):
        found = stressed_manifest(tmp_path, "ovhcloud", "FR", contract)["acquired-by-us-parent=ovhcloud"]
        outcomes[name] = [
            (one["severity"], one["outcome"]) for one in found["adds"] if one["rule"] == "ACC-01"
        ]
    assert outcomes["assessed"] == outcomes["bare"] != []


TUNED = """\
borderflow: 1
system: {name: Tickets}
controller: {name: Acme SAS, country: FR}
data: {tickets: {categories: [contact], subjects: [customers], retention: P1Y}}
components:
  desk: {kind: application, operator: self, host: {country: FR}, holds: [tickets]}
  tuning: {kind: fine-tuning, operator: harbor, host: {country: US}}
flows: ["desk -> tuning: tickets"]
parties: {harbor: {entity: Harbor Inc., country: US, parent: none}}
contracts:
  harbor:
    dpa: {signed: 2026-01-05, evidence: 'https://papers.example/dpa'}
    tool: {kind: scc, module: 2, signed: 2026-01-05, annexes: yes}
    tia: {on: 2026-05-01, covers: [training]}
"""


def test_training_is_not_excused_by_an_assessment_that_the_law_has_overtaken(tmp_path):
    path = tmp_path / "borderflow.yaml"
    path.write_text(TUNED, encoding="utf-8")
    (found,) = stressed(path)
    assert "TRN-05" in [one["rule"] for one in found["dpf-invalidated"]["changes"]]
    assert found["uk-adequacy-lapsed"]["changes"] == []
