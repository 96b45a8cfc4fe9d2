"""The part of the rules that a few answers rest on, cut at summary columns: what every engine of the benchmark runs.

A summary column is a fact of the candidate that the rules find by going through a list of records (the best result of a
test, the hours of a kind of work). The slice stops there, and at what nobody defines. Since every column is given to
every row, and no list is, nothing is unknown in a slice: whether something is known, and whether a list is given, is
settled here, before any engine sees it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ronde.building.index import AS_OF
from ronde.evaluate.engine import Engine
from ronde.model.history import History
from ronde.model.nodes import Fact, Node, Op, Plan
from ronde.model.payloads import Table
from ronde.model.types import DATE, Type
from ronde.operations.registry import RECORDS

NUMBERS = frozenset({Op.SUM, Op.LEAST, Op.GREATEST, Op.TIMES, Op.DIVIDE, Op.YEARS_BETWEEN, Op.DAYS_BETWEEN})
LOGIC = frozenset({Op.ALL, Op.ANY, Op.NEGATE, Op.EQUALS, Op.AT_LEAST, Op.MEMBER})
WRITTEN = NUMBERS | LOGIC | {Op.FACT, Op.CONSTANT, Op.CHOOSE, Op.TABLE}
"""What the walks of the benchmark can write. A slice that needs more is refused, never approximated."""


class CannotSlice(ValueError):
    """The rules cannot be cut into something that every engine here can run."""


@dataclass(frozen=True)
class Slice:
    """The rules of one or more sets in force, cut: nodes with arguments first, each fact's node, and what is wanted.

    `columns` are the facts that are given. Facts wanted that these rules do not define are left out of `wanted`.
    """

    nodes: Mapping[int, Node]
    facts: Mapping[str, int]
    columns: tuple[str, ...]
    wanted: tuple[str, ...]

    @cached_property
    def derived(self) -> tuple[str, ...]:
        """The facts to work out, in an order where what they rest on comes first."""
        return tuple(node.fact or "" for node in self.nodes.values() if node.op is Op.FACT and node.args)

    @cached_property
    def signature(self) -> tuple[object, ...]:
        """The same for two sets of rules that decide alike, whatever else differs between them."""
        place = {number: order for order, number in enumerate(self.nodes)}
        nodes = (
            (node.op, tuple(place[arg] for arg in node.args), node.fact, _content(node)) for node in self.nodes.values()
        )
        return (*nodes, self.wanted)

    def inside(self, fact: str) -> list[Node]:
        """The nodes of a fact's definition down to the facts it names, those included, arguments first."""
        root, found = self.facts[fact], set[int]()
        ahead = list(self.nodes[root].args)
        while ahead:
            number = ahead.pop()
            if number not in found:
                found.add(number)
                if self.nodes[number].op is not Op.FACT:
                    ahead.extend(self.nodes[number].args)
        return [node for number, node in self.nodes.items() if number in found]

    def definition(self, fact: str) -> Node:
        """The node that gives a derived fact its value."""
        return self.nodes[self.nodes[self.facts[fact]].args[0]]


