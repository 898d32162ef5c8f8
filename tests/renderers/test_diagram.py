import json
import random
import re
import time
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from borderflow.model.catalog import Zone
from borderflow.model.report import Review
from borderflow.renderers.diagram import compose
from borderflow.renderers.diagram.compose import PAGE
from borderflow.renderers.diagram.lettering import SMALL, fit, width_of, wrap
from borderflow.renderers.diagram.picture import Line, Picture, Rect
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.svg import svg
from tests.renderers.sample_review import (
    COUNTRIES,
    MARKUP,
    SAMPLES,
    big_review,
    blocked_review,
    component,
    empty_review,
    flow,
    questioned_review,
)

NAMES = (
    "Store",
    "Very long name of an orchestration service",
    "Ärzte-Portal",
    "a",
    "customer_data_platform",
    "索引",
)
STATUSES = ("inside", "adequate", "covered", "uncovered", "exposed", "unknown", "none")


TITLE = "{http://www.w3.org/2000/svg}title"


def parsed(drawing: bytes) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314 - our own output


def random_review(seed: int) -> Review:
    """Any number of components in any place, joined in any way, cycles and parallel flows included."""
    draw = random.Random(seed)  # noqa: S311 - a graph, not a key
    size = draw.randint(1, 40)
    components = tuple(
        component(
            f"c{number:02}",
            draw.choice(NAMES),
            draw.choice(("person", "llm", "datastore", "application")),
            f"op{draw.randint(1, 5)}",
            draw.choice(NAMES),
            draw.choice((*COUNTRIES, "FR", "FR", "DE", "")),
            law=draw.choice(((), ("US",), ("US", "IN"))),
            access=draw.choice(((), (), ("IN",))),
        )
        for number in range(size)
    )
    links = ((draw.choice(components), draw.choice(components)) for _ in range(draw.randint(0, 2 * size)))
    flows = tuple(
        flow(
            number,
            source.id,
            target.id,
            draw.choice(STATUSES),
            transfer=f"T{draw.randint(1, 12)}" if draw.random() < 0.4 else "",
            crosses=target.zone is not Zone.EEA,
        )
        for number, (source, target) in enumerate(links, 1)
    )
    base = blocked_review()
    return replace(base, components=components, flows=flows, findings=())


def faults(picture: Picture) -> list[str]:
    """Whatever overlaps, leaves the picture, or runs through a box."""
    things = [("box", box.area) for box in picture.boxes]
    things += [(f"badge {badge.text}", badge.area) for badge in picture.badges]
    things += [(f"label {label.text}", label.area) for label in picture.labels]
    found = [f"{a} on {b}" for (a, one), (b, other) in combinations(things, 2) if one.overlaps(other)]
    page = Rect(-0.01, -0.01, picture.width + 0.02, picture.height + 0.02)
    found += [f"{name} outside" for name, area in things if not within(area, page)]
    if not picture.banded:
        found += [
            f"line through {box.id}"
            for box in picture.boxes
            for line in picture.lines
            if cuts(line, box.area)
        ]
    return found


def within(area: Rect, page: Rect) -> bool:
    return page.x <= area.x and area.right <= page.right and page.y <= area.y and area.bottom <= page.bottom


def cuts(line: Line, box: Rect) -> bool:
    inner = Rect(box.x + 0.1, box.y + 0.1, box.width - 0.2, box.height - 0.2)
    pieces = zip(line.points, line.points[1:], strict=False)
    return any(
        Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])).overlaps(inner)
        for a, b in pieces
    )


@pytest.mark.parametrize("seed", range(20))
def test_nothing_overlaps_on_random_graphs(seed):
    picture = compose(random_review(seed))
    assert faults(picture) == []
    assert picture.height <= PAGE[1] * picture.width / PAGE[0]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 400))
def test_nothing_overlaps_on_many_random_graphs(seed):
    picture = compose(random_review(seed))
    assert faults(picture) == []
    assert picture.height <= PAGE[1] * picture.width / PAGE[0]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_overlaps_on_the_samples(name):
    assert faults(compose(SAMPLES[name]())) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_fits_the_page_at_a_size_that_can_be_read(name):
    picture = compose(SAMPLES[name]())
    assert picture.width <= PAGE[0]
    assert picture.height <= PAGE[1] * picture.width / PAGE[0]
    sizes = re.findall(r'font-size="([\d.]+)"', svg.render(SAMPLES[name](), DEFAULTS).decode())
    assert min(map(float, sizes)) >= SMALL


