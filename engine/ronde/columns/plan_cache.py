"""The rules made ready for a table's columns, once for each meaning: dates whose rules say the same of what is asked
share one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from threading import Lock

import numpy as np

from ronde.columns.answers import renumbered
from ronde.columns.arrow_batch import Batch
from ronde.columns.bound_merged import BoundMerged, Unlike, joined, unpacked
from ronde.columns.bound_plan import BoundPlan
from ronde.columns.groups import Grouping
from ronde.columns.kept import Kept
from ronde.columns.merged_plan import Entangled
from ronde.columns.row_rules import RowRules
from ronde.evaluate.engine import Engine
from ronde.model.history import Rules
from ronde.operations.arrays import Array


class PlanCache:
    """Every ruling made so far, by the number of its rules and by the columns it was made for."""

    def __init__(self, engine: Engine, grouping: Grouping, wanted: Sequence[str]) -> None:
        self.engine, self.grouping, self.wanted = engine, grouping, tuple(wanted)
        self._kept = Kept(grouping, wanted)
        self.texts: dict[str, int] = {}
        self._lock = Lock()
        self._made: dict[Hashable, tuple[int, BoundPlan, Array]] = {}
        self._leaders: dict[Hashable, int] = {}
        self._led: dict[Hashable, dict[int, int]] = {}
        self._met: dict[Hashable, set[int]] = {}
        self._together: dict[Hashable, tuple[BoundPlan, Array] | None] = {}

    def leaders(self, batch: Batch, rules: RowRules) -> tuple[RowRules, list[int]]:
        """For each row the number of the first rules that say the same as its own; and which numbers these are."""
        found = np.arange(len(self.grouping.rules), dtype=np.int16)
        used = [number for number in rules.met if number >= 0]
        with self._lock:
            led = self._led.setdefault(self._key(batch, -1), {})
            if not led.keys() >= set(used):
                self._lead(batch, led, sorted({*led, *used}))
            found[used] = [led[number] for number in used]
        first = sorted({led[number] for number in used})
        return (rules if first == used else rules.renumbered(found)), first

    def of(self, batch: Batch, number: int) -> tuple[BoundPlan, Array]:
        """The ruling of a leader, and for each text of its lexicon the number in the answers."""
        with self._lock:
            return self._ruling(batch, number)

    def together(self, batch: Batch, numbers: Sequence[int]) -> tuple[BoundPlan, Array] | None:
        """One ruling for several leaders, and the numbers of its texts; None where they cannot be made one. It is made
        for every leader met so far that has the same columns, so that it is seldom made again."""
        key = self._key(batch, -1)
        with self._lock:
            met = self._met.setdefault(key, set())
            if not met.issuperset(numbers):
                met.update(numbers)
                self._together[key] = self._joined(batch, sorted(met))
            return self._together[key]

    def holds(self, batch: Batch, numbers: Sequence[int]) -> bool:
        """Whether one ruling for several leaders was made that is for these too."""
        key = self._key(batch, -1)
        return key in self._together and self._met[key].issuperset(numbers)

    def _lead(self, batch: Batch, led: dict[int, int], numbers: Sequence[int]) -> None:
        """Find the leaders of some rules, of which some were led before: as they were kept, or by their rulings."""
        columns = _columns(batch)
        kept = _leaders(self._kept.load("leaders", numbers, *columns), numbers)
        if kept is not None:
            led.update(kept)
            return
        own = {number: self._leader(batch, number) for number in numbers if led.get(number, number) == number}
        led.update({number: own[led.get(number, number)] for number in numbers})
        self._kept.keep(tuple(numbers.index(led[number]) for number in numbers), "leaders", numbers, *columns)

    def _joined(self, batch: Batch, numbers: Sequence[int]) -> tuple[BoundPlan, Array] | None:
        """One ruling for several, made ready; None where they cannot be one, or are too deep or too large for it."""
        columns = _columns(batch)
        try:
            joint = unpacked(self._kept.load("joint", numbers, *columns))
            if joint is None:
                joint = joined([self._ruling(batch, number)[0] for number in numbers])
                self._kept.keep(joint.packed, "joint", numbers, *columns)
            found = BoundMerged(numbers, joint)
            return found, renumbered(found.program.context, self.texts)
        except (Entangled, Unlike, OverflowError, RecursionError):
            return None

    def _ruling(self, batch: Batch, number: int) -> tuple[BoundPlan, Array]:
        self._leader(batch, number)
        return self._made[self._key(batch, number)][1:]

    def _leader(self, batch: Batch, number: int) -> int:
        key = self._key(batch, number)
        if key not in self._made:
            ruling = self._make(batch, self.grouping.rules[number])
            meaning = (self._key(batch, -1), ruling.meaning)
            leader = self._leaders.setdefault(meaning, number)
            if leader == number:
                self._made[key] = number, ruling, renumbered(ruling.context, self.texts)
            else:
                self._made[key] = self._made[self._key(batch, leader)]
        return self._made[key][0]

    def _make(self, batch: Batch, rules: Rules) -> BoundPlan:
        facts: dict[str, str | None] = {**dict.fromkeys(batch.layout.facts), **batch.record_facts}
        return BoundPlan(self.engine.plan(rules), self.wanted, facts, frozenset(batch.layout.lists))

    def _key(self, batch: Batch, number: int) -> Hashable:
        return number, batch.layout.facts, batch.layout.lists, frozenset(batch.record_facts)


def _columns(batch: Batch) -> tuple[object, ...]:
    """What the columns of a batch are, as far as rulings rest on it."""
    facts, lists = sorted(batch.layout.facts), sorted(batch.layout.lists)
    return tuple(facts), tuple(lists), tuple(sorted(batch.record_facts.items()))


def _leaders(kept: object, numbers: Sequence[int]) -> dict[int, int] | None:
    """For each of some rules its leader, as the places of these were kept; None for anything else."""
    if not isinstance(kept, tuple) or len(kept) != len(numbers):
        return None
    if not all(type(place) is int and 0 <= place < len(kept) and kept[place] == place for place in kept):
        return None
    return {number: numbers[place] for number, place in zip(numbers, kept, strict=True)}
