"""Collects what the report says, and brings the translations up to date: `python -m docs.messages`.

What code and templates say goes to `templates/locale/`, what rules, vocabulary, profiles, scenarios and
frameworks say to `policies/locale/`. New messages stand there without a translation until somebody gives
one; messages that are no longer said are taken out.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from borderflow.documents import load
from borderflow.renderers.report.citations import source_of

ROOT = Path(__file__).parent.parent
LANGUAGES = ("fr", "de")
KEYWORDS = {
    "say": None,
    "to_say": None,
    "say_counted": (1, 2),
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
_CODE, _POLICIES = FOLDERS = ROOT / "templates" / "locale", ROOT / "policies" / "locale"
_SPOKEN_OF_RULES = ("title", "message", "ask", "file")
_PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]|</?[a-z][^>]*>|`[^`]*`")
"""What a translation has to keep: places for words, markup, and code."""


def catalogues() -> dict[Path, Catalog]:
    """The messages of today, by the folder of their translations."""
    return {_CODE: _said_in_code(), _POLICIES: _said_in_policies()}


def _said_in_code() -> Catalog:
    found = Catalog()
    for message in sorted({*_of_templates(), *_of_code()}, key=str):
        found.add(message)
    return found


def _of_templates() -> Iterator[str | tuple[str, ...]]:
    for path in sorted((ROOT / "templates" / "report").rglob("*.j2")):
        yield from _extracted("jinja2.ext:babel_extract", path)


def _of_code() -> Iterator[str | tuple[str, ...]]:
    for path in sorted((ROOT / "src").rglob("*.py")):
        if "borderflow.language" in path.read_text(encoding="utf-8"):
            yield from _extracted("python", path)


def _extracted(method: str, path: Path) -> Iterator[str | tuple[str, ...]]:
    options = {"trimmed": "true", "silent": "false"}
    with path.open("rb") as file:
        for _, message, _, _ in extract(method, file, KEYWORDS, options=options):
            yield message


def _said_in_policies() -> Catalog:
    found = Catalog()
    for source, message in _of_policies():
        if message:
            found.add(" ".join(message.split()), auto_comments=[source])
    return found


def _of_policies() -> Iterator[tuple[str, str]]:
    """Each message with where it is from."""
    for path in sorted((ROOT / "policies" / "rules").rglob("*.yaml")):
        yield from _of_rule(_read(path))
    for path in sorted((ROOT / "policies" / "scenarios").glob("*.yaml")):
        document = _read(path)
        yield from ((f"scenario {document['id']}", document[key]) for key in ("name", "says", "why"))
    for path in sorted((ROOT / "policies" / "profiles").glob("*.yaml")):
        document = _read(path)
        yield from ((f"profile {document['id']}", document.get(key, "")) for key in ("name", "why"))
    yield from _of_vocabulary(_read(ROOT / "policies" / "catalog" / "vocabulary.yaml"))
    yield from _of_places()
    yield from _of_framework(_read(ROOT / "policies" / "catalog" / "sovereignty.yaml"))


def _read(path: Path) -> dict[str, Any]:
    return dict(load(path).value)


def _of_rule(rule: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield f"{rule['id']} title", rule["title"]
    steps = [*rule["outcomes"], *filter(None, [rule.get("undetermined")])]
    yield from ((f"{rule['id']} {key}", step.get(key, "")) for key in _SPOKEN_OF_RULES for step in steps)
    yield f"{rule['id']} why", rule["why"]
    for key in ("remedy", "silenced_by"):
        yield from ((f"{rule['id']} {key}", text) for text in rule[key])
    yield from (("citation", source_of(one["cite"])) for one in rule["basis"])


def _of_vocabulary(vocabulary: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The words that the report prints: data, people, purposes, and what marks them."""
    sections = {name: vocabulary[name] for name in ("kinds", "categories", "subjects", "purposes")}
    for name, words in sections.items():
        yield from ((f"{name} of the vocabulary", _words(word)) for word in words)
    entries = [entry for words in sections.values() for entry in words.values()]
    marks = sorted({mark for entry in entries for mark in entry.get("marks", ())})
    yield from (("marks of the vocabulary", _words(mark)) for mark in marks)


def _of_places() -> Iterator[tuple[str, str]]:
    """What stands in the way of a transfer or opens it, and names of places that are no countries."""
    catalog = ROOT / "policies" / "catalog"
    for jurisdiction in _read(catalog / "jurisdictions.yaml")["jurisdictions"].values():
        for one in jurisdiction.get("adequacy", ()):
            told = (one.get("instrument", ""), *one.get("conditions", ()), *one.get("fragility", ()))
            yield from (("adequacy", text) for text in told)
    for law in _read(catalog / "access_laws.yaml")["laws"].values():
        if law["reaches_abroad"] != "no":
            yield "access law", law["citation"]
    for path in sorted((catalog / "providers").glob("*.yaml")):
        yield from (("place of a product", label) for label in _labels(_read(path)))


def _labels(entry: object) -> Iterator[str]:
    """Every `label` within an entry of the catalogue."""
    if isinstance(entry, Mapping):
        for key, value in entry.items():
            yield from [value] if key == "label" and isinstance(value, str) else _labels(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _labels(value)


def _words(id_: str) -> str:
    return id_.replace("_", " ").replace("-", " ")


def _of_framework(framework: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("level of the framework", level) for level in framework["levels"])
    yield from (("objective of the framework", one["name"]) for one in framework["objectives"].values())
    yield from (("criterion of the framework", one["name"]) for one in framework["criteria"].values())
    yield from (("caveat of the framework", caveat) for caveat in framework["caveats"])


def page(folder: Path, language: str, template: Catalog) -> bytes:
    """The file of a language as it should be: the messages of today with the translations there are."""
    path = folder / f"{language}.po"
    kept = read(path) if path.is_file() else Catalog(locale=language)
    kept.update(template, no_fuzzy_matching=True)
    kept.obsolete.clear()
    return _written(kept, language)


def read(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale=path.stem, abort_invalid=True)


def _written(catalog: Catalog, language: str) -> bytes:
    head = (
        "Content-Type: text/plain; charset=utf-8",
        f"Language: {language}",
        f"Plural-Forms: {catalog.plural_forms}",
    )
    lines = "".join(f'"{line}\\n"\n' for line in head)
    body = io.BytesIO()
    write_po(body, catalog, width=110, no_location=True, omit_header=True, ignore_obsolete=True)
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + body.getvalue()


def faults(catalog: Catalog) -> Iterator[str]:
    """What is wrong with the translations of a language, a line a message."""
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"unsure: {message.id}"
        for original, translated in _pairs(message):
            if not translated:
                yield f"no translation: {original}"
            elif _kept(original) != _kept(translated):
                yield f"other placeholders: {original} / {translated}"


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    """A plural form may leave its number out, as `one component` does."""
    if isinstance(message.id, str):
        yield message.id, str(message.string or "")
    else:
        yield from zip(message.id, tuple(message.string or ()), strict=True)


def _kept(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def main() -> None:
    for folder, template in catalogues().items():
        for language in LANGUAGES:
            path = folder / f"{language}.po"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(page(folder, language, template))
            _tell(path, faults(read(path)))


def _tell(path: Path, found: Iterable[str]) -> None:
    for fault in found:
        sys.stdout.write(f"{path.relative_to(ROOT)}: {fault}\n")


if __name__ == "__main__":
    main()
