"""Training runs: the basis, what is in the set, and who then holds a standing copy."""

from __future__ import annotations

import pytest

from tests.analysis.saying import said

OWN = "host: {country: DE}"
PARTIES = """
parties:
  home: {country: DE, parent: none}
  alp: {country: CH, parent: none}
  thames: {country: GB, parent: none}
  alp-of-big: {country: CH, parent: {name: Big Inc., country: US}}
  home-of-big: {country: DE, parent: {name: Big Inc., country: US}}
  home-with-desk: {country: DE, parent: none, support: {countries: [IN]}}
  home-with-near-desk: {country: DE, parent: none, support: {countries: [CH]}}
  home-with-own-desk: {country: DE, parent: none, support: {countries: [IN], same_entity: true}}
  home-with-host: {country: DE, parent: none, sub_processors: [{party: big, country: US}]}
  home-blind-host: {country: DE, parent: none, sub_processors: [{party: big, country: US, access: false}]}
  home-with-chain: {country: DE, parent: none, sub_processors: [{party: mid}]}
  mid: {country: FR, parent: none, sub_processors: [{party: big, country: US}]}
  ganges: {country: IN, parent: none}
"""


def run(component: str, *rules: str, datum: str = "categories: [contact]", more: str = "") -> list[str]:
    """What is said of a run on the tickets, for a purpose with a basis."""
    return said(
        f"""
data: {{tickets: {{{datum}}}}}
purposes: {{tune: {{basis: contract, record: ROPA-2}}}}
components: {{tuning: {{kind: fine-tuning, purpose: tune, {component}}}}}
flows: ["desk -> tuning: tickets"]
{PARTIES}{more}
""",
        *rules,
    )


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("basis: contract", []),
        ("basis: none", ["TRN-01 violation high"]),
        ("label: Tuning", ["TRN-01 gap high"]),
    ],
)
def test_training_needs_a_basis(purpose: str, expected: list[str]) -> None:
    fragment = f"""
purposes: {{tune: {{{purpose}}}, other: {{basis: contract}}}}
components: {{tuning: {{kind: fine-tuning, purpose: [other, tune], {OWN}}}}}
flows: ["desk -> tuning: tickets"]
"""
    assert said(fragment, "TRN-01") == expected
    on_the_way = fragment.replace("purpose: [other, tune], ", "").replace(
        '"desk -> tuning: tickets"', "{from: desk, to: tuning, carries: [tickets], purpose: tune}"
    )
    assert said(on_the_way, "TRN-01") == expected


def test_a_run_without_a_purpose_has_no_basis() -> None:
    fragment = f"components: {{tuning: {{kind: training, {OWN}}}}}\nflows: ['desk -> tuning: tickets']"
    assert said(fragment, "TRN-01") == ["TRN-01 gap high"]


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (OWN, []),
        ("host: ovhcloud@GRA", []),
        ("host: aws@eu-central-1", ["TRN-05 risk high aws"]),
        ("host: aws@eu-central-1, reach: {standing: none, evidence: 'https://example.com/cage'}", []),
        ("host: aws@eu-central-1, reach: none", ["TRN-05 risk high aws"]),
        ("operator: openai/api", ["TRN-05 risk high openai"]),
        ("operator: home, host: {country: DE}", []),
        ("operator: alp, host: {country: CH}", ["TRN-05 info alp"]),
        ("operator: thames, host: {country: GB}", ["TRN-05 info thames"]),
        ("operator: alp-of-big, host: {country: CH}", ["TRN-05 risk high alp-of-big"]),
        ("operator: home-of-big, host: {country: DE}", ["TRN-05 risk high home-of-big"]),
        ("operator: home-with-desk, host: {country: DE}", ["TRN-05 risk high home-with-desk"]),
        ("operator: home-with-near-desk, host: {country: DE}", []),
        ("operator: home-with-own-desk, host: {country: DE}", []),
        ("operator: home-with-host, host: {country: DE}", ["TRN-05 risk high big"]),
        ("operator: home-blind-host, host: {country: DE}", []),
        ("operator: home-with-chain, host: {country: DE}", ["TRN-05 risk high big"]),
    ],
)
def test_who_holds_a_standing_copy(component: str, expected: list[str]) -> None:
    assert run(component, "TRN-05") == expected


@pytest.mark.parametrize(
    ("record", "severity"),
    [
        ("contracts: {openai: {assessment: {on: 2026-05-01, covers: [training]}}}", "medium"),
        ("contracts: {openai: {assessment: {on: 2026-05-01, covers: [tuning]}}}", "medium"),
        ("contracts: {openai: {assessment: {on: 2026-05-01, covers: [access]}}}", "high"),
        ("contracts: {openai: {assessment: {on: 2026-05-01}}}", "high"),
        ("contracts: {openai: {assessment: {text: done, covers: [training]}}}", "high"),
        (
            "contracts: {openai: {assessment: {on: 2026-05-01, expires: 2026-06-01, covers: [training]}}}",
            "high",
        ),
        ("contracts: {openai: {tia: {on: 2026-05-01, covers: [training]}}}", "medium"),
        ("contracts: {openai: {tia: {on: 2024-05-01, covers: [training]}}}", "high"),
        ("contracts: {azure: {assessment: {on: 2026-05-01, covers: [training]}}}", "high"),
        ("system: {dpia: {on: 2026-05-01, covers: [training]}}", "medium"),
        ("system: {dpia: {on: 2026-05-01}}", "high"),
    ],
)
def test_an_assessment_that_names_the_training_lowers_it(record: str, severity: str) -> None:
    assert run("operator: openai/api", "TRN-05", more=record) == [f"TRN-05 risk {severity} openai"]


