"""Where a score stood in the pool as it was published, as Python programs see it."""

from __future__ import annotations

from typing import Any

from ronde.api.shown import Shown
from ronde.evaluate.decision import Decision, day_text
from ronde.explain.page import Page
from ronde.explain.standing import standing_data, standing_page
from ronde.rounds.standing import Standing


class PoolStanding(Shown):
    """Where the score of a candidate stood in a published pool: its band is known, its place within the band is not."""

    def __init__(self, made: Decision, found: Standing) -> None:
        self._made, self._found = made, found

    @property
    def rank(self) -> tuple[int, int]:
        """The best and the worst rank that the published figures allow, from 1."""
        return self._found.rank

    @property
    def share_above(self) -> tuple[float, float]:
        """The least and the greatest share of the pool above the score, from 0 to 1."""
        return self._found.share_above

    def to_dict(self) -> dict[str, Any]:
        """The standing as plain data, as `ronde standing --format json` prints it."""
        return standing_data(self._found, self._made)

    @property
    def _root(self) -> str:
        return self._made.history.root

    def _page(self, lang: str) -> Page:
        return standing_page(self._found, self._made, lang)

    def __repr__(self) -> str:
        best, worst = self.rank
        return f"<PoolStanding in the pool of {day_text(self._found.pool.date)}: {best} to {worst}>"
