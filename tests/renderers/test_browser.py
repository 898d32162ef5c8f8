"""The page as a reader meets it: pointer, keys, screens and paper, in a browser that finds nothing wrong."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from borderflow.api import speaking
from borderflow.renderers.html import html
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.report import prepare
from borderflow.renderers.report.explorer import prepare_explorer
from tests.renderers.sample_review import MARKUP, SAMPLES, big_review, blocked_review

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

pytestmark = [pytest.mark.slow, pytest.mark.needs("chromium")]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}
ODD = "\"></button><img src=x onerror=alert(1)>'\u202egnp\u2028\x85\\u0041"


def odd_review():
    """Every id and label is of letters that would break a selector, an attribute or a script."""
    base = blocked_review()
    named = {item.id: f"{item.id} {ODD}" for item in base.components}
    return replace(
        base,
        components=tuple(replace(item, id=named[item.id], label=ODD) for item in base.components),
        flows=tuple(
            item._replace(source=named[item.source], target=named[item.target]) for item in base.flows
        ),
        data=tuple(replace(item, label=MARKUP) for item in base.data),
    )


REVIEWS = {**SAMPLES, "odd": odd_review, "wide": lambda: big_review(300)}


@cache
def written(name: str, language: str = "en") -> bytes:
    with speaking(language):
        return html.render(REVIEWS[name](), DEFAULTS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from disk; whatever it asked for or complained of fails the test in the end."""
    complaints: list[str] = []

    def open_page(name: str, language: str = "en", **context: object) -> Page:
        path = tmp_path / f"{name}.html"
        path.write_bytes(written(name, language))
        page = browser.new_context(**{"viewport": WIDE, **context}).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda asked: complaints.extend([asked.url] if asked.url != path.as_uri() else []))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert complaints == []


def lit(page: Page, figure: str = "[data-drawing]:not([data-gathering])") -> set[str]:
    """The components that are not faint while something is singled out."""
    script = "(found) => found.flatMap((box) => JSON.parse(box.dataset.components))"
    return set(page.locator(f"{figure} .box.lit").evaluate_all(script))


def told(page: Page) -> str:
    return page.locator(".told").inner_text()


def pressed(page: Page) -> list[str]:
    return page.locator("[aria-pressed=true]").all_inner_texts()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


# --- Pointer ---


def test_a_click_on_a_class_of_data_shows_its_way(opened):
    page = opened("blocked")
    page.locator(".choices button", has_text="Support tickets").click()
    assert told(page) == "Support tickets: in 10 components, on 10 flows; 3 of them reach beyond the EEA."
    assert lit(page) == {item.id for item in blocked_review().components}
    assert page.locator(".trail a").count() == 10


@pytest.mark.parametrize("kind", ["Providers", "Foreign law", "Transfers", "Findings"])
def test_every_choice_shows_its_components_and_flows(opened, kind):
    page = opened("blocked")
    explorer = prepare_explorer(prepare(blocked_review()))
    ends = {flow.number: {flow.source, flow.target} for flow in blocked_review().flows}
    group = next(group for group in explorer.groups if group.title == kind)
    page.locator(".kinds button", has_text=kind).click()
    buttons = page.locator(".choices:not([hidden]) button")
    assert buttons.count() == len(group.choices)
    for place, choice in enumerate(group.choices):
        before = buttons.nth(place).bounding_box()
        buttons.nth(place).click()
        assert buttons.nth(place).bounding_box() == before  # nothing slips away under the pointer
        shown = {*choice.components, *(end for number in choice.flows for end in ends[number])}
        assert lit(page) == shown
        assert told(page) == choice.told
        assert len(pressed(page)) == 1


def test_pointing_at_a_component_tells_of_it_and_leaving_forgets(opened):
    page = opened("blocked")
    idle = page.locator(".hint").inner_text()
    page.locator(".box", has_text="Embedder").hover()
    assert page.locator(".hint").inner_text().startswith("Embedder (embedding), operated by OpenAI")
    assert lit(page) == {"embedder", "helpdesk", "index"}
    page.mouse.move(5, 5)
    assert page.locator(".hint").inner_text() == idle
    assert lit(page) == set()
    assert told(page) == "Everything is shown."


