"""Rounds, and one profile through time: every day on which its answers changed, what came of it in every round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from ronde.api import arguments
from ronde.api.arguments import Date, language
from ronde.api.deciding import told_of
from ronde.api.errors import QuestionError, refusals_as
from ronde.api.opened import Opened
from ronde.api.profile import Profile
from ronde.api.shown import Shown
from ronde.evaluate.decision import Decision, day_text
from ronde.evaluate.engine import Engine
from ronde.explain.charts import draw_history, draw_rounds
from ronde.explain.page import Page
from ronde.explain.rounds import invited_page, none_page, rounds_page, type_titles
from ronde.explain.series import ahead_page, history_data, history_page, invited_data, rounds_data
from ronde.explain.why import check_fact
from ronde.model.document import Document
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation
from ronde.rounds.data import Round, Rounds
from ronde.rounds.days import on_day
from ronde.rounds.invited import Answer, answers, terms_of
from ronde.rounds.selected import since_submission, some_rounds
from ronde.rounds.series import Change, ahead, changes


class ProfileHistory(Shown):
    """Every day on which the answers for a profile changed, and what changed them."""

    def __init__(self, engine: Engine, found: list[Change], last: Decision, names: Sequence[str]) -> None:
        self._engine, self._found, self._last, self._names = engine, found, last, names

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row for each fact that changed on a day: `date`, `fact`, `before`, `after`, and the files of the `versions`
        that took effect. On the first day every fact is told as it stands."""
        return [
            {
                "date": change["date"],
                "fact": moved["fact"],
                "before": moved["before"],
                "after": moved["after"],
                "versions": [version["file"] for version in change["versions"]],
            }
            for change in self.to_dict()["changes"]
            for moved in change["changed"]
        ]

    def to_dict(self) -> dict[str, Any]:
        """The history as plain data, as `ronde history --format json` prints it."""
        return history_data(self._found, self._last, self._names, self._found[0].day, self._last.as_of)

    def chart(self, path: str | Path, lang: str = "en") -> None:
        """Draw the score and the cut-offs of rounds (or the first number among the facts) to a file of SVG or PNG.

        It needs the extra `chart`. Errors: QuestionError.
        """
        with refusals_as(QuestionError):
            draw_history(self._engine, self._found, self._names, self._last, Path(path), language(lang))

    @property
    def _root(self) -> str:
        return self._last.history.root

    def _page(self, lang: str) -> Page:
        return history_page(self._found, self._last, self._names, self._found[0].day, self._last.as_of, lang)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return sum(len(change.moved) for change in self._found)

    def __repr__(self) -> str:
        first, last = day_text(self._found[0].day), day_text(self._last.as_of)
        return f"<ProfileHistory from {first} to {last}: {len(self._found) - 1} days of change>"


class TimeAhead(ProfileHistory):
    """Every day on which time alone changes the answers for a profile, by the rules of the first day."""

    def _page(self, lang: str) -> Page:
        return ahead_page(self._found, self._last, self._names, self._found[0].day, self._last.as_of, lang)

    def __repr__(self) -> str:
        first, last = day_text(self._found[0].day), day_text(self._last.as_of)
        return f"<TimeAhead from {first} to {last}: {len(self._found) - 1} days of change>"


