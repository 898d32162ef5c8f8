"""Where a SARIF result stands: in a file, and in the architecture."""

from __future__ import annotations

import re
from urllib.parse import quote

from borderflow.model.location import Location
from borderflow.model.report import Review
from borderflow.renderers.jsontext import Object

ROOT = "%SRCROOT%"
"""What relative paths hang from."""
_OUTSIDE = re.compile(r"/|[A-Za-z]:/")


def physical(location: Location, review: Review) -> Object:
    """File and region, with the line itself where it is at hand."""
    region: Object = {"startLine": location.line, "startColumn": location.column}
    line = review.snippets.get((location.file, location.line))
    if end := location.end_column or (len(line) + 1 if line else None):
        region["endColumn"] = max(end, location.column)
    if line is not None:
        region["snippet"] = {"text": line}
    return {"artifactLocation": file_location(location.file), "region": region}


def file_location(path: str) -> Object:
    """Relative paths hang from the source root; others are addresses of their own."""
    if _OUTSIDE.match(path):
        return {"uri": "file:///" + quote(path.lstrip("/"), safe="/:")}
    return {"uri": quote(path.removeprefix("./")), "uriBaseId": ROOT}


def logical(id_: str, kind: str) -> Object:
    """A component or a party, for viewers without the file."""
    return {"name": id_, "fullyQualifiedName": f"{kind}:{id_}", "kind": kind}
