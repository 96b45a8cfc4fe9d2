"""Candidates made at random from a plan itself: every input by its type, at and beside the values that matter.

Nothing here knows what the rules are about. Which values matter is read from the plan: the literals that facts are
compared with, where tables are cut, the days on which something changes.
"""

from __future__ import annotations

import json
import re._parser as regex  # type: ignore[import-not-found]
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from weakref import WeakKeyDictionary

from ronde.change.witness.combinations import Given
from ronde.change.witness.smaller import smallest
from ronde.evaluate.reference import Candidate, Outcome, evaluate
from ronde.model.document import Document
from ronde.model.nodes import Fact, Node, Op, Plan
from ronde.model.payloads import Table
from ronde.model.types import DATE_HIGH, DATE_LOW, Kind, Value, plain
from ronde.read.structure import parse

AS_OF = "as_of"
MOST_ROWS = 4
USUAL = 3_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Marks:
    """What matters in a plan: the values that each fact is compared with, the facts that divide, the yes or no facts of
    which the rules only ever want a no."""

    numbers: Mapping[str, tuple[int, ...]]
    texts: Mapping[str, tuple[str, ...]]
    dates: tuple[int, ...]
    divisors: frozenset[str]
    denied: frozenset[str]
    inputs: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    derived: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)


_MARKS: WeakKeyDictionary[Plan, Marks] = WeakKeyDictionary()


def marks(plan: Plan) -> Marks:
    """What matters in a plan, found once for each."""
    found = _MARKS.get(plan)
    if found is None:
        found = _MARKS[plan] = _marks(plan)
    return found


def candidate(plan: Plan, as_of: int, random: Random, *, derived: float = 0.04, beyond: bool = False) -> Candidate:
    """A candidate at random. `derived` is how often a fact that the rules derive is supplied all the same, `beyond`
    whether then also with values that the rules could never give it."""
    missing = random.choice([0.0, 0.05, 0.15, 0.4, 0.85])
    derived = random.choice([0.0, 0.0, derived])
    maker = _Maker(plan, as_of, random, missing, derived, beyond)
    supplied = {**maker.facts(None), AS_OF: as_of}
    records: dict[str, Sequence[Mapping[str, Value]]] = {}
    for name in plan.records:
        given = random.random()
        if given > missing:
            count = 0 if given > 0.92 else random.randint(1, MOST_ROWS)
            records[name] = [maker.facts(name) for _ in range(count)]
    return Candidate(supplied, records)


def value_of(plan: Plan, outcome: Outcome, node: int, record: int | None = None) -> Value:
    """The value of a node in an outcome, for one record where the node has one value for each."""
    found: Any = outcome.values[node]
    return found if plan.nodes[node].record is None else found[record]  # type: ignore[no-any-return]


def acceptable(plan: Plan, made: Candidate) -> Candidate:
    """The candidate without the fields for which the rules would refuse it."""
    while True:
        outcome = evaluate(plan, made)
        supplied = dict(made.supplied)
        records = {name: [dict(row) for row in rows] for name, rows in made.records.items()}
        refused = False
        for refusal in plan.refusals:
            rows = [supplied] if refusal.record is None else records.get(refusal.record, [])
            for number, row in enumerate(rows):
                if value_of(plan, outcome, refusal.node, number) == 1:
                    refused = True
                    if row.pop(refusal.field, None) is None:
                        row.clear()
        if not refused:
            return made
        made = Candidate({**supplied, AS_OF: made.supplied[AS_OF]}, records)


def answered(plan: Plan, made: Candidate, missing: Sequence[str], random: Random) -> Candidate:
    """The candidate with an answer to each of the inputs said to be missing (`age`, `work[0].paid`; a list: empty)."""
    maker = _Maker(plan, int(str(made.supplied[AS_OF])), random, 0, 0, False)
    supplied = dict(made.supplied)
    records = {name: [dict(row) for row in rows] for name, rows in made.records.items()}
    for name in missing:
        record, bracket, rest = name.partition("[")
        if bracket:
            number, _, field = rest.partition("].")
            assert f"{record}.{field}" not in records[record][int(number)], f"{name} is given"
            records[record][int(number)][f"{record}.{field}"] = maker.value(plan.facts[f"{record}.{field}"])
        elif name in plan.records:
            records[name] = []
        else:
            assert name not in supplied, f"{name} is given"
            supplied[name] = maker.value(plan.facts[name])
    return Candidate(supplied, records)


