"""Lines of text that are laid out once and kept until they are drawn.

WeasyPrint 70 asks Pango for each line when it lays it out, and again when it draws it; the tables of a long
report say the same few words in hundreds of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint.text.line_break import Layout

Style = Mapping[str, Any]
KNOWN = "70"
"""The WeasyPrint whose inner parts this house knows."""

_deciding = itemgetter(
    *("font_family", "font_size", "font_stretch", "font_style", "font_weight", "font_kerning"),
    *("font_variant_alternates", "font_variant_caps", "font_variant_east_asian", "font_variant_ligatures"),
    *("font_variant_numeric", "font_variant_position", "font_variation_settings", "font_feature_settings"),
    *("font_language_override", "lang", "direction", "letter_spacing", "word_spacing", "white_space"),
    *("overflow_wrap", "word_break", "tab_size", "text_decoration_line", "hyphens"),
    *("hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
)
"""What of a style decides how a line is laid out (`weasyprint/text/line_break.py` and `fonts.py`)."""

_ENDS = re.compile("[\r\n\u2028\u2029]")
"""What ends a paragraph or a line in the eyes of Pango."""


def is_known_printer() -> bool:
    """Whether the WeasyPrint that is installed is the one whose inner parts are known."""
    return version("weasyprint").split(".")[0] == KNOWN


@contextmanager
def lines_kept() -> Iterator[None]:
    """While a document is laid out and drawn, every line of it is asked for once."""
    if not is_known_printer():
        yield
        return
    with _splits_kept(), _layouts_kept():
        yield


@contextmanager
def _splits_kept() -> Iterator[None]:
    """How a text is split into lines is the same for each cell that says it in the same style."""
    from weasyprint.layout import inline, preferred

    split = inline.split_first_line
    kept: dict[object, object] = {}

    def split_once(text: str, style: Style, context: object, *rest: object, **more: object) -> object:
        key = text, rest, *more.items(), _deciding(style)
        try:
            made = kept.get(key)
        except TypeError:  # a set of lines through the text, say, is no key
            return split(text, style, context, *rest, **more)
        if made is None:
            made = kept[key] = split(text, style, context, *rest, **more)
        return made

    inline.split_first_line = preferred.split_first_line = split_once
    try:
        yield
    finally:
        inline.split_first_line = preferred.split_first_line = split


@contextmanager
def _layouts_kept() -> Iterator[None]:
    """What Pango has laid out is drawn as it is.

    A line is drawn as one paragraph, and Pango lays it out anew when that is said only then. Where a text has
    no place at which a paragraph could end, saying so at once makes no difference to its lines.
    """
    from weasyprint.text.ffi import pango
    from weasyprint.text.line_break import Layout

    own = set_text, let_go, take_up = Layout.set_text, Layout.deactivate, Layout.reactivate

    def set_paragraph(layout: Layout, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, not _ENDS.search(text))

    def let_go_if_justified(layout: Layout) -> None:
        """A justified line is set anew with its spaces."""
        if layout.justification_spacing:
            let_go(layout)

    def take_up_again(layout: Layout, style: Style) -> None:
        if not hasattr(layout, "layout"):
            take_up(layout, style)

    _set(Layout, set_paragraph, let_go_if_justified, take_up_again)
    try:
        yield
    finally:
        _set(Layout, *own)


def _set(layout: type[Layout], *methods: object) -> None:
    layout.set_text, layout.deactivate, layout.reactivate = methods
