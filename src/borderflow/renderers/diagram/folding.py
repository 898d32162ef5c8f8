"""Fold components that no finding names into one box, until the diagram fits its page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from msgspec.structs import replace

from borderflow.language import say, to_say
from borderflow.renderers.diagram.network import Link, Network, Node
from borderflow.renderers.diagram.words import components_counted

Likeness = Callable[[Node], Hashable]

_STEPS: tuple[tuple[Likeness, bool], ...] = (
    (lambda node: (node.zone, node.operator, node.chip, node.law), False),
    (lambda node: (node.zone, node.operator), False),
    (lambda node: (node.zone, node.foreign), False),
    (lambda node: (node.zone, node.operator), True),
    (lambda node: (node.zone, node.foreign), True),
)
"""What makes nodes alike, the finest first, and whether those that findings name fold as well."""


def fold(network: Network) -> Iterator[Network]:
    """Ever coarser views of the network; the witness path stays in full."""
    for likeness, all_of_them in _STEPS:
        yield _merge(network, likeness, all_of_them)


def _merge(network: Network, likeness: Likeness, all_of_them: bool) -> Network:
    groups: dict[Hashable, list[Node]] = {}
    for node in network.nodes:
        stays = node.id in network.witness or (node.flagged and not all_of_them)
        groups.setdefault(node.id if stays else likeness(node), []).append(node)
    merged = {id: node for group in groups.values() for node, ids in [_one(group)] for id in ids}
    nodes = {node.id: node for node in merged.values()}
    links = _relink(network.links, {id: node.id for id, node in merged.items()})
    return Network(tuple(nodes[id] for id in sorted(nodes)), links, network.witness)


def _one(group: list[Node]) -> tuple[Node, tuple[str, ...]]:
    ids = tuple(node.id for node in group)
    if len(group) == 1:
        return group[0], ids
    first = group[0]
    folded = replace(
        first,
        name=components_counted(len(group)),
        operator=_common({node.operator for node in group}, to_say("{n} operators")),
        icon="stack",
        chip=_common({node.chip for node in group}, to_say("{n} places")),
        law=_common({node.law for node in group}, to_say("{n} laws")),
        access=_common({node.access for node in group}, to_say("{n} places of access")),
        size=len(group),
        members=ids,
    )
    return folded, ids


def _common(words: set[str], plural: str) -> str:
    said = sorted(filter(None, words))
    return "".join(said) if len(said) < 2 else say(plural, n=len(said))


def _relink(links: tuple[Link, ...], home: dict[str, str]) -> tuple[Link, ...]:
    groups: dict[tuple[str, str, str, str], list[Link]] = {}
    for link in links:
        ends = (home[link.source], home[link.target])
        if ends[0] != ends[1]:
            groups.setdefault((*ends, link.status, link.transfer), []).append(link)
    return tuple(
        Link(
            *key[:2],
            tuple(sorted(number for link in group for number in link.numbers)),
            *key[2:],
            any(link.highlighted for link in group),
        )
        for key, group in sorted(groups.items())
    )
