"""A book of rules opened in Python: what it says of a candidate on a day, and what it holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.decision import Decision
from ronde.api.difference import Difference
from ronde.api.errors import BookError, Diagnostic, ProfileError, QuestionError, error, refusals_as, translated
from ronde.api.from_here import from_here, openable
from ronde.api.profile import Profile, document
from ronde.api.rounds import Invitations, ProfileHistory
from ronde.api.rules import RulesInForce
from ronde.change.opened import difference
from ronde.check.whole import check_whole_book
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.explain.evaluation import headlines
from ronde.explain.why import check_fact
from ronde.inputs.absent import topic_absence
from ronde.model.document import Document
from ronde.model.finding import Place, Refused
from ronde.read.book import read_book
from ronde.read.places import data_folder
from ronde.rounds.invited import answers
from ronde.rounds.selected import rounds_held, since_submission, some_rounds
from ronde.rounds.series import changes

if TYPE_CHECKING:
    import pyarrow as pa


class SupportsArrow(Protocol):
    """A table that gives its rows through Arrow's interface for streams, as those of pyarrow, pandas and polars do."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows, as a capsule."""


def open_book(path: str | os.PathLike[str] | None = None) -> Book:
    """A book of rules: that in a folder, or the one that travels with the package. Errors: BookError, QuestionError."""
    if path is None:
        return Book(None)
    if not isinstance(path, str | os.PathLike) or "\0" in os.fsdecode(path):
        raise error(QuestionError, "python-folder", "path")
    return Book(Path(os.fsdecode(path)).absolute())


