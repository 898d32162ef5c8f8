"""Offsets as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.lsp.lines import Lines, Point

TEXT = "aé😀b\r\n\n😀\u2028x\rlast"


@pytest.mark.parametrize(
    ("encoding", "behind_the_face"),
    [("utf-16", Point(0, 4)), ("utf-8", Point(0, 7)), ("utf-32", Point(0, 3))],
)
def test_columns_are_units_of_the_encoding(encoding, behind_the_face):
    lines = Lines(TEXT, encoding)
    assert lines.point(TEXT.index("b")) == behind_the_face
    assert lines.offset(behind_the_face) == TEXT.index("b")


def test_only_the_breaks_of_the_protocol_end_a_line():
    lines = Lines(TEXT)
    assert lines.point(TEXT.index("x")) == (2, 3)
    assert lines.point(TEXT.index("last")) == (3, 0)


@pytest.mark.parametrize(
    ("point", "offset"),
    [
        (Point(0, 99), TEXT.index("\r")),
        (Point(99, 0), len(TEXT)),
        (Point(0, 3), TEXT.index("😀")),  # in the middle of a pair
        (Point(3, 99), len(TEXT)),
    ],
)
def test_a_place_that_is_none_is_the_nearest_one(point, offset):
    assert Lines(TEXT).offset(point) == offset


@given(st.text(alphabet="aé😀 \n\r\u2028", max_size=40), st.sampled_from(("utf-8", "utf-16", "utf-32")))
def test_every_offset_is_found_again(text, encoding):
    lines = Lines(text, encoding)
    inside_a_break = {n + 1 for n in range(len(text)) if text.startswith("\r\n", n)}
    for offset in {*range(len(text) + 1)} - inside_a_break:
        assert lines.offset(lines.point(offset)) == offset
