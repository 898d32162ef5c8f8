"""An editor's half of the protocol: pygls' own client, on a server that runs as a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

DAY = "2026-11-21"
PATIENCE = 60
"""Seconds; the machine of the tests may be busy."""
T = TypeVar("T")


class Editor:
    """What a person does in an editor, one thing after another."""

    def __init__(self, folder: Path) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._said: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}
        self._versions: dict[str, int | None] = {}
        self._news = threading.Condition()
        self.client = LanguageClient("tests", "1")
        hear = lambda params: self._hear(params)  # noqa: E731, PLW0108 - pygls writes on what it is given
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(hear)
        self._await(
            self.client.start_io(
                sys.executable,
                "-m",
                "borderflow",
                "lsp",
                "--stdio",
                "--as-of",
                DAY,
                cwd=folder,
                env=_environ(),
            )
        )
        asked = types.InitializeParams(types.ClientCapabilities(), root_uri=folder.as_uri())
        self.greeting = self._await(self.client.initialize_async(asked))
        self._tell(self.client.initialized, types.InitializedParams())

    def open(self, uri: str, text: str, language: str = "yaml") -> list[types.Diagnostic]:
        """Open a document, and wait for what is said about it."""
        self._versions[uri] = 1
        document = types.TextDocumentItem(uri, language, 1, text)
        self._tell(self.client.text_document_did_open, types.DidOpenTextDocumentParams(document))
        return self.said(uri)

    def type(self, uri: str, text: str) -> list[types.Diagnostic]:
        """Put another text into a document, and wait for what is said about it."""
        self.type_on(uri, text)
        return self.said(uri)

    def type_on(self, uri: str, text: str) -> None:
        """The same without waiting."""
        version = (self._versions[uri] or 0) + 1
        self._versions[uri] = version
        document = types.VersionedTextDocumentIdentifier(version, uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self._tell(self.client.text_document_did_change, types.DidChangeTextDocumentParams(document, [whole]))

    def save(self, uri: str) -> list[types.Diagnostic]:
        """Save a document, and wait for what is said anew."""
        del self._said[uri]
        where = types.TextDocumentIdentifier(uri)
        self._tell(self.client.text_document_did_save, types.DidSaveTextDocumentParams(where))
        return self.said(uri)

    def close(self, uri: str) -> list[types.Diagnostic]:
        """Close a document, and wait for what is said last, which is about no version of it."""
        self._versions[uri] = None
        where = types.TextDocumentIdentifier(uri)
        self._tell(self.client.text_document_did_close, types.DidCloseTextDocumentParams(where))
        return self.said(uri)

    def said(self, uri: str) -> list[types.Diagnostic]:
        """What is said about the newest version of a document."""
        with self._news:
            heard = self._news.wait_for(
                lambda: self._said.get(uri, (0, []))[0] == self._versions[uri], PATIENCE
            )
            assert heard, f"nothing is said about version {self._versions[uri]} of {uri}"
            return self._said[uri][1]

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a request."""

        async def answer() -> Any:
            return await self.client.protocol.send_request_async(method, params)

        return self._await(answer())

    def leave(self) -> int | None:
        """Say goodbye as the protocol has it; gives the exit code of the server."""
        self._await(self.client.shutdown_async(None))
        self._tell(self.client.exit, None)
        server = self.client._server
        assert server is not None
        code = self._await(asyncio.wait_for(server.wait(), PATIENCE))
        self._loop.call_soon_threadsafe(self._loop.stop)
        return code

    def _hear(self, params: types.PublishDiagnosticsParams) -> None:
        with self._news:
            self._said[params.uri] = (params.version, list(params.diagnostics))
            self._news.notify_all()

    def _tell(self, how: Callable[[Any], None], params: object) -> None:
        self._loop.call_soon_threadsafe(how, params)

    def _await(self, what: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(PATIENCE)


@contextmanager
def editing(folder: Path) -> Iterator[Editor]:
    """An editor in a folder; at the end the server must have left in peace."""
    editor = Editor(folder)
    yield editor
    assert editor.leave() == 0


def _environ() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
