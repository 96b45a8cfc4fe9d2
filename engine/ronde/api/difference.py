"""What differs between two days of a book or two books, as Python programs see it."""

from __future__ import annotations

from typing import Any

from ronde.api.arguments import language
from ronde.api.shown import Shown
from ronde.change.opened import Difference as Compared
from ronde.change.page import difference_data, difference_page
from ronde.explain.page import Page
from ronde.model.history import History


class Difference(Shown):
    """What differs, topic by topic. It shows itself as a page that fits a screen; `to_dict` has all of it."""

    def __init__(self, history: History, found: Compared) -> None:
        self._history, self._found = history, found

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All that differs as plain data, as `ronde diff --format json` prints it."""
        return difference_data(self._found, language(lang))

    @property
    def _book(self) -> History:
        return self._history

    def _page(self, lang: str) -> Page:
        return difference_page(self._found, lang)

    def __bool__(self) -> bool:
        return bool(self._found.pairs)

    def __len__(self) -> int:
        return len(self._found.pairs)

    def __repr__(self) -> str:
        return f"<Difference of {self._found.before} and {self._found.after}: {len(self)}>"
