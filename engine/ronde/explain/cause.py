"""What first made a fact what it is: the row, the branch or the test that decided, and where it is written.

Read off the recorded values of a decision, from the fact down to what decides: the first condition that is not met, the
row that was taken, what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ronde.evaluate.decision import Decision
from ronde.explain.hours import hours_told
from ronde.explain.reason import Reason
from ronde.explain.reasons import Teller
from ronde.explain.runs import MEASURED
from ronde.messages.numbers import listed
from ronde.model.locations import Location
from ronde.model.nodes import Node, Op, payload
from ronde.model.payloads import Table
from ronde.operations.bounds import known

Differs = Callable[[str, "int | None"], bool]
"""Whether a fact, of a record, is known to be other than it should be."""

MOST_PARTS = 8
"""So many values are told that a value was computed from."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One step of what decided: in words, and where it is written, if that is known."""

    text: str
    location: Location | None = None


def causes(decision: Decision, name: str, language: str, record: int | None, differs: Differs) -> list[Cause]:
    """What decided a fact of a decision, from the nearest step to the last. Of what a value was computed from, one
    that is known to differ is followed."""
    return list(_Finder(decision, language, differs).fact(name, record, set()))


class _Finder:
    def __init__(self, decision: Decision, language: str, differs: Differs) -> None:
        self.decision, self.differs = decision, differs
        self.plan, self.trace = decision.plan, decision.trace
        self.teller = Teller(decision, language)
        self.language = language

    def fact(self, name: str, record: int | None, seen: set[tuple[str, int | None]]) -> Iterator[Cause]:
        """What decided a fact."""
        about = self.plan.facts.get(name)
        if about is None or (name, record) in seen:
            return
        seen.add((name, record))
        node = None if self.trace.supplied(name, record) else self.trace.definition(name)
        if node is None:
            yield Cause(self.teller.fact(name, record).text, self._given(name, record))
            return
        yield from self.node(node, about.parts, record, about.location, seen)

    def node(
        self,
        node: Node,
        parts: tuple[str, ...],
        record: int | None,
        location: Location | None,
        seen: set[tuple[str, int | None]],
    ) -> Iterator[Cause]:
        """What decided a node; `location` is where it is written if it does not say so itself."""
        if node.said and node.said.form in ("all", "any", "none", "test", "unless"):
            yield from self.condition(node, record, seen)
        elif node.op is Op.TABLE:
            yield from self.table(node, record, seen)
        elif node.op is Op.CHOOSE:
            yield from self.choice(node, record, location, seen)
        elif node.op in MEASURED:
            yield from self.hours(node, location)
        elif node.op is Op.FACT and node.fact:
            yield from self.fact(node.fact, record if node.record else None, seen)
        elif node.op is not Op.CONSTANT:
            below: list[tuple[str, int | None]] = [(part, None) for part in parts]
            below = below or list(self.below(node, record))
            if below:
                yield from self.computed(below, known(self.trace.node(node.id, record)), location, seen)
            else:
                yield Cause(self.without(node), location)
        else:
            yield Cause(self.teller.translate("cause-constant"), location)

    def condition(self, node: Node, record: int | None, seen: set[tuple[str, int | None]]) -> Iterator[Cause]:
        """The test that decided a condition, and why its fact is what it is where that is worth telling."""
        said, value = node.said, self.trace.node(node.id, record)
        if said is None or said.form == "test":
            yield from self.test(node, record, seen)
            return
        group = self.plan.nodes[node.args[0]] if said.form == "none" else node
        members = [self.plan.nodes[member] for member in group.args]
        wanted = 1 - value if said.form == "none" and isinstance(value, int) else value
        deciding = next((each for each in members if self.trace.node(each.id, record) == wanted), None)
        every = value == (0 if said.form in ("any", "unless") else 1) and len(members) > 1
        if every or deciding is None:
            yield Cause(self.teller.translate("cause-every" if value == 1 else "cause-no"), node.location)
        if deciding is not None and not (every and value == 1):
            yield from self.condition(deciding, record, seen)

    def test(self, node: Node, record: int | None, seen: set[tuple[str, int | None]]) -> Iterator[Cause]:
        """A test, and why the fact it tests is what it is, if the rules decide that."""
        if node.said is None or node.said.fact is None:
            if node.fact:
                yield from self.fact(node.fact, record if node.record else None, seen)
            return
        reason = self.teller.test(node, record)
        yield Cause(reason.below[0].text if node.said.because and reason.below else reason.text, node.location)
        about = self.plan.facts.get(node.said.fact)
        at = record if about is not None and about.record else None
        if about is not None and not self.trace.supplied(about.name, at) and self.trace.definition(about.name):
            yield from self.fact(about.name, at, seen)

    def table(self, node: Node, record: int | None, seen: set[tuple[str, int | None]]) -> Iterator[Cause]:
        """The row that was taken, for which keys; or the first key that is not known."""
        table = payload(node, Table)
        unknown = next((arg for arg in node.args if not known(self.trace.node(arg, record))), None)
        if unknown is not None:
            yield from self.node(self.plan.nodes[unknown], (), record, node.location, seen)
            return
        keys = listed([self.value(*each) for each in self.below(node, record)], "and", self.language)
        row = self.trace.row(node, record)
        place = row or (table.otherwise() if table.otherwise is not None else node.location)
        yield Cause(self.teller.translate("cause-row" if row else "cause-otherwise", keys=keys), place)

    def choice(
        self, node: Node, record: int | None, location: Location | None, seen: set[tuple[str, int | None]]
    ) -> Iterator[Cause]:
        """The branch that was taken and what decided its value; or the first condition that is not known."""
        taken, last = self.trace.branch(node, record), len(node.args) // 2
        if taken is None:
            undecided = (arg for arg in node.args[:-1:2] if not known(self.trace.node(arg, record)))
            yield from self.node(self.plan.nodes[next(undecided)], (), record, location, seen)
            return
        places = node.said.branches if node.said is not None else ()
        place = places[taken]() if taken < len(places) else location
        if taken == last:
            yield Cause(self.teller.translate("otherwise"), place)
        else:
            condition = self.plan.nodes[node.args[2 * taken]]
            text = next((each.text for each in self.condition(condition, record, set())), "")
            yield Cause(self.teller.translate("cause-branch", condition=text), place)
        chosen = self.plan.nodes[node.args[-1] if taken == last else node.args[2 * taken + 1]]
        if chosen.op is not Op.CONSTANT:
            yield from self.node(chosen, (), record, place, seen)

    def hours(self, node: Node, location: Location | None) -> Iterator[Cause]:
        """The first period that did not count and why; the last thing that is told of the hours, if all did."""
        reasons = list(hours_told(self.teller, node))
        found = next((each for each in reasons if each.mark in ("no", "unknown")), reasons[-1])
        yield Cause(_deepest(found), location)

    def computed(
        self,
        below: list[tuple[str, int | None]],
        is_known: bool,
        location: Location | None,
        seen: set[tuple[str, int | None]],
    ) -> Iterator[Cause]:
        """The values that one was computed from; then that of them which differs, or is not known."""
        told = [self.value(*each) for each in below[:MOST_PARTS]]
        if len(below) > MOST_PARTS:
            told.append(self.teller.translate("cause-more", count=len(below) - MOST_PARTS))
        yield Cause(self.teller.translate("cause-computed", values="; ".join(told)), location)
        follow = next((each for each in below if self.differs(*each)), None)
        if follow is None and not is_known:
            follow = next((each for each in below if not known(self.trace.value(*each))), None)
        if follow is None:
            varying = [each for each in below if self.varies(each[0])]
            follow = varying[0] if len(varying) == 1 else None
        if follow is not None:
            yield from self.fact(*follow, seen)

    def without(self, node: Node) -> str:
        """Why a value was computed from no fact: a list that was not given or is empty, else because it is written."""
        given = self.plan.nodes[node.args[0]] if node.args else node
        if given.op is not Op.GIVEN:
            return self.teller.translate("cause-constant")
        key = "list-not-given" if self.trace.node(given.id) == 0 else "cause-empty"
        return self.teller.translate(key, list=self.teller.label(str(given.data)))

    def varies(self, name: str) -> bool:
        """Whether a fact is more than a figure that the rules write."""
        node = self.trace.definition(name) if name in self.plan.facts else None
        return name in self.plan.facts and (node is None or node.op is not Op.CONSTANT)

    def below(self, node: Node, record: int | None) -> Iterator[tuple[str, int | None]]:
        """The facts that a node was computed from, each with its record."""
        for name, of_record in dict.fromkeys(self.teller.facts_below(node)):
            if of_record is None or record is not None:
                yield name, record if of_record is not None else None
            else:
                yield from ((name, index) for index in self.trace.rows(of_record))

    def value(self, name: str, record: int | None) -> str:
        """A fact with its value, and of which record it is."""
        told = self.teller.translate("line-value", label=self.teller.label(name), value=self.teller.shown(name, record))
        about = self.plan.facts.get(name)
        return told if about is None or about.record is None else f"{about.record}[{record}] {told}"

    def _given(self, name: str, record: int | None) -> Location | None:
        """Where the profile gives a fact."""
        about = self.plan.facts[name]
        where = name if record is None or about.record is None else (about.record, record, name)
        profile = self.decision.profile
        return profile.document.location(profile.places[where]) if where in profile.places else None


def _deepest(reason: Reason) -> str:
    """A reason and the first of those below it, down to the last."""
    below = next(iter(reason.below), None)
    return reason.text if below is None else f"{reason.text} — {_deepest(below)}"
