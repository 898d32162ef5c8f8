"""The protocol: what an editor sends goes to the other modules, what they say goes back (LSP 3.17, pygls)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from borderflow import __version__
from borderflow.documents import Source
from borderflow.lsp.desk import Desk, is_manifest, shown
from borderflow.lsp.diagnostics import Note, Step, notes
from borderflow.lsp.lines import UTF16, Lines, Point, Range

PAUSE = 0.15
"""Seconds without a keystroke after which a text is checked."""
NAME = "borderflow"


class Server(LanguageServer):
    """The open documents, what is kept beside them, and one thread that checks."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk = Desk(today)
        self.notes: dict[str, tuple[Note, ...]] = {}
        """What was said last about each document."""
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._checker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")

    def text(self, uri: str) -> str:
        return self.workspace.get_text_document(uri).source

    def lines(self, uri: str) -> Lines:
        return Lines(self.text(uri), _encoding(self.workspace.position_encoding))

    def judge_soon(self, uri: str, pause: float = PAUSE) -> None:
        """Check a document when nothing more is typed; what was waited for before is dropped."""
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.ensure_future(self._judge(uri, pause))

    def judge_all(self) -> None:
        """Check every open document again: something beside them changed."""
        self.desk.forget()
        for uri in self.workspace.text_documents:
            self.judge_soon(uri)

    def close(self, uri: str) -> None:
        """Nothing more is said about a document."""
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self.notes.pop(uri, None)
        self._publish(uri, None, [])

    async def _judge(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.workspace.get_text_document(uri)
        text, version, lines = document.source, document.version, self.lines(uri)
        checking = asyncio.get_running_loop().run_in_executor(self._checker, self._noted, uri, text)
        found = await checking
        if uri in self.workspace.text_documents and document.version == version:
            self.notes[uri] = found
            self._publish(uri, version, [_diagnostic(note, lines, uri) for note in found])

    def _noted(self, uri: str, text: str) -> tuple[Note, ...]:
        if not is_manifest(text):
            return ()
        path = path_of(uri)
        return notes(self.desk.check(path, text), Source(shown(path), text))

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))


def _encoding(agreed: types.PositionEncodingKind | str | None) -> str:
    return agreed.value if isinstance(agreed, types.PositionEncodingKind) else agreed or UTF16


def path_of(uri: str) -> Path:
    """The file of a document; one that was never saved is as if it lay where the server runs."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else Path.cwd() / "untitled.yaml"


def make_server(today: Callable[[], date]) -> Server:
    """A server with all that it answers to."""
    server = Server(today)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.judge_soon(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.judge_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(_: types.DidSaveTextDocumentParams) -> None:
        server.judge_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_files(_: types.DidChangeWatchedFilesParams) -> None:
        server.judge_all()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    return server


def _diagnostic(note: Note, lines: Lines, uri: str) -> types.Diagnostic:
    return types.Diagnostic(
        as_range(lines.range(note.start, note.end)),
        note.message,
        types.DiagnosticSeverity(note.weight),
        note.code or None,
        types.CodeDescription(note.link) if note.link else None,
        NAME,
        related_information=[_step(one, lines, uri) for one in note.steps] or None,
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
