"""What `check`, `compare`, `report` and `graph` have in common: judge the inputs, and write in some form."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Any, TypedDict

from borderflow.api import CheckResult
from borderflow.cli.console import Console
from borderflow.cli.day import day_of
from borderflow.cli.faults import complain
from borderflow.cli.output import STDOUT
from borderflow.cli.progress import waiting
from borderflow.errors import Fault, InputError
from borderflow.model.report import Review
from borderflow.systems import PathLike
from borderflow.walking import Omitted


class Asked(TypedDict):
    """What the options say about a check."""

    as_of: date
    profile: str
    only: tuple[str, ...]
    ignore: tuple[str, ...]
    policies: Sequence[str]
    source_format: str
    assume_personal_data: bool
    answers: Sequence[str]
    own_profiles: Sequence[Mapping[str, Any]]
    omitted: Omitted
    accepted: PathLike | None


_ENDINGS = {
    ".txt": ("text",),
    ".xlsx": ("xlsx",),
    ".json": ("json", "node-link"),
    ".jsonld": ("jsonld",),
    ".sarif": ("sarif",),
    ".md": ("markdown",),
    ".csv": ("csv",),
    ".xml": ("junit",),
    ".html": ("html",),
    ".pdf": ("pdf",),
    ".svg": ("svg",),
    ".mmd": ("mermaid",),
    ".graphml": ("graphml",),
}


def judge(arguments: Namespace, console: Console, *, together: bool = True) -> tuple[CheckResult, ...]:
    """Check every input; what is wrong with one is said at once and does not stop the others.

    Foreign files are one system together, unless they are candidates to be compared.

    Raises:
        BorderflowError: when no check can be made at all.
    """
    results = check(arguments, console, together=together)
    for result in results:
        if result.error:
            complain(result.error, console)
    return results


def check(arguments: Namespace, console: Console, *, together: bool = True) -> tuple[CheckResult, ...]:
    """The same without a word about what is wrong.

    Raises:
        BorderflowError: when no check can be made at all.
    """
    from borderflow import api

    settings = asked(arguments, console)
    with waiting("checking", console) as watch:
        return api.check(
            arguments.paths,
            assume=getattr(arguments, "assume", ()),
            together=together,
            piped=console.read() if "-" in arguments.paths else None,
            watch=watch,
            **settings,
        )


def asked(arguments: Namespace, console: Console) -> Asked:
    """The settings of a check, as the options state them.

    Raises:
        InputError: when the day is none, or a rule is not known.
    """
    only, ignore = _split(arguments.only), _split(arguments.ignore)
    weighed = [rule for one in arguments.own_profiles for rule in one["severities"]]
    _refuse_unknown_rules((*only, *ignore, *weighed), arguments.policies)
    return {
        "as_of": day_of(arguments.as_of, console.environ),
        "profile": ",".join(arguments.profiles) or "default",
        "only": only,
        "ignore": ignore,
        "policies": arguments.policies,
        "source_format": arguments.source_format or "",
        "assume_personal_data": arguments.assume_personal_data,
        "answers": arguments.answers,
        "own_profiles": arguments.own_profiles,
        "omitted": arguments.omitted,
        "accepted": arguments.accepted,
    }


def checking(
    arguments: Namespace, console: Console
) -> Callable[[Sequence[Path], PathLike | None], tuple[CheckResult, ...]]:
    """A check as the options ask for it, of whatever paths and accepted risks."""
    from borderflow import api

    settings = asked(arguments, console)
    assume = getattr(arguments, "assume", ())

    def check(paths: Sequence[Path], accepted: PathLike | None) -> tuple[CheckResult, ...]:
        settings["accepted"] = accepted
        return api.check(paths, assume=assume, **settings)

    return check


def reviews_of(results: Sequence[CheckResult]) -> tuple[Review, ...]:
    """The reviews that could be made."""
    return tuple(result.review for result in results if result.review)


def review_one(arguments: Namespace, console: Console) -> Review:
    """The review of the one system that the paths describe.

    Raises:
        InputError: when they describe several, or it cannot be read.
    """
    from borderflow import api

    with waiting("checking", console):
        results = api.check(arguments.paths, **asked(arguments, console))
    if len(results) > 1:
        hint = "name the files of one"
        raise InputError(Fault(f"This is done for one system, and {len(results)} were found.", hint=hint))
    if results[0].error:
        raise results[0].error
    assert results[0].review
    return results[0].review


def form_of(arguments: Namespace) -> str:
    """The form that is asked for: by name, by the ending of the output, or the usual one."""
    return _form(arguments, arguments.output or "")


def targets_of(arguments: Namespace) -> tuple[tuple[str, str], ...]:
    """Forms and where each of them goes. With nothing but `FORMAT:FILE`, something is printed as well.

    Raises:
        InputError: when two forms shall go to one place.
    """
    named = [(given, *_named_form(given, arguments.formats)) for given in arguments.outputs]
    targets = [(form or _form(arguments, path), path) for _, form, path in named]
    if all(form for _, form, _ in named):
        targets.insert(0, (arguments.format or arguments.usual_format, STDOUT))
    twice = sorted(path for path, number in Counter(path for _, path in targets).items() if number > 1)
    if twice:
        place = "Standard output" if twice[0] == STDOUT else f"`{twice[0]}`"
        raise InputError(Fault(f"{place} is named for two outputs.", hint="name another file"))
    return tuple(targets)


def _named_form(given: str, formats: Sequence[str]) -> tuple[str, str]:
    """`sarif:out.sarif` names its form; a drive letter or a folder with a colon names none."""
    form, colon, path = given.partition(":")
    return (form, path) if colon and path and form in formats else ("", given)


def _form(arguments: Namespace, path: str) -> str:
    if arguments.format:
        return str(arguments.format)
    ending = PurePath(path).suffix.lower()
    fitting = [form for form in _ENDINGS.get(ending, ()) if form in arguments.formats]
    return fitting[0] if fitting else str(arguments.usual_format)


def _split(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for given in names for name in given.split(",") if name.strip())


def _refuse_unknown_rules(names: Sequence[str], policies: Sequence[str]) -> None:
    """Raise a fault for every name that no rule bears."""
    if not names:
        return
    from borderflow import api
    from borderflow.cli.nearest import did_you_mean

    known = {word for rule in api.rules(policies) for word in (rule.id, rule.name, rule.id.partition("-")[0])}
    unknown = [name for name in names if name not in known]
    if unknown:
        hints = ((name, did_you_mean(name, known) or "see `borderflow rules list`") for name in unknown)
        raise InputError(*(Fault(f"There is no rule `{name}`.", hint=hint) for name, hint in hints))
