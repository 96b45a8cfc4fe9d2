"""Columns or native code: which of the two finds a block. The answers are the same, whichever does.

A plan runs in columns until so many rows have come that compiling pays. Then native code is made beside it, and takes
over when it is ready; where it cannot be had, columns go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ronde.columns.native.notes import MISSING, note
from ronde.columns.partial_evaluation import Simplified
from ronde.columns.program import Block, Program, Result
from ronde.operations.arrays import Array, Context

if TYPE_CHECKING:
    from ronde.columns.native.program import NativeProgram
    from ronde.columns.native.straight import Straight

MANY = 2**17
"""How many rows come before native code is made of a plan: it takes about as long as these take in columns."""


class Choice:
    """What finds some nodes of a plan. `marking` are conditions that hold of few rows. Threads may share it."""

    def __init__(self, context: Context, wanted: Iterable[int], marking: Iterable[int], simple: Simplified) -> None:
        self._wanted, self._marking, self._simple = tuple(wanted), tuple(marking), simple
        self._columns = Program(context, (*self._wanted, *self._marking), simple)
        self._native: NativeProgram | None = None
        self._straight: Straight | None = None
        self._rows, self._asked = 0, False

    @property
    def context(self) -> Context:
        """What its columns share."""
        return self._columns.context

    @property
    def looped(self) -> bool:
        """Whether one loop decides rows to their end, nothing being found in columns before."""
        return self._native is not None and self._native.looped

    @property
    def awaited(self) -> bool:
        """Whether a loop decides whole batches straight from Arrow, or soon will."""
        return self._straight is not None and self._straight.awaited

    def straight(self, wanted: Mapping[int, np.dtype[Any]], scopes: Mapping[str, Array], rows: int) -> Straight | None:
        """What decides whole batches straight from Arrow, its answers of these types, where facts are defined as
        `scopes` say, if `rows` more are enough rows for it and it can be had."""
        if self._straight is None and not self._asked and self._rows + rows >= MANY:
            self._straight = self._made_straight(wanted, scopes)
        return self._straight if self.awaited else None

    def run(self, block: Block) -> Result:
        """The columns of the nodes for a block."""
        self._rows += block.rows
        if self._rows >= MANY and not self._asked and not self.awaited:
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

    def _made_straight(self, wanted: Mapping[int, np.dtype[Any]], scopes: Mapping[str, Array]) -> Straight | None:
        try:
            from ronde.columns.native.straight import Straight
        except ImportError:
            return None
        return Straight(self.context, wanted, self._marking, self._simple, scopes)
