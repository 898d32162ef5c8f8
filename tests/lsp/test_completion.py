"""What an editor offers: `|` marks the cursor."""

import pytest

from borderflow.api import open_catalog
from borderflow.lsp.completion import Offer, complete

CATALOG = open_catalog()
HEAD = """\
borderflow: 1
data: {tickets: {label: Tickets}, notes: {}}
purposes: {answer: {}}
components:
  desk: {kind: application, host: ovhcloud@GRA}
  bot: {kind: llm, operator: openai/api}
parties: {brandt: {country: AT}}
"""


def offers(marked: str) -> dict[str, Offer]:
    text = HEAD + marked
    found = complete(text.replace("|", ""), text.index("|"), CATALOG)
    if found is None:
        return {}
    assert found.end == text.index("|")
    return {f"{text[found.start : found.end]}>{one.insert}": one for one in found.offers}


@pytest.mark.parametrize(
    ("marked", "expected", "detail"),
    [
        ("x: {}\ncon|", "con>contracts: ", ""),
        ("flows:\n  - |", ">desk -> ", "application"),
        ("flows:\n  - desk -> b|", "b>bot", "llm, openai/api"),
        ("flows:\n  - desk -> bot: tickets, n|", "n>notes", ""),
        ("flows:\n  - {from: d|", "d>desk", "application"),
        ("flows:\n  - {from: desk, |}", ">carries: ", ""),
        ("flows:\n  - from: desk\n    |", ">to: ", ""),
        ("flows:\n  - {from: desk, carries: [tickets, |]}", ">notes", ""),
        ("contracts:\n  |", ">openai: ", "OpenAI (IE)"),
        ("contracts:\n  |", ">ovhcloud: ", "OVHcloud (FR)"),
        ("contracts:\n  openai:\n    d|", "d>dpa: ", ""),
        ("contracts:\n  openai: {dpf: {status: |}}", ">active", ""),
        ("contracts:\n  openai: {dpa: |}", ">none", ""),
        ("owners:\n  |", ">bot: ", "llm, openai/api"),
        ("accepted:\n  - rule: A|", "A>ACC-01", "third country parent"),
        ("accepted:\n  - rule: ACC-01\n    comp|", "comp>component: ", ""),
        ("accepted:\n  - {rule: ACC-01, party: |}", ">brandt", "a party of this manifest"),
        ("x: 1 # borderflow: ignore[ACC-01, P|", "P>PRC-01", "no processor contract"),
        ("controller: {country: |}", ">FR", "France"),
        ("system: {role: |}", ">processor", ""),
    ],
)
def test_what_fits_the_place_is_offered(marked, expected, detail):
    found = offers(marked)
    assert expected in found
    assert found[expected].detail.startswith(detail)


@pytest.mark.parametrize(
    ("field", "expected", "detail"),
    [
        ("operator: |", ">self", "the controller's own staff"),
        ("operator: op|", "op>openai", "OpenAI (IE)"),
        ("operator: openai/|", "openai/>openai/api", "OpenAI API"),
        ("host: ovh|", "ovh>ovhcloud@", "OVHcloud (FR)"),
        ("host: ovhcloud@|", "ovhcloud@>ovhcloud@GRA", "FR"),
        ("host: aws@eu-c|", "aws@eu-c>aws@eu-central-1", "DE"),
        ("host: {provider: aws, region: |}", ">eu-west-3", "FR"),
        ("kind: v|", "v>vector-store", ""),
        ("stores: |", ">embeddings", ""),
        ("holds: [|]", ">tickets", "Tickets"),
        ("purpose: |", ">answer", ""),
        ("tra|", "tra>training_use: ", ""),
        ("training_use: |", ">false", ""),
    ],
)
def test_what_fits_a_field_of_a_component_is_offered(field, expected, detail):
    text = HEAD.replace("parties:", f"  new: {{{field}}}\nparties:")
    found = complete(text.replace("|", ""), text.index("|"), CATALOG)
    assert found
    written = text[found.start : found.end]
    by_text = {f"{written}>{one.insert}": one for one in found.offers}
    assert expected in by_text
    assert by_text[expected].detail.startswith(detail)


def test_a_key_that_is_there_is_not_offered_again():
    found = offers("contracts: {openai: {dpa: none, |}}")
    assert ">dpa: " not in found
    assert ">tool: " in found


def test_json_gets_a_key_without_its_colon():
    text = '{"borderflow": 1, "sys"}'
    found = complete(text, len(text) - 2, CATALOG)
    assert found
    assert "system" in {one.insert for one in found.offers}


@pytest.mark.parametrize("marked", ["x: ]\ny: |", "# a comment |", "system: {name: |}", "components: {|}"])
def test_where_nothing_is_known_nothing_is_offered(marked):
    assert offers(marked) == {}
