"""`borderflow check`: judge systems and say what blocks."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from borderflow.api import CheckResult
from borderflow.cli.console import Console
from borderflow.cli.exit_codes import BLOCKED, NOT_MADE, NOTHING_BLOCKS, OPEN_QUESTION, gravest
from borderflow.cli.judging import checking, judge, reviews_of, targets_of
from borderflow.cli.output import STDOUT, deliver
from borderflow.cli.remarks import Stopwatch, tell_what_was_read
from borderflow.cli.signoffs import with_signoffs
from borderflow.documents import spared_collector
from borderflow.model.findings import Severity
from borderflow.model.report import Review
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import Detail, Options, Renderer

_OF_ALL = ("baseline", "diff_base", "signoffs")
"""Options that say something about all systems together, which one process has to know."""


def run(arguments: Namespace, console: Console) -> int:
    """Write the reviews and say with the exit code whether something blocks."""
    targets = targets_of(arguments)
    with spared_collector():  # from the first line read to the last one written
        return _checked(arguments, targets, console)


def _checked(arguments: Namespace, targets: Sequence[tuple[str, str]], console: Console) -> int:
    watch = Stopwatch(console if arguments.timings else None)
    if arguments.jobs > 1 and not any(getattr(arguments, name, None) for name in _OF_ALL):
        from borderflow.cli.jobs import in_processes

        code = in_processes(arguments, targets, console, _written)
        if code is not None:
            watch.tell("in several processes")
            return code
    results = _with_base(judge(arguments, console), arguments, console)
    results = _with_baseline(results, arguments.baseline, console)
    results = with_signoffs(results, arguments, console)
    watch.tell("read and judged")
    inputs = [one for review in reviews_of(results) for one in review.inputs]
    if arguments.verbose:
        tell_what_was_read(inputs, arguments, console)
    texts, codes = _written(results, arguments, targets, console, several=len(results) > 1)
    for (form, output), data in zip(targets, texts, strict=False):
        deliver(data, output, console, (*(one.source for one in results), *(one.path for one in inputs)))
        watch.tell(f"written as {form}")
    return gravest(codes)


def _written(
    results: Sequence[CheckResult],
    arguments: Namespace,
    targets: Sequence[tuple[str, str]],
    console: Console,
    *,
    several: bool = True,
) -> tuple[list[bytes], set[int]]:
    """The reviews in every form that is asked for, none when there are none; and the exit codes."""
    reviews = reviews_of(results)
    texts = []
    for form, output in targets if reviews else ():
        options = console.options(_detail(arguments), to_file=output != STDOUT)
        is_terse = options.detail is Detail.TERSE and form == "text"
        told = failing(reviews, arguments) if is_terse else reviews
        texts.append(render(find_renderer(form), told, options, several=several))
    return texts, {_code(result, arguments) for result in results}


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


def failing(reviews: Sequence[Review], arguments: Namespace) -> tuple[Review, ...]:
    """The reviews with nothing but what fails the check, for those who want to hear of no more."""
    return tuple(_failing(review, arguments) for review in reviews)


def _failing(review: Review, arguments: Namespace) -> Review:
    level = _level(review, arguments) or review.threshold
    known = review.blockers if level is review.threshold else review.open_findings
    beside = review.sovereignty
    if beside:
        heavy = tuple(one for one in beside.findings if beside.fails(one, level))
        beside = replace(beside, findings=heavy, questions=())
    return replace(
        review,
        findings=tuple(one for one in known if one.heaviest >= level),
        questions=tuple(one for one in review.questions if arguments.strict and one.worst >= level),
        sovereignty=beside,
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
    level = _level(review, arguments)
    if level is None:
        return NOTHING_BLOCKS
    if _fails(review, level) or not (review.signoff is None or review.signoff.releases):
        return BLOCKED
    beside = review.sovereignty.questions if review.sovereignty else ()
    worst = max((question.worst for question in (*review.questions, *beside)), default=Severity.INFO)
    return OPEN_QUESTION if arguments.strict and worst >= level else NOTHING_BLOCKS


def _level(review: Review, arguments: Namespace) -> Severity | None:
    """The severity from which a finding fails the check; None when none does."""
    if arguments.fail_on == "never":
        return None
    return Severity.parse(arguments.fail_on) if arguments.fail_on else review.threshold


def _fails(review: Review, level: Severity) -> bool:
    if review.sovereignty and review.sovereignty.reaches(level):
        return True  # apart from the verdict, but who names a profile wants to hear of it
    if level is review.threshold:
        return bool(review.blockers)
    return any(finding.heaviest >= level for finding in review.open_findings)
