"""One mistake held against the cases that reach it: whether the reading of the book refuses it, or a case fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ronde.cases.coverage.items import MAYBE, TRUE, Sort
from ronde.cases.coverage.measure import Answer, Reach
from ronde.cases.judge import judge
from ronde.cases.mutation.mistaken import Mistaken
from ronde.cases.mutation.mistakes import Mistake
from ronde.cases.mutation.probe import Above, Probe, refusals_of
from ronde.cases.mutation.proof import Example, looked_at
from ronde.evaluate.check import rules_ever
from ronde.evaluate.engine import Engine
from ronde.messages.diagnostics import ValidationError
from ronde.model.case import Case
from ronde.model.history import Version
from ronde.model.nodes import Plan


@dataclass(frozen=True, slots=True)
class Held:
    """What came of a mistake: whether it was caught, and how many cases reached it; if it was not, whether it changes
    `nothing`, else an example of somebody who shows it, if one is known."""

    caught: bool
    reached: int
    nothing: bool = False
    example: Example | None = None


class Holder:
    """Holds mistakes against cases. The engine has the book as it is."""

    def __init__(self, engine: Engine, cases: Sequence[Case], reach: Reach) -> None:
        self._engine, self._cases, self._reach = engine, cases, reach
        self._refused = [number for number, case in enumerate(cases) if case.refused is not None]
        self._in_force: dict[tuple[int, int | None], frozenset[int]] = {}
        self._lines: dict[tuple[str, int], set[int]] = {}
        self._refusing: dict[Version, frozenset[str]] = {}
        self._using: dict[str, list[str]] = {}
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
            engine.check()
        except ValidationError:
            return Held(True, 0)
        names = self._names(mistake)
        numbers = self._reaching(mistake, names)
        shown = _Shown(self, mistake, engine, names)
        later: list[int] = []
        for number in numbers:
            if not shown.by(number) or shown.hidden(number):
                later.append(number)
            elif judge(self._cases[number], engine):
                return Held(True, len(numbers))
        for number in later:
            case = self._cases[number]
            if (case.missing is not None or case.cautions is not None) and judge(case, engine):
                return Held(True, len(numbers))
        looked = looked_at(mistake, self._engine, engine, names)
        example = looked.example or shown.example or self._reached(numbers, names)
        return Held(False, len(numbers), looked.nothing, example)

    def _reached(self, numbers: Sequence[int], names: Sequence[str]) -> Example | None:
        """The first case that reaches a mistake, if one does."""
        found = next((case for case in map(self.case, numbers) if case.refused is None), None)
        return None if found is None else _example(found, names[0] if names else None)

    def right(self, case: Case) -> Plan:
        """The rules of a case, compiled."""
        return self._engine.plan(self._engine.rules(case.as_of, case.known_on))

    def answer(self, number: int) -> Answer | None:
        """What a case was answered, if its profile can be read."""
        return self._reach.answers.get(number)

    def case(self, number: int) -> Case:
        """A case by its number."""
        return self._cases[number]

    def _names(self, mistake: Mistake) -> list[str]:
        """The facts that a mistake changes directly."""
        version = mistake.version
        plan = self._engine.plan(self._engine.history.in_force(version.effective, version.published))
        if mistake.owner[0] == "facts":
            pattern = re.compile(re.sub(r"\\\{.*?\\\}", "[^.]+", re.escape(str(mistake.owner[1]))))
            return [name for name in plan.facts if pattern.fullmatch(name)]
        if version.topic not in self._using:
            self._using[version.topic] = [*dict.fromkeys(self._users(version.topic))]
        if mistake.owner[0] == "lists":
            return self._using[version.topic]
        own = (name for name, about in plan.facts.items() if about.topic == version.topic)
        return [*own, *self._using[version.topic]]

    def _users(self, topic: str) -> Iterator[str]:
        """The facts that use a list of a topic on some day."""
        for rules in rules_ever(self._engine.history):
            yield from (name for name, about in self._engine.plan(rules).facts.items() if topic in about.lists)

    def _reaching(self, mistake: Mistake, names: Iterable[str]) -> list[int]:
        """The cases that reach a mistake, those first that say most of it: they touch its very line, or expect the fact
        itself; then by date."""
        version, location = mistake.version, mistake.location
        found = {number for name in names for number in self._reach.facts.get(name, ())}
        asked = self.asked(version, names) if mistake.owner[0] == "facts" else {}
        if asked:
            found |= self._saying(frozenset(asked))
        if mistake.sort == "code":
            codes = {mistake.before, mistake.after}
            found = {each for each in found if not codes.isdisjoint(_texts(self._reach.answers.get(each)))}
        if mistake.owner[0] == "refuse":
            found = self._saying(self._asked_by_refusals(version))
        line = self._lines.get((location.name, location.line), set())
        if mistake.days:
            day, facts = version.effective + min(0, mistake.days), set(names)
            then = [number for number, case in enumerate(self._cases) if case.as_of == day]
            found = {each for each in then if each in found or not facts.isdisjoint(self._cases[each].facts)}
        found.update(self._refused)
        found = {number for number in found if mistake.days or id(version) in self._versions(self._cases[number])}
        direct = set(names)

        def order(number: int) -> tuple[bool, bool, bool, int]:
            case = self._cases[number]
            edge = bool(asked) and not _at_edge(self._reach.answers.get(number), asked)
            return edge, number not in line, direct.isdisjoint(case.facts), case.as_of

        return sorted(found, key=order)

    def asked(self, version: Version, names: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Of some facts those that people are asked, with the least and the greatest number that they may answer."""
        plan = self._engine.plan(self._engine.history.in_force(version.effective, version.published))
        own = (plan.facts[name] for name in names if name in plan.facts)
        return {each.name: (each.type.low, each.type.high) for each in own if each.form == "input"}

    def _asked_by_refusals(self, version: Version) -> frozenset[str]:
        """The facts on which the conditions rest under which a version refuses profiles."""
        if version not in self._refusing:
            plan = self._engine.plan(self._engine.history.in_force(version.effective, version.published))
            below = (plan.nodes[node].fact for node in plan.below(refusals_of(plan, version)))
            self._refusing[version] = frozenset(name for name in below if name is not None)
        return self._refusing[version]

    def _saying(self, names: frozenset[str]) -> set[int]:
        """The cases whose profile says one of some facts."""
        return {number for number, answer in self._reach.answers.items() if not names.isdisjoint(_said(answer))}

    def _versions(self, case: Case) -> frozenset[int]:
        """The versions in force for a case, by identity."""
        day = case.as_of, case.known_on
        if day not in self._in_force:
            topics = self._engine.history.in_force(*day).topics
            self._in_force[day] = frozenset(id(version) for topic in topics for version in topic.layers)
        return self._in_force[day]


