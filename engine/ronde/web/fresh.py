"""Answers by a book as its files stand: read again when they change; what is broken leaves the last good rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from ronde.api.book import Book
from ronde.api.errors import Diagnostic, RondeError
from ronde.api.reopening import files_state, reopened

EVERY = 1.0
"""After how many seconds the files are looked at again, if somebody asks something."""


@dataclass(slots=True)
class Standing:
    """Whether the files of a book are broken: since when that is known, and what is wrong; None and nothing if not."""

    since: datetime | None = None
    diagnostics: Sequence[Diagnostic] = ()


class Fresh:
    """Holds the application of a book, and makes another when the book is another."""

    def __init__(self, book: Book, made: Callable[[Book], ASGIApp], standing: Standing) -> None:
        self._book, self._made, self._app = book, made, made(book)
        self._standing, self._lock = standing, Lock()
        self._state, self._looked = files_state(book), time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by the last good rules."""
        if time.monotonic() - self._looked >= EVERY:
            await run_in_threadpool(self._look)
        await self._app(scope, receive, send)

    def _look(self) -> None:
        """Read the book again if its files are others. One request does so; the others do not wait."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._looked, state = time.monotonic(), files_state(self._book)
            if state == self._state:
                return
            self._state = state
            try:
                self._book = reopened(self._book)
            except RondeError as error:
                self._standing.since = self._standing.since or datetime.now()
                self._standing.diagnostics = error.diagnostics
            else:
                self._standing.since, self._standing.diagnostics = None, ()
                self._app = self._made(self._book)
        finally:
            self._lock.release()
