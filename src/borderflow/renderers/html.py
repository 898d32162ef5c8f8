"""The report as one HTML file that opens from disk: no request, fonts, drawings and script inside.

The script lets a reader single something out in the diagram and filter the findings. Without it the page says
the same; the PDF is the page without it, printed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime, time

from jinja2 import Environment
from markupsafe import Markup, escape

from borderflow.language import in_number, say, spoken, to_say
from borderflow.language.forms import by_name, day, day_text
from borderflow.model.knowledge import Origin
from borderflow.model.report import Review
from borderflow.renderers.diagram import compose, draw
from borderflow.renderers.diagram.lettering import fit
from borderflow.renderers.diagram.whole import compose_whole, legend_of
from borderflow.renderers.diagram.words import LEGEND, description_of, title_of, whole_title
from borderflow.renderers.footing import dated
from borderflow.renderers.pagedata import page_data
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.report import Report, prepare
from borderflow.renderers.report.changes import changes_heading
from borderflow.renderers.report.explorer import prepare_explorer
from borderflow.renderers.report.transfers import STEPS
from borderflow.renderers.report.words import ORIGINS, WEIGHTS, brief, severity_word
from borderflow.renderers.supposed import WARNING, labels, sentences
from borderflow.renderers.templates.environment import bounded, environment_of
from borderflow.renderers.templates.faults import faults_of
from borderflow.renderers.templates.theme import theme_of
from borderflow.resources import templates_dir

SECTIONS = (
    (1, "diagram", to_say("Where the data goes"), to_say("Data")),
    (2, "processing", to_say("Processing record and recipients"), to_say("Record")),
    (3, "transfers", to_say("Transfers outside the EEA"), to_say("Transfers")),
    (4, "findings", to_say("Findings"), to_say("Findings")),
    (5, "screening", to_say("DPIA screening and open points"), to_say("Screening")),
    (6, "decision", to_say("Decision and sign-off"), to_say("Decision")),
    (7, "evidence", to_say("Evidence, method and glossary"), to_say("Evidence")),
)
"""Number, anchor, title and the word for it in the bar on top."""

_SOVEREIGNTY = (8, "sovereignty", to_say("Sovereignty profiles"), to_say("Sovereignty"))
"""The last section, only with a profile that asks for it."""

_SIGNS, _SIGNS_OF_MAIL = re.compile(r"(?:[^@/_]|//)*[@/_]?"), re.compile(r"[^@/_.]*[@/_.]?")
_WHOLE = 26
"""Letters of code that fit into any column."""
_QUOTED = re.compile("\\ue000([^\\ue000\\ue001<]*)\\ue001")
"""A quotation from the English catalogue (`language.forms.quoted`)."""

_FONTS = (
    ("IBM Plex Sans", 400, "IBMPlexSans-Regular"),
    ("IBM Plex Sans", 600, "IBMPlexSans-SemiBold"),
    ("Source Serif 4", 400, "source-serif-4-latin-400-normal"),
    ("Source Serif 4", 600, "source-serif-4-latin-600-normal"),
    ("IBM Plex Mono", 400, "ibm-plex-mono-latin-400-normal"),
    ("IBM Plex Mono", 600, "ibm-plex-mono-latin-600-normal"),
)
"""Family, weight and file. They are WOFF2 without its transform of outlines, which takes the printer half
a second to undo (fontTools writes such with `WOFF2FlavorData(transformedTables=())`)."""


def write_page(review: Review, options: Options, *, interactive: bool = False) -> str:
    """The whole report as HTML text. The PDF is this page, printed; on the screen it is `interactive`."""
    with faults_of(options.templates):
        return _page(review, options, interactive=interactive)


def _page(review: Review, options: Options, *, interactive: bool) -> str:
    environment = _environment(options)
    report = prepare(review)
    picture = compose(review)
    footer = _footer(review)
    styles = _styles(environment, report, footer, interactive=interactive) + theme_of(options.templates)
    explorer = prepare_explorer(report) if interactive else None
    script = _script() if interactive else ""
    pieces = environment.get_template("report.html.j2").generate(
        report=report,
        system=review.architecture.system,
        as_of=day(review.as_of),
        picture=picture,
        drawing=Markup(draw(picture, title_of(review), description_of(review))),  # noqa: S704 - our own, escaped
        language=spoken(),
        sections=sections_of(review),
        steps=STEPS,
        whole=_whole(review) if interactive and (picture.banded or picture.folded) else (),
        styles=Markup(styles),  # noqa: S704 - shipped style sheets; what comes from outside is escaped for CSS
        script=Markup(script),  # noqa: S704 - shipped
        explorer=explorer,
        data=page_data(explorer, report.findings) if explorer else "",
        policy=_policy(styles, script, images=options.templates is not None),
        footer=footer,
        supposed=[f"{say(WARNING)}: {said}" for said in sentences(review.assumptions)],
        created=moment(review, options).strftime("%Y-%m-%dT%H:%M:%SZ"),
        attachments=options.attachments,
    )
    return "".join(bounded(pieces))


def sections_of(review: Review) -> tuple[tuple[int | str, str, str, str], ...]:
    """The sections that this report has. The changes stand before them and bear no number."""
    sections = (*SECTIONS, _SOVEREIGNTY) if review.sovereignty else SECTIONS
    numbered = tuple((number, id, say(title), say(short)) for number, id, title, short in sections)
    if review.since is None:
        return numbered
    return (("", "changes", changes_heading(review.since), say("Changes")), *numbered)


def moment(review: Review, options: Options) -> datetime:
    """The instant that dated files bear: the caller's, or the beginning of the day of the review."""
    return options.epoch or datetime.combine(review.as_of, time(), UTC)


