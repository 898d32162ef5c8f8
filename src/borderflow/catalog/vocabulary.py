"""The closed words of the manifest: component kinds, data categories, subjects, bases, purposes.

Words that begin with `x-` are the user's own: always known, without marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OWN = "x-"


class Vocabulary:
    """The words of policies/catalog/vocabulary.yaml, by section."""

    def __init__(self, sections: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        self._sections = sections

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(self._sections)

    def words(self, section: str) -> tuple[str, ...]:
        """The words of a section: `kinds`, `categories`, `subjects`, `bases`, `purposes`, …"""
        return tuple(self._sections.get(section, ()))

    def knows(self, section: str, word: str) -> bool:
        return word.startswith(OWN) or word in self._sections.get(section, ())

    def means(self, section: str, word: str) -> str:
        """What a word stands for, in a few words; the word itself when nobody said."""
        return str(self._sections.get(section, {}).get(word, {}).get("means", word))

    def near(self, section: str, word: str) -> str | None:
        """The known word that somebody may have meant."""
        from difflib import get_close_matches

        found = get_close_matches(word, self.words(section), n=1, cutoff=0.6)
        return found[0] if found else None

    def marks(self, word: str) -> frozenset[str]:
        """What gives a data category or a group of persons more weight: special, children, employee, …"""
        found = (self._sections.get(section, {}).get(word, {}) for section in ("categories", "subjects"))
        return frozenset(mark for entry in found for mark in entry.get("marks", ()))

    def treatment(self, kind: str) -> str:
        """What leaves a component of a kind when a flow names no data: all, open, or a derived form."""
        return str(self._sections.get("kinds", {}).get(kind, {}).get("passes", "open"))

    def is_ai(self, kind: str) -> bool:
        """Whether terms on training and retention matter for components of a kind."""
        return bool(self._sections.get("kinds", {}).get(kind, {}).get("ai", False))
