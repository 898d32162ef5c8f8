"""Every field that the report promises a data protection officer, read from the report of a whole check."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from borderflow.api import check, speaking
from borderflow.renderers.html import write_page
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.report import prepare
from borderflow.renderers.report.record import Cell
from tests.renderers.pages import read_page
from tests.renderers.sample_review import BLOCKERS, blocked_review

SAMPLES = Path(__file__).parents[2] / "samples"


@cache
def review_of(name):
    found = check(SAMPLES / f"{name}.yaml", as_of=date(2026, 11, 21))[0].review
    assert found
    return found


@cache
def text_of(name):
    return " ".join(read_page(write_page(review_of(name), DEFAULTS)).text.split())


FIELDS = (
    # cover
    "Support copilot 2.3.0", "Answer customer e-mails from past tickets", "Not ready to go live: 2 blockers",
    "1 under foreign control", "Controller", "Review requested by", "Data protection officer",
    "Planned go-live", "Register entry", "Run", "As of", "Provider facts",
    "Classification", "Decision support, no legal advice.",
    # summary
    "Recommendation: reject in this form", "Closing F1 and F2", "2 of 2 transfers outside the EEA",
    "1 of 4 processors without an Art. 28 contract",
    "1 open question in section 5; 8 criteria for a DPIA unknown",
    "Owner and effort",
    "What is on record", "What this review cannot tell",
    # processing record
    "Controller and DPO", "Purposes", "Legal basis (added)", "Data subjects", "Categories of data",
    "Time limits for erasure", "Security measures", "Declared in", "Declared by, on", "Contract (Art. 28)",
    "Sub-processors", "Deletion at end", "Audit right", "For the privacy notice (Art. 13(1)(e) and (f)).",
    "What is sent", "Border", "Status",
    # transfers
    "1. Know the transfer", "2. Identify the tool", "3. Assess law and practice",
    "4. Supplementary measures", "5. Formal steps", "6. Re-evaluate", "Findings it answers",
    "What remains", "Effort", "Foreign control without a transfer.",
    # findings
    "Evidence: ", "Change that closes it", "Proof the reviewer will look for", "Owner and due",
    "Due: to agree", "Due: by 31 March 2027",
    # screening
    "Criterion (WP248 rev. 01)", "Fact it rests on", "Where to answer", "Worst answer", "Who confirms",
    "Rule and scope", "Reason given", "Accepted by", "Until", "Valid",
    # decision
    "before go-live", "To agree", "Advice of the data protection officer", "Art. 35(2), 38(6), 39(1)",
    "Refer to the authority (Art. 36)", "If the advice is not followed, reasons", "What is signed.",
    "Planned for: not declared.", "Legal watch, by country: United States (transfers T1, T2).",
    # evidence
    "SHA-256", "To rebuild:", "Provider facts relied on", "Applied, no finding", "Not applicable",
    "Method in brief", "Glossary",
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_the_report_has_every_field(field):
    assert field in text_of("support-copilot")


def test_the_entry_of_the_records_is_found_where_it_was_declared():
    report = prepare(review_of("support-copilot"))
    assert ("Register entry", "ROPA-12") in report.cover.left


def test_the_cover_names_the_rules_with_their_version():
    review = review_of("support-copilot")
    (rules,) = (said for name, said in prepare(review).cover.right if name == "Rules")
    assert rules.startswith(f"Borderflow {review.tool_version}, ")


def test_contracts_are_told_by_name_version_and_day():
    recipients = {row.name: row for row in prepare(review_of("support-copilot")).processing.recipients}
    assert recipients["Mistral AI"].contract_text == "version 2026-02, dated 2 March 2026"
    assert recipients["Mistral AI"].sub_processors.text == "On record, 1 September 2026"
    assert recipients["Sentry"].contract_text == "terms of the provider"
    assert recipients["OVHcloud"].audit.text == "Presumed"
    assert recipients["OpenAI"].audit.text == "Not declared"


def test_a_way_says_which_findings_about_its_transfers_it_leaves():
    way = next(way for way in prepare(review_of("rag-common-us-stack")).transfers.ways if way.closes == "F1")
    assert (way.transfers, way.remains) == ("T2", "Q1, F6, F15")


def test_a_transfer_with_no_tool_yet_counts_as_one_without():
    report = prepare(review_of("rag-common-us-stack"))
    counts = report.summary.counts
    unsure = [one for one in report.transfers.columns if one.status != "good"]
    assert len(unsure) - counts.tools_presumed == counts.uncovered + counts.undecided == 3
    assert "3 of 4 transfers outside the EEA without a tool on record" in text_of("rag-common-us-stack")


def test_a_presumed_tool_is_never_told_as_one_on_record():
    report = prepare(review_of("rag-common-us-stack"))
    flow = next(row for row in report.processing.flows if row.border == "T1")
    assert flow.status == Cell("Tool presumed", "ask")
    assert report.transfers.columns[0].status == "ask"
    assert not any("T1" in line for line in report.summary.on_record)
    assert "1 with a safeguard on record or presumed" in text_of("rag-common-us-stack")


def test_a_flow_is_told_by_where_it_begins_and_ends():
    rows = prepare(review_of("voice-assistant")).processing.flows
    assert {row.number: row.status.text for row in rows} == {
        1: "Inside the EEA",
        2: "Inside the EEA",
        3: "Open question",
        4: "Adequacy decision",
        5: "Back into the EEA",
        6: "Inside the EEA",
    }


def test_a_long_list_of_countries_names_those_outside_the_eea():
    report = prepare(review_of("rag-ovhcloud-mistral-eu"))
    assert [zone.countries for zone in report.cover.zones] == ["France", "Switzerland and 30 EEA countries"]
    assert report.processing.flows[0].target_chip.text == "EEA, CH"
    assert report.transfers.abroad == "Switzerland"


def test_a_note_asks_for_no_date():
    found = prepare(review_of("rag-ovhcloud-mistral-eu")).findings
    assert {(view.weight, view.due) for view in found} == {("note", "none needed")}


def test_a_rule_that_gives_context_is_not_counted_among_the_silent_ones():
    report = prepare(review_of("rag-ovhcloud-mistral-eu"))
    groups = {group.name: {rule.id for rule in group.rules} for group in report.evidence.rules}
    heard = {view.finding.rule for view in report.findings}
    assert heard
    assert heard <= groups["With findings"]
    assert len(groups["Applied, no finding"]) == report.summary.counts.silent


def test_countries_stand_in_the_order_of_their_names():
    names = {"en": "France, Germany", "fr": "Allemagne, France", "de": "Deutschland, Frankreich"}
    for language, expected in names.items():
        with speaking(language):
            zones = prepare(review_of("support-copilot")).cover.zones
        assert zones[0].countries == expected


def test_a_source_in_english_prose_is_quoted_in_another_language():
    with speaking("de"):
        page = write_page(review_of("rag-common-us-stack"), DEFAULTS)
    assert '<td><span lang="en">EU regions, Starter limit' in page
    assert "<br/>https://<wbr/>" not in page


def test_each_address_of_a_source_stands_on_a_line_of_its_own():
    page = write_page(review_of("rag-common-us-stack"), DEFAULTS)
    assert "section-2713<br/>https://heise.de/" in page


def test_who_described_the_system_and_when_to_look_again():
    base = blocked_review()
    asked = replace(
        base.architecture.review,
        declared_by="Platform team",
        declared_on="2026-11-02",
        next_review="2027-05-20",
    )
    review = replace(base, architecture=replace(base.architecture, review=asked))
    page = " ".join(read_page(write_page(review, DEFAULTS)).text.split())
    assert "Platform team, 2 November 2026" in page
    assert "Look again. Planned for: 20 May 2027." in page


def test_conditions_leave_room_for_both_boxes_however_long_they_are():
    base = blocked_review()
    long = tuple(
        replace(
            BLOCKERS[0],
            rule=f"X-{n:02}",
            fingerprint=str(n),
            remedies=(f"{n} {'Conclude the contract. ' * 8}",),
        )
        for n in range(8)
    )
    decision = prepare(replace(base, findings=long)).decision
    *changes, answers = decision.conditions
    assert (len(changes), decision.more) == (4, 4)
    assert answers.change == "Answer the open questions in section 5."
