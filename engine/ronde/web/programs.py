"""The interface for programs, `/api/v1`: what the commands answer, as JSON over HTTP, described by OpenAPI."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any

import orjson
from fastapi import Depends, FastAPI, Query
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ronde import __version__
from ronde.api.book import Book
from ronde.api.errors import RondeError
from ronde.messages import translate
from ronde.web import problems, streams
from ronde.web.guard import TooLarge
from ronde.web.pages import language_of
from ronde.web.streams import Streams

PREFIX = "/api/v1"

PROFILE = {
    "birth_date": "1994-11-18",
    "family_size": 1,
    "settlement_funds": 9500,
    "work": [{"whose": "candidate", "country": "CA", "start": "2022-06-06", "hours_per_week": 40}],
}
DAY = "2023-07-05"

READ = ("GET", "HEAD")
DIGEST = "digest"
FOR_EVER = "max-age=31536000, immutable"
"""What is said of an answer that is asked for by its digest: no other can ever come from that address."""

AsOf = Annotated[date | None, Query(description="api-as-of", examples=[DAY])]
KnownOn = Annotated[date | None, Query(description="api-known-on")]


class Asking(BaseModel):
    """What every body has: a profile, as the commands read it, and the day."""

    model_config = ConfigDict(extra="forbid")

    profile: dict[str, Any] = Field(description="api-profile", examples=[PROFILE])
    as_of: date | None = Field(None, description="api-as-of", examples=[DAY])


class Evaluating(Asking):
    """The body of `evaluate`."""

    known_on: date | None = Field(None, description="api-known-on", examples=[DAY])
    trace: bool = Field(False, description="opt-trace", examples=[False])


class Explaining(Asking):
    """The body of `why`."""

    known_on: date | None = Field(None, description="api-known-on", examples=[DAY])
    fact: str = Field(description="api-fact", max_length=200, examples=["funds.required"])


class Interviewing(Asking):
    """The body of `questions`."""

    facts: list[str] | None = Field(None, description="api-facts", max_length=100, examples=[["funds.required"]])


class Spanning(BaseModel):
    """The body of what runs over days."""

    model_config = ConfigDict(extra="forbid")

    profile: dict[str, Any] = Field(description="api-profile", examples=[PROFILE])
    since: date | None = Field(None, description="api-since", examples=["2023-06-01"])
    until: date | None = Field(None, description="api-until", examples=[DAY])


class Recounting(Spanning):
    """The body of `history`."""

    facts: list[str] | None = Field(None, description="api-facts", max_length=100, examples=[["funds.required"]])


class Inviting(Spanning):
    """The body of `invited`."""

    types: list[str] | None = Field(None, description="api-types", max_length=100, examples=[["french"]])


def by_digest(digest: Annotated[str | None, Query(description="api-digest", max_length=64)] = None) -> None:
    """What may be asked of every address that is read: the answer of this digest, or none."""


class Programs:
    """What programs may ask of a book."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def evaluate(self, request: Request, asked: Evaluating) -> Response:
        """The decision for a profile on a day; its digest is the tag."""
        found = self._book.evaluate(asked.profile, as_of=asked.as_of, known_on=asked.known_on)
        told = found.to_dict(trace=asked.trace)
        return answer(request, told, str(told["digest"]))

    def why(self, request: Request, asked: Explaining) -> Response:
        """The reasons for one fact."""
        days = {"as_of": asked.as_of, "known_on": asked.known_on}
        found = self._book.why(asked.profile, asked.fact, **days, lang=language_of(request))
        return answer(request, found.to_dict())

    def questions(self, request: Request, asked: Interviewing) -> Response:
        """The questions that can still change the answers, the next one first."""
        found = self._book.questions(asked.profile, as_of=asked.as_of, facts=asked.facts)
        return answer(request, found.to_dict(language_of(request)))

    def history(self, request: Request, asked: Recounting) -> Response:
        """Every day on which the answers changed."""
        found = self._book.history(asked.profile, since=asked.since, until=asked.until, facts=asked.facts)
        return answer(request, found.to_dict())

    def invited(self, request: Request, asked: Inviting) -> Response:
        """What came of each round."""
        found = self._book.invited(asked.profile, since=asked.since, until=asked.until, types=asked.types)
        return answer(request, found.to_dict(language_of(request)))

    def rules(self, request: Request, as_of: AsOf = None, known_on: KnownOn = None) -> Response:
        """The topics in force on a day."""
        found = self._book.rules(as_of=as_of, known_on=known_on)
        return answer(request, found.to_dict())

    def topic(self, request: Request, topic: str, as_of: AsOf = None, known_on: KnownOn = None) -> Response:
        """A topic in force on a day, with every definition."""
        found = self._book.rules(as_of=as_of, known_on=known_on, topic=topic).find(topic)
        return answer(request, found.to_dict())

    def vocabulary(self, request: Request, as_of: AsOf = None, known_on: KnownOn = None) -> Response:
        """What the book asks on a day."""
        language = language_of(request)
        found = self._book.vocabulary(as_of=as_of, known_on=known_on)
        return answer(request, found.to_dict(language))

    def diff(
        self,
        request: Request,
        before: Annotated[date, Query(description="api-before", examples=["2025-03-24"])],
        after: Annotated[date, Query(description="api-after", examples=["2025-03-25"])],
    ) -> Response:
        """What differs between two days."""
        return answer(request, self._book.diff(before, after).to_dict(language_of(request)))

    def rounds(
        self,
        request: Request,
        since: Annotated[date | None, Query(description="api-since", examples=["2023-07-01"])] = None,
        until: Annotated[date | None, Query(description="api-until", examples=["2023-07-31"])] = None,
        types: Annotated[
            list[str] | None, Query(description="api-types", examples=[["french"]], max_length=100)
        ] = None,
    ) -> Response:
        """The rounds of some types between two days."""
        return answer(request, self._book.rounds(since=since, until=until, types=types).to_dict())


