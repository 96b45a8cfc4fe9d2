"""Columns or native code: which of the two finds a block. The answers are the same, whichever does.

A plan runs in columns until so many rows have come that compiling pays. Then native code is made beside it, and takes
over when it is ready; where it cannot be had, columns go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from ronde.columns.answers import Asked
from ronde.columns.native.notes import MISSING, note
from ronde.columns.partial_evaluation import Simplified
from ronde.columns.program import Block, Program, Result
from ronde.operations.arrays import Context

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

    def straight(
        self, asked: Callable[[], Mapping[str, Asked]], cautions: Mapping[str, int], rows: int
    ) -> Straight | None:
        """What decides whole batches straight from Arrow, the facts asked and the cautions of facts' own; None if it
        cannot be had, or `rows` more are too few for it."""
        if self._straight is None and not self._asked and self._rows + rows >= MANY:
            self._straight = self._made_straight(asked(), cautions)
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

    def _made_straight(self, asked: Mapping[str, Asked], cautions: Mapping[str, int]) -> Straight | None:
        try:
            from ronde.columns.native.straight import Straight
        except ImportError:
            return None
        return Straight(self.context, self._simple, asked, cautions, self._marking)
