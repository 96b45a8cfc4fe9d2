"""The least or the greatest value of some records, in native code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnPlaces, surely

FURTHEST = 2**63
"""One more than the greatest whole number that a column holds."""


def extreme(fold: Callable[..., Number], *, greatest: bool) -> Callable[[Context, Node[int]], OnPlaces]:
    """The least or the greatest of the records that are meant, else what the node's data say."""

    def native(context: Context, node: Node[int]) -> OnPlaces:
        kind = context.plan.nodes[node.args[2]].type

        def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
            meant, value = args

            def over(how: Callable[..., Number], rows: Sequence[Number], ends: Sequence[Number], most: bool) -> Number:
                idle = code.constant(-FURTHEST if most else FURTHEST - 1, BITS)
                return how(code, idle, *(code.select(row, each, idle) for row, each in zip(rows, ends, strict=True)))

            lows, highs = [each.lo for each in value], [each.hi for each in value]
            none = surely(code.constant(node.data, BITS))
            possible = code.of_each(present, (each.hi for each in meant))
            some = code.some(possible)
            found = [over(fold, possible, ends, greatest) for ends in (lows, highs)]
            exact = all(each.sure for each in value)
            every = code.where(some, surely(found[0]) if exact else Ends(found[0], found[1], False), none)
            if all(each.sure for each in meant):
                return every
            certain = code.of_each(present, (each.lo for each in meant))
            worst = Ends(over(fold, certain, lows, greatest), over(fold, certain, highs, greatest), False)
            least = over(Instructions.least, possible, lows, False)
            each = Ends(least, over(Instructions.greatest, possible, highs, True), False)
            doubtful = code.where(some, code.hull(each, none, kind), none)
            return code.where(code.some(certain), code.hull(worst, every, kind), doubtful)

        return write

    return native
