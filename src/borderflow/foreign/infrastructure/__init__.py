"""Cloud resources as components, whatever tool describes them: what each type holds, whose it is, and where.

A resource of a cloud is run for the customer: its operator is oneself, its host the cloud. A model or a whole
service that is called has the company as its operator. Types that hold no data are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from borderflow.foreign.draft import Draft
from borderflow.foreign.infrastructure.board import Board
from borderflow.foreign.infrastructure.calls import Calls
from borderflow.foreign.infrastructure.components import Components
from borderflow.foreign.infrastructure.copies import Copies
from borderflow.foreign.infrastructure.helpers import tell_of_others
from borderflow.foreign.infrastructure.homes import Homes
from borderflow.foreign.infrastructure.resource import Link, ProviderBlock, Resource, Told

__all__ = ["Link", "ProviderBlock", "Resource", "Told", "draw"]


def draw(
    resources: Sequence[Resource],
    providers: Mapping[str, ProviderBlock],
    draft: Draft,
    links: Iterable[Link] = (),
) -> None:
    """Add the resources that hold or move data, and the flows that their references and links show."""
    board = Board({one.address: one for one in resources}, providers, draft)
    homes = Homes(board)
    components, copies = Components(board, homes), Copies(board)
    calls = Calls(board, homes, components)
    components.add_all()
    for link in links:
        _link(board, link)
    for one in board.resources.values():
        if one.address in board.ids:
            calls.connect(one)
            copies.add(one)
        else:
            tell_of_others(board, one)
    components.ask_regions()


def _link(board: Board, link: Link) -> None:
    if link.source in board.ids and link.target in board.ids:
        board.draft.flow(board.ids[link.source], board.ids[link.target], link.path, because=link.because)
