"""References to the law read as lawyers of the language write them."""

from __future__ import annotations

import pytest

from borderflow.api import speaking
from borderflow.renderers.report.citations import basis_text

BASIS = (
    "GDPR Art. 5(1)(f)",
    "GDPR Art. 28(3)(a)-(h)",
    "GDPR Art. 32",
    "EDPB Guidelines 05/2021, Example 12",
    "Data Act (Regulation (EU) 2023/2854) Art. 23 to 31",
    "DORA (Regulation (EU) 2022/2554) Art. 28(3), 30",
    "a handbook of the house",
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            (
                "GDPR Art. 5(1)(f), 28(3)(a)-(h), 32; EDPB Guidelines 05/2021, Example 12; "
                "Data Act (Regulation (EU) 2023/2854) Art. 23 to 31; "
                "DORA (Regulation (EU) 2022/2554) Art. 28(3), 30; a handbook of the house"
            ),
        ),
        (
            "fr",
            (
                "RGPD, art.\u00a05, par.\u00a01, point\u00a0f), "
                "art.\u00a028, par.\u00a03, points\u00a0a) à\u00a0h), art.\u00a032\u00a0; "
                "CEPD, lignes directrices 05/2021, exemple 12\u00a0; "
                "Data Act (règlement (UE) 2023/2854), art.\u00a023 à 31\u00a0; "
                "DORA (règlement (UE) 2022/2554), art.\u00a028, par.\u00a03, "
                "art.\u00a030\u00a0; a handbook of the house"
            ),
        ),
        (
            "de",
            (
                "Art.\u00a05 Abs.\u00a01 Buchst.\u00a0f, Art.\u00a028 Abs.\u00a03 Buchst.\u00a0a bis\u00a0h, "
                "Art.\u00a032 DSGVO; "
                "EDSA-Leitlinien 05/2021, Beispiel 12; "
                "Art.\u00a023 bis 31 Datenverordnung (Verordnung (EU) 2023/2854); "
                "Art.\u00a028 Abs.\u00a03, Art.\u00a030 DORA (Verordnung (EU) 2022/2554); "
                "a handbook of the house"
            ),
        ),
    ],
)
def test_citations_read_as_lawyers_write_them(language: str, text: str) -> None:
    with speaking(language):
        assert basis_text(BASIS) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "GDPR Art. 4(2), 28, 44"),
        ("fr", "RGPD, art.\u00a04, point\u00a02), art.\u00a028, art.\u00a044"),
        ("de", "Art.\u00a04 Nr.\u00a02, Art.\u00a028, Art.\u00a044 DSGVO"),
    ],
)
def test_definitions_have_numbers_and_no_paragraphs(language: str, text: str) -> None:
    with speaking(language):
        assert basis_text(("GDPR Art. 4(2)", "GDPR Art. 28", "GDPR Art. 44")) == text


def test_articles_without_parts_share_their_abbreviation() -> None:
    with speaking("de"):
        assert basis_text(("GDPR Art. 17", "GDPR Art. 21")) == "Art.\u00a017, 21 DSGVO"
