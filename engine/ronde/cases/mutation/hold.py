"""One mistake held against the cases that reach it: whether the reading of the book refuses it, or a case fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ronde.cases.coverage.items import MAYBE, TRUE, Sort
from ronde.cases.coverage.measure import Reach
from ronde.cases.judge import judge
from ronde.cases.mutation.mistakes import Mistake
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import ValidationError
from ronde.model.case import Case
from ronde.model.history import History, Rules
from ronde.model.nodes import Plan

MOST_COMPARED = 40
"""So many cases are looked at for one whose profile shows a mistake that no case catches."""


@dataclass(frozen=True, slots=True)
class Held:
    """What came of a mistake: whether it was caught, how many cases reached it, and if it was not caught a case whose
    profile shows it and the facts that then differ."""

    caught: bool
    reached: int
    example: Case | None = None
    facts: tuple[str, ...] = ()


class Mistaken(Engine):
    """The engine of a book with one mistake. What the mistake does not change is the other engine's."""

    def __init__(self, right: Engine, mistake: Mistake) -> None:
        super().__init__(right.history, Reference())
        self._right = right
        self._history = _mistaken(right.history, mistake)
        self._linked: dict[str, Plan] = {}

    def rules(self, as_of: int, known_on: int | None = None) -> Rules:
        """The rules in force, with the mistake."""
        super().rules(as_of, known_on)
        return self._history.in_force(as_of, known_on)

    def plan(self, rules: Rules) -> Plan:
        """The compiled rules: only what the mistake changed is compiled. Errors: ValidationError."""
        if rules.digest not in self._linked:
            self._linked[rules.digest] = self._right.linked(rules)
        return self._linked[rules.digest]


def _mistaken(history: History, mistake: Mistake) -> History:
    version = mistake.version
    digest = f"{version.document.digest} {mistake.location} {mistake.after}"
    document = replace(version.document, tree=mistake.tree, digest=digest)
    changed = replace(version, document=document, effective=version.effective + mistake.days)
    own = tuple(changed if each is version else each for each in history.versions[version.topic])
    own = tuple(sorted(own, key=lambda each: (each.effective, each.published, each.serial)))
    return replace(history, versions={**history.versions, version.topic: own})


class Holder:
    """Holds mistakes against cases. The engine has the book as it is."""

    def __init__(self, engine: Engine, cases: Sequence[Case], reach: Reach) -> None:
        self._engine, self._cases, self._reach = engine, cases, reach
        self._refused = [number for number, case in enumerate(cases) if case.refused is not None]
        self._in_force: dict[tuple[int, int | None], frozenset[int]] = {}
        self._lines: dict[tuple[str, int], set[int]] = {}
        for (item, side), numbers in reach.sides.items():
            if side in (TRUE, MAYBE) and item.sort in (Sort.ROW, Sort.BRANCH):
                self._lines.setdefault((item.location.name, item.location.line), set()).update(numbers)

    def prepare(self) -> None:
        """Compile the rules of every day on which a case is reached, before processes are forked."""
        for case in self._cases:
            self._engine.plan(self._engine.rules(case.as_of, case.known_on))

    def hold(self, mistake: Mistake) -> Held:
        """What comes of a mistake."""
        engine = Mistaken(self._engine, mistake)
        try:
            engine.plan(engine.rules(mistake.version.effective + max(0, mistake.days)))
        except ValidationError:
            return Held(True, 0)
        names = self._names(mistake)
        numbers = self._reaching(mistake, names)
        for number in numbers:
            if judge(self._cases[number], engine):
                return Held(True, len(numbers))
        return Held(False, len(numbers), *self._shown(mistake, engine, names, numbers))

    def _names(self, mistake: Mistake) -> list[str]:
        """The facts that a mistake changes directly."""
        version = mistake.version
        plan = self._engine.plan(self._engine.history.in_force(version.effective, version.published))
        if mistake.owner[0] == "facts":
            pattern = re.compile(re.sub(r"\\\{.*?\\\}", "[^.]+", re.escape(str(mistake.owner[1]))))
            return [name for name in plan.facts if pattern.fullmatch(name)]
        using = [name for name, about in plan.facts.items() if version.topic in about.lists]
        if mistake.owner[0] == "lists":
            return using
        return [*(name for name, about in plan.facts.items() if about.topic == version.topic), *using]

    def _reaching(self, mistake: Mistake, names: Iterable[str]) -> list[int]:
        """The cases that reach a mistake, those first that say most of it: they touch its very line, or expect the fact
        itself; then by date."""
        version, location = mistake.version, mistake.location
        found = {number for name in names for number in self._reach.facts.get(name, ())}
        line = self._lines.get((location.name, location.line), set())
        if mistake.days:
            day = version.effective + min(0, mistake.days)
            found = {number for number in found if self._cases[number].as_of == day}
        elif mistake.sort == "digit" and line:
            found &= line
        found.update(self._refused)
        found = {number for number in found if mistake.days or id(version) in self._versions(self._cases[number])}
        direct = set(names)

        def order(number: int) -> tuple[bool, bool, int]:
            case = self._cases[number]
            return number not in line, direct.isdisjoint(case.expect), case.as_of

        return sorted(found, key=order)

    def _versions(self, case: Case) -> frozenset[int]:
        """The versions in force for a case, by identity."""
        day = case.as_of, case.known_on
        if day not in self._in_force:
            topics = self._engine.history.in_force(*day).topics
            self._in_force[day] = frozenset(id(version) for topic in topics for version in topic.layers)
        return self._in_force[day]

    def _shown(
        self, mistake: Mistake, engine: Engine, names: Sequence[str], numbers: Sequence[int]
    ) -> tuple[Case | None, tuple[str, ...]]:
        """A case whose profile shows a mistake, and the facts that then differ; else the first that reaches it."""
        for number in numbers[:MOST_COMPARED]:
            case = self._cases[number]
            right, wrong = (_values(each, case, names) for each in (self._engine, engine))
            different = tuple(name for name in right if name in wrong and right[name] != wrong[name])
            if different:
                return case, different
        return (self._cases[numbers[0]] if numbers else None), tuple(names[:1])


def _values(engine: Engine, case: Case, names: Sequence[str]) -> Mapping[str, object]:
    """The values of some facts for the profile of a case; none if it cannot be read."""
    try:
        decision = engine.unchecked(case.profile, case.as_of, case.known_on, names)
    except ValidationError:
        return {}
    facts = decision.plan.facts
    return {name: decision.trace.value(name) for name in names if name in facts and facts[name].record is None}
