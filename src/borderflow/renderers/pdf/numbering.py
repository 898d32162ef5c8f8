"""Numbers of pages that only the other half knows.

WeasyPrint asks a counter style for the text of a number when it needs it: those at the foot of a page after
the last page has been laid out, those of the contents when it lays their page out again, and before both
those that an element is to be known by (`string-set`). So the styles `half-…` can wait for what the other
process says, and say what it waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from weasyprint.css.counters import CounterStyle


class Other(Struct, frozen=True):
    """What a half has to know about the other one."""

    pages: int
    starts: Mapping[str, int] = {}
    """The page, counted from 1, on which each section begins."""


STARTS = "half-start-"
"""Begins the styles in which the second half counts the pages on which its sections begin."""

Ask = Callable[[int], Other]
"""Tells how many pages this half has, 0 before that is known, and waits for the answer."""


def first_numbers(ask: Ask) -> CounterStyle:
    """Pages are counted from 1; there are more of them, and sections begin on them."""

    def told(style: str, value: int) -> int:
        if style == "half-page" or not value:  # before the first pass has ended nobody knows
            return value
        other = ask(value)
        start = 0 if style == "half-pages" else other.starts[style.removeprefix("half-of-")]
        return value + (start or other.pages)

    return _numbers(told)


def second_numbers(first_pages: Callable[[], int], tell: Callable[[Other], object]) -> CounterStyle:
    """Pages are counted from the last one of the first half.

    What the first half waits for is told before that: when feet of pages are laid out, all pages have been.
    """
    starts: dict[str, int] = {}
    told: list[Other] = []

    def number(style: str, value: int) -> int:
        if not value:
            return value
        if style.startswith(STARTS):  # again on each page on which the section goes on
            starts.setdefault(style.removeprefix(STARTS), value)
            return value
        if style == "half-pages" and not told:
            told.append(Other(value, starts))
            tell(told[0])
        return value + first_pages()

    return _numbers(number)


def _numbers(told: Callable[[str, int], int]) -> CounterStyle:
    from weasyprint.css.counters import CounterStyle

    class Numbers(CounterStyle):  # type: ignore[misc] # weasyprint ships no types
        def render_value(self, counter_value: int, counter_name: object = None, *rest: object) -> str:
            if isinstance(counter_name, str) and counter_name.startswith("half-"):
                return str(told(counter_name, counter_value))
            text: str = super().render_value(counter_value, counter_name, *rest)
            return text

    return Numbers()
