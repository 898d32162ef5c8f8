"""The manifest that `borderflow init` writes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ][\w .@/-]*[\w.]|[A-Za-z]")
_RESERVED = frozenset(("null", "true", "false", "yes", "no", "on", "off", "none", "unknown"))


def first_manifest(answers: Mapping[str, str]) -> str:
    """A manifest for the answers of the interview, ready to be checked and extended."""
    return "\n".join(_lines(answers)) + "\n"


def _lines(answers: Mapping[str, str]) -> Iterator[str]:
    datum = _id(answers["data"])
    yield "# Written by `borderflow init`. `borderflow check` asks for whatever else matters."
    yield "borderflow: 1"
    purpose = f", purpose: {_scalar(answers['purpose'])}" if answers["purpose"] else ""
    yield f"system: {{name: {_scalar(answers['system'])}{purpose}}}"
    yield f"controller: {{name: {_scalar(answers['controller'])}, country: {answers['country']}}}"
    yield ""
    yield "data:"
    yield (
        f"  {datum}: {{label: {_scalar(answers['data'])}, categories: [{answers['categories']}], "
        f"subjects: [{answers['subjects']}]}}"
    )
    yield from _purposes(answers)
    yield ""
    yield "components:"
    yield from (f"  {line}" for line in _components(answers, datum))
    yield ""
    yield "flows:"
    yield from (f"  - {line}" for line in _flows(answers, datum))


def _purposes(answers: Mapping[str, str]) -> Iterator[str]:
    if answers["basis"] != "not-known":
        yield ""
        yield "purposes:"
        label = _scalar(answers["purpose"] or answers["system"])
        yield f"  main: {{label: {label}, basis: {answers['basis']}}}"


def _components(answers: Mapping[str, str], datum: str) -> Iterator[str]:
    host = _host(answers["host"])
    purpose = "" if answers["basis"] == "not-known" else ", purpose: main"
    yield f"app: {{kind: application, operator: self, host: {host}, holds: [{datum}]{purpose}}}"
    if answers["retrieval"] == "yes":
        yield f"index: {{kind: vector-store, operator: self, host: {host}{purpose}}}"
    yield f"model: {{kind: llm, {_operated(answers, host)}{purpose}}}"
    if answers["training"] == "yes":
        yield f"training: {{kind: fine-tuning, {_operated(answers, host)}{purpose}}}"


def _operated(answers: Mapping[str, str], host: str) -> str:
    """What one runs oneself runs beside the application; a company says itself where it runs."""
    return f"operator: self, host: {host}" if answers["model"] == "self" else f"operator: {answers['model']}"


def _flows(answers: Mapping[str, str], datum: str) -> Iterator[str]:
    yield f"app -> model: {datum}"
    if answers["retrieval"] == "yes":
        yield f"app -> index: {datum}"
        yield "index -> model"
    if answers["training"] == "yes":
        yield f"app -> training: {datum}"
        yield "training -> model"


def _host(place: str) -> str:
    return f"{{country: {place}}}" if re.fullmatch(r"[A-Z]{2}", place) else place


def _id(label: str) -> str:
    """The label in kebab case."""
    plain = unicodedata.normalize("NFKD", label.lower()).encode("ascii", errors="ignore").decode()
    word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"data-{word}".rstrip("-") if word in _RESERVED or not word[:1].isalpha() else word


def _scalar(text: str) -> str:
    """Plain where YAML takes it for a string, else in double quotes, whose escapes are those of JSON."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _RESERVED
    return text if plain else json.dumps(text, ensure_ascii=False)
