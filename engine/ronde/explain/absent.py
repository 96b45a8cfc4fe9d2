"""Why a fact that was asked for is not defined on a date: not yet, no longer, or never."""

from __future__ import annotations

import difflib

from ronde.model.finding import Place, Refused, refuse
from ronde.model.history import History
from ronde.model.nodes import Plan
from ronde.read.profile import ever_defined
from ronde.run.decision import day_text


def absent(history: History, plan: Plan, name: str, as_of: int) -> Refused:
    """The refusal of a fact that the rules in force do not define for the candidate."""
    place = Place("FACT")
    if name in plan.facts and plan.facts[name].record:
        return refuse("absent-record", place, name=name)
    ever = ever_defined(history)
    if name not in ever:
        close = difflib.get_close_matches(name, list(ever), 1, 0.5)
        return refuse("absent-never", place, name=name, close=close[0] if close else "")
    days = ever[name].days
    later = [day for day in days if day > as_of]
    if later:
        return refuse("absent-not-yet", place, name=name, date=day_text(as_of), start=day_text(later[0]))
    end = next((day for day in history.change_dates if day > days[-1]), as_of)
    return refuse("absent-ended", place, name=name, date=day_text(as_of), end=day_text(end))
