"""Slices as C text: the facts of a row are local variables, and one function works out one row by one slice.

Choices and small tables are written without branches, and what a text may be as an array, so that a compiler can work
out several rows side by side. Where every row has its own date the loop switches to the function of its slice instead;
then one row is worked out at a time, and every table is an array.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import numpy as np

from pool_bench.bands import Bands
from pool_bench.formulas import identifier
from pool_bench.population import column_type
from pool_bench.runner import ABSENT, Task
from pool_bench.slices import CannotSlice
from pool_bench.walk import Rows, Texts
from ronde.building.index import AS_OF
from ronde.model.nodes import Node, Op
from ronde.model.types import DATE_HIGH, DATE_LOW, Kind, Type

FEW = 40
"""The most values of a table that is written as comparisons, where rows go side by side."""
NAMES = {"bool": "uint8_t", **{f"int{size}": f"int{size}_t" for size in (8, 16, 32, 64)}}
HEAD = """\
#include <stdint.h>

static inline int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t greatest(int32_t a, int32_t b) { return a > b ? a : b; }
static inline int32_t choose(int32_t held, int32_t a, int32_t b) { return b ^ ((a ^ b) & -held); }
static inline int32_t rounded_down(int32_t a, int32_t b) { return a / b - (a % b < 0); }
"""


class Lines(Bands):
    """Writes the function of one slice. `day` is the one date of evaluation, if there is one."""

    def __init__(self, task: Task, number: int, day: int | None) -> None:
        piece = task.cut.slices[number]
        super().__init__(task.cut, piece)
        self.task, self.number, self.day = task, number, day
        self.lines: list[str] = []
        self.arrays: list[str] = []
        self.uses = Counter(arg for node in piece.nodes.values() for arg in node.args)

    def function(self) -> str:
        """The function, after the arrays that it reads."""
        for name in self.slice.columns:
            if name != AS_OF or self.day is None:
                self.let(column(self.task, name), local(name), f"in->{local(name)}[row]")
        for fact in self.slice.derived:
            kind = self.slice.nodes[self.slice.facts[fact]].type
            self.let(size(kind), local(fact), self.definition(fact))
        for fact in self.task.wanted:
            answer = local(fact) if fact in self.slice.wanted else str(ABSENT)
            self.lines.append(f"out->{local(fact)}[row] = {answer};")
        head = f"static void slice_{self.number}(const struct given *in, const struct found *out, int64_t row)"
        return "\n".join([*self.arrays, head, "{", *(f"    {line}" for line in self.lines), "}", ""])

    def let(self, kind: str, name: str, value: str) -> None:
        """Give a value a name."""
        self.lines.append(f"const {kind} {name} = {value};")

    def kept(self, node: Node, made: str) -> str:
        """A node used again gets a name."""
        if node.op is Op.CONSTANT or self.uses[node.id] < 2:
            return made
        self.let(size(node.type), f"value_{node.id}", made)
        return f"value_{node.id}"

    def array(self, values: Iterable[int]) -> str:
        """The name of a constant array of these values."""
        name = f"array_{self.number}_{len(self.arrays)}"
        self.arrays.append(array("int32_t", name, values))
        return name

    def made(self, node: Node, texts: Texts) -> str:
        """What an operation becomes. Errors: CannotSlice for a number of more than four bytes that is worked out."""
        if node.op is not Op.CONSTANT:
            size(node.type)
        return super().made(node, texts)

    def operation(self, node: Node, args: list[str]) -> str:
        """Notes what is being worked out."""
        self.node = node
        return super().operation(node, args)

    def fact(self, node: Node) -> str:
        return str(self.day) if node.fact == AS_OF and self.day is not None else local(str(node.fact))

    def constant(self, node: Node, texts: Texts) -> str:
        return str(texts.index(node.data)) if isinstance(node.data, str) else str(node.data)

    def text(self, number: int, texts: Texts) -> str:
        return str(number)

    def choose(self, node: Node, args: list[str], texts: Texts) -> str:
        return self.cases(args[0:-1:2], [*args[1:-1:2], args[-1]])

    def cases(self, conditions: list[str], values: list[str]) -> str:
        found = values[-1]
        for condition, value in zip(reversed(conditions), reversed(values[:-1]), strict=True):
            found = f"choose({condition}, {value}, {found})"
        return found

    def equal(self, first: str, second: str) -> str:
        return f"({first} == {second})"

    def member(self, key: str, members: list[int], node: Node) -> str:
        texts = self.texts(node)
        if len(members) > 2 and texts:
            return f"{self.array(int(number in members) for number in range(len(texts)))}[{key}]"
        return self.any(*(f"({key} == {member})" for member in members))

    def all(self, *args: str) -> str:
        return f"({' & '.join(args)})"

    def any(self, *args: str) -> str:
        return f"({' | '.join(args)})"

    def no(self, arg: str) -> str:
        return f"!{arg}"

    def at_least(self, first: str, second: str) -> str:
        return f"({first} >= {second})"

    def sum(self, *args: str) -> str:
        return f"({' + '.join(args)})"

    def least(self, *args: str) -> str:
        return args[0] if len(args) == 1 else f"least({args[0]}, {self.least(*args[1:])})"

    def greatest(self, *args: str) -> str:
        return args[0] if len(args) == 1 else f"greatest({args[0]}, {self.greatest(*args[1:])})"

    def times(self, arg: str, factor: int) -> str:
        return f"({arg} * {factor})"

    def divide(self, first: str, second: str) -> str:
        return f"({first} / {second})" if self.args(self.node)[0].type.low >= 0 else f"rounded_down({first}, {second})"

    def years(self, first: str, second: str) -> str:
        begin, end = (f"year_month_day[{day} - {DATE_LOW}]" for day in (first, second))
        return f"rounded_down({end} - {begin}, 10000)"

    def table(self, node: Node, rows: Rows, keys: list[str], texts: Texts) -> str:
        nodes = self.args(node)
        few = self.day is not None and len(rows.values) <= FEW
        found = self.bands(rows, keys, nodes, texts) if few else self.dense(rows, keys, nodes)
        if rows.beyond:
            found = f"({found} + {rows.beyond.each} * greatest({keys[0]} - {rows.beyond.start}, 0))"
        return found

    def dense(self, rows: Rows, keys: list[str], nodes: list[Node]) -> str:
        """A table as one array, indexed by the place of its keys."""
        index, cells_of = "", []
        for axis, (key, node) in enumerate(zip(keys, nodes, strict=True)):
            low, cells = rows.dense(axis)
            last = low + len(cells) - 1
            place = f"least({key}, {last})" if node.type.ordered and node.type.high > last else key
            place = f"greatest({place}, {low})" if node.type.ordered and node.type.low < low else place
            place = f"({place} - {low})" if low else place
            index = f"({index}) * {len(cells)} + {place}" if cells_of else place
            cells_of.append(cells)
        whole = np.array(rows.values).reshape(rows.sizes)[np.ix_(*cells_of)]
        return f"{self.array(whole.reshape(-1).tolist())}[{index}]"


def program(task: Task) -> str:
    """A whole C file: `run` works out the rows from one to before another, of arrays in the order of `given` and of the
    facts that are wanted."""
    cut, (first, last) = task.cut, task.days
    day = first if task.same_date else None
    functions = [Lines(task, number, day).function() for number in range(len(cut.slices))]
    return "\n".join([
        HEAD,
        array("int32_t", "year_month_day", year_month_day()),
        structure("given", {local(name): f"const {column(task, name)}" for name in given(task)}),
        structure("found", {local(name): answer(cut.type_of(name)) for name in task.wanted}),
        *functions,
        *([] if task.same_date else [array("uint8_t", "slice_of", task.slice_of(np.arange(first, last + 1)).tolist())]),
        "void run(const struct given *given, const struct found *found, int64_t from, int64_t to)",
        "{",
        "    const struct given in = *given;",
        "    const struct found out = *found;",
        *(f"    {line}" for line in loop(task)),
        "}",
        "",
    ])  # fmt: skip


def loop(task: Task) -> Iterator[str]:
    """The loop over rows: of the one slice, or of the slice of each row's date."""
    if task.same_date:
        yield "#pragma GCC ivdep"
        yield "for (int64_t row = from; row < to; row++) slice_0(&in, &out, row);"
        return
    yield "for (int64_t row = from; row < to; row++) {"
    yield f"    switch (slice_of[in.{local(AS_OF)}[row] - {task.days[0]}]) {{"
    for number in range(len(task.cut.slices)):
        yield f"    case {number}: slice_{number}(&in, &out, row); break;"
    yield "    }"
    yield "}"


