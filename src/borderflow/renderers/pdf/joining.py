"""Two halves become one document: pages, tags, bookmarks, places that links lead to.

Everything that the document says about itself is in the first half; the second adds to it. It leans on the
form in which WeasyPrint writes these things: flat lists of tags and of places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderflow.renderers.pdf.halves import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf


def join(first: pikepdf.Pdf, second: pikepdf.Pdf) -> None:
    """Append all that the second has to the first."""
    own = len(first.pages)
    for page in second.pages:
        first.pages.append(page)
    added = [page.obj for page in list(first.pages)[own:]]
    _join_tags(first, first.copy_foreign(second.Root.StructTreeRoot), added)
    if "/Outlines" in second.Root:
        _join_bookmarks(first, first.copy_foreign(second.Root.Outlines))
    if "/Dests" in second.Root.get("/Names", {}):
        _join_places(first, first.copy_foreign(second.make_indirect(second.Root.Names.Dests)))
    for page in first.pages:
        for link in page.obj.get("/Annots", ()):
            _lead_inside(link)


def _join_tags(first: pikepdf.Pdf, added: pikepdf.Object, pages: Sequence[pikepdf.Object]) -> None:
    tree, other = first.Root.StructTreeRoot, added
    document, theirs = tree.K[0], other.K[0]
    numbers = tree.ParentTree.Nums
    offset = int(numbers[len(numbers) - 2]) + 1
    for tag in _tags(other.ParentTree.Nums):
        if tag.P.objgen == theirs.objgen:
            tag.P = document
    for kid in theirs.K:
        kid.P = document
        document.K.append(kid)
    for place, item in enumerate(other.ParentTree.Nums):
        numbers.append(item if place % 2 else int(item) + offset)
    for page in pages:
        page.StructParents = int(page.StructParents) + offset
        for link in page.get("/Annots", ()):
            link.StructParent = int(link.StructParent) + offset


def _tags(numbers: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Those that the pages and the links name, for each page a list."""
    import pikepdf

    for place in range(1, len(numbers), 2):
        item = numbers[place]
        yield from item if isinstance(item, pikepdf.Array) else (item,)


def _join_bookmarks(first: pikepdf.Pdf, added: pikepdf.Object) -> None:
    own = first.Root.Outlines
    own.Last.Next, added.First.Prev = added.First, own.Last
    added.First.Parent = own
    item = added.First
    while "/Next" in item:
        item = item.Next
        item.Parent = own
    own.Last = added.Last
    own.Count = int(own.Count) + int(added.Count)


def _join_places(first: pikepdf.Pdf, added: pikepdf.Object) -> None:
    """Names in the order of their bytes, as a tree of names has to be."""
    import pikepdf

    items = [*first.Root.Names.Dests.Names, *added.Names]
    named = sorted(zip(items[::2], items[1::2], strict=True), key=lambda pair: bytes(pair[0]))
    first.Root.Names.Dests.Names = pikepdf.Array([item for pair in named for item in pair])


def _lead_inside(link: pikepdf.Object) -> None:
    """A link into the other half leads to a place of the same document now."""
    import pikepdf

    address = str(link.A.URI) if "/A" in link else ""
    if address.startswith(ELSEWHERE):
        del link.A
        link.Dest = link.Contents = pikepdf.String(address.removeprefix(ELSEWHERE))
