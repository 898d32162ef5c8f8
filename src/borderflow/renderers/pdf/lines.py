"""Lines of text that are laid out once and kept until they are drawn.

WeasyPrint 70 asks Pango for each line when it lays it out, and again when it draws it; the tables of a long
report say the same few words in hundreds of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

Style = Mapping[str, Any]
KNOWN = "70"
"""The WeasyPrint whose inner parts this house knows."""

_DECIDING = (
    *("font_family", "font_size", "font_stretch", "font_style", "font_weight", "font_kerning"),
    *("font_variant_alternates", "font_variant_caps", "font_variant_east_asian", "font_variant_ligatures"),
    *("font_variant_numeric", "font_variant_position", "font_variation_settings", "font_feature_settings"),
    *("font_language_override", "lang", "direction", "letter_spacing", "word_spacing", "white_space"),
    *("overflow_wrap", "word_break", "tab_size", "text_decoration_line", "hyphens"),
    *("hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
)
"""What of a style decides how a line is laid out (`weasyprint/text/line_break.py` and `fonts.py`)."""


def is_known_printer() -> bool:
    """Whether the WeasyPrint that is installed is the one whose inner parts are known."""
    return version("weasyprint").split(".")[0] == KNOWN


@contextmanager
def lines_kept() -> Iterator[None]:
    """While a document is laid out and drawn, every line of it is asked for once."""
    if not is_known_printer():
        yield
        return
    from weasyprint.layout import inline, preferred
    from weasyprint.text.line_break import Layout

    split, let_go, take_up = inline.split_first_line, Layout.deactivate, Layout.reactivate
    kept: dict[object, object] = {}

    def split_once(text: str, style: Style, context: object, *rest: object, **more: object) -> object:
        key = text, rest, *more.items(), *(_hashable(style[name]) for name in _DECIDING)
        if key not in kept:
            kept[key] = split(text, style, context, *rest, **more)
        return kept[key]

    def let_go_if_justified(layout: Layout) -> None:
        """A justified line is set anew with its spaces."""
        if layout.justification_spacing:
            let_go(layout)

    def take_up_again(layout: Layout, style: Style) -> None:
        if not hasattr(layout, "layout"):
            take_up(layout, style)

    inline.split_first_line = preferred.split_first_line = split_once
    Layout.deactivate, Layout.reactivate = let_go_if_justified, take_up_again
    try:
        yield
    finally:
        inline.split_first_line = preferred.split_first_line = split
        Layout.deactivate, Layout.reactivate = let_go, take_up


def _hashable(value: object) -> object:
    if isinstance(value, set):
        return frozenset(value)
    return tuple(value) if isinstance(value, list) else value
