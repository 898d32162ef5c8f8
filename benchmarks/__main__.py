"""`make bench`: every figure is a ratio against something that anybody can run, taken side by side.

Prints a table; `--write FILE` keeps it. Nothing here is a test: speed is read, not asserted.
"""

from __future__ import annotations

import compileall
import json
import platform
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import borderflow
from benchmarks.others import ANY, COMPONENTS, LINES, command, template, workflow
from benchmarks.pairs import Pair, compare
from benchmarks.plans import build, plan
from benchmarks.reports import pages_of, wide_system
from benchmarks.systems import as_yaml, system

PYTHON = sys.executable
BORDERFLOW = str(Path(PYTHON).with_name("borderflow"))
KEPT = (BORDERFLOW, "check", "--as-of", "2026-11-21")
CHECK = (*KEPT, "--no-cache")
SAMPLE = Path(__file__).parent.parent / "samples" / "support-copilot.yaml"
IMPORTS = "import yaml, networkx; from pydantic import BaseModel"
EVENTS = """
import sys, yaml, networkx as nx
text = open(sys.argv[1]).read()
for _ in yaml.parse(text, Loader=yaml.CLoader): pass
"""
BUILD = """
import json
g = nx.MultiDiGraph()
value = json.load(open(sys.argv[2]))
g.add_nodes_from(value["nodes"]); g.add_edges_from(value["edges"])
"""
JSON_ONLY = """
import sys, json, networkx as nx
json.load(open(sys.argv[1]))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    against: str
    ours: str
    theirs: str
    ratio: str
    goal: str


def rows(folder: Path, large: bool) -> Iterator[Row]:
    """Every measurement, the quick ones first."""
    yield _row(
        "cold check of a small manifest",
        IMPORTS,
        compare([*CHECK, str(SAMPLE)], [PYTHON, "-c", IMPORTS]),
        "≤ 1.6",
    )
    yield _row("`--version`", "pass", compare([BORDERFLOW, "--version"], [PYTHON, "-c", "pass"]), "≤ 3")
    yield _row(
        "`explain TRF-01`", "pass", compare([BORDERFLOW, "explain", "TRF-01"], [PYTHON, "-c", "pass"]), "≤ 3"
    )
    kept = compare([*KEPT, str(SAMPLE)], [PYTHON, "-c", "pass"])
    yield _row("the same, checked before and not changed", "pass", kept, "≤ 3.5")
    for components, flows in ((1_000, 3_000), (10_000, 30_000)):
        yield from _yaml(folder, components, flows)
    yield from _plan(folder, 5_000)
    yield from _report(folder, 200)
    if large:
        yield from _json(folder, 100_000, 300_000)
    yield from _lineage(10_000, 30_000)
    yield from _many(folder, 5_000)
    yield from _others(folder)


def _many(folder: Path, manifests: int) -> Iterator[Row]:
    """Many small manifests: twice as many take twice as long, and two processes half as long."""
    half, whole = folder / "half", folder / "whole"
    for number in range(manifests):
        text = as_yaml(system(6, 8, data=3)).replace("Benchmark", f"Benchmark {number}")
        for place in (whole, half) if number % 2 else (whole,):
            place.mkdir(exist_ok=True)
            (place / f"s{number}.yaml").write_text(text)
    linear = compare([*CHECK, str(whole)], [*CHECK, str(half)], runs=1)
    what = f"{manifests:,} small manifests"
    yield _row(what, f"{manifests // 2:,} of them", linear, "≤ 2.1")
    apart = compare([*CHECK, str(half), "--jobs", "2"], [*CHECK, str(half)], runs=1)
    yield _row(f"{manifests // 2:,} of them with `--jobs 2`", "one process", apart, "≤ 0.62 (1.6x)")


def _others(folder: Path) -> Iterator[Row]:
    """Other checkers, cold on small files and on a large one; and what is kept against all of them."""
    small, large = folder / "small.yaml", folder / "large.yaml"
    small.write_text(as_yaml(system(20, 40)))
    large.write_text(as_yaml(system(1_000, 3_000)))
    stack, flow = folder / "stack.json", folder / "workflow.yml"
    stack.write_text(template(20))
    flow.write_text(workflow(len(small.read_text().splitlines())))
    cold = "cold, 20 components"
    yield from _against("checkov", cold, [*CHECK, str(stack)], stack, "≤ 0.1 (10x)")
    yield from _against("semgrep", f"{cold}, two rules", [*CHECK, str(small)], small, "≤ 0.1 (10x)")
    yield from _against("cfn-lint", cold, [*CHECK, str(stack)], stack, "≤ 0.25 (4x)")
    check_large = [*CHECK, str(large)]
    what = "1,000 components, two rules"
    yield from _against("semgrep", f"{what} that look at a line", check_large, large, "")
    yield from _against(
        "semgrep", f"{what} that name the component", check_large, large, "≤ 0.02 (50x)", COMPONENTS, runs=1
    )
    for name, file in (("checkov", stack), ("semgrep", small), ("cfn-lint", stack), ("zizmor", flow)):
        ours = [*KEPT, str(stack if file is stack else small)]
        yield from _against(name, "checked before, 20 components", ours, file, "< 1")


def _against(
    name: str, what: str, ours: list[str], file: Path, goal: str, rules: str = LINES, *, runs: int = 3
) -> Iterator[Row]:
    theirs = command(name, file.parent, file, rules)
    if theirs is not None:
        yield _row(what, f"{name}, a file of the same size", compare(ours, theirs, runs, codes=ANY), goal)


def _yaml(folder: Path, components: int, flows: int) -> Iterator[Row]:
    value = system(components, flows)
    manifest, graph = folder / f"{components}.yaml", folder / f"{components}.graph.json"
    manifest.write_text(as_yaml(value))
    graph.write_text(_graph(value))
    theirs = [PYTHON, "-c", EVENTS + BUILD, str(manifest), str(graph)]
    for form in ("text", "json"):
        pair = compare([*CHECK, str(manifest), "--format", form], theirs, runs=5)
        what = f"{components:,} components, {flows:,} flows, YAML to {form}"
        yield _row(what, "libyaml events + networkx graph", pair, "≤ 2.5")


def _report(folder: Path, components: int) -> Iterator[Row]:
    """A long PDF against the same words as plain paragraphs: ours has tables, tags and a diagram."""
    file, printed = folder / "wide.yaml", folder / "wide.pdf"
    file.write_text(as_yaml(wide_system(components, 90)))
    command = [BORDERFLOW, "report", "--as-of", "2026-11-21", str(file), "--output", str(printed)]
    pair = compare(command, [PYTHON, "-m", "benchmarks.reports", str(file)], runs=3)
    pages = pages_of(printed)
    what = f"PDF report of {components} components, {pages} pages"
    yield _row(what, "check + WeasyPrint of its words as plain paragraphs", pair, "")
    yield Row("the same, a page", "", f"{pair.ours / pages * 1000:.0f} ms", "", "", "≤ 150 ms")


def _json(folder: Path, components: int, flows: int) -> Iterator[Row]:
    value = system(components, flows)
    manifest, graph = folder / f"{components}.json", folder / f"{components}.graph.json"
    manifest.write_text(json.dumps(value))
    graph.write_text(_graph(value))
    theirs = [PYTHON, "-c", JSON_ONLY + BUILD, str(manifest), str(graph)]
    for form in ("text", "json"):
        pair = compare([*CHECK, str(manifest), "--format", form], theirs, runs=1)
        what = f"{components:,} components, {flows:,} flows, JSON to {form}"
        yield _row(what, "json.load + networkx graph", pair, "≤ 2.5")
        yield Row("memory of the same", "per flow", f"{pair.peak / flows / 1024:.2f} KB", "", "", "≤ 3 KB")


def _plan(folder: Path, resources: int) -> Iterator[Row]:
    """A Terraform plan: the reader alone in one process, then the whole check as a command."""
    from borderflow import api
    from borderflow.documents import paused_collector
    from borderflow.foreign import Survey
    from borderflow.readers import foreign_readers

    file = folder / "plan.json"
    file.write_text(json.dumps(plan(resources)))
    catalog, readers = api.open_catalog(), foreign_readers()

    def read() -> None:
        with paused_collector():
            Survey([file], readers).architecture(catalog)

    against = "json.load + networkx graph of its references"
    pairs = [(_spent(read), _spent(lambda: build(file))) for _ in range(7)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    what = f"Terraform plan of {resources:,} resources"
    yield Row(
        f"{what}, reader alone (processor time)",
        f"`{against}`",
        f"{ours:.3f} s",
        f"{theirs:.3f} s",
        f"{ratio:.2f}",
        "≤ 3",
    )
    command = [PYTHON, "-m", "benchmarks.plans", str(file)]
    for form in ("text", "json"):
        pair = compare([*CHECK, str(file), "--format", form], command, runs=5)
        yield _row(f"{what}, whole check to {form}", against, pair, "≤ 3")


def _spent(action: Callable[[], object]) -> float:
    """Processor seconds, which other programs on the machine do not lengthen."""
    start = time.process_time()
    action()
    return time.process_time() - start


def _graph(value: dict[str, object]) -> str:
    flows = [flow if isinstance(flow, str) else next(iter(flow)) for flow in value["flows"]]  # type: ignore[attr-defined]
    return json.dumps({"nodes": list(value["components"]), "edges": [flow.split(" -> ") for flow in flows]})  # type: ignore[call-overload]


def _lineage(components: int, flows: int) -> Iterator[Row]:
    """Lineage alone against one `networkx.descendants` a component that holds data, in one process."""
    import networkx as nx

    from borderflow import api
    from borderflow.analysis.lineage import trace
    from borderflow.documents import loads, paused_collector
    from borderflow.resolve import resolve

    pond = system(components, flows, service=components)  # everything reaches everything
    architecture = api.read_document(loads(json.dumps(pond), "system.json"))
    resolved = resolve(architecture, api.open_catalog(), date(2026, 11, 21))
    graph = nx.MultiDiGraph((flow.source, flow.target) for flow in architecture.flows)
    sources = [id_ for id_, one in architecture.components.items() if one.holds and id_ in graph]
    some = sources[:: max(1, len(sources) // 100)]
    with paused_collector():  # as a check runs
        ours = statistics.median(_timed(lambda: trace(resolved)) for _ in range(3))
        theirs = _timed(lambda: [nx.descendants(graph, id_) for id_ in some]) * len(sources) / len(some)
    what = f"lineage alone, {len(sources):,} sources, {flows:,} flows"
    against = "one networkx.descendants a source (a hundredth timed, scaled)"
    yield Row(what, against, f"{ours:.2f} s", f"{theirs:.1f} s", f"{theirs / ours:.0f}x faster", "≥ 100x")


def _timed(action: object) -> float:
    start = time.perf_counter()
    action()  # type: ignore[operator]
    return time.perf_counter() - start


def _row(what: str, against: str, pair: Pair, goal: str) -> Row:
    return Row(what, f"`{against}`", f"{pair.ours:.3f} s", f"{pair.theirs:.3f} s", f"{pair.ratio:.2f}", goal)


def main() -> None:
    """Measure, print, and keep the table when asked to."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="Markdown file to keep the table in")
    parser.add_argument("--only-others", action="store_true", help="only the other checkers")
    parser.add_argument("--quick", action="store_true", help="leave the 100,000 components out")
    arguments = parser.parse_args()
    lines = ["| what | against | ours | theirs | ratio | goal |", "|---|---|---|---|---|---|"]
    print("\n".join(lines), flush=True)
    compileall.compile_dir(Path(borderflow.__file__).parent, quiet=1)  # as pip does when it installs
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for row in _others(place) if arguments.only_others else rows(place, not arguments.quick):
            lines.append(
                f"| {row.what} | {row.against} | {row.ours} | {row.theirs} | {row.ratio} | {row.goal} |"
            )
            print(lines[-1], flush=True)
    if arguments.write:
        arguments.write.write_text(_page("\n".join(lines)))


def _page(table: str) -> str:
    return (
        "# Performance\n\nWritten by `make bench`. Medians of commands timed in turn on one machine; "
        f"read the ratios, not the seconds. CPython {platform.python_version()}, {platform.machine()}, "
        "two cores.\n\n" + table + "\n"
    )


if __name__ == "__main__":
    main()
