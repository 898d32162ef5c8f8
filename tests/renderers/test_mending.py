"""What is printed, written once more."""

from __future__ import annotations

from datetime import UTC, datetime

from borderflow.renderers.pdf import mending
from borderflow.renderers.pdf.printing import print_page

PAGE = "<html lang='en'><head><title>A</title></head><body>One</body></html>"


def test_a_place_for_files_is_of_use_and_no_condition(monkeypatch):
    printed = print_page(PAGE, (), datetime(2026, 11, 21, tzinfo=UTC))
    mended = mending.mend(printed)

    def no_file():
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(mending, "TemporaryFile", no_file)
    assert mending.mend(printed) == mended
