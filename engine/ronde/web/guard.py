"""What stands before every page: limits on a request, whence it may come, headers of safety, errors without traces."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Mapping
from threading import Event
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ronde.stopping import stopped_by

LARGEST = 2_000_000
"""Bytes of a body: the largest profile with every sign percent-encoded, and the fields around it."""

LONGEST_ADDRESS = 4_000
"""Bytes of an address with its query."""

SECONDS = 20.0
"""How long one request may take; a timeline since the first day of the book takes one or two."""

SAFE = ("GET", "HEAD", "OPTIONS")

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

Refused = Callable[[Request, int, str], Response]
"""A page that says in words, by the key of a sentence, why a request is not answered."""

log = logging.getLogger("ronde.web")


class TooLarge(Exception):
    """The body of a request is larger than is read."""


class Guard:
    """Wraps the application. `refused` makes the pages of what is not answered; `larger` are the bytes of a body at the
    addresses that take more than others."""

    def __init__(
        self,
        app: ASGIApp,
        refused: Refused,
        hosts: frozenset[str] | None,
        seconds: float = SECONDS,
        larger: Mapping[str, int] | None = None,
    ) -> None:
        self._app, self._refused, self._hosts, self._seconds = app, refused, hosts, seconds
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what is no request of HTTP is passed on, but for sockets, of which there are none."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _Sender(send))

    async def _answer(self, scope: Scope, receive: Receive, send: _Sender) -> None:
        request = Request(scope)
        if why := self._unwanted(request):
            await self._refused(request, *why)(scope, receive, send)
            return
        late = Event()
        with stopped_by(late):
            work = asyncio.ensure_future(self._app(scope, _bounded(receive, self._largest(request)), send))
        done, _ = await asyncio.wait({work}, timeout=self._seconds)
        if not done:
            late.set()
            work.cancel()
            work.add_done_callback(_ended)
            send.deaf = not send.begun
            if not send.begun:
                await self._refused(request, 503, "web-slow")(scope, receive, send.raw)
        elif (error := work.exception()) is not None:
            _note(error)

    def _unwanted(self, request: Request) -> tuple[int, str] | None:
        """Why a request is not looked at, if it is not."""
        headers, target = request.headers, request.url
        if self._hosts is not None and (target.hostname or "") not in self._hosts:
            return 421, "web-host"
        if len(target.path) + len(target.query) > LONGEST_ADDRESS:
            return 414, "web-address-long"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._largest(request):
            return 413, "web-too-large"
        if request.method not in SAFE and not _same_origin(headers):
            return 403, "web-elsewhere"
        return None

    def _largest(self, request: Request) -> int:
        return self._larger.get(request.url.path, LARGEST)


def _same_origin(headers: Headers) -> bool:
    """Whether what writes comes from a page of this server, or from a program, which says nothing of its origin.

    A browser that says where a request comes from is believed: no page can write that header. Others name the origin,
    as long as the policy on referrers lets them: with `no-referrer` every form would come from `null`."""
    if (site := headers.get("sec-fetch-site")) is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _bounded(receive: Receive, most: int) -> Receive:
    """What receives a body of no more than so many bytes. Errors: TooLarge."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLarge
        return message

    return bounded


class _Sender:
    """Sends an answer with the headers of safety; nothing more once it is `deaf`. `begun` says whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send, self.begun, self.deaf = send, False, False

    async def __call__(self, message: Message) -> None:
        """Send a part of an answer."""
        if not self.deaf:
            await self.raw(message)

    async def raw(self, message: Message) -> None:
        """Send a part of an answer, of the guard itself."""
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await self._send(message)


def _ended(work: asyncio.Task[None]) -> None:
    """Take note of how work ended of which nobody waits for the end."""
    if not work.cancelled():
        work.exception()


def _note(error: BaseException) -> None:
    """Note where something broke, without its message and its values: these may be of somebody's profile."""
    places = traceback.extract_tb(error.__traceback__)
    log.error("%s at %s", type(error).__name__, " < ".join(f"{each.name}:{each.lineno}" for each in places[-3:]))
