"""What can be asked to be reached: a fact that takes a value, or a round that would invite."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine
from ronde.reach.goals import Goal
from ronde.rounds.data import Round
from ronde.rounds.invited import terms_of
from ronde.rounds.selected import last_round

ROUND = "round:"
"""What stands before the type of a round."""


@dataclass(frozen=True, slots=True)
class Target:
    """The goals that must all hold, the first of which is asked about; the round whose cut-off is the score's goal."""

    goals: tuple[Goal, ...]
    round: Round | None = None

    @property
    def goal(self) -> Goal:
        """The goal that is asked about: of a round, the score."""
        return self.goals[0]


def round_target(engine: Engine, decision: Decision, kind: str) -> Target:
    """To be invited by the last round of a type that is known by the day: to be one of those whom it is for, with its
    cut-off or more. What comes of ties at the cut-off is not looked into.

    Errors: ValidationError for a type that no fact defines on that day or of which there was no round by then, and for
    a book without rounds.
    """
    terms, facts = terms_of(engine.history), decision.plan.facts
    each = last_round(engine, kind, decision.as_of)
    return Target((Goal(facts[terms.score], each.cutoff), Goal(facts[terms.fact_of(kind)], 1)), each)
