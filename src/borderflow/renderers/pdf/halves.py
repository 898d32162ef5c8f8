"""A long page cut before one of its sections: two halves, which two processes print at the same time.

Where a half says something about the whole, it is written so that it can be filled in: numbers of pages are
counted in a style of their own (`numbering`), and a link into the other half leads to an address with the
scheme `half:` until the halves are joined (`joining`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from borderflow.model.report import Review
from borderflow.renderers.pdf.numbering import STARTS

ELSEWHERE = "half:"
"""Scheme of the address of a link into the other half."""

LARGE = 150
"""Components, flows and findings from which on it is worth the while to have a second process ready."""
LONG = 200_000
"""Characters from which on a page is long: about thirty pages of paper, of which halves save seconds."""

_SECTION = re.compile(r'<section id="([^"]+)"([^>]*)>')
_LINK = re.compile(r'\bhref="#([^"]+)"')
_ANCHOR = re.compile(r'\sid="([^"]+)"')
_STYLES = re.compile(r"<style>.*?</style>", re.DOTALL)
_COUNTED = re.compile(r"\bcounter\((pages?)\)")


class Halves(Struct, frozen=True):
    """Two whole pages that make one when they are printed and joined."""

    first: str
    second: str


def may_be_long(review: Review) -> bool:
    """Whether a review is so large that its page may be long."""
    return len(review.components) + len(review.flows) + len(review.findings) >= LARGE


def halves_of(page: str) -> Halves | None:
    """The page in two; None when it is short, or no section can begin the second half."""
    start, end = page.find("<main>"), page.rfind("</main>")
    if start < 0 or end - start < LONG:
        return None
    cut = _cut(page, start, end)
    if cut is None:
        return None
    head = _STYLES.sub(_counted_apart, page[: page.index("<body>")], count=1)
    first, second = page[page.index("<body>") : cut], page[cut:end]
    here, there = (set(_ANCHOR.findall(half)) for half in (first, second))
    sections = [name for name, _ in _SECTION.findall(second)]
    return Halves(
        _joined(head, _numbers_of(sections), _led_away(first, there - here)),
        _joined(head, _starts_of(sections), "<body><main>" + _led_away(second, here - there)),
    )


def _cut(page: str, start: int, end: int) -> int | None:
    """Before the section, of those that begin a page of paper, that leaves the halves equally long."""
    sections = list(_SECTION.finditer(page, start, end))[1:]
    places = [section.start() for section in sections if 'class="flowing"' not in section[2]]
    middle = (start + end) // 2
    return min(places, key=lambda place: abs(place - middle), default=None)


def _counted_apart(styles: re.Match[str]) -> str:
    return _COUNTED.sub(r"counter(\1, half-\1)", styles[0])


def _numbers_of(sections: list[str]) -> str:
    """The contents, in the first half, learn from the second where its sections begin."""
    return _printed(
        f'.toc a[href="{ELSEWHERE}{name}"]::after {{ content: counter(pages, half-of-{name}) }}'
        for name in sections
    )


def _starts_of(sections: list[str]) -> str:
    """And the second counts them, without a box for it."""
    return _printed(f"#{name} {{ string-set: start counter(page, {STARTS}{name}) }}" for name in sections)


def _printed(rules: Iterable[str]) -> str:
    return f"<style>@media print {{ {' '.join(rules)} }}</style>"


def _led_away(half: str, anchors: set[str]) -> str:
    def led(link: re.Match[str]) -> str:
        return f'href="{ELSEWHERE}{link[1]}"' if link[1] in anchors else link[0]

    return _LINK.sub(led, half)


def _joined(head: str, styles: str, half: str) -> str:
    return head.replace("</head>", f"{styles}</head>") + half + "</main></body></html>"
