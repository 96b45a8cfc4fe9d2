"""What differs between two days of a book or two books, as Python programs see it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ronde.api import arguments
from ronde.api.arguments import Date, language
from ronde.api.errors import QuestionError, refusals_as
from ronde.api.from_here import from_here
from ronde.api.shown import Shown
from ronde.change.opened import Difference as Compared
from ronde.change.opened import difference
from ronde.change.page import changes_of, difference_data, difference_page
from ronde.change.witness.search import Looked, looked_for
from ronde.explain.page import Page
from ronde.model.types import read_date


class Difference(Shown):
    """What differs, topic by topic. It shows itself as a page that fits a screen; `to_dict` has all of it."""

    def __init__(
        self, folder: Path, found: Compared, looked: Sequence[Looked] | None = None, *, full: bool = False
    ) -> None:
        self._folder, self._found, self._looked, self._full = folder, found, looked, full

    def in_full(self) -> Difference:
        """The same, which shows all of it where it shows itself."""
        return Difference(self._folder, self._found, self._looked, full=True)

    def with_witnesses(self) -> Difference:
        """The same, with somebody whose answer differs for each definition that does, or why there is nobody; to look
        for them takes some seconds."""
        day = read_date(self._found.after) if self._found.days else None
        return Difference(self._folder, self._found, looked_for(self._found.pairs, day), full=self._full)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All that differs as plain data, as `ronde diff --format json` prints it."""
        return difference_data(self._found, language(lang), self._looked)

    def topics(self, lang: str) -> list[str]:
        """The titles of the topics that differ."""
        return [each.title for each in changes_of(self._found, lang)]

    @property
    def _root(self) -> str:
        return str(self._folder)

    def _page(self, lang: str) -> Page:
        return difference_page(self._found, lang, self._looked, full=self._full)

    def __bool__(self) -> bool:
        return bool(self._found.pairs)

    def __len__(self) -> int:
        return len(self._found.pairs)

    def __repr__(self) -> str:
        return f"<Difference of {self._found.before} and {self._found.after}: {len(self)}>"


def compared(root: Path, before: Date, after: Date | None, *, names: bool = False) -> Difference:
    """What differs between two days of the book in a folder, or between two books, the second by default this one.

    Errors: QuestionError, also for a book that cannot be read.
    """
    ends = arguments.date_text(before), None if after is None else arguments.date_text(after)
    with refusals_as(QuestionError, from_here(root)):
        return Difference(root, difference(root, *ends, ("before", "after"), named=names))
