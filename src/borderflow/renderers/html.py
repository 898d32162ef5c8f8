"""The report as one HTML file that opens from disk: no request, no script, fonts and drawing inside."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime, time

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from borderflow.model.report import Review
from borderflow.renderers.characters import legible
from borderflow.renderers.diagram import compose, draw
from borderflow.renderers.diagram.lettering import fit
from borderflow.renderers.diagram.words import description_of, title_of
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.report import Report, prepare
from borderflow.renderers.report.transfers import STEPS
from borderflow.renderers.report.words import day, day_text
from borderflow.renderers.supposed import WARNING, labels, sentences
from borderflow.resources import templates_dir

SECTIONS = (
    (1, "diagram", "Where the data goes", "Data"),
    (2, "processing", "Processing record and recipients", "Record"),
    (3, "transfers", "Transfers outside the EEA", "Transfers"),
    (4, "findings", "Findings", "Findings"),
    (5, "screening", "DPIA screening and open points", "Screening"),
    (6, "decision", "Decision and sign-off", "Decision"),
    (7, "evidence", "Evidence, method and glossary", "Evidence"),
)
"""Number, anchor, title and the word for it in the bar on top."""

_SOVEREIGNTY = (8, "sovereignty", "Sovereignty profiles", "Sovereignty")
"""The last section, only with a profile that asks for it."""

_FONTS = (
    ("IBM Plex Sans", 400, "IBMPlexSans-Regular"),
    ("IBM Plex Sans", 600, "IBMPlexSans-SemiBold"),
    ("Source Serif 4", 400, "source-serif-4-latin-400-normal"),
    ("Source Serif 4", 600, "source-serif-4-latin-600-normal"),
    ("IBM Plex Mono", 400, "ibm-plex-mono-latin-400-normal"),
    ("IBM Plex Mono", 600, "ibm-plex-mono-latin-600-normal"),
)


def write_page(review: Review, options: Options) -> str:
    """The whole report as HTML text. The PDF is this page, printed."""
    environment = _environment()
    report = prepare(review)
    picture = compose(review)
    footer = _footer(review)
    styles = _styles(environment, report, footer)
    return environment.get_template("report.html.j2").render(
        report=report,
        system=review.architecture.system,
        as_of=day(review.as_of),
        picture=picture,
        drawing=Markup(draw(picture, title_of(review), description_of(review))),  # noqa: S704 - our own, escaped
        sections=sections_of(review),
        steps=STEPS,
        styles=Markup(styles),  # noqa: S704 - shipped style sheets; what comes from outside is escaped for CSS
        policy=_policy(styles),
        footer=footer,
        supposed=[f"{WARNING}: {said}" for said in sentences(review.assumptions)],
        created=moment(review, options).strftime("%Y-%m-%dT%H:%M:%SZ"),
        attachments=options.attachments,
    )


def sections_of(review: Review) -> tuple[tuple[int, str, str, str], ...]:
    """The sections that this report has."""
    return (*SECTIONS, _SOVEREIGNTY) if review.sovereignty else SECTIONS


def moment(review: Review, options: Options) -> datetime:
    """The instant that dated files bear: the caller's, or the beginning of the day of the review."""
    return options.epoch or datetime.combine(review.as_of, time(), UTC)


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(templates_dir() / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_legible,
    )
    environment.filters |= {"css": _css_string, "soft": _soft, "prose": _prose}
    return environment


def _legible(value: object) -> object:
    """What a template prints, free of characters that no page may hold; markup of our own passes."""
    return legible(value) if type(value) is str else value


def _styles(environment: SandboxedEnvironment, report: Report, footer: str) -> str:
    system = report.review.architecture.system
    running = fit(
        f"{system.name} {system.version}: data protection review".replace(" :", ":"), 310, 7.5, bold=True
    )
    paper = environment.get_template("print.css.j2").render(footer=footer, running=running, run=report.run)
    folder = templates_dir() / "report"
    sheets = [(folder / name).read_text("utf-8") for name in ("common.css", "screen.css")]
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
    return Markup("<wbr>").join(re.findall(r"[^@/_]*[@/_]?", text)[:-1])


def _prose(text: str) -> Markup:
    """A sentence of a rule: it begins with a capital, and what stands in backticks is code."""
    pieces = (text[:1].upper() + text[1:]).split("`")
    marked = [
        Markup("<code>{}</code>").format(piece) if place % 2 else piece for place, piece in enumerate(pieces)
    ]
    return Markup().join(marked)


def _policy(styles: str) -> str:
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    style = f"style-src 'sha256-{digest}'"
    return f"default-src 'none'; {style}; font-src data:; base-uri 'none'; form-action 'none'"


def _footer(review: Review) -> str:
    marked = fit(review.architecture.review.classification, 90, 7)
    facts = f"; provider facts of {day_text(review.catalog_reviewed)}" if review.catalog_reviewed else ""
    if (
        review.assumptions
    ):  # one line has room for that or for the date of the facts, which the cover bears too
        facts = ""
    supposed = f"Supposing {fit(labels(review.assumptions), 160, 7)}. " if review.assumptions else ""
    support = f"{supposed}Decision support, no legal advice. As of {day(review.as_of)}{facts}."
    return f"{marked}. {support}" if marked else support


def _render(review: Review, options: Options) -> bytes:
    return write_page(review, options).encode()


html = Renderer("html", ".html", "text/html", _render)
