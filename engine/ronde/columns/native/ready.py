"""Loops made ready: written, then taken from what is kept on disk or compiled, while others go on with columns."""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from subprocess import SubprocessError
from threading import Lock, Thread
from typing import Generic, TypeVar

from ronde.columns.native.brought import Stands, of_array
from ronde.columns.native.compiled import Compiled, made_for
from ronde.columns.native.inputs import Input
from ronde.columns.native.maker import code_of
from ronde.columns.native.notes import FAILED, note
from ronde.columns.native.written import Written
from ronde.read import cache

MOST = 8
"""For how many ways in which blocks bring their values (which are known of all rows, how long lists are) loops are made
of one plan; other blocks are left to columns."""

WAITS = False
"""Whether whoever asks for a loop waits until it is ready."""


W = TypeVar("W", bound=Written)


@dataclass(frozen=True)
class Loop(Generic[W]):
    """A loop for blocks that bring their values one way."""

    written: W
    run: Compiled

    @cached_property
    def tables(self) -> list[Stands]:
        """Where its tables stand."""
        return [of_array(each, single=True) for each in self.written.tables]


class Loops(Generic[W]):
    """The loops of one plan, by how blocks bring their values. Threads may share it."""

    def __init__(self, write: Callable[[tuple[Input, ...]], W]) -> None:
        self._write, self._lock = write, Lock()
        self._codes: dict[tuple[Input, ...], tuple[W, bytes] | None] = {}
        self._loops: dict[tuple[Input, ...], Loop[W]] = {}
        self._failed = False

    @property
    def ready(self) -> bool:
        """Whether there is one."""
        return bool(self._loops)

    @property
    def many(self) -> bool:
        """Whether so many ways were met that the next ones had better be alike."""
        return len(self._codes) >= MOST // 2

    @property
    def awaited(self) -> bool:
        """Whether one may yet be made."""
        return not self._failed

    def of(self, inputs: tuple[Input, ...]) -> Loop[W] | None:
        """The loop for blocks that bring their values so; None while it is being made, and if it cannot be had."""
        if inputs in self._loops:
            return self._loops[inputs]
        with self._lock:
            if inputs not in self._codes and len(self._codes) < MOST:
                self._codes[inputs] = None
                making = Thread(target=self._make, args=(inputs,), daemon=True)
                making.start()
                if WAITS:
                    making.join()
            if (made := self._codes.get(inputs)) is not None:
                self._loops[inputs] = Loop(made[0], Compiled(made[1]))
        return self._loops.get(inputs)

    def _make(self, inputs: tuple[Input, ...]) -> None:
        """Make the code of a loop. What the library or the system refuses is left to columns, and noted."""
        try:
            written = self._write(inputs)
            self._codes[inputs] = written, _code(written.text)
        except (RuntimeError, OSError, SubprocessError):
            self._failed = True
            note(FAILED)


def _code(text: str) -> bytes:
    """The code of a text: as it was kept for this processor, or made and kept. Errors: OSError, SubprocessError."""
    key = hashlib.sha256(f"native\0{made_for()}\0{text}".encode()).hexdigest()
    kept = cache.load(key)
    if isinstance(kept, str):
        try:
            return b64decode(kept, validate=True)
        except binascii.Error:
            pass
    return code_of(text, key)
