"""What an editor shows of the thing under the cursor, and where that is defined: `|` marks it."""

from datetime import date

import pytest

from borderflow.api import open_catalog
from borderflow.lsp.definition import definition
from borderflow.lsp.hover import hover
from borderflow.lsp.pages import rule_page

CATALOG = open_catalog()
DAY = date(2026, 11, 21)
TEXT = """\
borderflow: 1
data:
  tickets: {label: Support <tickets>, categories: [contact], subjects: [customers]}
purposes:
  answer: {basis: contract}
components:
  desk: {kind: application, host: ovhcloud@GRA, holds: [tickets], purpose: answer}
  # borderflow: ignore[ACC-01, no-processor-contract] x
  bot:
    kind: llm
    operator: openai/api
    host: {provider: openai, region: eu}
    staff_in: [IN]
  own: {kind: cache, operator: brandt, host: {country: DE}}
flows:
  - desk -> bot: tickets
  - {from: bot, to: desk, carries: {tickets: clear}}
parties:
  brandt: {country: AT, entity: Brandt KG}
contracts:
  openai: {dpa: none}
accepted:
  - {rule: TRN-05, component: bot, party: openai, reason: r, by: b, until: 2027-01-01}
owners: {desk: a@example.org, PRC-01: b@example.org}
"""


def at(marked: str) -> int:
    """The offset of the mark in the only line that holds these words."""
    words = marked.replace("|", "")
    assert TEXT.count(words) == 1
    return TEXT.index(words) + marked.index("|")


@pytest.mark.parametrize(
    ("marked", "word", "said"),
    [
        ("operator: open|ai/api", "openai/api", "- Legal seat: OpenAI Ireland Ltd, IE"),
        (
            "operator: open|ai/api",
            "openai/api",
            "- Parent: OpenAI Group PBC (US) ([2026-08-22, partly](https://",
        ),
        ("operator: open|ai/api", "openai/api", "- Data Privacy Framework: not known"),
        ("host: ovh|cloud@GRA", "ovhcloud", "- Legal seat: OVH SAS, FR"),
        ("host: ovhcloud@GR|A", "GRA", "- **France** (FR): in the EEA"),
        ("region: e|u}", "eu", "(`openai@eu`)"),
        ("staff_in: [I|N]", "IN", "**India** (IN): no adequacy decision"),
        ("country: A|T", "AT", "**Austria** (AT): in the EEA"),
        ("ignore[ACC|-01", "ACC-01", "**ACC-01** Third country parent"),
        ("no-processor|-contract", "no-processor-contract", "[GDPR Art. 28(3)](https://eur-lex.europa.eu/"),
        ("rule: TRN|-05", "TRN-05", "- Fix: Train open weights on a host under European control."),
        ("PRC|-01: b@", "PRC-01", "**PRC-01**"),
        ("- de|sk -> bot", "desk", "- Kind: `application`\n- Operator: `self`\n- Host: `ovhcloud@GRA (FR)`"),
        ("desk -> b|ot: tickets", "bot", "- Kind: `llm`\n- Operator: `openai/api`\n- Host: `openai@eu (AT, "),
        ("desk -> bot: tick|ets", "tickets", "**Support &lt;tickets&gt;** (`tickets`)"),
        ("carries: {tick|ets", "tickets", "- Categories: `contact`"),
        ("purpose: ans|wer", "answer", "- Basis: `contract`"),
        ("operator: bran|dt", "brandt", "- Entity: `Brandt KG`"),
        ("opena|i: {dpa", "openai", "**OpenAI** (`openai/api`)"),
        ("kind: l|lm", "llm", "**llm**"),
        ("sub|jects: [cust", "subjects", "Whose data: customers"),
        ("ba|sis: contract", "basis", "`legitimate_interests`"),
    ],
)
def test_what_is_known_is_shown(marked, word, said):
    found = hover(TEXT, at(marked), CATALOG, DAY)
    assert found
    assert TEXT[found.start : found.end] == word
    assert said in found.page


@pytest.mark.parametrize(
    "marked", ["borderflow: |1", "reason: r|,", "label: Supp|ort", "ignore[ACC-01, no-processor-contract] |x"]
)
def test_of_what_is_free_text_nothing_is_said(marked):
    assert hover(TEXT, at(marked), CATALOG, DAY) is None


@pytest.mark.parametrize(
    ("marked", "line"),
    [
        ("- de|sk -> bot", "  desk: {kind"),
        ("desk -> b|ot: tickets", "  bot:"),
        ("desk -> bot: tick|ets", "  tickets: {label"),
        ("{from: b|ot", "  bot:"),
        ("purpose: ans|wer", "  answer: {basis"),
        ("component: b|ot", "  bot:"),
        ("{de|sk: a@", "  desk: {kind"),
        ("operator: bran|dt", "  brandt: {country"),
        ("opena|i: {dpa", "    operator: openai"),
    ],
)
def test_a_name_leads_to_where_it_is_defined(marked, line):
    found = definition(TEXT, at(marked))
    assert found
    begin = TEXT.rfind("\n", 0, found[0]) + 1
    assert TEXT[begin:].startswith(line)


@pytest.mark.parametrize("marked", ["kind: l|lm", "rule: TRN|-05", "basis: contra|ct"])
def test_what_is_not_defined_here_leads_nowhere(marked):
    assert definition(TEXT, at(marked)) is None


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://x.example) [click](command:evil", "file:///etc"]
)
def test_a_rule_of_ones_own_leads_nowhere_but_to_the_web(address):
    rule = {
        "id": "OWN-01",
        "name": "own",
        "why": "<b>x</b>",
        "basis": [{"cite": "House rule", "url": address}],
    }
    page = rule_page(rule)
    assert "Law: House rule" in page
    assert address not in page
    assert "<b>" not in page
