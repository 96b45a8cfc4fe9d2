"""How many different values there are over the records that are meant: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnPlaces


def native(context: Context, node: Node[int]) -> OnPlaces:
    """What writes the instructions that find it from its arguments, place by place. Though all are known, it has bounds
    if there are more records than there can be different values: a row may say what the rules could never give."""
    kind = context.plan.nodes[node.args[2]].type

    def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
        meant, value = args
        values = [each.lo for each in value]
        told = [code.known(each, kind) for each in value]
        certain = code.of_each(present, (each.lo for each in meant))
        possible = code.of_each(present, (each.hi for each in meant))
        least = code.greatest(
            _number(code, _different(code, code.of_each(certain, told), values)), _number(code, [code.some(certain)])
        )
        untold = code.of_each(possible, map(code.negate, told))
        most = _number(code, [*_different(code, code.of_each(possible, told), values), *untold])
        sure = len(present) <= node.data and all(each.sure for some in args for each in some)
        return Ends(least, least if sure else code.least(most, code.constant(node.data, BITS)), sure)

    return write


def _number(code: Instructions, truths: Sequence[Number]) -> Number:
    """How many of some truths hold."""
    return code.add([code.constant(0, BITS), *truths], BITS)


def _different(code: Instructions, rows: Sequence[Number], values: Sequence[Number]) -> list[Number]:
    """Of each record whether it has a value that none of some records before it has."""
    found = []
    for place, row in enumerate(rows):
        met = [code.all(rows[other], code.compare(values[other], "==", values[place])) for other in range(place)]
        found.append(code.all(row, code.negate(code.some(met))))
    return found