class Book:
    """A book of dated rules, which answers for candidates. `open_book` makes it; threads may share it."""

    def __init__(self, folder: Path | None) -> None:
        self._root = data_folder("rulesets") if folder is None else folder
        with refusals_as(BookError, self._folder):
            self._history = read_book(folder)
        self._engine = Engine(self._history)

    @property
    def _folder(self) -> Path:
        """The folder of the book as it can be opened from the working folder, which may have changed."""
        return from_here(self._root)

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
        with self._told_of(profile) as given:
            with refusals_as(QuestionError):
                self._engine.rules(day, known)
            made = self._engine.evaluate(given, day, known)
        if not headlines(made):
            raise translated(QuestionError, Refused(made.absent))
        return Decision(made, today=today)

    def evaluate_table(
        self,
        table: SupportsArrow,
        *,
        as_of: Date | None = None,
        as_of_column: str | None = None,
        known_on: Date | None = None,
        known_on_column: str | None = None,
        facts: str | Iterable[str] | None = None,
        keep: str | Iterable[str] = (),
        ignore: str | Iterable[str] = (),
        bounds: bool = False,
        cautions: bool = False,
        errors: str = "raise",
        lang: str = "en",
    ) -> pa.Table:
        """The answers for the rows of a table of pyarrow, pandas or polars, each row a candidate, each column a fact.

        The table of pyarrow that comes back has a row for each row, in the same order: the columns of dates, those to
        `keep`, then one for each of the `facts` (the main answers, if none is named); null is not known. With `bounds`
        each number or date has two more columns, `fact.low` and `fact.high`; with `cautions` each row has the codes of
        what it carries. All rows are evaluated on one day (today, if none is given) or each on that of a column.

        A row that cannot be answered is a ProfileError; with `errors="coerce"` its answers are null, and the last
        column, `rejected`, says why in the language `lang`. Errors: also QuestionError; BookError.
        """
        try:
            from ronde.api.table import evaluate_table
            from ronde.columns.query import Query
        except ImportError:
            raise error(QuestionError, "pool-extra", "evaluate_table") from None
        if as_of is not None and as_of_column is not None:
            raise error(QuestionError, "both-given", "as_of_column", one="as_of", other="as_of_column")
        if known_on is not None and known_on_column is not None:
            raise error(QuestionError, "both-given", "known_on_column", one="known_on", other="known_on_column")
        question = Query(
            facts=arguments.names(facts or (), "facts"),
            as_of=arguments.day_or_today(as_of, "as_of")[0] if as_of_column is None else None,
            as_of_column=as_of_column,
            known_on=arguments.optional_day(known_on, "known_on"),
            known_on_column=known_on_column,
            keep=arguments.names(keep, "keep"),
            ignore=arguments.names(ignore, "ignore"),
            bounds=bounds,
            cautions=cautions,
            language=arguments.language(lang),
        )
        coerce = arguments.choice(errors, ("raise", "coerce"), "errors") == "coerce"
        return evaluate_table(self._history, self._folder, question, table, coerce=coerce)

    def rules(self, *, as_of: Date | None = None, known_on: Date | None = None) -> RulesInForce:
        """The topics in force on a day (today, if none is given). Errors: QuestionError, also if none is."""
        day, _ = arguments.day_or_today(as_of, "as_of")
        known = arguments.optional_day(known_on, "known_on")
        with refusals_as(QuestionError):
            rules = self._engine.rules(day, known)
            if not rules.topics:
                raise Refused((topic_absence(self._history, None, day, known),))
        return RulesInForce(self._history, rules, day, known)

    def history(
        self,
        profile: Profile,
        *,
        since: Date | None = None,
        until: Date | None = None,
        facts: str | Iterable[str] | None = None,
    ) -> ProfileHistory:
        """Every day on which some facts (the main answers, if none is named) changed for a profile that does not, from
        one day (the first of the book) to another (today). It runs on the reference, day by day.

        Errors: ProfileError, QuestionError, BookError.
        """
        first, _ = arguments.days(since, until)
        last, _ = arguments.day_or_today(until, "until")
        wanted = arguments.names(facts or (), "facts")
        engine = self._by_reference
        with self._told_of(profile) as given:
            with refusals_as(QuestionError):
                engine.rules(self._history.first_date if first is None else first)
                engine.rules(last)
            decision = engine.evaluate(given, last)
            with refusals_as(QuestionError):
                for name in wanted:
                    check_fact(decision, name, Place("facts"))
            names = wanted or self._history.headlines
            first = self._history.first_date if first is None else first
            return ProfileHistory(list(changes(engine, given, names, first, last)), decision, names)

    def invited(
        self,
        profile: Profile,
        *,
        since: Date | None = None,
        until: Date | None = None,
        types: str | Iterable[str] | None = None,
    ) -> Invitations:
        """What came of the rounds of some types (all, if none is named) for a profile, between two days.

        Without a first day these are the rounds since the profile was submitted, if it says when. It runs on the
        reference.

        Errors: ProfileError, QuestionError (also for a book without rounds), BookError.
        """
        days = arguments.days(since, until)
        wanted = arguments.names(types or (), "types")
        engine = self._by_reference
        with refusals_as(QuestionError, self._folder):
            found = rounds_held(self._history)
            some = some_rounds(found, days, wanted)
        with self._told_of(profile) as given:
            if since is None:
                some = since_submission(engine, given, some)
            return Invitations(self._history, list(answers(engine, given, some)), found, wanted)

    def diff(self, before: Date, after: Date | None = None) -> Difference:
        """What differs between two days, or between two books: each a folder or a revision of the repository in which
        this one lies, the second by default this one as its files are now.

        Errors: QuestionError, also for a book that cannot be read.
        """
        ends = arguments.date_text(before), None if after is None else arguments.date_text(after)
        with refusals_as(QuestionError, self._folder):
            found = difference(self._root, *ends, ("before", "after"))
        return Difference(self._history, found)

    def check(self) -> list[Diagnostic]:
        """What is wrong in the files of the book as they are now, as `ronde check` finds it. None: an empty list."""
        findings = sorted(check_whole_book(self._root).findings, key=lambda each: each.order)
        return [Diagnostic(openable(each, self._folder)) for each in findings]

    @cached_property
    def _by_reference(self) -> Engine:
        """The engine for many days of one profile: the reference alone, which is what every machine is held to."""
        return Engine(self._history, Reference())

    @contextmanager
    def _told_of(self, profile: Profile) -> Iterator[Document]:
        """The document of a profile, and what is refused meanwhile: a ProfileError if it is about the profile, else a
        BookError."""
        with refusals_as(ProfileError):
            given = document(profile)
        try:
            yield given
        except Refused as refused:
            own = all(f"{each.place.file}[".startswith(f"{given.file}[") for each in refused.findings)
            raise translated(ProfileError if own else BookError, refused, None if own else self._folder) from None

    def __repr__(self) -> str:
        return f"<Book {self.title()}, {self._folder}>"
