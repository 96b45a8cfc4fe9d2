"""How a process of the command line ends when it is stopped from outside, from its first line on.

Nothing is raised: an exception in the middle of an import, of a callback or of another library is swallowed there, or
breaks it. The handler removes what is unfinished, says in one line that the work stopped, and ends the process at once.
This module imports nothing heavy, so that the handler stands before anything else is imported. A program that uses the
engine as a library keeps its own handlers: only the command line installs these.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

ENDINGS: dict[str, tuple[str, str]] = {
    "stopped": ("Stopped.", "Arrêté."),
    "stopped-from-outside": ("Stopped from outside.", "Arrêté de l'extérieur."),
    "import-failed": (
        "The installation is not whole: {reason}. Install ronde again.",
        "L'installation n'est pas entière\N{NO-BREAK SPACE}: {reason}. Réinstallez ronde.",
    ),
}
"""Sentences that may be said before any other module is there, in English and French."""

ENDED_BY = 128
"""A process that a signal ended has this exit code plus the signal's number, as shells count."""

INTERRUPTED = ENDED_BY + signal.SIGINT

HELPER_ENDS_WITHIN = 5.0
"""Seconds within which a helping process that was asked to end must have tidied up after itself."""

LOOK_EVERY = 0.05
"""Seconds from one look at whether it has ended to the next."""


class _State:
    """What the handler must know: the language, what to remove, what to say, whether it must wait."""

    def __init__(self) -> None:
        self.language = 0
        self.installed = False
        self.unfinished: dict[str, None] = {}
        self.helpers: list[int] = []
        self.last_words: list[str] = []
        self.line_open = False
        self.waiting = 0
        self.caught: int | None = None


_state = _State()


def install(language: str) -> None:
    """Install the handlers. A signal that this process was told to ignore stays ignored."""
    _state.language = int(language == "fr")
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
            signal.signal(number, _stop)
            _state.installed = _state.installed or number == signal.SIGINT


def leave() -> None:
    """Ignore interrupts from now on: the answer is out, and nothing is left but to end; or this process helps another,
    which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Start processes that interrupts from the keyboard do not reach: this one ends them, and they say nothing."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def unfinished(path: str | os.PathLike[str]) -> Iterator[None]:
    """Remove this file or folder if the process is stopped meanwhile. The path need not exist yet."""
    name = os.path.abspath(path)
    _state.unfinished[name] = None
    try:
        yield
    finally:
        _state.unfinished.pop(name, None)


@contextmanager
def helper(process: int) -> Iterator[None]:
    """End this child, by its number, before anything is removed if the process is stopped meanwhile: it may be writing.

    What another library has done with interrupts since the handlers were installed is undone.
    """
    if _state.installed:
        signal.signal(signal.SIGINT, _stop)
    _state.helpers.append(process)
    try:
        yield
    finally:
        if process in _state.helpers:
            _state.helpers.remove(process)


@contextmanager
def last_words(text: str) -> Iterator[None]:
    """Say this, and not only that the work stopped, if the process is stopped meanwhile."""
    _state.last_words.append(text)
    try:
        yield
    finally:
        _state.last_words.pop()


@contextmanager
def undivided() -> Iterator[None]:
    """Let a first signal wait until this is done, so that it is done whole; a second one ends the process at once."""
    _state.waiting += 1
    try:
        yield
    finally:
        _state.waiting -= 1
        if _state.caught is not None and not _state.waiting:
            _end(_state.caught)


def line_open(is_open: bool) -> None:
    """Note whether the last line of standard error is unfinished: what is said next then begins a line."""
    _state.line_open = is_open


def _stop(number: int, frame: FrameType | None) -> None:
    first, _state.caught = _state.caught is None, number
    if not (first and _state.waiting):
        _end(number)


def _end(number: int) -> None:
    """End the helpers, remove what is unfinished, say so, and end."""
    out = _alone() if _state.helpers else 2
    while _state.helpers:
        _end_helper(_state.helpers.pop())
    for name in list(_state.unfinished):
        _remove(name)
    said = ENDINGS["stopped" if number == signal.SIGINT else "stopped-from-outside"][_state.language]
    if _state.last_words and number == signal.SIGINT:
        said = _state.last_words[-1]
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    text = f"{chr(10) if _state.line_open else ''}{said}\n"
    with suppress(OSError):
        os.write(out, text.encode(encoding, "backslashreplace"))
    os._exit(ENDED_BY + number)


def _alone() -> int:
    """Standard error for this module alone: other threads may complain there that a helper has ended."""
    try:
        out, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
    except OSError:
        return 2
    return out


def _end_helper(process: int) -> None:
    """Ask a child to end, and see that it does."""
    with suppress(OSError):
        os.kill(process, signal.SIGTERM)
        for _ in range(round(HELPER_ENDS_WITHIN / LOOK_EVERY)):
            if os.waitpid(process, os.WNOHANG) != (0, 0):
                return
            time.sleep(LOOK_EVERY)
        os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))


def _remove(name: str) -> None:
    """Remove a file, or a folder with all that is in it, if it is there and as far as that is possible."""
    with suppress(OSError):
        if os.path.isdir(name) and not os.path.islink(name):
            for folder, _, files in os.walk(name, topdown=False):
                for each in files:
                    os.unlink(os.path.join(folder, each))
                os.rmdir(folder)
        else:
            os.unlink(name)
