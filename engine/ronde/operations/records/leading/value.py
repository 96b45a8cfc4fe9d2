"""The value of the group of records with the most hours: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.model.types import Value
from ronde.operations.bounds import bounds, hull, known
from ronde.operations.records.hours.periods import by_group
from ronde.operations.records.hours.value import periods_of


def value(node: Node[Measure], columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record."""
    measure = node.data
    rows = [index for index, meant in enumerate(columns[0]) if meant != 0]
    values = columns[-1]
    if not rows:
        return measure.none
    certain = all(columns[0][index] == 1 and all(known(column[index]) for column in columns[1:7]) for index in rows)
    if not certain:
        return hull([measure.none, *(values[index] for index in rows)])
    window = (bounds(columns[4][0])[0], bounds(columns[5][0])[0])
    counted = by_group(periods_of(columns, measure)[0], window, measure)
    best = max(counted, key=lambda group: counted[group])
    if counted[best] == 0:
        return measure.none
    return values[next(index for index in rows if columns[6][index] == best)]
