"""Why a fact or a topic that was asked for is not there on a date: not yet, no longer, not yet known, or never."""

from __future__ import annotations

from datetime import date

from ronde.building.index import index
from ronde.inputs.all_versions import ever_defined
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation, Location
from ronde.model.near import nearest

FACT = ArgumentLocation("FACT")


def absence(
    history: History, name: str, as_of: int, known_on: int | None = None, location: Location = FACT
) -> Diagnostic:
    """What is said of a fact that the rules of a day do not define for the candidate, and of when they do."""
    ever = ever_defined(history).facts
    if name not in ever:
        return Diagnostic("absent-never", location, {"name": name, "close": nearest(name, ever, 0.5)})
    on, defined = _text(as_of), index(history.in_force(as_of)).facts
    if name in defined and ever[name].record is not None:
        return Diagnostic("absent-record", location, {"name": name})
    if known_on is not None and name in defined:
        published = _published(history, name, as_of, known_on)
        about = {"name": name, "date": on, "known_on": _text(known_on), "published": _text(published)}
        return Diagnostic("absent-not-known", location, about)
    days = ever[name].days
    later = [day for day in days if day > as_of]
    if later:
        return Diagnostic("absent-not-yet", location, {"name": name, "date": on, "start": _text(later[0])})
    end = next((day for day in history.change_dates if day > days[-1]), as_of)
    return Diagnostic("absent-ended", location, {"name": name, "date": on, "end": _text(end)})


SINCE = {"start": "since", "end": "until", "published": "published"}
"""What is told of an absence as data, by its name in the message."""


def absence_data(diagnostic: Diagnostic) -> dict[str, object]:
    """An absence as plain data: the fact, and the day from which it is defined, until which it was, or on which it was
    published."""
    about = {SINCE[key]: value for key, value in diagnostic.params.items() if key in SINCE}
    return {"fact": diagnostic.params["name"], **about}


def periods(history: History, name: str) -> list[tuple[int, int | None]]:
    """The days on which a fact is defined: the first of each period, and the day on which it ends (None: no end)."""
    days = set(ever_defined(history).facts[name].days)
    found: list[tuple[int, int | None]] = []
    for day in history.change_dates:
        if day in days and (not found or found[-1][1] is not None):
            found.append((day, None))
        elif day not in days and found and found[-1][1] is None:
            found[-1] = (found[-1][0], day)
    return found


def absent(
    history: History, name: str, as_of: int, known_on: int | None = None, location: Location = FACT
) -> ValidationError:
    """The refusal of such a fact."""
    return ValidationError((absence(history, name, as_of, known_on, location),))


def topic_absence(history: History, topic: str | None, as_of: int, known_on: int | None = None) -> Diagnostic:
    """What is said of a topic that is not in force on a day (None: of a book of which none is), and of when it is."""
    if topic is not None and topic not in history.versions:
        close = nearest(topic, history.versions, 0.5)
        return Diagnostic("rules-topic-unknown", ArgumentLocation("TOPIC"), {"name": topic, "close": close})

    def held(day: int, known: int | None = None) -> bool:
        return any(topic in (None, each.topic) for each in history.in_force(day, known).topics)

    kind = "rules-none" if topic is None else "rules-topic"
    about: dict[str, object] = {"name": topic or "", "date": _text(as_of)}
    if known_on is not None and held(as_of):
        later = (day for day in published_days(history) if day > known_on)
        day = next(day for day in later if held(as_of, day))
        about |= {"known_on": _text(known_on), "published": _text(day)}
        return Diagnostic(f"{kind}-not-known", ArgumentLocation("--known-on"), about)
    location = ArgumentLocation("--as-of" if topic is None else "TOPIC")
    start = next((day for day in history.change_dates if day > as_of and held(day)), None)
    days = [day for day in history.change_dates if day <= as_of and held(day)]
    if days:
        about["end"] = _text(next(day for day in history.change_dates if day > days[-1]))
    if start is not None:
        return Diagnostic(f"{kind}-{'between' if days else 'not-yet'}", location, about | {"start": _text(start)})
    return Diagnostic(f"{kind}-{'ended' if days else 'never'}", location, about)


def published_days(history: History) -> list[int]:
    """Every day on which some version was published, in order."""
    return sorted({version.published for versions in history.versions.values() for version in versions})


def _published(history: History, name: str, as_of: int, known_on: int) -> int:
    """The day after `known_on` on which it was published that a fact is defined on a day."""
    later = (day for day in published_days(history) if day > known_on)
    return next(day for day in later if name in index(history.in_force(as_of, day)).facts)


def _text(day: int) -> str:
    return date.fromordinal(day).isoformat()
