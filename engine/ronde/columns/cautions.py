"""Which cautions the answers of rows carry: found once for each set of rules and what rows supply, then counted.

The meaning is that of `ronde.evaluate.cautions`. Only a caution that a fact raises, or a value given in place of a
definition in some rows and not in others, is looked at row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
import pyarrow as pa

from ronde.columns.arrow_batch import Batch
from ronde.columns.batch_run import BatchRun
from ronde.columns.groups import Grouping, different
from ronde.columns.kept import Kept
from ronde.columns.row_rules import Cases, RowRules
from ronde.evaluate.carried import Carried
from ronde.evaluate.cautions import contradiction, doubt, of_topics, rest_on, rests_on, topics_below
from ronde.evaluate.engine import Engine
from ronde.model.types import DATE_HIGH
from ronde.operations.arrays import Array


@dataclass(frozen=True, slots=True)
class Bearing:
    """What some facts carry by one set of rules, where the same facts are supplied: by code the facts that do, of the
    cautions of topics and of facts that have one of their own (these by fact). `checked` is for a topic's caution the
    day after which it is one (none: on every day)."""

    topics: dict[str, tuple[str, ...]]
    checked: dict[str, int]
    doubts: dict[str, tuple[str, tuple[str, ...]]]
    _on: dict[int, dict[str, tuple[str, ...]]] = field(default_factory=dict, compare=False)

    def on(self, day: int) -> dict[str, tuple[str, ...]]:
        """The cautions of topics on a day. Few days are asked for, again and again."""
        if day not in self._on:
            found = {code: facts for code, facts in self.topics.items() if day > self.checked.get(code, -1)}
            self._on[day] = found
        return self._on[day]

    def quiet(self, last: int) -> bool:
        """Whether no row carries any on a day up to the last."""
        return not self.doubts and all(self.checked.get(code, -1) >= last for code in self.topics)


@dataclass(frozen=True, slots=True)
class Sort:
    """Rows alike: what they carry by their rules and what they supply, a day that stands for theirs, how many they are,
    and what says of a fact the code of the caution that its value is contradicted (empty if none is carried)."""

    bearing: Bearing
    day: int
    rows: int
    contradicted: Callable[[str], str]

    def code(self, name: str, *, given: bool) -> str:
        """The code of a caution of one fact, if any of those asked for rests on it: that the value `given` for it is
        contradicted, or its own."""
        if given:
            return self.contradicted(name)
        return self.bearing.doubts[name][0] if name in self.bearing.doubts else ""


@dataclass(frozen=True)
class Borne:
    """What the good rows of a batch carry: their sorts, and what says of some rows (a mask) the sort of each (None: all
    are of the first)."""

    sorts: Sequence[Sort] = ()
    ids: Callable[[Array], Array] | None = None

    def carried(self, work: BatchRun) -> dict[str, Carried]:
        """By code how many rows carry a caution, and which facts do."""
        found: dict[str, Carried] = {}

        def add(code: str, rows: int, facts: tuple[str, ...]) -> None:
            if rows:
                found[code] = Carried(rows, facts).plus(found.get(code))

        for each in self.sorts:
            for code, facts in each.bearing.on(each.day).items():
                add(code, each.rows, facts)
        for name, raised in work.raised.items():
            counts = self._counts(raised & work.good)
            for each, count in zip(self.sorts, counts, strict=True):
                if name in each.bearing.doubts:
                    code, facts = each.bearing.doubts[name]
                    add(code, int(count), facts)
        return found

    def _counts(self, marked: Array) -> Array:
        """How many of the marked rows are of each sort."""
        if self.ids is None:
            return np.array([np.count_nonzero(marked)])
        return np.bincount(self.ids(marked), minlength=len(self.sorts))

    def column(self, work: BatchRun) -> pa.Array:
        """For each good row the codes of what it carries, in the order of a decision."""
        rows = int(work.good.sum())
        ids = np.zeros(rows, np.int64) if self.ids is None else self.ids(work.good)
        texts = [" ".join(each.bearing.on(each.day)) for each in self.sorts] or [""]
        found = pa.array(texts, pa.string()).take(pa.array(ids))
        if not work.contrary and not work.raised:
            return found
        told = found.to_pylist()
        for given, marks in ((True, sorted(work.contrary.items())), (False, list(work.raised.items()))):
            for name, where in marks:
                for row in np.flatnonzero(where[work.good]).tolist():
                    code = self.sorts[int(ids[row])].code(name, given=given)
                    told[row] = f"{told[row]} {code}".strip()
        return pa.array(told, pa.string())


class Bearings:
    """What the facts asked for carry, by the number of the rules and the facts supplied. Threads may share it."""

    def __init__(self, engine: Engine, grouping: Grouping, wanted: Sequence[str]) -> None:
        self.engine, self.grouping, self.wanted = engine, grouping, tuple(wanted)
        self._kept = Kept(grouping, wanted)
        self._rest: dict[int, frozenset[str]] = {}
        self._made: dict[tuple[int, frozenset[str]], Bearing] = {}
        self._below: dict[tuple[int, frozenset[str]], set[str]] = {}

    def of(self, work: BatchRun, rules: RowRules, foreign: Mapping[str, Array]) -> Borne:
        """What the good rows of a batch carry, by the `rules` of all rows, to which values may be `foreign`."""
        cases = rules.cases(work.good)
        if not len(cases.numbers):
            return Borne()
        used = different(cases.numbers)
        whole, partly = self._supplied(work, used, foreign)
        self._ready(used, whole)
        last = int(cases.as_of.max())
        if not work.contrary and all(self._bearing(number, whole).quiet(last) for number in used):
            return Borne()
        every = frozenset({*whole, *partly})
        if not work.contrary:
            self._ready(used, every)
            if not any(self._cuts(number, whole, every) for number in used):
                partly = {}
        if partly:
            return self._sorted(rules.case_of(work.good), work.good, whole, partly)
        if len(used) == 1 and cases.as_of.size == 1:
            return Borne([self._sort(used[0], whole, last, int(np.count_nonzero(work.good)))])
        return self._counted(cases, rules, whole)

    def _cuts(self, number: int, some: frozenset[str], more: frozenset[str]) -> bool:
        """Whether it matters to what rows carry that more facts are supplied."""
        one, other = self._bearing(number, some), self._bearing(number, more)
        return (one.topics, one.doubts) != (other.topics, other.doubts)

    def _keys(self, cases: Cases) -> Array:
        """For each case a number for its rules and for the days of verification before its date."""
        edges, as_of = self._edges, cases.as_of
        bucket = edges.searchsorted(as_of, "left") if as_of.size == 1 else self._bucket.take(as_of, mode="clip")
        return cases.numbers.astype(np.int64) * (len(edges) + 1) + bucket

    def _counted(self, cases: Cases, rules: RowRules, supplied: frozenset[str]) -> Borne:
        """Rows by their rules and dates, if all supply the same."""
        counts = np.bincount(self._keys(cases), cases.counts).astype(np.int64)
        seen = np.flatnonzero(counts)
        sorts = []
        for one in seen.tolist():
            number, bucket = divmod(one, len(self._edges) + 1)
            day = int(self._edges[bucket - 1]) + 1 if bucket else int(self._edges[0])
            sorts.append(self._sort(number, supplied, day, int(counts[one])))

        def ids(rows: Array) -> Array:
            places = np.zeros(len(counts), np.int64)
            places[seen] = np.arange(len(seen))
            return places.take(self._keys(rules.case_of(rows)))

        return Borne(sorts, ids)

    def _sorted(self, cases: Cases, good: Array, whole: frozenset[str], partly: dict[str, Array]) -> Borne:
        """Good rows by what tells them apart: their rules, on which side of days of verification, what they supply."""
        key, as_of = self._keys(cases), cases.as_of
        for given in partly.values():
            key = np.unique(key * 2 + given, return_inverse=True)[1]
        _, first, found, counts = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
        sorts = []
        for row, count in zip(first.tolist(), counts.tolist(), strict=True):
            supplied = whole | {name for name, given in partly.items() if given[row]}
            day = int(as_of[0] if as_of.size == 1 else as_of[row])
            sorts.append(self._sort(int(cases.numbers[row]), frozenset(supplied), day, count))
        own = np.zeros(len(good), np.int64)
        own[good] = found
        return Borne(sorts, own.__getitem__)

    @cached_property
    def _edges(self) -> Array:
        """The days after which something was last verified, in order."""
        versions = [version for every in self.grouping.history.versions.values() for version in every]
        return np.array(sorted({version.checked for version in versions}), np.int64)

    @cached_property
    def _bucket(self) -> Array:
        """For every day how many of those days lie before it."""
        return self._edges.searchsorted(np.arange(DATE_HIGH + 1), "left").astype(np.int16)

    def _supplied(
        self, work: BatchRun, used: Sequence[int], foreign: Mapping[str, Array]
    ) -> tuple[frozenset[str], dict[str, Array]]:
        """Of the facts that have a column, those that every good row gives, and those that some do."""
        batch: Batch = work.batch
        whole, partly = set[str](), dict[str, Array]()
        resting = self._resting(used)
        for name in (*batch.layout.facts, *batch.record_facts):
            if name not in resting:
                continue
            given = batch.supplies(name, foreign.get(name))
            given = given if given is None else given[work.good]
            if given is None or given.all():
                whole.add(name)
            elif given.any():
                partly[name] = given
        return frozenset(whole), partly

    def _resting(self, used: Sequence[int]) -> frozenset[str]:
        """The facts that rest on others by some of these rules."""
        new = [number for number in used if number not in self._rest]
        kept = self._kept.load("resting", new)
        if isinstance(kept, tuple) and len(kept) == len(new) + 1 and all(isinstance(each, frozenset) for each in kept):
            self._rest.update({number: kept[0] | own for number, own in zip(new, kept[1:], strict=True)})
        elif new:
            found = [frozenset(self._resting_by(number)) for number in new]
            self._rest.update(zip(new, found, strict=True))
            common = frozenset.intersection(*found)
            self._kept.keep((common, *(each - common for each in found)), "resting", new)
        return frozenset[str]().union(*(self._rest[number] for number in used))

    def _resting_by(self, number: int) -> Iterator[str]:
        plan = self.engine.plan(self.grouping.rules[number])
        return (name for name, about in plan.facts.items() if about.form != "input" or plan.dependencies.get(name))

    def _ready(self, used: Sequence[int], supplied: frozenset[str]) -> None:
        """Find what facts carry by several rules: as it was kept, or by their plans."""
        new = [number for number in used if (number, supplied) not in self._made]
        kept = self._kept.load("carried", new, *sorted(supplied))
        if isinstance(kept, tuple) and len(kept) == len(new) and all(map(_is_bearing, kept)):
            self._made.update({(number, supplied): Bearing(*each) for number, each in zip(new, kept, strict=True)})
            return
        found = [self._bearing(number, supplied) for number in new]
        packed = tuple((each.topics, each.checked, each.doubts) for each in found)
        self._kept.keep(packed, "carried", new, *sorted(supplied))

    def _sort(self, number: int, supplied: frozenset[str], day: int, rows: int) -> Sort:
        return Sort(self._bearing(number, supplied), day, rows, partial(self._contradicted, number, supplied))

    def _contradicted(self, number: int, supplied: frozenset[str], name: str) -> str:
        """The code of the caution that a fact's value is contradicted; empty if no fact asked for rests on it."""
        plan = self.engine.plan(self.grouping.rules[number])
        if (number, supplied) not in self._below:
            wanted = [each for each in self.wanted if each in plan.facts]
            replaced = {each for each in supplied if each in plan.facts}
            self._below[number, supplied] = rest_on(plan, wanted, replaced.__contains__)
        return contradiction(plan, name, name, 0).code if name in self._below[number, supplied] else ""

    def _bearing(self, number: int, supplied: frozenset[str]) -> Bearing:
        if (number, supplied) not in self._made:
            self._made[number, supplied] = self._found(number, supplied)
        return self._made[number, supplied]

    def _found(self, number: int, supplied: frozenset[str]) -> Bearing:
        rules = self.grouping.rules[number]
        plan = self.engine.plan(rules)
        replaced = {name for name in supplied if name in plan.facts}
        below = topics_below(plan, replaced)
        wanted = [name for name in self.wanted if name in plan.facts]
        topics, checked = dict[str, tuple[str, ...]](), dict[str, int]()
        for caution in of_topics(rules, DATE_HIGH):
            facts = tuple(name for name in wanted if caution.topic in below[name])
            if facts:
                topics[caution.code] = facts
                if caution.kind == "unverified":
                    checked[caution.code] = caution.day
        rests = {name: rests_on(plan, name, replaced.__contains__) for name in wanted} if plan.cautioned else {}
        doubts = dict[str, tuple[str, tuple[str, ...]]]()
        for name in plan.cautioned:
            facts = tuple(each for each in wanted if name in rests[each])
            if facts and (name not in replaced or plan.facts[name].form == "input"):
                doubts[name] = doubt(plan, name, 0).code, facts
        return Bearing(topics, checked, doubts)


def _is_bearing(kept: object) -> bool:
    """Whether what was kept has the shape of what some facts carry."""
    return isinstance(kept, tuple) and len(kept) == 3 and all(isinstance(each, dict) for each in kept)
