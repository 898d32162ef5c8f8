from datetime import date
from gettext import NullTranslations

import pytest

from borderflow.language import forms
from borderflow.language.catalogues import speaking

DAY = date(2026, 11, 1)


def said(language, form):
    if language == "en":
        return form()
    with speaking(language, NullTranslations()):
        return form()


@pytest.mark.parametrize(
    ("language", "day", "dated", "years", "months", "list_", "share", "country"),
    [
        ("en", "1 November 2026", "2026-11-01", "2 years", "18 months", "a, b and c", "42.5 %", "Germany"),
        ("fr", "1er novembre 2026", "1er novembre 2026", "2 ans", "18 mois", "a, b et c", "42,5 %",
         "Allemagne"),
        ("de", "1. November 2026", "1. November 2026", "2 Jahre", "18 Monate", "a, b und c", "42,5 %",
         "Deutschland"),
    ],
)  # fmt: skip
def test_forms_are_those_of_the_language(language, day, dated, years, months, list_, share, country):
    def plain(form):
        return said(language, form).replace("\xa0", " ").replace("\u202f", " ")

    assert plain(lambda: forms.day(DAY)) == day
    assert plain(lambda: forms.dated(DAY)) == dated
    assert plain(lambda: forms.span_text("P2Y")) == years
    assert plain(lambda: forms.span_text("P18M")) == months
    assert plain(lambda: forms.listed(["a", "b", "c"])) == list_
    assert plain(lambda: forms.percent(42.5)) == share
    assert plain(lambda: forms.country_name("DE", "Germany")) == country


@pytest.mark.parametrize(
    ("language", "month"), [("en", "February 2025"), ("fr", "février 2025"), ("de", "Februar 2025")]
)
def test_a_month_is_written_in_words(language, month):
    assert said(language, lambda: forms.day_text("2025-02")) == month


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_what_is_no_date_or_span_stays_as_it_was_declared(language):
    assert said(language, lambda: forms.day_text("next year")) == "next year"
    assert said(language, lambda: forms.dated_text("2025")) == "2025"
    assert said(language, lambda: forms.day_text("0000-02")) == "0000-02"
    assert said(language, lambda: forms.span_text("until revoked")) == "until revoked"
    assert said(language, lambda: forms.span_text("P" + "9" * 400 + "Y")).startswith("P9")


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_short_lists(language):
    assert said(language, lambda: forms.listed([])) == ""
    assert said(language, lambda: forms.listed(["a"])) == "a"


def test_an_unknown_code_keeps_its_english_name():
    assert said("fr", lambda: forms.country_name("INT", "an international organisation")) == (
        "an international organisation"
    )


def test_a_quotation_is_marked_only_inside_another_language():
    assert said("en", lambda: forms.quoted("hosting")) == "hosting"
    assert said("de", lambda: forms.quoted("hosting")) == "\ue000hosting\ue001"
