"""One profile through time: what changed its answers, and what came of each round, drawn and told."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from ronde.api.book import Book
from ronde.api.errors import RondeError
from ronde.api.rounds import Invitations
from ronde.web.answers import PROFILE, as_json
from ronde.web.asked import Form, asked
from ronde.web.drawn import Chart, Value, chart
from ronde.web.pages import Pages, language_of
from ronde.web.situation import WRONG, Situation, sentences

INVITED = "invited"
SERIES = {INVITED: 2, "": 7}
"""The colours of the rounds in which one would have been invited, and of the others."""


class ThroughTime:
    """The page of one profile through time."""

    def __init__(self, book: Book, pages: Pages, situation: Situation) -> None:
        self._book, self._pages, self._situation = book, pages, situation

    def page(self, request: Request, form: Form) -> Response:
        """The days on which the answers changed, and the rounds, from a day (that of the year before, if none is given)
        to another (that of the answer)."""
        found = asked(self._book, form)
        if found.wrong:
            return self._situation.show(request, found, status=WRONG)
        until = str(form.get("until") or "") or found.as_of or date.today().isoformat()
        since = str(form.get("since") or "") or self._year_before(until)
        language, profile = language_of(request, found.lang), found.answers.profile(found.inputs)
        wrong: list[str] = []
        history = invited = drawn = None
        try:
            history = self._book.history(profile, since=since, until=until).sections(language)
            rounds = self._book.invited(profile, since=since, until=until)
            invited, drawn = rounds.sections(language), _chart(rounds)
        except RondeError as error:
            wrong = sentences(error, language)
        return self._pages.page(
            request,
            "history.html",
            lang=found.lang,
            status=WRONG if wrong and history is None else 200,
            wrong=wrong,
            since=since,
            until=until,
            history=history,
            invited=invited,
            chart=drawn,
            hidden={PROFILE: as_json(profile), "as_of": found.as_of, "known_on": found.known_on},
        )

    def _year_before(self, until: str) -> str:
        """The first day of the year before, or of the book."""
        year = until[:4]
        first = f"{int(year) - 1:04}-01-01" if year.isdecimal() else ""
        return max(first, self._book.first_date.isoformat())


def _chart(rounds: Invitations) -> Chart:
    """The cut-offs of rounds, and the score on the day of each."""
    rows = rounds.rows
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
    line = [(date.fromisoformat(each["date"]), each["score"]) for each in rows if isinstance(each.get("score"), int)]
    return chart(values, SERIES, line)
