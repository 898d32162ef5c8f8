"""Every kind of fix, applied to the text and checked again: what it mends is no longer said."""

from datetime import date
from pathlib import Path

import pytest

from borderflow.documents import Source
from borderflow.lsp.desk import Desk
from borderflow.lsp.diagnostics import Note, notes
from borderflow.lsp.edits import applied
from borderflow.lsp.fixes import Fix, fixes

DAY = date(2026, 11, 21)
DESK = Desk(lambda: DAY)
SAMPLES = Path(__file__).parents[2] / "samples"
PATH = SAMPLES / "fixed.yaml"
SMALL = """\
borderflow: 1
system: {name: Desk, record: R-1}   # 😀 stays
controller: {name: Acme SAS, country: FR}
data: {tickets: {categories: [contact], subjects: [customers], retention: P1Y}}
components:
  desk: {kind: application, host: ovhcloud@GRA, holds: [tickets]}
  index: {kind: vector-store, host: ovhcloud@GRA, personal: false}
  bot:
    kind: llm
    operator: openai/api  # the account of the lab
flows:
  - desk -> index: tickets
  - desk -> bot: tickets
contracts:
  openai: {dpa: none}
"""


def said(text: str) -> tuple[Note, ...]:
    return notes(DESK.check(PATH, text), Source("samples/fixed.yaml", text))


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch):
    monkeypatch.chdir(SAMPLES.parent)


def fixes_of(text: str, code: str, words: str = "") -> tuple[Note, tuple[Fix, ...]]:
    note = next(one for one in said(text) if one.code == code and words in one.message)
    return note, fixes(note, text, DESK.catalog(PATH), DAY)


def after(text: str, code: str, words: str, title: str) -> str:
    """The text with the fix of that title, which must have mended what it answers."""
    note, found = fixes_of(text, code, words)
    (fix,) = [one for one in found if one.title == title]
    mended = applied(text, *fix.edits)
    assert (code, note.message) not in {(one.code, one.message) for one in said(mended)}
    return mended


def changed(before: str, behind: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = before.splitlines(), behind.splitlines()
    return [one for one in old if one not in new], [one for one in new if one not in old]


@pytest.mark.parametrize(
    ("wrong", "right", "title"),
    [
        ("kind: llm", "kynd: llm", "Replace kynd by kind"),
        ("kind: llm", "'kynd': llm", "Replace 'kynd' by kind"),
        ("kind: vector-store", "kind: vector-stor", "Replace vector-stor by vector-store"),
        (
            "controller: {name: Acme SAS,",
            "controller: {name: Acme SAS, sector: Bank,",
            "Replace Bank by finance",
        ),
    ],
)
def test_a_word_is_corrected(wrong, right, title):
    text = SMALL.replace(wrong, right, 1)
    faults = [one for one in said(text) if one.code == ""]
    found = [one for fault in faults for one in fixes(fault, text, DESK.catalog(PATH), DAY)]
    (fix,) = [one for one in found if one.title == title]
    assert not [one for one in said(applied(text, *fix.edits)) if one.code == ""]


def test_a_claim_without_evidence_is_dropped():
    text = after(SMALL, "RAG-01", "", "Drop `personal: false` of index")
    assert changed(SMALL, text) == (
        ["  index: {kind: vector-store, host: ovhcloud@GRA, personal: false}"],
        ["  index: {kind: vector-store, host: ovhcloud@GRA}"],
    )


def test_a_claim_on_a_line_of_its_own_is_dropped_with_its_line():
    text = SMALL.replace(
        "{kind: vector-store, host: ovhcloud@GRA, personal: false}",
        "\n    kind: vector-store\n    personal: false  # says who?\n    host: ovhcloud@GRA",
    )
    assert changed(text, after(text, "RAG-01", "", "Drop `personal: false` of index")) == (
        ["    personal: false  # says who?"],
        [],
    )


HELD = "  - rule: ACC-01\n    party: openai\n    reason: r\n    by: b\n    until: 2027-01-01\n"
IDLE = "  - {rule: PRC-01, party: mistral, reason: r, by: b, until: 2027-01-01}\n"


@pytest.mark.parametrize(
    "accepted",
    [
        f"accepted:\n{IDLE}",
        f"accepted:\n{IDLE}{HELD}",
        f"accepted:\n{HELD}{IDLE}",
        "accepted: [{rule: PRC-01, party: mistral, reason: r, by: b, until: 2027-01-01}]\n",
    ],
)
def test_an_idle_acceptance_is_taken_out(accepted):
    mended = after(SMALL + accepted, "MAN-09", "", "Take the acceptance out")
    assert "mistral" not in mended
    assert ("ACC-01" in accepted) == ("ACC-01" in mended)


@pytest.mark.parametrize(
    "form", ["  # {}\n  - desk -> index: tickets\n", "  - desk -> index: tickets  # {}\n"]
)
def test_an_idle_comment_is_taken_out(form):
    comment = "borderflow: ignore[PRC-01] r by a@example.org until 2027-01-01"
    text = SMALL.replace("  - desk -> index: tickets\n", form.format(comment))
    assert after(text, "MAN-09", "", "Take the acceptance out") == SMALL


@pytest.mark.parametrize("role", ["processor", "controller"])
def test_a_question_is_answered_by_one_of_its_words(role):
    text = SMALL + "parties:\n  openai: {role: unknown}\n"
    mended = after(text, "MAN-07", "", f"Answer: parties.openai.role is {role}")
    assert changed(text, mended) == (["  openai: {role: unknown}"], [f"  openai: {{role: {role}}}"])


def test_an_example_that_leaves_something_open_is_no_answer():
    text = SMALL.replace("host: ovhcloud@GRA, holds", "holds")
    note, found = fixes_of(text, "MAN-01")
    assert "where" in note.message.casefold()
    assert not found


def test_a_component_is_moved_into_the_eea():
    text = after(SMALL, "TRF-05", "", "Move bot to openai/api@eu (in the EEA)")
    assert changed(SMALL, text) == ([], ["    host: openai/api@eu"])


@pytest.mark.parametrize("sample", ["openai-default-project", "rag-common-us-stack"])
def test_every_region_that_is_proposed_mends_the_finding(sample):
    text = (SAMPLES / f"{sample}.yaml").read_text(encoding="utf-8")
    catalog = DESK.catalog(PATH)
    found = [
        (note, one) for note in said(text) for one in fixes(note, text, catalog, DAY) if "Move" in one.title
    ]
    assert found
    for note, fix in found:
        assert note.code not in {one.code for one in said(applied(text, *fix.edits))}


def test_an_acceptance_accepts_nothing_before_it_is_filled_in():
    _, found = fixes_of(SMALL, "ACC-01")
    (fix,) = [one for one in found if not one.mends]
    text = applied(SMALL, *fix.edits)
    assert changed(SMALL, text) == (
        [],
        ["  # borderflow: ignore[ACC-01] WHY by name@example.org until 2026-11-20"],
    )
    assert "ACC-01" in {one.code for one in said(text)}
    filled = text.replace("2026-11-20", "2027-02-28")
    assert "ACC-01" not in {one.code for one in said(filled)}


def test_a_violation_is_only_acknowledged():
    _, found = fixes_of(SMALL, "PRC-01", "no processor contract")
    (fix,) = [one for one in found if not one.mends]
    assert "cure 2026-11-20" in fix.edits[0].text
