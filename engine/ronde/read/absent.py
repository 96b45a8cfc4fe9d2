"""Why a fact that was asked for is not defined on a date: not yet, no longer, not yet known, or never."""

from __future__ import annotations

from datetime import date

from ronde.model.finding import Finding, Place, Refused
from ronde.model.history import History
from ronde.model.near import nearest
from ronde.read.ever import ever_defined
from ronde.read.meaning.index import index

FACT = Place("FACT")


def absence(history: History, name: str, as_of: int, known_on: int | None = None, place: Place = FACT) -> Finding:
    """What is said of a fact that the rules of a day do not define for the candidate, and of when they do."""
    ever = ever_defined(history).facts
    if name not in ever:
        return Finding("absent-never", place, {"name": name, "close": nearest(name, ever, 0.5)})
    on, defined = _text(as_of), index(history.in_force(as_of)).facts
    if name in defined and ever[name].record is not None:
        return Finding("absent-record", place, {"name": name})
    if known_on is not None and name in defined:
        published = _published(history, name, as_of, known_on)
        about = {"name": name, "date": on, "known_on": _text(known_on), "published": _text(published)}
        return Finding("absent-not-known", place, about)
    days = ever[name].days
    later = [day for day in days if day > as_of]
    if later:
        return Finding("absent-not-yet", place, {"name": name, "date": on, "start": _text(later[0])})
    end = next((day for day in history.change_dates if day > days[-1]), as_of)
    return Finding("absent-ended", place, {"name": name, "date": on, "end": _text(end)})


def absent(history: History, name: str, as_of: int, known_on: int | None = None, place: Place = FACT) -> Refused:
    """The refusal of such a fact."""
    return Refused((absence(history, name, as_of, known_on, place),))


def _published(history: History, name: str, as_of: int, known_on: int) -> int:
    """The day after `known_on` on which it was published that a fact is defined on a day."""
    days = {version.published for versions in history.versions.values() for version in versions}
    later = sorted(day for day in days if day > known_on)
    return next(day for day in later if name in index(history.in_force(as_of, day)).facts)


def _text(day: int) -> str:
    return date.fromordinal(day).isoformat()
