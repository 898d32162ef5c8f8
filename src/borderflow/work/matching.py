"""Which component of the manifest a component of the files is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from borderflow.model.architecture import UNSTATED_OPERATOR
from borderflow.model.drift import Match
from borderflow.model.resolved import Resolved, ResolvedArchitecture

_TELLING = 4
"""Letters from which a word of a host name tells who that is."""


def match_components(shown: ResolvedArchitecture, declared: ResolvedArchitecture) -> tuple[Match, ...]:
    """By id, then by recipient, by words of a host name, by software that stands once on both sides."""
    found: dict[str, Match] = {}
    for id_ in shown.components:
        if id_ in declared.components:
            found[id_] = Match(id_, id_, "id")
    for way in (_by_recipient, _by_host, _by_software):
        rest = [one for id_, one in shown.components.items() if id_ not in found]
        for match in way(rest, declared, {one.declared for one in found.values()}):
            found.setdefault(match.shown, match)
    return tuple(found[id_] for id_ in sorted(found))


def _by_recipient(rest: Iterable[Resolved], declared: ResolvedArchitecture, _: set[str]) -> Iterator[Match]:
    """The same product, else the same kind at the same company, else the company."""
    for one in rest:
        if one.operator is None:
            continue
        theirs = [each for each in declared.components.values() if each.operator == one.operator]
        same_product = [each for each in theirs if each.product == one.product]
        same_kind = [each for each in theirs if each.component.kind == one.component.kind]
        for candidates in (same_product, same_kind, theirs):
            if candidates:
                yield Match(one.component.id, candidates[0].component.id, "recipient")
                break


def _by_host(rest: Iterable[Resolved], declared: ResolvedArchitecture, _: set[str]) -> Iterator[Match]:
    """A recipient whom no file names, by the words of its host name."""
    names = _names(declared)
    for one in rest:
        if one.component.operator == UNSTATED_OPERATOR:
            words = [
                word for word in re.split(r"[^a-z0-9]+", one.component.id.casefold()) if len(word) >= _TELLING
            ]
            near = {names[word] for word in words if word in names}
            if len(near) == 1:
                yield Match(one.component.id, near.pop(), "host")


def _names(declared: ResolvedArchitecture) -> Mapping[str, str]:
    """Words that stand for one component of the manifest: ids, labels and operators."""
    found: dict[str, set[str]] = defaultdict(set)
    for id_, one in declared.components.items():
        operator = one.component.operator.partition("/")[0] if one.operator else ""
        for word in (id_, one.component.label, one.component.software, operator):
            if word:
                found[word.casefold()].add(id_)
    return {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1}


def _by_software(
    rest: Iterable[Resolved], declared: ResolvedArchitecture, taken: set[str]
) -> Iterator[Match]:
    """What one runs oneself, where both sides have that software once."""
    ours, theirs = (
        _by_name(rest),
        _by_name(one for id_, one in declared.components.items() if id_ not in taken),
    )
    for name in ours.keys() & theirs.keys():
        if len(ours[name]) == len(theirs[name]) == 1:
            yield Match(ours[name][0], theirs[name][0], "software")


def _by_name(components: Iterable[Resolved]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in components:
        if one.operator is None and one.component.software:
            found[one.component.software.casefold()].append(one.component.id)
    return found
