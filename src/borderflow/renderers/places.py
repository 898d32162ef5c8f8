"""Countries in words: a long list of EEA members is no help to a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from borderflow.model.catalog import Zone

_MANY = 6


def countries_in_words(codes: Sequence[str], zones: Mapping[str, Zone]) -> str:
    """The codes; where they are many, those of the EEA as a number."""
    inside = [code for code in codes if zones.get(code) is Zone.EEA]
    if len(inside) < _MANY:
        return " ".join(codes)
    outside = (code for code in codes if code not in inside)
    return " ".join((f"{len(inside)} EEA countries", *outside))
