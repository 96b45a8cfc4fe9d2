"""Why a fact that was asked for is not defined on a date: not yet, no longer, not yet known, or never."""

from __future__ import annotations

import difflib

from ronde.model.finding import Place, Refused, refuse
from ronde.read.ever import ever_defined
from ronde.read.meaning.index import index
from ronde.run.decision import Decision, day_text


def absent(decision: Decision, name: str) -> Refused:
    """The refusal of a fact that the rules of a decision do not define for the candidate."""
    place, history, as_of = Place("FACT"), decision.history, decision.as_of
    if name in decision.plan.facts and decision.plan.facts[name].record:
        return refuse("absent-record", place, name=name)
    ever = ever_defined(history).facts
    if name not in ever:
        close = difflib.get_close_matches(name, list(ever), 1, 0.5)
        return refuse("absent-never", place, name=name, close=close[0] if close else "")
    known_on = decision.known_on
    if known_on is not None and name in index(history.in_force(as_of)).facts:
        return refuse("absent-not-known", place, name=name, date=day_text(as_of), known_on=day_text(known_on))
    days = ever[name].days
    later = [day for day in days if day > as_of]
    if later:
        return refuse("absent-not-yet", place, name=name, date=day_text(as_of), start=day_text(later[0]))
    end = next((day for day in history.change_dates if day > days[-1]), as_of)
    return refuse("absent-ended", place, name=name, date=day_text(as_of), end=day_text(end))
