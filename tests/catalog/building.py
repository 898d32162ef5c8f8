"""Small policy folders, written by hand, so that a test shows all that its catalogue holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from borderflow.catalog import open_catalog

JURISDICTIONS = """\
reviewed: 2026-11-21
sources:
  law: {title: The law, url: "https://law.example", as_of: 2026}
jurisdictions:
  DE: {name: Germany, eu: [1958-01-01, null], adequacy: [{status: eea, level: verified, source: law}]}
  US: {name: United States, laws: [us-act]}
"""
LAWS = """\
reviewed: 2026-11-21
sources:
  law: {title: The law, as_of: 2026}
laws:
  us-act: {country: US, name: An act, reaches_abroad: yes, from: 2018-03-23, level: verified, source: law}
"""
VOCABULARY = """\
reviewed: 2026-11-21
kinds:
  llm: {means: A language model, passes: output, ai: true}
  datastore: {means: A database}
categories: {}
subjects: {}
"""
ACME = """\
id: acme
name: Acme
reviewed: 2026-11-20
sources:
  site: {title: Acme's site, url: "https://acme.example", as_of: 2026-04}
entities:
  - {name: Acme GmbH, country: DE, role: contracting, level: verified, source: site}
parent: {name: Acme Inc., country: US, level: verified, source: site}
control: {is: [US, DE], level: verified, source: site}
default_product: api
terms:
  dpf: {is: claimed, as_of: 2026-04, source: site}
products:
  api:
    name: Acme API
    kinds: [llm]
    place: {countries: [EU], level: partly, source: site}
  store:
    name: Acme Store
    kinds: [datastore]
    hosts: true
    dpf: {is: unknown, why: nobody looked}
"""


def policies(folder: Path, **files: str) -> Path:
    """A policy folder with one provider. `files` are texts by name: `providers__b` is providers/b.yaml."""
    texts = {
        "jurisdictions": JURISDICTIONS,
        "access_laws": LAWS,
        "vocabulary": VOCABULARY,
        "providers__acme": ACME,
    }
    for name, text in {**texts, **files}.items():
        path = folder / "catalog" / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def opened(folders: Sequence[Path]) -> Any:
    """A catalogue whose answers need no check for None: a test fails where one is missing."""
    return open_catalog(folders)
