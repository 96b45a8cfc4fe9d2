"""The department's public feed of rounds: read as it is written, in every form it has used, and understood.

A round of the feed gives its figures as text: thousands set off by commas, days and instants in English, in forms that
have varied since 2015. What cannot be understood is refused; nothing is guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from importing.messages import NotImported

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
NEEDED = ("drawNumber", "drawDate", "drawName", "drawSize", "drawCRS")
NEEDED_WHEN_NEW = ("drawText2", "drawDateTime", "drawCutOff")
FIRST_TIE_BREAK = "2017-11-08"
"""Since this day every round has a tie-break: without it, everyone at the cut-off would seem to have been invited."""

BANDS = {
    "dd1": "601..1200", "dd2": "501..600", "dd4": "491..500", "dd5": "481..490", "dd6": "471..480", "dd7": "461..470",
    "dd8": "451..460", "dd10": "441..450", "dd11": "431..440", "dd12": "421..430", "dd13": "411..420",
    "dd14": "401..410", "dd15": "351..400", "dd16": "301..350", "dd17": "0..300",
}  # fmt: skip
GROUPS = {"dd3": ("dd4", "dd5", "dd6", "dd7", "dd8"), "dd9": ("dd10", "dd11", "dd12", "dd13", "dd14")}
TOTAL = "dd18"

NUMBER = re.compile(r"([1-9]\d*)([a-z]?)", re.ASCII)
COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+", re.ASCII)
VERSION = re.compile(r"[\s,]*(?:\(\s*)?(?:(\d{4})-)?version (\d+)\s*\)?$|\s*\((\d{4}-\d+)\)$", re.IGNORECASE | re.ASCII)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})", re.ASCII)
MOMENT = re.compile(
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<month>[a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?)"
    r"(?: ?at)? ?(?P<again>\d{4}-\d{2}-\d{2} )?(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})(?: am)?(?: utc)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Pool:
    """The distribution of scores that a round of the feed shows. `sound`: its sums are right."""

    date: str
    bands: dict[str, int]
    total: int
    sound: bool


@dataclass(frozen=True)
class Fresh:
    """A round as the feed gives it: `values` under the names of the files.

    `lacking`: what the feed leaves out and a new round needs. An instant without its year starts with `-`.
    """

    values: dict[str, Any]
    full_date: str | None
    pool: Pool | None
    lacking: tuple[str, ...]

    @property
    def number(self) -> str:
        """The round's number."""
        return str(self.values["number"])


@dataclass(frozen=True)
class Names:
    """What the feed calls types and programs, in lower case, to their codes."""

    types: dict[str, str]
    programs: dict[str, str]


