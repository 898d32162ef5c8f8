"""The protocol: what an editor sends goes to the other modules, what they say goes back (LSP 3.17, pygls)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from borderflow import __version__
from borderflow.catalog import Catalog
from borderflow.documents import Source
from borderflow.lsp.completion import complete
from borderflow.lsp.definition import definition
from borderflow.lsp.desk import Desk, is_manifest, shown
from borderflow.lsp.diagnostics import Note, notes
from borderflow.lsp.fixes import fixes
from borderflow.lsp.hover import hover, page_of
from borderflow.lsp.lines import UTF16, Lines, Point
from borderflow.lsp.subjects import Kind
from borderflow.lsp.wire import NAME, action, as_range, diagnostic, item, path_of

PAUSE = 0.15
"""Seconds without a keystroke after which a text is checked."""


class Server(LanguageServer):
    """The open documents, what is kept beside them, and one thread that checks."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk = Desk(today)
        self._notes: dict[str, tuple[str, tuple[Note, ...]]] = {}
        """What was said last about each document, with the text that it is about."""
        self._open: set[str] = set()
        """Addresses as the editor writes them; the workspace keeps them in a form of its own."""
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._checker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")

    def text(self, uri: str) -> str:
        return self.workspace.get_text_document(uri).source

    def manifest(self, uri: str) -> str:
        """The text of a document that is a manifest; empty for every other."""
        text = self.text(uri)
        return text if is_manifest(text) else ""

    def lines(self, uri: str) -> Lines:
        return Lines(self.text(uri), _encoding(self.workspace.position_encoding))

    def offset(self, uri: str, cursor: types.Position) -> int:
        """Where the cursor is."""
        return self.lines(uri).offset(Point(cursor.line, cursor.character))

    def catalog(self, uri: str) -> Catalog:
        """The facts that count for a document."""
        return self.desk.catalog(path_of(uri))

    def notes(self, uri: str) -> tuple[Note, ...]:
        """What is said about a document; nothing while a newer text of it is not judged yet."""
        text, found = self._notes.get(uri, ("", ()))
        return found if text == self.text(uri) else ()

    def judge_soon(self, uri: str, pause: float = PAUSE) -> None:
        """Check a document when nothing more is typed; what was waited for before is dropped."""
        self._open.add(uri)
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.ensure_future(self._judge(uri, pause))

    def judge_all(self) -> None:
        """Check every open document again: something beside them changed."""
        self.desk.forget()
        for uri in sorted(self._open):
            self.judge_soon(uri)

    def close(self, uri: str) -> None:
        """Nothing more is said about a document."""
        self._open.discard(uri)
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self._notes.pop(uri, None)
        self._publish(uri, None, [])

    async def _judge(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.workspace.get_text_document(uri)
        text, version, lines = document.source, document.version, self.lines(uri)
        checking = asyncio.get_running_loop().run_in_executor(self._checker, self._noted, uri, text)
        found = await checking
        if uri in self._open and self.text(uri) == text:
            self._notes[uri] = (text, found)
            self._publish(uri, version, [diagnostic(note, lines, uri) for note in found])

    def _noted(self, uri: str, text: str) -> tuple[Note, ...]:
        if not is_manifest(text):
            return ()
        path = path_of(uri)
        return notes(self.desk.check(path, text), Source(shown(path), text))

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))


def _encoding(agreed: types.PositionEncodingKind | str | None) -> str:
    return agreed.value if isinstance(agreed, types.PositionEncodingKind) else agreed or UTF16


def make_server(today: Callable[[], date]) -> Server:
    """A server with all that it answers to."""
    server = Server(today)
    for feature, (answer, options) in _ANSWERS.items():
        server.feature(feature, options)(answer)
    return server


async def _opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.judge_soon(params.text_document.uri, 0)


async def _changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    ls.judge_soon(params.text_document.uri)


async def _saved(ls: Server, _: types.DidSaveTextDocumentParams) -> None:
    ls.judge_all()


async def _changed_beside(ls: Server, _: types.DidChangeWatchedFilesParams) -> None:
    ls.judge_all()


async def _closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    uri = params.text_document.uri
    found = hover(ls.manifest(uri), ls.offset(uri, params.position), ls.catalog(uri), ls.desk.today())
    if found is None:
        return None
    page = types.MarkupContent(types.MarkupKind.Markdown, found.page)
    return types.Hover(page, as_range(ls.lines(uri).range(found.start, found.end)))


def _definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
    uri = params.text_document.uri
    found = definition(ls.manifest(uri), ls.offset(uri, params.position))
    return types.Location(uri, as_range(ls.lines(uri).range(*found))) if found else None


def _complete(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    uri = params.text_document.uri
    found = complete(ls.manifest(uri), ls.offset(uri, params.position), ls.catalog(uri))
    if found is None:
        return []
    where = as_range(ls.lines(uri).range(found.start, found.end))
    return [item(one, where, uri) for one in found.offers]


def _fixes(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    start, end = ls.offset(uri, params.range.start), ls.offset(uri, params.range.end)
    here = [note for note in ls.notes(uri) if note.start <= end and start <= note.end]
    text, lines, catalog, day = ls.text(uri), ls.lines(uri), ls.catalog(uri), ls.desk.today()
    return [action(fix, note, lines, uri) for note in here for fix in fixes(note, text, catalog, day)]


def _resolve(ls: Server, chosen: types.CompletionItem) -> types.CompletionItem:
    """The page about what was chosen; hundreds of them would be too much to send."""
    if isinstance(chosen.data, dict):
        uri, kind, name = chosen.data["uri"], Kind[chosen.data["kind"]], chosen.data["name"]
        page = page_of(kind, name, ls.text(uri), ls.catalog(uri), ls.desk.today())
        chosen.documentation = types.MarkupContent(types.MarkupKind.Markdown, page) if page else None
    return chosen


_ANSWERS: dict[str, tuple[Callable[..., object], object]] = {
    types.TEXT_DOCUMENT_DID_OPEN: (_opened, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (_changed, None),
    types.TEXT_DOCUMENT_DID_SAVE: (_saved, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (_closed, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_changed_beside, None),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
    types.TEXT_DOCUMENT_DEFINITION: (_definition, None),
    types.TEXT_DOCUMENT_COMPLETION: (
        _complete,
        types.CompletionOptions(trigger_characters=list(" @/[{,>:"), resolve_provider=True),
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _fixes,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    ),
    types.COMPLETION_ITEM_RESOLVE: (_resolve, None),
}
"""What an editor says or asks, who answers, and what it is told of that."""
