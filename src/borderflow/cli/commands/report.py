"""`borderflow report`: write the review for the data protection officer."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from msgspec.structs import replace

from borderflow.api import speaking
from borderflow.cli.console import Console
from borderflow.cli.day import epoch_of
from borderflow.cli.exit_codes import NOT_MADE, NOTHING_BLOCKS
from borderflow.cli.judging import check, form_of, judge, reviews_of
from borderflow.cli.output import STDOUT, deliver
from borderflow.cli.progress import waiting
from borderflow.cli.signoffs import with_signoffs
from borderflow.cli.since import held_against, read_since
from borderflow.documents import spared_collector
from borderflow.errors import Fault, InputError
from borderflow.language import ENGLISH
from borderflow.model.architecture import Input
from borderflow.model.report import Review
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import Attachment, Options, Renderer
from borderflow.trail import is_file, is_folder

WORDED = ("pdf", "html")
"""The forms for people, which are written in their language; all others are the published English."""


def run(arguments: Namespace, console: Console) -> int:
    """Write one report, or one a system into a folder.

    Raises:
        InputError: when several systems shall go into one file that holds one, or a form has no language.
    """
    form = find_renderer(form_of(arguments))
    if arguments.language != ENGLISH and form.name not in WORDED:
        raise InputError(_in_english_only(form.name))
    if arguments.since and form.name not in WORDED:
        raise InputError(_changes_elsewhere(form.name))
    if arguments.templates and form.name not in WORDED:
        raise InputError(_without_templates(form.name))
    results = with_signoffs(judge(arguments, console), arguments, console)
    reviews = reviews_of(results)
    folder = _folder(arguments.output)
    if len(results) > 1 and folder is None:
        raise InputError(_one_system_only(len(results)))
    spoken = _spoken(reviews, arguments, console) if arguments.language != ENGLISH else reviews
    earlier = read_since(arguments.since) if arguments.since else None
    # What one report leaves behind goes with the process: nobody has to find out that it forms cycles.
    with spared_collector() if len(reviews) == 1 else nullcontext():
        for review, worded in zip(reviews, spoken, strict=True):
            options = replace(_options(review, form, console), templates=_templates(arguments))
            output = _target(review, form, arguments.output, folder)
            told = worded if earlier is None else held_against(worded, earlier)
            with speaking(arguments.language, arguments.policies):
                _write(told, form, options, output, console)
    return NOTHING_BLOCKS if len(reviews) == len(results) else NOT_MADE


def _templates(arguments: Namespace) -> Path | None:
    return Path(arguments.templates) if arguments.templates else None


def _spoken(reviews: Iterable[Review], arguments: Namespace, console: Console) -> tuple[Review, ...]:
    """The same reviews, worded in another language; what is wrong with a file was said before.

    A sign-off was held against the English one, for what was signed is English.
    """
    with speaking(arguments.language, arguments.policies):
        worded = reviews_of(check(arguments, console))
    return tuple(replace(one, signoff=of.signoff) for one, of in zip(worded, reviews, strict=True))


def _options(review: Review, form: Renderer, console: Console) -> Options:
    """What travels inside a PDF is for programs: it is the review in English, in any language."""
    options = replace(console.options(to_file=True), epoch=epoch_of(console.environ))
    return replace(options, attachments=_attachments(review, options)) if form.name == "pdf" else options


def _write(review: Review, form: Renderer, options: Options, output: str, console: Console) -> None:
    with waiting("writing", console):
        data = form.render(review, options)
    deliver(data, output, console, (one.path for one in review.inputs))
    if output != STDOUT:
        console.remark(f"wrote {output}")


def _attachments(review: Review, options: Options) -> tuple[Attachment, ...]:
    """The result in both forms for programs, and what was read."""
    results = (
        Attachment(
            "result.json",
            find_renderer("json").render(review, options),
            "The result as JSON, version 1",
            "Data",
        ),
        Attachment(
            "result.sarif", find_renderer("sarif").render(review, options), "The result as SARIF 2.1.0"
        ),
    )
    return (*results, *(_source(one.path) for one in review.inputs if _may_travel(one)))


def _may_travel(one: Input) -> bool:
    """Manifests hold no secrets; a compose file or a `.env` may, and is not handed round."""
    return one.format == "manifest" and is_file(Path(one.path))


def _source(path: str) -> Attachment:
    return Attachment(Path(path).name, Path(path).read_bytes(), "What was checked", "Source")


def _changes_elsewhere(name: str) -> Fault:
    return Fault(
        f"`--since` adds a section for people, and `{name}` is for programs.", hint="write `pdf` or `html`"
    )


def _folder(output: str | None) -> Path | None:
    if output and output != STDOUT and (output.endswith("/") or is_folder(Path(output))):
        return Path(output)
    return None


def _target(review: Review, form: Renderer, output: str | None, folder: Path | None) -> str:
    """Where the report goes. A PDF is nothing for a terminal: without a name it gets one."""
    name = f"{Path(review.inputs[0].path).stem}-report{form.suffix}" if review.inputs else "report.pdf"
    if folder is not None:
        return (folder / name).as_posix()
    return output or (name if form.name == "pdf" else STDOUT)


def _without_templates(form: str) -> Fault:
    return Fault(
        f"`{form}` has no templates.", hint=f"write {' or '.join(WORDED)}, or leave `--templates` out"
    )


def _one_system_only(number: int) -> Fault:
    return Fault(
        f"A report is about one system, and {number} were found.",
        hint="name one file, or a folder that ends in `/` with `--output`",
    )


def _in_english_only(form: str) -> Fault:
    return Fault(
        f"`{form}` is a published form, and has its texts in English only.",
        hint=f"`--lang` goes with {' and '.join(WORDED)}",
    )
