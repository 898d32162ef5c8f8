"""Reads a rendered page back, so that tests can ask what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = ("meta", "br", "wbr", "link", "img", "hr", "input", "rect", "path", "circle")


@dataclass
class Page(HTMLParser):
    """Texts of the cells, ids, links, attributes and elements of a page."""

    cells: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self._open += [] if tag in _VOID else [tag]
        self.cells += [""] if tag in {"td", "th"} else []
        self.headings += [(tag, "")] if tag in {"h1", "h2", "h3"} else []
        self.titles += [""] if tag == "title" else []
        for name, value in attrs:
            self.attributes.add(name)
            self.ids += [value] if name == "id" else []
            self.links += [value[1:]] if name == "href" and value.startswith("#") else []
            self.addresses += (
                [value] if name in {"href", "src", "data", "action"} and value[:1] != "#" else []
            )

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        inside = set(self._open)
        if inside & {"style", "script"}:
            return
        self.text += data
        if inside & {"td", "th"}:
            self.cells[-1] += data
        if inside & {"h1", "h2", "h3"}:
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)
        if "title" in inside:
            self.titles[-1] += data


def read_page(text: str) -> Page:
    page = Page()
    page.feed(text)
    return page
