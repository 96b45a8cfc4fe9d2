"""One profile on another day by the same rules: only what rests on the date is found again."""

from __future__ import annotations

from ronde.building.index import AS_OF
from ronde.evaluate.decision import Decision
from ronde.evaluate.reference import Candidate, on_another_day
from ronde.evaluate.trace import Trace


def on_day(before: Decision, day: int, asked: frozenset[int] | None = None) -> Decision:
    """The decision on another day by the same rules; if some nodes are `asked` for, right for them alone.

    Where those rules are no longer in force on that day it is a supposition, so the profile is not checked here: a
    caller that gives it as an answer calls `check_profile` as well.
    """
    candidate = Candidate({**before.trace.candidate.supplied, AS_OF: day}, before.trace.candidate.records)
    root, outcome = before.plan.roots.get(AS_OF), before.trace.outcome
    if root is not None:
        outcome = on_another_day(before.plan, outcome, candidate, root, asked)
    trace = Trace(before.plan, candidate, outcome)
    return Decision(before.history, before.rules, before.plan, before.profile, day, None, trace, before.machine)
