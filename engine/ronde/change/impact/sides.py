"""The two sides whose rules are compared, and the day on which people are looked at: the same for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ronde.change.meaning import changed_facts
from ronde.evaluate.engine import Engine
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import History, Rules
from ronde.model.nodes import Plan


@dataclass(frozen=True, slots=True)
class RulesSide:
    """Rules of a book: those in force on a day. `written` is how the side was named: a day, a commit or a folder."""

    written: str
    engine: Engine
    day: int

    @property
    def history(self) -> History:
        """The book."""
        return self.engine.history

    @property
    def rules(self) -> Rules:
        """The rules. Errors: ValidationError for a day before the book."""
        return self.engine.rules(self.day)

    @property
    def plan(self) -> Plan:
        """The rules, compiled. Errors: ValidationError with what is wrong in them."""
        return self.engine.plan(self.rules)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides, before and after; `clock` is the day of which people's ages, tests and work are. `of_books` says
    that two books are compared, and not two days; `days` are then those from which their rules differ, `broken` those
    from which the rules of one do not compile."""

    before: RulesSide
    after: RulesSide
    clock: int
    of_books: bool = False
    days: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()

    @property
    def both(self) -> tuple[RulesSide, RulesSide]:
        """Before, then after."""
        return self.before, self.after


def days_that_differ(before: Engine, after: Engine) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The days of change of two books from which their rules do not mean the same, in order; and those from which the
    rules of one of them do not compile."""
    first = max(before.history.first_date, after.history.first_date)
    differ, broken = list[int](), list[int]()
    for day in sorted({first, *before.history.change_dates, *after.history.change_dates}):
        if day < first:
            continue
        was, now = before.rules(day), after.rules(day)
        if _files(was) == _files(now):
            continue
        try:
            if changed_facts(before.plan(was), after.plan(now)):
                differ.append(day)
        except ValidationError:
            broken.append(day)
    return tuple(differ), tuple(broken)


def _files(rules: Rules) -> Sequence[tuple[str, ...]]:
    return [(topic.topic, *(each.document.digest for each in topic.layers)) for topic in rules.topics]
