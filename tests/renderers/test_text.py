import pytest

from borderflow.model.location import Location
from borderflow.renderers.renderer import DEFAULTS, Detail, Options
from borderflow.renderers.text.ink import Tone, columns, inked, neutral, plain, shortened, wrapped
from borderflow.renderers.text.page import text
from borderflow.renderers.text.snippet import snippet
from borderflow.renderers.text.table import table
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import SAMPLES, blocked_review, hostile_review, questioned_review

PAGES = {
    "blocked": ("blocked", DEFAULTS),
    "blocked_narrow": ("blocked", Options(width=60)),
    "blocked_full": ("blocked", Options(detail=Detail.FULL)),
    "blocked_terse": ("blocked", Options(detail=Detail.TERSE)),
    "blocked_colour": ("blocked", Options(colour=True)),
    "questioned": ("questioned", DEFAULTS),
    "empty": ("empty", DEFAULTS),
    "hostile": ("hostile", DEFAULTS),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_as_expected(name):
    sample, options = PAGES[name]
    assert_golden(f"text_{name}.txt", text.render(SAMPLES[sample](), options))


def test_colour_changes_nothing_but_colour():
    coloured = text.render(blocked_review(), Options(colour=True)).decode()
    for tone in Tone:
        coloured = coloured.replace(f"\x1b[{tone.value}m", "")
    assert coloured.replace("\x1b[0m", "") == text.render(blocked_review(), DEFAULTS).decode()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_prose_keeps_to_the_width(width):
    page = text.render(blocked_review(), Options(width=width)).decode()
    prose = [
        line for line in page.splitlines() if "  = " in line and "http" not in line and "path:" not in line
    ]
    assert prose
    assert all(len(line) <= max(width, 55) for line in prose)


def test_several_systems_follow_one_another():
    assert text.render_all
    page = text.render_all((blocked_review(), questioned_review()), DEFAULTS).decode()
    assert page.count(" on the declared facts: ") == 2


def test_nothing_a_manifest_names_reaches_the_terminal_as_a_command():
    page = text.render(hostile_review(), DEFAULTS)
    assert b"\x1b" not in page


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("two\nlines\there", "two lines here"),
        ("\u202eabc", "\\u202eabc"),
        ("\udc80", "\\udc80"),
        ("bell\a", "bell\\x07"),
        ("non\u00a0breaking", "non breaking"),
        ("Ärzte 索引 \u200d", "Ärzte 索引 \u200d"),
    ],
)
def test_commands_become_escapes(given, shown):
    assert neutral(given) == shown
    inked([plain(given)], colour=True).decode()


def test_wide_characters_take_two_columns():
    assert columns("索引") == 4
    assert columns("e\u0301") == 1
    assert shortened("索引索引", 5) == "索引…"


def test_a_word_longer_than_the_line_stands_alone():
    assert list(wrapped("see https://example.org/a/long/way now", 12)) == [
        "see",
        "https://example.org/a/long/way",
        "now",
    ]


def shown(location: Location, source: str, width: int = 60) -> str:
    return inked(snippet(location, source, Tone.GRAVE, "here", width), colour=False).decode()


def test_the_caret_stands_under_its_words():
    assert shown(Location("a.yaml", 7, 3, 6), "  abc: 1") == "  |\n7 |   abc: 1\n  |   ^^^ here\n"


def test_the_caret_counts_wide_and_escaped_characters():
    assert shown(Location("a.yaml", 7, 4, 5), "索\x1b x") == "  |\n7 | 索\\x1b x\n  |        ^ here\n"


def test_a_caret_past_the_end_points_at_the_end():
    assert shown(Location("a.yaml", 7, 99), "ab") == "  |\n7 | ab\n  |   ^ here\n"


def test_a_long_line_is_cut_around_its_caret():
    page = shown(Location("a.yaml", 7, 500, 503), "x" * 499 + "abc" + "y" * 500)
    assert all(len(line) <= 70 for line in page.splitlines())
    assert "^^^ here" in page


def test_a_table_gives_way_at_its_widest_column():
    lines = table(("a", "b"), [("short", "x" * 80)], 40)
    assert [len(line[0][1]) for line in lines][1] == 40


def test_a_line_of_megabytes_is_cut_at_once() -> None:
    lines = snippet(Location("a.json", 1, 2_000_001), "x" * 4_000_000, Tone.GRAVE, width=80)
    assert max(len(line) for line in inked(lines, colour=False).decode().splitlines()) <= 80
