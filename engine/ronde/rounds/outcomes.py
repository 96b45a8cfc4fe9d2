"""What can come of a round for a candidate, and which of it does if several conditions hold: for one and for many."""

from __future__ import annotations

from collections.abc import Mapping

OUTCOMES = ("invited", "below", "tie_lost", "tie_unknown", "not_concerned", "not_yet", "expired", "unknown")
"""What can come of a round. `below`: by how many points; `tie_lost`: at the cut-off, and how late after the tie-break;
`not_concerned`: the round was not for this candidate; `not_yet`: the profile was submitted after the round;
`expired`: it was no longer in the pool."""

BEFORE = ("not_yet", "expired", "not_concerned")
"""What comes of a round whatever its cut-off, and whatever else is not known; the first that is so."""

ABOVE = "above"
"""The condition of those who are invited whatever the tie-break: above the cut-off, or at it if there is no tie."""

DECIDING = (*BEFORE, "below", "unknown", ABOVE, "tie_lost", "tie_unknown")
"""The conditions in the order in which they decide: the first that is so says what comes of the round. Who meets none
is invited."""


def outcome_of(conditions: Mapping[str, bool]) -> str:
    """What comes of a round for one candidate, by which conditions hold."""
    first = next((name for name in DECIDING if conditions[name]), ABOVE)
    return "invited" if first == ABOVE else first
