"""A slice as OpenFisca formulas, in text, written the way its documentation says to write them, or tuned.

- `select`: conditions with `*`, `+` and `not_`; bands and choices as `select` and `where` (page "Case disjunction").
- `scales`: the same, with bands of numbers as single-amount scales of its parameters (its page on parameters).
- `tuned`: texts and dates as numbers, every table a dense NumPy array that is indexed, no `select`.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from pool_bench.bands import Bands
from pool_bench.slices import Cut, Slice
from pool_bench.walk import Rows, Texts
from ronde.building.index import AS_OF
from ronde.model.nodes import Node, Op
from ronde.model.types import Kind

STYLES = ("select", "scales", "tuned")
DENSEST = 100_000


def identifier(name: str) -> str:
    """The name of a fact as Python allows it."""
    return name.replace(".", "_")


def size(low: int, high: int) -> str:
    """The smallest kind of whole number that holds these, of two or four bytes."""
    return "int16" if low >= -(2**15) and high < 2**15 else "int32"


class Formulas(Bands):
    """Writes one formula for each fact. `same_date` is whether every row is evaluated on the period's own date."""

    def __init__(self, cut: Cut, piece: Slice, style: str, same_date: bool) -> None:
        super().__init__(cut, piece)
        self.style, self.same_date = style, same_date
        self.lines: list[str] = []
        self.uses: Counter[int] = Counter()
        self.texts_met: dict[str, Texts] = {}
        self.scales: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self.arrays: dict[str, Any] = {}
        self.named = ""

    @property
    def tuned(self) -> bool:
        return self.style == "tuned"

    def formula(self, fact: str) -> str:
        """The formula of a fact."""
        inside = self.slice.inside(fact)
        self.lines, self.met, self.named = [], {}, identifier(fact)
        self.uses = Counter(arg for node in inside for arg in node.args)
        for node in inside:
            if node.op is Op.FACT and not (node.fact == AS_OF and self.same_date):
                self.lines.append(f'{identifier(str(node.fact))} = candidate("{identifier(str(node.fact))}", period)')
        result = self.definition(fact)
        body = "".join(f"    {line}\n" for line in [*self.lines, f"return {result}"])
        return f"def formula(candidate, period, parameters):\n{body}"

    def kept(self, node: Node, made: str) -> str:
        """A node used again gets a name."""
        if self.uses[node.id] < 2 or node.op is Op.CONSTANT:
            return made
        self.lines.append(f"value_{node.id} = {made}")
        return f"value_{node.id}"

    def enum(self, texts: Texts) -> str:
        """The name of the choices of a list."""
        return next((name for name, each in self.texts_met.items() if each == texts), None) or self._new(texts)

    def _new(self, texts: Texts) -> str:
        name = f"Choices{len(self.texts_met) + 1}"
        self.texts_met[name] = texts
        return name

    def text(self, number: int, texts: Texts) -> str:
        """A value that may be one of a list's texts: a number where tuned, else a choice, or bytes for a code."""
        if self.tuned or not texts:
            return str(number)
        return repr(texts[number].encode()) if self.code(texts) else f"{self.enum(texts)}.{texts[number]}"

    def code(self, texts: Texts) -> bool:
        """Whether a list is one of codes: kept as texts of a fixed length, as communes are in OpenFisca-France."""
        return not texts[0].isidentifier()

    def operation(self, node: Node, args: list[str]) -> str:
        """Notes the type of what is being worked out, for its size."""
        self.type = node.type
        return super().operation(node, args)

    def cast(self, arg: str) -> str:
        """An argument of a sum or product in the size of its result, where sizes are small."""
        return f"cast({arg}, {size(self.type.low, self.type.high)})" if self.tuned else arg

    def sized(self, arg: str) -> str:
        """A constant in the smallest size."""
        return f"{size(int(arg), int(arg))}({arg})" if arg.lstrip("-").isdigit() else arg

    def fact(self, node: Node) -> str:
        return identifier(str(node.fact))

    def constant(self, node: Node, texts: Texts) -> str:
        if isinstance(node.data, str):
            return self.text(texts.index(node.data), texts)
        return str(bool(node.data)) if node.type.kind is Kind.YES_NO else str(node.data)

    def choose(self, node: Node, args: list[str], texts: Texts) -> str:
        if self.tuned:
            last = len(args) - 1
            args = [self.sized(arg) if at % 2 or at == last else arg for at, arg in enumerate(args)]
        return self.cases(args[0:-1:2], [*args[1:-1:2], args[-1]])

    def cases(self, conditions: list[str], values: list[str]) -> str:
        """The value of the first condition that holds, else the last value."""
        if self.tuned or len(conditions) == 1:
            found = values[-1]
            for condition, value in zip(reversed(conditions), reversed(values[:-1]), strict=True):
                found = f"where({condition}, {value}, {found})"
            return found
        return f"select([{', '.join(conditions)}], [{', '.join(values[:-1])}], {values[-1]})"

    def equal(self, first: str, second: str) -> str:
        return f"({first} == {second})"

    def member(self, key: str, members: list[int], node: Node) -> str:
        each = [f"({key} == {self.text(member, self.texts(node))})" for member in members]
        return f"({' + '.join(each)})"

    def all(self, *args: str) -> str:
        return f"({' * '.join(args)})"

    def any(self, *args: str) -> str:
        return f"({' + '.join(args)})"

    def no(self, arg: str) -> str:
        return f"not_({arg})"

    def at_least(self, first: str, second: str) -> str:
        return f"({first} >= {second})"

    def sum(self, *args: str) -> str:
        return f"({' + '.join(self.cast(arg) for arg in args)})"

    def least(self, *args: str) -> str:
        return args[0] if len(args) == 1 else f"min_({args[0]}, {self.least(*args[1:])})"

    def greatest(self, *args: str) -> str:
        return args[0] if len(args) == 1 else f"max_({args[0]}, {self.greatest(*args[1:])})"

    def times(self, arg: str, factor: int) -> str:
        return f"({self.cast(arg)} * {factor})"

    def divide(self, first: str, second: str) -> str:
        return f"({first} // {second})"

    def years(self, first: str, second: str) -> str:
        """Whole years: the difference of the years, less one before the birthday."""
        day = "period.start" if self.same_date and second == identifier(AS_OF) else second
        if self.tuned:
            return f"((year_month_day({day}) - year_month_day({first})) // 10_000)"
        for name, side in (("first", first), ("last", day)):
            parts = f"{side}.year, {side}.month, {side}.day" if side == "period.start" else f"*date_parts({side})"
            self.lines.append(f"{name}_year, {name}_month, {name}_day = {parts.removeprefix('*')}")
        before = "(last_month < first_month) + (last_month == first_month) * (last_day < first_day)"
        return f"(last_year - first_year - ({before}))"

    def table(self, node: Node, rows: Rows, keys: list[str], texts: Texts) -> str:
        found = self.dense(node, rows, keys) if self.tuned else self.bands(rows, keys, self.args(node), texts)
        if rows.beyond:
            key = f"cast({keys[0]}, int32)" if self.tuned else keys[0]
            found = f"({found} + {rows.beyond.each} * max_({key} - {rows.beyond.start}, 0))"
        return found

    def dense(self, node: Node, rows: Rows, keys: list[str]) -> str:
        """A table as one array, indexed by the place of its keys."""
        import numpy as np

        parts, lows, lines = [], [], []
        for axis, key in enumerate(self.args(node)):
            low, cells = rows.dense(axis)
            if len(cells) > DENSEST:
                raise ValueError(f"a key of {node.location} has too many values to be dense")
            beyond = rows.starts[axis] is not None and key.type.high > low + len(cells) - 1
            index = f"min_({keys[axis]}, {low + len(cells) - 1})" if beyond else keys[axis]
            lows.append(low)
            parts.append(cells)
            lines.append(f"({index} - {low})" if low else index)
        shape = tuple(len(cells) for cells in parts)
        whole = np.array(rows.values).reshape(rows.sizes)[np.ix_(*parts)]
        name = f"TABLE_{self.named}_{node.id}"
        self.arrays[name] = whole.astype(size(int(whole.min()), int(whole.max()))).reshape(-1)
        index = lines[0] if len(shape) == 1 or shape[0] == 1 else ""
        for axis in range(1, len(shape)):
            index = f"({index or lines[0]}) * int16({shape[axis]}) + {lines[axis]}"
        return f"{name}.take({index})"

    def bracket(self, rows: Rows, axis: int, key: str, runs: list[tuple[int, int]]) -> str | None:
        """Bands of a number as a scale of parameters, where that is the style: its thresholds and amounts."""
        starts = rows.starts[axis]
        if self.style != "scales" or not starts or len(runs) < 3:
            return None
        name = f"{self.named}_{len([each for each in self.scales if each.startswith(self.named)]) + 1}"
        self.scales[name] = (tuple(starts[first] for first, _ in runs), tuple(amount for _, amount in runs))
        return f"parameters(period).{name}.calc({key})"
