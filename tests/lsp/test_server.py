"""A real client over stdio: what an editor is told while a manifest is written."""

import json
from pathlib import Path

import pytest
from lsprotocol import types

from tests.cli.running import run
from tests.lsp.editing import DAY, Editor, editing

SAMPLES = Path(__file__).parents[2] / "samples"
COPILOT = (SAMPLES / "support-copilot.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def editor():
    with editing(SAMPLES) as one:
        yield one


def test_a_sample_gets_the_findings_of_check(editor: Editor):
    path = SAMPLES / "support-copilot.yaml"
    said = editor.open(path.as_uri(), COPILOT)
    checked = json.loads(run("check", path, "--as-of", DAY, "-f", "json").out)
    expected = {
        (one["rule"], one["location"]["line"] - 1, one["location"]["column"] - 1)
        for one in checked["findings"]
        if one["status"] == "open"
    }
    assert {(one.code, one.range.start.line, one.range.start.character) for one in said} == expected
    assert len(said) == sum(one["status"] == "open" for one in checked["findings"])


def test_what_is_typed_is_judged_and_what_is_mended_is_forgotten(editor: Editor):
    uri = (SAMPLES / "typed.yaml").as_uri()
    before = editor.open(uri, COPILOT)
    assert "PRC-01" in {one.code for one in before if one.severity is types.DiagnosticSeverity.Error}
    mended = COPILOT.replace("{dpa: none}", "{dpa: {signed: 2026-03-02, version: 3}}")
    after = editor.type(uri, mended)
    assert not [one for one in after if one.code == "PRC-01" and "OpenAI" in one.message]


def test_a_text_that_does_not_parse_gets_one_note_at_its_place(editor: Editor):
    uri = (SAMPLES / "broken.yaml").as_uri()
    (note,) = editor.open(uri, COPILOT.replace("controller: {name", "controller: {{name"))
    assert (note.code, note.range.start.line) == (None, 7)
    assert note.severity is types.DiagnosticSeverity.Error
    assert editor.type(uri, COPILOT)


def test_columns_are_units_of_utf_16(editor: Editor):
    line = "  '😀 ü': {kind: llm, opperator: openai}"
    text = f"borderflow: 1\nsystem: {{name: a}}\ncontroller: {{name: b}}\ncomponents:\n{line}\n"
    (note,) = editor.open((SAMPLES / "faces 😀 ü%20.yaml").as_uri(), text)
    assert "opperator" in note.message
    begin = len(line[: line.index("opperator")].encode("utf-16-le")) // 2
    assert (note.range.start.character, note.range.end.character) == (begin, begin + len("opperator"))


def test_the_witness_path_leads_to_its_lines(editor: Editor):
    said = editor.open((SAMPLES / "path.yaml").as_uri(), COPILOT)
    contract = next(one for one in said if one.code == "PRC-01" and "with OpenAI" in one.message)
    assert contract.related_information
    assert [
        (COPILOT.splitlines()[one.location.range.start.line].strip().split(":")[0], one.message)
        for one in contract.related_information
    ] == [
        ("helpdesk", "helpdesk: holds Support tickets"),
        ("- helpdesk -> embedder", "embedder: receives Support tickets in the clear"),
    ]
    assert contract.code_description
    assert contract.code_description.href.endswith("#art_28")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "services: {web: {image: nginx}}\n",
        "openapi: 3.1.0\ninfo: {title: borderflow}\n",
        '{"name": "borderflow", "version": 1}\n',
    ],
)
def test_what_is_no_manifest_is_left_alone(editor: Editor, text):
    uri = (SAMPLES / "other.yaml").as_uri()
    assert editor.open(uri, text) == []


BOMB = "borderflow: 1\na: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
WRONG_EVERYWHERE = """borderflow: [1]
system: 3
controller: []
data: text
components: [{}]
flows: {a: b}
contracts: 2026-01-01
accepted: true
owners: [[]]
sources: {}
"""


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "borderflow: 1\nsystem: " + "[" * 5_000,
        "borderflow: 1\nsystem: " + "{a: " * 500 + "}" * 500,
        WRONG_EVERYWHERE,
        "borderflow: 1\nsystem: \0\n",
        "borderflow: 1\nsystem: {name: '\ud83d'}\n",
        "borderflow: 1\n--- \nborderflow: 1\n",
        "borderflow: 1\nsources: [../../../etc/passwd, 'http://127.0.0.1/', '\\0']\n",
    ],
)
def test_a_hostile_text_is_refused_and_the_server_answers_on(editor: Editor, text):
    uri = (SAMPLES / "hostile.yaml").as_uri()
    assert editor.open(uri, text)
    where, at = types.TextDocumentIdentifier(uri), types.Position(1, 9)
    for feature, asked in (
        ("hover", types.HoverParams(where, at)),
        ("definition", types.DefinitionParams(where, at)),
        ("completion", types.CompletionParams(where, at)),
        ("codeAction", types.CodeActionParams(where, types.Range(at, at), types.CodeActionContext([]))),
    ):
        editor.ask(f"textDocument/{feature}", asked)
    assert editor.type(uri, COPILOT)


