"""The names that mutmut gives: `borderflow.analysis.seal.xǁMeasuredǁholds__mutmut_3`."""

from __future__ import annotations


def function_of(name: str) -> str:
    """The function that a mutant changes, with its module, as mutmut spells it."""
    return name.partition("__mutmut_")[0]


def module_of(name: str) -> str:
    return name.rpartition(".")[0]