def _environment(options: Options) -> Environment:
    environment = environment_of(options.templates)
    environment.install_gettext_callables(say, in_number, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {"brief": brief, "by_name": by_name, "css": _css_string, "soft": _soft}
    environment.filters |= {"prose": _prose, "coded": _coded}
    environment.filters |= {"day": day_text, "severity": severity_word, "weight": _weight, "origin": _origin}
    return environment


def _weight(word: str) -> str:
    return say(WEIGHTS[word])


def _origin(origin: Origin) -> str:
    return say(ORIGINS[origin])


def _script() -> str:
    folder = templates_dir() / "report"
    return "\n".join((folder / name).read_text("utf-8") for name in ("gather.js", "explore.js"))


def _whole(review: Review) -> tuple[Markup, ...]:
    """Every component where the picture for the page folds some, and the legend of that."""
    picture = compose_whole(review)
    title = whole_title(review)
    drawings = (
        draw(picture, title, description_of(review), patterns=False),
        draw(legend_of(picture), say(LEGEND), "", patterns=False),
    )
    return tuple(map(Markup, drawings))


def _styles(environment: Environment, report: Report, footer: str, *, interactive: bool) -> str:
    system = report.review.architecture.system
    running = fit(
        say("{system}: data protection review", system=f"{system.name} {system.version}".strip()),
        310,
        7.5,
        bold=True,
    )
    paper = environment.get_template("print.css.j2").render(footer=footer, running=running, run=report.run)
    folder = templates_dir() / "report"
    names = ("common.css", *(("screen.css", "explore.css") if interactive else ()))
    sheets = [(folder / name).read_text("utf-8") for name in names]
    return "\n".join([*map(_font_face, _FONTS), *sheets, paper])


def _font_face(font: tuple[str, int, str]) -> str:
    family, weight, name = font
    data = base64.b64encode((templates_dir() / "fonts" / f"{name}.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data}) format('woff2')"
    return f'@font-face{{font-family:"{family}";font-weight:{weight};src:{source}}}'


def _css_string(text: str) -> Markup:
    """A CSS string in which nothing but letters and digits is left as it is."""
    letters = (c if c.isascii() and c.isalnum() else f"\\{ord(c):06X}" for c in text)
    return Markup('"' + "".join(letters) + '"')  # noqa: S704 - escaped just now


def _soft(text: str) -> Markup:
    """Long addresses and paths may break after their signs."""
    return Markup("<wbr/>").join((_SIGNS_OF_MAIL if "@" in text else _SIGNS).findall(text)[:-1])


def _prose(text: str) -> Markup:
    """A sentence of a rule: it begins with a capital, and what stands in backticks is code."""
    return _coded(text[:1].upper() + text[1:])


def _coded(text: str) -> Markup:
    """A name or a piece of a sentence, in which what stands in backticks is code."""
    pieces = text.split("`")
    marked = [
        Markup("<code>{}</code>").format(_divided(piece)) if place % 2 else piece
        for place, piece in enumerate(pieces)
    ]
    return Markup(_QUOTED.sub(r'<span lang="en">\1</span>', str(Markup().join(marked))))  # noqa: S704 - as above


def _divided(code: str) -> Markup:
    """A key that is longer than a column may break after its signs; a shorter one stays whole."""
    words = code.split(" ")
    return Markup(" ").join(_soft(word) if len(word) > _WHOLE else escape(word) for word in words)


def _policy(styles: str, script: str, *, images: bool) -> str:
    """Nothing may load, and nothing may run but what is written here; images stand inside the page."""
    run = f" script-src {_digest(script)};" if script else ""
    shown = " img-src data:;" if images else ""
    return (
        f"default-src 'none'; style-src {_digest(styles)};{run} font-src data:;{shown} "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _footer(review: Review) -> str:
    marked = fit(review.architecture.review.classification, 90, 7)
    parts = [f"{marked}." if marked else "", _supposed(review), say("Decision support, no legal advice.")]
    reviewed = "" if review.assumptions else review.catalog_reviewed  # one line has no room for both
    return " ".join(filter(None, (*parts, dated(review.as_of, reviewed))))


def _supposed(review: Review) -> str:
    if not review.assumptions:
        return ""
    return say("Supposing {scenarios}.", scenarios=fit(labels(review.assumptions), 160, 7))


def _render(review: Review, options: Options) -> bytes:
    return write_page(review, options, interactive=True).encode()


html = Renderer("html", ".html", "text/html", _render)
