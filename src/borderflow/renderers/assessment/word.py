"""A draft as an Office Open XML document, which Word, LibreOffice and Pages open and people go on writing in.

ODT would do as well; DPOs get, change and send round DOCX, and python-docx is the better kept library. The
bytes repeat themselves: every date in the file is given, those of the archive too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from borderflow.language import say, spoken
from borderflow.renderers.assessment.draft import Draft, Part
from borderflow.renderers.characters import legible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can bear."""
_INK, _HEAD, _OPEN = "12324F", "E8EEF4", "FFF2B3"
_WIDTHS = (3.5, 5.9, 2.8, 4.8)
"""Centimetres of the columns of facts; 17 in all."""
_AFTER_HYPHENS = ("w:defaultTabStop", "w:characterSpacingControl", "w:compat", "w:rsids")
"""What follows on the setting of hyphens, of those that our template holds (ECMA-376 17.15.1.78)."""
_LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "de": "de-DE"}
"""As Office documents name them."""


def write_document(draft: Draft, when: datetime) -> bytes:
    """The document, dated by the instant that is given."""
    import docx

    document = docx.Document()
    _set_up(document, draft, when)
    _opening(document, draft)
    for part in draft.parts:
        _step(document, part)
    _questions(document, draft)
    _findings(document, draft)
    document.add_heading(say("Conclusion"), 1)
    _to_write(document, draft.conclusion)
    data = io.BytesIO()
    document.save(data)
    return _timeless(data.getvalue())


def _set_up(document: Document, draft: Draft, when: datetime) -> None:
    """A4, one typeface, the language, the footer, and who made it when."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 9.5), ("Title", 22), ("Heading 1", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Calibri")
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(_INK)
    hyphens = OxmlElement("w:autoHyphenation")
    document.settings.element.insert_element_before(hyphens, *_AFTER_HYPHENS)
    language = _LANGUAGES[spoken()]
    _speak(document, language)
    foot = section.footer.paragraphs[0]
    foot.text = legible(f"{draft.footer} {draft.transfer}. ")
    _number(foot)
    core, naive = document.core_properties, when.replace(tzinfo=None)
    core.title, core.subject = legible(f"{draft.title}, {draft.transfer}")[:250], "GDPR Chapter V"
    core.author = core.last_modified_by = "Borderflow"
    core.comments, core.keywords, core.language = legible(draft.footer)[:250], "", language
    core.created = core.modified = naive
    core.revision = 1


def _speak(document: Document, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.styles["Normal"].element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    properties.append(spoken)


def _number(paragraph: Paragraph) -> None:
    """The number of the page and of all pages, which the program that opens the document counts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for place, count in enumerate(("PAGE", "NUMPAGES")):
        if place:
            paragraph.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), count)
        paragraph._p.append(field)  # noqa: SLF001 - the library's own way to what it does not name


def _opening(document: Document, draft: Draft) -> None:
    document.add_heading(draft.title, 0)
    document.add_paragraph().add_run(legible(draft.transfer)).bold = True
    document.add_paragraph(
        say(
            "A draft by the six steps of EDPB Recommendations 01/2020 (version 2.0). Filled in is what the "
            "description of the system and published provider terms say, each with its source. Nothing is "
            "assessed: the yellow fields are to be completed, and the conclusion is the exporter’s."
        )
    )
    table = document.add_table(0, 2)
    table.style = "Table Grid"
    for name, value in draft.head:
        _fill(table.add_row().cells, (name, value), heads=1)
    _widen(table, (5.5, 11.5))


def _step(document: Document, part: Part) -> None:
    document.add_heading(part.title, 1)
    about = document.add_paragraph()
    about.add_run(part.about).italic = True
    about.paragraph_format.keep_with_next = True
    table = document.add_table(1, 4)
    table.style = "Table Grid"
    _fill(table.rows[0].cells, (say("Fact"), say("What is known"), say("State"), say("Source")), heads=4)
    _repeat_head(table)
    for line in part.lines:
        _fill(table.add_row().cells, (line.label, line.text, line.state, line.source), heads=0)
    _widen(table, _WIDTHS)
    if part.required:
        _to_write(document, part.prompts)
    else:
        document.add_paragraph(say("Nothing is to be completed here: this step is not required."))


def _questions(document: Document, draft: Draft) -> None:
    """As long as one of them is open nobody knows whether the transfer has a footing."""
    if draft.questions:
        document.add_heading(say("Open questions about this transfer"), 1)
        heads = say("No."), say("Question"), say("What to write")
        _list(document, heads, ((one.id, one.asks, one.answer) for one in draft.questions))


def _findings(document: Document, draft: Draft) -> None:
    document.add_heading(say("Findings of the review about this transfer"), 1)
    if not draft.findings:
        document.add_paragraph(say("None on the declared facts."))
        return
    heads = say("No."), say("Finding"), say("Change that closes it")
    _list(document, heads, ((one.id, one.title, one.remedy) for one in draft.findings))


def _list(document: Document, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = document.add_table(1, len(heads))
    table.style = "Table Grid"
    _fill(table.rows[0].cells, heads, heads=len(heads))
    _repeat_head(table)
    for row in rows:
        _fill(table.add_row().cells, row, heads=0)
    _widen(table, (1.5, 7.5, 8))


def _to_write(document: Document, prompts: Iterable[str]) -> None:
    """What people have to write, each with room of its own, told by a word and not by colour alone."""
    document.add_paragraph().paragraph_format.space_after = None
    table = document.add_table(0, 2)
    table.style = "Table Grid"
    for prompt in prompts:
        left, right = table.add_row().cells
        left.paragraphs[0].add_run(say("To complete:")).bold = True
        left.paragraphs[0].add_run(f" {prompt}")
        right.text = "\n\n"
        for cell in (left, right):
            _shade(cell, _OPEN)
    _widen(table, (7, 10))


def _fill(cells: Sequence[_Cell], texts: Iterable[str], *, heads: int) -> None:
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        run = cell.paragraphs[0].add_run(legible(text))
        if place < heads:
            run.bold = True
            _shade(cell, _HEAD)


def _shade(cell: _Cell, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library's own way to what it does not name


def _repeat_head(table: Table) -> None:
    """The head again on every page that the table reaches, and never alone at the foot of one."""
    from docx.oxml import OxmlElement

    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above


def _widen(table: Table, widths: Sequence[float]) -> None:
    """Give each column its centimetres, and let no row be torn between two pages."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table.autofit = False
    _pad(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _pad(table: Table) -> None:
    """Room between the lines of a table and its words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr  # noqa: SLF001 - as above
    look = properties.find(qn("w:tblLook"))
    properties.insert(len(properties) if look is None else list(properties).index(look), margins)


def _timeless(data: bytes) -> bytes:
    """The same archive without the moment at which it was packed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            after.writestr(entry, before.read(name))
    return packed.getvalue()
