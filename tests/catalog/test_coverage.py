"""How much the shipped catalogue holds, and that names of everyday services lead to it."""

import pytest

from tests.catalog.shipped import shipped_policies

LEAST_COMPANIES = 300
LEAST_REGIONS = 650


def test_the_catalogue_is_wide():
    found = shipped_policies()
    assert len(found.providers) >= LEAST_COMPANIES
    assert sum(len(read.shape.regions) for read in found.regions.values()) >= LEAST_REGIONS


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("api.resend.com", "resend"),
        ("list-manage.com", "mailchimp"),
        ("api.telegram.org", "telegram"),
        ("device.tailnet.ts.net", "tailscale"),
        ("static.hotjar.com", "hotjar"),
    ],
)
def test_everyday_services_are_identified(catalog, name, company):
    assert catalog.identify(name) == (company, "service")


@pytest.mark.parametrize(
    ("variable", "product"),
    [("CLERK_SECRET_KEY", "clerk/service"), ("PAGERDUTY_TOKEN", "pagerduty/service")],
)
def test_a_variable_hints_at_its_service(catalog, variable, product):
    assert catalog.hint("env", variable) == product
