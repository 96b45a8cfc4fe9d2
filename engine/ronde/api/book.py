"""A book of rules opened in Python: what it says of a candidate on a day, and what it holds."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.decision import Decision
from ronde.api.errors import (
    BookError,
    Diagnostic,
    ProfileError,
    QuestionError,
    error,
    refusals_as,
    translated,
)
from ronde.api.from_here import book_folder, openable
from ronde.api.profile import Profile, document
from ronde.api.rules import RulesInForce
from ronde.check.book import check_whole_book
from ronde.explain.evaluation import headlines
from ronde.model.finding import Refused
from ronde.model.history import Rules
from ronde.read.absent import topic_absence
from ronde.read.book import read_book
from ronde.run.engine import Engine


def open_book(path: str | os.PathLike[str] | None = None) -> Book:
    """A book of rules: that in a folder, or the one that travels with the package. Errors: BookError, QuestionError."""
    if path is None:
        return Book(None)
    if not isinstance(path, str | os.PathLike) or "\0" in os.fsdecode(path):
        raise error(QuestionError, "python-folder", "path")
    return Book(Path(os.fsdecode(path)))


class Book:
    """A book of dated rules, which answers for candidates. `open_book` makes it; threads may share it."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = book_folder(None if folder is None else str(folder))
        with refusals_as(BookError, self._folder):
            self._history = read_book(folder)
        self._engine = Engine(self._history)

    @property
    def first_date(self) -> date:
        """The first day for which the book answers."""
        return date.fromordinal(self._history.first_date)

    @property
    def headlines(self) -> tuple[str, ...]:
        """The names of the main answers."""
        return self._history.headlines

    @property
    def digest(self) -> str:
        """The digest of every version of the book."""
        return self._history.digest

    def title(self, lang: str = "en") -> str:
        """The title of the book, in `en` or `fr`."""
        return self._history.title[arguments.language(lang)]

    def evaluate(self, profile: Profile, *, as_of: Date | None = None, known_on: Date | None = None) -> Decision:
        """What the rules in force on a day (today, if none is given) say of a candidate.

        With `known_on` only rules count that were published by that day.
        Errors: ProfileError, QuestionError, BookError.
        """
        day, today = arguments.day_or_today(as_of, "as_of")
        known = arguments.optional_day(known_on, "known_on")
        with refusals_as(ProfileError):
            given = document(profile)
        self._rules(day, known)
        with refusals_as(ProfileError):
            made = self._engine.evaluate(given, day, known)
        if not headlines(made):
            raise translated(QuestionError, Refused(made.absent))
        return Decision(made, today=today)

    def rules(self, *, as_of: Date | None = None, known_on: Date | None = None) -> RulesInForce:
        """The topics in force on a day (today, if none is given). Errors: QuestionError, also if none is."""
        day, _ = arguments.day_or_today(as_of, "as_of")
        known = arguments.optional_day(known_on, "known_on")
        with refusals_as(QuestionError):
            rules = self._engine.rules(day, known)
            if not rules.topics:
                raise Refused((topic_absence(self._history, None, day, known),))
        return RulesInForce(self._history, rules, day, known)

    def check(self) -> list[Diagnostic]:
        """What is wrong in the files of the book as they are now, as `ronde check` finds it. None: an empty list."""
        findings = sorted(check_whole_book(self._folder).findings, key=lambda each: each.order)
        return [Diagnostic(openable(each, self._folder)) for each in findings]

    def _rules(self, day: int, known_on: int | None) -> Rules:
        """The rules in force, compiled. Errors: QuestionError for a day before the book, BookError for wrong rules."""
        with refusals_as(QuestionError):
            rules = self._engine.rules(day, known_on)
        with refusals_as(BookError, self._folder):
            self._engine.plan(rules)
        return rules

    def __repr__(self) -> str:
        return f"<Book {self.title()}, {self._folder}>"
