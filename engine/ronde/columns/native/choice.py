"""Columns or native code: which of the two finds a block. The answers are the same, whichever does.

A plan runs in columns until so many rows have come that compiling pays. Then native code is made beside it, and takes
over when it is ready; where it cannot be had, columns go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ronde.columns.native.notes import MISSING, note
from ronde.columns.partial_evaluation import Simplified
from ronde.columns.program import Block, Program, Result
from ronde.operations.arrays import Context

if TYPE_CHECKING:
    from ronde.columns.native.program import NativeProgram

MANY = 2**17
"""How many rows come before native code is made of a plan: it takes about as long as these take in columns."""


class Choice:
    """What finds some nodes of a plan. `marking` are conditions that hold of few rows. Threads may share it."""

    def __init__(self, context: Context, wanted: Iterable[int], marking: Iterable[int], simple: Simplified) -> None:
        self._wanted, self._marking, self._simple = tuple(wanted), tuple(marking), simple
        self._columns = Program(context, (*self._wanted, *self._marking), simple)
        self._native: NativeProgram | None = None
        self._rows, self._asked = 0, False

    @property
    def context(self) -> Context:
        """What its columns share."""
        return self._columns.context

    @property
    def looped(self) -> bool:
        """Whether one loop decides rows to their end, nothing being found in columns before."""
        return self._native is not None and self._native.looped

    def run(self, block: Block) -> Result:
        """The columns of the nodes for a block."""
        self._rows += block.rows
        if self._rows >= MANY and not self._asked:
            self._asked, self._native = True, self._made()
        found = None if self._native is None else self._native.run(block)
        return self._columns.run(block) if found is None else found

    def _made(self) -> NativeProgram | None:
        try:
            from ronde.columns.native.program import NativeProgram
        except ImportError:
            note(MISSING)
            return None
        return NativeProgram(self._columns, self._wanted, self._marking, self._simple)
