"""The compiled rules of a book, once for each set of rules in force: every engine of the book has the same ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ronde.compile.kept import keep_plan, load_plan
from ronde.evaluate.forks import renewed_in_forks
from ronde.evaluate.names import with_names
from ronde.model.history import History, Rules
from ronde.model.nodes import Plan

if TYPE_CHECKING:
    from ronde.building.index import Changed
    from ronde.compile.rules import Compiler

MOST_PLANS = 128
"""Plans kept at once: twice the sets of rules of the book. They share their definitions, and the nodes that stand in
the same place."""


MOST_READ = 2
"""Plans that are read from the cache: two days or books are compared by many commands, more by few."""


class Plans:
    """The plans of a book by the digest of their rules. What was compiled for one set of rules serves the next."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bool], Plan] = OrderedDict()
        self._lock = Lock()
        renewed_in_forks(self)

    def renew(self) -> None:
        """In a child of a fork: a new lock. Plans stay, which are whole or not there."""
        self._lock = Lock()

    def of(self, rules: Rules, *, names: bool = False) -> Plan:
        """The compiled rules; with `names` the label of every fact is followed by its name. Errors: ValidationError
        with what is wrong in them."""
        with self._lock:
            plan = self._plan(rules, names)
            self._kept[rules.digest, names] = plan
            self._kept.move_to_end((rules.digest, names))
            if len(self._kept) > MOST_PLANS:
                self._kept.popitem(last=False)
            return plan

    def linked(self, rules: Rules, changed: Changed | None = None) -> Plan:
        """The compiled rules of another book, which shares most of its definitions with this one; the plan is not kept.
        If it is said which version is `changed`, only its one fact is compiled. Errors: ValidationError with what is
        wrong in them."""
        with self._lock:
            kept = self._kept.get((rules.digest, False))
            if kept is not None:
                return kept
            self._compiler.written.changed = changed
            return self._compiler.plan(rules)

    def part(self, rules: Rules, names: Iterable[str], changed: Changed | None = None) -> Plan:
        """As `linked`, of some facts and what they rest on; see `Compiler.part`."""
        with self._lock:
            self._compiler.written.changed = changed
            return self._compiler.part(rules, names)

    def _plan(self, rules: Rules, names: bool) -> Plan:
        """The plan of these rules, if it is kept; of the first rules asked for, as the cache has it: those after are
        sooner linked than read."""
        plan = self._kept.get((rules.digest, names))
        if plan is not None:
            return plan
        if names:
            return with_names(self._plan(rules, names=False))
        if len(self._kept) >= MOST_READ:
            return self._compiler.plan(rules)
        plan = load_plan(rules)
        if plan is None:
            plan = self._compiler.plan(rules)
            keep_plan(rules, plan)
        return plan

    @cached_property
    def _compiler(self) -> Compiler:
        from ronde.compile.rules import Compiler

        return Compiler()


_of_books: WeakKeyDictionary[History, Plans] = WeakKeyDictionary()
"""Books do not change once read, so what is compiled of one holds for as long as it lives."""


def plans_of(history: History) -> Plans:
    """The plans of a book."""
    found = _of_books.get(history)
    return _of_books.setdefault(history, Plans()) if found is None else found
