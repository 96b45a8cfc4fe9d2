"""Finds the room of each check by its presence. A room that lacks a part does not load.

A room holds `find.py`, whose `find` is the check, and `page.yaml`: its code, its severity and its page.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import ModuleType

from ronde import lint
from ronde.lint.context import Context, Find
from ronde.messages.diagnostics import Diagnostic, Severity
from ronde.messages.pages import PAGE, Page, read_page
from ronde.rooms import Room, rooms
from ronde.stopping import look

PARTS = ("find.py", PAGE)
"""What every room has."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its room's name, its page, and what it does."""

    name: str
    page: Page
    find: Find

    def asked(self, context: Context) -> bool:
        """Whether there is what the check looks at."""
        return context.tried is not None or not self.page.needs_cases

    def found(self, context: Context) -> list[Diagnostic]:
        """The diagnostics of this check."""
        look()
        severity = Severity(self.page.severity)
        found = self.find(context, **self._parameters(context))
        return [Diagnostic(self.page.code, each.location, each.params, severity) for each in found]

    def _parameters(self, context: Context) -> dict[str, Decimal]:
        """The parameters of the check: as the book sets them, else as its page does."""
        asked = context.book_syntax.checks.get(self.page.code) if context.book_syntax is not None else None
        given = {} if asked is None else {name: each.number for name, each in asked.parameters.items()}
        return {name: given.get(name, each.default) for name, each in self.page.parameters.items()}


@cache
def checks() -> tuple[Check, ...]:
    """Every check, by the name of its room. Errors: ImportError for a room that lacks a part."""
    return load(lint)


def load(package: ModuleType) -> tuple[Check, ...]:
    """The check of every room of a package. Errors: ImportError for a room that lacks a part."""
    return tuple(_check(name, room) for name, room in rooms(package).items())


def found(context: Context) -> list[Diagnostic]:
    """What all checks find. What one finds does not keep another from being asked; what only follows from it, at the
    same place, is left out."""
    asked = (check for check in checks() if check.asked(context))
    told = [(check, diagnostic) for check in asked for diagnostic in check.found(context)]
    explained = {(code, diagnostic.location) for check, diagnostic in told for code in check.page.explains}
    return [diagnostic for _, diagnostic in told if (diagnostic.code, diagnostic.location) not in explained]


def unasked(context: Context) -> frozenset[str]:
    """The codes of the checks for which there is nothing to look at."""
    return frozenset(check.page.code for check in checks() if not check.asked(context))


def _check(name: str, room: Room) -> Check:
    find = room.part("find", PARTS)
    return Check(name, read_page(room.folder / PAGE), find)
