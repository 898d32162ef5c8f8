import pytest

from borderflow.api import open_catalog
from borderflow.foreign.hints import Hints, plain_organisation

HINTS = Hints(open_catalog())


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Stripe, Inc.", "stripe"),
        ("Amazon Web Services EMEA SARL", "aws"),
        ("Okta / Auth0", "okta/identity"),
        ("Somebody / GitHub, Inc.", "github"),
        ("OpenAI", "openai"),
        ("Acme GmbH", None),
        ("Box Hill Council", None),
        ("Inc.", None),
        ("/", None),
        ("", None),
    ],
)
def test_organisations(name, company):
    assert HINTS.organisation(name) == company


@pytest.mark.parametrize(
    ("written", "code"),
    [("DE", "DE"), ("uk", "GB"), ("Germany", "DE"), (" USA", "US"), ("Atlantis", None), ("", None)],
)
def test_countries(written, code):
    assert HINTS.country(written) == code


def test_two_spellings_of_an_organisation_are_one():
    assert plain_organisation("Acme Versand GmbH") == plain_organisation("ACME Versand")


def test_a_name_that_is_a_word_proves_little():
    assert HINTS.is_word("Front")
    assert not HINTS.is_word("Stripe")