def read_feed(path: Path) -> list[dict[str, str]]:
    """The rounds of the feed as it writes them. Errors: NotImported."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        tree = dict(pairs)
        if len(tree) < len(pairs):
            keys = [key for key, _ in pairs]
            raise NotImported("feed-key-twice", path=path, key=next(key for key in keys if keys.count(key) > 1))
        return tree

    try:
        tree = json.loads(path.read_bytes(), object_pairs_hook=once)
    except OSError as error:
        raise NotImported("unreadable", path=path, reason=error.strerror or error) from None
    except (ValueError, RecursionError) as error:
        raise NotImported("feed-broken", path=path, reason=error) from None
    rounds = tree.get("rounds") if isinstance(tree, dict) else None
    if not isinstance(rounds, list) or not rounds or not all(isinstance(entry, dict) for entry in rounds):
        raise NotImported("feed-shape", path=path)
    for place, entry in enumerate(rounds, 1):
        for name in {*NEEDED, *(key for key in entry if key.lower().startswith(("draw", "dd")))}:
            if not isinstance(entry.get(name), str):
                raise NotImported("feed-field", number=entry.get("drawNumber", f"[{place}]"), field=name)
    return rounds


def fresh(entry: Mapping[str, str], names: Names, as_of: str) -> Fresh:
    """A round of the feed, understood. Errors: NotImported."""
    number = entry["drawNumber"].strip().lower()
    if not NUMBER.fullmatch(number):
        raise NotImported("feed-number", number=number, field="drawNumber", value=entry["drawNumber"])
    kind, version = classified(number, entry["drawName"], names)
    when = known_day(entry, "drawDate", number, as_of)
    values = {
        "number": number,
        "date": when,
        "type": kind,
        "category_version": version,
        "invitations": count(entry, "drawSize", number),
        "cutoff": count(entry, "drawCRS", number),
        "tie_break": moment(entry.get("drawCutOff", ""), number, "drawCutOff"),
        "instant": moment(entry.get("drawDateTime", ""), number, "drawDateTime"),
        "programs": programs(number, entry.get("drawText2", ""), names),
    }
    for name, written in (("invitations", "drawSize"), ("cutoff", "drawCRS")):
        if not values[name]:
            raise NotImported("feed-number", number=number, field=written, value=entry[written])
    full = entry.get("drawDateFull", "").strip()
    needed = NEEDED_WHEN_NEW if when >= FIRST_TIE_BREAK else NEEDED_WHEN_NEW[:-1]
    return Fresh(
        {name: value for name, value in values.items() if value},
        day(full, number, "drawDateFull") if full else None,
        pool(entry, number, as_of),
        tuple(name for name in needed if not entry.get(name, "").strip()),
    )


def classified(number: str, name: str, names: Names) -> tuple[str, str | None]:
    """The type of a name of the feed, and the version that it ends with, if any. Errors: NotImported."""
    plain = " ".join(name.split())
    found = VERSION.search(plain)
    kind = names.types.get(plain[: found.start()].lower() if found else plain.lower())
    if kind is None:
        raise NotImported("feed-name", number=number, value=name)
    if not found:
        return kind, None
    year, serial, label = found.groups()
    return kind, label or (f"{year}-{serial}" if year else serial)


def programs(number: str, text: str, names: Names) -> list[str]:
    """The programs that a text names, in the order of types.yaml. Errors: NotImported."""
    parts = [part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", " ".join(text.split())) if part]
    for part in parts:
        if part.lower() not in names.programs:
            raise NotImported("feed-program", number=number, value=part)
    named = {names.programs[part.lower()] for part in parts}
    return [code for code in dict.fromkeys(names.programs.values()) if code in named]


def pool(entry: Mapping[str, str], number: str, as_of: str) -> Pool | None:
    """The distribution that a round shows; None where the feed has none, or zeros. Errors: NotImported."""
    if not entry.get("drawDistributionAsOn", "").strip() or TOTAL not in entry:
        return None
    numbers: dict[str, int] = {}
    for name in (*BANDS, *GROUPS, TOTAL):
        if name not in entry:
            raise NotImported("feed-field", number=number, field=name)
        numbers[name] = count(entry, name, number)
    if not any(numbers.values()):
        return None
    sound = sum(numbers[name] for name in BANDS) == numbers[TOTAL] and all(
        numbers[group] == sum(numbers[name] for name in members) for group, members in GROUPS.items()
    )
    when = known_day(entry, "drawDistributionAsOn", number, as_of)
    return Pool(when, {band: numbers[name] for name, band in BANDS.items()}, numbers[TOTAL], sound)


def count(entry: Mapping[str, str], name: str, number: str) -> int:
    """A number of the feed, thousands set off by commas. Errors: NotImported."""
    written = entry[name].strip()
    if not COUNT.fullmatch(written) or len(written) > 9:
        raise NotImported("feed-number", number=number, field=name, value=entry[name])
    return int(written.replace(",", ""))


def known_day(entry: Mapping[str, str], name: str, number: str, as_of: str) -> str:
    """A day that is not after the day of the feed. Errors: NotImported."""
    found = day(entry[name], number, name)
    if found > as_of:
        raise NotImported("feed-future", number=number, field=name, value=found, as_of=as_of)
    return found


def plainly(written: str) -> str:
    return " ".join(re.sub(r"[.,]", " ", written.lower()).split())


def day(written: str, number: str, name: str) -> str:
    """A day, written 2026-10-01 or October 1, 2026. Errors: NotImported."""
    found = DAY.fullmatch(plainly(written))
    if found:
        year, month, iso_day, word, number_of_day, word_year = found.groups()
        month = month or (MONTHS.index(word) + 1 if word in MONTHS else 0)
        text = existing(int(year or word_year), int(month), int(iso_day or number_of_day))
        if text:
            return text
    raise NotImported("feed-date", number=number, field=name, value=written)


def existing(year: int, month: int, day_: int) -> str | None:
    try:
        return date(year, month, day_).isoformat()
    except ValueError:
        return None


def moment(written: str, number: str, name: str) -> str | None:
    """An instant, UTC, in any of the forms that the feed has used, or None where it is blank. Errors: NotImported.

    The feed labels some times of the 24-hour clock AM, doubles some dates, and has once left the year out.
    """
    plain = plainly(written)
    if not plain:
        return None
    found = MOMENT.fullmatch(plain)
    if found is None or (found["month"] and found["month"] not in MONTHS):
        raise NotImported("feed-date", number=number, field=name, value=written)
    month = MONTHS.index(found["month"]) + 1 if found["month"] else 0
    text = found["iso"] or existing(int(found["year"] or 2024), month, int(found["day"]))
    time = f"{int(found['hour']):02}:{found['minute']}:{found['second']}Z"
    try:
        datetime.strptime(f"{text}T{time}", "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        raise NotImported("feed-date", number=number, field=name, value=written) from None
    if found["again"] and found["again"].strip() != text:
        raise NotImported("feed-date", number=number, field=name, value=written)
    assert text is not None
    return f"{text if found['iso'] or found['year'] else text[4:]}T{time}"
