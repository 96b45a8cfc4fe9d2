"""What would have to change for a fact to hold, as Python programs see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ronde.api.arguments import Date, language
from ronde.api.deciding import decided
from ronde.api.errors import FactError, QuestionError, error, refusals_as
from ronde.api.opened import Opened
from ronde.api.profile import Profile
from ronde.api.shown import Shown
from ronde.evaluate.decision import Decision
from ronde.explain.page import Page
from ronde.inputs.meant import fact_meant
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation
from ronde.model.nodes import Fact
from ronde.model.types import Kind, NotOfType, read_value
from ronde.reach.goals import Goal, target_of
from ronde.reach.search import Reached, reach
from ronde.reach.target import ROUND, Target, round_target
from ronde.reach.telling import reach_data, reach_page
from ronde.read.files import BOOK


class Reach(Shown):
    """The ways to a value of a fact, or to be invited: each a set of changes that a person can make (with or without
    waiting until a day), after which it is so. No part of a set reaches by itself."""

    def __init__(self, made: Decision, target: Target, found: Reached) -> None:
        self._made, self._target, self._found = made, target, found
        self.fact = target.goal.fact.name

    @property
    def holds(self) -> bool:
        """Whether it is so already."""
        return self._found.holds

    @property
    def ways(self) -> list[dict[str, Any]]:
        """The ways, fewest changes first: the `changes` of each (with `label`, `facts` before and after, the list to
        which one `adds` a `record`, the fields of records that are `changed`, what is `forgotten`), the `day` until
        which to wait, the `value` then, and `until` when it stays so."""
        return list(self.to_dict()["ways"])

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The ways as plain data, as `ronde reach --format json` prints them; `open` are the ways of which it is not
        known whether they reach, `left_out` says what was not looked into."""
        return reach_data(self._made, self._target, self._found, language(lang))

    @property
    def _root(self) -> str:
        return self._made.history.root

    def _page(self, lang: str) -> Page:
        return reach_page(self._made, self._target, self._found, lang)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.ways)

    def __len__(self) -> int:
        return len(self.ways)

    def __repr__(self) -> str:
        return f"<Reach of {self.fact}: {len(self)} ways>"


def reached(opened: Opened, profile: Profile, fact: str, value: object, as_of: Date | None) -> Reach:
    """The ways to a value of a fact, or to be invited (`round:TYPE`). Errors: FactError, ProfileError, QuestionError
    (also for a book that does not say what a person can change), BookError."""
    if not opened.history.moves:
        with refusals_as(QuestionError):
            raise refuse("reach-no-moves", SourceLocation(str(opened.folder / BOOK)))
    made, _ = decided(opened, profile, as_of)
    target = _target(opened, made, str(fact), value)
    return Reach(made, target, reach(made, target.goals))


def _target(opened: Opened, made: Decision, fact: str, value: object) -> Target:
    if fact.startswith(ROUND):
        if value is not None:
            raise error(QuestionError, "reach-round-value", "value")
        with refusals_as(QuestionError):
            return round_target(opened.engine, made, fact.removeprefix(ROUND))
    with refusals_as(FactError):
        about = made.plan.facts[fact_meant(made.history, made.plan, fact, made.as_of)]
    try:
        return Target((Goal(about, target_of(about, _written(about, value))),))
    except NotOfType as wrong:
        raise error(QuestionError, wrong.reason, "value", name=about.name, **wrong.params) from None


def _written(about: Fact, value: object) -> object:
    """A value as a profile writes it, from what was typed."""
    if not isinstance(value, str) or about.type.kind in (Kind.CHOICE, Kind.CODE, Kind.TEXT, Kind.DATE):
        return value
    if about.type.kind is Kind.YES_NO:
        return {"true": True, "false": False}.get(value, value)
    try:
        read_value(float(value), about.type, bounded=False)
    except (ValueError, NotOfType):
        return value
    return float(value)
