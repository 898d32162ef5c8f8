"""Lines that are laid out once make the same pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from weasyprint.layout import inline
from weasyprint.text.line_break import Layout

from borderflow.renderers.pdf import lines
from borderflow.renderers.pdf.printing import print_page

WHEN = datetime(2026, 11, 21, tzinfo=UTC)
WORDS = "The same few words about data that leave the company, in each of many narrow cells. "
PAGE = f"""<html lang="en"><head><title>Cells</title><style>
@page {{ size: A5; @bottom-right {{ content: counter(page) " / " counter(pages) }} }}
table {{ table-layout: fixed; width: 100% }}
.wide {{ letter-spacing: 2px }} .set {{ text-align: justify; hyphens: auto }} .big {{ font-size: 2em }}
</style></head><body><main><h1>Cells</h1>
<p class="set">{WORDS * 4}</p><p class="set">{WORDS * 4}</p><p>{WORDS * 4}</p>
<pre>a\tb\n\nc</pre><p>one\u2028two<br/>three\u2029four</p>
<table>{"<tr><td>desk</td><td class='big'>desk</td><td class='wide'>desk</td><td><u>desk</u></td>" * 40}
</table><p lang="de" class="set">{"Auftragsverarbeitungsvertrag und Angemessenheitsbeschluss " * 9}</p>
</main></body></html>"""


def test_a_page_is_the_same_with_lines_kept_and_without(monkeypatch):
    kept = print_page(PAGE, (), WHEN)
    monkeypatch.setattr(lines, "KNOWN", "none")
    assert print_page(PAGE, (), WHEN) == kept


def test_the_printer_is_left_as_it_was():
    before = inline.split_first_line, Layout.deactivate, Layout.reactivate
    with pytest.raises(ValueError, match="in between"), lines.lines_kept():
        raise ValueError("in between")
    assert (inline.split_first_line, Layout.deactivate, Layout.reactivate) == before
