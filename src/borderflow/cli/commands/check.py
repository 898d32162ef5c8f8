"""`borderflow check`: judge systems and say what blocks."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from borderflow.api import CheckResult
from borderflow.cli.console import Console
from borderflow.cli.exit_codes import BLOCKED, NOT_MADE, NOTHING_BLOCKS, OPEN_QUESTION, gravest
from borderflow.cli.judging import checking, judge, reviews_of, targets_of
from borderflow.cli.output import STDOUT, deliver
from borderflow.cli.signoffs import with_signoffs
from borderflow.documents import paused_collector
from borderflow.model.findings import Severity
from borderflow.model.report import Review
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import Detail, Options, Renderer


def run(arguments: Namespace, console: Console) -> int:
    """Write the reviews and say with the exit code whether something blocks."""
    targets = targets_of(arguments)
    with paused_collector():  # from the first line read to the last one written
        return _checked(arguments, targets, console)


def _checked(arguments: Namespace, targets: Sequence[tuple[str, str]], console: Console) -> int:
    results = _with_base(judge(arguments, console), arguments, console)
    results = _with_baseline(results, arguments.baseline, console)
    results = with_signoffs(results, arguments, console)
    reviews = reviews_of(results)
    if reviews:
        inputs = [one.path for review in reviews for one in review.inputs]
        for form, output in targets:
            options = console.options(_detail(arguments), to_file=output != STDOUT)
            data = render(find_renderer(form), reviews, options, several=len(results) > 1)
            deliver(data, output, console, (*(result.source for result in results), *inputs))
    return gravest({_code(result, arguments) for result in results})


def _with_baseline(
    results: Sequence[CheckResult], path: str | None, console: Console
) -> tuple[CheckResult, ...]:
    """What is known already is marked; what the file knows and nothing shows is remarked."""
    if path is None:
        return tuple(results)
    from borderflow.readers.baseline import read_baseline
    from borderflow.work.baseline import held, unmatched

    baseline = read_baseline(Path(path))
    if idle := len(unmatched(baseline, reviews_of(results))):
        console.remark(
            f"{path}: {idle} known no longer found; `borderflow baseline prune` takes out what is gone"
        )
    return tuple(
        replace(result, review=held(result.review, baseline, path)) if result.review else result
        for result in results
    )


def _with_base(
    results: Sequence[CheckResult], arguments: Namespace, console: Console
) -> Sequence[CheckResult]:
    """What was there at the revision is known; what the change does is told."""
    revision = getattr(arguments, "diff_base", None)
    if revision is None:
        return results
    from borderflow.changes import find_base

    paths, check = [Path(one) for one in arguments.paths], checking(arguments, console)
    base = find_base(revision, paths, results, check, arguments.accepted)
    for name in base.gone:
        console.remark(f"{name} was there at {revision}, and is no longer")
    return tuple(
        replace(one, review=base.hold(one.source, one.review)) if one.review else one for one in results
    )


def render(form: Renderer, reviews: Sequence[Review], options: Options, *, several: bool) -> bytes:
    """One review, or all in one file. The shape follows what was asked for, not how many could be read."""
    if several and form.render_all:
        return form.render_all(reviews, options)
    return form.render(reviews[0], options)


def _detail(arguments: Namespace) -> Detail:
    if arguments.quiet:
        return Detail.TERSE
    return Detail.FULL if arguments.verbose else Detail.USUAL


def _code(result: CheckResult, arguments: Namespace) -> int:
    review = result.review
    if review is None:
        return NOT_MADE
    if arguments.fail_on == "never":
        return NOTHING_BLOCKS
    level = Severity.parse(arguments.fail_on) if arguments.fail_on else review.threshold
    if _fails(review, level) or not (review.signoff is None or review.signoff.releases):
        return BLOCKED
    beside = review.sovereignty.questions if review.sovereignty else ()
    worst = max((question.worst for question in (*review.questions, *beside)), default=Severity.INFO)
    return OPEN_QUESTION if arguments.strict and worst >= level else NOTHING_BLOCKS


def _fails(review: Review, level: Severity) -> bool:
    if review.sovereignty and review.sovereignty.reaches(level):
        return True  # apart from the verdict, but who names a profile wants to hear of it
    if level is review.threshold:
        return bool(review.blockers)
    return any(finding.heaviest >= level for finding in review.open_findings)
