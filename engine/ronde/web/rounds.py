"""The pages of rounds: a table and a chart of their cut-offs, each round by itself, and the same as CSV and JSON."""

from __future__ import annotations

from datetime import date

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ronde.api.book import Book
from ronde.api.pages import RulePages
from ronde.api.rounds import RoundsHeld
from ronde.messages.escape import csv_text
from ronde.web.drawn import Value, chart
from ronde.web.pages import Pages, language_of

COLUMNS = ("number", "date", "type", "invitations", "cutoff", "tie_break", "instant", "confidence")


class RoundsShown:
    """The pages of rounds."""

    def __init__(self, book: Book, pages: Pages) -> None:
        self._book, self._pages, self._rules = book, pages, RulePages(book)

    def table(self, request: Request, kind: str = "", year: str = "") -> Response:
        """The rounds of a type and a year, the last first, with their chart."""
        every, some, language = self._book.rounds(), self._some(kind, year), language_of(request)
        titles = every.titles(language)
        numbered = {name: number for number, name in enumerate(titles)}
        values = (
            Value(
                date.fromisoformat(each["date"]),
                each["cutoff"],
                each["type"],
                f"/rounds/{each['number']}",
                f"{each['number']} · {each['date']} · {titles[each['type']]} · {each['cutoff']}",
            )
            for each in some.rows
        )
        return self._pages.page(
            request,
            "rounds.html",
            kind=kind,
            year=year,
            rows=some.rows[::-1],
            titles=titles,
            numbered=numbered,
            years=sorted({each["date"][:4] for each in every.rows}, reverse=True),
            chart=chart(values, numbered),
            every=every,
        )

    def one(self, request: Request, number: str) -> Response:
        """A round by its number."""
        every, language = self._book.rounds(), language_of(request)
        row = next((each for each in every.rows if each["number"] == number), None)
        if row is None:
            raise HTTPException(404)
        return self._pages.page(
            request,
            "round.html",
            row=row,
            title=every.titles(language)[row["type"]],
            topic=self._rules.round_topic(row["type"], row["date"]),
            pool=self._rules.pool_by(row["date"]),
            numbers=_around([each["number"] for each in every.rows], number),
        )

    def csv(self, kind: str = "", year: str = "") -> Response:
        """The rounds as CSV for spreadsheets: no cell is a formula."""
        rows = [{name: each.get(name) for name in COLUMNS} for each in self._some(kind, year).rows]
        content = csv_text(rows, COLUMNS, spreadsheet=True)
        return _file(content, "text/csv; charset=utf-8", "rounds.csv")

    def json(self, kind: str = "", year: str = "") -> Response:
        """The rounds as JSON, as the command prints them."""
        content = orjson.dumps(self._some(kind, year).to_dict(), option=orjson.OPT_INDENT_2)
        return _file(content, "application/json", "rounds.json")

    def _some(self, kind: str, year: str) -> RoundsHeld:
        days = {"since": f"{year}-01-01", "until": f"{year}-12-31"} if year else {}
        return self._book.rounds(types=kind or None, **days)


def _around(numbers: list[str], number: str) -> tuple[str, str]:
    """The numbers of the rounds before and after one, empty if there is none."""
    at = numbers.index(number)
    return numbers[at - 1] if at else "", numbers[at + 1] if at + 1 < len(numbers) else ""


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
