"""Tables as conditions, for engines that are written as text: bands one after another, one key within the other."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from pool_bench.walk import Rows, Texts, Walk
from ronde.model.nodes import Node
from ronde.model.types import Kind


class Bands(Walk[str]):
    """A walk that writes text and can write a table as cases."""

    @abstractmethod
    def text(self, number: int, texts: Texts) -> str:
        """A value that may be one of a list's texts."""

    @abstractmethod
    def cases(self, conditions: list[str], values: list[str]) -> str:
        """The value of the first condition that holds, else the last value."""

    def bracket(self, rows: Rows, axis: int, key: str, runs: list[tuple[int, int]]) -> str | None:
        """Another way to write bands of one number (first cell and value of each), where there is one."""
        return None

    def bands(self, rows: Rows, keys: list[str], nodes: list[Node], texts: Texts) -> str:
        """A table as cases: the key with the fewest cells first, the others within each of its cells."""
        order = sorted(range(len(keys)), key=lambda axis: rows.sizes[axis])

        def value(cells: Mapping[int, int]) -> int:
            position = 0
            for axis, size in enumerate(rows.sizes):
                position = position * size + cells[axis]
            return rows.values[position]

        def values(cells: Mapping[int, int], left: list[int]) -> tuple[int, ...]:
            if not left:
                return (value(cells),)
            sizes = range(rows.sizes[left[0]])
            return tuple(each for cell in sizes for each in values({**cells, left[0]: cell}, left[1:]))

        def written(cells: dict[int, int], left: list[int]) -> str:
            if len(set(values(cells, left))) == 1:
                return self.text(values(cells, left)[0], texts)
            axis, rest = left[0], left[1:]
            runs = list(rows.runs(axis, lambda cell: values({**cells, axis: cell}, rest)))
            if len(runs) == 1:
                return written({**cells, axis: runs[0][0]}, rest)
            if not rest and not texts:
                amounts = [(first, value({**cells, axis: first})) for first, _ in runs]
                found = self.bracket(rows, axis, keys[axis], amounts)
                if found is not None:
                    return found
            inner = [written({**cells, axis: first}, rest) for first, _ in runs]
            conditions = self.conditions(rows, axis, keys[axis], nodes[axis], [run for _, run in runs])
            return self.cases(conditions, inner)

        return written({}, order)

    def conditions(self, rows: Rows, axis: int, key: str, node: Node, runs: list[list[int]]) -> list[str]:
        """What tells the runs of a key's cells apart, for all but the last, each tried after those before it."""
        starts = rows.starts[axis]
        if starts is not None and node.type.kind is Kind.YES_NO:
            return [self.no(key)]
        if starts is not None:
            return [f"({key} < {starts[run[0]]})" for run in runs[1:]]
        found = []
        for run in runs[:-1]:
            numbers = [number for number, cell in enumerate(rows.cells_of[axis]) if cell in run]
            found.append(self.member(key, numbers, node))
        return found