def place(text: str, words: str, *, behind: int = 1) -> types.Position:
    """So many characters behind the beginning of some words of an ASCII line."""
    before = text[: text.index(words) + behind]
    return types.Position(before.count("\n"), len(before) - before.rfind("\n") - 1)


def test_hover_tells_what_the_catalogue_knows(editor: Editor):
    uri = (SAMPLES / "hover.yaml").as_uri()
    editor.open(uri, COPILOT)
    where = types.TextDocumentIdentifier(uri)
    found = editor.ask("textDocument/hover", types.HoverParams(where, place(COPILOT, "sentry@eu")))
    assert "Functional Software, Inc. (Sentry), US" in found.contents.value
    line = COPILOT.splitlines()[found.range.start.line]
    assert line[found.range.start.character : found.range.end.character] == "sentry"
    nothing = types.HoverParams(where, types.Position(10_000, 10_000))
    assert editor.ask("textDocument/hover", nothing) is None


def test_a_component_of_a_flow_leads_to_its_lines(editor: Editor):
    uri = (SAMPLES / "definition.yaml").as_uri()
    editor.open(uri, COPILOT)
    asked = types.DefinitionParams(
        types.TextDocumentIdentifier(uri), place(COPILOT, "- index -> chat", behind=4)
    )
    found = editor.ask("textDocument/definition", asked)
    assert found.uri == uri
    assert COPILOT.splitlines()[found.range.start.line].startswith("  index:")


def test_completion_replaces_what_is_half_written(editor: Editor):
    uri = (SAMPLES / "completion.yaml").as_uri()
    text = COPILOT.replace("host: mistral@eu,", "host: ovhcloud@g,", 1)
    editor.open(uri, text)
    at = place(text, "ovhcloud@g,", behind=len("ovhcloud@g"))
    items = editor.ask(
        "textDocument/completion", types.CompletionParams(types.TextDocumentIdentifier(uri), at)
    )
    item = next(one for one in items if one.text_edit.new_text == "ovhcloud@GRA")
    assert (item.text_edit.range.start.character, item.text_edit.range.end) == (at.character - 10, at)
    assert item.detail == "FR, Gravelines"
    resolved = editor.ask("completionItem/resolve", item)
    assert "**France** (FR): in the EEA" in resolved.documentation.value


def test_a_fix_is_a_change_of_the_text(editor: Editor):
    uri = (SAMPLES / "fixes.yaml").as_uri()
    text = COPILOT.replace("  errors:", "  errörs😀: {kynd: cache}\n  errors:")
    note = next(one for one in editor.open(uri, text) if "kynd" in one.message)
    context = types.CodeActionContext([note])
    asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), note.range, context)
    (action,) = [one for one in editor.ask("textDocument/codeAction", asked) if "Replace" in one.title]
    (edit,) = action.edit.changes[uri]
    assert (edit.new_text, edit.range) == ("kind", note.range)
    mended = editor.type(uri, text.replace("kynd", edit.new_text))
    assert "PRC-01" in {one.code for one in mended}


def test_a_document_that_was_never_saved_is_judged(editor: Editor):
    assert "PRC-01" in {one.code for one in editor.open("untitled:Untitled-1", COPILOT)}


def test_of_a_closed_document_nothing_is_said(editor: Editor):
    uri = (SAMPLES / "closed.yaml").as_uri()
    assert editor.open(uri, COPILOT)
    assert editor.close(uri) == []


def test_settings_that_are_saved_count_at_once(editor: Editor, tmp_path):
    (tmp_path / ".git").mkdir()
    uri = (tmp_path / "borderflow.yaml").as_uri()
    assert "PRC-01" in {one.code for one in editor.open(uri, COPILOT)}
    (tmp_path / "borderflow.toml").write_text('only = ["TRN-05"]\n')
    assert {one.code for one in editor.save(uri)} - {"MAN-09"} == {"TRN-05"}
