"""What differs between two days of a book or two books, as Python programs see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ronde.api import arguments
from ronde.api.arguments import Date, language
from ronde.api.errors import QuestionError, refusals_as
from ronde.api.from_here import from_here
from ronde.api.shown import Shown
from ronde.change.opened import Difference as Compared
from ronde.change.opened import difference
from ronde.change.page import difference_data, difference_page
from ronde.explain.page import Page


class Difference(Shown):
    """What differs, topic by topic. It shows itself as a page that fits a screen; `to_dict` has all of it."""

    def __init__(self, folder: Path, found: Compared, *, full: bool = False) -> None:
        self._folder, self._found, self._full = folder, found, full

    def in_full(self) -> Difference:
        """The same, which shows all of it where it shows itself."""
        return Difference(self._folder, self._found, full=True)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All that differs as plain data, as `ronde diff --format json` prints it."""
        return difference_data(self._found, language(lang))

    @property
    def _root(self) -> str:
        return str(self._folder)

    def _page(self, lang: str) -> Page:
        return difference_page(self._found, lang, full=self._full)

    def __bool__(self) -> bool:
        return bool(self._found.pairs)

    def __len__(self) -> int:
        return len(self._found.pairs)

    def __repr__(self) -> str:
        return f"<Difference of {self._found.before} and {self._found.after}: {len(self)}>"


def compared(root: Path, before: Date, after: Date | None) -> Difference:
    """What differs between two days of the book in a folder, or between two books, the second by default this one.

    Errors: QuestionError, also for a book that cannot be read.
    """
    ends = arguments.date_text(before), None if after is None else arguments.date_text(after)
    with refusals_as(QuestionError, from_here(root)):
        return Difference(root, difference(root, *ends, ("before", "after")))
