"""An editor that talks to the language server over its standard input and output, as VS Code or Neovim does."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Message = dict[str, Any]
PATIENCE = 60.0
"""Seconds after which a test no longer waits for a message."""


class Editor:
    """A session with a server of its own, about the folder `root`."""

    def __init__(
        self,
        root: Path,
        *words: str,
        locale: str = "en",
        capabilities: Mapping[str, Any] | None = None,
        pause: float | None = None,
    ) -> None:
        command = [sys.executable, "-m", "ronde", "lsp", *words]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root
        )
        self.told: list[Message] = []
        self._messages: queue.Queue[Message | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self._number = 0
        self._versions: dict[Path, int] = {}
        about = {"processId": os.getpid(), "rootUri": root.as_uri(), "locale": locale}
        about |= {"initializationOptions": {} if pause is None else {"pause": pause}}
        self.abilities = self.ask("initialize", {**about, "capabilities": capabilities or {}})["capabilities"]
        self.note("initialized", {})

    def raw(self, content: bytes) -> None:
        """Send bytes, whatever they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(content)
        self.process.stdin.flush()

    def note(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def answer(self, method: str, params: Any) -> Message:
        """The whole answer to a request."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        return self.wait(lambda message: message.get("id") == number and "method" not in message)

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request that must succeed."""
        answer = self.answer(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def at(self, method: str, path: Path, text: str, mark: str, **more: Any) -> Any:
        """The result of a request about the place of a file's text where a mark (`|`) stands in some words of it."""
        before, _, after = mark.partition("|")
        assert text.count(before + after) >= 1, mark
        offset = text.index(before + after) + len(before)
        line = text.count("\n", 0, offset)
        character = len(text[text.rfind("\n", 0, offset) + 1 : offset].encode("utf-16-le")) // 2
        position = {"line": line, "character": character}
        return self.ask(method, {"textDocument": {"uri": path.as_uri()}, "position": position, **more})

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, with its own text or another."""
        text = path.read_text(encoding="utf-8") if text is None else text
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.note("textDocument/didOpen", {"textDocument": document})
        return text

    def type(self, path: Path, text: str) -> None:
        """Put another text in an open file."""
        version = self._versions[path] = self._versions.get(path, 1) + 1
        document = {"uri": path.as_uri(), "version": version}
        self.note("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def wrong(self, path: Path, wanted: Callable[[list[Message]], bool] = lambda _: True) -> list[Message]:
        """What is next told to be wrong with a file, such as it is wanted."""

        def about(message: Message) -> bool:
            if message.get("method") != "textDocument/publishDiagnostics":
                return False
            return message["params"]["uri"] == path.as_uri() and wanted(message["params"]["diagnostics"])

        diagnostics: list[Message] = self.wait(about)["params"]["diagnostics"]
        return diagnostics

    def wait(self, wanted: Callable[[Message], bool]) -> Message:
        """The next message that is wanted."""
        end = time.monotonic() + PATIENCE
        while True:
            message = self._messages.get(timeout=max(0.01, end - time.monotonic()))
            assert message is not None, "the server has ended"
            self.told.append(message)
            if wanted(message):
                return message

    def close(self) -> tuple[int, str]:
        """End the session: the exit code of the server, and what it wrote where errors go."""
        self.ask("shutdown", None)
        self.note("exit", None)
        assert self.process.stderr is not None
        errors = self.process.stderr.read().decode()
        return self.process.wait(PATIENCE), errors

    def _send(self, message: Message) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))

    def _read(self) -> None:
        assert self.process.stdout is not None
        while header := self.process.stdout.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = self.process.stdout.readline()
            self._messages.put(json.loads(self.process.stdout.read(length)))
        self._messages.put(None)
