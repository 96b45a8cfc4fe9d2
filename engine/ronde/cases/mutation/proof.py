"""Whether a mistake that no case catches changes anything at all: somebody who shows it, or the proof that nobody does.

A definition is tried with every combination of values of the facts that it names at which one of both sides can turn.
If answers differ for some, the definitions of those facts are looked at as well: what they give may never go together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from ronde.building.index import AS_OF
from ronde.cases.mutation.mistaken import Mistaken
from ronde.cases.mutation.mistakes import Mistake
from ronde.change.meaning import changed_facts, definition
from ronde.change.witness.combinations import Combinations, Given
from ronde.change.witness.cut import Cut, cut_at, for_plan
from ronde.change.witness.page import profile_of
from ronde.change.witness.smaller import plainest, smallest
from ronde.evaluate.engine import Engine
from ronde.model.document import Tree
from ronde.model.history import Rules
from ronde.model.nodes import Fact, Node, Op, Plan
from ronde.model.payloads import Known
from ronde.model.types import YES_NO

DEEPEST = 3
"""How often the definitions of the facts that a definition names are looked at as well."""

Plans: TypeAlias = "tuple[Plan, Plan]"
"""The rules of a day, compiled, as they are and with a mistake."""

REFUSED = "refused"
"""How the facts are named that stand for the conditions under which profiles are refused."""


@dataclass(frozen=True, slots=True)
class Example:
    """A profile that shows a mistake, on a day, and the fact that differs; None for whether it is refused."""

    as_of: int
    known_on: int | None
    profile: Tree
    fact: str | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: that a mistake changes nothing for anybody of whom all is known, else an example if there is
    one."""

    nothing: bool
    example: Example | None = None


def looked_at(mistake: Mistake, right: Engine, wrong: Mistaken, names: Sequence[str]) -> Looked:
    """Whether a mistake changes one of the facts that it may change directly."""
    proof, met = True, set[str]()
    for as_of, known_on in _days(mistake, right):
        before, after = (engine.plan(engine.rules(as_of, known_on)) for engine in (right, wrong))
        own, plans = _concerned(mistake, names, (before, after))
        if not all(name in plan.roots for plan in plans for name in own) or _codes(plans[0]) != _codes(plans[1]):
            return Looked(False)
        for name in own:
            told = [definition(plan, name) for plan in plans]
            if told[0] == told[1] or repr(told) in met:
                continue
            met.add(repr(told))
            search = _Search(name, plans, as_of)
            if search.found is not None:
                return Looked(False, search.example(as_of, known_on))
            proof = proof and search.proof
    return Looked(proof)


def _concerned(mistake: Mistake, names: Sequence[str], plans: Plans) -> tuple[Sequence[str], Plans]:
    """The facts that a mistake may change, and the plans that have them; conditions of refusal are facts there."""
    if mistake.owner[0] == "facts":
        return names, plans
    if mistake.owner[0] == "lists":
        return sorted(changed_facts(*plans)), plans
    (before, refused), (after, refuses) = (_with_refusals(plan) for plan in plans)
    own = () if mistake.owner[0] == "refuse" else sorted(changed_facts(*plans))
    return [*own, *max(refused, refuses, key=len)], (before, after)


def _codes(plan: Plan) -> object:
    """The codes of each list, which decide what a profile may say."""
    return {name: frozenset(codes) for name, codes in plan.codes.items()}


def _days(mistake: Mistake, engine: Engine) -> Iterator[tuple[int, int | None]]:
    """A day for each set of rules in which a mistake stands, and as of when they were known: of a version that is moved
    the one day between."""
    version, history = mistake.version, engine.history
    if mistake.days:
        yield version.effective + min(0, mistake.days), None
        return
    met = set[str]()
    for known_on in (None, version.published):
        for day in history.change_dates:
            if day >= version.effective:
                rules = engine.rules(day, known_on)
                if rules.digest not in met and _holds(rules, mistake):
                    met.add(rules.digest)
                    yield day, known_on
        if met:
            return


def _holds(rules: Rules, mistake: Mistake) -> bool:
    return any(layer is mistake.version for topic in rules.topics for layer in topic.layers)


def _with_refusals(plan: Plan) -> tuple[Plan, list[str]]:
    """A plan with a fact for each condition under which profiles are refused, and their names."""
    nodes, facts, roots = list(plan.nodes), dict(plan.facts), dict(plan.roots)
    names = [f"{REFUSED}.{number}" for number in range(len(plan.refusals))]
    for name, each in zip(names, plan.refusals, strict=True):
        roots[name] = len(nodes)
        nodes.append(Node(len(nodes), Op.FACT, (each.node,), YES_NO, each.record, Known(defined=True), name))
        facts[name] = Fact(name, YES_NO, {}, REFUSED, "", "", each.location, each.record)
    return replace(plan, nodes=tuple(nodes), facts=facts, roots=roots), names


class _Search:
    """The definition of a fact on two sides: who shows that they differ (`found`), or whether nobody does (`proof`)."""

    def __init__(self, name: str, plans: Plans, day: int) -> None:
        self.name, self.plans, self._day = name, plans, day
        self.found: Given | None = None
        self.proof = False
        if "input" in (plan.facts[name].form for plan in plans):
            return
        through: frozenset[str] = frozenset()
        for _ in range(DEEPEST):
            cuts = _cut(plans[0], name, through), _cut(plans[1], name, through)
            self._half_known = False
            combinations = Combinations(cuts)
            found = next(filter(partial(self._differs, cuts), combinations), None)
            exact = (
                combinations.every and not combinations.apart and not self._half_known and not any(map(_dated, cuts))
            )
            if found is None:
                self.proof = exact
                self.found = None if exact else self.found
                return
            self.found, self._cuts = found, cuts
            derived = {each for each in combinations.owner if self._derived(each)}
            if not derived or not combinations.every:
                return
            through |= derived

    def _derived(self, name: str) -> bool:
        """Whether both sides derive a fact, in the same way."""
        if not all(name in plan.facts and plan.facts[name].form != "input" for plan in self.plans):
            return False
        return definition(self.plans[0], name) == definition(self.plans[1], name)

    def _differs(self, cuts: Sequence[Cut], given: Given) -> bool:
        answers = [cut.answer(for_plan(cut.plan, given.supplied, given.records, self._day)) for cut in cuts]
        if None in answers:
            self._half_known = self._half_known or answers[0] is not answers[1]
            return False
        return answers[0] != answers[1]

    def example(self, as_of: int, known_on: int | None) -> Example | None:
        """The smallest who shows it, if a case can expect what differs."""
        refused = self.name.startswith(f"{REFUSED}.")
        if self.found is None or (self.plans[0].facts[self.name].record is not None and not refused):
            return None
        shows = partial(self._differs, self._cuts)
        small = plainest(smallest(self.found, shows), lambda name: (), shows)
        profile = profile_of(small, self.plans)
        return Example(as_of, known_on, profile, None if refused else self.name)


def _cut(plan: Plan, name: str, through: frozenset[str]) -> Cut:
    nodes, leaves = cut_at(plan, [plan.roots[name]], through)
    return Cut(plan, name, nodes, tuple(sorted(leaves - {AS_OF})))


def _dated(cut: Cut) -> bool:
    """Whether a definition looks at the day, of which only one is tried."""
    return any(cut.plan.nodes[arg].fact == AS_OF for node in cut.inside for arg in node.args)
