"""What is wrong with a request of a program, as problem details (RFC 9457) with the diagnostics of the commands."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ronde import __version__
from ronde.api.errors import BookError, FactError, RondeError
from ronde.messages import translate
from ronde.web.guard import TooLarge
from ronde.web.pages import language_of

MEDIA = "application/problem+json"
API = "/api/"
"""With what the addresses for programs begin."""


DESCRIBED: dict[int | str, dict[str, Any]] = {
    each: {
        "description": key,
        "content": {
            MEDIA: {
                "schema": {
                    "type": "object",
                    "required": ["type", "title", "status"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                        "diagnostics": {"type": "array", "items": {"type": "object"}},
                        "errors": {"type": "array", "items": {"type": "object"}},
                    },
                }
            }
        },
    }
    for each, key in (("4XX", "web-refused"), ("5XX", "web-broken"))
}
"""What OpenAPI says of problems: those of a request, and those of the server."""


def problem(request: Request, status: int, key: str, **more: object) -> Response:
    """A problem: its title is the sentence of a key in the reader's language."""
    language = language_of(request)
    told = {"type": "about:blank", "title": translate(key, language), "status": status, **more}
    headers = {"content-language": language, "vary": "accept-language, cookie", "ronde-version": __version__}
    return Response(orjson.dumps(told), status, headers, MEDIA)


def of_error(request: Request, error: Exception) -> Response:
    """The problem for what the face refuses: its diagnostics, as `ronde check --format json` prints them."""
    assert isinstance(error, RondeError)
    language = language_of(request)
    status = 404 if isinstance(error, FactError) else 500 if isinstance(error, BookError) else 422
    told = [each.to_dict(language) | {"at": str(each.location)} for each in error.diagnostics]
    return problem(request, status, "web-wrong", detail=error.text(language), diagnostics=told)


def of_body(request: Request, error: Exception) -> Response:
    """The problem for a body or a query that is not of its schema: where, without what was sent."""
    assert isinstance(error, RequestValidationError)
    places = [{"at": "/".join(map(str, each["loc"])), "kind": str(each["type"])} for each in error.errors()]
    return problem(request, 422, "web-schema", errors=places)


def of_status(request: Request, error: Exception) -> Response:
    """The problem for an address or a method that is not there, or a body that cannot be read."""
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, TooLarge):  # raised while a body was read, which FastAPI tells as a bad one
        return of_size(request, error)
    key = {404: "web-nothing", 405: "web-method-api"}.get(error.status_code, "web-refused")
    return problem(request, error.status_code, key)


def of_size(request: Request, error: Exception) -> Response:
    """The problem for a body that is larger than is read."""
    return problem(request, 413, "web-too-large")


def of_defect(request: Request, error: Exception) -> Response:
    """The problem for a defect, of which nothing is told."""
    return problem(request, 500, "web-broken")
