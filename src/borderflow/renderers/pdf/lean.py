"""What a page on paper can do without, written so that the printer does not make it.

WeasyPrint shares a style among elements that are alike. An element to which a link could lead is like no
other, and neither is one that it makes itself: a line break, an empty box in the margin of a page.
"""

from __future__ import annotations

import re
from importlib.resources import files

_ANCHOR = re.compile(r'\sid="([^"]+)"')
_REFERENCE = re.compile(r"#([\w-]+)")

_NOTES = re.compile(r"^::(?:foot)?note-[^{]*{[^}]*}", re.MULTILINE)
"""Rules of WeasyPrint's own style sheet that give every element five styles, for notes below a page."""

_NOTED = re.compile(r"footnote|note\(")
"""How a style sheet of the user's templates asks for such notes."""

_IN_MARGIN = re.compile(r"^ +(@(?:top|right|bottom|left)-[a-z-]+) *{[^}]*}\n", re.MULTILINE)
"""Rules of that sheet for the boxes in the margin of a page, of which there are sixteen."""

_BREAKS = "line-break { white-space: pre-line }"


def lean(page: str) -> str:
    """The same page without names that nothing refers to, and with line breaks as plain text.

    A place to break a word is a letter without width: an element would be laid out as two boxes.
    """
    named = set(_REFERENCE.findall(page))
    page = _ANCHOR.sub(lambda anchor: anchor[0] if anchor[1] in named else "", page)
    return page.replace("<br/>", "<line-break>\n</line-break>").replace("<wbr/>", "\u200b")


def lean_styles(page: str) -> str:
    """WeasyPrint's own style sheet, as far as a page has to do with it."""
    own = (files("weasyprint.css") / "html5_ua.css").read_text("utf-8")
    own = _IN_MARGIN.sub(lambda rule: rule[0] if rule[1] in page else "", own)
    if not _NOTED.search(page):
        own = _NOTES.sub("", own).replace("\n::marker", "\nli::marker")
    return own + _BREAKS
