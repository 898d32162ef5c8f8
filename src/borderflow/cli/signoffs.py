"""The sign-offs that the options name, read and held against the reviews."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from borderflow.api import CheckResult
from borderflow.cli.console import Console
from borderflow.language import say
from borderflow.language.forms import dated

if TYPE_CHECKING:
    from borderflow.model.signoff import SignOff, SignOffStanding


def with_signoffs(
    results: Sequence[CheckResult], arguments: Namespace, console: Console
) -> tuple[CheckResult, ...]:
    """The results with the standing of their sign-offs, told on standard error; as they are without one.

    Raises:
        InputError: when a sign-off cannot be read, or is not what was signed.
    """
    if not arguments.signoffs:
        return tuple(results)
    from borderflow.work.signoff import held_against

    signoffs = read_signoffs(arguments.signoffs, arguments.public_key)
    held = tuple(
        replace(one, review=held_against(one.review, signoffs)) if one.review else one for one in results
    )
    for one in held:
        if one.review and one.review.signoff:
            tell(one.review.signoff, one.review.architecture.system.name, console)
    return held


def read_signoffs(paths: Iterable[str], public_key: str | None) -> tuple[SignOff, ...]:
    """Every file that is named; with a key, each must be signed by it.

    Raises:
        InputError: as above.
    """
    from borderflow.readers.signoff import read_signoff

    key = _key(public_key)
    return tuple(read_signoff(Path(path), key) for path in paths)


def tell(standing: SignOffStanding, system: str, console: Console) -> None:
    """One line for what was decided and whether it holds, one for each reason why not."""
    from borderflow.renderers.signoff import sentence_of
    from borderflow.renderers.text.ink import neutral

    state = "holds" if standing.holds else "is stale"
    console.remark(neutral(f"{system}: sign-off {state}: {said(standing.signoff)}"))
    for reason in standing.reasons:
        console.remark(neutral(f"  {sentence_of(reason)}"))
    if standing.holds and standing.catalog_changed:
        console.remark("  The catalogue has changed since, and nothing that was signed with it.")


def said(signoff: SignOff) -> str:
    """What was decided, by whom, when, and how far that is proved."""
    from borderflow.renderers.signoff import DECISIONS

    return say(
        "{decision} by {by} on {day}, run {run}, {proof}",
        decision=say(DECISIONS[signoff.decision]),
        by=signoff.by,
        day=dated(signoff.on),
        run=signoff.run,
        proof=_proof(signoff),
    )


def _proof(signoff: SignOff) -> str:
    if signoff.signature is None:
        return say("no signature")
    if signoff.verified:
        return say("signature verified")
    return say("signed by the key {key}, not verified", key=signoff.signature.public_key)


def _key(path: str | None) -> str | None:
    if path is None:
        return None
    from borderflow.signature import public_key

    return public_key(Path(path))
