"""The value of the group with the most hours: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, Number, OnPlaces
from ronde.operations.records.certain_instructions import any_of, doubtful
from ronde.operations.records.hours.native import hours
from ronde.operations.records.hours.period_instructions import by_place, periods_of


def native(context: Context, node: Node[Measure]) -> OnPlaces:
    """What writes the instructions that find it from its arguments, place by place."""
    measure = node.data
    none = context.column(measure.none, node.type)
    kinds = [context.plan.nodes[arg].type for arg in node.args[2:8]]

    def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
        nothing = code.shared(none, node.type)
        if not present:
            return nothing
        places = range(len(present))
        possible = code.of_each(present, (each.hi for each in args[0]))
        certain = code.negate(doubtful(code, present, args[0], args[1:7], kinds))
        window = args[4][0].lo, args[5][0].lo
        groups = by_place(
            code, periods_of(code, present, args, certain=True), [each.lo for each in args[6]], together=False
        )
        counted = [
            code.select(there, hours(code, each, window, measure), code.constant(-1, 8))
            for there, each in zip(possible, groups, strict=True)
        ]
        none_stands = code.any(
            code.negate(certain), code.negate(code.some([code.against(each, ">", 0) for each in counted]))
        )
        settled = code.all(certain, none_stands)
        standing = [
            code.all(
                possible[place],
                code.any(code.negate(certain), _leads(code, counted, place)),
                code.negate(settled),
            )
            for place in places
        ]
        return any_of(code, standing, args[-1], nothing, none_stands, node.type)

    return write


def _leads(code: Instructions, counted: Sequence[Number], place: int) -> Number:
    """Whether a place has the most, and is the first that has."""
    own = counted[place]
    ahead = [code.compare(own, ">" if other < place else ">=", each) for other, each in enumerate(counted)]
    return code.all(*ahead)