def given(task: Task) -> tuple[str, ...]:
    """The columns that are given, in order."""
    return task.cut.columns if task.same_date else (*task.cut.columns, AS_OF)


def local(name: str) -> str:
    """The name of a fact in C, which no word of the language has."""
    return f"fact_{identifier(name)}"


def column(task: Task, name: str) -> str:
    """The type of a column as it is given."""
    return NAMES["int32" if name == AS_OF else column_type(task.cut, name).name]


def size(kind: Type) -> str:
    """The smallest type for a value that is worked out. Errors: CannotSlice for a number of more than four bytes."""
    if kind.kind is Kind.YES_NO:
        return "uint8_t"
    if not kind.ordered or (kind.low >= -(2**15) and kind.high < 2**15):
        return "int16_t"
    if kind.low < -(2**31) or kind.high >= 2**31:
        raise CannotSlice(f"numbers from {kind.low} to {kind.high} are not written for C")
    return "int32_t"


def answer(kind: Type) -> str:
    """The type of an answer, which may be missing."""
    return "int8_t" if kind.kind is Kind.YES_NO else size(kind)


def structure(name: str, fields: Mapping[str, str]) -> str:
    """Pointers to the beginnings of arrays, by the type of what they hold."""
    return "\n".join([f"struct {name} {{", *(f"    {kind} *{field};" for field, kind in fields.items()), "};", ""])


def array(kind: str, name: str, values: Iterable[int]) -> str:
    """A constant array."""
    return f"static const {kind} {name}[] = {{{', '.join(map(str, values))}}};"


def year_month_day() -> Iterator[int]:
    """Every day that a date can be, as a number whose digits are its year, month and day."""
    for number in range(DATE_LOW, DATE_HIGH + 1):
        day = date.fromordinal(number)
        yield day.year * 10_000 + day.month * 100 + day.day
