"""A product, a region or the words of the manifest in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from borderflow.renderers.jsontext import Json, Object
from borderflow.renderers.text.ink import BLANK, Line, Tone, columns, padded, plain, wrapped

_LABELS = {
    "provider": "company",
    "kind": "kind",
    "parent": "parent",
    "control": "law that reaches it",
    "eu_processing": "processing in the EEA",
    "dpa": "processor contract",
    "trains_on_customer_data": "trains on customer data",
    "dpf": "Data Privacy Framework",
    "regions": "regions",
    "confidence": "confidence",
    "reviewed": "reviewed",
    "region": "region",
    "country": "country",
    "multi": "countries",
    "eea": "in the EEA",
    "adequacy": "adequacy",
}
_LABEL = 26


def product_lines(entry: Object, width: int) -> Iterator[Line]:
    """A product with its company, and what each fact rests on."""
    yield ((Tone.STRONG, f"{entry['id']}"), (Tone.PLAIN, f": {entry['name']}"))
    yield from _fields(entry, width)
    for entity in _list(entry["entities"]):
        yield from _field("legal entity", f"{entity['name']} ({entity['country']}), {entity['role']}", width)
    for kind, words in _mapping(entry["aliases"]).items():
        yield from _field(f"known as ({kind})", _shown(words), width)
    yield from _sources(entry, width)


def region_lines(entry: Object, width: int) -> Iterator[Line]:
    """A region and where it lies."""
    yield ((Tone.STRONG, f"{entry['provider']}@{entry['region']}"),)
    yield from _fields(entry, width)
    yield from _sources(entry, width)


def vocabulary_lines(words: Mapping[str, str], width: int) -> Iterator[Line]:
    """The words of one kind, with what they mean."""
    room = max(map(columns, words), default=0)
    for word, meaning in words.items():
        for number, piece in enumerate(wrapped(meaning, max(20, width - room - 2))):
            yield ((Tone.STRONG, padded("" if number else word, room)), (Tone.PLAIN, f"  {piece}"))


def _fields(entry: Object, width: int) -> Iterator[Line]:
    for key, label in _LABELS.items():
        if key in entry and entry[key] not in (None, []):
            yield from _field(label, _shown(entry[key]), width)


def _field(label: str, text: str, width: int) -> Iterator[Line]:
    for number, piece in enumerate(wrapped(text, max(20, width - _LABEL))):
        yield ((Tone.FAINT, f"  {'' if number else label:<{_LABEL - 2}}"), (Tone.PLAIN, piece))


def _sources(entry: Object, width: int) -> Iterator[Line]:
    yield BLANK
    yield ((Tone.STRONG, "Sources"),)
    for source in _list(entry["sources"]):
        for piece in wrapped(f"{source['fact']}, {source['as_of'] or 'undated'}", width - 2):
            yield plain(f"  {piece}")
        if source["url"]:
            yield ((Tone.FAINT, f"      {source['url']}"),)


def _shown(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return f"{value.get('name')} ({value.get('country')})"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _list(value: Json) -> list[dict[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