def test_a_click_keeps_what_was_pointed_at_and_a_second_one_lets_it_go(opened):
    page = opened("blocked")
    page.locator(".badge", has_text="T2").click()
    page.mouse.move(5, 5)
    assert lit(page) == {"chat", "night"}
    page.locator(".badge", has_text="T2").click()
    page.mouse.move(5, 5)
    assert lit(page) == set()


def test_what_is_singled_out_leads_to_the_flow_list(opened):
    page = opened("blocked")
    page.locator(".badge", has_text="T2").click()
    page.locator(".trail a").first.click()
    assert page.evaluate("location.hash") == "#flow-9"
    assert page.locator("#flow-9").is_visible()


def test_pointing_at_a_choice_shows_it_before_it_is_chosen(opened):
    page = opened("blocked")
    page.locator(".kinds button", has_text="Transfers").click()
    page.locator(".choices button", has_text="T2").hover()
    assert lit(page) == {"chat", "night"}
    assert page.locator(".hint").inner_text().startswith("T2 ")
    page.mouse.move(5, 5)
    assert lit(page) == set()


@pytest.mark.parametrize("section", ["diagram", "findings"])
def test_the_number_of_a_section_is_a_link_to_it(opened, section):
    page = opened("blocked")
    page.locator(f"#{section} h1 a").click()
    assert page.evaluate("location.hash") == f"#{section}"


# --- Keys ---


def test_components_are_reached_from_left_to_right_each_with_its_flows(opened):
    page = opened("blocked")
    page.locator("figure[data-drawing]").first.focus()
    words = []
    for _ in range(4):
        page.keyboard.press("Tab")
        words.append(focused(page).split(" ")[0] + " " + focused(page).split(" ")[1].rstrip(":"))
    assert words == ["Customers (person),", "Flow 1", "Helpdesk (application),", "Flow 10"]


def test_every_button_of_the_drawing_can_be_reached_and_shows_that_it_is(opened):
    page = opened("blocked")
    buttons = page.locator("[data-drawing] [role=button]")
    page.locator("figure[data-drawing]").first.focus()
    page.keyboard.press("Tab")
    for place in range(buttons.count()):
        assert focused(page) == buttons.nth(place).get_attribute("aria-label")
        width = page.evaluate("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth")
        assert width == "2.6px"
        page.keyboard.press("Tab")


def test_enter_keeps_arrows_move_and_escape_forgets(opened):
    page = opened("blocked")
    page.locator(".box", has_text="Helpdesk").focus()
    page.keyboard.press("Enter")
    assert told(page).startswith("Helpdesk (application)")
    page.keyboard.press("ArrowLeft")
    assert focused(page).startswith("Flow 1:")
    page.keyboard.press("ArrowLeft")
    assert focused(page).startswith("Customers")
    assert told(page).startswith("Helpdesk (application)")
    page.keyboard.press("Escape")
    assert told(page) == "Everything is shown."
    assert pressed(page) == []


def test_space_presses_and_does_not_scroll(opened):
    page = opened("blocked", reduced_motion="reduce")
    page.locator(".box", has_text="Helpdesk").focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("Space")
    assert told(page).startswith("Helpdesk")
    assert page.evaluate("scrollY") == before


# --- Search, and the whole graph ---


def test_search_shows_what_matches_and_narrows_the_choices(opened):
    page = opened("blocked")
    page.get_by_role("searchbox").fill("  openAI ")
    assert told(page) == "Components that match “openAI”: 2 of 10, shown with what they receive and send."
    assert {"embedder", "tuning"} <= lit(page)
    seen = page.locator(".choices:not([hidden]) li:not([hidden])").all_inner_texts()
    assert seen
    assert all("openai" in text.lower() for text in seen)
    page.get_by_role("searchbox").fill("nowhere")
    assert told(page) == "No component matches “nowhere”."
    page.get_by_role("button", name="Show everything").click()
    assert told(page) == "Everything is shown."
    assert page.locator(".choices:not([hidden])").count() == 1


