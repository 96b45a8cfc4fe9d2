"""When files and books are checked, and what an editor is told of them.

A file is checked by itself a moment after it was changed, in the thread that answers; its book in another, once the
typing stops. Until then what was found in the book stays where its lines are now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ronde.api.workspace import Workspace, shifted
from ronde.lsp.session import Session
from ronde.messages.diagnostics import Diagnostic

AT_ONCE = 0.03
"""Seconds from the last change to the check of the file."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a file, and the text in which it was found."""

    text: str
    diagnostics: list[Diagnostic]

    def within(self, text: str) -> list[Diagnostic]:
        """What of it is about lines of another text of the file."""
        return shifted(self.diagnostics, self.text, text)


class Checking:
    """The checks of the files that are open and of their books. `show` is told what is wrong with a file, by its text;
    `failed` what went wrong in a check itself."""

    def __init__(
        self,
        session: Session,
        show: Callable[[Path, str, list[Diagnostic]], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._session, self._show, self._failed = session, show, failed
        self._alone: dict[Path, Found] = {}
        self._whole: dict[Path, dict[Path, Found]] = {}
        self._shown: dict[Path, list[Diagnostic]] = {}
        self._timers: dict[Path, asyncio.TimerHandle] = {}
        self._running: dict[Path, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slow = ThreadPoolExecutor(1, "ronde-slow")

    def changed(self, path: Path) -> None:
        """Check a file that was opened or changed, then its book."""
        workspace = self._session.workspace(path)
        if workspace is None:
            return
        self._later(path, AT_ONCE, lambda: self._begin(self._check(workspace, path)))
        self.book(workspace, self._session.pause)

    def closed(self, path: Path) -> None:
        """Forget what an open file held; what is on the disk counts again."""
        self._alone.pop(path, None)
        workspace = self._session.workspace(path)
        if workspace is not None:
            self.book(workspace, AT_ONCE)

    def book(self, workspace: Workspace, pause: float = AT_ONCE) -> None:
        """Check a book after a pause; if it is being checked then, once more afterwards, when nothing was changed for
        as long: a check of a book takes time from the check of the file that is typed."""
        self._later(workspace.folder, pause, lambda: self._begin(self._check_book(workspace)))

    def shown(self, path: Path | None) -> list[Diagnostic]:
        """What was last told to be wrong with a file."""
        return [] if path is None else self._shown.get(path, [])

    async def apart(self, work: Callable[[], None]) -> None:
        """Do something that takes seconds in the thread in which books are checked."""
        await asyncio.get_running_loop().run_in_executor(self._slow, work)

    def _later(self, what: Path, pause: float, check: Callable[[], None]) -> None:
        waiting = self._timers.pop(what, None)
        if waiting is not None:
            waiting.cancel()
        self._timers[what] = asyncio.get_running_loop().call_later(pause, check)

    def _begin(self, check: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(check)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._failed(error)

    async def _check(self, workspace: Workspace, path: Path) -> None:
        text = self._session.texts.get(path)
        if text is None:
            return
        found = await asyncio.get_running_loop().run_in_executor(self._session.quick, workspace.check, path)
        if self._session.texts.get(path) == text:
            self._alone[path] = Found(text, found)
            self._tell(workspace, path)

    async def _check_book(self, workspace: Workspace) -> None:
        if workspace.folder in self._running:
            self._running[workspace.folder] = True
            return
        self._running[workspace.folder] = False
        try:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._session.quick, workspace.ready)
            texts = dict(self._session.texts)
            found = await loop.run_in_executor(self._slow, workspace.check_book)
        finally:
            again = self._running.pop(workspace.folder)
        before = self._whole.get(workspace.folder, {})
        self._whole[workspace.folder] = {
            path: Found(texts.get(path, ""), list(diagnostics)) for path, diagnostics in found.items()
        }
        for path in dict.fromkeys([*before, *found]):
            self._tell(workspace, path)
        if again:
            self.book(workspace, self._session.pause)

    def _tell(self, workspace: Workspace, path: Path) -> None:
        """Tell what is known of a file: what was found in it alone, and with the book."""
        text = self._session.texts.get(path)
        whole = self._whole.get(workspace.folder, {}).get(path)
        if text is None:
            self._told(path, workspace.text(path) or "", [] if whole is None else whole.diagnostics)
            return
        alone = self._alone.get(path)
        found = [*(alone.within(text) if alone else ()), *(whole.within(text) if whole else ())]
        once = {(each.code, each.location.line, each.location.column): each for each in found}
        self._told(path, text, sorted(once.values(), key=lambda each: each.order))

    def _told(self, path: Path, text: str, found: list[Diagnostic]) -> None:
        self._shown[path] = found
        self._show(path, text, found)
