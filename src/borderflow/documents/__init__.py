"""YAML and JSON as plain values, with the line of every one of them.

One loader for all that people write: manifests, rules, settings and foreign formats. It is strict where
YAML surprises (`NO` is Norway, a key stands once, a tag builds no object) and names every fault of a file.
"""

from borderflow.documents.collector import paused_collector, spared_collector
from borderflow.documents.document import Document
from borderflow.documents.limits import Limits
from borderflow.documents.loading import load, load_all, loads, loads_all, read_source, source_of
from borderflow.documents.source import Source

__all__ = [
    "Document",
    "Limits",
    "Source",
    "load",
    "load_all",
    "loads",
    "loads_all",
    "paused_collector",
    "read_source",
    "source_of",
    "spared_collector",
]