@dataclass(frozen=True)
class Cut:
    """Every slice that a range of dates needs, and for each day on which rules change, which slice holds from then."""

    slices: tuple[Slice, ...]
    starts: tuple[int, ...]
    which: tuple[int, ...]
    abouts: Mapping[str, Fact]
    codes: Mapping[str, tuple[str, ...]]
    plans: tuple[Plan, ...]

    @property
    def digest(self) -> str:
        """Says which rules: the same for the same sets of rules."""
        return hashlib.sha256("".join(plan.digest for plan in self.plans).encode()).hexdigest()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that some slice reads, without the date of evaluation."""
        return tuple(sorted({name for each in self.slices for name in each.columns} - {AS_OF}))

    def type_of(self, name: str) -> Type:
        """The type of a fact; of the date of evaluation, that of dates."""
        return DATE if name == AS_OF else self.abouts[name].type


def cut(history: History, wanted: Sequence[str], first: int, last: int) -> Cut:
    """The slices of every set of rules in force from one day to another. Errors: CannotSlice."""
    engine = Engine(history)
    starts = [first, *(day for day in history.change_dates if first < day <= last)]
    plans = [engine.plan(engine.rules(day)) for day in starts]
    columns = _columns(plans, wanted)
    slices: dict[tuple[object, ...], tuple[int, Slice]] = {}
    which: list[int] = []
    for plan in plans:
        each = _slice(plan, wanted, columns)
        which.append(slices.setdefault(each.signature, (len(slices), each))[0])
    abouts = _abouts(plans, columns | set(wanted))
    codes = {list_: tuple(items) for plan in plans for list_, items in plan.codes.items()}
    return Cut(tuple(each for _, each in slices.values()), tuple(starts), tuple(which), abouts, codes, tuple(plans))


def _columns(plans: Iterable[Plan], wanted: Sequence[str]) -> set[str]:
    """The facts to give: what some set of rules gathers from records or leaves open, given to all sets alike."""
    found: set[str] = set()
    for plan in plans:
        gathered = _gathered(plan)
        ahead, seen = [plan.roots[name] for name in wanted if name in plan.roots], set[int]()
        while ahead:
            number = ahead.pop()
            node = plan.nodes[number]
            if number in seen:
                continue
            seen.add(number)
            if node.op is Op.FACT and (number in gathered or not plan.known_by(node).defined):
                found.add(str(node.fact))
            else:
                ahead.extend(node.args)
    return found


def _gathered(plan: Plan) -> set[int]:
    """The nodes that go through a list of records before they reach another fact of the candidate."""
    found: set[int] = set()
    for node in plan.nodes:
        below = (arg for arg in node.args if plan.nodes[arg].op is not Op.FACT or plan.nodes[arg].record is not None)
        if node.op in RECORDS or any(arg in found for arg in below):
            found.add(node.id)
    return found


def _slice(plan: Plan, wanted: Sequence[str], columns: set[str]) -> Slice:
    """The slice of one set of rules."""
    there = tuple(name for name in wanted if name in plan.roots)
    needed = _needed(plan, there, columns)
    writer = _Folder(plan, columns, there)
    for number in sorted(needed):
        writer.take(plan.nodes[number])
    kept = _reached(writer.nodes, [writer.location[plan.roots[name]] for name in there])
    nodes = {number: node for number, node in writer.nodes.items() if number in kept}
    facts = {node.fact: number for number, node in nodes.items() if node.fact and node.op is Op.FACT}
    given = tuple(name for name in sorted(facts) if not nodes[facts[name]].args)
    return Slice(nodes, facts, given, there)


def _needed(plan: Plan, wanted: Iterable[str], columns: set[str]) -> set[int]:
    """The nodes that the wanted facts rest on, down to the columns."""
    found: set[int] = set()
    ahead = [plan.roots[name] for name in wanted]
    while ahead:
        number = ahead.pop()
        node = plan.nodes[number]
        if number not in found:
            found.add(number)
            if not (node.op is Op.FACT and node.fact in columns):
                ahead.extend(node.args[:1] if node.op is Op.FACT else node.args)
    return found


def _reached(nodes: Mapping[int, Node], roots: Iterable[int]) -> set[int]:
    found, ahead = set[int](), list(roots)
    while ahead:
        number = ahead.pop()
        if number not in found:
            found.add(number)
            ahead.extend(nodes[number].args)
    return found


class _Folder:
    """Takes nodes in order and keeps them in their simplest form, given that every value is known."""

    def __init__(self, plan: Plan, columns: set[str], wanted: Sequence[str]) -> None:
        self.plan, self.columns, self.wanted = plan, columns, wanted
        self.nodes: dict[int, Node] = {}
        self.location: dict[int, int] = {}
        self.same: dict[tuple[object, ...], int] = {}

    def take(self, node: Node) -> None:
        """Keep a node, or note which kept node has its value."""
        if node.record is not None:
            raise CannotSlice(f"{node.fact or node.op} belongs to one record of a list ({node.location})")
        if node.op is Op.FACT and node.fact in self.columns:
            self.keep(replace(node, args=()))
            return
        args = tuple(self.location[arg] for arg in (node.args[:1] if node.op is Op.FACT else node.args))
        if node.op is Op.FACT:
            if self.constant(args[0]) is not None and node.fact not in self.wanted:
                self.location[node.id] = args[0]
            else:
                self.keep(replace(node, args=args))
        elif node.op is Op.KNOWN:
            self.keep(replace(node, op=Op.CONSTANT, args=(), data=1))
        elif node.op is Op.GIVEN:
            self.keep(replace(node, op=Op.CONSTANT, args=(), data=0))
        elif node.op in (Op.ALL, Op.ANY):
            self.logic(node, args)
        elif node.op is Op.NEGATE and self.constant(args[0]) is not None:
            self.keep(replace(node, op=Op.CONSTANT, args=(), data=1 - int(str(self.constant(args[0])))))
        elif node.op is Op.CHOOSE:
            self.choose(node, args)
        else:
            self.check(node)
            self.keep(replace(node, args=args))

    def check(self, node: Node) -> None:
        """Errors: CannotSlice for what is not written for every engine, or could be unknown."""
        known = node.op is not Op.CONSTANT or isinstance(node.data, int | str)
        if node.op is Op.DIVIDE:
            known = self.plan.nodes[node.args[1]].type.low > 0
        if isinstance(node.data, Table) and node.data.beyond:
            known = node.data.beyond.per == 1
        if node.op not in WRITTEN or not known:
            raise CannotSlice(f"{node.op} at {node.location} cannot be written for every engine")

    def keep(self, node: Node) -> None:
        """Keep a node once, however often the rules write it."""
        number = self.same.setdefault((node.op, node.args, node.fact, _content(node)), node.id)
        self.location[node.id] = number
        if number == node.id:
            self.nodes[number] = node

    def constant(self, number: int) -> object:
        """The value of a node that is always the same, else None."""
        node = self.nodes[number]
        return node.data if node.op is Op.CONSTANT else None

    def logic(self, node: Node, args: tuple[int, ...]) -> None:
        """All or any, without the conditions that are settled, and without itself around a single one."""
        settles = 0 if node.op is Op.ALL else 1
        if any(self.constant(arg) == settles for arg in args):
            self.keep(replace(node, op=Op.CONSTANT, args=(), data=settles))
            return
        left = tuple(dict.fromkeys(arg for arg in args if self.constant(arg) is None))
        if not left:
            self.keep(replace(node, op=Op.CONSTANT, args=(), data=1 - settles))
        elif len(left) == 1:
            self.location[node.id] = left[0]
        else:
            self.keep(replace(node, args=left))

    def choose(self, node: Node, args: tuple[int, ...]) -> None:
        """A choice without the cases that never come, cut at one that always does."""
        left: list[int] = []
        for position in range(0, len(args) - 1, 2):
            held = self.constant(args[position])
            if held == 1:
                left.append(args[position + 1])
                break
            if held is None:
                left.extend(args[position : position + 2])
        else:
            left.append(args[-1])
        if len(left) == 1:
            self.location[node.id] = left[0]
        else:
            self.keep(replace(node, args=tuple(left)))


def _content(node: Node) -> object:
    """What of a node decides, besides its operation and arguments."""
    match node.data:
        case Table(axes, cells, beyond=beyond):
            keys = tuple((axis.starts, tuple((axis.values or {}).items()), axis.size) for axis in axes)
            return node.type.kind, keys, cells, beyond
        case int() | str() | frozenset() if node.op is not Op.FACT:
            return node.type.kind, node.data
    return node.type.kind


def _abouts(plans: Iterable[Plan], names: set[str]) -> dict[str, Fact]:
    """What is said of each fact, with bounds that hold on every date."""
    found: dict[str, Fact] = {}
    for plan in plans:
        for name in names & plan.facts.keys():
            about, before = plan.facts[name], found.get(name)
            if before is None:
                found[name] = about
            elif before.type != about.type:
                if replace(before.type, low=0, high=0) != replace(about.type, low=0, high=0):
                    raise CannotSlice(f"{name} changes its type between dates")
                bounds = max(before.type.low, about.type.low), min(before.type.high, about.type.high)
                found[name] = replace(about, type=about.type.within(*bounds))
    return found


def texts_of(cut_: Cut, name: str) -> tuple[str, ...]:
    """Every text that a choice or code can be, in the order in which they are numbered for engines."""
    kind = cut_.type_of(name)
    return kind.choices if kind.choices else cut_.codes[kind.codes] if kind.codes else ()
