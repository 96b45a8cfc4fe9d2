"""A session with one editor: its language and encoding, what it has open, and the books that these files belong to.

What is asked is answered in one thread, in the order in which it came; the loop that reads messages never waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls import uris

from ronde.api.workspace import Workspace, book_above, book_below
from ronde.language import LANGUAGES
from ronde.lsp.positions import Positions

PAUSE = 0.7
"""Seconds after the last change before a book is checked, unless the editor asks for another pause."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is made from: the book, the file and its text, its places, and the language."""

    workspace: Workspace
    path: Path
    text: str
    encoding: types.PositionEncodingKind
    language: str

    @property
    def positions(self) -> Positions:
        """The places of the text."""
        return Positions(self.text, self.encoding)


@dataclass(slots=True)
class Session:
    """What is known of the editor. `rulesets` is the book that files are about which stand in none; `pause` the seconds
    after the last change before a book is checked."""

    rulesets: Path | None
    language: str
    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16
    pause: float = PAUSE
    roots: tuple[Path, ...] = ()
    texts: dict[Path, str] = field(default_factory=dict)
    workspaces: dict[Path, Workspace] = field(default_factory=dict)
    quick: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "ronde-quick"))

    def begin(self, params: types.InitializeParams, encoding: types.PositionEncodingKind) -> None:
        """Note what the editor says of itself."""
        self.encoding = encoding
        wanted = (params.locale or "")[:2].lower()
        self.language = wanted if wanted in LANGUAGES else self.language
        options = params.initialization_options
        pause = options.get("pause") if isinstance(options, dict) else None
        self.pause = max(0.0, float(pause)) if isinstance(pause, int | float) else PAUSE
        folders = [each.uri for each in params.workspace_folders or ()] or [params.root_uri or ""]
        self.roots = tuple(path for uri in folders if (path := path_of(uri)) is not None)

    def workspace(self, path: Path) -> Workspace | None:
        """The book that a file is about: that in which it stands (or stood, if its book.yaml is gone), else the one
        that was named, else the first below the folders of the editor; None if there is none."""
        known = next((each for each in self.workspaces if path.is_relative_to(each)), None)
        folder = book_above(path) or known or self.rulesets
        folder = folder or next((found for root in self.roots if (found := book_below(root)) is not None), None)
        if folder is None:
            return None
        if folder not in self.workspaces:
            self.workspaces[folder] = Workspace(folder, self.roots)
        return self.workspaces[folder]

    def prepare(self) -> list[Workspace]:
        """Read the book of each folder of the editor before anything is asked of it."""
        found = [workspace for root in self.roots if (workspace := self.workspace(root / "any")) is not None]
        for workspace in dict.fromkeys(found):
            self.quick.submit(workspace.prepare)
        return found

    def write(self, path: Path, text: str | None) -> None:
        """Note what stands in an open file, for everything that is asked from now on; None if it is closed."""
        if text is None:
            self.texts.pop(path, None)
        else:
            self.texts[path] = text
        workspace = self.workspace(path)
        if workspace is not None:
            self.quick.submit(workspace.write, path, text)

    async def ask(self, uri: str, answer: Callable[[Asked], T]) -> T | None:
        """An answer about a file; None if it is about no book, or is not there."""
        path = path_of(uri)
        workspace = None if path is None else self.workspace(path)
        if path is None or workspace is None:
            return None
        text = self.texts.get(path)
        language, encoding = self.language, self.encoding

        def answered() -> T | None:
            now = text if text is not None else workspace.text(path)
            return None if now is None else answer(Asked(workspace, path, now, encoding, language))

        return await asyncio.get_running_loop().run_in_executor(self.quick, answered)


def path_of(uri: str) -> Path | None:
    """The file that an address names; None for what is no file."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path and "\0" not in path else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return path.as_uri()
