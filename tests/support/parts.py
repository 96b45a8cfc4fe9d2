"""What is asked of which rows, by the seed alone: the days and their rules, the facts, whether rows have lists and each
a date of its own. As many parts as a book has sets of rules go through all of them, whichever seed comes first."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from tests.support import profiles
from tests.support.columns import Made
from tests.support.held import Held, Pool, hold, in_native_code
from tests.support.rows import DAY, Rows

from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.engine import Engine
from ronde.evaluate.reference import Candidate
from ronde.inputs.possible import possible
from ronde.model.history import History
from ronde.model.nodes import Op, Plan
from ronde.model.types import Value
from ronde.operations.registry import RECORDS

BATCH = 10_000
"""Rows of a table. What contradicts is counted for each table, so that a small one tells more."""

MADE = 250
"""Candidates under the same rules that rows are mixed from."""

LEAST, MOST = 21, 60
"""Facts asked for at once: topics at random until there are so many."""

AFTER = 400
"""How many days after the last change of a book are looked at."""


@dataclass(frozen=True)
class Shape:
    """What the rows of a part are like: records in a list at most (none: there are no lists), and sets of rules whose
    dates they have (one: all have the same date)."""

    records: int
    rules: int


SHAPES = (Shape(0, 1), Shape(0, 4), Shape(2, 1), Shape(0, 3), Shape(4, 1), Shape(0, 1), Shape(2, 2), Shape(1, 3))
"""Those of eight parts, one after another. Native code is made anew for lists of each length, and for three sets of
rules and more as one."""


class Part:
    """Rows of a seed. `every` asks for all facts. From eight parts to the next, texts and amounts are numbered or
    not, and one to three threads share the rows."""

    def __init__(self, history: History, seed: int, *, every: bool = False) -> None:
        self.seed, self.shape = seed, SHAPES[seed % len(SHAPES)]
        random = Random(seed)
        engine = Engine(history)
        spans = days(history, seed, self.shape.rules)
        if self.shape.rules == 1:
            day = random.choice(spans[0])
            spans = [range(day, day + 1)]
        self._spans = spans
        plans = [engine.plan(engine.rules(span[0])) for span in spans]
        self._silent = constants(plans) if self.shape.rules > 1 else set()
        self._made = [
            Made(plan, [*self._candidates(plan, span, random)]) for plan, span in zip(plans, spans, strict=True)
        ]
        asked = facts(plans, random, every=every)
        if self.shape.rules == 1:
            question = Query(asked, as_of=spans[0][0], ignore=(DAY,), bounds=True)
        else:
            question = Query(asked, as_of_column=DAY, bounds=True)
        kernel = Kernel(history, question, engine)
        kernel.threads = 1 + seed // len(SHAPES) % 3
        self._pool = Pool(kernel, numbered=seed // len(SHAPES) % 2 == 1)

    def _candidates(self, plan: Plan, span: range, random: Random) -> Iterator[Candidate]:
        gathered = summaries(plan)
        for _ in range(MADE):
            made = profiles.candidate(plan, random.choice(span), random, derived=0.1)
            made = without(self._silent, made)
            if self.shape.records:
                records = {name: rows[: self.shape.records] for name, rows in made.records.items()}
                yield Candidate(made.supplied, records)
            else:
                some = random.random()
                said = [
                    name for name in gathered if random.random() < some and name not in {*made.supplied, *self._silent}
                ]
                yield profiles.answered(plan, Candidate(made.supplied, {}), said, random)

    def held(self, rows: int, batch: int = BATCH) -> Held:
        """What comes of holding so many rows."""
        held, random = Held(), np.random.default_rng(self.seed)
        with in_native_code(held):
            while held.rows < rows:
                size = min(batch, rows - held.rows)
                share = np.bincount(random.integers(0, len(self._made), size), minlength=len(self._made))
                every = [
                    Rows.of(made, count, random, span, self._pool.facts)
                    for made, count, span in zip(self._made, share.tolist(), self._spans, strict=True)
                ]
                hold(self._pool, every, random, held)
        return held

    @property
    def told(self) -> str:
        """What it is, for those who read along."""
        lists = f"lists of up to {self.shape.records}" if self.shape.records else "no lists"
        dates = "one date" if self.shape.rules == 1 else f"a date per row, sets of rules: {len(self._spans)}"
        texts = "texts and amounts numbered" if self._pool.numbered else "texts and amounts as they are"
        return f"{len(self._pool.facts)} facts, {lists}, {dates}, {texts}, threads: {self._pool.kernel.threads}"


def days(history: History, seed: int, rules: int) -> list[range]:
    """The days of some sets of rules, from those of the whole book in an order that goes through all of them."""
    starts = [history.first_date, *(day for day in history.change_dates if day > history.first_date)]
    ends = [*starts[1:], starts[-1] + AFTER]
    order = Random(len(starts)).sample(range(len(starts)), len(starts))
    places = sorted({order[(seed + number * len(starts) // rules) % len(starts)] for number in range(rules)})
    return [range(starts[place], ends[place]) for place in places]


def facts(plans: Sequence[Plan], random: Random, *, every: bool) -> tuple[str, ...]:
    """Facts of candidates to ask for, topic by topic."""
    topics: dict[str, list[str]] = {}
    for name, about in {name: about for plan in plans for name, about in plan.facts.items()}.items():
        if about.record is None:
            topics.setdefault(about.topic, []).append(name)
    found: list[str] = []
    for topic in random.sample(sorted(topics), len(topics)):
        if every or len(found) < LEAST:
            found += topics[topic]
    return tuple(found if every else found[:MOST])


def constants(plans: Iterable[Plan]) -> set[str]:
    """The facts to which some rules give one value: a table that gives another cannot be decided by several as one."""
    return {name for plan in plans for name, about in plan.facts.items() if possible(about) != about.type}


def without(names: Container[str], made: Candidate) -> Candidate:
    """A candidate that says nothing of some facts."""

    def own(said: Mapping[str, Value]) -> dict[str, Value]:
        return {name: value for name, value in said.items() if name not in names}

    return Candidate(own(made.supplied), {name: [own(row) for row in rows] for name, rows in made.records.items()})


def summaries(plan: Plan) -> list[str]:
    """The facts of candidates that the rules find by going through a list: what rows without lists give instead."""
    through: set[int] = set()
    found = []
    for node in plan.nodes:
        below = any(arg in through and plan.nodes[arg].op is not Op.FACT for arg in node.args)
        if node.op in RECORDS or below:
            through.add(node.id)
            if node.op is Op.FACT and node.record is None:
                found.append(str(node.fact))
    return found
