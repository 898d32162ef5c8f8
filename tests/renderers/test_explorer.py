import json

from msgspec.structs import replace

from borderflow.model.findings import Hop
from borderflow.renderers.diagram import draw
from borderflow.renderers.diagram.whole import compose_whole, legend_of
from borderflow.renderers.pagedata import page_data
from borderflow.renderers.report import prepare
from borderflow.renderers.report.explorer import Choice, prepare_explorer
from tests.renderers.sample_review import (
    MARKUP,
    big_review,
    blocked_review,
    empty_review,
    hostile_review,
    sparse_review,
)
from tests.renderers.test_diagram import parsed


def choices(review, title) -> dict[str, Choice]:
    groups = prepare_explorer(prepare(review)).groups
    found = next((group.choices for group in groups if group.title == title), ())
    return {choice.label: choice for choice in found}


def data_of(review):
    report = prepare(review)
    return page_data(prepare_explorer(report), report.findings)


def test_the_way_of_data_is_where_they_are_and_every_flow_that_carries_them():
    way = choices(blocked_review(), "Data")["Support tickets"]
    assert way.flows == tuple(range(1, 11))
    assert "embedder" in way.components
    assert way.told == "Support tickets: in 10 components, on 10 flows; 3 of them reach beyond the EEA."


def test_what_is_not_personal_has_no_way_to_show():
    data = tuple(replace(item, personal=False) for item in blocked_review().data)
    assert choices(replace(blocked_review(), data=data), "Data") == {}


def test_the_reach_of_a_provider_is_what_it_handles_and_what_passes_there():
    reach = choices(blocked_review(), "Providers")["OpenAI"]
    assert reach.components == ("embedder", "tuning")
    assert reach.flows == (2, 3, 5, 7)


def test_the_reach_of_a_law_is_what_its_country_controls_or_can_read():
    reach = choices(blocked_review(), "Foreign law")
    assert {"embedder", "tuning", "backup"} <= set(reach["United States"].components)
    assert "France" not in reach


def test_the_path_of_a_finding_is_its_stations_and_the_flows_between_them():
    path = next(
        choice for label, choice in choices(blocked_review(), "Findings").items() if label.startswith("F1 ")
    )
    assert {"customers", "helpdesk", "embedder"} <= set(path.components)
    assert {1, 2} <= set(path.flows)
    assert path.anchor == "F1"
    assert "Customers → Helpdesk → Embedder → OpenAI" in path.told


def test_a_path_over_what_is_no_component_is_told_all_the_same():
    finding = replace(blocked_review().findings[0], path=(Hop("holds it", component="gone"),), flows=("?",))
    assert choices(replace(blocked_review(), findings=(finding,)), "Findings")


def test_a_review_with_nothing_in_it_offers_nothing():
    assert prepare_explorer(prepare(empty_review())).groups == ()
    assert prepare_explorer(prepare(sparse_review())).groups


def test_data_are_json_and_no_markup():
    for review in (hostile_review(), blocked_review()):
        data = data_of(review)
        assert not set("<>&\u2028\u2029") & set(data)
        assert json.loads(data)["findings"][0]["id"] == "F1"
    odd = "</script><!--\u2028\u2029\u202e\x85&amp;"
    turned = replace(
        blocked_review(),
        components=(replace(blocked_review().components[0], id=odd, label=MARKUP),),
        flows=(),
        findings=(),
    )
    assert json.loads(data_of(turned))["components"][0]["id"] == odd
    assert MARKUP in json.loads(data_of(turned))["components"][0]["told"]


def test_the_whole_graph_shows_every_component_and_flow_and_no_box_on_another():
    review = big_review(100)
    picture = compose_whole(review)
    assert {box.id for box in picture.boxes} == {item.id for item in review.components}
    assert {number for line in picture.lines for number in line.flows} == {
        flow.number for flow in review.flows if flow.source != flow.target
    }
    areas = [box.area for box in picture.boxes]
    assert not any(one.overlaps(other) for place, one in enumerate(areas) for other in areas[:place])
    for box in picture.boxes:
        lane = next(lane for lane in picture.lanes if lane.zone is box.zone)
        assert lane.area.y < box.area.y
        assert box.area.bottom < lane.area.bottom


def test_the_legend_stands_by_itself():
    picture = compose_whole(big_review(70))
    legend = parsed(draw(legend_of(picture), "Legend", "", patterns=False).encode())
    words = {item.text for item in legend.iter() if item.tag.endswith("}text")}
    assert "no transfer" in words
    assert not any(item.get("class") == "box" for item in legend.iter())
