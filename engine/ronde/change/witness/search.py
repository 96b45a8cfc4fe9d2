"""Looks for somebody whose answer differs, for each definition that does; or for the proof that there is nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from random import Random

from ronde.change.difference import Pair
from ronde.change.meaning import changed_facts
from ronde.change.side import Side
from ronde.change.witness.combinations import Combinations, Given, Spot
from ronde.change.witness.cut import Cut, cut_of, for_plan
from ronde.change.witness.inputs import People
from ronde.change.witness.pairs import Pairs
from ronde.change.witness.smaller import plainest, smallest
from ronde.evaluate.reference import values_of
from ronde.model.nodes import Node, Plan, payload
from ronde.model.payloads import Table
from ronde.operations.bounds import all_known

MOST_WITNESSES = 3
"""How many people are kept for one definition, each for another row of its table."""

MOST_MENDED = 200
"""How often values are exchanged that the rules refuse."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody whose answer differs. `derived` are the facts that are given in place of their definitions."""

    given: Given
    derived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of a definition that differs: some witnesses, of so many `rows` in which answers differ; else
    whether all `tried` combinations of what it names give the same (`proof`), and how many people were tried. If they
    do of what both sides allow, `apart` are the facts of which one side allows values that the other does not know."""

    name: str
    sides: tuple[Side, Side]
    day: int
    witnesses: tuple[Witness, ...]
    rows: int
    proof: bool
    tried: int
    people: int
    apart: tuple[str, ...] = ()


def looked_for(pairs: Iterable[Pair], day: int | None) -> list[Looked]:
    """What is found of every definition that differs in some pairs of versions, by the rules that stood with each.

    People are looked at on a day, by default the first day of the later version of each pair.
    """
    jobs = [
        (name, (pair.before, pair.after), pair.after.version.effective if day is None else day)
        for pair in pairs
        if pair.before is not None and pair.after is not None
        for name in _differing(pair.before, pair.after)
    ]
    return [_looked(name, sides, on, len(jobs)) for name, sides, on in jobs]


def _differing(before: Side, after: Side) -> Iterator[str]:
    """The facts that both versions of a topic derive, and otherwise, in the order of the later one."""
    old, new = before.plan.facts, after.plan.facts
    changed = changed_facts(before.plan, after.plan, after.version.topic)
    for name in (each for each in new if each in changed and each in old):
        if old[name].record == new[name].record and "input" not in (old[name].form, new[name].form):
            yield name


def _looked(name: str, sides: tuple[Side, Side], day: int, share: int) -> Looked:
    search = _Search(name, sides, day, share)
    combinations = Combinations(search.cuts)
    near, tried = search.some(combinations, whole=False, rows=None if search.table else ())
    nobody = not near and combinations.every and not search.half_known
    if nobody and not combinations.apart:
        return Looked(name, sides, day, (), 0, True, tried, 0)
    if not near:
        near, more = search.some(Pairs(combinations, day), whole=False, rows=())
        tried += more
    far, people = search.some(search.people, whole=True, rows=list(near)[:MOST_WITNESSES])
    keys = [*near, *(key for key in far if key not in near)]
    witnesses = [each for key in keys[:MOST_WITNESSES] if (each := search.witness(far.get(key), near.get(key)))]
    apart = combinations.apart if nobody and not keys else ()
    return Looked(name, sides, day, tuple(witnesses), len(keys), False, tried, people, apart)


class _Search:
    """The definition of a fact on two sides, and who shows that they differ. `half_known` says that for somebody only
    one of the answers was known."""

    def __init__(self, name: str, sides: tuple[Side, Side], day: int, share: int) -> None:
        self.name, self.day = name, day
        before, after = (cut_of(side.plan, name) for side in sides)
        self.cuts: tuple[Cut, Cut] = before, after
        self.people = People(self.cuts, day, share)
        self.half_known = False

    def differs(self, given: Given, *, whole: bool) -> bool:
        """Whether both answers are known and differ. That one was known and the other was not is noted."""
        before, after = (
            cut.answer(for_plan(cut.plan, given.supplied, given.records, self.day), whole=whole) for cut in self.cuts
        )
        if before is None or after is None:
            self.half_known = self.half_known or before is not after
            return False
        return before != after

    def some(
        self, givens: Iterable[Given], *, whole: bool, rows: Sequence[object] | None
    ) -> tuple[dict[object, Given], int]:
        """The first who differs in each row of the table (or in all, if the definition is none), and how many were
        tried: all of them, or until there is somebody in each of these rows, and somebody at all."""
        found: dict[object, Given] = {}
        tried = 0
        for given in givens:
            tried += 1
            if self.differs(given, whole=whole):
                person = self._mended(given) if whole else given
                if person is not None:
                    found.setdefault(self.row(person), person)
                if rows is not None and found and all(row in found for row in rows):
                    break
        return found, tried

    def _mended(self, given: Given) -> Given | None:
        """Somebody who differs, with other values of what the rules of either side refuse; nobody if none is found."""
        random = Random(self.name)
        for _ in range(MOST_MENDED):
            refused = [spot for cut in self.cuts for spot in self._refused(cut.plan, given)]
            if not refused:
                return given
            spot = random.choice(refused)
            values = self.people.worth(spot.name)
            other = given.but(spot, random.choice(values)) if values else given
            if self.differs(other, whole=True):
                given = other
        return None

    @cached_property
    def table(self) -> Node | None:
        """The table that the later definition is, if it is one of the candidate's."""
        plan = self.cuts[1].plan
        root = plan.nodes[plan.roots[self.name]]
        node = plan.nodes[root.args[0]] if plan.known_by(root).defined else root
        return node if isinstance(node.data, Table) and node.record is None else None

    def row(self, given: Given) -> object:
        """In which row of the later table the answer stands; nothing if the definition is no table."""
        if self.table is None:
            return None
        plan, table = self.cuts[1].plan, payload(self.table, Table)
        candidate = for_plan(plan, given.supplied, given.records, self.day)
        below = plan.below(self.table.args)
        keys = values_of(plan, candidate, self.table.args, below)
        return table.rows[table.place(keys)] if all_known(keys) else None

    def witness(self, far: Given | None, near: Given | None) -> Witness | None:
        """The smallest person who shows it, of one who says only what people are asked, or else gives derived facts."""
        for given in (far, near):
            if given is not None and self._shows(self.row(given), given):
                shows = partial(self._shows, self.row(given))
                small = plainest(smallest(given, shows), self.people.worth, shows)
                return Witness(small, tuple(self._derived(small)))
        return None

    def _shows(self, row: object, given: Given) -> bool:
        """Whether somebody differs in a row, and neither side refuses what is said."""
        return (
            self.differs(given, whole=True)
            and self.row(given) == row
            and not any(any(self._refused(cut.plan, given)) for cut in self.cuts)
        )

    def _derived(self, given: Given) -> Iterator[str]:
        names = {*given.supplied, *(name for rows in given.records.values() for row in rows for name in row)}
        facts = {name: about for cut in self.cuts for name, about in cut.plan.facts.items()}
        return (name for name in sorted(names) if facts[name].form != "input")

    def _refused(self, plan: Plan, given: Given) -> Iterator[Spot]:
        """What the rules of a plan refuse of what is said."""
        candidate = for_plan(plan, given.supplied, given.records, self.day)
        nodes = [each.node for each in plan.refusals]
        for each, value in zip(plan.refusals, values_of(plan, candidate, nodes, plan.below(nodes)), strict=True):
            if each.record is None and value == 1:
                yield Spot(each.field)
            elif each.record is not None and isinstance(value, tuple):
                yield from (Spot(each.field, each.record, at) for at, own in enumerate(value) if own == 1)
