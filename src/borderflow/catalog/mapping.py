"""Whether the mapping to the W3C Data Privacy Vocabulary covers our words, and says nothing of others."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.catalog.doubles import fault_at
from borderflow.catalog.reading import Policies
from borderflow.errors import Fault
from borderflow.model.catalog import ProviderRole

_FROM_VOCABULARY = ("categories", "subjects", "purposes", "bases", "conditions")


def unmapped(policies: Policies) -> Iterator[Fault]:
    """Words without a term, terms of words that there are not, and prefixes without a namespace."""
    words = _words(policies)
    for read in policies.dpv:
        for section, known in words.items():
            mapped = set(getattr(read.shape, section))
            for word in sorted(known - mapped):
                yield fault_at(
                    read,
                    (section,),
                    f"`{word}` of {section} has no DPV term.",
                    "add the term, or a wider one",
                )
            for word in sorted(mapped - known) if section != "roles" else ():
                yield fault_at(read, (section, word), f"There is no word `{word}` in {section}.", "remove it")
        for section, word, term in _terms(read.shape.model_dump(mode="json")):
            if term.partition(":")[0] not in read.shape.prefixes:
                message = f"The prefix of `{term}` has no namespace."
                yield fault_at(read, (section, word), message, "add it to `prefixes`")


def _words(policies: Policies) -> dict[str, set[str]]:
    words = {
        section: {word for read in policies.vocabularies for word in getattr(read.shape, section)}
        for section in _FROM_VOCABULARY
    }
    words["instruments"] = {id_ for read in policies.instruments for id_ in read.shape.instruments}
    words["roles"] = {role.value for role in ProviderRole}
    return words


def _terms(shape: dict[str, dict[str, str | dict[str, str]]]) -> Iterator[tuple[str, str, str]]:
    for section in (*_FROM_VOCABULARY, "roles", "measures", "instruments", "terms"):
        for word, term in shape[section].items():
            yield section, word, term["dpv"] if isinstance(term, dict) else term
