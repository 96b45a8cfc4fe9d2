"""A book of rules opened in Python: what it holds, what differs in it, and what is made of it whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ronde.api import arguments
from ronde.api.answering import Answering
from ronde.api.arguments import Date, SupportsArrow
from ronde.api.errors import QuestionError, error, refusals_as
from ronde.api.opened import Opened
from ronde.export import FORMATS

if TYPE_CHECKING:
    from ronde.api.difference import Difference
    from ronde.api.impact import Impact
    from ronde.api.receipts import Receipt, Verification
    from ronde.api.rounds import RoundsHeld
    from ronde.api.rules import RulesInForce
    from ronde.api.versions import FactsFound, TopicVersions
    from ronde.api.vocabulary import Vocabulary
    from ronde.messages.diagnostics import Diagnostic


def open_book(path: str | os.PathLike[str] | None = None, *, names: bool = False) -> Book:
    """A book of rules: that in a folder, or the one that travels with the package. With `names` the label of every fact
    is followed by its name wherever it is shown. Errors: BookError, QuestionError."""
    if path is None:
        return Book(None, names=names)
    if not isinstance(path, str | os.PathLike) or "\0" in os.fsdecode(path):
        raise error(QuestionError, "python-folder", "path")
    return Book(Path(os.fsdecode(path)).absolute(), names=names)


class Book(Answering):
    """A book of dated rules, which answers for candidates. `open_book` makes it; threads may share it."""

    def __init__(self, folder: Path | None, *, names: bool = False) -> None:
        super().__init__(Opened(folder, names=names))

    @property
    def first_date(self) -> date:
        """The first day for which the book answers."""
        return date.fromordinal(self._opened.history.first_date)

    @property
    def headlines(self) -> tuple[str, ...]:
        """The names of the main answers."""
        return self._opened.history.headlines

    @property
    def moves(self) -> int:
        """How many changes the book says that a person can make, among which `reach` looks."""
        return len(self._opened.history.moves)

    @property
    def digest(self) -> str:
        """The digest of every version of the book."""
        return self._opened.history.digest

    def title(self, lang: str = "en") -> str:
        """The title of the book, in `en` or `fr`."""
        return self._opened.history.title[arguments.language(lang)]

    def disclaimer(self, lang: str = "en") -> str:
        """What the book says of its answers, in `en` or `fr`."""
        return self._opened.history.disclaimer[arguments.language(lang)]

    def rules(
        self, *, as_of: Date | None = None, known_on: Date | None = None, topic: str | None = None
    ) -> RulesInForce:
        """The topics in force on a day (today, if none is given). Errors: QuestionError, also if none is in force: it
        says since when and until when one is, or the topic named is."""
        from ronde.api.rules import rules_in_force

        day, today = arguments.day_or_today(as_of, "as_of")
        known = arguments.optional_day(known_on, "known_on")
        return rules_in_force(self._opened, day, known, today=today, topic=topic)

    def vocabulary(self, *, as_of: Date | None = None, known_on: Date | None = None) -> Vocabulary:
        """What the book asks of a candidate on a day (today, if none is given): every input with its type, its words
        and its choices. Errors: QuestionError, BookError."""
        from ronde.api.vocabulary import vocabulary_on

        day, _ = arguments.day_or_today(as_of, "as_of")
        return vocabulary_on(self._opened, day, arguments.optional_day(known_on, "known_on"))

    def versions(self, topic: str) -> TopicVersions:
        """Every version of a topic side by side. The topic is meant by its name, or by words of its title or of a label
        of its facts if no other is called so; if a fact is, it is shown alone.

        Errors: FactError if none or several are meant, BookError."""
        from ronde.api.versions import topic_versions

        return topic_versions(self._opened, topic)

    def facts(self, words: str | None = None) -> FactsFound:
        """The facts that the book defines on some day and that are called so: each of the words stands, or begins a
        word, in the label, in English or French, or in the name. All, if no words are given. Errors: FactError if none
        is."""
        from ronde.api.versions import facts_found

        return facts_found(self._opened, words)

    def rounds(
        self, *, since: Date | None = None, until: Date | None = None, types: str | Iterable[str] | None = None
    ) -> RoundsHeld:
        """The rounds of some types (all, if none is named) between two days.

        Errors: QuestionError, also for a book without rounds; BookError.
        """
        from ronde.api.rounds import rounds_between

        return rounds_between(self._opened, (since, until), types)

    def diff(self, before: Date, after: Date | None = None) -> Difference:
        """What differs between two days, or between two books: each a folder or a revision of the repository in which
        this one lies, the second by default this one as its files are now.

        Errors: QuestionError, also for a book that cannot be read.
        """
        from ronde.api.difference import compared

        return compared(self._opened.root, before, after, names=self._opened.names)

    def verify(self, receipt: Receipt, *, commit: str | None = None) -> Verification:
        """Whether a decision comes out the same again, from its receipt: a mapping as `decision.receipt()` gives it, or
        the name of a file of one (JSON) or many (JSON Lines, Parquet).

        It runs on the reference, on the book as it is or as it was in a `commit` of the repository in which it lies (or
        in another folder). Errors: QuestionError, also for what is no receipt.
        """
        from ronde.api.receipts import verified

        return verified(self._opened, receipt, commit)

    def impact(
        self,
        before: Date,
        after: Date | None = None,
        *,
        clock: Date | None = None,
        as_of: Date | None = None,
        facts: str | Iterable[str] | None = None,
        pool: SupportsArrow | str | os.PathLike[str] | None = None,
        people: int = 100_000,
        seed: int = 0,
        keep: str | Iterable[str] = (),
        ignore: str | Iterable[str] = (),
        lang: str = "en",
    ) -> Impact:
        """Whom a change of rules touches: two days, or two books as in `diff`, in some facts (default: the main ones).

        Everybody is as they are on the day `clock` (by default that of the later rules), by both rules. They are those
        of `pool`, a file or a table of pyarrow, pandas or polars; without one so many synthetic `people` of the book's
        population are drawn. Of two books the rules of `as_of` are compared (by default of the last day from which they
        differ). Columns to `keep` are shown of those who are told one by one, those to `ignore` are not read. Reasons
        for rows set aside are in `lang`. Errors: QuestionError, BookError.
        """
        try:
            from ronde.api.impact import People, impact
        except ImportError:
            raise error(QuestionError, "pool-extra", "impact") from None
        sides = before, after, clock, as_of
        asked = People(pool, keep=keep, ignore=ignore, rows=people, seed=seed)
        return impact(self._opened.root, sides, facts, asked, arguments.language(lang))

    def check(self) -> list[Diagnostic]:
        """What is wrong in the files of the book as they are now, as `ronde check` finds it. None: an empty list."""
        from ronde.api.checking import checked

        return checked(self._opened.root, self._opened.folder)

    def export(self, folder: str | Path, form: str = "csv", *, spreadsheet: bool = True) -> list[Path]:
        """Write the whole book as plain tables into a new folder, as `csv`, `json` or `parquet`, and return the files.

        `spreadsheet`: no cell of CSV is a formula. Errors: QuestionError, also if the folder cannot be written.
        """
        from ronde.export.files import write_export
        from ronde.export.tables import export_tables
        from ronde.rounds.data import read_rounds

        wanted = arguments.choice(form, FORMATS, "form")
        with refusals_as(QuestionError, self._opened.folder):
            tables = export_tables(self._opened.history, read_rounds(self._opened.history))
            return write_export(tables, Path(folder), wanted, spreadsheet=spreadsheet)

    def site(self, folder: str | Path) -> int:
        """Write the whole book as a web site, in the place of an earlier one, and return how many pages it has. It
        needs the extra `site`. Errors: QuestionError, also if the folder holds anything else or cannot be written."""
        from ronde.site.write import write_site

        with refusals_as(QuestionError, self._opened.folder):
            return write_site(self._opened.history, Path(folder))

    def __repr__(self) -> str:
        return f"<Book {self.title()}, {self._opened.folder}>"
