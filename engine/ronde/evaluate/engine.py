"""The door of the engine: a history and a profile in, a decision out. No clock: the date is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ronde.building.index import AS_OF, Changed
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.decision import Decision, day_text
from ronde.evaluate.machine import Machine
from ronde.evaluate.plans import plans_of
from ronde.evaluate.reference import Candidate
from ronde.evaluate.trace import Trace
from ronde.inputs.all_versions import Ever, ever_defined
from ronde.inputs.profile import Profile, read_profile
from ronde.messages.diagnostics import Diagnostic, ValidationError, refuse
from ronde.model.document import Document
from ronde.model.history import History, Rules
from ronde.model.locations import ArgumentLocation
from ronde.model.names import told_of
from ronde.model.nodes import Plan


class Engine:
    """A book of rules ready to answer.

    With `names` the label of every fact is followed by its name wherever it is told.
    """

    def __init__(self, history: History, machine: Machine | None = None, *, names: bool = False) -> None:
        self.history = history
        self.names = names
        self.machine = machine or best_machine()
        self._plans = plans_of(history)
        self._asked: tuple[Plan, tuple[str, ...], frozenset[int]] | None = None

    @cached_property
    def ever(self) -> Ever:
        """What the book defines on any of its dates."""
        return ever_defined(self.history)

    def rules(self, as_of: int, known_on: int | None = None) -> Rules:
        """The rules in force. Errors: ValidationError for a date before the book begins."""
        if as_of < self.history.first_date:
            raise refuse(
                "date-before-book",
                ArgumentLocation("--as-of"),
                date=day_text(as_of),
                first=day_text(self.history.first_date),
            )
        return self.history.in_force(as_of, known_on)

    def plan(self, rules: Rules) -> Plan:
        """The compiled rules. Errors: ValidationError with what is wrong in them."""
        return self._plans.of(rules, names=self.names)

    def linked(self, rules: Rules, changed: Changed | None = None) -> Plan:
        """The compiled rules of another book, which shares most of its definitions with this one; the plan is not kept.
        If it is said which version is `changed`, only its one fact is compiled. Errors: ValidationError with what is
        wrong in them."""
        return self._plans.linked(rules, changed)

    def part(self, rules: Rules, names: Iterable[str], changed: Changed | None = None) -> Plan:
        """As `linked`, of some facts and what they rest on: a plan to be run and no more. Errors: ValidationError."""
        return self._plans.part(rules, names, changed)

    def evaluate(
        self,
        document: Document,
        as_of: int,
        known_on: int | None = None,
        names: Iterable[str] | None = None,
        *,
        rules_of: int | None = None,
    ) -> Decision:
        """The decision for the profile in a document; if some facts are named, right for what is told of them alone.

        With `rules_of` the rules are those in force on that day, and `as_of` is only the day on which the candidate is
        looked at: ages and waits go by it, rules do not. Errors: ValidationError for a wrong profile or date.
        """
        decision = self.unchecked(document, as_of, known_on, names, rules_of=rules_of)
        check_profile(decision.trace, decision.profile)
        return decision

    def unchecked(
        self,
        document: Document,
        as_of: int,
        known_on: int | None = None,
        names: Iterable[str] | None = None,
        *,
        rules_of: int | None = None,
    ) -> Decision:
        """As `evaluate`, before it is asked whether the rules refuse the profile.

        Errors: ValidationError for a profile that cannot be read, or a wrong date.
        """
        rules = self.rules(as_of if rules_of is None else rules_of, known_on)
        return self.by_rules(rules, document, as_of, known_on, names)

    def by_rules(
        self,
        rules: Rules,
        document: Document,
        as_of: int,
        known_on: int | None = None,
        names: Iterable[str] | None = None,
    ) -> Decision:
        """As `unchecked`, by rules that need not be those of the day. Errors: ValidationError for a profile that cannot
        be read."""
        plan = self.plan(rules)
        profile = read_profile(document, plan, self.history)
        candidate = Candidate({**profile.supplied, AS_OF: as_of}, profile.records)
        outcome = self.machine.evaluate(plan, candidate, None if names is None else self._asked_for(plan, tuple(names)))
        trace = Trace(plan, candidate, outcome)
        return Decision(self.history, rules, plan, profile, as_of, known_on, trace, self.machine.name)

    def _asked_for(self, plan: Plan, names: tuple[str, ...]) -> frozenset[int]:
        """As `asked_for`, kept for the next profile of which the same is asked."""
        kept = self._asked
        if kept is None or kept[0] is not plan or kept[1] != names:
            kept = self._asked = plan, names, asked_for(plan, names)
        return kept[2]


def asked_for(plan: Plan, names: Iterable[str]) -> frozenset[int]:
    """The nodes on which rests what is told of some facts (those that the plan has): their values, what explains them,
    which cautions are raised, and whether the profile is refused."""
    raising = (caution.when for caution in plan.cautioned.values())
    roots = [plan.roots[name] for name in (*names, *raising) if name in plan.roots]
    choosers = (node for node, _ in plan.choosers.values())
    return plan.below((*roots, *choosers, *(refusal.node for refusal in plan.refusals)))


def check_profile(trace: Trace, profile: Profile) -> None:
    """Errors: ValidationError where the rules refuse this profile, with a diagnostic for each reason."""
    diagnostics = tuple(refusals(trace, profile))
    if diagnostics:
        raise ValidationError(diagnostics)


def refusals(trace: Trace, profile: Profile) -> list[Diagnostic]:
    """A diagnostic for every condition of the rules under which this profile is refused."""
    found: list[Diagnostic] = []
    for refusal in trace.plan.refusals:
        held = trace.outcome.values[refusal.node]
        if held != 1 and not (isinstance(held, tuple) and 1 in held):
            continue
        rows: list[int | None] = [None]
        if refusal.record is not None:
            rows = list(range(len(profile.records.get(refusal.record, ()))))
        for row in rows:
            if trace.node(refusal.node, row) == 1:
                key = refusal.field if row is None else (str(refusal.record), row, refusal.field)
                steps = profile.places.get(key, () if row is None else (str(refusal.record), row))
                told = refusal.field if row is None else told_of(str(refusal.record), row, refusal.field)
                found.append(
                    Diagnostic(
                        "profile-refused", profile.document.location(steps), {"name": told, "because": refusal.because}
                    )
                )
    return found