def test_search_takes_any_letters_for_text(opened):
    page = opened("blocked")
    for odd in ("[", "\\", "*", "<img>", "{count}", '"]'):
        page.get_by_role("searchbox").fill(odd)
        assert told(page) == f"No component matches “{odd}”."


def test_a_folded_page_offers_every_component_by_itself(opened):
    review = big_review(300)
    page = opened("wide")
    boxes = page.locator("[data-gathering] .box")
    assert boxes.count() == 300
    page.get_by_role("searchbox").fill("Vector store 18")
    near = {
        end
        for flow in review.flows
        for end in (flow.source, flow.target)
        if "service-018" in (flow.source, flow.target) or "service-186" in (flow.source, flow.target)
    }
    shown = [box for box in boxes.all() if box.is_visible()]
    assert {json.loads(box.get_attribute("data-components"))[0] for box in shown} == near
    page.keyboard.press("Escape")
    assert sum(box.is_visible() for box in boxes.all()) == 300


@pytest.mark.parametrize("kind", ["Providers", "Foreign law", "Transfers"])
def test_what_stands_by_itself_does_not_overlap_and_stays_in_its_lane(opened, kind):
    page = opened("wide")
    page.locator(".kinds button", has_text=kind).click()
    page.locator(".choices:not([hidden]) button").nth(1).click()
    found = page.evaluate(PARTS)
    assert found["boxes"]
    assert found["badges"]
    for one, other in itertools.combinations(found["boxes"] + found["badges"], 2):
        assert not overlap(one, other)
    for box in found["boxes"]:
        assert any(
            lane["y"] <= box["y"]
            and box["y"] + box["h"] <= lane["y"] + lane["h"]
            and lane["zone"] == box["zone"]
            for lane in found["lanes"]
        )


PARTS = """() => {
  const graph = document.querySelector("[data-gathering] svg");
  const area = (element, zone) => {
    const { x, y, width: w, height: h } = element.querySelector("rect").getBoundingClientRect();
    return { x, y, w, h, zone };
  };
  const drawn = (one) => getComputedStyle(one).visibility === "visible";
  const seen = (name) => [...graph.querySelectorAll(name)].filter(drawn);
  const inks = Object.fromEntries([...graph.querySelectorAll(".lane")].map((lane) =>
    [lane.lastElementChild.getAttribute("fill"), lane.dataset.zone]));
  return {
    boxes: seen(".box").map((box) => area(box, inks[box.querySelector("rect").getAttribute("stroke")])),
    badges: seen(".badge").map((badge) => area(badge)),
    lanes: seen(".lane").map((lane) => area(lane, lane.dataset.zone)),
  };
}"""


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["w"] - 0.1
        and other["x"] < one["x"] + one["w"] - 0.1
        and one["y"] < other["y"] + other["h"] - 0.1
        and other["y"] < one["y"] + one["h"] - 0.1
    )


def test_the_whole_graph_is_one_stop_of_the_tab_key_and_arrows_move_in_it(opened):
    page = opened("wide")
    stops = page.locator("[data-gathering] [tabindex='0']")
    assert stops.count() == 1
    stops.first.focus()
    first = focused(page)
    page.keyboard.press("ArrowDown")
    assert focused(page) != first
    assert stops.count() == 1
    page.get_by_role("searchbox").fill("Vector store 186")
    assert stops.count() == 1
    assert stops.first.is_visible()