def test_two_hundred_components_are_drawn_in_a_fifth_of_a_second():
    review = big_review(size=200, findings=100)
    start = time.perf_counter()
    svg.render(review, DEFAULTS)
    assert time.perf_counter() - start < 0.2


def test_small_systems_show_every_component_and_large_ones_border_bands():
    assert {box.id for box in compose(blocked_review()).boxes} == {
        item.id for item in blocked_review().components
    }
    assert compose(big_review()).banded


def test_lanes_follow_the_zones_and_empty_ones_are_left_out():
    zones = [lane.zone for lane in compose(blocked_review()).lanes]
    assert zones == [Zone.EEA, Zone.ADEQUATE, Zone.US]
    assert [lane.zone for lane in compose(questioned_review()).lanes] == [Zone.EEA]


def test_transfer_numbers_stand_on_the_border():
    picture = compose(blocked_review())
    border = picture.borders[0][0][1]
    badges = [badge for badge in picture.badges if badge.transfer]
    assert {badge.text for badge in badges} == {"T1", "T2"}
    assert all(badge.area.y < border < badge.area.bottom for badge in badges)


def test_only_the_path_of_the_gravest_blocker_is_highlighted():
    boxes = {box.id for box in compose(blocked_review()).boxes if box.highlighted}
    assert boxes == {"customers", "helpdesk", "embedder"}


def test_foreign_law_has_a_frame_and_not_only_a_colour():
    drawn = {box.id: box for box in compose(blocked_review()).boxes}
    assert drawn["backup"].foreign
    assert drawn["backup"].law == "law US"
    assert not drawn["helpdesk"].foreign


def test_the_title_names_every_flow_that_leaves_the_eea():
    title = parsed(svg.render(blocked_review(), DEFAULTS)).findtext(TITLE)
    assert title is not None
    for words in ("T1, flow 2, Helpdesk to Embedder", "flow 5, Training export to Fine-tuning", "T2, flow 9"):
        assert words in title


def test_markup_in_names_stays_text():
    drawing = svg.render(SAMPLES["hostile"](), DEFAULTS).decode()
    tree = parsed(drawing.encode())
    assert "<script" not in drawing
    assert MARKUP in (tree.findtext(TITLE) or "")


def marks(review: Review, kind: str, attribute: str) -> list[list[object]]:
    tree = parsed(svg.render(review, DEFAULTS))
    return [json.loads(item.attrib[attribute]) for item in tree.iter() if item.get("class") == kind]


@pytest.mark.parametrize("name", ["blocked", "big", "hostile"])
def test_the_drawing_says_which_component_and_flow_a_shape_stands_for(name):
    review = SAMPLES[name]()
    drawn = [id for mark in marks(review, "box", "data-components") for id in mark]
    assert set(drawn) <= {item.id for item in review.components}
    assert len(drawn) == len(set(drawn))
    numbered = {flow.number for flow in review.flows}
    for kind in ("line", "badge"):
        assert {number for mark in marks(review, kind, "data-flows") for number in mark} <= numbered


def test_an_id_of_any_letters_is_found_again_in_the_drawing():
    odd = "\"]'><img onerror=x>&amp;\x85\u202e]]>"
    review = blocked_review()
    first = replace(review.components[0], id=odd)
    turned = replace(review, components=(first, *review.components[1:]))
    assert [odd] in marks(turned, "box", "data-components")


def test_the_order_of_components_and_flows_changes_nothing():
    review = blocked_review()
    turned = replace(review, components=review.components[::-1], flows=review.flows[::-1])
    assert svg.render(turned, DEFAULTS) == svg.render(review, DEFAULTS)


def test_a_review_without_components_still_draws():
    review = replace(empty_review(), components=())
    parsed(svg.render(review, DEFAULTS))


def test_patterns_tell_the_zones_apart_without_colour():
    drawing = svg.render(blocked_review(), DEFAULTS).decode()
    assert "url(#bf-dots)" in drawing
    assert "url(#bf-diagonals)" in drawing


def test_words_are_broken_where_they_fit():
    assert wrap("text-embedding service", 44, 7.2, 2) == ("text-", "embedding…")
    assert wrap("Helpdesk", 60, 7.2, 2) == ("Helpdesk",)
    assert fit("short", 100, 7) == "short"
    assert width_of(fit("a long line of words", 40, 7), 7) <= 40
    assert fit("a" * 50_000, 40, 7) == fit("a" * 50, 40, 7)
