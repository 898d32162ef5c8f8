"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable

_FEW = 24
_NEARLY_AS_NEAR = 0.1


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known word, or with all of them when they are few; else empty."""
    names = sorted(known)
    near = nearest(word, names)
    if near:
        return f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
    return f"write one of {', '.join(names)}" if len(names) <= _FEW else ""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The nearest of the known words, and at most two others that are nearly as near."""
    from difflib import SequenceMatcher, get_close_matches

    folded = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), folded, n=3, cutoff=0.6)
    matcher = SequenceMatcher(b=word.casefold())
    ratios = []
    for name in found:
        matcher.set_seq1(name)
        ratios.append(matcher.ratio())
    return [
        folded[name]
        for name, ratio in zip(found, ratios, strict=True)
        if ratio >= max(ratios) - _NEARLY_AS_NEAR
    ]