@pytest.mark.parametrize(
    ("language", "everything", "nothing", "counted"),
    [
        ("fr", "Tout est affiché.", "Aucun composant ne correspond", "7 sur 7"),
        ("de", "Alles wird gezeigt.", "Keine Komponente passt", "7 von 7 Befunden"),
    ],
)
def test_the_script_speaks_the_language_of_the_page(opened, language, everything, nothing, counted):
    page = opened("blocked", language)
    assert told(page) == everything
    page.get_by_role("searchbox").fill("nowhere")
    assert told(page).startswith(nothing)
    assert "nowhere" in told(page)
    assert counted in page.locator(".filter [role=status]").inner_text()


# --- Findings, bar ---


def seen_findings(page) -> list[str]:
    ids = [view.id for view in prepare(blocked_review()).findings]
    return [id for id in ids if page.locator(f"#{id}").is_visible()]


def test_findings_are_filtered_by_weight_rule_and_owner_and_counted(opened):
    page = opened("blocked")
    views = prepare(blocked_review()).findings
    status = page.locator(".filter [role=status]")
    assert status.inner_text() == f"{len(views)} of {len(views)} findings shown."
    page.locator(".filter [data-weight=blocker]").click()
    blockers = [view.id for view in views if view.weight == "blocker"]
    assert seen_findings(page) == blockers
    assert status.inner_text() == f"{len(blockers)} of {len(views)} findings shown."
    page.locator(".filter [data-weight=blocker]").click()
    page.locator(".filter [name=rule]").select_option("PRC-01")
    assert seen_findings(page) == [view.id for view in views if view.finding.rule == "PRC-01"]
    page.locator(".filter .clear").click()
    page.locator(".filter [name=owner]").select_option("Not declared")
    assert seen_findings(page) == [view.id for view in views if view.owner == "Not declared"]


def test_a_link_to_a_finding_that_is_filtered_out_shows_it(opened):
    page = opened("blocked")
    page.locator(".filter [data-weight=minor]").click()
    assert not page.locator("#F1").is_visible()
    page.locator("a[href='#F1']").first.click()
    page.locator("#F1").wait_for(state="visible")


def test_paper_shows_what_the_screen_filters(opened):
    page = opened("blocked")
    page.locator(".filter [data-weight=minor]").click()
    page.locator(".box", has_text="Helpdesk").click()
    page.emulate_media(media="print")
    assert page.locator("#F1").is_visible()
    assert not page.locator(".explorer").is_visible()
    assert not page.locator(".filter").is_visible()
    faint = page.locator(".faint").evaluate_all(
        "(found) => found.map((one) => getComputedStyle(one).opacity)"
    )
    assert set(faint) == {"1"}


@pytest.mark.parametrize("section", ["summary", "diagram", "findings", "evidence"])
def test_the_bar_says_where_one_is(opened, section):
    page = opened("blocked", reduced_motion="reduce")
    page.locator(f".bar a[href='#{section}']").click()
    page.wait_for_function(
        "(section) => document.querySelector('.bar [aria-current]')?.hash === '#' + section", arg=section
    )


# --- For everyone ---


@pytest.mark.parametrize(
    ("name", "scheme", "size"),
    [
        *itertools.product(["blocked"], ["light", "dark"], [WIDE, NARROW]),
        ("big", "dark", NARROW),
        ("empty", "dark", WIDE),
        ("odd", "light", NARROW),
    ],
)
def test_axe_finds_nothing(opened, name, scheme, size):
    page = opened(name, color_scheme=scheme, viewport=size, bypass_csp=True, reduced_motion="reduce")
    assert violations(page) == []
    if scheme == "light":
        page.locator(".choices:not([hidden]) button").first.click()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "de"])
def test_axe_finds_nothing_in_other_languages(opened, language, scheme):
    page = opened("blocked", language, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    assert violations(page) == []


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_no_heading_of_a_table_runs_into_the_next(opened, language):
    page = opened("blocked", language)
    wide = (
        "(heads) => heads.filter((head) => head.scrollWidth > head.clientWidth).map((head) => head.innerText)"
    )
    assert page.locator("thead th").evaluate_all(wide) == []


def violations(page: Page) -> list[str]:
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["blocked", "big", "sparse"])
def test_words_and_lines_of_the_drawing_stand_out_from_their_ground(opened, name, scheme):
    page = opened(name, color_scheme=scheme)
    pairs = page.evaluate(PAIRS)
    assert len(pairs) > 20
    weak = [pair for pair in pairs if contrast(pair["ink"], pair["ground"]) < (4.5 if pair["text"] else 3)]
    assert weak == []


