"""The server: what it can do, and which function answers what."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NoReturn

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from ronde import __version__
from ronde.lsp import answers
from ronde.lsp.checking import Checking
from ronde.lsp.diagnostics import told
from ronde.lsp.protocol import Protocol, is_parse_error
from ronde.lsp.session import Asked, Session, path_of, uri_of
from ronde.messages import translate
from ronde.messages.diagnostics import Diagnostic, RondeError

REFUSED = types.LSPErrorCodes.RequestFailed.value
"""The code of a request that was understood and cannot be met."""

WATCHED = "**/*.{yaml,yml,json}"
"""The files of which an editor is asked to say when they change on the disk."""


class Server(LanguageServer):
    """A server that says in words what went wrong, and goes on."""

    def __init__(self, session: Session) -> None:
        # All of a text comes with each change: what pygls takes for the end of a line is not what the protocol does.
        super().__init__("ronde", __version__, types.TextDocumentSyncKind.Full, protocol_cls=Protocol, max_workers=2)
        self.session = session
        self.dismissed = False
        self.checking = Checking(session, self.show, self.failed)

    def show(self, path: Path, text: str, found: list[Diagnostic]) -> None:
        """Tell what is wrong with a file."""
        diagnostics = told(found, text, self.session.encoding, self.session.language)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(path), diagnostics))

    def failed(self, error: BaseException) -> None:
        """Tell that something could not be done."""
        self._say("lsp-failed", reason=" ".join(str(error).split())[:200])

    def report_server_error(self, error: Exception, source: object) -> None:
        """Tell that a message was not understood."""
        if is_parse_error(error) and isinstance(self.protocol, Protocol):
            self.protocol.not_json()
        self._say("lsp-not-understood")

    def _say(self, key: str, **params: str) -> None:
        text = translate(key, self.session.language, **params)
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))


def serve(rulesets: Path | None, language: str) -> NoReturn:
    """Serve one editor over standard input and output until it ends the session or goes away, and end the process: no
    check that is under way is waited for. The exit code is 1 if the editor went without saying so.

    The output is the server's alone: whatever else is printed goes to where errors go.
    """
    if not os.environ.get("RONDE_DEBUG"):
        logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    made = server(Session(rulesets, language))
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, redirect_stdout(sys.stderr):
        made.start_io(stdout=out)
    sys.stderr.flush()
    os._exit(int(not made.dismissed))


def server(session: Session) -> Server:
    """The server of a session, with all that it answers."""
    made = Server(session)
    _lifecycle(made)
    _files(made)
    _asked(made)
    _commands(made)
    return made


def _lifecycle(made: Server) -> None:
    @made.feature(types.INITIALIZE)
    def begin(params: types.InitializeParams) -> None:
        made.session.begin(params, types.PositionEncodingKind(made.workspace.position_encoding or "utf-16"))

    @made.feature(types.INITIALIZED)
    def begun(_: types.InitializedParams) -> None:
        for workspace in made.session.prepare():
            made.checking.book(workspace, made.session.pause)
        client = made.client_capabilities.workspace
        watched = client.did_change_watched_files if client else None
        if watched and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            made.client_register_capability(
                types.RegistrationParams([types.Registration("ronde-files", method, options)])
            )

    @made.feature(types.SHUTDOWN)
    def dismissed(_: None) -> None:
        made.dismissed = True


def _files(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        _written(made, params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        _written(made, params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        _look(made, params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path is not None:
            made.session.write(path, None)
            made.checking.closed(path)

    @made.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def moved(params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            _look(made, change.uri)


def _written(made: Server, uri: str) -> None:
    """Note what a file holds now, and check it."""
    path = path_of(uri)
    if path is not None:
        made.session.write(path, made.workspace.get_text_document(uri).source)
        made.checking.changed(path)


def _look(made: Server, uri: str) -> None:
    """Check the book of a file that changed on the disk."""
    path = path_of(uri)
    workspace = made.session.workspace(path) if path is not None else None
    if workspace is not None:
        made.checking.book(workspace)


def _asked(made: Server) -> None:
    _about_place(made, types.TEXT_DOCUMENT_HOVER, answers.hover)
    _about_place(made, types.TEXT_DOCUMENT_DEFINITION, answers.definition)
    _about_place(made, types.TEXT_DOCUMENT_PREPARE_RENAME, answers.nameable)

    @made.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions([".", " "], resolve_provider=True))
    async def complete(params: types.CompletionParams) -> Any:
        return await _answered(made, params.text_document.uri, lambda about: answers.completion(about, params.position))

    @made.feature(types.COMPLETION_ITEM_RESOLVE)
    async def resolve(item: types.CompletionItem) -> Any:
        of = item.data if isinstance(item.data, dict) else {}
        uri, name = str(of.get("uri", "")), str(of.get("name", ""))
        return await _answered(made, uri, lambda about: answers.resolved(about, item, name)) or item

    @made.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: types.ReferenceParams) -> Any:
        place, defined = params.position, params.context.include_declaration
        return await _answered(
            made, params.text_document.uri, lambda about: answers.references(about, place, defined=defined)
        )

    @made.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: types.DocumentSymbolParams) -> Any:
        return await _answered(made, params.text_document.uri, answers.symbols)

    @made.feature(types.TEXT_DOCUMENT_RENAME)
    async def rename(params: types.RenameParams) -> Any:
        place, name = params.position, params.new_name
        return await _answered(made, params.text_document.uri, lambda about: answers.rename(about, place, name))

    @made.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    async def mend(params: types.CodeActionParams) -> Any:
        known = made.checking.shown(path_of(params.text_document.uri))
        return await _answered(
            made, params.text_document.uri, lambda about: answers.actions(about, params.range, known)
        )

    @made.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lenses(params: types.CodeLensParams) -> Any:
        return await _answered(made, params.text_document.uri, answers.lenses)


def _commands(made: Server) -> None:
    @made.command(answers.COMMANDS["reach"])
    async def reach(uri: str, line: int) -> None:
        path = path_of(uri)
        workspace = made.session.workspace(path) if path is not None else None
        if path is None or workspace is None:
            return
        try:
            await made.checking.apart(lambda: workspace.reach(path))
        except RondeError as refused:
            raise JsonRpcException(refused.text(made.session.language), REFUSED) from None
        client = made.client_capabilities.workspace
        if client and client.code_lens and client.code_lens.refresh_support:
            made.workspace_code_lens_refresh(None)

    @made.command(answers.COMMANDS["cases"])
    async def cases(uri: str, line: int) -> Any:
        found = await _answered(made, uri, lambda about: answers.reaching(about, line)) or []
        names = "\n".join(name for name, _ in found)
        made.window_show_message(types.ShowMessageParams(types.MessageType.Info, names))
        return [location for _, location in found]


def _about_place(made: Server, method: str, answer: Callable[[Asked, types.Position], Any]) -> None:
    """Answer a request about a place of a file."""

    @made.feature(method)
    async def asked(params: types.TextDocumentPositionParams) -> Any:
        return await _answered(made, params.text_document.uri, lambda about: answer(about, params.position))


async def _answered(made: Server, uri: str, answer: Callable[[Asked], Any]) -> Any:
    """An answer; nothing where it cannot be found, which is said. Errors: JsonRpcException for what is refused."""
    try:
        return await made.session.ask(uri, answer)
    except RondeError as refused:
        raise JsonRpcException(refused.text(made.session.language), REFUSED) from None
    except Exception as error:
        made.failed(error)
        return None
