"""Our records as the protocol has them (LSP 3.17)."""

from __future__ import annotations

import os
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from borderflow.lsp.completion import Offer
from borderflow.lsp.diagnostics import Note, Step
from borderflow.lsp.fixes import Fix
from borderflow.lsp.lines import Lines, Point, Range
from borderflow.lsp.subjects import Kind

NAME = "borderflow"
_KINDS = {
    None: types.CompletionItemKind.Property,
    Kind.COMPONENT: types.CompletionItemKind.Class,
    Kind.DATUM: types.CompletionItemKind.Variable,
    Kind.PURPOSE: types.CompletionItemKind.Variable,
    Kind.PARTY: types.CompletionItemKind.Module,
    Kind.REGION: types.CompletionItemKind.Constant,
    Kind.COUNTRY: types.CompletionItemKind.Constant,
    Kind.RULE: types.CompletionItemKind.Reference,
}


def item(offer: Offer, where: types.Range, uri: str) -> types.CompletionItem:
    """What could be written in place of a range."""
    name = offer.insert.rstrip(": @").removesuffix(" ->")
    page = types.MarkupContent(types.MarkupKind.Markdown, offer.page)
    return types.CompletionItem(
        offer.insert.rstrip(": @"),
        kind=_KINDS.get(offer.kind, types.CompletionItemKind.EnumMember),
        detail=offer.detail or None,
        documentation=page if offer.page else None,
        sort_text=f"{offer.rank} {offer.insert}",
        filter_text=offer.insert,
        text_edit=types.TextEdit(where, offer.insert),
        data={"uri": uri, "kind": offer.kind.name, "name": name} if offer.kind else None,
    )


def diagnostic(note: Note, lines: Lines, uri: str) -> types.Diagnostic:
    """What is said about a text."""
    return types.Diagnostic(
        as_range(lines.range(note.start, note.end)),
        note.message,
        types.DiagnosticSeverity(note.weight),
        note.code or None,
        types.CodeDescription(note.link) if note.link else None,
        NAME,
        related_information=[_step(one, lines, uri) for one in note.steps] or None,
    )


def action(fix: Fix, note: Note, lines: Lines, uri: str) -> types.CodeAction:
    """A change that answers what is said."""
    edits = [types.TextEdit(as_range(lines.range(one.start, one.end)), one.text) for one in fix.edits]
    return types.CodeAction(
        fix.title,
        types.CodeActionKind.QuickFix,
        [diagnostic(note, lines, uri)],
        edit=types.WorkspaceEdit({uri: edits}),
    )


def _step(step: Step, lines: Lines, uri: str) -> types.DiagnosticRelatedInformation:
    place = step.place
    if step.span is not None:
        where = types.Location(uri, as_range(lines.range(*step.span)))
    else:  # of a file that is not open here: its characters are taken for units
        point = Point(place.line - 1, place.column - 1)
        where = types.Location(uri_of(place.file), as_range(Range(point, point)))
    return types.DiagnosticRelatedInformation(where, step.words)


def uri_of(name: str) -> str:
    """The address of a file, named from where the server runs."""
    return from_fs_path(os.path.abspath(name)) or name  # noqa: PTH100 - links are kept as they are


def as_range(one: Range) -> types.Range:
    """A range as the protocol has it."""
    return types.Range(types.Position(*one.start), types.Position(*one.end))


def path_of(uri: str) -> Path:
    """The file of a document; one that was never saved is as if it lay where the server runs."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else Path.cwd() / "untitled.yaml"
