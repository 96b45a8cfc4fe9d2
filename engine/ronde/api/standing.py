"""Where a score stood in the pool as it was published, as Python programs see it."""

from __future__ import annotations

from typing import Any

from ronde.api.arguments import Date
from ronde.api.deciding import decided
from ronde.api.errors import QuestionError, refusals_as
from ronde.api.opened import Opened
from ronde.api.profile import Profile
from ronde.api.shown import Shown
from ronde.evaluate.decision import Decision, day_text
from ronde.explain.page import Page
from ronde.explain.standing import standing_data, standing_page
from ronde.rounds.invited import terms_of
from ronde.rounds.standing import Standing, standing_of


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


def standing_in_pool(opened: Opened, profile: Profile, as_of: Date | None) -> PoolStanding:
    """Where the score of a candidate stood in the last pool published by a day. Errors: ProfileError, QuestionError,
    BookError."""
    with refusals_as(QuestionError, opened.folder):
        terms_of(opened.history)
    made, _ = decided(opened, profile, as_of)
    with refusals_as(QuestionError):
        return PoolStanding(made, standing_of(made))
