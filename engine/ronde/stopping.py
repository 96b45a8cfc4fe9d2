"""Long work that may be asked to stop: who begins it says by what, and the work looks before each of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event

_asked: ContextVar[Event | None] = ContextVar("asked", default=None)


class Stopped(Exception):
    """The work was asked to stop."""


@contextmanager
def stopped_by(event: Event) -> Iterator[None]:
    """Let what begins here stop once an event is set, also in tasks and in threads that take over this context."""
    before = _asked.set(event)
    try:
        yield
    finally:
        _asked.reset(before)


def look() -> None:
    """Errors: Stopped if this work was asked to stop."""
    asked = _asked.get()
    if asked is not None and asked.is_set():
        raise Stopped
