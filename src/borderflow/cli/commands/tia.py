"""`borderflow tia`: a draft of an assessment for each transfer, one document each."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from borderflow.api import speaking
from borderflow.cli.console import Console
from borderflow.cli.day import epoch_of
from borderflow.cli.exit_codes import NOT_MADE, NOTHING_BLOCKS
from borderflow.cli.judging import judge, reviews_of
from borderflow.cli.output import deliver_all
from borderflow.cli.progress import waiting
from borderflow.model.report import Review
from borderflow.renderers.rank import counted

if TYPE_CHECKING:
    from borderflow.model.catalog import Jurisdiction


def run(arguments: Namespace, console: Console) -> int:
    """Write all drafts or none. What people have written into an earlier one is not overwritten.

    Raises:
        OutputError: when a draft is there already, or cannot be written.
    """
    with speaking(arguments.language, arguments.policies):
        return _write(arguments, console)


def _write(arguments: Namespace, console: Console) -> int:
    from borderflow.renderers.assessment.draft import drafts_of
    from borderflow.renderers.assessment.word import write_document

    results = judge(arguments, console)
    reviews = reviews_of(results)
    if len(reviews) < len(results):
        return NOT_MADE
    drafts = drafts_of(reviews, _jurisdictions(reviews, arguments.policies))
    if not drafts:
        console.remark(_nothing(reviews))
        return NOTHING_BLOCKS
    epoch, folder = epoch_of(console.environ), Path(arguments.output)
    with waiting("writing", console):
        files = {
            f"{one.file}.docx": write_document(one, epoch or datetime.combine(one.as_of, time(), UTC))
            for one in drafts
        }
    deliver_all(files, folder, force=arguments.force)
    console.remark(f"wrote {counted(len(files), 'draft')} to {folder.as_posix()}/: {', '.join(files)}")
    return NOTHING_BLOCKS


def _nothing(reviews: Sequence[Review]) -> str:
    """Why there is no draft. A place or a recipient that nobody knows is no absence of a transfer."""
    from borderflow.language.forms import in_turn
    from borderflow.model.whereabouts import is_place_open
    from borderflow.renderers.report.article30 import places_outside
    from borderflow.renderers.report.names import collect_names

    if any(map(is_place_open, reviews)):
        return (
            "No importer outside the EEA is known, so there is no draft to write yet. Whether data are "
            "transferred is open: `borderflow questions` asks for places and recipients."
        )
    none = "On the declared facts no importer is established outside the EEA: there is no draft to write."
    outside = map(places_outside, map(collect_names, reviews))
    if places := in_turn(dict.fromkeys(filter(None, outside))):
        return f"{none} Data may be processed in {places}: ask who does so there."
    return none


def _jurisdictions(reviews: Iterable[Review], policies: Iterable[str]) -> dict[str, Jurisdiction]:
    """The law of every country that data go to or that a recipient is under, on the day of the check."""
    from borderflow.api import open_catalog

    catalog = open_catalog(tuple(policies))
    return {
        code: found
        for review in reviews
        for countries in (
            *(one.countries for one in review.transfers),
            *(one.control for one in review.parties),
        )
        for code in countries
        if (found := catalog.jurisdiction(code, review.as_of)) is not None
    }
