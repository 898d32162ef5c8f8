"""How wide words are in the bundled sans-serif, so that text is broken before it is drawn."""

from __future__ import annotations

import unicodedata
from itertools import accumulate, takewhile

NAME = 7.2
"""Size of a component's name, in points."""
SMALL = 6.5
"""The smallest text of the whole report."""

# Advance widths of IBM Plex Sans from U+0020 to U+007E, in thousandths of the size.
_REGULAR = (
    "236 284 419 713 598 927 694 242 335 335 450 600 272 399 272 383 600 600 600 600 600 600 600 600 "
    "600 600 292 292 600 600 600 477 891 641 653 621 671 583 559 695 707 400 510 634 501 812 707 708 "
    "606 708 640 581 572 678 609 891 613 593 580 317 383 317 600 565 600 534 580 503 580 549 324 528 "
    "568 250 250 527 272 873 568 560 580 580 367 487 351 568 492 768 507 499 464 343 314 343 600"
)
_SEMIBOLD = (
    "236 309 471 656 600 960 713 260 337 337 556 600 298 402 298 437 600 600 600 600 600 600 600 600 "
    "600 600 318 318 600 600 600 493 899 672 663 642 689 600 577 712 719 423 545 678 521 816 719 712 "
    "641 712 664 611 580 690 638 949 655 632 599 329 437 329 600 559 600 559 600 513 600 558 350 545 "
    "588 276 276 562 294 888 588 563 600 600 393 499 374 588 524 819 544 524 502 363 376 363 600"
)
_WIDTHS = {
    bold: {chr(32 + place): int(width) / 1000 for place, width in enumerate(table.split())}
    for bold, table in ((False, _REGULAR), (True, _SEMIBOLD))
}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in points. Letters outside the table count as wide as their kin."""
    return size * sum(_advance(letter, _WIDTHS[bold]) for letter in text)


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as has room before an ellipsis."""
    text = " ".join(text.split())
    if width_of(text, size, bold=bold) <= room:
        return text
    ends = accumulate(_advance(letter, _WIDTHS[bold]) for letter in text)
    left = room - width_of("…", size, bold=bold)
    kept = sum(1 for _ in takewhile(lambda end: size * end <= left, ends))
    return text[:kept].rstrip() + "…"


def wrap(text: str, room: float, size: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines; the last one ends in an ellipsis when words are left over."""
    words = text.replace("-", "-\u200b").replace("_", "_\u200b").replace("/", "/\u200b").split()
    pieces = [piece for word in words for piece in _syllables(word)]
    found: list[str] = []
    while pieces and len(found) < lines - 1:
        line = pieces.pop(0)
        while pieces and width_of((line + pieces[0]).rstrip(), size, bold=bold) <= room:
            line += pieces.pop(0)
        found.append(fit(line, room, size, bold=bold))
    rest = "".join(pieces).strip()
    return (*found, fit(rest, room, size, bold=bold)) if rest else tuple(found)


def _syllables(word: str) -> list[str]:
    parts = word.split("\u200b")
    return [*parts[:-1], parts[-1] + " "]


def _advance(letter: str, widths: dict[str, float]) -> float:
    if letter in widths:
        return widths[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base in widths:
        return widths[base]
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.7
