"""The id of a run: eight letters on the report, in sign-offs and wherever one review is told from another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from borderflow.model.architecture import Input


def run_id(
    tool_version: str,
    as_of: str,
    profile: str,
    catalog_digest: str,
    assumptions: Iterable[str],
    inputs: Iterable[Input],
) -> str:
    """Eight letters that stand for tool, day, profile, facts, assumptions and inputs.

    The same run has the same id; the day is an ISO date, an assumption its label on the command line.
    """
    parts = [tool_version, as_of, profile, catalog_digest, *assumptions]
    parts += [f"{item.path} {item.sha256}" for item in inputs]
    return hashlib.sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:8]
