"""Which of two statements holds where manifest and catalogue disagree.

The catalogue knows that AWS signs in Luxembourg and is owned from the United States.
"""

from __future__ import annotations

import pytest

from tests.analysis.saying import said


def at_aws(party: str) -> list[str]:
    fragment = f"""
components: {{db: {{kind: datastore, host: aws@eu-central-1}}}}
flows: ["desk -> db: tickets"]
parties: {{aws: {{{party}}}}}
"""
    return said(fragment, "ACC", "MAN-06", "TRF-01", "TRF-08")


OWNED = "ACC-01 risk medium aws"


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("entity: Amazon Web Services EMEA SARL", [OWNED]),
        ("parent: {name: 'Amazon.com, Inc.', country: US}", [OWNED]),
        ("parent: {name: Amazon, country: US}", [OWNED]),
        ("parent: none", [OWNED, "MAN-06 unknown medium"]),
        ("parent: none, as_of: 2026-11-01", ["MAN-06 unknown low"]),
        ("parent: none, as_of: 2020-01-01", [OWNED, "MAN-06 unknown low"]),
        ("parent: {name: A, country: US, share: 49}", [OWNED, "MAN-06 unknown medium"]),
        ("parent: {name: A, country: US, share: 49}, as_of: 2026-11-01", ["MAN-06 unknown low"]),
        ("parent: {name: A, country: US, share: 50}, as_of: 2026-11-01", [OWNED]),
        ("parent: {name: Dragon, country: CN}", [OWNED, "MAN-06 unknown medium"]),
        ("parent: {name: Dragon, country: CN}, as_of: 2026-11-01", [OWNED, "MAN-06 unknown low"]),
        ("parent: {name: Alp AG, country: CH}, as_of: 2026-11-01", ["MAN-06 unknown low"]),
        ("parent: {name: Alp AG, country: CH}", [OWNED, "MAN-06 unknown medium"]),
    ],
)
def test_the_parent(party: str, expected: list[str]) -> None:
    assert at_aws(party) == expected


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("control: [LU, US]", [OWNED]),
        ("control: []", [OWNED, "MAN-06 unknown medium"]),
        ("control: [LU]", [OWNED, "MAN-06 unknown medium"]),
        ("control: [LU], as_of: 2026-11-01", ["MAN-06 unknown low"]),
        ("control: [LU], as_of: 2020-01-01", [OWNED, "MAN-06 unknown low"]),
    ],
)
def test_who_controls_it(party: str, expected: list[str]) -> None:
    assert at_aws(party) == expected


SEATED = ["ACC-02 risk low aws", "TRF-08 unknown low aws"]


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("country: LU", [OWNED]),
        ("country: US", SEATED),
        ("country: US, as_of: 2020-01-01", [OWNED]),
        ("country: DE", [OWNED, "MAN-06 unknown low"]),
        ("country: DE, as_of: 2026-11-01", [OWNED, "MAN-06 unknown low"]),
    ],
)
def test_the_seat(party: str, expected: list[str]) -> None:
    assert at_aws(party) == expected


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("role: processor", ["ACC-03 risk medium aws"]),
        ("sub_processors: none", ["ACC-03 risk medium aws", "MAN-06 unknown medium"]),
        ("sub_processors: none, as_of: 2026-11-01", ["MAN-06 unknown low"]),
        ("sub_processors: none, as_of: 2010-01-01", ["ACC-03 risk medium aws", "MAN-06 unknown low"]),
        ("sub_processors: [{party: hetzner}]", []),
        ("sub_processors: unknown", []),
    ],
)
def test_the_chain(party: str, expected: list[str]) -> None:
    fragment = f"""
components: {{words: {{kind: translation, operator: deepl/api}}}}
flows: ["desk -> words: tickets"]
parties: {{deepl: {{{party}}}}}
"""
    assert said(fragment, "ACC", "MAN-06") == expected


def test_without_a_catalogue_the_manifest_is_all_there_is() -> None:
    fragment = """
components: {db: {kind: datastore, host: post@x}}
flows: ["desk -> db: tickets"]
parties: {post: {country: DE, parent: none}}
"""
    assert said(fragment, "ACC", "MAN-06") == []