@pytest.mark.parametrize(
    ("pseudonymised", "expected"),
    [
        ("{key: self, analysis: 2026-01-01}", "info"),
        ("{key: self}", "risk high"),
        ("{key: openai, country: DE, analysis: 2026-01-01}", "risk high"),
    ],
)
def test_pseudonyms_with_the_key_out_of_reach_are_a_note(pseudonymised: str, expected: str) -> None:
    datum = f"categories: [contact], pseudonymised: {pseudonymised}"
    assert run("operator: openai/api", "TRN-05", datum=datum) == [f"TRN-05 {expected} openai"]


@pytest.mark.parametrize(
    ("keeper", "expected"),
    [
        ("kind: model-registry, host: {country: DE}", []),
        ("kind: model-registry, host: aws@eu-central-1", ["TRN-05 risk high aws"]),
        ("kind: file-store, host: aws@eu-central-1", ["TRN-05 risk high aws"]),
        (
            "kind: model-registry, host: aws@eu-central-1, encryption: {at_rest: true, keys: self}",
            ["TRN-05 risk high aws"],
        ),
        ("kind: model-registry, host: aws@eu-central-1, encryption: {client_side: true, keys: self}", []),
        (
            "kind: model-registry, host: aws@eu-central-1, encryption: {client_side: true, keys: provider}",
            ["TRN-05 risk high aws"],
        ),
        ("kind: model-registry, operator: home-with-host, host: {country: DE}", ["TRN-05 risk high big"]),
    ],
)
def test_weights_are_kept_somewhere(keeper: str, expected: list[str]) -> None:
    fragment = f"""
purposes: {{tune: {{basis: contract}}}}
components:
  tuning: {{kind: fine-tuning, purpose: tune, {OWN}}}
  keeper: {{{keeper}}}
flows: ["desk -> tuning: tickets", "tuning -> keeper"]
{PARTIES}
"""
    assert said(fragment, "TRN-05") == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("desk -> label: tickets", ["TRN-05 risk high ganges"]),
        ("desk -> label: handbook", []),
    ],
)
def test_people_who_label_the_set_read_it(labels: str, expected: list[str]) -> None:
    fragment = f"""
data: {{handbook: {{categories: [contact]}}}}
purposes: {{tune: {{basis: contract}}}}
components:
  tuning: {{kind: fine-tuning, purpose: tune, {OWN}}}
  label: {{kind: annotation, operator: ganges, host: {{country: DE}}}}
flows: ["{labels}", "desk -> tuning: tickets"]
{PARTIES}
"""
    assert said(fragment, "TRN-05") == expected


@pytest.mark.parametrize(
    ("datum", "expected"),
    [
        ("categories: [health]", ["TRN-03 gap high"]),
        ("categories: [health], condition: explicit consent", []),
        ("categories: [health], condition: {text: consent, expires: 2026-01-01}", ["TRN-03 gap high"]),
        ("categories: [health], condition: none", ["TRN-03 violation critical"]),
        ("categories: [criminal]", ["TRN-03 gap high"]),
        ("categories: [correspondence]", ["TRN-04 risk medium"]),
        ("categories: [correspondence, health], condition: consent", ["TRN-04 risk high"]),
        ("categories: [correspondence], screening: 2026-01-01", []),
        ("categories: [correspondence], screening: none", ["TRN-04 risk medium"]),
        ("categories: [correspondence], free_text: false", []),
        ("categories: [contact], free_text: true", ["TRN-04 risk medium"]),
        ("categories: [contact]", []),
    ],
)
def test_what_is_in_the_set(datum: str, expected: list[str]) -> None:
    assert run(OWN, "TRN-03", "TRN-04", datum=datum) == expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ("erasure: retrain every month", []),
        ("erasure: none", ["TRN-08 gap medium"]),
        ("erasure: retrain, artifact: {personal: false}", ["TRN-07 gap medium"]),
        ("erasure: retrain, artifact: {personal: false, assessment: 2026-01-01}", []),
        ("erasure: retrain, artifact: {personal: true}", []),
        ("personal: false", ["TRN-08 gap medium"]),
        ("personal: false, anonymised: {on: 2026-01-01, evidence: 'https://example.com/tests'}", []),
    ],
)
def test_what_becomes_of_the_weights(component: str, expected: list[str]) -> None:
    assert run(f"{component}, {OWN}", "TRN-07", "TRN-08") == expected


@pytest.mark.parametrize(
    ("contracts", "severity"),
    [("", "high"), ("reef: {assessment: {on: 2026-05-01, covers: [training]}}", "medium")],
)
def test_an_assessment_at_one_place_says_nothing_of_another(contracts: str, severity: str) -> None:
    """The weights lie with a second company, which is within reach too."""
    fragment = f"""
components:
  tuning: {{kind: fine-tuning, operator: isle, host: {{country: DE}}}}
  weights: {{kind: model-registry, operator: reef, host: {{country: DE}}}}
flows: ["desk -> tuning: tickets", "tuning -> weights"]
parties: {{isle: {{country: US, parent: none}}, reef: {{country: US, parent: none}}}}
contracts: {{isle: {{assessment: {{on: 2026-05-01, covers: [training]}}}}, {contracts}}}
"""
    assert f"TRN-05 risk {severity} isle" in said(fragment, "TRN-05")
