"""What a book defines on some date or other: every fact and list of records that a name may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from ronde.building.index import Definition, Written, index
from ronde.compile.found import keep_found, load_found
from ronde.model.history import History
from ronde.model.names import fact_and_record, told_of
from ronde.model.near import nearest
from ronde.model.nodes import Texts


@dataclass(frozen=True, slots=True)
class EverFact:
    """The days of `History.change_dates` on which a fact is defined, and whose record it is a fact of, if any; its
    label and its topic, as the rules of the last of these days have them."""

    days: tuple[int, ...]
    record: str | None
    label: Texts
    topic: str


@dataclass(frozen=True)
class Ever:
    """Every fact by name, and the names of every list of records."""

    facts: dict[str, EverFact] = field(default_factory=dict)
    records: set[str] = field(default_factory=set)

    def below(self, name: str) -> bool:
        """Whether some fact or list of records has a name that goes on from this one."""
        return name in self._begun

    def nearest(self, told: str) -> str:
        """The fact that is most like one that people name and is none, as they would name it; empty for none."""
        name, position = fact_and_record(told)
        found = nearest(name, self.facts, 0.5)
        record = self.facts[found].record if found else None
        return found if record is None else told_of(record, position or 0, found)

    @cached_property
    def _begun(self) -> frozenset[str]:
        return beginnings((*self.facts, *self.records))


def beginnings(names: Iterable[str]) -> frozenset[str]:
    """Each part of a dotted name with which one of these begins and goes on."""
    return frozenset(name[:end] for name in names for end, letter in enumerate(name) if letter == ".")


def ever_defined(history: History) -> Ever:
    """What the book defines on any of its dates, found once for each history."""
    found = _EVER.get(history)
    if found is None:
        found = _EVER[history] = _loaded(history) or _kept(history, _ever_defined(history))
    return found


_ASKED = ("ever defined",)

_EVER: WeakKeyDictionary[History, Ever] = WeakKeyDictionary()


def _loaded(history: History) -> Ever | None:
    """What the book defines, as it was kept."""
    kept = load_found(history, _ASKED)
    if not isinstance(kept, tuple) or len(kept) != 2 or not all(isinstance(each, tuple) for each in kept):
        return None
    try:
        return Ever({name: EverFact(*about) for name, *about in kept[0]}, set(kept[1]))
    except (TypeError, ValueError):
        return None


def _kept(history: History, ever: Ever) -> Ever:
    """What the book defines, kept."""
    facts = tuple((name, each.days, each.record, each.label, each.topic) for name, each in ever.facts.items())
    keep_found(history, _ASKED, (facts, tuple(sorted(ever.records))))
    return ever


def _ever_defined(history: History) -> Ever:
    found, written = Ever(), Written()
    days: dict[str, list[int]] = {}
    last: dict[str, Definition] = {}
    for day in history.change_dates:
        known = index(history.in_force(day), written)
        found.records.update(known.records)
        for name, definitions in known.facts.items():
            last[name] = definitions[0]
            days.setdefault(name, []).append(day)
    for name, each in last.items():
        record = each.written.on
        label = {language: str(text) for language, text in each.written.label.texts.items()}
        found.facts[name] = EverFact(tuple(days[name]), record.text if record else None, label, each.version.topic)
    return found
