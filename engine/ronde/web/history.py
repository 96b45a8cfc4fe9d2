"""One profile through time: what changed its answers, and what came of each round, drawn and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ronde.api.book import Book
from ronde.api.errors import RondeError
from ronde.api.rounds import Invitations
from ronde.web.answers import PROFILE, as_json
from ronde.web.drawn import Chart, Value, chart
from ronde.web.pages import Pages, language_of
from ronde.web.situation import WRONG, Situation, sentences
from ronde.web.submitted import Form, submitted

INVITED = "invited"
SERIES = {INVITED: 2, "": 7}
"""The colours of the rounds in which one would have been invited, and of the others."""


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which the score changed: from what to what, that in words, and what made it."""

    day: date
    before: int
    after: int
    told: str
    causes: list[str]


class ThroughTime:
    """The page of one profile through time."""

    def __init__(self, book: Book, pages: Pages, situation: Situation) -> None:
        self._book, self._pages, self._situation = book, pages, situation

    def page(self, request: Request, form: Form) -> Response:
        """The score on the day of each round, drawn from a day (the first of the book, if none is given) to another
        (that of the answer), each step with its cause; all answers and each round from that day too, or for the year
        before if none is given."""
        found = submitted(self._book, form)
        if found.wrong:
            return self._situation.show(request, found, status=WRONG)
        until = str(form.get("until") or "") or found.as_of or date.today().isoformat()
        since = str(form.get("since") or "")
        language, profile = language_of(request, found.lang), found.answers.profile(found.inputs)
        near = {"since": since or self._year_before(until), "until": until}
        told: dict[str, Any] = {"history": None, "invited": None, "chart": None, "steps": []}
        wrong: list[str] = []
        try:
            told["history"] = self._book.history(profile, **near).sections(language)
            try:
                rounds = self._book.invited(profile, since=since or self._book.first_date, until=until)
            except RondeError:
                told["invited"] = self._book.invited(profile, **near).sections(language)
                raise
            told["invited"] = rounds.since(near["since"]).sections(language)
            told["chart"], told["steps"] = self._drawn(profile, rounds, language)
        except RondeError as error:
            wrong = sentences(error, language)
        return self._pages.page(
            request,
            "history.html",
            lang=found.lang,
            status=WRONG if wrong and told["history"] is None else 200,
            wrong=wrong,
            since=since,
            near=near["since"],
            until=until,
            **told,
            hidden={PROFILE: as_json(profile), "as_of": found.as_of, "known_on": found.known_on},
        )

    def _year_before(self, until: str) -> str:
        """The first day of the year before, or of the book."""
        year = until[:4]
        first = f"{int(year) - 1:04}-01-01" if year.isdecimal() else ""
        return max(first, self._book.first_date.isoformat())

    def _drawn(self, profile: Mapping[str, Any], rounds: Invitations, language: str) -> tuple[Chart, list[Step]]:
        """The cut-offs of rounds and the score on the day of each as a chart, and the steps of the score between two
        rounds, each with its day and what made it."""
        rows = rounds.rows
        known = [
            (date.fromisoformat(each["date"]), each["score"]) for each in rows if isinstance(each.get("score"), int)
        ]
        steps: list[Step] = []
        line = known[:1]
        for (day, before), (next_day, after) in pairwise(known):
            if before != after and day < next_day:
                made = list(self._steps(profile, rounds.score, (day, next_day), language))
                steps += made
                line += [point for each in made for point in ((each.day, each.before), (each.day, each.after))]
            line.append((next_day, after))
        values = (
            Value(
                date.fromisoformat(each["date"]),
                each["cutoff"],
                each["outcome"] if each["outcome"] == INVITED else "",
                f"/rounds/{each['number']}",
                f"{each['number']} · {each['date']} · {each['cutoff']}",
            )
            for each in rows
        )
        return chart(values, SERIES, line, [(each.day, each.after) for each in steps]), steps

    def _steps(self, profile: Mapping[str, Any], score: str, days: tuple[date, date], language: str) -> Iterator[Step]:
        """The steps of the score between two days."""
        found = self._book.history(profile, since=days[0], until=days[1], facts=score)
        for change, (_, lines) in list(zip(found.to_dict()["changes"], found.sections(language), strict=False))[1:]:
            for each in change["changed"]:
                if isinstance(each["before"], int) and isinstance(each["after"], int):
                    texts = [line.text for line in lines] if isinstance(lines, list) else [score]
                    yield Step(date.fromisoformat(change["date"]), each["before"], each["after"], texts[0], texts[1:])