def document(plan: Plan, made: Candidate) -> Document:
    """The profile that says what a candidate says, as a file that a person could have written."""
    tree: dict[str, Any] = {
        name: plain(value, plan.facts[name].type) for name, value in made.supplied.items() if name != AS_OF
    }
    for record, rows in made.records.items():
        tree[record] = [
            {name.removeprefix(f"{record}."): plain(value, plan.facts[name].type) for name, value in row.items()}
            for row in rows
        ]
    return parse(json.dumps(tree).encode(), "profile.json")


def reduced(made: Candidate, fails: Callable[[Candidate], bool]) -> Candidate:
    """The candidate with everything left out that a failure does not need, for people to read; the day stays."""
    day = {name: value for name, value in made.supplied.items() if name == AS_OF}

    def whole(given: Given) -> Candidate:
        return Candidate({**day, **given.supplied}, given.records)

    said = {name: value for name, value in made.supplied.items() if name != AS_OF}
    rows = {name: tuple(each) for name, each in made.records.items()}
    return whole(smallest(Given(said, rows), lambda given: fails(whole(given))))


class _Maker:
    def __init__(self, plan: Plan, as_of: int, random: Random, missing: float, derived: float, beyond: bool) -> None:
        self.plan, self.as_of, self.random = plan, as_of, random
        self.missing, self.derived, self.beyond = missing, derived, beyond
        self.truth = random.choice([0.5, 0.8, 0.97])
        self.marks = marks(plan)

    def facts(self, record: str | None) -> dict[str, Value]:
        """What is supplied of the candidate, or of one record of a list."""
        chance = self.random.random
        names = [name for name in self.marks.inputs.get(record, ()) if chance() >= self.missing]
        if self.derived:
            names += [name for name in self.marks.derived.get(record, ()) if chance() < self.derived]
        found = {name: self.value(self.plan.facts[name]) for name in names}
        if record is not None and chance() < 0.8:
            days = [name for name in found if self.plan.facts[name].type.kind is Kind.DATE]
            found.update(zip(days, sorted(int(str(found[name])) for name in days), strict=True))
        return found

    def value(self, about: Fact) -> Value:
        kind, random = about.type, self.random
        if kind.kind is Kind.YES_NO:
            return int((random.random() < self.truth) != (about.name in self.marks.denied))
        if kind.kind is Kind.DATE:
            return self.date(about)
        if kind.ordered:
            return self.number(about)
        if kind.choices:
            return random.choice(kind.choices)
        known = self.marks.texts.get(about.name, ())
        if kind.codes:
            codes = [code for code in known if code in self.plan.codes[kind.codes]]
            return random.choice(codes if codes and random.random() < 0.5 else list(self.plan.codes[kind.codes]))
        if kind.pattern:
            return random.choice(known) if known and random.random() < 0.6 else matching(kind.pattern, random)
        listed = [code for codes in self.plan.codes.values() for code in list(codes)[:50]]
        return random.choice([*known, "x", *random.sample(listed, min(3, len(listed)))])

    def number(self, about: Fact) -> int:
        """Often one of the values that matter or its neighbour, else any within the usual."""
        kind, random = about.type, self.random
        low, high = max(kind.low, -USUAL * 10**kind.decimals), min(kind.high, USUAL * 10**kind.decimals)
        value = random.randint(low, max(low, high))
        if random.random() < 0.6:
            known = self.marks.numbers.get(about.name, ())
            value = random.choice([*known, low, high]) + random.choice([-1, 0, 0, 1])
        if about.form == "input" or not self.beyond:
            value = min(max(value, kind.low), kind.high)
        return max(1, value) if about.name in self.marks.divisors else value

    def date(self, about: Fact) -> int:
        """Around the date of evaluation, a whole number of years before it, or a day on which something changes."""
        random = self.random
        if random.random() < 0.5:
            day = self.as_of - random.randint(-60, 365 * random.choice([1, 3, 5, 12, 60]))
        elif random.random() < 0.6:
            then = date.fromordinal(self.as_of)
            year = then.year - random.choice([0, 1, 2, 3, 5, 10, 18, 30])
            day = date(year, then.month, min(then.day, 28)).toordinal() + random.choice([-1, 0, 0, 1])
        else:
            known = [*self.marks.numbers.get(about.name, ()), *self.marks.dates]
            day = random.choice(known or [self.as_of]) + random.choice([-1, 0, 0, 1])
        return min(max(day, DATE_LOW), DATE_HIGH)


