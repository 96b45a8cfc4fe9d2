"""What of the best unbroken run was worked in some of its periods: in native code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnPlaces, surely
from ronde.operations.records.certain_instructions import doubtful
from ronde.operations.records.hours import native as hours
from ronde.operations.records.hours.period_instructions import Periods, by_place, periods_of
from ronde.operations.records.hours.run_instructions import part_of_best_run


def native(context: Context, node: Node[Measure]) -> OnPlaces:
    """What writes the instructions that find it from its arguments, place by place; the last says which are the part.
    Unless all is known, it is at most the run itself."""
    measure, run = node.data, hours.native(context, node)
    kinds = [context.plan.nodes[arg].type for arg in node.args[2:]]

    def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
        zero = code.constant(0, BITS)
        if not present:
            return surely(zero)
        periods = replace(periods_of(code, present, args, certain=True), part=[each.lo for each in args[-1]])
        found = of_run(code, periods, args)
        if all(each.sure for some in args for each in some):
            return surely(found)
        open_ = doubtful(code, present, args[0], args[1:], kinds)
        return code.where(open_, Ends(zero, run(code, present, args).hi, False), surely(found))

    def of_run(code: Instructions, periods: Periods, args: Sequence[Sequence[Ends]]) -> Number:
        """What the part has of the best run, of the group with the most if there are groups."""
        window = args[4][0].lo, args[5][0].lo
        if not measure.grouped:
            return part_of_best_run(code, periods, window, measure)[1]
        most, found = code.constant(0, BITS), code.constant(0, BITS)
        for each in by_place(code, periods, [group.lo for group in args[6]], together=False):
            whole, part = part_of_best_run(code, each, window, measure)
            found = code.select(code.compare(whole, ">", most), part, found)
            most = code.greatest(most, whole)
        return found

    return write
