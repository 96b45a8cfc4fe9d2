"""Finds the room of each check by its presence. A room that lacks a part does not load.

A room holds `find.py`, whose `find` is the check, and `page.yaml`: its code, its severity and its page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from ronde import lint
from ronde.lint.context import Context, Find
from ronde.model.finding import Finding, Severity
from ronde.words.pages import PAGE, Page, read_page


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its room's name, its page, and what it does."""

    name: str
    page: Page
    find: Find

    def found(self, context: Context) -> list[Finding]:
        """The findings of this check."""
        severity = Severity(self.page.severity)
        return [Finding(self.page.code, each.place, each.about, severity) for each in self.find(context)]


@cache
def checks() -> tuple[Check, ...]:
    """Every check, by the name of its room. Errors: ImportError for a room that lacks a part."""
    return load(lint)


def load(package: Any) -> tuple[Check, ...]:
    """The check of every room of a package. Errors: ImportError for a room that lacks a part."""
    rooms = sorted(each.name for each in iter_modules(package.__path__) if each.ispkg)
    (folder,) = package.__path__
    return tuple(_check(f"{package.__name__}.{name}", Path(folder) / name) for name in rooms)


def found(context: Context) -> list[Finding]:
    """What all checks find. What one finds does not keep another from being asked."""
    return [finding for check in checks() for finding in check.found(context)]


def _check(room: str, folder: Path) -> Check:
    if find_spec(f"{room}.find") is None:
        raise ImportError(f"{room} lacks find.py")
    if not (folder / PAGE).is_file():
        raise ImportError(f"{room} lacks {PAGE}")
    return Check(folder.name, read_page(folder / PAGE), import_module(f"{room}.find").find)
