"""What a box in a drawing becomes."""

from __future__ import annotations

import pytest

from borderflow.foreign.boxes import Belongs, Box, draw_box, names_people
from borderflow.foreign.draft import Draft
from borderflow.foreign.hints import Hints
from borderflow.model.reading import Known
from tests.readers.sketch import CATALOG


def drawn(name: str, belongs: Belongs, *words: str, urls: tuple[str, ...] = ()) -> tuple[str, str, str]:
    """Kind and operator, and where it runs."""
    draft = Draft(Hints(CATALOG), {})
    one = draft.components[draw_box(draft, Box(name, ("file", 0), belongs, words=words, urls=urls))]
    host = one.host
    return one.kind, one.operator, f"{host.provider}@{host.region or ''}" if host else ""


@pytest.mark.parametrize(
    ("name", "belongs", "words", "expected"),
    [
        ("Customer", Belongs.PEOPLE, (), ("person", "self", "")),
        ("Stripe user", Belongs.PEOPLE, (), ("person", "self", "")),
        ("Customer Database", Belongs.OWN, ("Oracle 12c",), ("datastore", "self", "")),
        ("Contracts", Belongs.OWN, ("file-server", "aws:s3"), ("file-store", "self", "aws@")),
        ("Login", Belongs.OWN, ("Auth0",), ("identity", "okta/identity", "")),
        ("Auth0", Belongs.OUTSIDE, (), ("identity", "okta/identity", "")),
        ("Mail system", Belongs.OUTSIDE, (), ("email", "unknown", "")),
        ("Billing", Belongs.OUTSIDE, ("MongoDB",), ("payment", "unknown", "")),
        ("Mainframe", Belongs.OPEN, (), ("saas", "unknown", "")),
    ],
)
def test_boxes(name, belongs, words, expected):
    assert drawn(name, belongs, *words) == expected


def test_an_address_decides_before_a_name():
    urls = ("https://api.openai.com/v1",)
    assert drawn("Stripe", Belongs.OUTSIDE, urls=urls) == ("llm", "openai/api", "")


def test_no_finding_rests_on_a_box_that_nobody_owns():
    draft = Draft(Hints(CATALOG), {})
    id_ = draw_box(draft, Box("Mainframe", ("file", 0), Belongs.OPEN))
    reading = draft.finish((), assume_personal_data=False).reading
    assert reading is not None
    assert reading.bases[id_, "operator"].how is Known.UNKNOWN
    assert reading.questions[0].asks == "Is `Mainframe` run by oneself or by somebody else, and where?"


@pytest.mark.parametrize(
    "name",
    [
        "Customer",
        "Bank Staff",
        "End User (Browser)",
        "Human User / Service",
        "Customer's computer",
        "Web browser",
    ],
)
def test_people(name):
    assert names_people(name)


@pytest.mark.parametrize(
    "name", ["Customer Database", "User Service", "Admin Portal", "", "Payment Provider"]
)
def test_things(name):
    assert not names_people(name)


@pytest.mark.parametrize(("drawn_too", "asked"), [((), True), (("Stripe",), False)])
def test_own_code_that_bears_the_name_of_a_company_asks(drawn_too, asked):
    draft = Draft(Hints(CATALOG), {})
    draw_box(draft, Box("Stripe webhook handler", ("file", 0), Belongs.OWN))
    for name in drawn_too:
        draw_box(draft, Box(name, ("file", 1), Belongs.OUTSIDE))
    reading = draft.finish((), assume_personal_data=False).reading
    assert reading is not None
    assert [one.asks for one in reading.questions] == ["Is Stripe used, and with which data?"] * asked
