"""A report of many pages, and a plain page with the same words: what the printing itself costs.

`python -m benchmarks.reports MANIFEST` prints the words of its report as plain paragraphs, tagged.
"""

from __future__ import annotations

import html
import io
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

DAY = date(2026, 11, 21)
PROVIDERS = Path(__file__).parent.parent / "policies" / "catalog" / "providers"
STYLE = "@page { size: A4; margin: 20mm } p { font: 8.1pt/1.36 sans-serif; margin: 0 0 .6em }"
KINDS = ("saas", "llm", "datastore", "embedding", "observability")


def wide_system(components: int, companies: int) -> dict[str, Any]:
    """A system whose components, but for every fourth, are other companies': several findings a company."""
    known = sorted(path.stem for path in PROVIDERS.glob("*.yaml"))
    firms = known[:: len(known) // companies][:companies]
    data = {f"records-{number}": _datum() for number in range(12)}
    parts = {"desk": {"kind": "application", "operator": "self", "host": "ovhcloud@GRA", "holds": list(data)}}
    parts |= {f"service-{number}": _part(number, firms) for number in range(1, components)}
    names = list(parts)
    return {
        "borderflow": 1,
        "system": {"name": "Benchmark", "purpose": "Measure"},
        "controller": {"name": "Example SE", "country": "DE"},
        "data": data,
        "components": parts,
        "flows": [_flow(names, number, step) for number in range(1, components) for step in range(2)],
    }


def _flow(names: list[str], number: int, step: int) -> dict[str, str]:
    """From one of the first, and from the desk; the first five get another class of data from it twice."""
    source = names[0] if step else names[number // 5]
    return {f"{source} -> {names[number]}": f"records-{(number + step) % 12}"}


def _datum() -> dict[str, Any]:
    return {"label": "Records", "categories": ["contact"], "subjects": ["customers"]}


def _part(number: int, firms: list[str]) -> dict[str, Any]:
    if number % 4 == 0:
        return {"kind": "application", "operator": "self", "host": "ovhcloud@GRA"}
    return {"kind": KINDS[number % len(KINDS)], "operator": firms[number % len(firms)]}


def pages_of(printed: Path) -> int:
    """How many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(printed).pages)


def print_plainly(manifest: Path) -> bytes:
    """The words of the report of a manifest, a paragraph a line."""
    import weasyprint

    from borderflow import api
    from borderflow.renderers.html import write_page
    from borderflow.renderers.renderer import DEFAULTS

    (result,) = api.check(manifest, as_of=DAY)
    assert result.review is not None
    page = write_page(result.review, DEFAULTS)
    text = html.unescape(re.sub(r"<[^>]*>", " ", page[page.index("<body>") :]))
    lines = "".join(f"<p>{html.escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
    plain = f'<!doctype html><html lang="en"><title>Words</title><style>{STYLE}</style>{lines}'
    written = io.BytesIO()
    weasyprint.HTML(string=plain).write_pdf(written, pdf_variant="pdf/a-3a")
    return written.getvalue()


if __name__ == "__main__":
    print_plainly(Path(sys.argv[1]))
