"""The report in other languages: the same findings, no English left, and what programs read unchanged."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from pypdf import PdfReader

from borderflow import api
from borderflow.cli import main
from borderflow.renderers import find_renderer
from borderflow.renderers.html import write_page
from borderflow.renderers.renderer import DEFAULTS
from tests.language.pseudo import speaking_pseudo, texts_of

SAMPLES = Path(__file__).parents[2] / "samples"
DAY = date(2026, 11, 21)
FEW = ("support-copilot", "finetune-openai-no-contract", "voice-assistant")
ALL = sorted(path.stem for path in SAMPLES.glob("*.yaml"))
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLACE = re.compile(r"\S*[/@]\S*|\S+\.(?:yaml|json|html|pdf)|\b[0-9a-f]{8}\b|[A-Z]{2,}-[A-Z0-9]\w*|\w+…")


def review(name, profile="default"):
    found = api.check(SAMPLES / f"{name}.yaml", as_of=DAY, profile=profile)[0].review
    assert found
    return found


def every_name(found):
    """Names of companies, laws and what the manifest itself says: they are what they are in any language."""
    parties = (text for one in found.parties for text in (one.name, one.entity, one.parent, *one.products))
    chain = (text for one in found.parties for text in one.sub_processors)
    transfers = (text for one in found.transfers for text in (one.importer_name, one.exporter))
    operators = (one.operator_name for one in found.components)
    facts = (one.text for finding in found.findings for one in finding.facts)
    return (*parties, *chain, *transfers, *operators, *_PROPER, found.profile, *_proper_in(facts))


_PROPER = (
    "Borderflow SecNumCloud SEAL SOV DPF PIPEDA CLOUD Act FISA Section RISAA definition widened by",
    "sec Pub div EDPB WP248 ANSSI chapter HDS DORA EU Cloud Sovereignty Framework",
    "Assistance and Access Act",
)


def _proper_in(facts):
    """What the catalogue gives in brackets or quotes is a citation."""
    return (cited for fact in facts for cited in re.findall(r"\([^)]*\)", fact))


def of_cldr():
    locale = Locale.parse("fr")
    months = locale.months["format"]["wide"].values()
    return (*locale.territories.values(), *months, "ans mois jours semaines et ou")


def bare(name, profile):
    """Words of a page that no translation and no name accounts for."""
    with speaking_pseudo():
        found = review(name, profile)
        page = write_page(found, DEFAULTS)
    own = (SAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    known = {
        word.casefold() for text in (own, *every_name(found), *of_cldr()) for word in _WORD.findall(text)
    }
    texts = (_PLACE.sub(" ", text) for text in texts_of(page))
    words = {word for text in texts for word in _WORD.findall(text) if word.isascii()}
    return {word for word in words if word.casefold() not in known}


@pytest.mark.parametrize("name", FEW)
def test_every_word_is_translated_or_a_name(name):
    assert bare(name, "default") == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_every_word_of_every_sample_is_translated_or_a_name(name):
    assert bare(name, "seal-3,secnumcloud,hds,c5,dora") == set()


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("language", ["fr", "de"])
def test_language_changes_words_and_nothing_else(name, language):
    english = review(name)
    with api.speaking(language):
        other = review(name)
    assert [one.fingerprint for one in other.findings] == [one.fingerprint for one in english.findings]
    assert [one.severity for one in other.findings] == [one.severity for one in english.findings]
    assert [one.rule for one in other.questions] == [one.rule for one in english.questions]
    assert other.verdict is english.verdict
    assert [one.title for one in other.findings] != [one.title for one in english.findings]


def test_a_page_says_its_language():
    with api.speaking("de"):
        page = write_page(review("support-copilot"), DEFAULTS)
    assert '<html lang="de">' in page
    assert "Zusammenfassung für die Entscheidung" in page
    assert "21. November 2026" in page


def test_the_result_for_programs_is_in_english_whatever_was_said_before():
    before = find_renderer("json").render(review("support-copilot"), DEFAULTS)
    with api.speaking("fr"):
        review("support-copilot")
    assert find_renderer("json").render(review("support-copilot"), DEFAULTS) == before


@pytest.mark.slow
def test_a_pdf_says_its_language_and_carries_the_english_result(tmp_path):
    def written(language):
        path = tmp_path / f"{language}.pdf"
        sample = str(SAMPLES / "voice-assistant.yaml")
        assert main(["report", sample, "--lang", language, "--as-of", f"{DAY}", "-o", str(path)]) == 0
        return PdfReader(path)

    english, french = written("en"), written("fr")
    assert [one.trailer["/Root"]["/Lang"] for one in (english, french)] == ["en", "fr"]
    assert dict(english.attachments) == dict(french.attachments)
    assert len(english.pages) == len(french.pages)
