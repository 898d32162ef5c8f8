"""The pages on settings and pipelines say what is so."""

import re
from pathlib import Path

import yaml

from borderflow.config import read_config
from docs import settings
from tests.adoption.files import ROOT, parsed

PAGE = settings.PAGE.read_text(encoding="utf-8")
CI = (ROOT / "docs/ci.md").read_text(encoding="utf-8")


def test_every_key_is_on_the_page():
    assert PAGE.partition(settings.MARK)[2] == settings.reference()


def test_the_example_can_be_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    Path("borderflow.toml").write_text(example, encoding="utf-8")
    config = read_config(Path("borderflow.toml"))
    assert config.values["baseline"] == ".borderflow-baseline.json"
    assert [one["id"] for one in config.profiles] == ["house", "settings"]


def test_what_to_copy_names_what_there_is():
    hook, template = (yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", CI, re.DOTALL)[:2])
    ((known,),) = parsed(".pre-commit-hooks.yaml")
    assert [one["id"] for one in hook["repos"][0]["hooks"]] == [known["id"]]
    assert set(template["include"][0]["inputs"]) <= set(parsed("ci/gitlab.yml")[0]["spec"]["inputs"])
