"""A candidate in doubt of whatever was not asked yet: what silence means of a job, whether anything is known at all.

Rules may say what silence means (`missing: candidate`) and may ask whether something is known (`known: true`). In the
middle of an interview silence means that a question was not put yet, and neither is decided.
"""

from __future__ import annotations

from collections.abc import Callable

from ronde.ask.said import asked_of, assumed
from ronde.evaluate.reference import Candidate, Run, Step, Steps, steps_of
from ronde.model.names import told_of
from ronde.model.nodes import Fact, Node, Op, Plan
from ronde.model.types import Value
from ronde.operations.bounds import known

EITHER = (0, 1)
"""Of a yes or no, both."""


def doubting(plan: Plan, candidate: Candidate, sure: frozenset[str]) -> Candidate:
    """The candidate without what silence on an input of a record would mean, so that it is asked if it matters.

    A job is told whole, so what is left out of it is a question; what silence means of the candidate is the ordinary
    case, of which most people are. Nothing is doubted at the places that are `sure`.
    """
    fields = {
        record: {
            fact.name: plan.nodes[plan.roots[fact.name]].type.unknown
            for fact in asked_of(plan, record)
            if assumed(plan, fact)
        }
        for record in candidate.records
    }
    return Candidate(
        candidate.supplied,
        {
            record: [
                {
                    **{name: each for name, each in fields[record].items() if told_of(record, at, name) not in sure},
                    **row,
                }
                for at, row in enumerate(rows)
            ]
            for record, rows in candidate.records.items()
        },
    )


class Doubts(Steps):
    """The steps of a plan, in doubt of whether something is known for as long as a question about it was not put.

    `answered` are the places to which no answer is known, which are not asked again.
    """

    def __init__(self, plan: Plan, answered: frozenset[str]) -> None:
        super().__init__(plan)
        self._answered = answered

    def __missing__(self, node: int) -> Step:
        plan = self.plan
        each = plan.nodes[node]
        step = steps_of(plan)[node]
        if plan.twins[node] == node and each.op is Op.GIVEN:
            step = _doubted(step, self._list_open(str(each.data)), each)
        elif plan.twins[node] == node and each.op is Op.KNOWN:
            step = _doubted(step, self._open(each), each)
        self[node] = step
        return step

    def _list_open(self, name: str) -> Callable[[Run, int], bool]:
        return lambda run, at: name not in run.candidate.records and name not in self._answered

    def _open(self, node: Node) -> Callable[[Run, int], bool]:
        """Whether an input that a node rests on (at one record, if the node is a record's) is still to be asked."""
        plan = self.plan
        below = (plan.nodes[each] for each in plan.below(node.args))
        names = [str(each.fact) for each in below if each.op is Op.FACT and not plan.known_by(each).defined]
        facts = [plan.facts[name] for name in names if name in plan.facts and plan.facts[name].form == "input"]
        return lambda run, at: any(self._silent(run.candidate, fact, at if node.record else None) for fact in facts)

    def _silent(self, candidate: Candidate, fact: Fact, at: int | None) -> bool:
        name, record = fact.name, fact.record
        if record is None:
            return name not in candidate.supplied and name not in self._answered and not assumed(self.plan, fact)
        rows = candidate.records.get(record)
        if rows is None:
            return record not in self._answered
        places = range(len(rows)) if at is None else (at,)
        return any(
            not known(rows[each].get(name)) and told_of(record, each, name) not in self._answered for each in places
        )


def _doubted(step: Step, still_open: Callable[[Run, int], bool], node: Node) -> Step:
    """A step whose no is in doubt while it is open."""

    def doubted(run: Run) -> Value | tuple[Value, ...]:
        value = step(run)
        if node.record is None:
            return EITHER if value == 0 and still_open(run, 0) else value
        assert isinstance(value, tuple)
        return tuple([EITHER if each == 0 and still_open(run, at) else each for at, each in enumerate(value)])

    return doubted
