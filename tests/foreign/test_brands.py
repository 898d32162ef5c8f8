"""Names in drawn models: which are of companies, and which only sound so."""

from __future__ import annotations

import pytest

from borderflow.foreign.brands import find_brand
from borderflow.foreign.hints import Hints
from tests.readers.sketch import CATALOG

HINTS = Hints(CATALOG)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Amazon S3", "aws/cloud"),
        ("aws:s3", "aws"),
        ("Amazon Web Services - Route 53", "aws"),
        ("AWS Lambda handler", "aws"),
        ("Google Cloud Platform", "google-cloud/cloud"),
        ("Google Analytics", "google-analytics"),
        ("Azure SQL Database", "azure"),
        ("Auth0", "okta/identity"),
        ("Stripe payments", "stripe"),
        ("Payment provider (Stripe)", "stripe"),
        ("Stripe API", "stripe"),
        ("Company GitHub", "github"),
        ("MongoDB Atlas", "mongodb/atlas"),
        ("Salesforce.com", "salesforce/crm"),
        ("Microsoft Teams", "microsoft-365/office"),
    ],
)
def test_names_of_companies(text, product):
    found = find_brand(text, HINTS)
    assert found is not None
    assert found.product == product


@pytest.mark.parametrize(
    "text",
    [
        *("Oracle 12c", "MySQL", "Redis", "Elasticsearch", "Docker", "MongoDB", "Apache Kafka", "Node.js"),
        *(
            "Box",
            "Render",
            "Segment",
            "Monday",
            "Front",
            "Front-End",
            "Make payment",
            "Remote Server",
            "Text",
        ),
        *(
            "Lambda function",
            "Google sign-in button",
            "Google Chrome",
            "Microsoft Exchange",
            "Amazon customer",
        ),
        *(
            "Stripe webhook handler",
            "Slack bot",
            "AWS SDK",
            "S3-compatible storage",
            "Azurite",
            "LocalStack S3",
        ),
        *("", "(((", "-" * 5000),
    ],
)
def test_names_that_only_sound_so(text):
    assert find_brand(text, HINTS) is None


def test_software_that_people_run_counts_outside():
    assert find_brand("Sentry", HINTS) is None
    assert find_brand("Sentry", HINTS, outside=True) is not None
    assert find_brand("Sentry container", HINTS, outside=True) is None
