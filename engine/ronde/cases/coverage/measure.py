"""The coverage of a book by its cases: which cases touched which item, gathered from the traces of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ronde.cases.cases import cases_of
from ronde.cases.coverage.items import FALSE, TRUE, Item, SiteFinder, Sites, Sort
from ronde.cases.coverage.walk import touched
from ronde.cases.judge import answer_to, differences
from ronde.cases.run import Share, by_share
from ronde.evaluate.cautions import rests_on
from ronde.evaluate.check import rules_ever
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine, asked_for
from ronde.evaluate.machine import Reference
from ronde.evaluate.reference import Candidate, Column
from ronde.model.case import Case
from ronde.model.history import History
from ronde.model.nodes import Plan
from ronde.model.types import Type, Value
from ronde.read.book import read_book


@dataclass(frozen=True, slots=True)
class Answer:
    """What a case was answered: the candidate, and the value of each fact that was worked out."""

    candidate: Candidate
    values: Mapping[str, Value | Column]


@dataclass(slots=True)
class Reach:
    """What some cases touched, by their numbers: each side of each item; the nearest to each side of a bound; the facts
    whose definitions they rest on; and the cases that failed, of which nothing else is known. `answers` is empty unless
    they are kept."""

    sides: dict[tuple[Item, int], list[int]] = field(default_factory=dict)
    nearest: dict[tuple[Item, int], int] = field(default_factory=dict)
    facts: dict[str, list[int]] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)
    answers: dict[int, Answer] = field(default_factory=dict)

    def join(self, other: Reach) -> None:
        """Add what other cases touched."""
        for side, numbers in other.sides.items():
            self.sides.setdefault(side, []).extend(numbers)
        for name, numbers in other.facts.items():
            self.facts.setdefault(name, []).extend(numbers)
        for side, far in other.nearest.items():
            self.nearest[side] = min(far, self.nearest.get(side, far))
        self.failed += other.failed
        self.answers.update(other.answers)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything that a book has to touch, the cases, and what they touched. `units`: in what bounds are measured."""

    history: History
    items: tuple[Item, ...]
    units: Mapping[Item, Type]
    cases: tuple[Case, ...]
    reach: Reach

    def sides(self, item: Item) -> tuple[int, ...]:
        """The sides that an item has."""
        return (TRUE,) if item.sort in (Sort.ROW, Sort.BRANCH) else (FALSE, TRUE)

    def untouched(self, item: Item) -> tuple[int, ...]:
        """The sides of an item that no case touched."""
        return tuple(side for side in self.sides(item) if (item, side) not in self.reach.sides)

    def cases_of(self, item: Item) -> tuple[Case, ...]:
        """The cases that touched an item for certain, in the order of the files."""
        numbers = {number for side in self.sides(item) for number in self.reach.sides.get((item, side), ())}
        return tuple(self.cases[number] for number in sorted(numbers))


def measure(files: Iterable[Path], rulesets: Path | None, processes: int | None = None) -> Coverage:
    """The coverage of a book (default: the package's own) by the cases of files.

    Errors: ValidationError with all that is wrong with the cases or the book."""
    cases = cases_of(files)
    history = read_book(rulesets)
    reach = reach_of(list(enumerate(cases)), rulesets, None, processes)
    items, units = to_touch(history)
    return Coverage(history, items, units, tuple(cases), reach)


def reach_of(
    cases: Share,
    rulesets: Path | None,
    topics: frozenset[str] | None,
    processes: int | None = None,
    *,
    answers: bool = False,
) -> Reach:
    """What cases touch; if topics are named, of those only that expect something that rests on one of them. With
    `answers` those are kept."""
    reach = Reach()
    work = partial(reached, rulesets=rulesets, topics=topics, answers=answers)
    for share in by_share(cases, work, processes):
        reach.join(share)
    return reach


def to_touch(history: History) -> tuple[tuple[Item, ...], dict[Item, Type]]:
    """Every item of every version of a book, in the order in which they are written, and in what its bounds are
    measured."""
    engine = Engine(history, Reference())
    return items_of(engine.plan(rules) for rules in rules_ever(history))


