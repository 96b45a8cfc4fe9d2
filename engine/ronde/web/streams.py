"""Many candidates at once, `/api/v1/evaluations`: a stream of rows in, a stream of answers out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ronde import __version__
from ronde.api.book import Book
from ronde.web import problems
from ronde.web.pages import by_weight, language_of

PATH = "/evaluations"

MEDIA = {
    "application/vnd.apache.arrow.stream": "arrow",
    "application/x-ndjson": "jsonl",
    "text/csv": "csv",
}
"""The forms of streams, by their media types."""

LARGEST = 32_000_000
"""Bytes of a stream that is sent: it is held in memory while it is answered."""

EXAMPLES = {
    "application/x-ndjson": '{"family_size": 4, "settlement_funds": 25000}\n{"family_size": 2}\n',
    "text/csv": "family_size,settlement_funds\n4,25000\n2,\n",
}

Names = Annotated[list[str] | None, Query(max_length=100)]


def _of_media(told: str) -> dict[str, Any]:
    example = EXAMPLES.get(told)
    return {"schema": {"type": "string"} | ({"examples": [example]} if example else {"contentMediaType": told})}


DESCRIBED = {
    "requestBody": {"required": True, "content": {each: _of_media(each) for each in MEDIA}},
    "responses": {"200": {"description": "api-many", "content": {each: _of_media(each) for each in MEDIA}}},
}
"""What OpenAPI says of the bodies, which no schema of JSON describes."""


class Streams:
    """Answers streams of rows."""

    def __init__(self, book: Book) -> None:
        self._book = book

    async def evaluations(
        self,
        request: Request,
        as_of: Annotated[date | None, Query(description="api-as-of", examples=["2023-07-05"])] = None,
        as_of_column: Annotated[str | None, Query(description="opt-as-of-column")] = None,
        known_on: Annotated[date | None, Query(description="api-known-on")] = None,
        known_on_column: Annotated[str | None, Query(description="opt-known-on-column")] = None,
        facts: Annotated[Names, Query(description="api-facts", examples=[["funds.required"]])] = None,
        keep: Annotated[Names, Query(description="opt-keep")] = None,
        ignore: Annotated[Names, Query(description="opt-ignore")] = None,
        bounds: Annotated[bool, Query(description="opt-bounds")] = False,
        cautions: Annotated[bool, Query(description="opt-cautions")] = True,
        spreadsheet: Annotated[bool, Query(description="api-spreadsheet")] = False,
    ) -> Response:
        """The answers for every row that is sent, in the form that is accepted, else in that in which they came."""
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if sent not in MEDIA:
            return problems.problem(request, 415, "web-media-sent", detail=", ".join(MEDIA))
        wanted = accepted(request.headers.get("accept", ""), sent)
        if wanted is None:
            return problems.problem(request, 406, "web-media-wanted", detail=", ".join(MEDIA))
        content, language = await request.body(), language_of(request)
        about: dict[str, Any] = {
            "as_of": as_of,
            "known_on": known_on,
            "facts": facts,
            "bounds": bounds,
            "lang": language,
        }
        about |= {"as_of_column": as_of_column, "known_on_column": known_on_column, "cautions": cautions}
        about |= {"keep": keep or (), "ignore": ignore or ()}
        parts = await run_in_threadpool(self._answered, about, content, MEDIA[sent], MEDIA[wanted], spreadsheet)
        headers = {
            "content-language": language,
            "ronde-version": __version__,
            "vary": "accept, accept-language, cookie",
        }
        return StreamingResponse(parts, 200, headers, wanted)

    def _answered(self, about: dict[str, Any], content: bytes, form: str, into: str, spreadsheet: bool) -> Any:
        from ronde.api.question import query_of
        from ronde.api.streams import evaluate_stream

        return evaluate_stream(self._book, query_of(**about), content, form, into=into, spreadsheet=spreadsheet)


def accepted(header: str, otherwise: str) -> str | None:
    """The media type that a header accepts, the preferred first; `otherwise` if it accepts anything; None if none."""
    for each in by_weight(header) or ["*/*"]:
        for media in (otherwise, *MEDIA):
            if each in (media, "*/*", f"{media.partition('/')[0]}/*"):
                return media
    return None
