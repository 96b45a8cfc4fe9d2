"""Candidates one by one made into a block of columns, and the values of columns held against those of a machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ronde.building.index import AS_OF
from ronde.columns.merged_plan import RULES, Reduced, merged
from ronde.columns.native.program import NativeProgram
from ronde.columns.partial_evaluation import Simplified, simplified
from ronde.columns.program import Block, Listed, Program, Supplied
from ronde.evaluate.reference import Candidate, Outcome
from ronde.model.nodes import Plan
from ronde.model.types import DATE, Kind, Type, Value
from ronde.operations.arrays import UNKNOWN_TEXT, Array, Column, Context

MANY = 1_000
"""More sets of rules than any test puts together."""


@dataclass(frozen=True)
class Decided:
    """Some candidates under the same rules, and what a machine says of each."""

    plan: Plan
    candidates: Sequence[Candidate]
    outcomes: Sequence[Outcome]


class Made:
    """A block made of candidates, and what is needed to read its columns."""

    def __init__(self, plan: Plan, candidates: Sequence[Candidate]) -> None:
        self.plan, self.candidates = plan, candidates
        self.context = Context(plan, wide=any(_beyond(plan, each) for each in candidates))
        self.strangers: dict[str, int] = {}
        supplied = {name for each in candidates for name in each.supplied}
        self.lists = {name for each in candidates for name in each.records}
        found = {name: self.supplied(name, [each.supplied for each in candidates]) for name in sorted(supplied)}
        lists: dict[str, Listed] = {}
        for name in sorted(self.lists):
            rows = [each.records.get(name, ()) for each in candidates]
            most = max(map(len, rows))
            present = np.array([[place < len(each) for each in rows] for place in range(most)], bool)
            given = np.array([name in each.records for each in candidates])
            lists[name] = Listed(given, present.reshape(most, len(candidates)))
            for fact in sorted({fact for each in rows for row in each for fact in row}):
                found[fact] = self.placed(fact, rows, most)
        self.block = Block(len(candidates), found, lists)

    def supplied(self, name: str, rows: Sequence[Mapping[str, Value]]) -> Supplied:
        values = np.array([self.number(name, row[name]) if name in row else self.filler(name) for row in rows])
        given = np.array([name in row for row in rows])
        return Supplied(values.astype(self.context.dtype(kind(self.plan, name))), None if given.all() else given)

    def placed(self, name: str, rows: Sequence[Sequence[Mapping[str, Value]]], most: int) -> Supplied:
        """A fact of records: places by candidates, where a place without a record counts as given."""
        shape = (most, len(rows))
        values = np.full(shape, self.filler(name), self.context.dtype(kind(self.plan, name)))
        given = np.ones(shape, bool)
        for number, each in enumerate(rows):
            for place, row in enumerate(each):
                given[place, number] = name in row
                if name in row:
                    values[place, number] = self.number(name, row[name])
        return Supplied(values, None if given.all() else given)

    def filler(self, name: str) -> int:
        return kind(self.plan, name).low if kind(self.plan, name).ordered else 0

    def number(self, name: str, value: Value) -> int:
        if isinstance(value, str):
            known = self.context.lexicon
            return known[value] if value in known else self.stranger(value)
        assert isinstance(value, int)
        return value

    def stranger(self, text: str) -> int:
        return self.strangers.setdefault(text, self.context.strangers + len(self.strangers))

    def program(self, wanted: Sequence[int]) -> Program:
        return Program(self.context, wanted, self.simple(wanted))

    def native(self, wanted: Sequence[int]) -> NativeProgram:
        """The same in native code; what is found is to be waited for."""
        return NativeProgram(self.program(wanted), wanted, (), self.simple(wanted))

    def simple(self, wanted: Sequence[int]) -> Simplified:
        return simplified(self.context, wanted, frozenset(self.block.supplied), frozenset(self.lists))

    def values(self, column: Column, node: int) -> list[list[Value]]:
        """The values of a column in inside form, for each place of a list of records (of a candidate: one place)."""
        about = self.plan.nodes[node]
        shape: tuple[int, ...] = (len(self.candidates),)
        if about.record is not None:
            shape = (*self.block.lists[about.record].present.shape[:1], *shape)
        lows, highs = (np.broadcast_to(end, shape).reshape(-1, len(self.candidates)) for end in (column.lo, column.hi))
        return [
            [self.plain(about.type, lo, hi) for lo, hi in zip(least.tolist(), most.tolist(), strict=True)]
            for least, most in zip(lows, highs, strict=True)
        ]

    def plain(self, about: Type, lo: int, hi: int) -> Value:
        if not about.ordered:
            return None if lo == UNKNOWN_TEXT else self.texts[lo]
        return int(lo) if lo == hi else (int(lo), int(hi))

    @cached_property
    def texts(self) -> list[str]:
        return [*self.context.lexicon, *self.strangers]


def kind(plan: Plan, name: str) -> Type:
    """The type of a fact, of the date of evaluation, or of the number of a row's rules."""
    if name == RULES:
        return Type(Kind.NUMBER, high=MANY)
    return plan.facts[name].type if name in plan.facts else DATE


def _beyond(plan: Plan, made: Candidate) -> bool:
    """Whether a fact is supplied beyond its type."""
    return any(
        isinstance(value, int) and not kind(plan, name).low <= value <= kind(plan, name).high
        for name, value in made.supplied.items()
    )


def differences(decided: Decided, wanted: Sequence[int] = (), *, native: bool = False) -> list[str]:
    """Where columns (or native code) say something else than a machine did of each candidate: facts (all of them, if
    none is named), and what is contradicted."""
    plan = decided.plan
    made = Made(plan, decided.candidates)
    wanted = wanted or sorted({*plan.roots.values(), *(each.node for each in plan.refusals)})
    result = (made.native(wanted) if native else made.program(wanted)).run(made.block)
    assert result is not None
    rows = range(len(decided.candidates))
    found = contradictions(result.contradicted, made, decided.outcomes, rows)
    for node in wanted:
        here = made.values(result.columns[node], node)
        found += _compared(here, decided, node, rows)
    return found


