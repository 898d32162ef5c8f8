import json
from pathlib import Path

import jsonschema
import pytest

from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.result import json_result
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import SAMPLES, blocked_review, questioned_review

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/result-v1.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_result_fits_the_published_schema(name):
    VALIDATOR.validate(json.loads(json_result.render(SAMPLES[name](), DEFAULTS)))


def test_several_systems_fit_it_too():
    assert json_result.render_all
    result = json.loads(json_result.render_all((blocked_review(), questioned_review()), DEFAULTS))
    VALIDATOR.validate(result)
    assert [one["summary"]["verdict"] for one in result["reviews"]] == ["blocked", "conditions"]


@pytest.mark.parametrize("name", ["blocked", "questioned", "empty"])
def test_the_result_is_as_expected(name):
    assert_golden(f"json_{name}.json", json_result.render(SAMPLES[name](), DEFAULTS))


def test_the_schema_refuses_a_renamed_key():
    result = json.loads(json_result.render(blocked_review(), DEFAULTS))
    result["findings"][0]["rule_id"] = result["findings"][0].pop("rule")
    assert not VALIDATOR.is_valid(result)