def items_of(plans: Iterable[Plan]) -> tuple[tuple[Item, ...], dict[Item, Type]]:
    """Every item of some plans, in the order in which they are written, and in what its bounds are measured."""
    finder = SiteFinder()
    for plan in plans:
        finder.sites(plan)
    return tuple(sorted(finder.items, key=lambda item: item.order)), finder.units


def reached(share: Share, *, rulesets: Path | None, topics: frozenset[str] | None, answers: bool) -> Reach:
    """What the cases of a share touch: see `reach_of`."""
    return reached_by(Engine(read_book(rulesets), Reference()), share, topics, answers=answers)


def reached_by(engine: Engine, share: Share, topics: frozenset[str] | None, *, answers: bool = False) -> Reach:
    """What the cases of a share touch of the book of an engine, the reference: see `reach_of`."""
    finder = SiteFinder()
    known: dict[str, Sites] = {}
    numbered: dict[tuple[int, int], list[int]] = {}
    nearest: dict[tuple[int, int], int] = {}
    facts: dict[str, list[int]] = {}
    failed: list[int] = []
    kept = Answers()
    resting = Resting(engine, topics)
    for number, case in share:
        if not resting.any_of(case):
            continue
        decision, refused = answer_to(case, engine)
        if differences(case, engine, decision, refused):
            failed.append(number)
            continue
        if decision is None:
            continue
        if answers:
            kept.keep(number, case, decision)
        digest = decision.rules.digest
        if digest not in known:
            known[digest] = finder.sites(decision.plan)
        found = touched(decision.trace, known[digest], _roots(case, decision))
        if case.cautions is not None:
            found.add(touched(decision.trace, known[digest], _raising(decision.plan, found.facts)))
        for side in (*found.sides, *found.nearest):
            numbered.setdefault(side, []).append(number)
        for name in found.facts:
            facts.setdefault(name, []).append(number)
        for side, far in found.nearest.items():
            nearest[side] = min(far, nearest.get(side, far))
    items = finder.items
    sides = {(items[item], side): numbers for (item, side), numbers in numbered.items()}
    return Reach(sides, {(items[item], side): far for (item, side), far in nearest.items()}, facts, failed, kept.kept)


class Answers:
    """Keeps what cases were answered."""

    def __init__(self) -> None:
        self.kept: dict[int, Answer] = {}
        self._asked: tuple[Plan, tuple[str, ...]] | None = None
        self._names: tuple[str, ...] = ()

    def keep(self, number: int, case: Case, decision: Decision) -> None:
        """Keep what one was answered."""
        plan, values = decision.plan, decision.trace.outcome.values
        asked = plan, case.facts
        if self._asked != asked:
            within = asked_for(*asked)
            self._asked, self._names = asked, tuple(name for name, root in plan.roots.items() if root in within)
        self.kept[number] = Answer(decision.trace.candidate, {name: values[plan.roots[name]] for name in self._names})


class Resting:
    """Tells whether a case expects a fact that rests on one of some topics (None: whether or not it does)."""

    def __init__(self, engine: Engine, topics: frozenset[str] | None) -> None:
        self._engine, self._topics = engine, topics
        self._known: dict[tuple[str, str], bool] = {}

    def any_of(self, case: Case) -> bool:
        """Whether a case does."""
        if self._topics is None:
            return True
        plan = self._engine.plan(self._engine.rules(case.as_of, case.known_on))
        return any(self._rests(plan, name) for name in case.facts if name in plan.facts)

    def _rests(self, plan: Plan, name: str) -> bool:
        key = plan.digest, name
        if key not in self._known:
            facts = (plan.facts[each] for each in rests_on(plan, name, lambda _: False) if each in plan.facts)
            found = (not {about.topic, *about.lists}.isdisjoint(self._topics or ()) for about in facts)
            self._known[key] = any(found)
        return self._known[key]


def _raising(plan: Plan, names: Iterable[str]) -> list[int]:
    """The nodes that decide whether the cautions of some facts are raised: a case that says its cautions says these."""
    return [plan.roots[plan.cautioned[name].when] for name in names if name in plan.cautioned]


def _roots(case: Case, decision: Decision) -> list[int]:
    """The nodes that a case says something of: what it expects, and whether the rules refuse its profile."""
    plan = decision.plan
    refusing = [refusal.node for refusal in plan.refusals]
    return [*refusing, *(plan.roots[name] for name in case.facts if name in plan.roots)]
