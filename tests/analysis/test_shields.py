"""Encryption and pseudonyms that close content exposure: it is all about who keeps the keys."""

from __future__ import annotations

import pytest

from tests.analysis.saying import said

PARTIES = """
parties:
  vault: {country: DE, parent: none}
  alp-vault: {country: CH, parent: none}
  far-vault: {country: IN, parent: none}
  nowhere-vault: {parent: none}
  sister: {country: DE, parent: {name: 'Amazon.com, Inc.', country: US}}
  mother: {entity: 'Amazon.com, Inc.', country: US, parent: none}
"""
OPEN = ["ACC-01 risk medium aws"]
WITH_KEYS = ["ACC-01 risk medium aws", "ACC-04 risk medium aws"]
CLOSED = ["ACC-01 info aws"]


def stored(encryption: str, host: str = "aws@eu-central-1") -> list[str]:
    return said(
        f"""
components: {{db: {{kind: datastore, host: {host}, encryption: {{{encryption}}}}}}}
flows: ["desk -> db: tickets"]
{PARTIES}
""",
        "ACC",
        "TRF-11",
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("self", CLOSED),
        ("{holder: self, service: hsm}", CLOSED),
        ("{holder: self, service: external-kms, country: DE}", CLOSED),
        ("{holder: self, country: CH}", CLOSED),
        ("{holder: self, country: US}", OPEN),
        ("{holder: self, service: customer-managed-kms}", WITH_KEYS),
        ("{holder: self, service: byok}", WITH_KEYS),
        ("provider", WITH_KEYS),
        ("aws", WITH_KEYS),
        ("aws/kms", WITH_KEYS),
        ("{holder: amazon, country: DE}", WITH_KEYS),
        ("{service: hsm}", OPEN),
        ("vault", CLOSED),
        ("alp-vault", CLOSED),
        ("{holder: vault, country: US}", OPEN),
        ("far-vault", OPEN),
        ("{holder: far-vault, country: DE}", CLOSED),
        ("nowhere-vault", OPEN),
        ("{holder: nowhere-vault, country: DE}", CLOSED),
        ("{holder: somebody-else, country: DE}", OPEN),
        ("sister", WITH_KEYS),
        ("{holder: mother, country: DE}", WITH_KEYS),
        ("{holder: azure, country: DE}", ["ACC-01 info aws", "ACC-04 risk medium azure"]),
    ],
)
def test_keys_count_when_neither_the_provider_nor_its_group_reaches_them(
    keys: str, expected: list[str]
) -> None:
    found = stored(f"client_side: true, keys: {keys}")
    without_the_custodian = [line for line in found if not line.endswith("far-vault")]
    assert without_the_custodian == expected


@pytest.mark.parametrize(
    ("encryption", "expected"),
    [
        ("at_rest: true", OPEN),
        ("at_rest: true, keys: provider", WITH_KEYS),
        ("at_rest: true, keys: self", OPEN),
        ("client_side: unknown, keys: self", OPEN),
        ("client_side: true, keys: self, conditions: {b: true, c: true, d: true, e: true}", CLOSED),
        ("client_side: true, keys: self, conditions: {c: false}", OPEN),
        ("client_side: true, keys: self, conditions: {c: unknown}", CLOSED),
    ],
)
def test_only_what_is_encrypted_beforehand_is_closed(encryption: str, expected: list[str]) -> None:
    assert stored(encryption) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [("hetzner", []), ("aws", ["ACC-04 risk medium aws"]), ("amazon", ["ACC-04 risk medium aws"])],
)
def test_who_keeps_the_keys_of_a_european_store(keys: str, expected: list[str]) -> None:
    found = stored(f"at_rest: true, keys: {keys}", "ovhcloud@GRA")
    assert [line for line in found if not line.startswith("ACC-08")] == expected  # a branch of the host


def sent(*encryptions: str) -> list[str]:
    flows = "\n".join(
        f"  - {{from: desk, to: db, carries: [tickets], encryption: {{{one}}}}}" for one in encryptions
    )
    return said(f"components: {{db: {{kind: datastore, host: aws@eu-central-1}}}}\nflows:\n{flows}", "ACC")


@pytest.mark.parametrize(
    ("encryptions", "expected"),
    [
        (["client_side: true, keys: self"], CLOSED),
        (["client_side: true, keys: self", "client_side: true, keys: self"], CLOSED),
        (["client_side: true, keys: self", "client_side: true, keys: provider"], OPEN),
        (["client_side: true, keys: self", "transport: true"], OPEN),
        (["transport: true"], OPEN),
    ],
)
def test_one_flow_in_the_clear_opens_it(encryptions: list[str], expected: list[str]) -> None:
    assert sent(*encryptions) == expected


def test_ciphertext_may_lie_anywhere() -> None:
    def anywhere(encryption: str) -> list[str]:
        fragment = f"""
components: {{db: {{kind: saas, operator: post, deployment: global, encryption: {{{encryption}}}}}}}
flows: ["desk -> db: tickets"]
parties: {{post: {{country: DE, parent: none}}}}
"""
        return said(fragment, "TRF")

    assert anywhere("at_rest: true") == ["TRF-11 risk medium post"]
    assert anywhere("client_side: true, keys: self") == []


HEALTH = "categories: [health], subjects: [patients]"


@pytest.mark.parametrize(
    ("pseudonymised", "severity"),
    [
        ("{key: self, analysis: 2026-01-01}", ""),
        ("{key: self, country: CH, analysis: 2026-01-01}", ""),
        ("{key: self, country: US, analysis: 2026-01-01}", "critical"),
        ("{key: self}", "critical"),
        ("{key: self, analysis: none}", "critical"),
        ("{key: self, analysis: {on: 2026-01-01, expires: 2026-02-01}}", "critical"),
        ("{key: vault, analysis: 2026-01-01}", ""),
        ("{key: far-vault, analysis: 2026-01-01}", "critical"),
        ("{key: nowhere-vault, analysis: 2026-01-01}", "critical"),
        ("{key: ganges, country: DE, analysis: 2026-01-01}", "critical"),
        ("{key: ganges-twin, country: DE, analysis: 2026-01-01}", "critical"),
        ("true", "critical"),
    ],
)
def test_a_pseudonym_helps_while_its_key_is_out_of_reach(pseudonymised: str, severity: str) -> None:
    fragment = f"""
data: {{tickets: {{{HEALTH}, pseudonymised: {pseudonymised}}}}}
components: {{mail: {{kind: saas, operator: ganges, host: {{country: IN}}}}}}
flows: ["desk -> mail: tickets"]
{PARTIES}
  ganges: {{country: IN, parent: {{name: Delta Holding, country: IN}}}}
  ganges-twin: {{country: DE, parent: {{name: Delta Holding, country: IN}}}}
contracts: {{ganges: {{tool: none}}}}
"""
    expected = [f"TRF-01 violation {severity} ganges"] if severity else []
    assert said(fragment, "TRF-01") == expected
