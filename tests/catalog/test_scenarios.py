"""What `--assume` names, and the catalogue as it would read under it."""

from datetime import date

import pytest

from borderflow.catalog.assumed import assuming
from borderflow.catalog.scenarios import find_assumption, scenarios
from borderflow.errors import BorderflowError
from borderflow.model.assumption import Candidates
from borderflow.model.catalog import Adequacy

TODAY = date(2026, 11, 21)
OWN = """\
id: swiss-decision-suspended
name: Switzerland
says: The decision for Switzerland is suspended.
assume:
  jurisdictions:
    CH: {adequacy: none}
  laws:
    ch-new-law: {country: CH, name: A new Swiss law, reaches_abroad: yes}
  owners:
    ovhcloud: {name: Example AG, country: CH}
"""


def own(tmp_path, text=OWN):
    path = tmp_path / "own.yaml"
    path.write_text(text)
    return str(path)


def under(catalog, *names):
    return assuming(catalog, [find_assumption(name, catalog) for name in names])


def test_every_shipped_scenario_says_what_it_supposes_and_on_what_ground(catalog):
    for one in scenarios(catalog):
        assert one.sources, one.id
        assert all(text.endswith(".") for text in (one.says, one.why)), one.id
        subject = "=mistral" if one.candidates else ""
        assert find_assumption(f"{one.id}{subject}", catalog).label == f"{one.id}{subject}"


def test_a_decision_falls(catalog):
    found = under(catalog, "dpf-invalidated").jurisdiction("US", TODAY)
    assert (found.adequacy, found.instrument, found.conditions, found.fragility) == (
        Adequacy.NONE,
        "",
        (),
        (),
    )
    assert found.source == "supposed by dpf-invalidated"
    assert found.laws == catalog.jurisdiction("US", TODAY).laws


def test_nothing_is_written_into_the_catalogue(catalog):
    before = catalog.jurisdiction("US", TODAY), catalog.provider("mistral"), catalog.digest
    supposed = under(catalog, "dpf-invalidated", "acquired-by-us-parent=mistral", "fisa-702-expired")
    supposed.jurisdiction("US", TODAY)
    supposed.provider("mistral")
    assert (catalog.jurisdiction("US", TODAY), catalog.provider("mistral"), catalog.digest) == before
    assert catalog.assumptions == ()


def test_a_law_ends_or_reaches_farther(catalog):
    laws = {law.id for law in under(catalog, "fisa-702-expired").jurisdiction("US", TODAY).laws}
    assert "us-fisa-702" not in laws
    assert "us-sca-cloud-act" in laws
    (law,) = under(catalog, "canada-lawful-access-abroad").jurisdiction("CA", TODAY).laws
    assert law.reaches_abroad


def test_a_company_is_sold_with_all_its_names(catalog):
    supposed = under(catalog, "acquired-by-us-parent=mistral")
    for name in ("mistral", "mistral-ai", "api.mistral.ai"):
        found = supposed.provider(name)
        assert found.parent.value.country == "US"
        assert found.control.value == ("US", "FR")
    assert supposed.product("mistral").provider == "mistral"
    assert supposed.provider("ovhcloud") == catalog.provider("ovhcloud")


def test_one_law_holds_where_two_are_supposed(catalog):
    supposed = under(catalog, "uk-adequacy-lapsed", "dpf-invalidated")
    found = {code: supposed.jurisdiction(code, TODAY).adequacy for code in ("GB", "US", "CH")}
    assert found == {"GB": Adequacy.NONE, "US": Adequacy.NONE, "CH": Adequacy.ADEQUATE}


def test_a_file_of_ones_own(catalog, tmp_path):
    supposed = under(catalog, own(tmp_path))
    switzerland = supposed.jurisdiction("CH", TODAY)
    assert switzerland.adequacy is Adequacy.NONE
    assert [law.id for law in switzerland.laws if law.reaches_abroad] == ["ch-new-law"]
    assert supposed.provider("ovh").parent.value.name == "Example AG"


def test_a_scenario_about_a_provider_is_said_of_it(catalog):
    open_ = next(one for one in scenarios(catalog) if one.id == "acquired-by-us-parent")
    assert open_.candidates is Candidates.EEA
    said = find_assumption("acquired-by-us-parent=ovh", catalog)
    assert (said.label, said.name) == ("acquired-by-us-parent=ovhcloud", "A US company buys OVHcloud")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("CH: {adequacy: none}", "CH: {adequacy: partial}", "own.yaml:6:9: `assume.jurisdictions.CH` cannot"),
        ("CH: {adequacy: none}", "CH: {}", "own.yaml:6:9: `assume.jurisdictions.CH` cannot be read. (state"),
        (
            "adequacy: none",
            "adequate: none",
            "own.yaml:6:10: `assume.jurisdictions.CH.adequate` is not a key",
        ),
        ("adequacy: none", "adequacy: gone", "own.yaml:6:20: `assume.jurisdictions.CH.adequacy` cannot"),
        ("CH: {adequacy", "switzerland: {adequacy", "`assume.jurisdictions.switzerland` cannot be read."),
        ("says: The decision for Switzerland is suspended.\n", "", "own.yaml:1:1: `says` is missing."),
        ("country: CH}\n", "country: Bern}\n", "`assume.owners.ovhcloud.country` cannot be read."),
        ("ovhcloud: {", "'{provider}': {", "`provider:` and an owner of `{provider}` go together"),
        ("CH: {adequacy", "XX: {adequacy", "changes `XX`, which is no country of the catalogue."),
        (
            "country: CH, name: A new Swiss law, ",
            "",
            "changes the law `ch-new-law`, which the catalogue does",
        ),
        ("ovhcloud: {", "ovhclod: {", "does not know the provider `ovhclod`. (did you mean `ovhcloud`"),
    ],
)
def test_a_wrong_file_is_explained(catalog, tmp_path, old, new, message):
    assert old in OWN
    with pytest.raises(BorderflowError) as caught:
        find_assumption(own(tmp_path, OWN.replace(old, new)), catalog)
    assert len(caught.value.faults) == 1
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("dpf-invalid", "There is no scenario `dpf-invalid`. (name a file of your own, or one of acquired"),
        ("dpf-invalidated=mistral", "`dpf-invalidated` is not about one provider."),
        ("acquired-by-us-parent", "`acquired-by-us-parent` is about one provider, and none is named."),
        ("acquired-by-us-parent=mistrl", "does not know the provider `mistrl`. (did you mean `mistral`"),
        ("nowhere.yaml", "nowhere.yaml"),
    ],
)
def test_a_wrong_name_is_explained(catalog, name, message):
    with pytest.raises(BorderflowError) as caught:
        find_assumption(name, catalog)
    assert message in str(caught.value)
