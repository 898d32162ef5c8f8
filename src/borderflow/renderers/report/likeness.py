"""What is said of many different things, said once: the common words, and what stands in their gaps.

The sentences of one rule differ by the names in them. A long report says the sentence once and lists
the names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import reduce
from typing import TypeVar

from msgspec import Struct

FEW = 5
"""So many that say the same of different things stand one by one."""
GAP = "…"
_WORD = re.compile(r"[^\s`]*`[^`]*`[^\s`]*|\S+")
"""Code in backticks is one word."""

Item = TypeVar("Item")


class Likeness(Struct, frozen=True):
    """The common sentence, and for each of the texts what stands in its gaps."""

    text: str
    """With `…` at each gap; empty when they have less than half of their words in common."""
    differences: tuple[tuple[str, ...], ...]
    """The whole text when nothing is in common; empty for texts that say just the same."""


def runs_of(items: Iterable[Item], key: Callable[[Item], Hashable]) -> Iterator[tuple[Item, ...]]:
    """Items with the same key together where the first stands, when there are many; the others in runs.

    In a run of more than `FEW` with one key all are alike; `are_alike` tells them from single ones.
    """
    items = tuple(items)
    alike = defaultdict[Hashable, list[Item]](list)
    for item in items:
        alike[key(item)].append(item)
    singles: list[Item] = []
    for item in items:
        fellows = alike[key(item)]
        if len(fellows) <= FEW:
            singles.append(item)
        elif item is fellows[0]:
            yield from filter(None, (tuple(singles), tuple(fellows)))
            singles = []
    yield from filter(None, (tuple(singles),))


def are_alike(run: Sequence[Item], key: Callable[[Item], Hashable]) -> bool:
    """Whether a run is to be told once."""
    return len(run) > FEW and len(set(map(key, run))) == 1


def likeness_of(texts: Sequence[str]) -> Likeness:
    """Compare texts word by word; there is at least one."""
    worded = [tuple(_WORD.findall(text)) for text in texts]
    kept = reduce(_in_both, worded)
    if 2 * len(kept) < min(map(len, worded)):
        return Likeness("", tuple((text,) for text in texts))
    gaps = [_gaps(kept, words) for words in worded]
    open_at = {place for one in gaps for place, gap in enumerate(one) if gap}
    named = (tuple(filter(None, map(_named, one))) for one in gaps)
    return Likeness(" ".join(_with_gaps(kept, open_at)), tuple(named))


def _in_both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return tuple(word for block in blocks for word in one[block.a : block.a + block.size])


def _gaps(kept: tuple[str, ...], words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words before each of the kept ones, and after the last."""
    gaps, start = list[tuple[str, ...]](), 0
    for word in kept:
        place = words.index(word, start)
        gaps.append(words[start:place])
        start = place + 1
    return [*gaps, words[start:]]


def _with_gaps(kept: tuple[str, ...], open_at: set[int]) -> Iterator[str]:
    for place, word in enumerate(kept):
        if place in open_at:
            yield GAP
        yield word
    if len(kept) in open_at:
        yield GAP


def _named(gap: tuple[str, ...]) -> str:
    """Without the signs of the sentence around it; a bracket stays where its fellow stands too."""
    text = " ".join(gap).rstrip(",;:?")
    text = text.removesuffix(".") if text.endswith("`.") else text
    return text.rstrip(".").rstrip(")") if text.count(")") > text.count("(") else text