class _Shown:
    """In which cases a mistake shows, whether or not they look at what it shows in; the first is an `example`."""

    def __init__(self, holder: Holder, mistake: Mistake, engine: Mistaken, names: Sequence[str]) -> None:
        self._holder, self._engine, self._names = holder, engine, names
        self._moved = bool(mistake.days)
        self._refusing = None if mistake.owner[0] in ("facts", "lists") else mistake.version
        self._whole = mistake.owner[0] != "facts"
        self._asked = bool(holder.asked(mistake.version, names)) and mistake.owner[0] == "facts"
        self._probes: dict[str, Probe] = {}
        self._above: dict[str, Above] = {}
        self.example: Example | None = None

    def by(self, number: int) -> bool:
        """Whether it may show in a case."""
        answer, case = self._holder.answer(number), self._holder.case(number)
        if answer is None or self._moved or self._asked:
            return True
        rules = self._engine.rules(case.as_of, case.known_on)
        if rules.digest not in self._probes:
            wrong = self._engine.plan(rules) if self._whole else self._engine.part(rules, self._names)
            right = self._holder.right(case)
            self._probes[rules.digest] = Probe(right, wrong, self._names, self._refusing)
        shown = self._probes[rules.digest].shown(answer)
        if shown and self.example is None:
            self.example = _example(case, shown[0])
        return shown is None or bool(shown)

    def hidden(self, number: int) -> bool:
        """Whether what a case expects is the same for certain, though the mistake shows in what that rests on."""
        answer, case = self._holder.answer(number), self._holder.case(number)
        if answer is None or self._whole or self._moved or self._asked:
            return False
        rules = self._engine.rules(case.as_of, case.known_on)
        if rules.digest not in self._above:
            self._above[rules.digest] = Above(self._engine.plan(rules), self._names)
        return self._above[rules.digest].same(case, answer)


def _texts(answer: Answer | None) -> Iterator[object]:
    """The values of facts that were worked out, also of records."""
    for value in () if answer is None else answer.values.values():
        yield from value if isinstance(value, tuple) else (value,)


def _at_edge(answer: Answer | None, asked: Mapping[str, tuple[int, int]]) -> bool:
    """Whether a profile says the least or the greatest of what may be said, or cannot be read."""
    if answer is None:
        return True
    rows = [answer.candidate.supplied, *(row for own in answer.candidate.records.values() for row in own)]
    return any(row[name] in edges for row in rows for name, edges in asked.items() if name in row)


def _said(answer: Answer) -> Iterator[str]:
    """The facts that a profile says, also of records."""
    yield from answer.candidate.supplied
    for rows in answer.candidate.records.values():
        yield from (name for row in rows for name in row)


def _example(case: Case, fact: str | None) -> Example:
    return Example(case.as_of, case.known_on, case.profile.tree, fact)
