"""What comes from outside may hold any character; what is written may not."""

from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from borderflow.renderers import find_renderer
from borderflow.renderers.characters import legible
from borderflow.renderers.renderer import DEFAULTS
from tests.renderers.sample_review import blocked_review


@pytest.mark.parametrize(
    ("text", "expected"),
    [("bell\a", "bell�"), ("\x1b[31mred", "�[31mred"), ("￾", "�"), ("Søn\n\tÅ €", "Søn\n\tÅ €")],
)
def test_forbidden_characters_are_shown(text, expected):
    assert legible(text) == expected


@pytest.mark.parametrize("form", ["svg", "html"])
def test_no_written_page_holds_them(form):
    review = blocked_review()
    named = replace(review.architecture, system=replace(review.architecture.system, name="bell\a \x1b end"))
    labelled = tuple(replace(one, label="odd\x00\x07") for one in review.components)
    written = find_renderer(form).render(replace(review, architecture=named, components=labelled), DEFAULTS)
    assert not set(written.decode()) & {"\x00", "\x07", "\x1b"}
    if form == "svg":
        ET.fromstring(written)  # noqa: S314 - our own file
