"""GoRules ZEN running a slice: a decision of one expression node, one expression for each fact, one record at a time.

Bands and choices are written as its conditional expressions, in one node: more nodes, or JSON text, were slower.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import zen

from pool_bench.bands import Bands
from pool_bench.formulas import identifier
from pool_bench.population import Array, load
from pool_bench.runner import ABSENT, Runner, Task
from pool_bench.slices import Slice, texts_of
from pool_bench.walk import Rows, Texts
from ronde.building.index import AS_OF
from ronde.model.nodes import Node
from ronde.model.types import Kind


class Conditions(Bands):
    """Writes one expression for each fact, in ZEN's language."""

    def fact(self, node: Node) -> str:
        return self.named(str(node.fact))

    def named(self, fact: str) -> str:
        """A column by its name; a fact worked out before in the same node through `$`."""
        return identifier(fact) if fact in self.slice.columns else f"$.{identifier(fact)}"

    def text(self, number: int, texts: Texts) -> str:
        return f"'{texts[number]}'" if texts else str(number)

    def constant(self, node: Node, texts: Texts) -> str:
        if isinstance(node.data, str):
            return f"'{node.data}'"
        return str(bool(node.data)).lower() if node.type.kind is Kind.YES_NO else str(node.data)

    def choose(self, node: Node, args: list[str], texts: Texts) -> str:
        return self.cases(args[0:-1:2], [*args[1:-1:2], args[-1]])

    def cases(self, conditions: list[str], values: list[str]) -> str:
        found = values[-1]
        for condition, value in zip(reversed(conditions), reversed(values[:-1]), strict=True):
            found = f"({condition} ? {value} : {found})"
        return found

    def equal(self, first: str, second: str) -> str:
        return f"({first} == {second})"

    def member(self, key: str, members: list[int], node: Node) -> str:
        return f"({key} in [{', '.join(self.text(member, self.texts(node)) for member in members)}])"

    def all(self, *args: str) -> str:
        return f"({' and '.join(args)})"

    def any(self, *args: str) -> str:
        return f"({' or '.join(args)})"

    def no(self, arg: str) -> str:
        return f"(not {arg})"

    def at_least(self, first: str, second: str) -> str:
        return f"({first} >= {second})"

    def sum(self, *args: str) -> str:
        return f"({' + '.join(args)})"

    def least(self, *args: str) -> str:
        return f"min([{', '.join(args)}])"

    def greatest(self, *args: str) -> str:
        return f"max([{', '.join(args)}])"

    def times(self, arg: str, factor: int) -> str:
        return f"({arg} * {factor})"

    def divide(self, first: str, second: str) -> str:
        return f"floor({first} / {second})"

    def years(self, first: str, second: str) -> str:
        return f"d({second}).diff({first}, 'year')"

    def table(self, node: Node, rows: Rows, keys: list[str], texts: Texts) -> str:
        found = self.bands(rows, keys, self.args(node), texts)
        if rows.beyond:
            found = f"({found} + {rows.beyond.each} * max([{keys[0]} - {rows.beyond.start}, 0]))"
        return found


class Zen(Runner):
    """One decision for each set of rules, all evaluated as one batch."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self.engine: Any = None

    def compile(self) -> None:
        """Write the decisions and let the engine load them."""
        decisions = {str(number): self.decision(piece) for number, piece in enumerate(self.task.cut.slices)}
        self.engine = zen.ZenEngine({"loader": {"type": "static", "content": decisions}})
        for name in decisions:
            self.engine.get_decision(name)

    def decision(self, piece: Slice) -> dict[str, Any]:
        """A slice as a decision graph: input, every fact, the facts asked for, output."""
        writer = Conditions(self.task.cut, piece)
        expressions = [
            {"id": identifier(fact), "key": identifier(fact), "value": writer.definition(fact)}
            for fact in piece.derived
        ]
        asked = [{"id": name, "key": name, "value": name} for name in map(identifier, piece.wanted)]
        nodes: list[dict[str, Any]] = [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": expressions}},
            {"id": "asked", "type": "expressionNode", "name": "asked", "content": {"expressions": asked}},
            {"id": "out", "type": "outputNode", "name": "out"},
        ]
        steps = itertools.pairwise(node["id"] for node in nodes)
        edges = [{"id": f"{one} {two}", "type": "edge", "sourceId": one, "targetId": two} for one, two in steps]
        return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}

    def load(self, rows: int) -> None:
        """One record for each row, as JSON text, with what the slice of its date reads."""
        self.rows, population = rows, load(self.task.folder, rows)
        days = np.broadcast_to(np.asarray(population.days), rows)
        columns = {name: self.plain_values(name, values) for name, values in population.columns.items()}
        columns[AS_OF] = [date.fromordinal(day).isoformat() for day in days.tolist()]
        self.which = self.task.slice_of(days)
        self.requests = []
        for row, number in enumerate(self.which.tolist()):
            piece = self.task.cut.slices[number]
            record = {identifier(name): columns[name][row] for name in piece.columns}
            self.requests.append({"key": str(number), "context": record})

    def plain_values(self, name: str, values: Array) -> list[Any]:
        """A column as JSON has it."""
        texts = texts_of(self.task.cut, name)
        if texts:
            return [texts[value] for value in values.tolist()]
        if self.task.cut.type_of(name).kind is Kind.DATE:
            return [date.fromordinal(value).isoformat() for value in values.tolist()]
        return values.tolist()  # type: ignore[no-any-return]

    def run(self) -> list[Any]:
        """Every record."""
        return self.engine.evaluate_batch(self.requests)  # type: ignore[no-any-return]

    def plain(self, answers: Any) -> dict[str, Array]:
        """The answers as whole numbers."""
        failed = [each for each in answers if not each["success"]]
        if failed:
            raise ValueError(f"ZEN: {failed[0]}")
        results = [each["data"]["result"] for each in answers]
        found: Mapping[str, Any] = {
            name: [int(result.get(identifier(name), ABSENT)) for result in results] for name in self.task.wanted
        }
        return super().plain(found)
