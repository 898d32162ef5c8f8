"""The samples through every form, as a user would run them."""

import json
from pathlib import Path

import jsonschema
import networkx as nx
import pytest

from tests.cli.running import run
from tests.thorough import some_of

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.yaml"))
RESULT = jsonschema.Draft202012Validator(
    json.loads((ROOT / "docs/schema/result-v1.schema.json").read_text("utf-8"))
)
SARIF = jsonschema.Draft4Validator(
    json.loads((ROOT / "tests/renderers/schemas/sarif-2.1.0.json").read_text("utf-8"))
)
DAY = ("--as-of", "2026-11-21")


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(ROOT)


def names(paths):
    return [path.relative_to(ROOT).as_posix() for path in paths]


@pytest.mark.parametrize("sample", some_of(names(SAMPLES), 6))
def test_a_sample_in_every_form(sample):
    text = run("check", sample, *DAY)
    assert text.code in (0, 1)
    assert text.err == ""
    RESULT.validate(json.loads(run("check", sample, *DAY, "--format", "json").out))
    SARIF.validate(json.loads(run("check", sample, *DAY, "--format", "sarif").out))
    assert run("check", sample, *DAY, "--format", "markdown").out.startswith("## ")


@pytest.mark.slow
def test_all_samples_at_once():
    ran = run("check", "samples", *DAY, "--format", "json")
    result = json.loads(ran.out)
    RESULT.validate(result)
    assert len(result["reviews"]) == len(SAMPLES)
    SARIF.validate(json.loads(run("check", "samples", *DAY, "--format", "sarif").out))


def test_another_reader_of_sarif_finds_everything(tmp_path):
    """What `sarif-tools` reads is what was found, with its place; every region begins and ends."""
    from sarif.loader import load_sarif_file

    written = tmp_path / "all.sarif"
    run("check", "samples", *DAY, "-o", written, "-o", f"json:{tmp_path / 'all.json'}")
    reviews = json.loads((tmp_path / "all.json").read_text("utf-8"))["reviews"]
    found = [one for review in reviews for one in review["findings"]]
    read = load_sarif_file(str(written))
    assert read.get_distinct_tool_names() == ["borderflow"]
    assert read.get_result_count() == len(found)
    assert sorted((one["Location"], one["Line"], one["Severity"]) for one in read.get_records()) == sorted(
        (one["location"]["file"], one["location"]["line"], level(one)) for one in found
    )
    for result in read.get_results():
        assert all(one["startColumn"] < one["endColumn"] for one in regions(result)), result["ruleId"]
        assert result["partialFingerprints"]["borderflow/v1"]


def level(finding):
    levels = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "none"}
    return "none" if finding["outcome"] == "unknown" else levels[finding["severity"]]


def regions(result):
    flows = [flow["threadFlows"][0]["locations"] for flow in result.get("codeFlows", ())]
    steps = [step["location"] for flow in flows for step in flow]
    return [place["physicalLocation"]["region"] for place in (result["locations"][0], *steps)]


def test_the_order_of_the_inputs_is_kept():
    both = names(SAMPLES[:2])
    forth, back = (
        [
            one["inputs"][0]["path"]
            for one in json.loads(run("check", *order, *DAY, "-f", "json").out)["reviews"]
        ]
        for order in (both, both[::-1])
    )
    assert forth == back[::-1] == both


def test_two_samples_side_by_side():
    ran = run("compare", *names(SAMPLES[:2]), *DAY)
    assert ran.code == 0
    assert ran.out.startswith("2 architectures side by side\n")


def test_one_candidate_is_no_comparison():
    ran = run("compare", *names(SAMPLES[:1]), *DAY)
    assert ran.code == 2
    assert "There is one candidate" in ran.err


def test_the_graph_in_every_form(tmp_path):
    sample = names(SAMPLES)[0]
    assert run("graph", sample, *DAY).out.startswith("<?xml")
    assert run("graph", sample, *DAY, "-f", "mermaid").out.startswith("flowchart LR\n")
    graph = nx.node_link_graph(json.loads(run("graph", sample, *DAY, "-f", "node-link").out), edges="edges")
    assert run("graph", sample, *DAY, "-o", tmp_path / "g.graphml").out == ""
    assert set(nx.read_graphml(tmp_path / "g.graphml")) == set(graph)


def test_a_graph_of_several_systems_is_a_fault():
    for form in ("svg", "graphml"):
        ran = run("graph", *names(SAMPLES[:2]), *DAY, "-f", form)
        assert ran.code == 2
        assert "A graph is of one system, and 2 were found." in ran.err


def test_a_report_as_a_page(tmp_path):
    ran = run("report", names(SAMPLES)[0], *DAY, "-o", tmp_path / "report.html")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_reports_of_several_systems_go_into_a_folder(tmp_path):
    assert "A report is about one system" in run("report", *names(SAMPLES[:2]), *DAY).err
    ran = run("report", *names(SAMPLES[:2]), *DAY, "-f", "html", "-o", tmp_path)
    assert ran.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{path.stem}-report.html" for path in SAMPLES[:2]
    ]


@pytest.mark.slow
@pytest.mark.needs("pango")
def test_a_report_as_pdf_repeats_itself(tmp_path):
    environ = {"SOURCE_DATE_EPOCH": "1790000000"}
    for name in ("one.pdf", "two.pdf"):
        assert run("report", names(SAMPLES)[0], *DAY, "-o", tmp_path / name, environ=environ).code == 0
    one, two = ((tmp_path / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert one.startswith(b"%PDF-")
    assert one == two