class RoundsHeld(Shown):
    """Some of the rounds of a book, in the order of time."""

    def __init__(self, engine: Engine, some: list[Round], found: Rounds, types: Sequence[str]) -> None:
        self._engine, self._some, self._found, self._types = engine, some, found, types

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row for each round, as the files of the book write it."""
        return [dict(each.written) for each in self._some]

    def titles(self, lang: str = "en") -> dict[str, str]:
        """The title of each type among these rounds, as the rules of its last round give it, in `en` or `fr`."""
        with refusals_as(QuestionError):
            return type_titles(self._engine, self._some, language(lang))

    @property
    def horizon(self) -> date:
        """The day after which the book knows no round."""
        return date.fromordinal(self._found.horizon)

    def later(self, lang: str = "en") -> str:
        """What is known all the same of later rounds, in `en` or `fr`; empty if nothing is."""
        return (self._found.later or {}).get(language(lang), "")

    def to_dict(self) -> dict[str, Any]:
        """The rounds as plain data, as `ronde rounds --format json` prints them."""
        return rounds_data(self._engine, self._some, self._found)

    def chart(self, path: str | Path, lang: str = "en") -> None:
        """Draw the cut-offs to a file of SVG or PNG. It needs the extra `chart`. Errors: QuestionError."""
        with refusals_as(QuestionError):
            draw_rounds(self._engine, self._found, self._some, Path(path), language(lang))

    @property
    def _root(self) -> str:
        return self._engine.history.root

    def _page(self, lang: str) -> Page:
        if not self._some:
            return none_page(self._found, self._types, lang)
        return rounds_page(self._engine, self._some, self._found, lang)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self._some)

    def __repr__(self) -> str:
        return f"<RoundsHeld: {len(self)}>"


class Invitations(Shown):
    """What came of each round for a profile: invited or not, by how much, and why."""

    def __init__(self, history: History, told: list[Answer], found: Rounds, types: Sequence[str]) -> None:
        self._history, self._told, self._found, self._types = history, told, found, types

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row for each round, in the order of time: `number`, `date`, `type`, `cutoff`, `outcome`, what `says` it in
        English, and `score`, `short`, `late_seconds` and `cautions` if there are any."""
        return list(self.to_dict()["rounds"])

    @property
    def score(self) -> str:
        """The name of the fact that is compared with the cut-offs."""
        return terms_of(self._history).score

    @property
    def invited(self) -> int:
        """In how many of the rounds the candidate would have been invited."""
        return sum(each.outcome == "invited" for each in self._told)

    def since(self, day: Date) -> Invitations:
        """The same from a day on, without asking again. Errors: QuestionError for what is no day."""
        first = arguments.day(day, "day")
        told = [each for each in self._told if each.round.date >= first]
        return Invitations(self._history, told, self._found, self._types)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The answers as plain data, as `ronde invited --format json` prints them."""
        return invited_data(self._history, self._told, self._found, language(lang))

    @property
    def _root(self) -> str:
        return self._history.root

    def _page(self, lang: str) -> Page:
        if not self._told:
            return none_page(self._found, self._types, lang)
        return invited_page(self._history, self._told, self._found, lang)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self._told)

    def __repr__(self) -> str:
        return f"<Invitations: {self.invited} of {len(self)} rounds>"


Days: TypeAlias = "tuple[Date | None, Date | None]"
"""The first and the last day, as far as they are given."""

Names: TypeAlias = "str | Iterable[str] | None"


def profile_history(opened: Opened, profile: Profile, days: Days, facts: Names) -> ProfileHistory:
    """Every day on which some facts changed for a profile. Errors: ProfileError, QuestionError, BookError."""
    engine, history = opened.reference, opened.history
    last, _ = arguments.day_or_today(days[1], "until")
    first = history.first_date if days[0] is None else arguments.day(days[0], "since")
    wanted = arguments.names(facts or (), "facts")
    arguments.in_book(last, history.first_date, "until")
    arguments.in_book(first, history.first_date, "since")
    arguments.in_order(first, last)
    with told_of(opened, profile) as given:
        decision = _decided_of(engine, given, last, wanted)
        names = wanted or history.headlines
        return ProfileHistory(engine, list(changes(engine, given, names, first, last)), decision, names)


def _decided_of(engine: Engine, given: Document, day: int, facts: Iterable[str]) -> Decision:
    """The decision on a day, which has these facts. Errors: QuestionError at `facts` for one that it has not."""
    decision = engine.evaluate(given, day)
    with refusals_as(QuestionError):
        for name in facts:
            check_fact(decision, name, ArgumentLocation("facts"))
    return decision


def time_ahead(opened: Opened, profile: Profile, days: Days, facts: Names) -> TimeAhead:
    """Every day on which time alone changes some facts for a profile. Errors: ProfileError, QuestionError,
    BookError."""
    engine, history = opened.reference, opened.history
    first, _ = arguments.day_or_today(days[0], "as_of")
    last = arguments.day(days[1], "until")
    wanted = arguments.names(facts or (), "facts")
    arguments.in_book(first, history.first_date, "as_of")
    arguments.in_order(first, last)
    with told_of(opened, profile) as given:
        decision = _decided_of(engine, given, first, wanted)
        names = wanted or history.headlines
        found = list(ahead(engine, given, names, first, last))
    return TimeAhead(engine, found, on_day(decision, last), names)


def rounds_between(opened: Opened, days: Days, types: Names) -> RoundsHeld:
    """The rounds of some types between two days. Errors: QuestionError, BookError."""
    return RoundsHeld(opened.reference, *_rounds(opened, days, types))


def invitations(opened: Opened, profile: Profile, days: Days, types: Names) -> Invitations:
    """What came of the rounds of some types for a profile. Errors: ProfileError, QuestionError, BookError."""
    engine = opened.reference
    some, found, wanted = _rounds(opened, days, types)
    with told_of(opened, profile) as given:
        if days[0] is None:
            some = since_submission(engine, given, some)
        return Invitations(opened.history, list(answers(engine, given, some)), found, wanted)


def _rounds(opened: Opened, days: Days, types: Names) -> tuple[list[Round], Rounds, tuple[str, ...]]:
    """The rounds that are meant, all of the book, and the types that were named."""
    span, wanted = arguments.days(*days), arguments.names(types or (), "types")
    with refusals_as(QuestionError, opened.folder):
        found = opened.rounds
        return some_rounds(found, span, wanted), found, wanted
