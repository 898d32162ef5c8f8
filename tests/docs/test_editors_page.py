"""docs/editors.md names what there is: commands, files, fixes; its settings can be read."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from borderflow.cli.options import COMMANDS
from tests.cli.running import run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
SCHEMA = ROOT / "docs/schema/manifest-v1.schema.json"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_published_schema_is_what_the_command_prints():
    assert SCHEMA.read_text(encoding="utf-8") == run("schema").out


def test_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert [one for one in links if "://" not in one and not (ROOT / "docs" / one).exists()] == []


def test_the_page_is_linked_from_the_readme():
    assert "docs/editors.md" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"borderflow (\w+)", "\n".join(blocks("sh"))))))
def test_the_commands_named_exist(command):
    assert command in COMMANDS


def test_the_settings_can_be_read():
    for block in blocks("json"):
        assert json.loads(block)
    (helix,) = blocks("toml")
    assert tomllib.loads(helix)["language-server"]["borderflow"] == {"command": "borderflow", "args": ["lsp"]}
    assert '{ "borderflow", "lsp" }' in blocks("lua")[0]
    assert '("borderflow" "lsp")' in blocks("elisp")[0]


def test_the_comment_names_the_file_that_is_written():
    (written,) = re.findall(r"schema -o (\S+)", PAGE)
    assert f"$schema={written}\n" in PAGE
    assert f'"{written}":' in PAGE
