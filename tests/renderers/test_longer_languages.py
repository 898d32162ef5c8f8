"""French and German need more room than English: what belongs on one page stays on one."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from borderflow.api import check, speaking
from borderflow.renderers.pdf import pdf
from borderflow.renderers.renderer import DEFAULTS

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize("sample", ["rag-common-us-stack", "finetune-openai-no-contract"])
def test_summary_and_decision_take_one_page(sample, language):
    with speaking(language):
        (result,) = check(SAMPLES / f"{sample}.yaml", as_of=date(2026, 11, 21))
        assert result.review is not None
        printed = pypdf.PdfReader(io.BytesIO(pdf.render(result.review, DEFAULTS)))
    summary, diagram, *_, decision, evidence = _first_pages(printed)
    assert diagram == summary + 1
    assert evidence == decision + 1


def _first_pages(printed):
    """The page on which each section begins, by its bookmark."""
    chapters = [mark for mark in printed.outline if not isinstance(mark, list)]
    return [printed.get_destination_page_number(chapter) for chapter in chapters]
