"""Where the thing under the cursor is defined."""

from __future__ import annotations

from borderflow.lsp.subjects import Kind, definitions, kind_at, subject_at
from borderflow.lsp.words import words_of


def definition(text: str, offset: int) -> tuple[int, int] | None:
    """The offsets of the key that defines what stands at an offset; None when this text does not.

    A company that the manifest says nothing of under `parties` is defined, so far, by the component that it
    operates or hosts.
    """
    subject = subject_at(text, offset)
    if subject is None or subject.kind not in (Kind.COMPONENT, Kind.DATUM, Kind.PURPOSE, Kind.PARTY):
        return None
    word = definitions(text, subject.kind).get(subject.name)
    if word is not None:
        return word.start, word.end
    return _first_use(text, subject.name) if subject.kind is Kind.PARTY else None


def _first_use(text: str, name: str) -> tuple[int, int] | None:
    company = name.partition("/")[0]
    uses = (one for one in words_of(text) if not one.is_key and kind_at(one.path) in (Kind.PARTY, Kind.HOST))
    fitting = (one for one in uses if one.path[0] == "components" and _company(one.text) == company)
    return next(((one.start, one.end) for one in fitting), None)


def _company(word: str) -> str:
    return word.partition("@")[0].partition("/")[0]
