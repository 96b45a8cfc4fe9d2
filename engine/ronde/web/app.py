"""The application: which address is answered by what, behind the guard."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from ronde import __version__
from ronde.api.book import Book
from ronde.api.errors import FactError, RondeError
from ronde.web import streams
from ronde.web.assets import ICON, asset
from ronde.web.change import Changing
from ronde.web.decision import Deciding
from ronde.web.fresh import Fresh, Standing
from ronde.web.guard import SECONDS, Guard, Refused, TooLarge
from ronde.web.history import ThroughTime
from ronde.web.interview import Interviewing
from ronde.web.pages import Pages, language_of
from ronde.web.problems import API, problem
from ronde.web.programs import PREFIX, programs
from ronde.web.rounds import RoundsShown
from ronde.web.rules import RulesShown
from ronde.web.situation import Situation, sentences

READ = ["GET", "HEAD"]
SMALL = 2_000
"""Bytes of an answer that is not worth packing."""


def application(
    book: Book, hosts: Iterable[str] | None = None, seconds: float = SECONDS, *, commits: bool = False
) -> ASGIApp:
    """The application that answers by a book. `hosts` are the names by which it may be called; None: any. `commits`
    says whether a change may be committed to a new branch of the repository in which the book lies."""
    standing = Standing()
    pages = Pages(book, standing)
    fresh = Fresh(book, lambda own: _answering(own, Pages(own, standing), commits=commits), standing)

    larger = {PREFIX + streams.PATH: streams.LARGEST}
    return Guard(fresh, _refused_by(pages), None if hosts is None else frozenset(hosts), seconds, larger)


def _answering(book: Book, pages: Pages, *, commits: bool) -> ASGIApp:
    """What answers by a book as it was read."""
    app = FastAPI(title="Ronde", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    situation = Situation(book, pages)
    deciding = Deciding(book, pages, situation)
    app.add_middleware(GZipMiddleware, minimum_size=SMALL)
    interview = Interviewing(book, pages)
    app.add_api_route("/", interview.first, methods=READ)
    app.add_api_route("/", interview.again, methods=["POST"])
    app.add_api_route("/form", situation.first, methods=READ)
    app.add_api_route("/form", situation.again, methods=["POST"])
    app.add_api_route("/profile.yaml", situation.download, methods=["POST"])
    app.add_api_route("/decision", deciding.page, methods=["POST"])
    app.add_api_route("/history", ThroughTime(book, pages, situation).page, methods=["POST"])
    app.add_api_route("/decision.json", deciding.data, methods=["POST"])
    _rules(app, RulesShown(book, pages))
    _rounds(app, RoundsShown(book, pages))
    changing = Changing(book, pages, commits=commits)
    app.add_api_route("/change", changing.first, methods=READ)
    app.add_api_route("/change", changing.again, methods=["POST"])
    app.mount(PREFIX, programs(book))
    app.add_api_route("/static/{name}", asset, methods=READ)
    app.add_api_route("/favicon.ico", lambda: asset(ICON), methods=READ)

    _errors(app, pages, _refused_by(pages))
    return app


def _refused_by(pages: Pages) -> Refused:
    """What says why a request is not answered: a page, or a problem to programs."""

    def refused(request: Request, status: int, key: str) -> Response:
        return (problem if request.url.path.startswith(API) else pages.refused)(request, status, key)

    return refused


def _rules(app: FastAPI, rules: RulesShown) -> None:
    app.add_api_route("/rules", rules.index, methods=READ)
    app.add_api_route("/diff", rules.diff, methods=READ)
    app.add_api_route("/rules.atom", rules.feed, methods=READ)
    app.add_api_route("/rules/{topic:path}", rules.topic, methods=READ)
    app.add_api_route("/versions/{topic:path}", rules.versions, methods=READ)


def _rounds(app: FastAPI, rounds: RoundsShown) -> None:
    app.add_api_route("/rounds", rounds.table, methods=READ)
    app.add_api_route("/rounds.csv", rounds.csv, methods=READ)
    app.add_api_route("/rounds.json", rounds.json, methods=READ)
    app.add_api_route("/rounds/{number}", rounds.one, methods=READ)


def _errors(app: FastAPI, pages: Pages, refused_as: Refused) -> None:
    """Every error as a page in words; what is too large or broken, as a problem to programs."""

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        key = {404: "web-nothing", 405: "web-method"}.get(error.status_code, "web-refused")
        return refused_as(request, error.status_code, key)

    def wrong(request: Request, error: Exception) -> Response:
        assert isinstance(error, RondeError)
        status = 404 if isinstance(error, FactError) else 422
        return pages.said(request, status, sentences(error, language_of(request)))

    def unread(request: Request, error: Exception) -> Response:
        return pages.refused(request, 400, "web-refused")

    def too_large(request: Request, error: Exception) -> Response:
        return refused_as(request, 413, "web-too-large")

    def broken(request: Request, error: Exception) -> Response:
        return refused_as(request, 500, "web-broken")

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(TooLarge, too_large)
    app.add_exception_handler(Exception, broken)
    app.add_exception_handler(RondeError, wrong)
    app.add_exception_handler(RequestValidationError, unread)