def answer(request: Request, data: Mapping[str, Any], digest: str = "") -> Response:
    """Plain data as JSON, with a tag by which it is known again: a digest of its own if it has one."""
    language, content = language_of(request), orjson.dumps(data)
    tag = f'"{digest or hashlib.sha256(content).hexdigest()}"'
    headers = {
        "cache-control": "no-cache",
        "content-language": language,
        "etag": tag,
        "ronde-version": __version__,
        "vary": "accept-language, cookie",
    }
    wanted = request.query_params.get(DIGEST) if request.method in READ else None
    if wanted is not None:
        if f'"{wanted}"' != tag:
            return problems.problem(request, 404, "web-digest")
        headers["cache-control"] = FOR_EVER
    known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if request.method in READ and known & {tag, "*"}:
        return Response(None, 304, headers)
    return Response(content, 200, headers, "application/json")


def programs(book: Book) -> FastAPI:
    """The application for programs."""
    app = FastAPI(title="Ronde", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    asked = Programs(book)
    for path, told, key in (
        ("/evaluate", asked.evaluate, "cli-evaluate"),
        ("/why", asked.why, "cli-why"),
        ("/questions", asked.questions, "api-questions"),
        ("/history", asked.history, "cli-history"),
        ("/invited", asked.invited, "cli-invited"),
    ):
        app.add_api_route(path, told, methods=["POST"], summary=key, description=key, responses=problems.DESCRIBED)
    for path, read, key in (
        ("/rules", asked.rules, "api-rules"),
        ("/rules/{topic:path}", asked.topic, "api-topic"),
        ("/vocabulary", asked.vocabulary, "api-vocabulary"),
        ("/diff", asked.diff, "api-diff"),
        ("/rounds", asked.rounds, "cli-rounds"),
    ):
        app.add_api_route(
            path,
            read,
            methods=["GET"],
            summary=key,
            description=key,
            responses=problems.DESCRIBED,
            dependencies=[Depends(by_digest)],
        )

    many, key = Streams(book).evaluations, "api-many"
    app.add_api_route(
        streams.PATH,
        many,
        methods=["POST"],
        summary=key,
        description=key,
        response_class=Response,
        responses=problems.DESCRIBED,
        openapi_extra=streams.DESCRIBED,
    )

    @cache
    def described(language: str) -> dict[str, Any]:
        told = get_openapi(title=app.title, version=app.version, routes=app.routes, servers=[{"url": PREFIX}])
        spoken: dict[str, Any] = _told(told, language)
        return spoken

    def openapi(request: Request) -> Response:
        return answer(request, described(language_of(request)))

    app.add_api_route("/openapi.json", openapi, methods=["GET"], include_in_schema=False)
    app.add_exception_handler(RondeError, problems.of_error)
    app.add_exception_handler(RequestValidationError, problems.of_body)
    app.add_exception_handler(HTTPException, problems.of_status)
    app.add_exception_handler(TooLarge, problems.of_size)
    app.add_exception_handler(Exception, problems.of_defect)
    return app


def _told(part: Any, language: str) -> Any:
    """A part of the description whose summaries are sentences, not their keys."""
    if isinstance(part, list):
        return [_told(each, language) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        name: translate(each, language)
        if name in ("summary", "description") and _is_key(each)
        else _told(each, language)
        for name, each in part.items()
    }


def _is_key(text: object) -> bool:
    return isinstance(text, str) and text.startswith(("api-", "cli-", "opt-", "web-"))
