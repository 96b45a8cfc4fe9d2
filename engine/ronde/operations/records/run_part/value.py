"""What of the best unbroken run was worked in some of its periods: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds, known
from ronde.operations.records.hours import value as hours
from ronde.operations.records.hours.periods import best_run, leading_group


def value(node: Node[Measure], columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record; the last says which are the part. Unless all is
    known, it is at most the run itself."""
    rows = [index for index, meant in enumerate(columns[0]) if meant != 0]
    if not rows:
        return 0
    measure = node.data
    if not all(columns[0][index] == 1 and all(known(each[index]) for each in columns[1:]) for index in rows):
        return between(0, bounds(hours.value(node, columns))[1])
    window = (bounds(columns[4][0])[0], bounds(columns[5][0])[0])
    told = zip(hours.periods_of(columns, measure)[0], rows, strict=True)
    periods = [period._replace(part=columns[-1][index] == 1) for period, index in told]
    best = best_run(leading_group(periods, window, measure), window, measure)
    return best.of_part(measure) if best else 0
