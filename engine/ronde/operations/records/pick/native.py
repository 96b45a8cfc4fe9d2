"""The value of the record that comes last by some numbers: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, Number, OnPlaces
from ronde.operations.records.certain_instructions import any_of


def native(context: Context, node: Node[Value]) -> OnPlaces:
    """What writes the instructions that find it from its arguments, place by place."""
    none = context.column(node.data, node.type)

    def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
        meant, *by, values = args
        certain = code.of_each(present, (each.lo for each in meant))
        possible = code.of_each(present, (each.hi for each in meant))
        places = range(len(present))
        standing = []
        for place in places:
            beaten = [
                code.all(certain[other], _ahead(code, [(each[other], each[place]) for each in by], ties=other < place))
                for other in places
                if other != place
            ]
            standing.append(code.all(possible[place], code.negate(code.some(beaten))))
        none_stands = code.negate(code.some(certain))
        return any_of(code, standing, values, code.shared(none, node.type), none_stands, node.type)

    return write


def _ahead(code: Instructions, both: Sequence[tuple[Ends, Ends]], *, ties: bool) -> Number:
    """Whether one list of numbers surely comes after another in order of size, the first number counting most."""
    found = code.constant(int(ties), 1)
    for one, other in reversed(both):
        same = code.all(code.compare(one.lo, "==", other.hi), found)
        found = code.any(code.compare(one.lo, ">", other.hi), same)
    return found