def matching(pattern: str, random: Random) -> str:
    """A text of the form that a pattern asks for (classes, literals, repetitions, groups and alternatives)."""
    return "".join(_drawn(regex.parse(pattern), random))


def _drawn(parts: Any, random: Random) -> Iterator[str]:
    for name, about in parts:
        match str(name):
            case "LITERAL":
                yield chr(about)
            case "ANY" | "CATEGORY":
                yield random.choice(LETTERS)
            case "IN":
                yield random.choice([letter for letter in LETTERS if _within(letter, about)] or ["?"])
            case "MAX_REPEAT" | "MIN_REPEAT":
                low, high, inner = about
                for _ in range(random.randint(low, min(int(high), low + 3))):
                    yield from _drawn(inner, random)
            case "SUBPATTERN":
                yield from _drawn(about[-1], random)
            case "BRANCH":
                yield from _drawn(random.choice(about[1]), random)


def _within(letter: str, members: Any) -> bool:
    inside = False
    for name, about in members:
        match str(name):
            case "LITERAL":
                inside |= ord(letter) == about
            case "RANGE":
                inside |= about[0] <= ord(letter) <= about[1]
            case "CATEGORY":
                inside |= letter.isdigit() or not str(about).endswith("DIGIT")
    return inside


def _marks(plan: Plan) -> Marks:
    found = _Found(plan)
    for node in plan.nodes:
        found.look(node)
    groups: tuple[dict[str | None, list[str]], ...] = ({}, {})
    for name, about in plan.facts.items():
        groups[about.form != "input"].setdefault(about.record, []).append(name)
    inputs, derived = ({record: tuple(names) for record, names in group.items()} for group in groups)
    return Marks(
        {name: tuple(sorted(values)) for name, values in found.numbers.items()},
        {name: tuple(sorted(values)) for name, values in found.texts.items()},
        tuple(sorted(found.dates - {DATE_LOW, DATE_HIGH})),
        frozenset(found.divisors),
        frozenset(found.denied - found.affirmed),
        inputs,
        derived,
    )


class _Found:
    """What is found of a plan, node by node."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.numbers: dict[str, set[int]] = {}
        self.texts: dict[str, set[str]] = {}
        self.dates: set[int] = set()
        self.divisors: set[str] = set()
        self.denied: set[str] = set()
        self.affirmed: set[str] = set()

    def fact(self, node: int) -> tuple[str, int]:
        """The fact behind a node (or nothing), and by how much it was multiplied."""
        factor = 1
        while self.plan.nodes[node].op is Op.TIMES:
            factor *= int(str(self.plan.nodes[node].data))
            node = self.plan.nodes[node].args[0]
        return self.plan.nodes[node].fact or "", factor

    def note(self, node: int, *values: object) -> None:
        """Note that a fact is compared with these values."""
        name, factor = self.fact(node)
        for value in values if name else ():
            if isinstance(value, str):
                self.texts.setdefault(name, set()).add(value)
            elif isinstance(value, int):
                self.numbers.setdefault(name, set()).add(value // factor)

    def look(self, node: Node) -> None:
        """Take in one node."""
        match node.op:
            case Op.CONSTANT if node.type.kind is Kind.DATE and isinstance(node.data, int):
                self.dates.add(node.data)
            case Op.AT_LEAST | Op.EQUALS | Op.LEAST | Op.GREATEST:
                literals = [self.plan.nodes[arg].data for arg in node.args if self.plan.nodes[arg].op is Op.CONSTANT]
                for arg in node.args:
                    self.note(arg, *literals)
            case Op.MEMBER if isinstance(node.data, frozenset):
                self.note(node.args[0], *sorted(member for member in node.data if isinstance(member, str))[:20])
                self.note(node.args[0], *(member for member in node.data if isinstance(member, int)))
            case Op.TABLE if isinstance(node.data, Table):
                for arg, axis in zip(node.args, node.data.axes, strict=True):
                    self.note(arg, *axis.starts, *(axis.values or ()))
            case Op.DIVIDE:
                self.divisors.add(self.fact(node.args[1])[0])
            case Op.NEGATE:
                self.denied.add(self.fact(node.args[0])[0])
            case Op.ALL if len(node.args) == 1:
                self.affirmed.add(self.fact(node.args[0])[0])