PAIRS = """() => {
  const solid = (rect) => /^rgb\\(/.test(getComputedStyle(rect).fill);
  return [...document.querySelectorAll("[data-drawing] svg")].flatMap((svg) => {
    const rects = [...svg.querySelectorAll("rect")].filter(solid);
    const lanes = rects.filter((rect) => rect.matches(".lane > :first-child"));
    const paper = getComputedStyle(svg.closest("figure")).backgroundColor;
    const under = (element, x, y, among) => among.filter((rect) => {
      const area = rect.getBoundingClientRect();
      const before = rect.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before && area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
    }).map((rect) => getComputedStyle(rect).fill).at(-1) ?? paper;
    const words = [...svg.querySelectorAll("text")].map((text) => {
      const { x, y, width, height } = text.getBoundingClientRect();
      const ground = under(text, x + width / 2, y + height / 2, rects);
      return { text: text.textContent, ink: getComputedStyle(text).fill, ground };
    });
    const lines = [...svg.querySelectorAll(".line:not(.halo) > path:first-child")].map((line) => {
      const point = line.getPointAtLength(line.getTotalLength() / 2).matrixTransform(line.getScreenCTM());
      const ground = under(line, point.x, point.y, lanes);
      return { text: "", ink: getComputedStyle(line).stroke, ground };
    });
    return [...words, ...lines];
  });
}"""


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours as the browser names them."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    shares = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["blocked", "big", "empty"])
def test_a_narrow_screen_scrolls_down_only(opened, name):
    page = opened(name, viewport=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_nothing_moves_for_those_who_asked_for_less_motion(opened):
    page = opened("blocked", reduced_motion="reduce")
    moves = "(one) => getComputedStyle(one).transitionDuration !== '0s'"
    assert not page.evaluate(f"[...document.querySelectorAll('*')].some({moves})")


@pytest.mark.parametrize("name", ["blocked", "big", "odd"])
def test_without_script_everything_is_there_and_nothing_that_needs_one(opened, name):
    page = opened(name, java_script_enabled=False)
    with_script = opened(name)
    for section in page.locator("section").all():
        assert section.is_visible()
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    for selector in ("tbody tr", "article", ".box"):
        every = page.locator(selector)
        assert (
            every.count()
            == page.locator(f"{selector}:visible").count()
            == with_script.locator(selector).count()
        )


# --- Hostile names, and the policy ---


@pytest.mark.parametrize("name", ["hostile", "odd"])
def test_names_of_any_letters_are_text_and_work_as_any_other(opened, name):
    page = opened(name)
    assert page.locator("main img").count() == 0
    for button in page.locator(".kinds button").all():
        button.click()
    box = page.locator(".box").first
    box.click()
    shown = MARKUP if name == "hostile" else "<img src=x onerror=alert(1)>"
    assert shown in told(page)
    assert json.loads(box.get_attribute("data-components"))[0] in lit(page)
    page.get_by_role("searchbox").fill(shown)
    assert told(page).startswith(f"Components that match “{shown}”: 10 of 10")


def test_the_policy_refuses_whatever_is_not_written_in_the_page(browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(
        written("blocked").replace(b"</main>", b"<script>document.title = 'run'</script></main>")
    )
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(path.as_uri())
    assert page.title() != "run"
    assert any("Content Security Policy" in text for text in refused)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_picture_of_the_page_can_be_taken(opened, scheme, size):
    page = opened("blocked", color_scheme=scheme, viewport=size)
    assert len(page.screenshot(full_page=True)) > 100_000
