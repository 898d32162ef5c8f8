"""Our words in those of a public vocabulary, for records that other programs read."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class Terms(Struct, frozen=True):
    """A mapping of vocabularies. A word that it does not hold takes the widest term of its kind."""

    version: str = ""
    prefixes: Mapping[str, str] = field(default_factory=dict)
    """Prefix to namespace."""
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Kind of word to word to term: `bases`, `consent`, `eu-gdpr:A6-1-a`."""
    fides: Mapping[str, str] = field(default_factory=dict)
    """Category of data to its key in the Fides taxonomy."""

    @property
    def release(self) -> str:
        """The IRI of the release of DPV in which every term stands; empty without a mapping."""
        namespace = self.prefixes.get("dpv", "").rstrip("#")
        return f"{namespace}/{self.version}" if namespace and self.version else ""

    def of(self, section: str, word: str, widest: str = "") -> str:
        """The term of a word, or the widest one."""
        return self.sections.get(section, {}).get(word, widest)
