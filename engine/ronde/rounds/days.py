"""One profile on another day by the same rules: only what rests on the date is found again."""

from __future__ import annotations

from ronde.model.finding import Refused
from ronde.read.meaning.index import AS_OF
from ronde.run.decision import Decision
from ronde.run.engine import refusals
from ronde.run.reference import Candidate, on_another_day
from ronde.run.trace import Trace


def on_day(before: Decision, day: int) -> Decision:
    """The decision on another day by the same rules. Errors: Refused where the profile is wrong on that day."""
    candidate = Candidate({**before.trace.candidate.supplied, AS_OF: day}, before.trace.candidate.records)
    outcome = on_another_day(before.plan, before.trace.outcome, candidate, before.plan.roots[AS_OF])
    trace = Trace(before.plan, candidate, outcome)
    findings = tuple(refusals(trace, before.profile))
    if findings:
        raise Refused(findings)
    return Decision(before.history, before.rules, before.plan, before.profile, day, None, trace, before.machine)
