import pytest

from borderflow.api import open_catalog
from borderflow.foreign import Draft
from borderflow.foreign.hints import Hints
from borderflow.foreign.mentions import _STRONG, _SUBJECTS, _WEAK, datum, id_of


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("Patient records", (), "personal health patients"),
        ("PII", (), "personal"),
        ("PIFI", (), "personal financial"),
        ("PHI", (), "personal health"),
        ("Contacts", ("e-mail address",), "personal contact"),
        ("customerEmail", (), "personal contact customers"),
        ("payroll", (), "personal financial employment employees"),
        ("Gehaltsabrechnung", (), "personal financial employment employees"),
        ("Session cookie", (), "personal identifiers"),
        ("First_Name", (), "personal contact"),
        ("ERP logs", ("Logs of the ERP system",), "open usage"),
        ("Public", (), "open"),
        ("partner-data", (), "open"),
        ("Some business data", (), "open"),
        ("Client Application Code", ("Delivered to the browsers of customers",), "open"),
        ("Source code", (), "nothing"),
        ("Build Job Config", (), "nothing"),
        ("Public prices", (), "nothing"),
        ("Report", ("Contains no personal data.",), "nothing"),
        ("Statistics (non-personal)", (), "nothing"),
        ("Product data", ("No PII",), "nothing"),
        ("Report", ("no personal data, except e-mail addresses",), "personal contact"),
        ("Report", ("No personal data is logged",), "open"),
        ("Customer statistics", ("Holds no personal data",), "personal customers"),
        ("Product data and customer addresses", (), "personal contact customers"),
        ("Records", ("no health data",), "open"),
        ("Records", ("no longer needed patient files",), "personal health patients"),
        ("Service health", ("health checks and user interface state",), "open"),
        ("Database credentials", (), "open"),
        ("", (), "open"),
    ],
)
def test_words_tell(name, words, expected):
    found = datum("x", name, (), words)
    known = {True: "personal", False: "nothing", None: "open"}[found.personal]
    assert " ".join((known, *found.categories, *found.subjects)) == expected


def test_every_word_is_of_the_vocabulary():
    vocabulary = open_catalog().vocabulary
    assert {*_STRONG, *_WEAK} <= set(vocabulary.words("categories"))
    assert set(_SUBJECTS) <= set(vocabulary.words("subjects"))


@pytest.mark.parametrize(("name", "id_"), [("Customer Contracts", "customer-contracts"), ("§", "data")])
def test_ids(name, id_):
    assert id_of(name) == id_


def test_what_several_files_say_of_data_is_joined():
    draft = Draft(Hints(open_catalog()), {})
    draft.datum(datum("x", "Records", ()))
    draft.datum(datum("x", "Records", (), ["of patients"]))
    shop = draft.component("shop", ("a", 0), "application")
    draft.hold(shop, ["x"])
    draft.hold(shop, ["x", "y"])
    assert draft.data["x"].personal
    assert draft.data["x"].subjects == ("patients",)
    assert draft.components[shop].holds == ("x", "y")


def test_open_data_are_asked_for_together():
    draft = Draft(Hints(open_catalog()), {})
    for name in "abcdefgh":
        draft.datum(datum(name, "", ()))
    reading = draft.finish((), assume_personal_data=True).reading
    assert reading is not None
    (question,) = reading.questions
    assert question.asks.endswith("`f` and 2 more, and about whom?")
    others = ", ".join(f"{id_}: *same" for id_ in "bcdefgh")
    assert question.answer == f"data: {{a: &same {{personal: false}}, {others}}}"
