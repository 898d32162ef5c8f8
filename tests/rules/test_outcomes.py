"""Every rule yields what the legal catalogue lists for it, and nothing else.

The table is copied by hand from the catalogue, so that a change of the law's reading is made in two places.
"""

from __future__ import annotations

import pytest

from borderflow.catalog import open_catalog
from borderflow.resources import policies_dir
from borderflow.rules import load_rules

LISTED = {
    "TRF-01": "violation high-critical, gap high, unknown medium",
    "TRF-02": "gap medium, gap high, info",
    "TRF-03": "risk high-critical, risk critical",
    "TRF-04": "violation high, gap medium, unknown low-medium, info",
    "TRF-05": "info, gap medium, violation high",
    "TRF-06": "violation high, violation medium, gap medium",
    "TRF-07": "info",
    "TRF-08": "violation high, gap high, gap medium, gap low, unknown medium, unknown low, info",
    "TRF-09": "unknown low-medium",
    "TRF-10": "violation high",
    "TRF-12": "violation high-critical, gap high",
    "TRF-11": "risk medium, risk low-medium, unknown low-medium",
    "TRF-13": "gap medium, gap low",
    "ACC-01": "risk medium, risk low, info",
    "ACC-02": "risk medium, risk low, info",
    "ACC-03": "risk medium, risk low, info",
    "ACC-04": "risk medium, risk low",
    "ACC-05": "gap medium, gap low",
    "ACC-06": "gap medium, gap low",
    "ACC-07": "info, risk low, gap low",
    "ACC-08": "info",
    "ACC-09": "risk high",
    "PRC-01": "violation high, gap high, gap medium",
    "PRC-02": "violation medium, unknown low",
    "PRC-03": "violation high, gap medium",
    "PRC-04": "violation medium-high, gap medium",
    "PRC-05": "gap medium, gap low",
    "PRC-06": "gap medium, gap low",
    "PRC-07": "gap medium, gap low",
    "PRC-08": "violation high",
    "PRC-09": "gap medium, gap low",
    "PRC-10": "violation medium, gap medium",
    "PRC-11": "info, gap medium, violation high",
    "TRN-01": "violation high, gap high",
    "TRN-02": "risk high",
    "TRN-03": "violation critical, gap high",
    "TRN-04": "risk medium-high",
    "TRN-05": "risk high, risk medium, info",
    "TRN-06": "violation high, unknown medium",
    "TRN-07": "gap medium",
    "TRN-08": "gap medium-high",
    "TRN-09": "gap low, info",
    "TRN-10": "gap medium",
    "TRN-11": "gap medium, violation high",
    "TRN-12": "unknown low",
    "RAG-01": "gap medium",
    "RAG-02": "violation high, gap medium",
    "RAG-03": "violation high, gap high, unknown low",
    "RAG-04": "violation high, gap high, unknown low",
    "RAG-05": "risk high",
    "RAG-06": "info",
    "RAG-07": "info",
    "RAG-08": "gap medium, gap low",
    "RAG-09": "gap medium",
    "RAG-10": "gap medium-high, info",
    "SEC-01": "violation high",
    "SEC-02": "gap medium",
    "SEC-03": "violation high-critical",
    "SEC-04": "gap medium",
    "REC-01": "gap medium, info",
    "REC-03": "gap medium",
    "DPI-01": "violation high, gap high, info",  # info: a processor supports the controller (Roles)
    "DPI-03": "gap high, info",  # ditto
    "DPI-02": "gap high, info",  # ditto
    "DPI-04": "gap medium, info",  # ditto
    "DPI-05": "violation high, gap high, info",  # ditto; gap: absent is not none
    "RTS-01": "gap medium",
    "RTS-02": "gap medium, gap low",
    "RTS-05": "gap medium, gap low, info",
    "REC-02": "gap low",
    "REC-04": "gap low",
    "RTS-03": "gap medium-high",
    "SEC-05": "gap medium",
    "SEC-06": "gap low-medium",
    "SEC-07": "risk medium",
    "SEC-08": "gap low-medium",
    "RTS-04": "violation high, unknown medium",
    # What the catalogue of sovereignty rules leaves to profiles, with a question where a fact is not known.
    "SOV-01": "gap medium, unknown low",
    "SOV-02": "gap medium, unknown low",
    "SOV-03": "violation medium-high, gap medium, unknown medium",
    "SOV-04": "violation medium-high, gap medium, unknown medium",
    "SOV-05": "gap medium, unknown low",
    "SOV-06": "info, unknown low",
    "SOV-07": "gap low, unknown low",
    "SOV-08": "gap low, unknown low",
    "MAN-01": "unknown low-medium",
    "MAN-02": "unknown low-medium",
    "MAN-03": "unknown low-medium",
    "MAN-04": "unknown low-medium",
    "MAN-05": "unknown low",
    "MAN-06": "unknown medium, unknown low",
    "MAN-07": "unknown low-medium",
    "MAN-08": "unknown low-medium",
    "MAN-09": "gap low",
}

RULES = {rule.id: rule for rule in load_rules(open_catalog((policies_dir(),)).rules())}


@pytest.mark.parametrize("id_", sorted(RULES))
def test_a_rule_says_what_is_listed_and_nothing_else(id_):
    document = RULES[id_].document
    steps = [*document["outcomes"], *filter(None, [document.get("undetermined")])]
    assert {step["is"] for step in steps} == set(LISTED[id_].split(", "))


def test_the_first_instalment_is_complete():
    assert set(LISTED) <= set(RULES)