def differences_mixed(decided: Decided, rows: int, seeds: Iterable[int]) -> list[str]:
    """Where native code says something else than columns of rows mixed from some candidates, so many for each seed:
    each fact (each list of records, with all that is said of it) is that of a candidate of its own."""
    plan, made = decided.plan, Made(decided.plan, decided.candidates)
    wanted = sorted({*plan.roots.values(), *(each.node for each in plan.refusals)})
    one, other = made.program(wanted), made.native(wanted)
    found: list[str] = []
    for seed in seeds:
        block = mixed(made, rows, np.random.default_rng(seed))
        columns, native = one.run(block), other.run(block)
        assert native is not None
        for name in {*columns.contradicted, *native.contradicted}:
            places = [each.contradicted.get(name, np.zeros(0)) for each in (columns, native)]
            if not np.array_equal(*places):
                found.append(f"rows of {seed}: {name} is contradicted elsewhere in native code")
        for node in wanted:
            ends = [(each.columns[node].lo, each.columns[node].hi) for each in (columns, native)]
            if not all((a == b).all() for a, b in zip(*ends, strict=True)):
                found.append(f"rows of {seed}: {plan.nodes[node].fact or node} is something else in native code")
    return found


def mixed(made: Made, rows: int, random: np.random.Generator) -> Block:
    """So many rows, each of whose facts is that of a candidate at random."""
    count = len(made.candidates)
    of_list = {name: random.integers(0, count, rows) for name in made.block.lists}

    def some(values: Array | None, which: Array) -> Array | None:
        return None if values is None else np.broadcast_to(values, (*values.shape[:-1], count))[..., which]

    supplied = {}
    for name, each in made.block.supplied.items():
        about = made.plan.facts.get(name)
        which = of_list[about.record] if about is not None and about.record else random.integers(0, count, rows)
        values = some(each.values, which)
        assert values is not None
        supplied[name] = Supplied(values, some(each.given, which))
    lists = {
        name: Listed(some(each.given, of_list[name]), each.present[:, of_list[name]])
        for name, each in made.block.lists.items()
    }
    return Block(rows, supplied, lists)


def differences_together(every: Sequence[Decided]) -> list[str]:
    """The same for candidates under several sets of rules, which run as one."""
    names = {name for each in every for one in each.candidates for name in one.supplied}
    lists = {name for each in every for one in each.candidates for name in one.records}
    names |= {
        name
        for each in every
        for one in each.candidates
        for rows in one.records.values()
        for row in rows
        for name in row
    }
    reduced = []
    for each in every:
        nodes = [*each.plan.roots.values(), *(refusal.node for refusal in each.plan.refusals)]
        own = frozenset(name for name in names if name == AS_OF or name in each.plan.facts)
        reduced.append(Reduced(context := Context(each.plan), simplified(context, nodes, own, frozenset(lists))))
    facts = sorted({name for each in every for name in each.plan.roots})
    nodes_of = [
        {place: each.plan.roots[name] for place, each in enumerate(every) if name in each.plan.roots} for name in facts
    ]
    refusals = [{place: refusal.node} for place, each in enumerate(every) for refusal in each.plan.refusals]
    one = merged(reduced, nodes_of, refusals)
    made = Made(
        one.plan,
        [
            Candidate({**each.supplied, RULES: place}, each.records)
            for place, own in enumerate(every)
            for each in own.candidates
        ],
    )
    result = made.program([*one.wanted, *one.conditions]).run(made.block)
    found = []
    ends = np.cumsum([0, *(len(each.candidates) for each in every)]).tolist()
    for place, each in enumerate(every):
        rows = range(ends[place], ends[place + 1])
        told = {name: there for name, there in result.contradicted.items() if place in one.scopes[name]}
        found += contradictions(told, made, each.outcomes, rows)
    for node, nodes in zip([*one.wanted, *one.conditions], [*nodes_of, *refusals], strict=True):
        here = made.values(result.columns[node], node)
        for place, own_node in nodes.items():
            found += _compared(here, every[place], own_node, range(ends[place], ends[place + 1]))
    return found


def _compared(here: list[list[Value]], decided: Decided, node: int, rows: range) -> list[str]:
    """Where the values of some rows are not those of a machine. What is the same for all records has one place."""
    found = []
    about = decided.plan.nodes[node]
    for row, outcome in zip(rows, decided.outcomes, strict=True):
        expected: Any = outcome.values[node] if about.record is not None else (outcome.values[node],)
        for place, there in enumerate(expected):
            column = here[place if len(here) > 1 else 0][row]
            if column != there:
                found.append(f"{row}: {about.fact or node}[{place}] is {column} in columns, {there} alone")
    return found


def contradictions(where: Mapping[str, Any], made: Made, outcomes: Sequence[Outcome], rows: range) -> list[str]:
    """Where columns find other facts contradicted, in some rows."""
    told: list[set[tuple[str, int | None]]] = [set() for _ in made.candidates]
    for fact, places in where.items():
        about = made.plan.facts[fact].record
        for each in np.argwhere(np.broadcast_to(places, (*places.shape[:-1], len(made.candidates)))):
            told[each[-1]].add((fact, None if about is None else int(each[0])))
    return [
        f"{row}: contradicted are {told[row]} in columns, {set(outcome.contradicted)} alone"
        for row, outcome in zip(rows, outcomes, strict=True)
        if told[row] != set(outcome.contradicted)
    ]
