"""A language in which every translated letter is another one, so that what was not translated shows."""

import re
from gettext import NullTranslations
from html.parser import HTMLParser
from string import ascii_letters

from borderflow.language.catalogues import speaking

_KEPT = re.compile(r"(\{\w*\}|%\(\w+\)[sd]|<[^>]*>|`[^`]*`)")
_OTHER = {ord(letter): ord(letter) + 0xFEE0 for letter in ascii_letters}
"""The wide forms of the letters, which have upper and lower case as well."""
_UNREAD = {"code", "pre", "style", "script", "title", "desc"}
_VOID = {"meta", "br", "wbr", "input", "col", "link", "img", "hr"}


class Pseudo(NullTranslations):
    """Every message in wide letters; placeholders, markup and code stay."""

    def gettext(self, message):
        pieces = _KEPT.split(message)
        return "".join(piece if place % 2 else piece.translate(_OTHER) for place, piece in enumerate(pieces))

    def ngettext(self, msgid1, msgid2, n):
        return self.gettext(msgid1 if n == 1 else msgid2)


def speaking_pseudo():
    return speaking("fr", Pseudo())


class _Reader(HTMLParser):
    """The text that people read: no code, no ISO codes, no passage that says it is in another language."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts = []
        self._open = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in _VOID:
            skipped = tag in _UNREAD or given.get("lang") == "en" or "chip" in (given.get("class") or "")
            skipped = skipped or "hash" in (given.get("class") or "")
            self._open.append((tag, skipped))
        self.texts += [
            given[name] or ""
            for name in ("aria-label", "data-none", "data-found", "data-told")
            if name in given
        ]

    def handle_endtag(self, tag):
        while tag not in _VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(skipped for _, skipped in self._open) and data.strip():
            self.texts.append(" ".join(data.split()))


def texts_of(page):
    """Every text of a page that should be in its language."""
    reader = _Reader()
    reader.feed(page)
    return reader.texts
